"""Minutes as paragraphs with their numbers, names and decisions."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from vrapport.prose.anchors import Anchors
from vrapport.prose.blocks import hidden
from vrapport.prose.mentions import Mention
from vrapport.prose.parser import code_fences
from vrapport.prose.rendering import scan

_HEADING = re.compile(r"##[ \t]+(\S.*)")
_NUMBER = r"\d+(?:[/–-]\d+)?[a-z]?"
_NUMBERED = re.compile(rf"(?:§+\s*(?P<after>{_NUMBER})|(?P<before>{_NUMBER})\s*§)(?:[.:]|\s+[–-](?=\s))?(?:\s+|$)")
_DECIDES = ("Beslut", "Decision")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPara:
    """What a meeting decided, in the paragraph that begins `Beslut:`; `text` is what follows that word."""

    text: str
    line: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph (§) of minutes, from its heading to the next; `number` is None where none was typed."""

    number: str | None
    title: str
    anchor: str
    line: int
    body: str
    decisions: tuple[DecisionPara, ...]


def paragraphs(text: str, decides: Iterable[str] = _DECIDES) -> tuple[Paragraph, ...]:
    """Split minutes at their `## ` headings; what stands before the first has neither number nor title.

    Blocks still fenced are left out, as everywhere: let an audience's blocks through with `without_blocks` first.
    """
    return _paragraphs(text, tuple(decides))


@lru_cache(maxsize=5_000)  # each view asks anew
def _paragraphs(text: str, decides: tuple[str, ...]) -> tuple[Paragraph, ...]:
    lines = hidden(text).split("\n")
    fences = code_fences(lines) if "```" in text or "~~~" in text else ()
    code = {number for first, last in fences for number in range(first, last + 1)}
    starts = [
        number
        for number, line in enumerate(lines)
        if line.startswith("##") and _HEADING.match(line) and number not in code
    ]
    decisions = tuple(_decisions(lines, code, decides))
    ends = [*starts[1:], len(lines)]
    parts = [
        _part(lines, span, name, decisions) for *span, name in zip(starts, ends, _names(lines, starts), strict=False)
    ]
    return (*_lead(lines[: starts[0]] if starts else lines, decisions), *parts)


@dataclass(frozen=True, slots=True)
class _Name:
    number: str | None
    title: str
    anchor: str


def _names(lines: list[str], starts: list[int]) -> list[_Name]:
    """Name paragraphs so that § 41 is `p41`, whatever the unnumbered ones before it are called."""
    typed = [_numbered(lines[start]) for start in starts]
    anchors = Anchors()
    numbered = iter([anchors.numbered(number) for number, _ in typed if number])
    return [_Name(number, title, next(numbered) if number else anchors.titled(title)) for number, title in typed]


def _numbered(heading: str) -> tuple[str | None, str]:
    title = heading.lstrip("#").strip()
    if title.endswith("#"):
        title = re.sub(r"(?<=\s)#+$", "", title).strip()
    found = _NUMBERED.match(title)
    return (found["after"] or found["before"], title[found.end() :]) if found else (None, title)


def _part(lines: list[str], span: list[int], name: _Name, decisions: tuple[DecisionPara, ...]) -> Paragraph:
    start, end = span
    return Paragraph(
        number=name.number,
        title=name.title,
        anchor=name.anchor,
        line=start + 1,
        body="\n".join(lines[start + 1 : end]).strip("\n"),
        decisions=tuple(decision for decision in decisions if start < decision.line <= end),
    )


def _lead(lines: list[str], decisions: tuple[DecisionPara, ...]) -> tuple[Paragraph, ...]:
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return ()
    lead = _part(lines, [first - 1, len(lines)], _Name(None, "", ""), decisions)
    return (replace(lead, line=first + 1),)


def _decisions(lines: list[str], code: set[int], decides: Iterable[str]) -> Iterator[DecisionPara]:
    """Find what was decided; a line that begins with the word begins a decision, after a blank line or not."""
    words = "|".join(re.escape(word) for word in decides)
    begins = re.compile(rf" {{0,3}}\**(?:{words})\**:\**\s*", re.IGNORECASE)
    starts = {
        number: found.end()
        for number, line in enumerate(lines)
        if ":" in line and number not in code and (found := begins.match(line))
    }
    mentions = scan("\n".join(lines)) if starts else ()
    for start, column in starts.items():
        end = _end(lines, start, starts, lines[start][column:])
        text = "\n".join([lines[start][column:], *lines[start + 1 : end]]).strip()
        own = tuple(mention for mention in mentions if start < mention.line <= end)
        yield DecisionPara(text=text, line=start + 1, mentions=own)


def _end(lines: list[str], start: int, starts: Collection[int], first: str) -> int:
    """Find where a decision ends: at a blank line, a heading or the next; `Beslut:` alone decides what comes next."""
    said = bool(first.strip())
    for number in range(start + 1, len(lines)):
        blank = not lines[number].strip()
        if (blank and said) or number in starts or _HEADING.match(lines[number]):
            return number
        said = said or not blank
    return len(lines)
