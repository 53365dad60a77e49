"""Is every task and every decision in the minutes followed up by a record?"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from vrapport.checks.texts import Given
from vrapport.findings import Finding, say, warning
from vrapport.prose import Paragraph, scan
from vrapport.records.fields import RecordFields, Reference
from vrapport.records.reading import Record
from vrapport.register import Archive, Records, leads_to
from vrapport.wording import Wording

# “Styrelsen beslutade att ...”; “har beslutat att” tells of another time.
DECIDES: Mapping[str, re.Pattern[str]] = {
    "sv": re.compile(r"\bbesl(?:utade|utades|utar|utas|öt|öts):?\s+(?:\w+\s+){0,3}?(?:[-*]\s+)?att\b", re.IGNORECASE),
    "en": re.compile(
        r"(?<!has )(?<!had )(?<!have )\b(?:decide[ds]|resolve[ds]):?\s+(?:\w+\s+){0,3}?(?:[-*]\s+)?(?:to|that)\b",
        re.IGNORECASE,
    ),
}
# What concerns the meeting itself, and is done once it is decided.
_FORMAL: Mapping[str, re.Pattern[str]] = {
    "sv": re.compile(
        r"dagordning|föredragningslist|röstlängd|protokoll|justera|justering|mötesordförande|mötessekreterare|"
        r"rösträkn|till handlingarna|utlys|ajourner|avslut|öppna|närvarorätt|yttranderätt|adjunger|bordlägg",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"agenda|minutes|adjust|chair of the meeting|tellers?|duly called|adjourn|close the meeting|open the meeting|"
        r"right to (?:attend|speak)|co-opt|lay on the table",
        re.IGNORECASE,
    ),
}
# One of these stands in all that decides. To look for them is much quicker.
STEMS: Mapping[str, tuple[str, ...]] = {"sv": ("besl",), "en": ("dec", "resolve")}
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")


def task_without_record(records: Records, given: Given) -> Iterator[Finding]:
    """Find paragraphs of minutes that give somebody a task and lead to no record."""
    phrases = [phrase.strip() for phrase in given.words.word("minutes.task").split(",")]
    gives_task = re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in phrases), re.IGNORECASE)
    for record, paragraphs in _minutes(records, given):
        for decided in (decided for paragraph in paragraphs for decided in paragraph.decisions):
            followed = any(
                _kind(given.archive, leads_to(record, mention)) == "decisions" for mention in decided.mentions
            )
            if not followed and gives_task.search(decided.text):
                yield warning(
                    "task-without-record",
                    record.place_in_text(("text",), decided.line, 1),
                    say("The decision gives a task, but leads to no record that is followed up."),
                    say("Write a record for it and put its id at the end of the paragraph: [[...]]."),
                )


def decision_without_record(records: Records, given: Given) -> Iterator[Finding]:
    """Find paragraphs of minutes that tell of a decision in passing and lead to no record."""
    for record, paragraphs in _minutes(records, given):
        for block in _told_in_passing(record, paragraphs, given.words):
            found = _decision_in(block.text, given.words)
            if found and not _leads_on(given.archive, record, block.text):
                line = block.line + block.text.count("\n", 0, found.start())
                yield warning(
                    "decision-without-record",
                    record.place_in_text(("text",), line, found.start() - block.text.rfind("\n", 0, found.start())),
                    say("“{said}” tells of a decision that no record follows up.", said=" ".join(found[0].split())),
                    say("Write a record for it and put its id at the end of the paragraph: [[...]]."),
                )


def _minutes(records: Records, given: Given) -> Iterator[tuple[Record[RecordFields], Iterable[Paragraph]]]:
    """Yield the minutes among some records, divided into paragraphs."""
    return ((record, given.archive.paragraphs(record)) for record in records if record.kind == "meetings")


@dataclass(frozen=True, slots=True)
class _Block:
    """Some lines of minutes without a blank line between them, and the number of the first."""

    line: int
    text: str


def _told_in_passing(record: Record[RecordFields], paragraphs: Iterable[Paragraph], words: Wording) -> Iterator[_Block]:
    """Yield what stands outside the paragraphs that begin with “Beslut:”."""
    text = record.data.text.said_in(words.language, words.language)[0] if record.data.text else ""
    decided = {decision.line: decision.text for paragraph in paragraphs for decision in paragraph.decisions}
    latest = ""
    for block in _blocks(text, decided):
        latest = decided.get(block.line, latest)
        if block.line not in decided and block.text.strip() not in latest:
            yield block


def _blocks(text: str, starts: Container[int]) -> Iterator[_Block]:
    """Divide a text at its blank lines, its headings and the lines that a decision begins on."""
    first, held = 0, list[str]()
    for number, line in enumerate((*text.split("\n"), ""), 1):
        is_wall = not line.strip() or line.startswith(("#", ":::"))
        if held and (is_wall or number in starts):
            yield _Block(first, "\n".join(held))
            held = []
        if not is_wall:
            first = first if held else number
            held.append(line)


def _decision_in(text: str, words: Wording) -> re.Match[str] | None:
    """Find where something is said to be decided that is not only how the meeting itself is held."""
    folded = text.casefold()
    if not any(stem in folded for stem in STEMS.get(words.language, ())):
        return None
    decides, formal = DECIDES.get(words.language), _FORMAL.get(words.language)
    for found in decides.finditer(text) if decides else ():
        if formal is None or not formal.search(_sentence_after(text, found.end())):
            return found
    return None


def _sentence_after(text: str, offset: int) -> str:
    return _SENTENCE_END.split(text[offset:], maxsplit=1)[0]


def _leads_on(archive: Archive, record: Record[RecordFields], text: str) -> bool:
    """Tell whether a text links to a record of the decision, or to the meeting that took it."""
    references = (leads_to(record, mention) for mention in scan(text))
    return any(_kind(archive, reference) in {"decisions", "meetings"} for reference in references)


def _kind(archive: Archive, reference: Reference | None) -> str | None:
    target = archive.target(reference)
    return target.kind if target else None
