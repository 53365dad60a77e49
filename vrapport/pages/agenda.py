"""What the body that answers for the decisions takes up at its next meeting, as a page; only what all may read."""

from collections.abc import Iterator
from functools import partial
from typing import cast

from vrapport.accountability.agenda import Agenda, Point, Reason, agenda
from vrapport.pages.frame import framed, listed, put_off
from vrapport.pages.recurrence import counted
from vrapport.pages.timing import due, overdue_since
from vrapport.records.bodies import Body
from vrapport.records.reading import Record
from vrapport.register import Deadline, Sent
from vrapport.theme import Page
from vrapport.views import Plain, Spoken, View, together

FOLLOW_UP = "follow-up"


def follow_up(view: View) -> Iterator[Page]:
    """Make the page, where the site names a body that answers for its decisions."""
    body = followed_by(view)
    if body is not None:
        address = view.addresses.named(FOLLOW_UP)
        yield put_off(view, "agenda.html", address, partial(_page, view, body), kind="agenda")


def _page(view: View, body: Record[Body]) -> Page:
    found, title = agenda(view.register, body), view.words.word(f"page.{FOLLOW_UP}")
    lead = found.opening(view.title(body), view.words)
    before, _, after = lead.partition(view.title(body))
    data = {
        "title": title,
        "lead": {"before": before, "body": view.record(body), "after": after},
        "groups": [_group(view, found, reason, points) for reason, points in found.sections.items()],
        "left": _left(view, found),
        "empty": view.words._("No decision has to be taken up."),
    }
    return framed(
        view, "agenda.html", view.addresses.named(FOLLOW_UP), title, {"agenda": data},
        kind="agenda", crumbs=[listed(view, "decisions")], description=lead,
    )  # fmt: skip


def followed_by(view: View) -> Record[Body] | None:
    """Return the body whose agenda the page is, if the site names one."""
    return cast("Record[Body] | None", view.register.archive.record(view.site.responsible))


def _group(view: View, found: Agenda, reason: Reason, points: tuple[Point, ...]) -> Plain:
    return {"title": found.heading(reason, view.words), "rows": [_row(view, point) for point in points]}


def _row(view: View, point: Point) -> Plain:
    """Return a decision with since when or by when it is, what is to be done, and who is to be heard."""
    notes = [*_when(view, point), *_what(view, point), *_heard(view, point)]
    once = (note for number, note in enumerate(notes) if note not in notes[:number])
    return view.row(point.decision, note=together(" · ", once))


def _when(view: View, point: Point) -> Iterator[str]:
    """Say since when nothing is new, or since when it waits."""
    if point.since and point.reason is Reason.STALE:
        yield view.words._("nothing new since {date}", date=point.since)
    elif point.since:
        yield view.words._("since {date}", date=point.since)


def _what(view: View, point: Point) -> Iterator[Spoken | None]:
    """Say what is to be done by which day, or was to be, and what else is the next step."""
    for deadline in point.deadlines:
        late = deadline.has_passed(view.register.today)
        yield overdue_since(view, deadline) if late else due(view, deadline)
        yield view.fact(deadline.step.what) if deadline.step else None
    for step in point.steps:
        yield due(view, Deadline(step.due, step)) if step.due else None
        yield view.fact(step.what)


def _heard(view: View, point: Point) -> Iterator[Spoken | None]:
    """Name the clauses that nothing was said of, and who answers for them, or who owes an answer."""
    for item in point.silent:
        if item.number:
            yield view.words._("clause {n}", n=item.number)
        yield from (view.named(body) for body in item.responsible)
    yield from (_awaited(view, sent) for sent in point.unanswered)
    yield counted(view, point.kept) if point.kept else None


def _awaited(view: View, sent: Sent) -> Spoken:
    to = view.named(sent.to) if sent.to else sent.referral.to.typed
    if sent.owes_since:
        return view.sentence("no answer from {body} since {date}", body=to, date=sent.owes_since)
    return view.sentence("no answer from {body}", body=to)


def _left(view: View, found: Agenda) -> Plain | None:
    """Return what the last minutes left to be done."""
    if found.minutes is None:
        return None
    data = found.minutes.data
    title = view.words._("Left from the meeting {date:on}", date=data.date)
    address = view.addresses.record("meetings", found.minutes.id)
    return {"title": title, "address": address, "status": None, "steps": view.steps(data.next, found.minutes)}
