"""A proposal by representatives that others can use again."""

from typing import Annotated

from pydantic import Field

from vrapport.records.fields import (
    AreaRef,
    BodyRef,
    Coded,
    Date,
    DecisionRef,
    Language,
    Many,
    MotionRef,
    RecordFields,
    Text,
)
from vrapport.vocabulary import Outcome, ResourceType


class Resource(RecordFields):
    """A motion, interpellation, question or other proposal in the resource bank."""

    type: Annotated[ResourceType, Coded("resource", ResourceType)] | None = Field(default=None, description="What sort")
    area: AreaRef | None = Field(default=None, description="The area it belongs to")
    place: Text | None = Field(default=None, description="The municipality or region")
    group: BodyRef | None = Field(default=None, description="The group that put it forward")
    date: Date | None = Field(default=None, description="When")
    link: str | None = Field(default=None, description="A file beside the record, or an address")
    topics: Many[Text] = Field(default=(), description="What it is about")
    language: Language | None = Field(default=None, description="The language it is written in")
    licence: Text | None = Field(default=None, description="How others may use it")
    outcome: Annotated[Outcome, Coded("outcome", Outcome)] | None = Field(
        default=None, description="What those it was put to did with it"
    )
    motions: Many[MotionRef] = Field(default=(), description="The motions that it led to")
    decision: Many[DecisionRef] = Field(default=(), description="The decisions that it led to")
