"""What a report proposes at the end of a period: what lapses, what carries over, what is reported once more."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vrapport.register import Followed, Register
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
class Closing:
    """What is proposed for each decision that anything is left to be said of, in the order of the decisions."""

    lapses: tuple[Followed, ...]
    once_more: tuple[Followed, ...]
    standing: tuple[Followed, ...]
    carries_over: tuple[Followed, ...]


def closing(register: Register, decisions: Iterable[Followed], words: Wording, *, final: bool = False) -> Closing:
    """Propose what becomes of decisions; at a `final` report, duties that could only be kept come to their end."""
    fates = [(decision, _fate(register, decision, words, final=final)) for decision in decisions]

    def those_that(fate: Fate) -> tuple[Followed, ...]:
        return tuple(decision for decision, its in fates if its is fate)

    return Closing(
        lapses=those_that(Fate.LAPSES),
        once_more=those_that(Fate.ONCE_MORE),
        standing=those_that(Fate.STANDING),
        carries_over=those_that(Fate.CARRIES_OVER),
    )


def _fate(register: Register, decision: Followed, words: Wording, *, final: bool) -> Fate | None:
    if decision.status.is_closed and not decision.silent:
        return Fate.ONCE_MORE if decision.has_next else None
    if decision.status.is_open and is_too_late(register, decision):
        return Fate.LAPSES
    if decision.silent or decision.unexplained(words) or not decision.status.is_open:
        return Fate.ONCE_MORE
    return Fate.STANDING if final and decision.data.standing else Fate.CARRIES_OVER


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
