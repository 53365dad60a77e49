"""What stands in a calendar: meetings, last days, steps, mandates, campaigns and occasions, as vague as they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from vrapport.dates import VagueDate
from vrapport.digests import digest
from vrapport.records.accounts import Step
from vrapport.records.bodies import Body
from vrapport.records.campaigns import Campaign
from vrapport.records.fields import RecordFields
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.register import Deadline, Followed, Register, delivered_by
from vrapport.vocabulary import Recurrence


class Sort(StrEnum):
    """What sort of thing has a day."""

    MEETING = "meeting"
    ANNOUNCED = "announced"
    DEADLINE = "deadline"
    STEP = "step"
    MANDATE = "mandate"
    CAMPAIGN = "campaign"
    OCCASION = "occasion"

    @property
    def lasts(self) -> bool:
        """Tell whether it goes on for as long as its date says; the others fall on some day within it."""
        return self is Sort.CAMPAIGN


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that has a day, the record it is told of, and whether it is late."""

    sort: Sort
    when: VagueDate
    record: Record[RecordFields]
    clause: int | None = None
    step: Step | None = None
    decisions: tuple[Followed, ...] = ()
    late: bool = False

    @property
    def key(self) -> str:
        """Name it by what it is; only what comes back is also named by its day, so that others keep it when moved."""
        own = [self.sort, self.record.kind, self.record.id, str(self.clause or "")]
        told = [next(iter(self.step.what.by_language.values()), "")] if self.step else []
        day = [self.when.code] if self.sort in (Sort.OCCASION, Sort.ANNOUNCED) else []
        return digest(*own, *told, *day)[:20]


def events(register: Register) -> tuple[Event, ...]:
    """Find everything that has a day, earliest first; a vague day counts by its end."""
    found = (
        *_meetings(register),
        *_announced(register),
        *_deadlines(register),
        *_steps(register),
        *_mandates(register),
        *_campaigns(register),
        *_occasions(register),
    )
    return tuple(sorted(found, key=lambda event: (event.when.last, event.when.first)))


def _meetings(register: Register) -> Iterator[Event]:
    for meeting in cast("tuple[Record[Meeting], ...]", register.records("meetings")):
        yield Event(Sort.MEETING, meeting.data.date, meeting)
        ahead = (step for step in meeting.data.next if step.due and step.due.last >= register.today)
        yield from (Event(Sort.STEP, step.due, meeting, step=step) for step in ahead if step.due)


def _announced(register: Register) -> Iterator[Event]:
    """Yield the meetings that the newest minutes of a body announce, and that have no record of their own yet."""
    for ident, meetings in register.meetings_of.items():
        newest = [meeting for meeting in meetings if register.is_held(meeting)][-1:]
        for when in (meeting.data.next_meeting for meeting in newest):
            if when and when.last >= register.today and not any(_overlap(when, m.data.date) for m in meetings):
                yield Event(Sort.ANNOUNCED, when, register.archive.by_kind["bodies"][ident])


def _overlap(one: VagueDate, other: VagueDate) -> bool:
    return one.first <= other.last and other.first <= one.last


def _deadlines(register: Register) -> Iterator[Event]:
    """Yield the last day of each decision, and of each of its clauses."""
    for decision in filter(lambda each: each.is_followed, register.decisions.values()):
        timing = register.timing_of(decision)
        if timing.own:
            yield Event(Sort.DEADLINE, timing.own.when, decision.record, late=timing.own in timing.late)
        for item in decision.items:
            if item.clause and item.clause.due:
                late = not item.status.is_closed and item.clause.due.last < register.today
                yield Event(Sort.DEADLINE, item.clause.due, decision.record, clause=item.number, late=late)


def _steps(register: Register) -> Iterator[Event]:
    """Yield each step that is left; one that was told of several decisions is one."""
    found: dict[int, tuple[Deadline, list[Followed]]] = {}
    for decision in register.decisions.values():
        for deadline in register.timing_of(decision).left:
            if deadline.step:
                found.setdefault(id(deadline.step), (deadline, []))[1].append(decision)
    for deadline, decisions in found.values():
        late, first = deadline.has_passed(register.today), decisions[0].record
        yield Event(Sort.STEP, deadline.when, first, deadline.clause, deadline.step, tuple(decisions), late)


def _mandates(register: Register) -> Iterator[Event]:
    for body in cast("tuple[Record[Body], ...]", register.records("bodies")):
        mandate = body.data.mandate
        if mandate and mandate.due:
            late = mandate.due.last < register.today and not delivered_by(mandate, register.today)
            yield Event(Sort.MANDATE, mandate.due, body, late=late)


def _campaigns(register: Register) -> Iterator[Event]:
    for campaign in cast("tuple[Record[Campaign], ...]", register.records("campaigns")):
        if campaign.data.period:
            yield Event(Sort.CAMPAIGN, campaign.data.period, campaign)


def _occasions(register: Register) -> Iterator[Event]:
    """Yield the listed days of commitments that come back; late is one that was missed while others were counted."""
    for decision in register.decisions.values():
        recurs, kept = decision.data.recurs, register.kept(decision)
        windows = kept.windows if kept else ()
        missed = {(window.first, window.last) for window in windows if window.state is Recurrence.MISSED}
        for day in recurs.dates if recurs else ():
            yield Event(Sort.OCCASION, day, decision.record, late=(day.first, day.last) in missed)
