"""A campaign: its plan, its period, the decisions behind it and what was done."""

from pydantic import Field

from vrapport.records.fields import BodyRef, Date, DecisionRef, Fields, Many, RecordFields, Text


class Plan(Fields):
    """The plan of a campaign."""

    adopted: Date | None = Field(default=None, description="When it was adopted")
    by: BodyRef | None = Field(default=None, description="The body that adopted it")
    text: Text | None = Field(default=None, description="What it says")


class Activity(Fields):
    """Something done within a campaign."""

    date: Date | None = Field(default=None, description="When")
    text: Text = Field(description="What")
    evidence: Many[Text] = Field(default=(), description="What shows it")


class Campaign(RecordFields):
    """A campaign that the organisation runs."""

    plan: Plan | None = Field(default=None, description="Its plan")
    period: Date | None = Field(default=None, description="When it runs")
    decisions: Many[DecisionRef] = Field(default=(), description="The decisions behind it")
    activities: Many[Activity] = Field(default=(), description="What was done")
