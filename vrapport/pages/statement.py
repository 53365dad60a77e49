"""A statement's page: its text, how far it has come, and the edits asked for."""

from collections.abc import Iterator
from typing import cast

from vrapport.pages.decision import mentions
from vrapport.pages.frame import framed, listed
from vrapport.records.reading import Record
from vrapport.records.statements import Statement
from vrapport.theme import Page
from vrapport.views import Plain, View


def statements(view: View) -> Iterator[Page]:
    """Make a page for every statement."""
    for statement in cast("tuple[Record[Statement], ...]", view.register.records("statements")):
        data = _statement(view, statement)
        yield framed(
            view, "statement.html", view.addresses.record("statements", statement.id), data["title"],
            {"statement": data}, kind="statement", crumbs=[listed(view, "statements")], origin=statement,
        )  # fmt: skip


def _statement(view: View, statement: Record[Statement]) -> Plain:
    data = statement.data
    found = (view.register.decisions.get(record.id) for record in view.register.archive.records(data.decision))
    return {
        "title": view.title(statement),
        "stage": view.word_or_none(data.stage),
        "text": view.prose(data.text, statement),
        "summary": view.prose(data.summary, statement),
        "source": view.line(data.source),
        "edits": view.prose_list(data.edits, statement),
        "decisions": [view.row(decision) for decision in found if decision],
        "mentions": mentions(view, statement.id, "statements"),
        "meeting": view.referred(data.meeting),
        "adopted": view.date(data.adopted),
        "published": view.date(data.published),
    }
