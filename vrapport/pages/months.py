"""What has a day, set under the month in which it ends; what is vaguer than a month stands under its own words."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import TypeVar

from vrapport.dates import Form, VagueDate, read_code
from vrapport.views import Plain, View

RowT = TypeVar("RowT")
Dated = tuple[VagueDate, RowT]
"""A row, or how to make one, and the day it is set under."""


def by_month(
    view: View, rows: Iterable[Dated[RowT]], *, newest_first: bool = False, told_until: date | None = None
) -> list[tuple[Plain, list[RowT]]]:
    """Set rows under months and vaguer stretches, by when those end; within a month, what has a day comes first.

    Of what is told only until a day, nothing counts as later than that: a month that has begun comes before its year.
    """
    placed = sorted(((stretch(when), when, row) for when, row in rows), key=_by_end, reverse=newest_first)
    if told_until:
        placed.sort(
            key=lambda each: (min(each[0].last, told_until), each[0].first, each[0].first - each[0].last),
            reverse=newest_first,
        )
    parts = ((under, _days_first(within)) for under, within in groupby(placed, key=lambda each: each[0]))
    return [(_heading(view, under), found) for under, found in parts]


def _days_first(within: Iterable[tuple[VagueDate, VagueDate, RowT]]) -> list[RowT]:
    """Put what only has the month last, whichever way the days go."""
    return [row for _, _, row in sorted(within, key=lambda placed: placed[0].code == placed[1].code)]


def stretch(when: VagueDate) -> VagueDate:
    """Return the month that a date ends in, or the date itself where it is longer than a month."""
    within = when.form is Form.BY or (when.first.year, when.first.month) == (when.last.year, when.last.month)
    return _month(when.last.year, when.last.month) if within else when


@lru_cache(maxsize=2_000)
def _month(year: int, number: int) -> VagueDate:
    return read_code(f"{year:04}-{number:02}")


def is_closer(when: VagueDate) -> bool:
    """Tell whether a date says more than the heading it stands under."""
    return stretch(when).code != when.code


def _by_end(placed: tuple[VagueDate, VagueDate, object]) -> tuple[object, ...]:
    """Put what ends first before what ends later; of what ends on a day, the shortest first."""
    under, when, _ = placed
    return under.last, -under.begins.toordinal(), under.code, under.code == when.code, when.begins


def _heading(view: View, under: VagueDate) -> Plain:
    said = view.words.date(under)
    return {"title": said[:1].upper() + said[1:], "address": None, "anchor": None, "note": None}
