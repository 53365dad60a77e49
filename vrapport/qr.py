"""An address as a square that a phone reads off a printed page."""

from functools import cache
from itertools import groupby

QUIET = 4  # the white around it that readers need, in squares


@cache
def qr(address: str) -> dict[str, int | str]:
    """Draw an address: the width of the square with its margin, and the dark squares as one path, row by row."""
    import segno  # noqa: PLC0415 - 60 ms, which only a build that draws one should wait for

    code = segno.make_qr(address, error="m")
    rows = (_row(line, number) for number, line in enumerate(code.matrix))
    return {"size": len(code.matrix) + 2 * QUIET, "path": "".join(rows)}


def _row(line: bytearray, number: int) -> str:
    """Draw the dark stretches of a row, one square high."""
    drawn, column = "", QUIET
    for dark, squares in groupby(line):
        width = len(list(squares))
        if dark:
            drawn += f"M{column} {number + QUIET}h{width}v1h-{width}z"
        column += width
    return drawn
