"""What a report proposes at the end of a period: what lapses, what carries over, what is reported once more."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vrapport.register import Followed, Item, Register
from vrapport.vocabulary import Recurrence, Status
from vrapport.wording import Wording

_IDLE = frozenset({Status.NOT_DONE, Status.PLANNED, Status.UNCLEAR})


class Fate(StrEnum):
    """What is proposed for a decision that is not over and done with."""

    LAPSES = "lapses"
    ONCE_MORE = "once-more"
    STANDING = "standing"
    CARRIES_OVER = "carries-over"


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to be said of a decision: its items, those of them for which the same is proposed."""

    decision: Followed
    items: tuple[Item, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether what is said of the decision as one is said of these items and no others."""
        return len(self.items) == len(self.decision.items) and not self.decision.refused


@dataclass(frozen=True, slots=True)
class Closing:
    """What is proposed for each decision that anything is left to be said of, in the order of the decisions."""

    lapses: tuple[Left, ...]
    once_more: tuple[Left, ...]
    standing: tuple[Left, ...]
    carries_over: tuple[Left, ...]


def closing(register: Register, decisions: Iterable[Followed], words: Wording, *, final: bool = False) -> Closing:
    """Propose what becomes of decisions; at a `final` report, duties that could only be kept come to their end."""
    fates = [(decision, _fates(register, decision, words, final=final)) for decision in decisions]

    def those_that(fate: Fate) -> tuple[Left, ...]:
        left = (Left(decision, tuple(item for item, its in items if its is fate)) for decision, items in fates)
        return tuple(each for each in left if each.items)

    return Closing(
        lapses=those_that(Fate.LAPSES),
        once_more=those_that(Fate.ONCE_MORE),
        standing=those_that(Fate.STANDING),
        carries_over=those_that(Fate.CARRIES_OVER),
    )


def _fates(register: Register, decision: Followed, words: Wording, *, final: bool) -> list[tuple[Item, Fate | None]]:
    """Propose what becomes of each item; one that nothing was said of is asked about, whatever the others are."""
    goes_on = Fate.STANDING if final and decision.data.standing else Fate.CARRIES_OVER
    fate = Fate.LAPSES if decision.status.is_open and is_too_late(register, decision) else goes_on
    return [(item, _fate(item, words, fate)) for item in decision.items]


def _fate(item: Item, words: Wording, of_the_open: Fate) -> Fate | None:
    if item.latest is None:
        return Fate.ONCE_MORE
    if item.status.is_closed:
        return Fate.ONCE_MORE if item.latest.told.next else None
    if of_the_open is not Fate.LAPSES and item.is_unexplained(words):
        return Fate.ONCE_MORE
    never_kept = of_the_open is Fate.STANDING and item.status in _IDLE
    return Fate.LAPSES if never_kept else of_the_open


def is_too_late(register: Register, decision: Followed) -> bool:
    """Tell whether the time for an open decision is over, and nobody has promised anything more."""
    if decision.data.standing or _has_something_ahead(register, decision):
        return False
    return (
        _occasions_are_over(register, decision) or _campaigns_are_over(register, decision) or _idle(register, decision)
    )


def _has_something_ahead(register: Register, decision: Followed) -> bool:
    return any(not deadline.has_passed(register.today) for deadline in register.timing_of(decision).left)


def _occasions_are_over(register: Register, decision: Followed) -> bool:
    """Tell whether the last of the days listed has passed; where all were kept, it was not in vain."""
    days = decision.data.recurs.dates if decision.data.recurs else ()
    kept = register.kept(decision)
    met = kept is not None and kept.state is Recurrence.MET
    return bool(days) and not met and all(day.last < register.today for day in days)


def _campaigns_are_over(register: Register, decision: Followed) -> bool:
    periods = [campaign.data.period for campaign in decision.campaigns]
    return bool(periods) and all(period and period.last < register.today for period in periods)


def _idle(register: Register, decision: Followed) -> bool:
    """Tell whether a deadline has passed and no part of it was under way."""
    own = [deadline for deadline in register.timing_of(decision).late if deadline.step is None]
    return bool(own) and all(item.status in _IDLE for item in decision.items if not item.status.is_closed)
