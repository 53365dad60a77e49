"""The register: all records of a site tied together, as one audience may see them on one day."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from operator import is_
from typing import TypeVar, cast

from vrapport.dates import VagueDate
from vrapport.prose import Paragraph
from vrapport.records.bodies import Body
from vrapport.records.decisions import Decision, Recurrence
from vrapport.records.fields import RecordFields, Reference
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.records.reports import Report
from vrapport.records.statements import Statement
from vrapport.register.archive import Archive, ByKind, archive
from vrapport.register.dangling import dangling, dangling_in_settings, leads_to, mentions_of, standing
from vrapport.register.followed import Account, Followed, Item, is_unfilled, tally
from vrapport.register.linking import Linker, natural
from vrapport.register.names import MEMBER, Target, mentioned
from vrapport.register.owing import Debt, Owed, debts, delivered_by, keeping_time
from vrapport.register.permitted import cut_text, fences, leaves_others_alone, left_of, permitted
from vrapport.register.places import Attachment, files_of, lies
from vrapport.register.recurring import Kept, Occasion, Window, kept, occasions_told
from vrapport.register.referrals import Sent, sent_on
from vrapport.register.schedule import Deadline, Timing, timing
from vrapport.vocabulary import BodyType, Outcome, Status, summed_up

__all__ = [
    "MEMBER", "Account", "Archive", "Attachment", "ByKind", "Deadline", "Debt", "Followed", "Item", "Kept",
    "Occasion", "Owed", "Records", "Register", "Sent", "Target", "Timing", "Window", "archive", "cut_text",
    "cut_to", "dangling", "dangling_in_settings", "delivered_by", "fences", "files_of", "is_unfilled",
    "keeping_time", "leads_to", "leaves_others_alone", "left_of", "lies", "link", "mentioned", "mentions_of",
    "natural", "permitted", "retied", "sent_on", "standing", "tally",
]  # fmt: skip

Key = TypeVar("Key")
Value = TypeVar("Value")
Decisions = tuple[Followed, ...]
Records = tuple[Record[RecordFields], ...]
Named = tuple[str, str]  # a record's kind and id
_KIND = "decisions"


@dataclass(frozen=True)
class Register:
    """Every decision followed up, in order, and who points to whom."""

    archive: Archive
    today: date
    decisions: Mapping[str, Followed]
    minutes: Mapping[str, tuple[Paragraph, ...]]
    mentions_as_in: "Register | None" = field(default=None, repr=False, compare=False)

    def records(self, kind: str) -> tuple[Record[RecordFields], ...]:
        """Return the records of a kind as people count (A2 before A10)."""
        if kind not in self._in_order:
            found = self.archive.by_kind[kind].values()
            self._in_order[kind] = tuple(sorted(found, key=lambda record: natural(record.id)))
        return self._in_order[kind]

    @cached_property
    def _in_order(self) -> dict[str, Records]:
        """The kinds that were asked for so far."""
        return {}

    def as_of(self, day: date) -> "Register":
        """Return the same records as they stood on an earlier day, without what was said later."""
        return link(self.archive, day) if day < self.today else self

    def timing_of(self, decision: Followed) -> Timing:
        """Tell how a decision keeps to its time, by its deadlines and by the day of its newest account."""
        ident = decision.id
        if ident not in self._timings:
            self._timings[ident] = timing(self.decisions[ident], self.today, self.archive.site.stale_after)
        return self._timings[ident]

    @cached_property
    def _timings(self) -> dict[str, Timing]:
        """What has been reckoned so far, by decision."""
        return {}

    def kept(self, decision: Followed) -> Kept | None:
        """Count how a recurring commitment is kept; a decision that does not come back is none."""
        if decision.data.recurs is None:
            return None
        own = self.decisions.get(decision.id)
        same = own and own.record is decision.record and own.meeting is decision.meeting
        return self._kept[decision.id] if same else self._count(decision, decision.data.recurs)

    @cached_property
    def _kept(self) -> Mapping[str, Kept]:
        """How each recurring commitment is kept: lists, pages and checks ask for it."""
        recurring = ((decision, decision.data.recurs) for decision in self.decisions.values())
        return {decision.id: self._count(decision, recurs) for decision, recurs in recurring if recurs}

    def _count(self, decision: Followed, recurs: Recurrence) -> Kept:
        data = decision.data
        met_at = [cast("Record[Meeting] | None", self.archive.record(held.meeting)) for held in data.held]
        told = occasions_told(data, self._counting_for.get(decision.id, ()), met_at)
        start = decision.meeting.data.date.first if decision.meeting else None
        return kept(recurs, told, start, self._end_of_period(decision), self.today)

    @cached_property
    def _counting_for(self) -> Mapping[str, tuple[Record[Meeting], ...]]:
        """The meetings that are an occasion of each recurring commitment."""
        return _grouped(self._meetings, lambda meeting: self._ids(meeting.data.counts_for))

    def _end_of_period(self, decision: Followed) -> date | None:
        """Find the last day before the next conference, where a conference decided and the next is known."""
        body = (
            cast("Record[Body] | None", self.archive.record(decision.meeting.data.body)) if decision.meeting else None
        )
        if decision.meeting is None or body is None or body.data.type is not BodyType.CONFERENCE:
            return None
        begin, ends = self._days_of_meetings[body.id]
        later = bisect_right(begin, decision.meeting.data.date.last)
        return ends[later] - timedelta(days=1) if later < len(ends) else None

    @cached_property
    def _days_of_meetings(self) -> Mapping[str, tuple[list[date], list[date]]]:
        """The days on which each body's meetings begin, and for each the day by which one from then on has ended."""
        days = {ident: [meeting.data.date for meeting in meetings] for ident, meetings in self.meetings_of.items()}
        return {ident: beginnings_and_ends([(day.first, day.last) for day in held]) for ident, held in days.items()}

    @cached_property
    def by_meeting(self) -> Mapping[str, Decisions]:
        """The decisions of each meeting."""
        return _grouped(self.decisions.values(), lambda decision: [decision.meeting.id] if decision.meeting else [])

    @cached_property
    def by_area(self) -> Mapping[str, Decisions]:
        """The decisions of each area."""
        return _grouped(self.decisions.values(), lambda decision: [decision.area] if decision.area else [])

    @cached_property
    def by_status(self) -> Mapping[Status, Decisions]:
        """The decisions that have come equally far."""
        return _grouped(self.decisions.values(), lambda decision: [decision.status] if decision.is_followed else [])

    @cached_property
    def by_body(self) -> Mapping[str, Decisions]:
        """The decisions each body answers for, whole or by a clause."""
        return _grouped(
            self.decisions.values(),
            lambda decision: {
                body.id
                for body in (*decision.responsible, *(body for item in decision.items for body in item.responsible))
            },
        )

    @cached_property
    def by_motion(self) -> Mapping[str, Decisions]:
        """The decisions that answer each motion."""
        return _grouped(self.decisions.values(), lambda decision: [motion.id for motion in decision.motions])

    @cached_property
    def by_campaign(self) -> Mapping[str, Decisions]:
        """The decisions behind each campaign."""
        return _grouped(self.decisions.values(), lambda decision: [campaign.id for campaign in decision.campaigns])

    @cached_property
    def waiting_for(self) -> Mapping[str, Decisions]:
        """The decisions that wait for each body."""
        return _grouped(self.decisions.values(), lambda decision: self._ids(_awaited(decision)))

    @cached_property
    def ledger(self) -> Mapping[str, tuple[Sent, ...]]:
        """What was sent on to each body, and what became of it there."""
        sent = [one for decision in self.decisions.values() for one in sent_on(decision, self.archive, self.today)]
        return _grouped(sent, lambda one: [one.to.id] if one.to else [])

    @cached_property
    def owed(self) -> Mapping[str, tuple[Debt, ...]]:
        """What each body owes: a report, an answer, a step, or what a decision waits for."""
        bodies = cast("tuple[Record[Body], ...]", self.records("bodies"))
        return debts(bodies, self.decisions, self.ledger, self.archive, self.today)

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[Record[Body], ...]]:
        """The bodies within each body."""
        bodies = cast("tuple[Record[Body], ...]", self.records("bodies"))
        return _grouped(bodies, lambda body: self._ids([body.data.part_of]))

    @cached_property
    def moved_by(self) -> Mapping[str, tuple[Record[Motion], ...]]:
        """The motions that each body moves."""
        return _grouped(self._motions, lambda motion: self._ids(motion.data.movers))

    @cached_property
    def motions_at(self) -> Mapping[str, tuple[Record[Motion], ...]]:
        """The motions put to each meeting."""
        return _grouped(self._motions, lambda motion: self._ids([motion.data.meeting]))

    @property
    def _motions(self) -> tuple[Record[Motion], ...]:
        return cast("tuple[Record[Motion], ...]", self.records("motions"))

    @cached_property
    def statements_at(self) -> Mapping[str, tuple[Record[Statement], ...]]:
        """The statements put to each meeting."""
        statements = cast("tuple[Record[Statement], ...]", self.records("statements"))
        return _grouped(statements, lambda statement: self._ids([statement.data.meeting]))

    @cached_property
    def meetings_of(self) -> Mapping[str, tuple[Record[Meeting], ...]]:
        """The meetings of each body, oldest first."""
        oldest_first = sorted(self._meetings, key=lambda meeting: (meeting.data.date.first, natural(meeting.id)))
        return _grouped(oldest_first, lambda meeting: self._ids([meeting.data.body]))

    @cached_property
    def meetings_on(self) -> Mapping[tuple[str, VagueDate], tuple[Record[Meeting], ...]]:
        """The meetings of a body on a day."""
        return _grouped(
            self._meetings, lambda meeting: [(body, meeting.data.date) for body in self._ids([meeting.data.body])]
        )

    @property
    def _meetings(self) -> tuple[Record[Meeting], ...]:
        return cast("tuple[Record[Meeting], ...]", self.records("meetings"))

    @cached_property
    def reports_on(self) -> Mapping[str, tuple[Record[Report], ...]]:
        """The reports that follow up the decisions of each meeting."""
        return _grouped(self.editions, lambda report: self._ids(report.data.covers))

    def outcome_of(self, motion: Record[Motion]) -> Outcome | None:
        """Return what became of a motion: as its file says, or as the decision that answers it says."""
        answers = self.by_motion.get(motion.id, ())
        return motion.data.outcome or summed_up(decision.outcome for decision in answers if decision.outcome)

    @cached_property
    def own_editions(self) -> tuple[Record[Report], ...]:
        """The reports on the whole, newest first; those of a federation's branches speak for the branch."""
        return tuple(report for report in self.editions if not report.within)

    @cached_property
    def editions(self) -> tuple[Record[Report], ...]:
        """The reports, newest first."""
        reports = cast("Iterable[Record[Report]]", self.archive.by_kind["reports"].values())
        return tuple(sorted(reports, key=lambda report: (report.data.as_of.last, natural(report.id)), reverse=True))

    def covered_by(self, report: Record[Report]) -> Decisions:
        """Return the decisions taken by this day that a report accounts for: those of the meetings that it names.

        One that names no meeting accounts for all, but for those of other branches of a federation.
        """
        meetings = {meeting.id for meeting in self.archive.records(report.data.covers)}
        return tuple(
            decision
            for decision in self.decisions.values()
            if decision.is_followed
            and self.is_taken(decision)
            and (decision.meeting and decision.meeting.id in meetings if meetings else _are_of_one(decision, report))
        )

    def is_taken(self, decision: Followed) -> bool:
        """Tell whether a meeting had taken a decision by this day; one without a meeting was always there."""
        return decision.meeting is None or self.is_held(decision.meeting)

    def is_held(self, meeting: Record[Meeting]) -> bool:
        """Tell whether a meeting has begun by this day."""
        return meeting.data.date.first <= self.today

    @cached_property
    def front_report(self) -> Record[Report] | None:
        """The report the front page counts: the one the site names, or the newest whose day has come."""
        named = cast("Record[Report] | None", self.archive.record(self.archive.site.front))
        come = (report for report in self.own_editions if report.data.as_of.first <= self.today)
        return named or next(come, None)

    @cached_property
    def in_front(self) -> Decisions:
        """The decisions the front page counts: those of its report, or all where there is none."""
        return self.covered_by(self.front_report) if self.front_report else tuple(self.decisions.values())

    def mentioned_in(self, kind: str, ident: str) -> tuple[Record[RecordFields], ...]:
        """Return the records whose running text refers to a record."""
        by_kind = self.archive.by_kind
        return tuple(by_kind[of][named] for of, named in self._mentions.get((kind, ident), ()))

    @cached_property
    def _mentions(self) -> Mapping[Named, Iterable[Named]]:
        return self.mentions_as_in._mentions if self.mentions_as_in else self._found_mentions()  # noqa: SLF001 - its own kind

    def _found_mentions(self) -> Mapping[Named, Iterable[Named]]:
        found: dict[Named, dict[Named, None]] = defaultdict(dict)
        for record in self.archive.everything():
            own = record.kind, record.id
            for target in mentions_of(self.archive, record):
                if own != (target.kind, target.id) and record.kind != "updates":
                    found[target.kind, target.id][own] = None
        return found

    def _ids(self, references: Iterable[Reference | None]) -> Iterable[str]:
        """Find the ids of the records that references lead to, each once."""
        found = (self.archive.record(reference) for reference in references)
        return dict.fromkeys(record.id for record in found if record)


def _are_of_one(decision: Followed, report: Record[Report]) -> bool:
    """Tell whether a decision and a report belong to the same branch, or both to none."""
    return decision.record.within == report.within


def beginnings_and_ends(held: Sequence[tuple[date, date]]) -> tuple[list[date], list[date]]:
    """Tell when each of some meetings begins, the earliest first, and the first day on which one from then on ends."""
    ends = accumulate((last for _, last in reversed(held)), min)
    return [first for first, _ in held], list(ends)[::-1]


def _grouped(values: Iterable[Value], keys: Callable[[Value], Iterable[Key]]) -> Mapping[Key, tuple[Value, ...]]:
    """Lay values out under each of their keys, in the order they come."""
    groups: dict[Key, list[Value]] = defaultdict(list)
    for value in values:
        for key in keys(value):
            groups[key].append(value)
    return {key: tuple(within) for key, within in groups.items()}


def _awaited(decision: Followed) -> Iterator[Reference]:
    for account in decision.current:
        if account.status is Status.WAITING:
            yield from account.told.waits_for


def cut_to(register: Register, by_kind: ByKind, before: Register | None = None) -> Register:
    """Tie together what some readers may see of a register's records, as of the same day.

    What is known beside the records is not theirs to see. Where nothing was cut, the records are tied already. Who has
    what the same readers saw `before` can take over what has not changed.
    """
    whole = register.archive
    if _are_the_same(by_kind, whole.by_kind):
        known = whole.seals or whole.translations
        return replace(register, archive=replace(whole, seals=(), translations=())) if known else register
    return link(archive(by_kind, whole.site, whole.attachments), register.today, before)


def _are_the_same(one: ByKind, other: ByKind) -> bool:
    """Tell whether the very same records stand in the same order; that two are only alike is not asked."""
    return list(one) == list(other) and all(_are_alike(one[kind], other[kind]) for kind in one)


def _are_alike(one: Mapping[str, Record[RecordFields]], other: Mapping[str, Record[RecordFields]]) -> bool:
    return list(one) == list(other) and all(map(is_, one.values(), other.values()))


def link(records: Archive, today: date, before: Register | None = None) -> Register:
    """Tie the records of a site together, as of a day.

    Where no other records than decisions have changed since `before`, and all go by the same names, only what changed
    is tied anew: no decision is tied to another.
    """
    known = before if before and before.today == today and _differ_in_decisions_alone(records, before.archive) else None
    linker = Linker(records, today, known.minutes if known else None)
    return Register(records, today, linker.decisions(known.decisions if known else {}), linker.minutes)


def retied(before: Register, edited: Mapping[str, Record[Decision]]) -> Register:
    """Tie some decisions anew that go by the same names as before; all else is what it was."""
    by_kind, decisions = before.archive.by_kind, before.decisions
    records = replace(before.archive, by_kind={**by_kind, _KIND: {**by_kind[_KIND], **edited}})
    linker = Linker(records, before.today, before.minutes)
    refers = all(_refer_to_the_same(before.decisions[ident].record, new, records) for ident, new in edited.items())
    tied = linker.again(edited.values(), decisions)
    return Register(records, before.today, tied, before.minutes, before if refers else None)


def _refer_to_the_same(one: Record[Decision], other: Record[Decision], records: Archive) -> bool:
    """Tell whether the texts of two records refer to the same others."""
    return [*mentions_of(records, one)] == [*mentions_of(records, other)]


def _differ_in_decisions_alone(one: Archive, other: Archive) -> bool:
    """Tell whether two archives have the same records of all other kinds, and call everything by the same names."""
    same = one.site == other.site and one.names.ids == other.names.ids and list(one.by_kind) == list(other.by_kind)
    return same and all(_are_alike(one.by_kind[kind], other.by_kind[kind]) for kind in one.by_kind if kind != _KIND)
