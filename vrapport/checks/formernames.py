"""Is every body called by the name it has today?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from vrapport.checks.texts import Said, said, tellings
from vrapport.findings import Finding, Place, say, warning
from vrapport.records.bodies import Body
from vrapport.records.fields import RecordFields, Text, parts
from vrapport.records.reading import Record
from vrapport.register import Register
from vrapport.wording import Wording, folded

# What is said today. A motion, minutes and the wording of a decision keep the names of their own day.
_SAID_TODAY: Mapping[str, tuple[str, ...]] = {
    "decisions": ("title", "summary", "contact"),
    "bodies": ("title", "summary", "text", "contact", "mandate"),
    "campaigns": ("title", "summary", "text"),
    "pages": ("title", "summary", "text"),
    "reports": ("summary",),
    "resources": ("summary",),
    "statements": ("summary",),
    "statistics": ("title", "summary", "text"),
    "updates": ("title",),
}
_TOLD_TODAY = ("text", "next", "reason")
_SAYS_SO = re.compile(  # “Regiongruppen, tidigare Landstingsgruppen”: the writer knows
    r"\b(?:tidigare|dåvarande|förutvarande|förra|hette|kallad(?:es)?|f\.?\s?d\.?|former(?:ly)?|then|called)\s+\W?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Renamed:
    """The names that bodies had before, and the pattern that finds each in a text."""

    today: Mapping[str, Record[Body]]  # by former name, folded
    patterns: Mapping[str, re.Pattern[str]]  # by what every form of the name holds
    kept: frozenset[str]  # longer names of today that hold a former one

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """Find each former name as a word of its own, or as the owner of something."""
        for core in (core for core in self.patterns if core in text):
            inside = [span for name in self.kept if core in name for span in _spans(name, text)]
            for found in self.patterns[core].finditer(text):
                in_longer = any(start <= found.start() and found.end() <= end for start, end in inside)
                if not in_longer and not _SAYS_SO.search(text[max(0, found.start() - 24) : found.start()]):
                    yield found


def former_name(register: Register, words: Wording) -> Iterator[Finding]:
    """Find bodies that are called by a name they had before, where something is said of today."""
    renamed = _renamed(register)
    if not renamed.today:
        return
    yield from _typed(register, renamed, words)
    for one in _said_today(register, words):
        for found in renamed.found_in(one.text):
            body = renamed.today[folded(found["name"])]
            if body.source.path != one.record.source.path and body.within in {"", one.record.within}:
                yield _former(one.place(found.start()), found["name"], body, words)


def _typed(register: Register, renamed: _Renamed, words: Wording) -> Iterator[Finding]:
    """Look at the keys that name a body."""
    for record in register.archive.everything():
        for way, reference in record.references:
            body = renamed.today.get(folded(reference.typed)) if reference.kind in {"bodies", "movers"} else None
            if body and body.source.path != record.source.path and body.within in {"", record.within}:
                yield _former(record.place(*way), reference.typed, body, words)


def _former(place: Place, typed: str, body: Record[Body], words: Wording) -> Finding:
    return warning(
        "former-name",
        place,
        say("“{typed}” is a name from before.", typed=typed),
        say("Write the name of today: {name}.", name=_title(body, words)),
    )


def _title(body: Record[Body], words: Wording) -> str:
    return body.data.title.said_in(words.language, words.language)[0]


def _renamed(register: Register) -> _Renamed:
    bodies = cast("tuple[Record[Body], ...]", register.records("bodies"))
    current = {name for body in bodies for name in (*_titles(body), *body.data.also)}
    taken = {folded(name) for name in (*current, *register.archive.by_kind["bodies"])}
    former = [(name, body) for body in bodies for name in body.data.former if folded(name) not in taken]
    return _Renamed(
        {folded(name): body for name, body in former},
        {name[1:]: _pattern(name) for name, _ in former},
        frozenset(name for name in current if any(folded(old) in folded(name) for old, _ in former)),
    )


def _titles(body: Record[Body]) -> tuple[str, ...]:
    return tuple(body.data.title.by_language.values())


def _pattern(name: str) -> re.Pattern[str]:
    """Match a name with its first letter large or small, as running text has it, and with the -s of an owner."""
    first, rest = name[0], re.escape(name[1:])
    return re.compile(rf"(?<![\w-])(?P<name>[{re.escape(first.upper() + first.lower())}]{rest})(?:[’':]?s)?(?![\w-])")


def _spans(name: str, text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in re.finditer(re.escape(name), text, re.IGNORECASE))


def _said_today(register: Register, words: Wording) -> Iterator[Said]:
    for kind, keys in _SAID_TODAY.items():
        for record in register.archive.by_kind[kind].values():
            for key in keys:
                yield from _within(record, (key,), getattr(record.data, key), words)
    for decision in register.decisions.values():
        for number, clause in enumerate(decision.data.clauses):
            yield from said(decision.record, ("clauses", number, "summary"), clause.summary, words)
    for telling in tellings(register):
        for key in _TOLD_TODAY:
            yield from _within(telling.record, (*telling.way, key), getattr(telling.account.told, key), words)


def _within(record: Record[RecordFields], way: tuple[str | int, ...], value: object, words: Wording) -> Iterator[Said]:
    for at, text in parts(Text, value, way):
        yield from said(record, at, text, words)
