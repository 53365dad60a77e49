"""How a decision keeps to its time, in words: late since when, put off how often, nothing new since when."""

from collections.abc import Iterator, Sequence

from vrapport.dates import day
from vrapport.records.accounts import Step
from vrapport.register import Deadline, Followed, Timing
from vrapport.views import Plain, View
from vrapport.vocabulary import Schedule

UNMARKED = (Schedule.NO_DUE, Schedule.ON_TIME)


def timing(view: View, decision: Followed) -> list[str]:
    """Say what there is to say of time: since when it is late, since when nothing is new; nothing where all is well."""
    return list(_said(view, view.register.timing_of(decision), decision))


def _said(view: View, found: Timing, decision: Followed) -> Iterator[str]:
    if found.late:
        yield overdue_since(view, next((own for own in found.late if not own.step), found.late[0]))
    elif found.code and found.code not in UNMARKED:
        yield view.words.label(found.code)
    told = decision.decisive
    if found.stale_since and (told is None or told.date != found.stale_since):
        yield view.words._("Nothing new since {date}", date=found.stale_since)


def warnings(view: View, decision: Followed) -> Iterator[str]:
    """Mark what is late and what nothing new was said of, in a word each."""
    found = view.register.timing_of(decision)
    if found.late:
        only_steps = all(deadline.step for deadline in found.late)
        yield view.words._("Next step overdue") if only_steps else view.words.label(Schedule.OVERDUE)
    if found.is_stale:
        yield view.words.word("schedule.stale")


def overdue_since(view: View, deadline: Deadline) -> str:
    """Say since when something is late: since the last day on which it would have been in time."""
    since = day(deadline.when.last)
    if deadline.step:
        return view.words._("Next step overdue since {date}", date=since)
    return view.words._("Overdue since {date}", date=since)


def due(view: View, deadline: Deadline) -> str:
    """Say by when what was decided is to be done, or when the next step is."""
    words = view.words
    said = f"{words.word('field.next' if deadline.step else 'field.due')} {words.date(deadline.when)}"
    clause = words._("clause {n}", n=deadline.clause)
    return f"{said} · {clause}" if deadline.clause else said


def moved(view: View, deadline: Deadline) -> str | None:
    """Say how often a deadline was moved, with every day it had before."""
    if not deadline.before:
        return None
    words, times, days = view.words, len(deadline.before), deadline.before
    if deadline.put_off:
        return words._n("Put off {n} time, first {dates}", "Put off {n} times, first {dates}", times, dates=days)
    return words._n(
        "Brought forward {n} time, first {dates}", "Brought forward {n} times, first {dates}", times, dates=days
    )


def steps_left(view: View, decision: Followed, accounts: Sequence[Plain]) -> list[Plain]:
    """Return what comes next, of all that was said, each step with the days it was promised by before."""
    said = {id(account): plain["next"] for account, plain in zip(decision.accounts, accounts, strict=True)}
    promised = {id(deadline.step): deadline for deadline in view.register.timing_of(decision).left if deadline.step}
    return [
        {**plain, "moved": _moved_step(view, promised, step)}
        for account in decision.current
        for step, plain in zip(account.told.next, said[id(account)], strict=True)
    ]


def _moved_step(view: View, promised: dict[int, Deadline], step: Step) -> str | None:
    deadline = promised.get(id(step))
    return moved(view, deadline) if deadline else None
