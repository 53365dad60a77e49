"""What the body that answers for the decisions takes up at its next meeting, as a page; only what all may read."""

from collections.abc import Iterator
from typing import cast

from vrapport.accountability.agenda import Agenda, Point, Reason, agenda
from vrapport.pages.frame import framed, listed
from vrapport.pages.recurrence import counted
from vrapport.records.bodies import Body
from vrapport.records.reading import Record
from vrapport.theme import Page
from vrapport.views import Plain, View

FOLLOW_UP = "follow-up"


def follow_up(view: View) -> Iterator[Page]:
    """Make the page, where the site names a body that answers for its decisions."""
    body = followed_by(view)
    if body is None:
        return
    found, title = agenda(view.register, body), view.words.word(f"page.{FOLLOW_UP}")
    lead = found.opening(view.title(body), view.words)
    data = {
        "title": title,
        "lead": lead,
        "body": view.record(body),
        "groups": [_group(view, found, reason, points) for reason, points in found.sections.items()],
        "left": _left(view, found),
        "empty": view.words._("No decision has to be taken up."),
    }
    yield framed(
        view, "agenda.html", view.addresses.named(FOLLOW_UP), title, {"agenda": data},
        kind="agenda", crumbs=[listed(view, "decisions")], description=lead,
    )  # fmt: skip


def followed_by(view: View) -> Record[Body] | None:
    """Return the body whose agenda the page is, if the site names one."""
    return cast("Record[Body] | None", view.register.archive.record(view.site.responsible))


def _group(view: View, found: Agenda, reason: Reason, points: tuple[Point, ...]) -> Plain:
    return {"title": found.heading(reason, view.words), "rows": [_row(view, point) for point in points]}


def _row(view: View, point: Point) -> Plain:
    """Return a decision with the day that it is taken up for, and what is to be done or who is to be heard."""
    steps = [*(deadline.step for deadline in point.deadlines if deadline.step), *point.steps]
    days = (
        *(deadline.when for deadline in point.deadlines),
        *(step.due for step in steps),
        *(sent.owes_since for sent in point.unanswered),
    )
    notes = dict.fromkeys(note for note in (*(view.line(step.what) for step in steps), *_heard(view, point)) if note)
    when = point.since or next((day for day in days if day), None)
    return view.row(point.decision, note=" · ".join(notes) or None, date=when)


def _heard(view: View, point: Point) -> Iterator[str]:
    """Name the clauses that nothing was said of, and who answers for them, or who owes an answer."""
    for item in point.silent:
        if item.number:
            yield view.words._("clause {n}", n=item.number)
        yield from (view.title(body) for body in item.responsible)
    yield from (view.title(sent.to) for sent in point.unanswered if sent.to)
    yield from filter(None, [counted(view, point.kept)] if point.kept else [])


def _left(view: View, found: Agenda) -> Plain | None:
    """Return what the last minutes left to be done."""
    if found.minutes is None:
        return None
    data = found.minutes.data
    title = view.words._("Left from the meeting {date:on}", date=data.date)
    return {**view.record(found.minutes), "title": title, "steps": view.steps(data.next, found.minutes)}
