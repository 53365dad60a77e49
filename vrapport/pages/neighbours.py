"""The record before and the record after, in the order that holds among them."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.views import Plain, View

One = TypeVar("One")


def in_order(ordered: Sequence[One]) -> Iterator[tuple[One | None, One, One | None]]:
    """Go through a series, each with the one before it and the one after."""
    around = (None, *ordered, None)
    return zip(around, ordered, around[2:], strict=False)  # a series of none has nothing beside it


def neighbours(view: View, before: Record[RecordFields] | None, after: Record[RecordFields] | None) -> Plain:
    """Lead to the record before and the record after, where there are any."""
    return {
        "previous": view.record(before) if before else None,
        "next_in_order": view.record(after) if after else None,
    }
