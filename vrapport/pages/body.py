"""A body's page: what it was set up to do, what it answers for, and its meetings."""

from collections.abc import Iterator
from typing import cast

from vrapport.pages.frame import framed, heading, listed
from vrapport.records.bodies import Body
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.register import Followed
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import Status


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
        "parts": view.records(other for other in view.register.records("bodies") if _is_part(view, other.data, body)),
        "also": list(data.also),
        "former": list(data.former),
        "contact": view.line(data.contact),
    }


def _is_part(view: View, other: object, body: Record[Body]) -> bool:
    return isinstance(other, Body) and view.register.archive.record(other.part_of) is body


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
    waiting = [decision for decision in register.decisions.values() if _waits_for(view, decision, body)]
    sent = [d for d in register.decisions.values() if body in register.archive.bodies(r.to for r in d.data.referrals)]
    moved = [motion for motion in register.records("motions") if _moved(view, motion.data, body)]
    met = [meeting for meeting in register.records("meetings") if _met(view, meeting.data, body)]
    rows = {
        words._("Answers for"): [view.row(decision) for decision in responsible],
        words._("Waits for this body"): [view.row(decision) for decision in waiting],
        words._("Sent on to this body"): [view.row(decision) for decision in sent],
        heading(view, "meetings"): [view.plain_row(meeting) for meeting in reversed(met)],
        heading(view, "motions"): [view.plain_row(motion) for motion in moved],
    }
    for title, found in rows.items():
        counts = view.counts(responsible) if title == words._("Answers for") else []
        yield {"title": title, "note": str(len(found)), "counts": counts, "rows": found, "more": None}


def _waits_for(view: View, decision: Followed, body: Record[Body]) -> bool:
    latest = decision.latest
    return bool(latest and latest.status is Status.WAITING and body in view.bodies(latest.told.waits_for))


def _moved(view: View, data: object, body: Record[Body]) -> bool:
    return isinstance(data, Motion) and body in view.register.archive.records(data.movers)


def _met(view: View, data: object, body: Record[Body]) -> bool:
    return isinstance(data, Meeting) and view.register.archive.record(data.body) is body
