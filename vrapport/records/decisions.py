"""A decision: what was decided, where, who carries it out, and what has been said of it since."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field

from vrapport.dates import shortened
from vrapport.findings import say
from vrapport.records.accounts import Update
from vrapport.records.fields import (
    AreaRef,
    BodyRef,
    CampaignRef,
    Coded,
    Count,
    Date,
    Fault,
    Fields,
    Many,
    MeetingRef,
    MotionRef,
    RecordFields,
    Text,
    Truth,
    WrongError,
    one_value,
    short_for,
)
from vrapport.vocabulary import PUBLIC, Outcome, Per, Status


class Clause(Fields):
    """One clause (att-sats) of a decision or motion, numbered by its place in the list."""

    text: Text | None = Field(default=None, description="The wording decided")
    summary: Text | None = Field(default=None, description="The wording retold")
    responsible: Many[BodyRef] = Field(default=(), description="Who carries it out")
    due: Date | None = Field(default=None, description="The last day")
    outcome: Annotated[Outcome, Coded("outcome", Outcome)] | None = Field(
        default=None, description="What the meeting did with this clause"
    )
    status: Annotated[Status, Coded("status", Status)] | None = Field(
        default=None, description="Short for one update of unknown date"
    )
    audience: Annotated[str, Coded("audience")] = Field(default=PUBLIC, description="Who may read it")

    def faults(self) -> Iterator[Fault]:
        """Ask for the words of the clause."""
        if not (self.text or self.summary):
            yield Fault(
                "empty-clause", say("The clause has no words."), say("Write “text:” or “summary:” and what it says.")
            )


class Referral(Fields):
    """A matter sent on to another body."""

    to: BodyRef = Field(description="Who it is sent to")
    sent: Date | None = Field(default=None, description="When it was sent")
    reply_wanted: Truth = Field(default=False, description="Whether an answer was asked for")
    reminded: Many[Date] = Field(default=(), description="When the recipient was reminded")
    replied: Date | None = Field(default=None, description="When the answer came")
    text: Text | None = Field(default=None, description="What was answered")


_PARTS_OF_A_YEAR = ("Q1", "Q2", "Q3", "Q4", "H1", "H2")


def _part_of_a_year(value: object) -> str:
    typed = one_value(value)
    if typed.upper() in _PARTS_OF_A_YEAR:
        return typed.upper()
    what = say("“{typed}” is no part of a year.", typed=shortened(typed))
    raise WrongError(Fault("unknown-part", what, say("Choose one of: {listed}.", listed=_PARTS_OF_A_YEAR)))


class Recurrence(Fields):
    """How often a commitment comes back: at least so many times a period, in a part of it, or on listed dates."""

    at_least: Count = Field(default=1, description="How many times")
    per: Annotated[Per, Coded("per", Per)] | None = Field(default=None, description="In each year, half-year ...")
    in_: Annotated[str, BeforeValidator(_part_of_a_year)] | None = Field(
        default=None, alias="in", description="The part of the year: Q1 to Q4, H1 or H2"
    )
    dates: Many[Date] = Field(default=(), description="The occasions, one by one")

    def faults(self) -> Iterator[Fault]:
        """Hold the two forms apart."""
        if bool(self.per) == bool(self.dates):
            yield Fault(
                "recurrence-form",
                say("A recurring commitment has either “per” or “dates”."),
                say("Write “at_least: 4” and “per: year”, or “dates:” and a list."),
            )


class Occasion(Fields):
    """One time that a recurring commitment was kept."""

    date: Date = Field(description="When it was held")
    text: Text | None = Field(default=None, description="What was held")
    evidence: Many[Text] = Field(default=(), description="What shows it")
    meeting: MeetingRef | None = Field(default=None, description="The meeting it was")


class Extension(Fields):
    """More time, given once and with a reason."""

    until: Date = Field(description="The new last day")
    date: Date | None = Field(default=None, description="When it was given")
    reason: Text | None = Field(default=None, description="Why it needs more time")
    by: Many[BodyRef] = Field(default=(), description="The body that gave it")

    def faults(self) -> Iterator[Fault]:
        """Ask for the reason: without one it is only a new date."""
        if not self.reason:
            yield Fault(
                "extension-without-reason",
                say("More time is given without a reason."),
                say("Add a line that begins with “{key}:”.", key="reason"),
            )


class Decision(RecordFields):
    """What a meeting decided, and what became of it."""

    area: AreaRef | None = Field(default=None, description="The area it belongs to")
    order: Count | None = Field(default=None, description="Its place in the meeting's order")
    ref: str | None = Field(default=None, description="Reference number (diarienummer)")
    meeting: MeetingRef | None = Field(default=None, description="The meeting that decided it")
    paragraph: str | None = Field(default=None, description="The paragraph of the minutes, without §")
    outcome: Annotated[Outcome, Coded("outcome", Outcome)] | None = Field(
        default=None, description="What the meeting did with the proposal"
    )
    motions: Many[MotionRef] = Field(default=(), description="The motions it answers")
    responsible: Many[BodyRef] = Field(default=(), description="Who carries it out")
    contact: Text | None = Field(default=None, description="Whom to ask: a role, not a person")
    due: Date | None = Field(default=None, description="The last day")
    extension: Many[Extension] = Field(default=(), description="More time, if it was given; once at most")
    standing: Truth = Field(default=False, description="A duty that can only be kept, never finished")
    clauses: Many[Annotated[Clause, BeforeValidator(short_for("text"))]] = Field(
        default=(), description="Its clauses, in order"
    )
    status: Annotated[Status, Coded("status", Status)] | None = Field(
        default=None, description="Short for one update of unknown date"
    )
    updates: Many[Update] = Field(default=(), description="What has been said of it, oldest first")
    referrals: Many[Annotated[Referral, BeforeValidator(short_for("to"))]] = Field(
        default=(), description="Whom it was sent on to"
    )
    recurs: Recurrence | None = Field(default=None, description="How often it comes back")
    held: Many[Annotated[Occasion, BeforeValidator(short_for("date"))]] = Field(
        default=(), description="The times it was kept"
    )
    campaign: CampaignRef | None = Field(default=None, description="The campaign it belongs to")
    reservations: Many[Text] = Field(default=(), description="Dissents")

    def faults(self) -> Iterator[Fault]:
        """Hold the short status and the updates apart, and clauses within their number."""
        if self.status and self.updates:
            yield Fault(
                "status-beside-updates",
                say("“status” and “updates” stand in the same record."),
                say("Move the status into an update with its date."),
                ("status",),
            )
        for number, update in enumerate(self.updates):
            yield from _unknown_clauses(update, ("updates", number), len(self.clauses))


def _unknown_clauses(update: Update, at: tuple[str | int, ...], last: int) -> Iterator[Fault]:
    for clause in update.clause:
        if clause > last:
            yield Fault(
                "unknown-clause",
                say("There is no clause {clause}: the decision has {n}.", clause=clause, n=last),
                say("Clauses are numbered from 1, in the order they stand under “clauses”."),
                (*at, "clause"),
            )
