"""A meeting and its minutes."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from vrapport.findings import say
from vrapport.records.accounts import Steps
from vrapport.records.fields import BodyRef, Coded, Count, Date, DecisionRef, Fault, Many, RecordFields, Text
from vrapport.vocabulary import MeetingType


class Meeting(RecordFields):
    """When a body met, and what its minutes say."""

    title: Text | None = Field(default=None, description="Only where body and date do not say enough")  # type: ignore[assignment]  # minutes are named after their body and date
    body: BodyRef = Field(description="The body that met")
    date: Date = Field(description="The day it met")
    number: Count | None = Field(default=None, description="Its number in the period")
    period: str | None = Field(default=None, description="The period it is numbered in")
    type: Annotated[MeetingType, Coded("meeting", MeetingType)] | None = Field(
        default=None, description="Minutes, report of a meeting, or notes"
    )
    next_meeting: Date | None = Field(default=None, description="When the body meets next")
    next: Steps = Field(default=(), description="What it left to be done")
    approved: Date | None = Field(default=None, description="When the adjusters approved the minutes")
    notice: Text | None = Field(default=None, description="When and how it was called")
    agenda: Many[Text] = Field(default=(), description="The items")
    counts_for: Many[DecisionRef] = Field(default=(), description="The recurring commitments it is an occasion of")

    def faults(self) -> Iterator[Fault]:
        """Only minutes are approved."""
        if self.approved and self.type is not MeetingType.MINUTES:
            yield Fault(
                "approved-without-minutes",
                say("Only minutes can be approved."),
                say("Write “type: minutes”, or remove the line."),
                ("approved",),
            )
