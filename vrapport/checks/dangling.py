"""Does no decision point to something that stood beside it where it was cut out?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vrapport.checks.texts import Given, Said, said
from vrapport.findings import Finding, say, warning
from vrapport.records.decisions import Decision
from vrapport.records.fields import RecordFields, Text
from vrapport.records.reading import Record
from vrapport.register import Records
from vrapport.wording import Wording


@dataclass(frozen=True, slots=True)
class Pointing:
    """How a language points: to what stands above, to what stands below, and back to what was just said.

    Without one of the `stems` no word in a text points up or down; to look for them is much quicker.
    """

    stems: tuple[str, ...]
    up: re.Pattern[str]
    down: re.Pattern[str]
    back: re.Pattern[str]


def _begins(before: str, pointing: str, present: str) -> re.Pattern[str]:
    """Match a word that points back among the first of a text, unless it means what is present to every reader."""
    return re.compile(
        rf"\W*(?:{before}\W+)?(?:(?!(?:och|samt|eller|som|and|or)\b)\w+\s+){{0,2}}(?P<word>{pointing})\b"
        rf"(?!\s+(?:{present})\b)",
        re.IGNORECASE,
    )


POINTING: Mapping[str, Pointing] = {
    "sv": Pointing(
        stems=("ovan", "nedan"),
        up=re.compile(
            r"\b(?P<word>ovan(?!\s+(?:mark|jord|vatten|vid|havet)\b)|ovanstående|ovannämn(?:d|da|t))\b", re.IGNORECASE
        ),
        down=re.compile(r"\b(?P<word>nedan|nedanstående)\b", re.IGNORECASE),
        back=_begins(
            "att",
            "dessas?|dennas?|dettas?|dylika?",
            r"\w*(?:möte|period|mandat|år|konferens|kongress|stämma|månad|vecka|vår|höst|sommar|vinter|dag|gång|motion|"
            r"plan|stadga)",
        ),
    ),
    "en": Pointing(
        stems=("above", "afore", "below"),
        up=re.compile(
            r"\b(?P<word>(?:the|as|see|mentioned|listed)\s+above|above-?mentioned|aforementioned|aforesaid)\b",
            re.IGNORECASE,
        ),
        down=re.compile(r"\b(?P<word>(?:the|as|see|mentioned|listed)\s+below)\b", re.IGNORECASE),
        back=_begins(
            "that|to",
            "these|those|this",
            r"(?:\w+\s+)?(?:meeting|period|term|year|conference|congress|month|week|spring|summer|autumn|winter|day|time|"
            r"motion|plan)",
        ),
    ),
}


def dangling_word(records: Records, given: Given) -> Iterator[Finding]:
    """Find words such as “ovan” and “dessa” that point to nothing in the record."""
    for record in records:
        for one, above, below in _parts(record, record.data, given.words) if isinstance(record.data, Decision) else ():
            found = _pointing_away(one, above=above, below=below)
            if found:
                yield warning(
                    "dangling-word",
                    one.place(found.start("word")),
                    say("“{word}” points to something that does not stand here.", word=found["word"]),
                    say("Write out what it points to: a decision is also read on its own."),
                )


def _parts(record: Record[RecordFields], data: Decision, words: Wording) -> Iterator[tuple[Said, bool, bool]]:
    """Yield what was decided, with whether anything stands above it and below it on the same page."""
    for key in ("title", "summary", "text"):
        below = key != "title" and bool(data.clauses)
        yield from ((one, False, below) for one in said(record, (key,), getattr(data, key), words))
    lead = bool(data.summary or data.text)
    for number, clause in enumerate(data.clauses):
        above, below = lead or number > 0, number < len(data.clauses) - 1
        texts: tuple[tuple[str, Text | None], ...] = (("text", clause.text), ("summary", clause.summary))
        for key, text in texts:
            yield from ((one, above, below) for one in said(record, ("clauses", number, key), text, words))


def _pointing_away(one: Said, *, above: bool, below: bool) -> re.Match[str] | None:
    """Find the first word that points out of a text."""
    pointing = POINTING.get(one.language)
    if pointing is None:
        return None
    folded = "" if above and below else one.text.casefold()
    if any(stem in folded for stem in pointing.stems):
        up = None if above else pointing.up.search(one.text)
        if up and not one.text[: up.start()].rpartition("\n")[0].strip():
            return up
        down = None if below else pointing.down.search(one.text)
        if down and not one.text[down.end() :].partition("\n")[2].strip():
            return down
    return None if above else pointing.back.match(one.text)
