"""What the records say, text by text: what the checks of wording look through."""

from collections.abc import Iterator
from dataclasses import dataclass

from vrapport.findings import Place
from vrapport.nodes import Step
from vrapport.records.accounts import Told
from vrapport.records.fields import RecordFields, Text, parts
from vrapport.records.reading import Record
from vrapport.records.updates import SharedUpdate
from vrapport.register import Account, Followed, Register
from vrapport.wording import Wording

Way = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a record in one language, and the way to it."""

    record: Record[RecordFields]
    way: Way
    language: str
    text: str

    def place(self, offset: int) -> Place:
        """Find where in the file a part of the text was typed."""
        line = self.text.count("\n", 0, offset) + 1
        return self.record.place_in_text(self.way, line, offset - self.text.rfind("\n", 0, offset))


def said(record: Record[RecordFields], way: Way, text: Text | None, words: Wording) -> Iterator[Said]:
    """Yield a text in each of its languages."""
    for language, phrase in text.by_language.items() if text else ():
        yield Said(record, (*way, language) if language else way, language or words.language, phrase)


def texts(register: Register, words: Wording) -> Iterator[Said]:
    """Yield every text of every record, but for the reasons why a check is silenced."""
    for record in register.archive.everything():
        for way, text in parts(Text, record.data):
            if way[0] != "ignore":
                yield from said(record, way, text, words)


@dataclass(frozen=True, slots=True)
class Telling:
    """An account that still holds, and the way to it in the file that tells it."""

    decision: Followed
    account: Account
    record: Record[RecordFields]
    way: Way


def tellings(register: Register) -> Iterator[Telling]:
    """Yield the newest account of each part of every decision, where it is more than a status."""
    ways = {id(told): (record, way) for record, way, told in _told(register)}
    for decision in register.decisions.values():
        for account in decision.current:
            if found := ways.get(id(account.told)):
                yield Telling(decision, account, *found)


def _told(register: Register) -> Iterator[tuple[Record[RecordFields], Way, Told]]:
    for decision in register.decisions.values():
        for number, update in enumerate(decision.data.updates):
            yield decision.record, ("updates", number), update
    for record in register.archive.by_kind["updates"].values():
        if isinstance(record.data, SharedUpdate):
            yield record, (), record.data
            yield from ((record, ("each", typed), entry) for typed, entry in record.data.each.items())
