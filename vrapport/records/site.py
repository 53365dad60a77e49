"""What `content/site.yml` says: the organisation's name, words, areas and habits."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from vrapport.records.fields import BodyRef, Coded, Count, Date, Fields, Many, PointsTo, Reference, Text, short_for
from vrapport.vocabulary import Status


class Area(Fields):
    """An area that decisions are sorted under."""

    title: Text = Field(description="Its name")
    also: Many[str] = Field(default=(), description="Other names it goes by")


class StatusWords(Fields):
    """How a site speaks of a status."""

    label: str | None = Field(default=None, description="The word shown")
    hidden: bool = Field(default=False, description="Left out of the legend when nothing has it")


class Season(Fields):
    """The months of a season."""

    first: Annotated[int, Field(ge=1, le=12)]
    last: Annotated[int, Field(ge=1, le=12)]


class Site(Fields):
    """The settings of a site."""

    format: Literal["1"] = Field(description="The format of the records; always 1")
    title: Text = Field(description="The name of the site")
    organisation: Text | None = Field(default=None, description="Whose decisions they are")
    description: Text | None = Field(default=None, description="What the site is, in a sentence")
    url: str | None = Field(default=None, pattern=r"^https?://[^\s]+$", description="Where it is published")
    language: str = Field(default="sv", pattern=r"^[a-z]{2,3}$", description="The language it is written in")
    languages: Many[str] = Field(default=(), description="All its languages, its own first")
    today: Date | None = Field(default=None, description="The day the site speaks of, where it is not the real one")
    responsible: BodyRef | None = Field(default=None, description="The body responsible where a decision names none")
    front: Annotated[Reference, PointsTo("reports")] | None = Field(
        default=None, description="The report whose decisions the front page counts; without it, the newest"
    )
    areas: dict[str, Annotated[Area, BeforeValidator(short_for("title"))]] = Field(
        default_factory=dict, description="The areas, in order"
    )
    audiences: dict[str, Text] = Field(default_factory=dict, description="Readers beside public and members")
    words: dict[str, str] = Field(default_factory=dict, description="Words shown instead of vrapport's own")
    statuses: dict[Annotated[Status, Coded("status", Status)], StatusWords] = Field(
        default_factory=dict, description="How statuses are called, in order"
    )
    seasons: dict[Literal["spring", "summer", "autumn"], Season] = Field(
        default_factory=dict, description="The months of the seasons"
    )
    list_length: Count = Field(default=200, description="How many rows a list has before it is split")
