"""Statements: each with its text, how far it has come and what is left to do with it; and all by stage."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import cast

from vrapport.dates import VagueDate
from vrapport.pages.decision import mentions
from vrapport.pages.frame import framed, heading, listed, put_off
from vrapport.pages.listing import Group, list_pages
from vrapport.pages.neighbours import in_order, neighbours
from vrapport.records.reading import Record
from vrapport.records.statements import Statement
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import Stage


def statements(view: View) -> Iterator[Page]:
    """Make a page for every statement, and the list of them."""
    known = cast("tuple[Record[Statement], ...]", view.register.records("statements"))
    for beside in in_order(known):
        statement = beside[1]
        address, make = view.addresses.record("statements", statement.id), partial(_page, view, *beside)
        yield put_off(view, "statement.html", address, make, kind="statement", origin=statement)
    if known:
        groups = _by_stage(view, known)
        yield from list_pages(view, view.addresses.listing("statements"), heading(view, "statements"), groups)


def _page(
    view: View, before: Record[Statement] | None, statement: Record[Statement], after: Record[Statement] | None
) -> Page:
    data = {**_statement(view, statement), **neighbours(view, before, after)}
    return framed(
        view, "statement.html", view.addresses.record("statements", statement.id), data["title"],
        {"statement": data}, kind="statement", crumbs=[listed(view, "statements")], origin=statement,
    )  # fmt: skip


def _by_stage(view: View, statements: Sequence[Record[Statement]]) -> list[Group]:
    """Sort statements by how far they have come, each with what is left to do."""
    found = {stage: [each for each in statements if each.data.reached is stage] for stage in (*Stage, None)}
    return [
        (
            {"title": view.words.label(stage) if stage else view.words._("Stage not given"), "note": str(len(within))},
            [partial(_row, view, each) for each in within],
        )
        for stage, within in found.items()
        if within
    ]


def _row(view: View, statement: Record[Statement]) -> Plain:
    return view.plain_row(statement, note=_left(view, statement.data), date=_newest(statement.data))


def _newest(data: Statement) -> VagueDate | None:
    return data.published or data.adopted


def _left(view: View, data: Statement) -> str | None:
    """Say what is left until the statement has reached its readers."""
    edits, words = len(data.edits), view.words
    if data.reached is Stage.PUBLISHED:
        return None
    asked = words._n("{n} edit asked for", "{n} edits asked for", edits) if edits else None
    waiting = words._("not published yet") if data.reached is Stage.ADOPTED else words._("not adopted yet")
    return " · ".join(filter(None, (waiting if data.reached else None, asked))) or None


def _statement(view: View, statement: Record[Statement]) -> Plain:
    data = statement.data
    found = (view.register.decisions.get(record.id) for record in view.register.archive.records(data.decision))
    return {
        "title": view.title(statement),
        "stage": view.word_or_none(data.reached),
        "way": _way(view, data),
        "text": view.prose(data.text, statement),
        "summary": view.prose(data.summary, statement),
        "source": view.fact(data.source),
        "edits": view.prose_list(data.edits, statement),
        "decisions": [view.row(decision) for decision in found if decision],
        "mentions": mentions(view, statement.id, "statements"),
        "meeting": view.referred(data.meeting),
        "adopted": view.date(data.adopted),
        "published": view.date(data.published),
        "published_in": view.prose_list(data.published_in, statement),
    }


def _way(view: View, data: Statement) -> str:
    """Say in a sentence how far it has come on its way to its readers."""
    words = view.words
    if data.reached is Stage.PUBLISHED:
        return words._("Published {date:on}.", date=data.published) if data.published else words._("It is published.")
    if data.reached is Stage.ADOPTED:
        return (
            words._("Adopted {date:on}, and not published yet.", date=data.adopted)
            if data.adopted
            else words._("It is adopted, and not published yet.")
        )
    return words._("It is not adopted yet.") if data.reached else words._("How far it has come is not said.")
