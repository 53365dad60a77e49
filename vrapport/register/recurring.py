"""How a recurring commitment is kept: the times it was held, counted against the times it was to be held."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vrapport.dates import VagueDate, read_code
from vrapport.records.decisions import Decision
from vrapport.records.decisions import Recurrence as Commitment
from vrapport.records.fields import Text
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.register.schedule import months_after
from vrapport.vocabulary import Per, Recurrence

MONTHS = {Per.YEAR: 12, Per.HALF_YEAR: 6, Per.QUARTER: 3, Per.MONTH: 1}
PARTS_OF_A_YEAR = {"Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6)}
"""The first month of each part of a year, and how many months it has."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a commitment was kept, as its own file or a meeting tells it."""

    date: VagueDate
    text: Text | None = None
    evidence: tuple[Text, ...] = ()
    meeting: Record[Meeting] | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days (`first` to `last`, both within it) and how often the commitment was kept in it."""

    first: date
    last: date
    expected: int
    held: tuple[Occasion, ...] = ()
    state: Recurrence = Recurrence.ON_PACE

    @property
    def span(self) -> VagueDate:
        """Return its days as a date, in whole months, which is how it is printed."""
        first, last = f"{self.first:%Y-%m}", f"{self.last:%Y-%m}"
        return read_code(first if first == last else f"{first}/{last}")


@dataclass(frozen=True, slots=True)
class Kept:
    """How a commitment is kept on a day; where nobody ever reported a time, nothing is counted and nothing missed."""

    state: Recurrence
    held: int
    expected: int
    windows: tuple[Window, ...]
    occasions: tuple[Occasion, ...]

    @property
    def counted(self) -> Window | None:
        """The one stretch that is counted, unless it is several listed days together."""
        newest = self.windows[-1] if self.windows else None
        return newest if newest and newest.expected == self.expected else None


def kept(commitment: Commitment, occasions: Iterable[Occasion], start: date | None, end: date | None,
         today: date) -> Kept:  # fmt: skip
    """Count a commitment made on `start`, and ended by `end` where that is known, as it stands on a day."""
    known = tuple(sorted((one for one in occasions if one.date.first <= today), key=lambda one: one.date))
    if commitment.dates:
        return _on_listed_days(commitment.dates, known, today)
    first = start or min((one.date.last for one in known), default=today)
    windows = tuple(_counted(window, known, today) for window in _windows(commitment, first.replace(day=1), end, today))
    if not known or not windows:
        return Kept(Recurrence.UNCOUNTED, 0, commitment.at_least, (), known)
    newest = windows[-1]
    return Kept(newest.state, len(newest.held), newest.expected, windows, known)


def _windows(commitment: Commitment, first: date, end: date | None, today: date) -> Iterator[Window]:
    """Yield every stretch in which it was to be kept that has begun by this day."""
    for begins, ends in _stretches(commitment, first, end):
        if begins > min(today, end or today):
            return
        yield Window(begins, ends, commitment.at_least)


def _stretches(commitment: Commitment, first: date, end: date | None) -> Iterator[tuple[date, date]]:
    """Yield stretches: years that begin when the commitment was made, or a part of every whole year after that."""
    if commitment.per is Per.PERIOD:
        yield first, end or date.max
        return
    if commitment.in_:
        month, length = PARTS_OF_A_YEAR[commitment.in_]
        starts = (date(year, month, 1) for year in range(first.year, date.max.year))
        yield from (stretch for begins in starts if (stretch := _months(begins, length))[0] >= first)
        return
    length = MONTHS[commitment.per or Per.YEAR]
    years = range(12 * (date.max.year - first.year) // length)
    yield from (_months(months_after(first, number * length), length) for number in years)


def _months(begins: date, length: int) -> tuple[date, date]:
    return begins, months_after(begins, length) - _DAY


def _counted(window: Window, occasions: Sequence[Occasion], today: date) -> Window:
    held = tuple(one for one in occasions if window.first <= min(one.date.last, today) <= window.last)
    return replace(window, held=held, state=_state(len(held), window, today))


def _state(held: int, window: Window, today: date) -> Recurrence:
    """Compare what was held with what ought to have been by now, if the times were spread evenly."""
    if held >= window.expected:
        return Recurrence.MET
    if today > window.last:
        return Recurrence.MISSED
    days = (window.last - window.first).days + 1
    by_now = window.expected * (today - window.first).days // days
    return Recurrence.BEHIND if held < by_now else Recurrence.ON_PACE


def _on_listed_days(days: Iterable[VagueDate], occasions: tuple[Occasion, ...], today: date) -> Kept:
    """Match each listed occasion with one that was held in it."""
    left, windows = list(occasions), []
    for day in sorted(days):
        found = next((one for one in left if one.date.first <= day.last and one.date.last >= day.first), None)
        if found:
            left.remove(found)
        window = Window(day.first, day.last, 1, (found,) if found else ())
        windows.append(replace(window, state=_state(len(window.held), window, max(today, day.first))))
    held = sum(len(window.held) for window in windows)
    state = _of_all(windows) if occasions else Recurrence.UNCOUNTED
    return Kept(state, held, len(windows), tuple(windows) if occasions else (), occasions)


def _of_all(windows: Sequence[Window]) -> Recurrence:
    """Sum up listed occasions: missed if one was, met once all were held."""
    states = {window.state for window in windows}
    return next(state for state in (Recurrence.MISSED, Recurrence.BEHIND, Recurrence.ON_PACE, Recurrence.MET)
                if state in states)  # fmt: skip


def occasions_told(data: Decision, meetings: Iterable[Record[Meeting]],
                   met_at: Iterable[Record[Meeting] | None]) -> Iterator[Occasion]:  # fmt: skip
    """Yield each time that was reported, in the decision's file or by a meeting that says it counts, none twice."""
    named = []
    for held, meeting in zip(data.held, met_at, strict=True):
        named.append(meeting.id if meeting else None)
        yield Occasion(held.date, held.text, held.evidence, meeting)
    yield from (Occasion(meeting.data.date, meeting=meeting) for meeting in meetings if meeting.id not in named)
