"""A dataset: what its figures count and where they come from; they lie beside it as CSV."""

from typing import Annotated

from pydantic import Field

from vrapport.records.fields import Coded, DecisionRef, Many, RecordFields, Text
from vrapport.vocabulary import Chart


class Statistic(RecordFields):
    """A dataset: sums, never persons."""

    decision: Many[DecisionRef] = Field(default=(), description="The decision it is about")
    unit: Text | None = Field(default=None, description="What the figures count")
    licence: Text | None = Field(default=None, description="How others may use it")
    chart: Annotated[Chart, Coded("chart", Chart)] | None = Field(default=None, description="How it is drawn")
