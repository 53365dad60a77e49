"""A statement that a meeting makes to the public."""

from typing import Annotated

from pydantic import Field

from vrapport.records.fields import Coded, Date, DecisionRef, Many, MeetingRef, RecordFields, Text
from vrapport.vocabulary import Stage


class Statement(RecordFields):
    """A statement: draft, adopted or published, and the edits asked for."""

    stage: Annotated[Stage, Coded("stage", Stage)] | None = Field(default=None, description="How far it has come")
    meeting: MeetingRef | None = Field(default=None, description="The meeting that took it up")
    decision: Many[DecisionRef] = Field(default=(), description="The decision about it")
    edits: Many[Text] = Field(default=(), description="Edits asked for")
    adopted: Date | None = Field(default=None, description="When it was adopted")
    published: Date | None = Field(default=None, description="When it was published")
