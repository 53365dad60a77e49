"""How a decision keeps to its time on a day: what is due, what is late, what was put off, where nothing is new."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from vrapport.dates import VagueDate
from vrapport.records.accounts import Step
from vrapport.records.decisions import Decision
from vrapport.records.fields import Text
from vrapport.register.followed import Account, Followed
from vrapport.vocabulary import Schedule, Status
from vrapport.wording import folded

DUE_SOON = timedelta(days=30)


def soon_after(today: date) -> date:
    """Return the last day that still is soon."""
    return date.fromordinal(min(today.toordinal() + DUE_SOON.days, date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is to be done: a step somebody promised, or, without one, what was decided itself."""

    when: VagueDate
    step: Step | None = None
    clause: int | None = None
    before: tuple[VagueDate, ...] = ()  # the days it was to be done by earlier, oldest first

    def has_passed(self, today: date) -> bool:
        """Tell whether all of it lies behind: a vague day has not passed while any of it may be left."""
        return self.when.last < today

    @property
    def put_off(self) -> bool:
        """Tell whether it is now later than it was at first, or as late in other words."""
        return bool(self.before) and self.when.last >= self.before[0].last


@dataclass(frozen=True, slots=True)
class Timing:
    """Where a decision stands to its deadlines on a day; one that ended unfulfilled has no code."""

    code: Schedule | None
    due: VagueDate | None = None
    own: Deadline | None = None
    left: tuple[Deadline, ...] = ()
    late: tuple[Deadline, ...] = ()
    moved: tuple[VagueDate, ...] = ()
    stale_since: VagueDate | None = None

    @property
    def is_overdue(self) -> bool:
        """Tell whether a day has passed by which something was to be done, on a closed decision too."""
        return bool(self.late)

    @property
    def is_stale(self) -> bool:
        """Tell whether something was said once, and nothing for so long that it ought to be said again."""
        return self.stale_since is not None

    @property
    def moves(self) -> int:
        """How many times a deadline was moved."""
        return len(self.moved)


def timing(decision: Followed, today: date, stale_after: int) -> Timing:
    """Reckon how a decision keeps to its time; `stale_after` is in months."""
    own = _own(decision.data, today)
    left = tuple(sorted(_open(decision, own), key=lambda deadline: (deadline.when.last, deadline.when.first)))
    late = tuple(deadline for deadline in left if deadline.has_passed(today))
    code, due = _closed(decision, own) if _is_closed(decision) else on_the_way(left, today)
    deadlines = (own, *left) if own and own not in left else left
    moved = tuple(when for deadline in deadlines for when in deadline.before)
    return Timing(code, due, own, left, late, moved, _silent_since(decision, today, stale_after))


def _own(data: Decision, today: date) -> Deadline | None:
    """Take the deadline that was decided, or the one that more time was given until."""
    given = [more.until for more in data.extension if more.date is None or more.date.begins <= today]
    days = [day for day in (data.due, *given) if day]
    return Deadline(days[-1], before=_without_repeats(days)[:-1]) if days else None


def _open(decision: Followed, own: Deadline | None) -> Iterator[Deadline]:
    """Yield what is still to be done by a day: what was decided while it is open, and every step that is left."""
    if own and not _is_closed(decision):
        yield own
    for item in decision.clauses:
        if item.clause and item.clause.due and not item.status.is_closed:
            yield Deadline(item.clause.due, clause=item.number)
    for account in decision.current:
        for step in (step for step in account.told.next if step.due):
            days = _without_repeats(list(_promised(decision.accounts, account, step)))
            yield Deadline(days[-1], step, next(iter(account.clauses), None), days[:-1])


def _is_closed(decision: Followed) -> bool:
    """Tell whether nothing is left to be in time with: a part that nobody has spoken of is not closed."""
    return decision.status.is_closed and not decision.silent


def _promised(accounts: Iterable[Account], account: Account, step: Step) -> Iterator[VagueDate]:
    """Yield the days that a step was promised by: the same words of the same part are the same step."""
    for told in accounts:
        if told is account:
            break
        if told.clauses == account.clauses:
            yield from (each.due for each in told.told.next if each.due and _words(each.what) == _words(step.what))
    if step.due:
        yield step.due


def _words(text: Text) -> str:
    return folded(next(iter(text.by_language.values()), "")).strip(" .")


def _without_repeats(days: list[VagueDate]) -> tuple[VagueDate, ...]:
    return (*days[:1], *(after for before, after in pairwise(days) if after.code != before.code))


def on_the_way(left: tuple[Deadline, ...], today: date) -> tuple[Schedule, VagueDate | None]:
    """Say how what is still open keeps to its time, by the nearest of its deadlines."""
    if not left:
        return Schedule.NO_DUE, None
    nearest = left[0]
    if nearest.has_passed(today):
        return Schedule.OVERDUE, nearest.when
    soon = nearest.when.last <= soon_after(today)
    return (Schedule.DUE_SOON if soon else Schedule.ON_TIME), nearest.when


def _closed(decision: Followed, own: Deadline | None) -> tuple[Schedule | None, VagueDate | None]:
    """Say whether it was done in time, as far as can be told from dates as vague as people are."""
    dues = [own.when] if own else [item.clause.due for item in decision.clauses if item.clause and item.clause.due]
    if decision.status is not Status.DONE:
        return None, None
    if not dues:
        return Schedule.NO_DUE, None
    due = max(dues, key=lambda day: day.last)
    told = decision.decisive
    happened, known_by = (told.told.when, told.told.when or told.date) if told else (None, None)
    if happened and happened.first > due.last:
        return Schedule.DONE_LATE, due
    if known_by and known_by.last <= due.last:
        return Schedule.DONE_ON_TIME, due
    return Schedule.DONE_UNDATED, due


def _silent_since(decision: Followed, today: date, stale_after: int) -> VagueDate | None:
    """Return the day of the newest account of an open decision where that lies too far back."""
    dated = [account.date for account in decision.accounts if account.date]
    newest = max(dated, key=lambda day: (day.last, day.first), default=None)
    if newest is None or decision.status.is_closed or months_after(newest.last, stale_after) >= today:
        return None
    return newest


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
