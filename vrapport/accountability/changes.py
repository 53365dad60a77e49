"""What became of decisions between two days: closed, moved on, moved back, reopened, new, or still not spoken of."""

from collections.abc import Iterable
from dataclasses import dataclass

from vrapport.register import Followed, Register
from vrapport.vocabulary import Change, Status, went_back


@dataclass(frozen=True, slots=True)
class Changed:
    """A decision as it stands now, where it stood before (if it was there), and what that amounts to."""

    decision: Followed
    before: Status | None
    after: Status
    change: Change


def changed(before: Register, now: Register, decisions: Iterable[Followed]) -> tuple[Changed, ...]:
    """Compare decisions between two days; one that asks for nothing, or that no meeting has taken yet, is left out."""
    taken = (decision for decision in decisions if decision.is_followed and now.is_taken(decision))
    return tuple(compared(_known(decision, before), decision) for decision in taken)


def compared(before: Followed | None, now: Followed) -> Changed:
    """Compare what a decision has come to with what it had come to before."""
    stood = before.status if before else None
    return Changed(now, stood, now.status, change_between(stood, now.status))


def change_between(before: Status | None, after: Status) -> Change:
    """Say what became of a decision that stood in one way and stands in another; None: it was not there."""
    if after.is_closed:
        return Change.UNCHANGED if before is after else Change.CLOSED
    if before is None:
        return Change.NEW
    if after is Status.UNREPORTED:
        return Change.STILL_UNREPORTED if before is Status.UNREPORTED else Change.FELL_SILENT
    if before is Status.UNREPORTED:
        return Change.FIRST_REPORTED
    return Change.REOPENED if before.is_closed else _moved(before, after)


def _moved(before: Status, after: Status) -> Change:
    """Say which way an open decision has gone."""
    if before is after:
        return Change.UNCHANGED
    return Change.MOVED_BACK if went_back(before, after) else Change.MOVED_ON


def _known(decision: Followed, before: Register) -> Followed | None:
    found = before.decisions.get(decision.id)
    return found if found and before.is_taken(found) else None
