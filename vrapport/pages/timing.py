"""How a decision keeps to its time, in words: late since when, put off how often, nothing new since when."""

from collections.abc import Iterator

from vrapport.dates import day
from vrapport.records.accounts import Step
from vrapport.register import Deadline, Followed, Timing
from vrapport.views import Plain, View
from vrapport.vocabulary import Schedule

UNMARKED = (Schedule.NO_DUE, Schedule.ON_TIME)


def timing(view: View, decision: Followed) -> Plain | None:
    """Return the mark to set beside a deadline, and what else there is to say of time; nothing where all is well."""
    found = view.register.timing_of(decision)
    said = list(_said(view, found))
    return {"code": found.code and str(found.code), "label": said[0], "notes": said[1:]} if said else None


def _said(view: View, found: Timing) -> Iterator[str]:
    if found.late:
        yield overdue_since(view, found.late[0])
    elif found.code and found.code not in UNMARKED:
        yield view.words.label(found.code)
    if found.stale_since:
        yield view.words._("Nothing new since {date}", date=found.stale_since)


def overdue_since(view: View, deadline: Deadline) -> str:
    """Say since when something is late: since the last day on which it would have been in time."""
    return view.words._("Overdue since {date}", date=day(deadline.when.last))


def moved(view: View, deadline: Deadline) -> str | None:
    """Say how often a deadline was moved, with every day it had before."""
    if not deadline.before:
        return None
    words, times, days = view.words, len(deadline.before), deadline.before
    if deadline.put_off:
        return words._n("Put off {n} time, before {dates}", "Put off {n} times, before {dates}", times, dates=days)
    return words._n(
        "Brought forward {n} time, before {dates}", "Brought forward {n} times, before {dates}", times, dates=days
    )


def own_deadline(view: View, decision: Followed) -> Deadline | None:
    """Return the deadline of the decision itself, as it holds today."""
    return view.register.timing_of(decision).own


def steps_left(view: View, decision: Followed) -> list[Plain]:
    """Return what comes next, each step with the days it was promised by before."""
    promised = {id(deadline.step): deadline for deadline in view.register.timing_of(decision).left if deadline.step}
    return [
        {**plain, "moved": _moved_step(view, promised, step)}
        for account in decision.current
        for step, plain in zip(
            account.told.next, view.steps(account.told.next, account.shared or decision.record), strict=True
        )
    ]


def _moved_step(view: View, promised: dict[int, Deadline], step: Step) -> str | None:
    deadline = promised.get(id(step))
    return moved(view, deadline) if deadline else None
