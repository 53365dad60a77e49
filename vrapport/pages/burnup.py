"""How many decisions were closed by when: what is sure, and what may have been, as far as days are known."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vrapport.accountability.measures import decided_on
from vrapport.dates import Form, day
from vrapport.pages.axis import Axis, month_ends, words_beside
from vrapport.register import Account, Followed, Item
from vrapport.views import Plain, View

_MOST_POINTS = 60
_MOST_ROWS = 12
_ROOM_ABOVE = 20  # percent


@dataclass(frozen=True, slots=True)
class _Closing:
    """Between which days a decision was closed, and whether it was carried out."""

    first: date
    last: date
    fulfilled: bool


@dataclass(frozen=True, slots=True)
class _Counts:
    """The days that counts go up on, in order."""

    decided: Sequence[date]
    sure: Sequence[date]
    perhaps: Sequence[date]
    fulfilled: Sequence[date]

    def by(self, when: date) -> tuple[int, int, int, int]:
        """Count what had come about by a day: decided, surely closed, closed at most, surely carried out."""
        return (
            bisect_right(self.decided, when),
            bisect_right(self.sure, when),
            bisect_right(self.perhaps, when),
            bisect_right(self.fulfilled, when),
        )


def burnup(view: View, decisions: Sequence[Followed], axis: Axis) -> Plain | None:
    """Draw how many were closed by when; nothing where no day is known on which any was."""
    today = view.register.today
    closed = [decision for decision in decisions if decision.status.is_closed]
    known = [closing for decision in closed if (closing := _closing(decision, axis.first, today))]
    if not known:
        return None
    counts = _counts(decisions, known, axis)
    return {
        "now": _now(axis, today, counts, len(decisions)),
        "pace": None if any(closing.last < today for closing in known) else _unknown_pace(view, known),
        "closed": len(closed),
        "fulfilled": sum(decision.status.is_fulfilled for decision in closed),
        "total": len(decisions),
        "undated": len(closed) - len(known),
        "ended": sum(not closing.fulfilled for closing in known),
        "is_vague": any(closing.first != closing.last for closing in known),
        "curves": _curves(counts, axis, today, len(decisions)),
        "rows": list(_rows(view, counts, axis)),
    }


def _now(axis: Axis, today: date, counts: _Counts, total: int) -> Plain:
    """Place the words at the line of the day: beside it where nothing is drawn yet, else above what is drawn."""
    decided, sure, perhaps, _ = counts.by(today)
    x, beside = axis.end(today), words_beside(axis, axis.end(today))
    before = {"anchor": "end", "shift": 6 if axis.mirrored else -6}
    has_room = beside["anchor"] == "start"
    return {
        **beside,
        "x": x,
        "y": _down(sure, total),
        "decided": {**before, "y": _down(decided, total)},
        "words": {**beside, "y": _down(sure, total), "dy": 4}
        if has_room or _down(perhaps, total) < _ROOM_ABOVE
        else {**before, "y": _down(perhaps, total), "dy": -8},
    }


def _unknown_pace(view: View, known: list[_Closing]) -> str:
    """Say between which days it was, where so little is known of when that there is nothing to draw."""
    first, last = min(closing.first for closing in known), max(closing.last for closing in known)
    return view.words._("The days are not known: some time between {first} and {last}.", first=first, last=last)


def _counts(decisions: Sequence[Followed], known: list[_Closing], axis: Axis) -> _Counts:
    made = [when.begins if (when := decided_on(decision)) else axis.first for decision in decisions]
    return _Counts(
        decided=sorted(made),
        sure=sorted(closing.last for closing in known),
        perhaps=sorted(closing.first for closing in known),
        fulfilled=sorted(closing.last for closing in known if closing.fulfilled),
    )


def _closing(decision: Followed, start: date, today: date) -> _Closing | None:
    """Reckon between which days the last of its parts came to an end, if something is known of each."""
    decided = decided_on(decision)
    earliest = decided.begins if decided else start
    ends = [_ended(item, earliest, today) for item in decision.items if item.accounts]
    known = [end for end in ends if end]
    if not known or len(known) < len(ends):
        return None
    return _Closing(max(end[0] for end in known), max(end[1] for end in known), decision.status.is_fulfilled)


def _ended(item: Item, earliest: date, today: date) -> tuple[date, date] | None:
    """Return between which days a part came to an end: after it was last known to be open, before it was told."""
    before, closing = _turn(item.accounts)
    days = [when for when in (closing.told.when, closing.date) if when] if closing else []
    if not days:
        return None
    last = min(*(when.last for when in days), today)
    told_when = days[0] if closing and closing.told.when and days[0].form is not Form.BY else None
    first = told_when.first if told_when else before.date.begins if before and before.date else earliest
    return min(first, last), last


def _turn(accounts: tuple[Account, ...]) -> tuple[Account | None, Account | None]:
    """Find the last account in which it was open, and the first after it, which closed it for good."""
    open_ones = [number for number, account in enumerate(accounts) if not account.status.is_closed]
    place = open_ones[-1] + 1 if open_ones else 0
    return accounts[place - 1] if place else None, accounts[place] if place < len(accounts) else None


def _curves(counts: _Counts, axis: Axis, today: date, total: int) -> Plain:
    """Set the counts as steps: pairs of percent across and percent down."""
    ends = [axis.first, *month_ends(axis.first, today, _MOST_POINTS)]
    found = [(axis.x(axis.first) if number == 0 else axis.end(end), counts.by(end)) for number, end in enumerate(ends)]
    columns = {"decided": 0, "sure": 1, "perhaps": 2, "fulfilled": 3}
    return {
        name: _only_turns([(x, _down(counted[column], total)) for x, counted in found])
        for name, column in columns.items()
    }


def _down(count: int, total: int) -> float:
    return round(100 - 100 * count / total, 2)


def _only_turns(points: list[tuple[float, float]]) -> list[list[float]]:
    """Leave out the points between which nothing happens."""
    last = len(points) - 1
    return [[x, y] for number, (x, y) in enumerate(points) if number in (0, last) or y != points[number - 1][1]]


def _rows(view: View, counts: _Counts, axis: Axis) -> Iterator[Plain]:
    """Set the same numbers as rows: the ends of months by which any of them went up, and how it stands."""
    shown = None
    for end in month_ends(axis.first, view.register.today, _MOST_ROWS):
        decided, sure, perhaps, fulfilled = counts.by(end)
        if counts.by(end) == shown and end != view.register.today:
            continue
        shown = counts.by(end)
        yield {
            "date": view.date(day(end)),
            "decided": decided,
            "closed": sure,
            "perhaps": perhaps,
            "fulfilled": fulfilled,
        }
