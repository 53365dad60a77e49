"""The register: all records of a site tied together, as one audience may see them on one day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from vrapport.prose import Paragraph
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.records.reports import Report
from vrapport.register.archive import Archive, ByKind, archive
from vrapport.register.dangling import dangling, leads_to, mentions_of
from vrapport.register.followed import Account, Followed, Item, tally
from vrapport.register.linking import Linker, natural
from vrapport.register.names import MEMBER, Target, mentioned
from vrapport.register.permitted import fences, permitted
from vrapport.register.places import Attachment, lies
from vrapport.vocabulary import Status

__all__ = [
    "MEMBER", "Account", "Archive", "Attachment", "ByKind", "Followed", "Item", "Register", "Target", "archive",
    "dangling", "fences", "leads_to", "lies", "link", "mentioned", "mentions_of", "natural", "permitted", "tally",
]  # fmt: skip

Key = TypeVar("Key")
Decisions = tuple[Followed, ...]


@dataclass(frozen=True)
class Register:
    """Every decision followed up, in order, and who points to whom."""

    archive: Archive
    today: date
    decisions: Mapping[str, Followed]
    minutes: Mapping[str, tuple[Paragraph, ...]]

    def records(self, kind: str) -> tuple[Record[RecordFields], ...]:
        """Return the records of a kind as people count (A2 before A10)."""
        return tuple(sorted(self.archive.by_kind[kind].values(), key=lambda record: natural(record.id)))

    @cached_property
    def by_meeting(self) -> Mapping[str, Decisions]:
        """The decisions of each meeting."""
        return self._grouped(lambda decision: [decision.meeting.id] if decision.meeting else [])

    @cached_property
    def by_area(self) -> Mapping[str, Decisions]:
        """The decisions of each area."""
        return self._grouped(lambda decision: [decision.area] if decision.area else [])

    @cached_property
    def by_status(self) -> Mapping[Status, Decisions]:
        """The decisions that have come equally far."""
        return self._grouped(lambda decision: [decision.status])

    @cached_property
    def by_body(self) -> Mapping[str, Decisions]:
        """The decisions each body answers for, whole or by a clause."""
        return self._grouped(
            lambda decision: {
                body.id
                for body in (*decision.responsible, *(body for item in decision.items for body in item.responsible))
            }
        )

    @cached_property
    def by_motion(self) -> Mapping[str, Decisions]:
        """The decisions that answer each motion."""
        return self._grouped(lambda decision: [motion.id for motion in decision.motions])

    @cached_property
    def by_campaign(self) -> Mapping[str, Decisions]:
        """The decisions behind each campaign."""
        return self._grouped(lambda decision: [campaign.id for campaign in decision.campaigns])

    @cached_property
    def editions(self) -> tuple[Record[Report], ...]:
        """The reports, newest first."""
        reports = cast("Iterable[Record[Report]]", self.archive.by_kind["reports"].values())
        return tuple(sorted(reports, key=lambda report: (report.data.as_of.last, natural(report.id)), reverse=True))

    def covered_by(self, report: Record[Report]) -> Decisions:
        """Return the decisions a report accounts for; one that names no meeting accounts for all."""
        meetings = {meeting.id for meeting in self.archive.records(report.data.covers)}
        return tuple(
            decision
            for decision in self.decisions.values()
            if not meetings or (decision.meeting and decision.meeting.id in meetings)
        )

    @cached_property
    def in_front(self) -> Decisions:
        """Return the decisions the front page counts: those of the report the site names, or of its newest."""
        named = self.archive.record(self.archive.site.front) or next(iter(self.editions), None)
        return self.covered_by(cast("Record[Report]", named)) if named else tuple(self.decisions.values())

    def mentioned_in(self, kind: str, ident: str) -> tuple[Record[RecordFields], ...]:
        """Return the records whose running text refers to a record."""
        return self._mentions.get((kind, ident), ())

    @cached_property
    def _mentions(self) -> Mapping[tuple[str, str], tuple[Record[RecordFields], ...]]:
        found: dict[tuple[str, str], dict[tuple[str, str], Record[RecordFields]]] = defaultdict(dict)
        for record in self.archive.everything():
            for target in mentions_of(self.archive, record):
                if (record.kind, record.id) != (target.kind, target.id) and record.kind != "updates":
                    found[target.kind, target.id][record.kind, record.id] = record
        return {key: tuple(records.values()) for key, records in found.items()}

    def _grouped(self, keys: Callable[[Followed], Iterable[Key]]) -> Mapping[Key, Decisions]:
        groups: dict[Key, list[Followed]] = defaultdict(list)
        for decision in self.decisions.values():
            for key in keys(decision):
                groups[key].append(decision)
        return {key: tuple(decisions) for key, decisions in groups.items()}


def link(records: Archive, today: date) -> Register:
    """Tie the records of a site together, as of a day."""
    linker = Linker(records, today)
    return Register(records, today, linker.decisions(), linker.minutes)
