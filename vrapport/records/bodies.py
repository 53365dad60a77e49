"""A body: a board, committee, working group, branch, or an organisation outside."""

from typing import Annotated

from pydantic import Field

from vrapport.records.fields import BodyRef, Coded, Date, DecisionRef, Fields, Many, RecordFields, Text
from vrapport.vocabulary import BodyType


class Mandate(Fields):
    """What a body was set up to do."""

    decision: DecisionRef | None = Field(default=None, description="The decision that set it up")
    task: Text | None = Field(default=None, description="What it is to do")
    report_to: BodyRef | None = Field(default=None, description="Whom it reports to")
    due: Date | None = Field(default=None, description="When it is to report")
    delivered: Date | None = Field(default=None, description="When it did")


class Body(RecordFields):
    """Who does what."""

    type: Annotated[BodyType, Coded("body", BodyType)] | None = Field(default=None, description="What sort of body")
    part_of: BodyRef | None = Field(default=None, description="The body it belongs to")
    also: Many[str] = Field(default=(), description="Other names it goes by")
    former: Many[str] = Field(default=(), description="Names it had before")
    mandate: Mandate | None = Field(default=None, description="What it was set up to do")
    contact: Text | None = Field(default=None, description="How to reach it: a role, not a person")
