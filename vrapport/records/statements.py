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
    published_in: Many[Text] = Field(default=(), description="Where it was published, or an address that leads there")

    @property
    def reached(self) -> Stage | None:
        """Tell how far it has come, also where only the days say so."""
        told = Stage.PUBLISHED if self.published else Stage.ADOPTED if self.adopted else None
        return self.stage or told
