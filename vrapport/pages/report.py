"""A report edition: decision and status side by side, area by area, as the board hands it out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from vrapport.accountability.changes import Changed
from vrapport.accountability.editions import Edition, Entry, clauses_held
from vrapport.pages.frame import framed, listed, put_off
from vrapport.pages.neighbours import in_order, neighbours
from vrapport.pages.timeline import account_of, accounts_of
from vrapport.pages.timing import moved, overdue_since, steps_left
from vrapport.register import Account, Followed, Item
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import Change, Schedule, Status
from vrapport.wording import slug


def reports(view: View) -> Iterator[Page]:
    """Make a page for every edition, of what was known on its day."""
    for beside in in_order(view.editions[::-1]):
        then, report = replace(view, register=beside[1].register), beside[1].report
        address, make = view.addresses.record("reports", report.id), partial(_page, view, then, *beside)
        yield put_off(then, "report.html", address, make, kind="report", origin=report)


def _page(view: View, then: View, before: Edition | None, edition: Edition, after: Edition | None) -> Page:
    around = neighbours(view, before.report if before else None, after.report if after else None)
    data = {**_report(then, edition), **around}
    return framed(
        then, "report.html", view.addresses.record("reports", edition.report.id), data["title"], {"report": data},
        kind="report", crumbs=[listed(view, "reports")], description=_described(view, data), origin=edition.report,
    )  # fmt: skip


def _described(view: View, data: Plain) -> str:
    """Say what kind of report it is, of which period, and of how much it tells."""
    told = [
        data["type"] and data["type"]["label"],
        data["period"] and data["period"]["text"],
        view.words._n("{n} decision", "{n} decisions", data["total"]),
    ]
    return f"{' · '.join(filter(None, told))}."


def _report(view: View, edition: Edition) -> Plain:
    report, data = edition.report, edition.report.data
    decisions = [entry.whole for entry in edition.current]
    return {
        "title": view.title(report),
        "type": view.word_or_none(data.type),
        "period": view.date(data.period),
        "as_of": view.date(data.as_of),
        "draft": _draft(view, edition),
        "covers": view.records(view.register.archive.records(data.covers)),
        "adopted": view.referred(data.adopted),
        "published": view.date(data.published),
        "frozen": edition.frozen,
        "intact": edition.intact,
        "text": view.prose(data.text, report),
        "source": view.fact(data.source),
        "retold": any(not decision.data.text and decision.data.summary for decision in decisions),
        "changes": _changes(view, edition),
        **_counted(view, edition),
        "areas": list(_areas(view, edition)),
        "lists": list(_appendices(view, edition)),
    }


def _draft(view: View, edition: Edition) -> str | None:
    """Say of a report whose day has not come that it is a draft, and of which day it speaks."""
    if not edition.is_draft:
        return None
    return view.words._(
        "Draft. The day of the report, {date}, has not come: it speaks as of {today}.",
        date=edition.report.data.as_of,
        today=edition.register.today,
    )


def _counted(view: View, edition: Edition) -> Plain:
    return {
        "total": len(edition.entries),
        "items": len(edition.items),
        "settled": edition.settled,
        "reported": edition.reported,
        "unexplained": len(edition.unexplained(view.words)),
        "counts": view.counts(entry.decision for entry in edition.entries),
    }


def _changes(view: View, edition: Edition) -> Plain | None:
    """Say what became of the decisions since the edition before; what is as it was is only counted."""
    if edition.previous is None:
        return None
    found = {change: [each for each in edition.changes if each.change is change] for change in Change}
    told = {change: within for change, within in found.items() if within}
    return {
        "since": view.record(edition.previous.report),
        "counts": [view.words.count(change.key, len(within)) for change, within in told.items()],
        "lists": [
            {"title": view.words.label(change), "rows": [_change(view, each) for each in within]}
            for change, within in told.items()
            if change is not Change.UNCHANGED
        ],
    }


def _change(view: View, changed: Changed) -> Plain:
    row = view.row(changed.decision, note=_before(view, changed))
    return row if changed.after is changed.decision.status else {**row, "status": view.status(changed.after)}


def _before(view: View, changed: Changed) -> str | None:
    if changed.before in {None, Status.UNREPORTED, changed.after}:
        return None
    return view.words._("before: {status}", status=changed.before)


def _areas(view: View, edition: Edition) -> Iterator[Plain]:
    """Set the report area by area, in the conference's order."""
    for ident in (*view.site.areas, None):
        within = [entry for entry in edition.entries if entry.whole.area == ident]
        shown = [entry for entry in within if not entry.archived]
        if shown:
            head = view.area(ident) or {"title": view.words._("Without area"), "address": None}
            yield {
                **head,
                "anchor": slug(head["title"]),
                "total": len(within),
                "earlier": len(within) - len(shown),
                "done": sum(entry.decision.status.is_fulfilled for entry in within),
                "entries": [_entry(view, together) for together in _together(shown)],
            }


def _together(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Let decisions that share one account, one after another, stand together."""
    together: list[Entry] = []
    for entry in entries:
        if together and not _share_an_account(together[-1].decision, entry.decision):
            yield together
            together = []
        together.append(entry)
    if together:
        yield together


def _share_an_account(one: Followed, other: Followed) -> bool:
    first, second = one.latest, other.latest
    return bool(first and second and first.shared and first.shared is second.shared and first.told is second.told)


def _entry(view: View, entries: Sequence[Entry]) -> Plain:
    first = entries[0].decision
    steps = steps_left(view, first, accounts_of(view, first))
    return {
        "decisions": [_decided(view, entry.decision) for entry in entries],
        "status": view.status(first.status),
        "tags": [view.words.word("mark.unexplained")] if entries[0].unexplained(view.words) else [],
        "time": list(dict.fromkeys(note for entry in entries for note in _time(view, entry))),
        "earlier": None if first.accounts else _earlier(view, entries[0].whole.decisive),
        "accounts": [_account(view, account, first) for account in first.current],
        "next": [{**step, "overdue": step["overdue"] and len(steps) > 1} for step in steps],  # of one, "time" tells
    }


def _account(view: View, account: Account, decision: Followed) -> Plain:
    """Return an account, with the clauses it still holds for where that is not all."""
    held = clauses_held(decision, account)
    return {**account_of(view, account, decision), "part": view.words._("clause {n}", n=held) if held else None}


def _time(view: View, entry: Entry) -> Iterator[str]:
    """Say how a decision keeps to its time: late since when, put off from when, nothing new since when."""
    words, known, spoken = view.words, view.register.timing_of(entry.whole), bool(entry.decision.accounts)
    if known.late:
        yield overdue_since(view, next((own for own in known.late if not own.step), known.late[0]))
    elif known.code is Schedule.DUE_SOON:
        yield words._("To be done {date:on}", date=known.due)
    elif entry.whole.status.is_closed and known.code and known.due:
        yield words.label(known.code)
    if spoken and known.stale_since:  # where nothing was said in the period, that nothing is new stands there already
        yield words._("Nothing new since {date}", date=known.stale_since)
    if known.own and (put_off := moved(view, known.own)):
        yield put_off


def _earlier(view: View, account: Account | None) -> str | None:
    """Say what was told before the period, where nothing was told in it."""
    if account is None:
        return None
    if account.date is None:
        return view.words._("before: {status}", status=account.status)
    return view.words._("as of {date}: {status}", date=account.date, status=account.status)


def _decided(view: View, decision: Followed) -> Plain:
    data = decision.data
    return {
        "anchor": decision.id.replace("/", "-"),
        "title": view.title(decision.record),
        "lang": view.foreign_title(decision.record),
        "address": view.addresses.record("decisions", decision.id),
        "label": view.tab(decision.record),
        "text": view.prose(data.text, decision.record),
        "summary": view.prose(data.summary, decision.record),
        "clauses": [_clause(view, item, decision) for item in decision.clauses],
    }


def _clause(view: View, item: Item, decision: Followed) -> Plain:
    clause = item.clause
    return {
        "text": view.prose(clause.text, decision.record) if clause else None,
        "summary": view.prose(clause.summary, decision.record) if clause else None,
        "status": None if item.refused else view.status(item.status),
    }


def _appendices(view: View, edition: Edition) -> Iterator[Plain]:
    """List openly what was not reported, what was not explained, what came too late, and what was closed before."""
    words, lists = view.words, _rows(view, edition)
    for title, lead, rows in (
        (words._("Items not reported"), None, lists["unreported"]),
        (words.word("page.unexplained"), None, lists["unexplained"]),
        (
            words._("Added afterwards"),
            words._("Written after the report was adopted, about the time before. It is not counted in the report."),
            lists["afterwards"],
        ),
        (words._("Closed earlier"), words._("Shown as closed in an earlier report."), lists["archive"]),
    ):
        if rows:
            yield {"anchor": slug(title), "title": title, "lead": lead, "rows": rows}


def _rows(view: View, edition: Edition) -> dict[str, list[Plain]]:
    return {
        "unreported": [_silent(view, entry, item) for entry in edition.entries for item in entry.silent],
        "unexplained": [
            view.item_row(entry.decision, item) for entry in edition.entries for item in entry.unexplained(view.words)
        ],
        "afterwards": [_added(view, decision, account) for decision, account in edition.afterwards],
        "archive": [
            view.row(entry.whole, date=entry.whole.decisive.date if entry.whole.decisive else None)
            for entry in edition.archive
        ],
    }


def _silent(view: View, entry: Entry, item: Item) -> Plain:
    return view.item_row(entry.decision, replace(item, accounts=()), _earlier(view, item.latest))


def _added(view: View, decision: Followed, account: Account | None) -> Plain:
    status = account.status if account else Status.UNREPORTED
    return {**view.row(decision, date=account.date if account else None), "status": view.status(status)}
