"""What a body takes up of its decisions at its next meeting: each of them once, for the most pressing reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import cast

from vrapport.dates import VagueDate, day
from vrapport.records.accounts import Step
from vrapport.records.bodies import Body
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.register import Deadline, Followed, Item, Kept, Register, Sent, Timing, sent_on
from vrapport.register.owing import waiting_since
from vrapport.register.schedule import soon_after
from vrapport.vocabulary import BodyType, Recurrence, Status
from vrapport.wording import Wording

_NOT_KEPT = frozenset({Recurrence.BEHIND, Recurrence.MISSED})


class Reason(StrEnum):
    """Why a decision is taken up, the most pressing first."""

    OVERDUE = "overdue"
    DUE = "due"
    LEFT = "left"
    SILENT = "silent"
    WAITING = "waiting"
    UNANSWERED = "unanswered"
    BEHIND = "behind"
    STALE = "stale"
    STILL = "still"


@dataclass(frozen=True, slots=True)
class Point:
    """A decision to be taken up: why, and what of it."""

    decision: Followed
    reason: Reason
    deadlines: tuple[Deadline, ...] = ()
    steps: tuple[Step, ...] = ()
    silent: tuple[Item, ...] = ()
    unanswered: tuple[Sent, ...] = ()
    kept: Kept | None = None
    since: VagueDate | None = None


@dataclass(frozen=True)
class Agenda:
    """What a body takes up; `meeting` is the day it meets, where that is known, `until` the last day that counts."""

    body: Record[Body]
    today: date
    meeting: VagueDate | None
    until: date
    points: tuple[Point, ...]
    others: tuple[Followed, ...]  # open, and nothing to be taken up about them
    minutes: Record[Meeting] | None  # the last ones, where they left something to be done

    @cached_property
    def sections(self) -> Mapping[Reason, tuple[Point, ...]]:
        """The points under their reasons, the most pressing first; no section is empty."""
        under = {reason: tuple(point for point in self.points if point.reason is reason) for reason in Reason}
        return {reason: points for reason, points in under.items() if points}

    def opening(self, body: str, words: Wording) -> str:
        """Say which meeting of which body it is for, how things stand when, and how far ahead one looks."""
        today, until = day(self.today), day(self.until)
        if self.meeting:
            return words._(
                "For {body}, for the meeting {meeting:on}. As things stand {date:on}.",
                body=body, meeting=self.meeting, date=today,
            )  # fmt: skip
        return words._(
            "For {body}, for the next meeting. As things stand {date:on}. The day of the meeting is not known: what is "
            "due by {until} is taken up.",
            body=body, date=today, until=until,
        )  # fmt: skip

    def heading(self, reason: Reason, words: Wording) -> str:
        """Head the decisions that are taken up for the same reason."""
        if reason is not Reason.DUE:
            return words.word(f"agenda.{reason}")
        if self.meeting:
            return words._("To be done before the meeting")
        return words._("To be done by {date}", date=day(self.until))


def agenda(register: Register, body: Record[Body], meeting: VagueDate | None = None) -> Agenda:
    """Gather what a body has to take up at its next meeting, on the day named or as far as its minutes tell."""
    meets = meeting or next_meeting(register, body)
    until = meets.last if meets else soon_after(register.today)
    concerned = tuple(_concerning(register, body))
    found = {decision.id: _point(register, decision, until) for decision in concerned}
    last = _held(register, body)[-1:]
    return Agenda(
        body=body,
        today=register.today,
        meeting=meets,
        until=until,
        points=tuple(point for point in found.values() if point),
        others=tuple(d for d in concerned if found[d.id] is None and d.status.is_open),
        minutes=next((minutes for minutes in last if minutes.data.next), None),
    )


def next_meeting(register: Register, body: Record[Body]) -> VagueDate | None:
    """Find when a body meets next: on the day of a record of a meeting to come, or as its last minutes say."""
    meetings = register.meetings_of.get(body.id, ())
    announced = [minutes.data.next_meeting for minutes in _held(register, body)[-1:]]
    days = [*(minutes.data.date for minutes in meetings), *(day for day in announced if day)]
    return min((day for day in days if day.first > register.today), key=lambda day: day.last, default=None)


def default_body(register: Register) -> Record[Body] | None:
    """Choose whose agenda it is where nobody says: the body responsible for all, else the first board."""
    responsible = cast("Record[Body] | None", register.archive.record(register.archive.site.responsible))
    bodies = cast("tuple[Record[Body], ...]", register.records("bodies"))
    return responsible or next((body for body in bodies if body.data.type is BodyType.BOARD), None)


def _held(register: Register, body: Record[Body]) -> tuple[Record[Meeting], ...]:
    meetings = register.meetings_of.get(body.id, ())
    return tuple(meeting for meeting in meetings if register.is_held(meeting))


def _concerning(register: Register, body: Record[Body]) -> Iterator[Followed]:
    """Find what a body follows up: what it answers for, what it decided itself, and what has a step of its own."""
    answers_for = {decision.id for decision in register.by_body.get(body.id, ())}
    for decision in filter(register.is_taken, register.decisions.values()):
        took = register.archive.record(decision.meeting.data.body) if decision.meeting else None
        own = (who for step in decision.next_steps for who in register.archive.bodies(step.who))
        if decision.id in answers_for or any(each and each.id == body.id for each in (took, *own)):
            yield decision


def _point(register: Register, decision: Followed, until: date) -> Point | None:
    """Find the most pressing reason to take a decision up."""
    timing = register.timing_of(decision)
    due = tuple(deadline for deadline in timing.left if deadline.when.last <= until)
    if due:
        undated = tuple(step for step in decision.next_steps if not step.due)
        return Point(decision, Reason.OVERDUE if timing.late else Reason.DUE, due, undated)
    if decision.status.is_closed and decision.has_next:
        return Point(decision, Reason.LEFT, steps=decision.next_steps)
    if decision.silent:
        return Point(decision, Reason.SILENT, silent=decision.silent)
    if decision.status.is_closed:
        return _unanswered(register, decision)
    if decision.status is Status.WAITING:
        days = [day for day in waiting_since(decision, register.archive).values() if day]
        return Point(decision, Reason.WAITING, since=min(days, key=lambda day: (day.last, day.first), default=None))
    return _unanswered(register, decision) or _behind(register, decision) or _still(decision, timing)


def _behind(register: Register, decision: Followed) -> Point | None:
    kept = register.kept(decision)
    return Point(decision, Reason.BEHIND, kept=kept) if kept and kept.state in _NOT_KEPT else None


def _still(decision: Followed, timing: Timing) -> Point | None:
    if timing.stale_since:
        return Point(decision, Reason.STALE, since=timing.stale_since)
    return Point(decision, Reason.STILL) if decision.status.stands_still else None


def _unanswered(register: Register, decision: Followed) -> Point | None:
    owed = tuple(sent for sent in sent_on(decision, register.archive, register.today) if sent.is_owed)
    return Point(decision, Reason.UNANSWERED, unanswered=owed) if owed else None
