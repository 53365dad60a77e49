"""What the records say, text by text: what the checks of wording look through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vrapport.digests import canonical, digest
from vrapport.findings import Place
from vrapport.nodes import Step
from vrapport.records.accounts import Told
from vrapport.records.fields import RecordFields, Text
from vrapport.records.reading import Record
from vrapport.records.site import Site
from vrapport.register import Account, Archive, Followed, Records, Register
from vrapport.wording import Catalogue, Wording

Way = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """All that a check of one record may know beside that record: what it says follows from the two alone.

    In the archive it may look up where a reference leads, and nothing else that stands in a record.
    """

    words: Wording
    archive: Archive
    names: frozenset[tuple[str, str]]  # every two words that stand beside each other in the name of what is no person

    @property
    def site(self) -> Site:
        """The settings."""
        return self.archive.site

    @property
    def key(self) -> str:
        """Tell it from all else that could be given, but for where references lead."""
        words, remembered = self.words, [(source.path, source.digest) for source in self.archive.translations]
        own = [words.language, [*words.overrides.items()], [*words.seasons.items()], sorted(self.names), remembered]
        return digest(canonical(own), repr(self.site), *map(_written, words.understood))


def _written(catalogue: Catalogue) -> str:
    return repr((catalogue.language, catalogue.plural, catalogue.forms))


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


def texts(records: Records, words: Wording, holding: Callable[[str], object] = bool) -> Iterator[Said]:
    """Yield the texts of records that may hold what is looked for, but for the reasons why a check is silenced.

    A quick look at every text (`holding`) spares most of them the slow one.
    """
    for record in records:
        for way, text in record.texts:
            if any(map(holding, text.by_language.values())) and way[0] != "ignore":
                yield from (one for one in said(record, way, text, words) if holding(one.text))


@dataclass(frozen=True, slots=True)
class Telling:
    """An account that still holds, and the way to it in the file that tells it."""

    decision: Followed
    account: Account
    record: Record[RecordFields]
    way: Way


def tellings(register: Register) -> Iterator[Telling]:
    """Yield the newest account of each part of every decision, where it is more than a status."""
    for decision in register.decisions.values():
        for account in decision.current:
            if type(account.told) is not Told:
                yield Telling(decision, account, account.record, account.way_to_words)
