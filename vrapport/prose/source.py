"""Prose as it stands in a file, made ready to be read: line ends, signs no page may hold, and what is fenced off."""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import count

# These two are never text, so vrapport's own marks can use them once an author's are out of the way; and a text in
# Latin letters stays one that Python keeps, and searches, byte by byte.
LONE_MARK = "\x0e"
MARK_END = "\x0f"
MARK = re.compile("\x0e[0-9]+\x0f")
MAYBE_MARK = "(?:\x0e[0-9]+\x0f)?"

NEVER_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_COMMENT = re.compile(rf"<{MAYBE_MARK}!--.*?(?:-->|\Z)", re.DOTALL)
_BRACKET = re.compile(r"[\[<]")
_SQUARE = re.compile(r"\[")
_COMMENT_START = re.compile(rf"<{MAYBE_MARK}!--")


def tidy(text: str) -> str:
    """Make every line end LF and show signs that are never text as U+FFFD; lines and columns stay."""
    return text if is_ordinary(text) else NEVER_TEXT.sub("\ufffd", _LINE_END.sub("\n", text))


def is_ordinary(text: str) -> bool:
    """Tell at a glance that a text has only signs that are seen, spaces and line ends: most are so."""
    return text.replace("\n", "").isprintable()


def without_comments(text: str) -> str:
    """Drop `<!-- ... -->` wherever it stands, code too; one never closed hides the rest. Line ends stay."""
    if "<" not in text or not _COMMENT_START.search(text):
        return text
    text = _COMMENT.sub(_line_ends, text)
    left_over = _COMMENT_START.search(text)  # two halves may have met where one was taken out between them
    return text if left_over is None else text[: left_over.start()] + "\n" * text.count("\n", left_over.start())


def unclosed_comment(text: str) -> int | None:
    """Find the offset of a comment that nothing closes."""
    return next((found.start() for found in _COMMENT.finditer(text) if not found[0].endswith("-->")), None)


def _line_ends(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


class Positions:
    """Where offsets of a text lie, as lines and columns from 1."""

    def __init__(self, text: str) -> None:
        """Remember the text; its lines are counted when first asked for."""
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Give line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def marked(text: str) -> tuple[str, list[int]]:
    """Mark every `[` and `<` with its number, to trace what is made of them to where they were typed."""
    bracket = _BRACKET if "<" in text else _SQUARE
    offsets = [found.start() for found in bracket.finditer(text)]
    numbers = count()
    # Tabs first: a mark would push the text after it to another tab stop.
    signed = bracket.sub(lambda found: f"{found[0]}{LONE_MARK}{next(numbers)}{MARK_END}", text.expandtabs(4))
    return signed, offsets


def unmarked(text: str) -> str:
    """Take the numbers out again."""
    return MARK.sub("", text) if LONE_MARK in text else text
