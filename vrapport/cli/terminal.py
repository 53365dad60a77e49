"""What a terminal can be shown: no control character of somebody else's, columns that line up, progress that moves."""

import json
import os
import re
import shutil
import sys
import textwrap
import time
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import accumulate

import click

WIDTH_OF_FILES = 100  # what nobody watches is laid out for this
NARROWEST = 40
BAR, EVERY, AFTER = 24, 0.1, 1.0
_CLEAR = "\r\x1b[K"
_SIGNS = 4_000  # are known by heart: a language writes with some hundred
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_JOINERS = "\u00ad\u200c\u200d"  # a soft hyphen, and what ties letters or signs together: harmless, and part of words
_RAW_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    """Show what would otherwise steer the terminal or deceive the eye: an escape character is spelled out."""
    return "".join(map(_shown, text))


@lru_cache(maxsize=_SIGNS)
def _shown(char: str) -> str:
    if char == "\t":
        return "    "
    if unicodedata.category(char) not in _HIDDEN or char in _JOINERS:
        return char
    return char.encode("unicode_escape", "surrogatepass").decode()


def one_line(text: str) -> str:
    """Show a text on one line."""
    return visible(" ".join(text.split()))


def columns(text: str) -> int:
    """Count the columns a text fills: wide characters take two, marks upon letters none."""
    return sum(map(_columns, text))


@lru_cache(maxsize=_SIGNS)
def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fitted(text: str, room: int) -> str:
    """Cut a text to a number of columns, and show that it was cut."""
    if columns(text) <= room:
        return text
    kept = bisect_right(list(accumulate(map(_columns, text))), room - 1)
    return text[:kept] + "…"


def padded(text: str, width: int) -> str:
    """Fill a text up to a number of columns."""
    return text + " " * (width - columns(text))


def width() -> int | None:
    """Return how many columns the reader's terminal has; None where no terminal reads."""
    return max(NARROWEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None


def table(rows: Iterable[Sequence[str]], room: int | None) -> Iterator[str]:
    """Lay rows out in columns; the last one is folded where there is only so much room."""
    lines = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(columns, cells)) for cells in zip(*lines, strict=True)][:-1]
    left = sum(widths) + 2 * len(widths)
    for *cells, last in lines:
        head = "".join(_aligned(cell, wide) + "  " for cell, wide in zip(cells, widths, strict=True))
        for number, piece in enumerate(folded_to(last, room and max(room - left, NARROWEST // 2))):
            yield f"{' ' * left if number else head}{piece}".rstrip()


def _aligned(cell: str, width: int) -> str:
    return cell.rjust(width) if cell.isdecimal() else padded(cell, width)


def folded_to(text: str, room: int | None) -> list[str]:
    """Break a text into lines that fit."""
    if not room or _fits(text, room):
        return [text]
    return textwrap.wrap(text, room, break_on_hyphens=False) or [""]


def _fits(text: str, room: int) -> bool:
    """Tell a text that stays as it is, as most do, at a quick look."""
    return len(text) <= room and text.isprintable() and text == text.strip()


def folded_after(head: int, text: str, room: int) -> list[str]:
    """Break a text into lines, the first of which follows upon something else; the others are to be indented by two."""
    if room - head < NARROWEST // 2:
        return ["", *folded_to(text, room - 2)]
    if text and _fits(text, room - head):
        return [text]
    first, *more = textwrap.wrap(text, room, initial_indent=" " * head, subsequent_indent="  ", break_on_hyphens=False)
    return [first[head:], *(line.removeprefix("  ") for line in more)]


def json_text(value: object) -> str:
    """Write a value as JSON that is safe on a terminal too."""
    written = json.dumps(value, ensure_ascii=not _writes_unicode(), indent=2)
    return _RAW_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _writes_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


class Progress:
    """How far something has come, for nobody to see."""

    def __call__(self, done: int, total: int) -> None:
        """Take note that so much of it is done."""

    def now(self, label: str) -> None:
        """Take note of what is being done from here on."""


class ShownProgress(Progress):
    """How far something has come, on the last line of a terminal: what is done, then a bar once a second has passed."""

    def __init__(self, label: str) -> None:
        self._due = time.monotonic() + AFTER
        self.now(label)

    def __call__(self, done: int, total: int) -> None:
        """Draw the bar, some times a second."""
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + EVERY
            full = BAR * done // max(total, 1)
            _redraw(f"{self._label} {'█' * full}{'░' * (BAR - full)} {done}/{total}")

    def now(self, label: str) -> None:
        """Say what is being done instead of what was done before."""
        self._label = label
        _redraw(f"{label} …")


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Progress]:
    """Show on a terminal how far something has come, and leave no trace of it."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield Progress()
        return
    try:
        yield ShownProgress(label)
    finally:
        _redraw("")


def _redraw(line: str) -> None:
    """Put a line in the place of the last one, cut to what the terminal has room for: what is folded stays behind."""
    click.echo(_CLEAR + fitted(line, _room()), err=True, nl=False, color=True)


def _room() -> int:
    return max(NARROWEST, shutil.get_terminal_size().columns) - 1
