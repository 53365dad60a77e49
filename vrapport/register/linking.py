"""From loose records to decisions followed up: every account tied to its decision, every decision to its meeting."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import cast

from vrapport.prose import Paragraph
from vrapport.records.accounts import Told
from vrapport.records.bodies import Body
from vrapport.records.campaigns import Campaign
from vrapport.records.decisions import Clause, Decision
from vrapport.records.fields import Reference
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.records.updates import Entry, SharedUpdate
from vrapport.register.archive import Archive
from vrapport.register.dangling import leads_to
from vrapport.register.followed import Account, Followed, Item, bare_number, confirmed, oldest_first
from vrapport.register.names import Target
from vrapport.vocabulary import Outcome, Status

Taken = tuple[Record[Meeting], Paragraph]
NONE_FOLLOWED: Mapping[str, Followed] = MappingProxyType({})
_WHOLE = 0  # the one part of a decision without clauses


class Linker:
    """Ties accounts, minutes and decisions together; holds what is looked up again and again while doing so."""

    def __init__(
        self, archive: Archive, today: date, minutes: Mapping[str, tuple[Paragraph, ...]] | None = None
    ) -> None:
        """Read the shared updates once; the minutes are read when they are asked for, if they are not known."""
        self.archive = archive
        self.today = today
        self._known_minutes = minutes
        self._shared = self._shared_accounts()
        self._campaigns = self._by_campaign()

    @cached_property
    def minutes(self) -> Mapping[str, tuple[Paragraph, ...]]:
        """The paragraphs of all minutes."""
        return dict(self._minutes()) if self._known_minutes is None else self._known_minutes

    @cached_property
    def _taken(self) -> Mapping[str, list[Taken]]:
        found: dict[str, list[Taken]] = defaultdict(list)
        for ident, taken in self._decisions_taken():
            found[ident].append(taken)
        return found

    def decisions(self, known: Mapping[str, Followed] = NONE_FOLLOWED) -> Mapping[str, Followed]:
        """Follow up every decision, in the order of the meetings and of each meeting.

        One that is `known` from before is what it was, if its record is.
        """
        records = cast("Mapping[str, Record[Decision]]", self.archive.by_kind["decisions"])
        before = ((record, known.get(record.id)) for record in records.values())
        found = (old if old and old.record is record else self._follow(record) for record, old in before)
        return {decision.id: decision for decision in sorted(found, key=_in_meeting_order)}

    def again(self, edited: Iterable[Record[Decision]], before: Mapping[str, Followed]) -> Mapping[str, Followed]:
        """Follow up some decisions again, each of which was among those before."""
        found = {record.id: self._follow(record) for record in edited}
        every = {**before, **found}
        if all(_in_meeting_order(before[ident]) == _in_meeting_order(found[ident]) for ident in found):
            return every
        return {decision.id: decision for decision in sorted(every.values(), key=_in_meeting_order)}

    def _follow(self, record: Record[Decision]) -> Followed:
        data, archive = record.data, self.archive
        meeting, paragraph = self._decided_at(record)
        area = archive.target(data.area)
        responsible = archive.bodies(data.responsible or archive.responsible_unless_said(record.within))
        accounts = confirmed(self.told_of(record), [number for number, _ in _shown(data)] or [_WHOLE])
        items = tuple(self._items(data, accounts, responsible))
        return Followed(
            record=record,
            meeting=meeting,
            paragraph=paragraph,
            area=area.id if area else None,
            responsible=responsible,
            motions=cast("tuple[Record[Motion], ...]", archive.records(data.motions)),
            campaigns=tuple(self._campaigns.get(record.id, ())),
            accounts=accounts,
            items=tuple(item for item in items if not item.refused),
            refused=tuple(item for item in items if item.refused),
        )

    def told_of(self, record: Record[Decision]) -> tuple[Account, ...]:
        """Find all that was said of a decision, as it was typed: an "unchanged" is still only that."""
        return oldest_first(self._own_accounts(record), self._shared.get(record.id, ()))

    def _decided_at(self, record: Record[Decision]) -> tuple[Record[Meeting] | None, Paragraph | None]:
        """Find where it was decided: as its file says, or in the earliest of the minutes that link to it."""
        named = cast("Record[Meeting] | None", self.archive.record(record.data.meeting))
        taken = self._taken.get(record.id, [])
        meeting = named or min((meeting for meeting, _ in taken), key=_day_of, default=None)
        if meeting is None:
            return None, None
        typed = bare_number(record.data.paragraph)
        numbered = [part for part in self.minutes[meeting.id] if part.number == typed] if typed else []
        linked = [paragraph for other, paragraph in taken if other.id == meeting.id]
        return meeting, next(iter(numbered + linked), None)

    def _items(
        self, data: Decision, accounts: tuple[Account, ...], responsible: tuple[Record[Body], ...]
    ) -> Iterator[Item]:
        """Divide a decision into what is reported on, each with the accounts that speak of it."""
        if not data.clauses:
            yield Item(None, accounts, responsible=responsible, refused=_is_refused(accounts, data.outcome))
        for number, clause in _shown(data):
            own = tuple(account for account in accounts if account.speaks_of(number))
            answers = self.archive.bodies(clause.responsible) or responsible
            yield Item(number, own, clause, answers, _is_refused(own, clause.outcome or data.outcome))

    def _own_accounts(self, record: Record[Decision]) -> Iterator[Account]:
        """Read a decision's updates, and the short forms that stand for one."""
        data = record.data
        if data.status:
            yield Account(data.status, Told(), record, ("status",))
        for number, clause in enumerate(data.clauses, 1):
            if clause.status:
                way = ("clauses", number - 1, "status")
                yield Account(clause.status, Told(), record, way, clauses=(number,))
        for number, update in enumerate(data.updates):
            if update.date.begins <= self.today and update.status:
                by = self.archive.bodies(update.by)
                way = ("updates", number, "status")
                yield Account(update.status, update, record, way, update.date, update.clause, by)

    def _shared_accounts(self) -> Mapping[str, list[Account]]:
        accounts: dict[str, list[Account]] = defaultdict(list)
        for record in cast("Mapping[str, Record[SharedUpdate]]", self.archive.by_kind["updates"]).values():
            if record.data.date.begins <= self.today:
                for target, account in self._told(record):
                    accounts[target.id].append(account)
        return accounts

    def _told(self, record: Record[SharedUpdate]) -> Iterator[tuple[Target, Account]]:
        """Yield what a shared update says of each decision."""
        data = record.data
        together = ((reference, data, ("status",)) for reference in data.decisions)
        one_by_one = (
            (Reference("decisions", typed, record.within), entry, ("each", typed)) for typed, entry in data.each.items()
        )
        for reference, told, way in (*together, *one_by_one):
            target = self.archive.target(reference)
            unchanged = isinstance(told, Entry) and told.unchanged
            if target and (told.status or unchanged):
                status = told.status or Status.UNREPORTED  # until it is known what did not change
                clauses = (target.clause,) if target.clause else ()
                by = self.archive.bodies(data.by)
                yield target, Account(status, told, record, way, data.date, clauses, by, record, unchanged)

    def _by_campaign(self) -> Mapping[str, list[Record[Campaign]]]:
        """Find each decision's campaigns, named in the decision or in the campaign."""
        found: dict[str, dict[str, Record[Campaign]]] = defaultdict(dict)
        for campaign in cast("Mapping[str, Record[Campaign]]", self.archive.by_kind["campaigns"]).values():
            for decision in self.archive.records(campaign.data.decisions):
                found[decision.id][campaign.id] = campaign
        for record in cast("Mapping[str, Record[Decision]]", self.archive.by_kind["decisions"]).values():
            named = self.archive.record(record.data.campaign) if record.data.campaign else None
            if named:  # as few do
                found[record.id][named.id] = cast("Record[Campaign]", named)
        return {ident: list(campaigns.values()) for ident, campaigns in found.items()}

    def _minutes(self) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
        for record in self.archive.by_kind["meetings"].values():
            yield record.id, self.archive.paragraphs(record)

    def _decisions_taken(self) -> Iterator[tuple[str, Taken]]:
        """Yield each decision that some minutes link to from a paragraph that decides."""
        for ident, found in self.minutes.items():
            meeting = cast("Record[Meeting]", self.archive.by_kind["meetings"][ident])
            for paragraph in found:
                for mention in (mention for decided in paragraph.decisions for mention in decided.mentions):
                    target = self.archive.target(leads_to(meeting, mention))
                    if target and target.kind == "decisions":
                        yield target.id, (meeting, paragraph)


def told(archive: Archive, today: date, records: Iterable[Record[Decision]]) -> Mapping[str, tuple[Account, ...]]:
    """Find all that had been said of some decisions by a day, as it was typed."""
    linker = Linker(archive, today)
    return {record.id: linker.told_of(record) for record in records}


def _shown(data: Decision) -> Iterator[tuple[int, Clause]]:
    """Yield the clauses by number; one that this audience may not read is an empty place."""
    return ((number, clause) for number, clause in enumerate(data.clauses, 1) if clause.text or clause.summary)


def _is_refused(accounts: tuple[Account, ...], outcome: Outcome | None) -> bool:
    """Tell whether the meeting wanted nothing done, and nobody has spoken of it since."""
    return bool(outcome and outcome.asks_nothing and not accounts)


def _day_of(meeting: Record[Meeting]) -> tuple[object, ...]:
    return meeting.data.date.first, meeting.data.date.last, natural(meeting.id)


def _in_meeting_order(decision: Followed) -> tuple[object, ...]:
    """Oldest meeting first, then the meeting's own order, then the id as people count."""
    when = decision.meeting.data.date.first if decision.meeting else date.max
    order = decision.data.order or 10**6
    return when, decision.meeting.id if decision.meeting else "", order, natural(decision.id)


@lru_cache(maxsize=50_000)  # every list, index and page sorts the same ids
def natural(ident: str) -> tuple[tuple[int, int, str], ...]:
    """Sort A2 before A10."""
    pieces = re.findall(r"\d+|\D+", ident)
    return tuple((1, int(piece), "") if piece.isdecimal() else (0, 0, piece) for piece in pieces)
