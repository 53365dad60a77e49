"""An axis around some days is as long as they reach, and lines of several languages are set together as they come."""

from calendar import monthrange
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pages.test_once import view_of
from vrapport.pages.axis import Axis, axis_around, axis_over
from vrapport.register.schedule import months_after
from vrapport.views import Spoken, View, together

SHOWCASE = Path("tests/showcase")
PIECES = st.recursive(
    st.one_of(st.text(max_size=3), st.fixed_dictionaries({"text": st.text(max_size=3), "lang": st.just("en")})),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=1,
)


@pytest.fixture(scope="module")
def view() -> View:
    return view_of(SHOWCASE)


def slowly(view: View, days: list[date]) -> Axis:
    """Bring every day within reach before the longest stretch of them is sought."""
    today = view.register.today
    first, last = months_after(today, -240), months_after(today, 240)
    return axis_over(view, sorted([today, *(min(max(day, first), last) for day in days)]))


@given(days=st.lists(st.dates(), max_size=5))
def test_an_axis_reaches_over_all_days_that_are_not_too_far_away(view: View, days: list[date]) -> None:
    assert axis_around(view, days) == slowly(view, days)


@given(days=st.lists(st.dates(), min_size=1, max_size=3))
def test_an_axis_over_days_is_of_whole_months(view: View, days: list[date]) -> None:
    first, last = min(days), max(days)
    axis = axis_over(view, days)
    assert (axis.first, axis.last) == (first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1]))
    assert not axis.mirrored


def told_apart(separator: str, pieces: list[Spoken | None]) -> Spoken | None:
    """Set pieces together one by one, whatever they are."""
    found = [piece if isinstance(piece, list) else [piece] for piece in pieces if piece]
    parts = [part for piece in found for part in (separator, *piece)][1:]
    if any(isinstance(part, dict) for part in parts):
        return parts
    return "".join(part for part in parts if isinstance(part, str)) or None


@given(st.sampled_from(["", ", "]), st.lists(st.one_of(st.none(), PIECES), max_size=4))
def test_what_is_text_alone_is_joined_to_what_it_is_piece_by_piece(separator: str, pieces: list[Spoken | None]) -> None:
    assert together(separator, pieces) == told_apart(separator, pieces)
