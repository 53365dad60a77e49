"""A body's page: what it was set up to do, what it answers for, and its meetings."""

from collections.abc import Iterator
from typing import cast

from vrapport.pages.frame import framed, heading, listed
from vrapport.records.bodies import Body
from vrapport.records.reading import Record
from vrapport.theme import Page
from vrapport.views import Plain, View


def bodies(view: View) -> Iterator[Page]:
    """Make a page for every body."""
    for body in cast("tuple[Record[Body], ...]", view.register.records("bodies")):
        data = _body(view, body)
        address = view.addresses.record("bodies", body.id)
        crumbs = [listed(view, "bodies")]
        yield framed(view, "body.html", address, data["title"], {"body": data}, kind="body", crumbs=crumbs, origin=body)


def _body(view: View, body: Record[Body]) -> Plain:
    data = body.data
    return {
        "title": view.title(body),
        "type": view.word_or_none(data.type),
        "text": view.prose(data.text or data.summary, body),
        "mandate": _mandate(view, body),
        "lists": [found for found in _lists(view, body) if found["rows"]],
        "part_of": view.referred(data.part_of),
        "parts": view.records(view.register.parts_of.get(body.id, ())),
        "also": list(data.also),
        "former": list(data.former),
        "contact": view.line(data.contact),
    }


def _mandate(view: View, body: Record[Body]) -> Plain | None:
    """Say what it was set up to do, by whom, and whether it delivered."""
    mandate = body.data.mandate
    if mandate is None:
        return None
    report_to = view.referred(mandate.report_to)
    return {
        "decision": view.referred(mandate.decision),
        "task": view.prose(mandate.task, body),
        "report_to": [report_to] if report_to else [],
        "due": view.date(mandate.due),
        "delivered": view.date(mandate.delivered),
        "schedule": None,
    }


def _lists(view: View, body: Record[Body]) -> Iterator[Plain]:
    """List what it answers for, what waits for it, what was sent to it, its meetings and its motions."""
    words, register = view.words, view.register
    responsible = register.by_body.get(body.id, ())
    met, moved = register.meetings_of.get(body.id, ()), register.moved_by.get(body.id, ())
    rows = {
        words._("Answers for"): [view.row(decision) for decision in responsible],
        words._("Waits for this body"): [view.row(decision) for decision in register.waiting_for.get(body.id, ())],
        words._("Sent on to this body"): [view.row(decision) for decision in register.sent_to.get(body.id, ())],
        heading(view, "meetings"): [view.plain_row(meeting) for meeting in reversed(met)],
        heading(view, "motions"): [view.plain_row(motion) for motion in moved],
    }
    for title, found in rows.items():
        counts = view.counts(responsible) if title == words._("Answers for") else []
        yield {"title": title, "note": str(len(found)), "counts": counts, "rows": found, "more": None}
