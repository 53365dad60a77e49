"""Measures of how decisions are carried out, reckoned as of one day, so that they can be laid beside another day's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TypeVar

from vrapport.dates import VagueDate
from vrapport.register import Account, Followed, Item, Register

Key = TypeVar("Key")
Days = float
"""A number of days; the median of an even number of them may be a half."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A decision that is not closed, and when it was last spoken of, or decided."""

    decision: Followed
    since: VagueDate

    def days(self, today: date) -> int:
        """Count the days since; what was said in the month or year that is not over yet was said just now."""
        return max(0, (today - self.since.last).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What some decisions come to on one day; a standing duty, which cannot be finished, is only in `total`."""

    total: int
    counted: int
    closed: int
    fulfilled: int
    days_to_close: Days | None  # the median
    uncounted: int  # closed, but on no known day, or decided on none
    oldest: Followed | None
    silence: Days | None  # the median
    longest: Silence | None


def measures(decisions: Iterable[Followed], today: date) -> Measures:
    """Measure decisions as of a day; they come from the register of that day."""
    every = tuple(decisions)
    finite = [decision for decision in every if not decision.data.standing]
    closed = [decision for decision in finite if decision.status.is_closed]
    left = [decision for decision in finite if not decision.status.is_closed]
    taken = [days for decision in closed if (days := days_to_close(decision)) is not None]
    silent = [Silence(decision, since) for decision in left if (since := last_heard(decision))]
    return Measures(
        total=len(every),
        counted=len(finite),
        closed=len(closed),
        fulfilled=sum(decision.status.is_fulfilled for decision in finite),
        days_to_close=median(taken) if taken else None,
        uncounted=len(closed) - len(taken),
        oldest=_oldest(left),
        silence=median(each.days(today) for each in silent) if silent else None,
        longest=max((each for each in silent if each.days(today)), key=lambda each: each.days(today), default=None),
    )


def by_area(register: Register, decisions: Iterable[Followed]) -> Mapping[str | None, Measures]:
    """Measure some of a register's decisions area by area; those of none stand under None."""
    some = tuple(decisions)
    return _each({**register.by_area, None: [each for each in some if not each.area]}, some, register.today)


def by_body(register: Register, decisions: Iterable[Followed]) -> Mapping[str, Measures]:
    """Measure some of a register's decisions body by body, as each answers for them, whole or by a clause."""
    return _each(register.by_body, decisions, register.today)


def closed_on(decision: Followed) -> date | None:
    """Return the day on which the last part of a closed decision came to an end, if all of those days are known."""
    days = [_ended(item) for item in decision.items if item.accounts]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def days_to_close(decision: Followed) -> int | None:
    """Count the days from the meeting to the end; what was done before it was decided took none."""
    decided, ended = decided_on(decision), closed_on(decision)
    return max(0, (ended - decided.last).days) if decided and ended else None


def decided_on(decision: Followed) -> VagueDate | None:
    """Return the day of the meeting that took a decision."""
    return decision.meeting.data.date if decision.meeting else None


def last_heard(decision: Followed) -> VagueDate | None:
    """Return the day of the newest account; of what nobody spoke of on a known day, that of the decision."""
    told = [account.date for account in decision.accounts if account.date]
    return max(told, key=lambda day: day.last, default=decided_on(decision))


def _each(groups: Mapping[Key, Sequence[Followed]], some: Iterable[Followed], today: date) -> Mapping[Key, Measures]:
    """Measure each group by those of it that are asked for; a group without any is left out."""
    asked = {decision.id for decision in some}
    chosen = {key: [decision for decision in group if decision.id in asked] for key, group in groups.items()}
    return {key: measures(group, today) for key, group in chosen.items() if group}


def _oldest(decisions: Iterable[Followed]) -> Followed | None:
    """Find the decision of the earliest meeting; of several, the first in the register's order."""
    dated = [(decided.last, decision) for decision in decisions if (decided := decided_on(decision))]
    return min(dated, key=lambda pair: pair[0], default=(None, None))[1]


def _ended(item: Item) -> date | None:
    """Return the day of the account that closed a part for good: what is said later only says it again."""
    closing: Account | None = None
    for account in reversed(item.accounts):
        if not account.status.is_closed:
            break
        closing = account
    return _day_of(closing) if closing else None


def _day_of(account: Account) -> date | None:
    """Return the last day on which what is told can have happened: not after it was told."""
    return min((when.last for when in (account.told.when, account.date) if when), default=None)
