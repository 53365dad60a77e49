"""Of which records there was nothing to say when they were last asked: only the others are asked again.

Nothing is kept but that silence: where something was found, it is found anew, with its place and its words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from vrapport.digests import canonical, digest
from vrapport.findings import Finding
from vrapport.keeping import Shelf
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.register import Records

_NAME = "verdicts"


@dataclass(frozen=True)
class Verdicts:
    """The records that had nothing to answer, by path, each with a mark of all that it was asked about.

    The `key` names what else the answers follow from. What must `stand` where records lean on one another may grow:
    a name that leads somewhere still does so when there are others beside it.
    """

    shelf: Shelf
    key: str
    stand: frozenset[str]
    silent: Mapping[str, str]
    records: Records

    @cached_property
    def left(self) -> Records:
        """The records that are still to be asked: those that had something to answer, or are not what they were."""
        silent = self.silent
        return tuple(record for record in self.records if silent.get(record.source.path) != mark(record))

    def keep(self, findings: Iterable[Finding]) -> None:
        """Keep what is known of all the records when those that were left have been asked, and this was found."""
        spoken = {finding.place.path for finding in findings}
        if not spoken <= {path for record in self.left for path in _paths(record)}:
            return  # something was found that no record can be held to: none is cleared
        heard = {record.source.path for record in self.left if not spoken.isdisjoint(_paths(record))}
        silent = {record.source.path: mark(record) for record in self.records if record.source.path not in heard}
        if silent != self.silent:
            self.shelf.keep(_NAME, {"silent": silent, "stand": sorted(self.stand)}, self.key)


def verdicts(shelf: Shelf, key: str, stand: frozenset[str], records: Records) -> Verdicts:
    """Recall which of the records had nothing to answer: none of them where something that they leaned on has gone."""
    kept = shelf.recall(_NAME, key)
    silent, stood = (kept.get("silent"), kept.get("stand")) if isinstance(kept, dict) else (None, None)
    known = isinstance(silent, dict) and isinstance(stood, list) and stand.issuperset(map(str, stood))
    return Verdicts(shelf, key, stand, silent if known and isinstance(silent, dict) else {}, records)


def mark(record: Record[RecordFields]) -> str:
    """Tell one content of a record from every other: of its file, the figures beside it, and its translations."""
    own, beside = record.source.digest, record.source.beside
    return digest(own, beside.digest if beside else "", *_translated(record)) if beside or record.translations else own


def _translated(record: Record[RecordFields]) -> Iterator[str]:
    """Write out the texts of a record that are in other files too; where they stand there is not asked about."""
    for way, text in record.texts if record.translations else ():
        yield canonical([way, [*text.by_language.items()]])


def _paths(record: Record[RecordFields]) -> Iterator[str]:
    """Name the files that something may be found in when a record is asked."""
    yield record.source.path
    if record.source.beside:
        yield record.source.beside.path
    yield from (table.place.path for table in record.translations.values())
