"""The front page: how many were decided, how many are done, what stands still, what moved and what comes next."""

from collections.abc import Iterable, Iterator
from datetime import date

from vrapport.dates import VagueDate
from vrapport.pages.agenda import FOLLOW_UP, followed_by
from vrapport.pages.frame import framed
from vrapport.pages.ledgers import REFERRALS, WAITING
from vrapport.pages.lists import (
    CARRY_OVER,
    MEASURES,
    OVERDUE,
    RECURRING,
    STALE,
    STILL,
    UNEXPLAINED,
    UNREPORTED,
    still_or_silent,
    still_row,
)
from vrapport.pages.timing import overdue_since
from vrapport.register import Followed
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import Status

MOST_RINGS = 200
ROWS = 5


def front(view: View) -> Iterator[Page]:
    """Make the front page."""
    decisions = view.register.in_front
    data = {
        "front": {
            **_numbers(view, decisions),
            "areas": _areas(view, decisions),
            "lists": _lists(view, decisions),
            "follow": list(_follow(view)),
        }
    }
    title = view.words.word("page.front")
    said = view.line(view.site.description)
    yield framed(view, "front.html", view.addresses.front, title, data, kind="front", description=said)


def _numbers(view: View, decisions: tuple[Followed, ...]) -> Plain:
    """Count what the headline says."""
    status = [decision.status for decision in decisions]
    return {
        "scope": _scope(view),
        "total": len(decisions),
        "done": status.count(Status.DONE),
        "moving": sum(each.is_moving for each in status),
        "still": sum(each.stands_still for each in status),
        "ended": sum(each.is_closed and not each.is_fulfilled for each in status),
        "silent": status.count(Status.UNREPORTED),
        "items": sum(len(decision.items) for decision in decisions),
        "reported": sum(decision.reported for decision in decisions),
        "sheet": len(decisions) <= MOST_RINGS,
        "unexplained": _number_of(view, UNEXPLAINED, sum(len(d.unexplained(view.words)) for d in decisions)),
        "unreported": _number_of(view, UNREPORTED, sum(len(d.silent) for d in decisions)),
        "counts": view.counts(decisions),
    }


def _number_of(view: View, name: str, count: int) -> Plain:
    return {"count": count, "address": view.addresses.named(name)}


def _scope(view: View) -> Plain | None:
    """Name the meeting whose decisions are counted, where it is one."""
    report = view.register.front_report
    covers = view.register.archive.records(report.data.covers) if report else ()
    return view.record(covers[0]) if len(covers) == 1 else None


def _areas(view: View, decisions: tuple[Followed, ...]) -> list[Plain]:
    """Set the sheet: a row for each area, a ring for each decision; a bar where the rings would be too many."""
    rows = []
    for ident in (*view.site.areas, None):
        within = [decision for decision in decisions if decision.area == ident]
        if within:
            rows.append(_area(view, ident, within, sheet=len(decisions) <= MOST_RINGS))
    return rows


def _area(view: View, ident: str | None, decisions: list[Followed], *, sheet: bool) -> Plain:
    without = {"title": view.words._("Without area"), "address": None, "status": None}
    return {
        **(view.area(ident) or without),
        "total": len(decisions),
        "done": sum(decision.status.is_fulfilled for decision in decisions),
        "decisions": [view.row(decision) for decision in decisions] if sheet else [],
        "bar": None if sheet else view.counts(decisions),
    }


def _lists(view: View, decisions: tuple[Followed, ...]) -> list[Plain]:
    return [_silent(view, decisions), _changed(view), _coming(view)]


def _silent(view: View, decisions: tuple[Followed, ...]) -> Plain:
    """List what stands still or was not reported."""
    words = view.words
    still = still_or_silent(decisions)
    rows = [still_row(view, decision) for decision in still]
    return {
        "title": words.word("page.still"),
        "empty": words._("Nothing stands still."),
        "rows": rows[:ROWS],
        "more": _more(view, STILL, len(rows)),
    }


def _more(view: View, name: str, rows: int) -> Plain | None:
    if rows <= ROWS:
        return None
    return {"title": view.words.word(f"page.{name}"), "address": view.addresses.named(name), "status": None}


def _changed(view: View) -> Plain:
    """List what was said last; that nothing is new is no change."""
    told = [(when, d) for d in view.register.decisions.values() if (when := _last_change(d))]
    moved = sorted(told, key=lambda pair: (pair[0].last, pair[0].first), reverse=True)
    return {
        "title": view.words._("Changed last"),
        "empty": view.words._("Nothing has changed."),
        "rows": [view.row(decision, date=when) for when, decision in moved[:ROWS]],
        "more": None,
    }


def _last_change(decision: Followed) -> VagueDate | None:
    """Tell when something was last said of any part that is more than its status."""
    said = ([account for account in item.accounts if not account.unchanged][-1:] for item in decision.items)
    days = [a.date for newest in said for a in newest if a.date and (a.told.text or a.told.next)]
    return max(days, key=lambda day: (day.last, day.first), default=None)


def _coming(view: View) -> Plain:
    """List what is late, the longest first, and then the next steps whose day has not passed, the nearest first."""
    late = sorted(_late(view), key=lambda pair: pair[0])
    steps = sorted(_next_steps(view, view.register.decisions.values()), key=lambda step: step[0].last)
    known = {row["address"] for _, row in late}
    ahead = [view.row(decision, date=when, note=what) for when, decision, what in steps]
    rows = [*(row for _, row in late), *(row for row in ahead if row["address"] not in known)]
    return {
        "title": view.words._("Late, and coming next") if late else view.words._("Coming next"),
        "empty": view.words._("No next step has a date."),
        "rows": rows[:ROWS],
        "more": _more(view, OVERDUE, len(late)),
    }


def _late(view: View) -> Iterator[tuple[date, Plain]]:
    for decision in view.register.decisions.values():
        timing = view.register.timing_of(decision)
        if timing.late:
            yield timing.late[0].when.last, view.row(decision, note=overdue_since(view, timing.late[0]))


def _follow(view: View) -> Iterator[Plain]:
    """Lead to the lists that the board works from, each with how much there is of it."""
    decisions = view.register.decisions.values()
    timed = [view.register.timing_of(decision) for decision in decisions]
    counts = {
        OVERDUE: sum(timing.is_overdue for timing in timed),
        STALE: sum(timing.is_stale for timing in timed),
        WAITING: len({decision.id for waiting in view.register.waiting_for.values() for decision in waiting}),
        REFERRALS: sum(len(sent) for sent in view.register.ledger.values()),
        RECURRING: sum(decision.data.recurs is not None for decision in decisions),
        CARRY_OVER: None,
        MEASURES: None,
        FOLLOW_UP: None,
    }
    for name, count in counts.items():
        if name == FOLLOW_UP and followed_by(view) is None:
            continue
        yield {"title": view.words.word(f"page.{name}"), "count": count, "address": view.addresses.named(name)}


def _next_steps(view: View, decisions: Iterable[Followed]) -> Iterator[tuple[VagueDate, Followed, str | None]]:
    for decision in decisions:
        for step in (step for account in decision.current for step in account.told.next):
            if step.due and step.due.last >= view.register.today:
                yield step.due, decision, view.line(step.what)
