"""A report edition: decision and status side by side, area by area, as the board hands it out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from vrapport.pages.decision import account_of
from vrapport.pages.frame import framed, listed
from vrapport.records.reading import Record
from vrapport.records.reports import Report
from vrapport.register import Followed, Item
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.wording import slug


def reports(view: View) -> Iterator[Page]:
    """Make a page for every edition, of what was known on its day."""
    as_of = {day: replace(view, register=view.register.as_of(day)) for day in map(_day, view.register.editions)}
    for report in view.register.editions:
        then = as_of[_day(report)]
        data = _report(then, report)
        yield framed(
            then, "report.html", view.addresses.record("reports", report.id), data["title"], {"report": data},
            kind="report", crumbs=[listed(view, "reports")], origin=report,
        )  # fmt: skip


def _day(report: Record[Report]) -> date:
    """Return the last day whose events an edition speaks of."""
    return report.data.as_of.last


def _report(view: View, report: Record[Report]) -> Plain:
    data, decisions = report.data, view.register.covered_by(report)
    return {
        "title": view.title(report),
        "type": view.word_or_none(data.type),
        "period": view.date(data.period),
        "as_of": view.date(data.as_of),
        "covers": view.records(view.register.archive.records(data.covers)),
        "adopted": view.referred(data.adopted),
        "published": view.date(data.published),
        "text": view.prose(data.text, report),
        "source": view.line(data.source),
        "retold": any(not decision.data.text and decision.data.summary for decision in decisions),
        "changes": [],
        **_counted(view, decisions),
        "areas": list(_areas(view, decisions)),
        "lists": list(_appendices(view, decisions)),
    }


def _counted(view: View, decisions: tuple[Followed, ...]) -> Plain:
    return {
        "total": len(decisions),
        "items": sum(len(decision.items) for decision in decisions),
        "reported": sum(decision.reported for decision in decisions),
        "unexplained": sum(len(decision.unexplained(view.words)) for decision in decisions),
        "counts": view.counts(decisions),
    }


def _areas(view: View, decisions: tuple[Followed, ...]) -> Iterator[Plain]:
    """Set the report area by area, in the conference's order."""
    for ident in (*view.site.areas, None):
        within = [decision for decision in decisions if decision.area == ident]
        if within:
            head = view.area(ident) or {"title": view.words._("Without area"), "address": None}
            yield {
                **head,
                "anchor": slug(head["title"]),
                "total": len(within),
                "done": sum(decision.status.is_fulfilled for decision in within),
                "entries": list(_entries(view, within)),
            }


def _entries(view: View, decisions: list[Followed]) -> Iterator[Plain]:
    """Set decisions with their account; those that share one account, one after another, stand together."""
    together: list[Followed] = []
    for decision in decisions:
        if together and not _share_an_account(together[-1], decision):
            yield _entry(view, together)
            together = []
        together.append(decision)
    if together:
        yield _entry(view, together)


def _share_an_account(one: Followed, other: Followed) -> bool:
    first, second = one.latest, other.latest
    return bool(first and second and first.shared and first.shared is second.shared and first.told is second.told)


def _entry(view: View, decisions: list[Followed]) -> Plain:
    first = decisions[0]
    return {
        "decisions": [_decided(view, decision) for decision in decisions],
        "status": view.status(first.status),
        "tags": [view.words.word("mark.unexplained")] if first.unexplained(view.words) else [],
        "accounts": [account_of(view, account, first) for account in first.current],
        "next": [step for said in first.current for step in view.steps(said.told.next, said.shared or first.record)],
    }


def _decided(view: View, decision: Followed) -> Plain:
    data = decision.data
    return {
        "anchor": decision.id.replace("/", "-"),
        "title": view.title(decision.record),
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
        "status": view.status(item.status),
    }


def _appendices(view: View, decisions: tuple[Followed, ...]) -> Iterator[Plain]:
    """List openly what was not reported, and what was reported without a word of explanation."""
    silent = [view.item_row(decision, item) for decision in decisions for item in decision.silent]
    bare = [view.item_row(decision, item) for decision in decisions for item in decision.unexplained(view.words)]
    for name, rows in (("unreported", silent), ("unexplained", bare)):
        if rows:
            title = view.words.word(f"page.{name}")
            yield {"anchor": slug(title), "title": title, "lead": None, "rows": rows}
