"""The front page: how many were decided, how many are done, what is late or silent, what moved and what comes next."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial

from vrapport.dates import VagueDate
from vrapport.pages.agenda import FOLLOW_UP, followed_by
from vrapport.pages.calendar import CALENDAR
from vrapport.pages.frame import framed, named, put_off
from vrapport.pages.ledgers import REFERRALS, WAITING
from vrapport.pages.news import CHANGES
from vrapport.pages.period import period
from vrapport.pages.timing import due, overdue_since
from vrapport.pages.worklists import (
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
from vrapport.register import Account, Deadline, Followed
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import Status

MOST_RINGS = 200
ROWS = 5


def front(view: View) -> Iterator[Page]:
    """Make the front page."""
    yield put_off(view, "front.html", view.addresses.front, partial(_page, view), kind="front")


def _page(view: View) -> Page:
    decisions = tuple(decision for decision in view.register.in_front if decision.is_followed)
    lists = (_late_or_silent(view, decisions), _changed(view), _coming(view))
    data = {
        "front": {
            **_numbers(view, decisions),
            "areas": _areas(view, decisions),
            "table": _table(view, decisions),
            "lists": [part for part in lists if part["rows"] or view.register.decisions],
            "period": period(view, decisions) if view.register.decisions else None,
            "follow": list(_follow(view)),
        }
    }
    title = view.words.word("page.front")
    said = _described(view, data["front"])
    return framed(view, "front.html", view.addresses.front, title, data, kind="front", description=said)


def _described(view: View, counted: Plain) -> str:
    """Say what the site says of itself, and how things stand, as the headline does."""
    _n, printed = view.words._n, counted["printed"]
    parts = {
        "done": _n("{n} is carried out", "{n} are carried out", counted["done"], n=printed["done"]),
        "moving": _n("{n} is on its way", "{n} are on their way", counted["moving"], n=printed["moving"]),
        "still": _n("{n} stands still", "{n} stand still", counted["still"], n=printed["still"]),
    }
    total = _n("{n} decision.", "{n} decisions.", counted["total"], n=printed["total"])
    told = view.words.comma.join(said for name, said in parts.items() if counted[name])
    return " ".join(filter(None, (view.line(view.site.description), total, told and f"{told}.")))


def _numbers(view: View, decisions: tuple[Followed, ...]) -> Plain:
    """Count what the headline says, each number also as it is printed."""
    counted = _counted(view, decisions)
    numbers = {name: count for name, count in counted.items() if type(count) is int}
    return {**counted, "printed": {name: view.words.number(count) for name, count in numbers.items()}}


def _counted(view: View, decisions: tuple[Followed, ...]) -> Plain:
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
        "unexplained": _number_of(view, UNEXPLAINED, sum(len(view.unexplained(d)) for d in decisions)),
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
    sheet = len(decisions) <= MOST_RINGS
    return [_area(view, ident, within, sheet=sheet) for ident, within in _by_area(view, decisions)]


def _by_area(view: View, decisions: tuple[Followed, ...]) -> Iterator[tuple[str | None, list[Followed]]]:
    """Part decisions by area, in the order of the site; those without one come last."""
    found: dict[str | None, list[Followed]] = defaultdict(list)
    for decision in decisions:
        found[decision.area].append(decision)
    return ((ident, found[ident]) for ident in (*view.site.areas, None) if found[ident])


def _named_area(view: View, ident: str | None) -> Plain:
    return view.area(ident) or {"title": view.words._("Without area"), "address": None, "status": None}


def _area(view: View, ident: str | None, decisions: list[Followed], *, sheet: bool) -> Plain:
    return {
        **_named_area(view, ident),
        "total": len(decisions),
        "done": sum(decision.status.is_fulfilled for decision in decisions),
        "decisions": [view.row(decision) for decision in decisions] if sheet else [],
        "bar": None if sheet else view.counts(decisions),
    }


def _table(view: View, decisions: tuple[Followed, ...]) -> Plain | None:
    """Set the numbers of the sheet as a table: a row for each area, a column for each status that any of them has."""
    columns = view.counts(decisions)
    rows = [(_named_area(view, ident), within) for ident, within in _by_area(view, decisions)]
    if len(rows) < 2:  # noqa: PLR2004 - one row says what the legend says
        return None
    return {
        "columns": columns,
        "rows": [{**head, **_cells(view, columns, within)} for head, within in rows],
        "total": len(decisions),
    }


def _cells(view: View, columns: list[Plain], decisions: list[Followed]) -> Plain:
    counts = {part["status"]["code"]: part["count"] for part in view.counts(decisions)}
    return {"cells": [counts.get(column["status"]["code"], 0) for column in columns], "total": len(decisions)}


def _late_or_silent(view: View, decisions: tuple[Followed, ...]) -> Plain:
    """List what is late, the longest first, then what was not reported, and then what stands still."""
    words, late = view.words, _late(view)
    named_already = {decision.id for _, decision in late}
    still = [decision for decision in still_or_silent(decisions) if decision.id not in named_already]
    rows = (
        *(_late_row(view, decision) for _, decision in late[:ROWS]),
        *(still_row(view, one) for one in still[:ROWS]),
    )
    still_in_all = len(still_or_silent(view.register.decisions.values()))
    return {
        "title": words._("At a standstill, late or silent"),
        "empty": words._("Nothing is late, and nothing stands still."),
        "rows": list(rows[:ROWS]),
        "more": [_named_list(view, OVERDUE, len(late)), _named_list(view, STILL, still_in_all)],
    }


def _named_list(view: View, name: str, count: int) -> Plain:
    title, address = view.words.word(f"page.{name}"), view.addresses.named(name)
    return {"title": title, "address": address, "status": None, "count": view.words.number(count)}


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
        "more": [named(view, CHANGES)],
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
    """List every deadline that has not passed, the nearest first."""
    ahead = sorted(_ahead(view), key=lambda pair: (pair[0].when.last, pair[0].when.first))
    return {
        "title": view.words._("Coming next"),
        "empty": view.words._("Nothing is to be done by a day ahead."),
        "rows": [_awaited(view, deadline, decision) for deadline, decision in ahead[:ROWS]],
        "more": [named(view, CALENDAR)],
    }


def _late(view: View) -> list[tuple[Deadline, Followed]]:
    """Find the decisions that are late, whichever meeting made them, the longest late first."""
    timed = ((view.register.timing_of(decision), decision) for decision in view.register.decisions.values())
    late = ((timing.late[0], decision) for timing, decision in timed if timing.late)
    return sorted(late, key=lambda pair: pair[0].when.last)


def _late_row(view: View, decision: Followed) -> Plain:
    return view.row(decision, note=overdue_since(view, view.register.timing_of(decision).late[0]))


def _ahead(view: View) -> list[tuple[Deadline, Followed]]:
    """Find the nearest deadline ahead of each decision; a step promised for several decisions at once is one."""
    found: dict[object, tuple[Deadline, Followed]] = {}
    for decision in view.register.decisions.values():
        left = (d for d in view.register.timing_of(decision).left if not d.has_passed(view.register.today))
        nearest = next(left, None)
        if nearest:
            found.setdefault(id(nearest.step) if nearest.step else decision.id, (nearest, decision))
    return list(found.values())


def _awaited(view: View, deadline: Deadline, decision: Followed) -> Plain:
    """Return a decision with the day by which its next step is to be taken, or by which it is to be carried out."""
    if deadline.step:
        return view.row(decision, date=deadline.when, note=view.fact(deadline.step.what))
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
