"""How much Markdown is too much: text that would keep the parser busy for seconds is refused, not tried."""

import re

LONGEST_TEXT = 400_000
LONGEST_BLOCK = 30_000
MOST_ROWS = 1_000
MOST_LINES = 10_000
MOST_MARKUP = 20_000
MOST_CELLS = 20_000
DEEPEST = 20


_MARKUP = re.compile(r"[\[`*_<&\\]")
_PREFIX = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}\.(?=[ \t]))*")
_MANY_SIGNS = re.compile(rf"\n[ \t>*+\-.\d]{{{DEEPEST + 1}}}")  # at least as many as the steps there are
_STEP = re.compile(r">|[-*+]|\d+\.|(?: {4}|\t)")
_RULE = re.compile(r"[ >]*(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})\s*")


def excess(text: str) -> tuple[str, int] | None:
    """Say why a text is refused, `too-long` or `too-deep`, and on which line (0: the whole text); None if it is not."""
    if _is_moderate(text):
        return None
    if len(text) > LONGEST_TEXT or (len(text) > MOST_MARKUP and len(_MARKUP.findall(text)) > MOST_MARKUP):
        return "too-long", 0
    lines = text.split("\n")
    if len(text) > MOST_LINES and sum(1 for line in lines if line.strip()) > MOST_LINES:
        return "too-long", 0
    if (number := _long_block(lines)) is not None:
        return "too-long", number
    return next((("too-deep", number) for number, line in enumerate(lines, start=1) if _too_deep(line)), None)


def _is_moderate(text: str) -> bool:
    """Tell at a glance that a text is short, and has no large table and no line that begins with many signs."""
    rows = text.count("\n") + 1
    return (
        len(text) <= min(MOST_MARKUP, LONGEST_BLOCK)
        and rows <= min(MOST_LINES, MOST_ROWS)
        and text.count("|") * rows <= MOST_CELLS
        and _MANY_SIGNS.search("\n" + text) is None
    )


def _long_block(lines: list[str]) -> int | None:
    """Find the line where a paragraph, list or table grows too long; a table's cells are its bars times its rows."""
    length = rows = bars = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            length = rows = bars = 0
            continue
        length, rows, bars = length + len(line), rows + 1, max(bars, line.count("|"))
        if length > LONGEST_BLOCK or rows > MOST_ROWS or bars * rows > MOST_CELLS:
            return number
    return None


def _too_deep(line: str) -> bool:
    if len(line) <= DEEPEST:
        return False
    prefix = _PREFIX.match(line)
    steps = _STEP.findall(prefix[0]) if prefix else []
    return len(steps) > DEEPEST and any(step.strip() for step in steps) and not _RULE.fullmatch(line)
