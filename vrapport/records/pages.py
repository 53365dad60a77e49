"""A page of plain text: about the site, how to influence, contact."""

from pydantic import Field

from vrapport.records.fields import Count, RecordFields


class Page(RecordFields):
    """A page that is only text."""

    order: Count | None = Field(default=None, description="Its place in the menu")
