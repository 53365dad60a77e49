"""Decisions under the meetings that took them."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.register import Followed
from vrapport.views import Plain, View

Taken = tuple[Record[Meeting] | None, Followed]


def newest_first(view: View) -> Iterator[tuple[Plain, list[Taken]]]:
    """Set every decision under its meeting: the newest meeting first, and what it decided in its own order."""
    taken = ((decision.meeting, decision) for decision in view.register.decisions.values())
    meetings = [list(within) for _, within in groupby(taken, key=_meeting_id)]
    return headed(view, (pair for within in reversed(meetings) for pair in within))


def headed(view: View, taken: Iterable[Taken]) -> Iterator[tuple[Plain, list[Taken]]]:
    """Set decisions under the meetings that took them."""
    for _, pairs in groupby(taken, key=_meeting_id):
        within = list(pairs)
        meeting = within[0][0]
        yield view.record(meeting) if meeting else {"title": view.words._("Without meeting"), "address": None}, within


def _meeting_id(taken: Taken) -> str:
    return taken[0].id if taken[0] else ""
