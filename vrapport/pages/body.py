"""A body's page: what it was set up to do, what it owes and answers for, what was sent to it, and its meetings."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import cast

from vrapport.pages.frame import framed, heading, listed, put_off
from vrapport.pages.ledgers import REFERRALS, WAITING, anchor, said_of, sent_rows, waiting_rows
from vrapport.pages.timing import due, overdue_since
from vrapport.records.bodies import Body
from vrapport.records.reading import Record
from vrapport.register import Deadline, Debt, Followed, Owed, delivered_by, keeping_time
from vrapport.register.schedule import on_the_way
from vrapport.theme import Page
from vrapport.views import Plain, Spoken, View, in_language, together
from vrapport.vocabulary import Schedule

_KEPT = frozenset({Schedule.DONE_LATE, Schedule.DONE_ON_TIME})
_PRESSING = frozenset({Schedule.OVERDUE, Schedule.DUE_SOON})


def bodies(view: View) -> Iterator[Page]:
    """Make a page for every body."""
    for body in cast("tuple[Record[Body], ...]", view.register.records("bodies")):
        address = view.addresses.record("bodies", body.id)
        yield put_off(view, "body.html", address, partial(_page, view, body), kind="body", origin=body)


def _page(view: View, body: Record[Body]) -> Page:
    address, data, crumbs = view.addresses.record("bodies", body.id), _body(view, body), [listed(view, "bodies")]
    return framed(view, "body.html", address, data["title"], {"body": data}, kind="body", crumbs=crumbs, origin=body)


def _body(view: View, body: Record[Body]) -> Plain:
    data = body.data
    return {
        "title": view.title(body),
        "type": view.word_or_none(data.type),
        "text": view.prose(data.text or data.summary, body),
        "mandate": _mandate(view, body),
        "owes": _left_to_do(view, body),
        "left": _left(view, body),
        "lists": [found for found in _lists(view, body) if found["rows"]],
        "part_of": view.referred(data.part_of),
        "parts": view.records(view.register.parts_of.get(body.id, ())),
        "also": _other_names(view, data.also),
        "former": _other_names(view, data.former),
        "contact": view.fact(data.contact),
    }


def _other_names(view: View, names: Iterable[str]) -> Spoken | None:
    """Set other names of a body after each other; they are written in the site's own language alone."""
    lang = None if view.language == view.site.language else view.site.language
    return view.listed(in_language(name, lang) for name in names)


def _mandate(view: View, body: Record[Body]) -> Plain | None:
    """Say what it was set up to do, by whom, and whether it delivered in time."""
    mandate, today = body.data.mandate, view.register.today
    if mandate is None:
        return None
    report_to, schedule = view.referred(mandate.report_to), keeping_time(mandate, today)
    delivered = delivered_by(mandate, today)
    return {
        "decision": view.referred(mandate.decision),
        "task": view.prose(mandate.task, body),
        "report_to": [report_to] if report_to else [],
        "due": view.date(mandate.due) if delivered else None,  # a report that is owed is among what is left to do
        "delivered": view.date(delivered),
        "schedule": view.word(schedule) if schedule in _KEPT else None,
    }


def _left_to_do(view: View, body: Record[Body]) -> list[Plain]:
    """Group what is left for it to do; one thing alone needs no heading, and the report none ever."""
    groups = [*_owes(view, body), *_late(view, body)]
    is_alone = len(groups) == 1 and len(groups[0]["rows"]) == 1
    return [group | {"title": None} for group in groups] if is_alone else groups


def _late(view: View, body: Record[Body]) -> Iterator[Plain]:
    """List the decisions it answers for that are late themselves, whoever is to take their next steps."""
    late = [
        view.row(decision, note=overdue_since(view, own[0]))
        for decision in view.register.by_body.get(body.id, ())
        if (own := [deadline for deadline in view.register.timing_of(decision).late if not deadline.step])
    ]
    if late:
        yield {"title": view.words.word("page.overdue"), "anchor": None, "rows": late}


def _owes(view: View, body: Record[Body]) -> Iterator[Plain]:
    """Group what others expect of it: a report, answers, steps, and what decisions wait for."""
    words = view.words
    titles = {
        Owed.REPORT: None,
        Owed.ANSWER: words._("Answers"),
        Owed.STEP: words.word("field.next"),
        Owed.OTHERS_WAIT: words._("Waits for this body"),
    }
    for kind, within in groupby(view.register.owed.get(body.id, ()), key=lambda debt: debt.kind):
        at = anchor(view, WAITING) if kind is Owed.OTHERS_WAIT else None
        yield {"title": titles[kind], "anchor": at, "rows": list(_debts(view, kind, within, body))}


def _debts(view: View, kind: Owed, debts: Iterable[Debt], body: Record[Body]) -> Iterable[Plain]:
    if kind is Owed.OTHERS_WAIT:
        return (make() for make in waiting_rows(view, debts))
    if kind is Owed.ANSWER:
        return (view.row(debt.sent.decision, note=said_of(view, debt.sent)) for debt in debts if debt.sent)
    if kind is Owed.STEP:
        return (_step(view, debt) for debt in debts)
    return (_row(view, debt, _report(view, body), _by(view, debt)) for debt in debts)


def _report(view: View, body: Record[Body]) -> Spoken:
    mandate = body.data.mandate
    to = view.register.archive.record(mandate.report_to) if mandate else None
    if to is None:
        return view.words._("Report on the task")
    return view.sentence("Report to {body}", body=view.named(to))


def _step(view: View, debt: Debt) -> Plain:
    what = view.fact(debt.step.what) if debt.step else None
    several = view.words.count("kind.decisions", len(debt.decisions))
    concerns = view.named(debt.decisions[0].record) if len(debt.decisions) == 1 else several
    return _row(view, debt, what or "", together(" · ", [_by(view, debt) if debt.due else None, concerns]))


def _by(view: View, debt: Debt) -> str:
    """Say by when something is owed."""
    return due(view, Deadline(debt.due)) if debt.due else view.words.label(Schedule.NO_DUE)


def _row(view: View, debt: Debt, title: Spoken, note: Spoken | None) -> Plain:
    """Return something owed as a row that leads to the first of the decisions it concerns."""
    decision = next(iter(debt.decisions), None)
    address = view.addresses.record("decisions", decision.id) if decision else None
    tags = _pressing(view, (Deadline(debt.due),) if debt.due else ())
    return {"title": title, "address": address, "status": None, "label": None, "note": note, "date": None, "tags": tags}


def _left(view: View, body: Record[Body]) -> Plain | None:
    """Return what its newest meeting left to be done, none of it called late: nothing tells when it was done."""
    held = [m for m in view.register.meetings_of.get(body.id, ()) if view.register.is_held(m)]
    if not held or not held[-1].data.next:
        return None
    meeting = held[-1]
    title = view.words._("Left from the meeting {date:on}", date=meeting.data.date)
    steps = [{**step, "overdue": False} for step in view.steps(meeting.data.next, meeting)]
    return {"title": title, "address": view.addresses.record("meetings", meeting.id), "status": None, "steps": steps}


def _lists(view: View, body: Record[Body]) -> Iterator[Plain]:
    """List what it answers for, what was sent to it, its meetings and its motions."""
    words, register = view.words, view.register
    responsible = register.by_body.get(body.id, ())
    met, moved = register.meetings_of.get(body.id, ()), register.moved_by.get(body.id, ())
    answers_for = [_assignment(view, decision) for decision in responsible]
    yield _list(words._("Answers for"), answers_for, counts=view.counts(responsible))
    sent = [make() for make in sent_rows(view, register.ledger.get(body.id, ()))]
    yield _list(words._("Sent on to this body"), sent, anchor(view, REFERRALS))
    yield _list(heading(view, "meetings"), [view.plain_row(meeting) for meeting in reversed(met)])
    yield _list(heading(view, "motions"), [view.plain_row(motion) for motion in moved])


def _list(title: str, rows: list[Plain], at: str | None = None, counts: Iterable[Plain] = ()) -> Plain:
    return {"title": title, "anchor": at, "note": str(len(rows)), "counts": list(counts), "rows": rows, "more": None}


def _assignment(view: View, decision: Followed) -> Plain:
    """Return a decision it answers for, with the nearest day by which something is to be done."""
    timing = view.register.timing_of(decision)
    if not timing.left:
        return view.row(decision)
    return view.row(decision, note=due(view, timing.left[0]), tags=_pressing(view, timing.left))


def _pressing(view: View, left: tuple[Deadline, ...]) -> list[str]:
    """Mark the nearest deadline where it has passed, or soon will have."""
    code, _ = on_the_way(left, view.register.today)
    return [view.words.label(code)] if code in _PRESSING else []
