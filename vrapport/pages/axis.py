"""Time as a line: where on it a day lies, in percent, and which months and years are named below it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from babel import Locale

from vrapport.dates import Form, VagueDate
from vrapport.register.schedule import months_after
from vrapport.views import Plain, View, once

_YEAR = 12
_STEPS = (1, 3, _YEAR, 2 * _YEAR, 5 * _YEAR, 10 * _YEAR, 25 * _YEAR, 100 * _YEAR, 500 * _YEAR, 1000 * _YEAR)
_MOST_TICKS = 18
_SHORT = 4  # letters of a month's name, so many of which there is room for
_FARTHEST = 20 * _YEAR
_MOST_NARROW = 7  # so many names stand beside each other on a phone
_ROOM_FOR_A_YEAR = 14  # percent
_ROOM_AT_THE_END = 10
_ROOM_AFTER = 70


@dataclass(frozen=True)
class Axis:
    """Whole months, from the first day of one to the last day of another, in the direction that its readers read."""

    first: date
    last: date
    mirrored: bool = False

    @cached_property
    def days(self) -> int:
        """How many days long it is."""
        return self.last.toordinal() - self._begins + 1

    @cached_property
    def _begins(self) -> int:
        return self.first.toordinal()

    def x(self, day: date) -> float:
        """Say where a day begins, in percent of the width; what lies outside is drawn at the edge."""
        return self._turned(self._share(day.toordinal()))

    def middle(self, first: date, last: date) -> float:
        """Say where the middle of a stretch of days lies."""
        return self._turned((self._share(first.toordinal()) + self._share(last.toordinal() + 1)) / 2)

    def end(self, day: date) -> float:
        """Say where a day ends."""
        return self._turned(self._share(day.toordinal() + 1))

    def stretch(self, first: date, last: date) -> Plain:
        """Say where a stretch of days begins on the picture and how wide it is; its last day belongs to it."""
        begins, ends = sorted((self.x(first), self.end(last)))
        return {"x": begins, "width": round(ends - begins, 2)}

    def _share(self, ordinal: int) -> float:
        return min(max(100 * (ordinal - self._begins) / self.days, 0.0), 100.0)

    def _turned(self, share: float) -> float:
        return round(100 - share if self.mirrored else share, 2)


def axis_over(view: View, days: Iterable[date]) -> Axis:
    """Lay an axis under all of some days."""
    known = list(days)
    return _between(view, min(known), max(known))


def _between(view: View, first: date, last: date) -> Axis:
    return _months_from(first.replace(day=1), last.replace(day=1), _reads_leftwards(view))


@lru_cache(maxsize=5_000)  # many decisions began in the same month
def _months_from(first: date, last: date, mirrored: bool) -> Axis:  # noqa: FBT001 - it is looked up by its place
    return Axis(first, _last_of_month(last), mirrored=mirrored)


def axis_around(view: View, days: Iterable[date]) -> Axis:
    """Lay an axis under the day of the page and some others, but not so long that nothing can be told apart."""
    known, (first, last) = [view.register.today, *days], _farthest(view)
    return _between(view, max(min(known), first), min(max(known), last))


@once
def _farthest(view: View) -> tuple[date, date]:
    today = view.register.today
    return months_after(today, -_FARTHEST), months_after(today, _FARTHEST)


@once
def _reads_leftwards(view: View) -> bool:
    return Locale.parse(view.language, sep="-").character_order == "right-to-left"


def _last_of_month(day: date) -> date:
    if (day.year, day.month) == (date.max.year, _YEAR):
        return date.max
    return date.fromordinal(_month_start(_months_of(day) + 1).toordinal() - 1)


def _months_of(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _month_start(months: int) -> date:
    return date(months // _YEAR, months % _YEAR + 1, 1)


def known_days(when: VagueDate) -> tuple[date, ...]:
    """Return the ends of a vague date that are known: of "then or earlier" only the last."""
    return (when.last,) if when.form is Form.BY else (when.first, when.last)


def words_beside(axis: Axis, x: float) -> Plain:
    """Let words stand after a line, where it is empty, or before it where there is no room after it."""
    rightwards = x < _ROOM_AFTER if not axis.mirrored else x < 100 - _ROOM_AFTER
    return {"anchor": "start" if rightwards is not axis.mirrored else "end", "shift": 6 if rightwards else -6}


def scale(view: View, axis: Axis) -> Plain:
    """Return what is printed below the line: months where there is room for them, and years."""
    first, last = _months_of(axis.first), _months_of(axis.last)
    most = _MOST_TICKS * _SHORT // max(_SHORT, *map(len, _month_names(view)))
    step = next((step for step in _STEPS if (last - first) // step < most), _STEPS[-1])
    shown = [_month_start(month) for month in range(first + -first % step, last + 1, step)]
    if step >= _YEAR:
        return {"ticks": list(_year_ticks(axis, shown)), "years": []}
    return {"ticks": list(_month_ticks(view, axis, shown, step)), "years": list(_years(axis))}


def _year_ticks(axis: Axis, shown: list[date]) -> Iterator[Plain]:
    every = -(-len(shown) // _MOST_NARROW)
    for number, day in enumerate(shown):
        yield {"x": axis.x(day), "label": str(day.year), "minor": bool(number % every)}


def _month_ticks(view: View, axis: Axis, shown: list[date], step: int) -> Iterator[Plain]:
    names = _month_names(view)
    every = next((each for each in (1, 3, 6) if each >= step and len(shown) * step <= _MOST_NARROW * each), _YEAR)
    for day in shown:
        yield {"x": axis.x(day), "label": names[day.month - 1], "minor": bool((day.month - 1) % every)}


@once
def _month_names(view: View) -> list[str]:
    """Name the months in short, which is not short in every language."""
    names = Locale.parse(view.language, sep="-").months["stand-alone"]["abbreviated"]
    return [names[month].strip(".") for month in range(1, _YEAR + 1)]


def _years(axis: Axis) -> Iterator[Plain]:
    """Name each year where it begins, and the first at the edge where there is room for it before the next."""
    january = [date(year, 1, 1) for year in range(axis.first.year + 1, axis.last.year + 1)]
    room = not january or abs(axis.x(january[0]) - axis.x(axis.first)) > _ROOM_FOR_A_YEAR
    ends = axis.end(axis.last)
    for day in ([axis.first] if room else []) + january:
        if abs(ends - axis.x(day)) > _ROOM_AT_THE_END:
            yield {"x": axis.x(day), "label": str(day.year)}


def month_ends(first: date, last: date, most: int) -> Iterator[date]:
    """Yield the last days of months, every one or as many as asked for, and the last day itself."""
    begin, end = _months_of(first), _months_of(last)
    step = next((step for step in (1, 3, _YEAR) if (end - begin) // step < most), -(-(end - begin) // most))
    for month in range(begin, end + 1):
        if (month + 1) % step == 0 and (ends := _last_of_month(_month_start(month))) < last:
            yield ends
    yield last
