"""The front page: how many were decided, how many are done, what stands still, what moved and what comes next."""

from collections import defaultdict
from collections.abc import Iterator
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
from vrapport.pages.timing import due, overdue_since
from vrapport.register import Account, Deadline, Followed
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
    """List what was said last; that nothing is new is no change, and one account of several decisions is one."""
    together: dict[int, list[tuple[VagueDate, Followed]]] = defaultdict(list)
    for decision in view.register.decisions.values():
        told = _last_change(decision)
        if told and told.date:
            together[id(told.told)].append((told.date, decision))
    newest = sorted(together.values(), key=lambda pairs: (pairs[0][0].last, pairs[0][0].first), reverse=True)
    return {
        "title": view.words._("Changed last"),
        "empty": view.words._("Nothing has changed."),
        "rows": [_told_of(view, pairs) for pairs in newest[:ROWS]],
        "more": None,
    }


def _told_of(view: View, pairs: list[tuple[VagueDate, Followed]]) -> Plain:
    """Set the first of the decisions that an account speaks of, and say how many more there are."""
    (when, decision), more = pairs[0], len(pairs) - 1
    note = view.words._n("and {n} more decision", "and {n} more decisions", more) if more else None
    return view.row(decision, date=when, note=note)


def _last_change(decision: Followed) -> Account | None:
    """Find what was last said of any part that is more than its status."""
    said = ([account for account in item.accounts if not account.unchanged][-1:] for item in decision.items)
    told = [a for newest in said for a in newest if a.date and (a.told.text or a.told.next)]
    return max(told, key=lambda a: (a.date.last, a.date.first) if a.date else (date.min, date.min), default=None)


def _coming(view: View) -> Plain:
    """List what is late, the longest first, and then every deadline that has not passed, the nearest first."""
    late = sorted(_late(view), key=lambda pair: pair[0])
    ahead = sorted(_ahead(view), key=lambda pair: (pair[0].when.last, pair[0].when.first))
    rows = [*(row for _, row in late), *(_awaited(view, deadline, decision) for deadline, decision in ahead[:ROWS])]
    return {
        "title": view.words._("Late, and coming next") if late else view.words._("Coming next"),
        "empty": view.words._("Nothing is to be done by a day ahead."),
        "rows": rows[:ROWS],
        "more": _more(view, OVERDUE, len(late)),
    }


def _late(view: View) -> Iterator[tuple[date, Plain]]:
    for decision in view.register.decisions.values():
        timing = view.register.timing_of(decision)
        if timing.late:
            yield timing.late[0].when.last, view.row(decision, note=overdue_since(view, timing.late[0]))


def _ahead(view: View) -> list[tuple[Deadline, Followed]]:
    """Find every deadline ahead; a step that was promised for several decisions at once is one."""
    found: dict[object, tuple[Deadline, Followed]] = {}
    for decision in view.register.decisions.values():
        for deadline in view.register.timing_of(decision).left:
            if not deadline.has_passed(view.register.today):
                found.setdefault(
                    id(deadline.step) if deadline.step else (decision.id, deadline.clause), (deadline, decision)
                )
    return list(found.values())


def _awaited(view: View, deadline: Deadline, decision: Followed) -> Plain:
    """Return a decision with the day by which its next step is to be taken, or by which it is to be carried out."""
    if deadline.step:
        return view.row(decision, date=deadline.when, note=view.line(deadline.step.what))
    return view.row(decision, note=due(view, deadline))


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
