"""A proposal by representatives that others can use again."""

from typing import Annotated

from pydantic import Field

from vrapport.records.fields import AreaRef, BodyRef, Coded, Date, Language, Many, RecordFields, Text
from vrapport.vocabulary import ResourceType


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
