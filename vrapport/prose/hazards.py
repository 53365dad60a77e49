"""What in a text an author should know of before it is shown: markup that stays text, links removed, signs unseen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vrapport.findings import Severity
from vrapport.prose.limits import excess
from vrapport.prose.mentions import scheme
from vrapport.prose.parser import code_fences
from vrapport.prose.rendering import spots
from vrapport.prose.source import NEVER_TEXT, Positions, is_ordinary, tidy, unclosed_comment

_SIGNS = (
    ("control-character", Severity.ERROR, NEVER_TEXT),
    ("bidi-character", Severity.WARNING, re.compile(r"[\u202a-\u202e\u2066-\u2069]")),
    ("hidden-character", Severity.WARNING, re.compile(r"[\u180e\u200b\u2060-\u2064\ufeff]")),
)
_UNSEEN = re.compile("|".join(signs.pattern for _, _, signs in _SIGNS))
_LINE_END = re.compile(r"\r\n?")
_UNSPACED = re.compile(r"#{2,6}[^\s#]")
_UNSPACED_LINE = re.compile(rf"\n{_UNSPACED.pattern}")
_HARMLESS_SCHEME = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, order=True, slots=True)
class Hazard:
    """One thing to tell the author, at a line and column from 1 (0: the whole text); `detail` is what was typed."""

    line: int
    column: int
    code: str
    severity: Severity
    detail: str = ""


def hazards(text: str) -> tuple[Hazard, ...]:
    """Find what is wrong or risky in prose, top to bottom.

    Errors: `too-long`, `too-deep`, `control-character`, `unclosed-comment`, and `unsafe-link` to a file of the
    computer's. Warnings: `raw-html`, `unsafe-link`, `remote-image`, `bidi-character`, `hidden-character`,
    `heading-unspaced`, `code-unclosed`.
    """
    signs: tuple[Hazard, ...] = ()
    if not is_ordinary(text) and _UNSEEN.search(text):
        signs, text = tuple(_signs(text)), tidy(text)
    if refused := excess(text):
        code, line = refused
        return tuple(sorted([*signs, Hazard(line, 0, code, Severity.ERROR)]))
    return tuple(sorted([*signs, *_comments(text), *_lines(text), *_markup(text)]))


def _signs(text: str) -> Iterator[Hazard]:
    """Name each kind of unseen sign once a line: a text full of them has one fault, not thousands."""
    for number, line in enumerate(_LINE_END.sub("\n", text).split("\n"), start=1):
        if line.isascii() and line.isprintable():
            continue
        for code, severity, signs in _SIGNS:
            if found := signs.search(line):
                yield Hazard(number, found.start() + 1, code, severity, f"U+{ord(found[0]):04X}")


def _comments(text: str) -> Iterator[Hazard]:
    if "<" in text and (offset := unclosed_comment(text)) is not None:
        yield Hazard(*Positions(text).at(offset), "unclosed-comment", Severity.ERROR)


def _lines(text: str) -> Iterator[Hazard]:
    if not _has_lines_to_mind(text):
        return
    lines = text.split("\n")
    in_code: set[int] = set()
    for first, last in code_fences(lines):
        in_code.update(range(first, last))
        if last == len(lines):
            yield Hazard(first + 1, 1, "code-unclosed", Severity.WARNING, lines[first])
    for number, line in enumerate(lines):
        if _UNSPACED.match(line) and number not in in_code:
            yield Hazard(number + 1, 1, "heading-unspaced", Severity.WARNING, line[:80])


def _has_lines_to_mind(text: str) -> bool:
    return "```" in text or "~~~" in text or _UNSPACED_LINE.search("\n" + text) is not None


def _markup(text: str) -> Iterator[Hazard]:
    for spot in spots(text):
        local = spot.code == "unsafe-link" and _leads_into_the_computer(spot.detail)
        severity = Severity.ERROR if local or spot.code == "too-deep" else Severity.WARNING
        yield Hazard(spot.line, spot.column, spot.code, severity, spot.detail)


def _leads_into_the_computer(address: str) -> bool:
    """Tell `file:` and `C:` from links that are only unwelcome: the author meant to show a file, and cannot."""
    typed = scheme(address)
    return typed == "file" or not _HARMLESS_SCHEME.match(typed or "other")
