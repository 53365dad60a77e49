"""All records of a site and what they can be called: where a reference is looked up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from vrapport.prose import Paragraph, paragraphs
from vrapport.records.bodies import Body
from vrapport.records.fields import RecordFields, Reference
from vrapport.records.reading import Record
from vrapport.records.site import Site
from vrapport.register.names import Names, Target, names
from vrapport.sources import Source

ByKind = Mapping[str, Mapping[str, Record[RecordFields]]]


@dataclass(frozen=True, slots=True)
class Archive:
    """Every record by kind and id, the site's settings, the other files there are, and what was written down of them.

    That is the seals of reports, and of which originals translations were made.
    """

    by_kind: ByKind
    site: Site
    names: Names
    attachments: frozenset[str]
    seals: tuple[Source, ...] = ()
    translations: tuple[Source, ...] = ()

    def target(self, reference: Reference | None) -> Target | None:
        """Find what a reference leads to."""
        return self.names.target(reference) if reference else None

    def record(self, reference: Reference | None) -> Record[RecordFields] | None:
        """Find the record a reference leads to; an area or an unnamed mover is none."""
        target = self.target(reference)
        kind = "bodies" if target and target.kind == "movers" else target.kind if target else ""
        return self.by_kind.get(kind, {}).get(target.id) if target else None

    def records(self, references: Iterable[Reference]) -> tuple[Record[RecordFields], ...]:
        """Find the records that references lead to."""
        if not references:  # as most fields that may name others are
            return ()
        return tuple(record for reference in references if (record := self.record(reference)))

    def bodies(self, references: Iterable[Reference]) -> tuple[Record[Body], ...]:
        """Find the bodies that references lead to."""
        return cast("tuple[Record[Body], ...]", self.records(references))

    def responsible_unless_said(self, within: str) -> tuple[Reference, ...]:
        """Name the body responsible where a decision names none; a branch has one of its own by the same name."""
        named = self.site.responsible
        return (replace(named, within=within),) if named else ()

    def paragraphs(self, record: Record[RecordFields]) -> tuple[Paragraph, ...]:
        """Divide minutes into paragraphs, as they stand in the site's own language."""
        own, text = self.site.language, record.data.text
        return paragraphs(text.said_in(own, own)[0]) if text else ()

    def everything(self) -> Iterator[Record[RecordFields]]:
        """Yield every record of every kind."""
        for records in self.by_kind.values():
            yield from records.values()


def archive(
    by_kind: ByKind,
    site: Site,
    attachments: Iterable[str] = (),
    seals: tuple[Source, ...] = (),
    translations: tuple[Source, ...] = (),
) -> Archive:
    """Put records where references can be looked up."""
    return Archive(by_kind, site, names(by_kind, site), frozenset(attachments), seals, translations)
