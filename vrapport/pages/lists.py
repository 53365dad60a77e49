"""Lists of records under headings: all decisions, an area, a status, and all of each other kind."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import cast

from vrapport.pages.agenda import FOLLOW_UP, followed_by
from vrapport.pages.bymeeting import headed, newest_first
from vrapport.pages.frame import heading, listed
from vrapport.pages.indexes import indexed, motions_here
from vrapport.pages.listing import Group, Row, list_pages
from vrapport.pages.table import COLUMNS, named_area, responsible, table_row
from vrapport.pages.worklists import FOLLOWED_UP, STALE, STILL, UNEXPLAINED, UNREPORTED, explained, worklists
from vrapport.records.bodies import Body
from vrapport.records.fields import RecordFields
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.register import Followed
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import BodyType, MotionType, Status


def lists(view: View) -> Iterator[Page]:
    """Make every list."""
    yield from _all_decisions(view)
    yield from _areas(view)
    yield from _statuses(view)
    yield from _status_index(view)
    yield from worklists(view)
    for kind in ("motions", "statistics", "reports"):  # the others make their own
        yield from _plain_list(view, kind)
    yield from _meetings(view)
    yield from _bodies(view)


def _all_decisions(view: View) -> Iterator[Page]:
    """List every decision, the newest meeting first."""
    decisions = view.register.decisions.values()
    groups = [
        (head, [partial(_row_with_bodies, view, decision) for _, decision in within])
        for head, within in newest_first(view)
    ]
    yield from list_pages(
        view,
        view.addresses.listing("decisions"),
        view.words.word("page.all-decisions"),
        groups,
        lead=view.words._n("{n} decision in all.", "{n} decisions in all.", len(decisions)) if decisions else None,
        decisions=decisions,
        elsewhere=_elsewhere(view),
        columns=COLUMNS,
    )


def _row_with_bodies(view: View, decision: Followed) -> Plain:
    return table_row(view, decision, note=responsible(view, decision))


def _row_with_area(view: View, decision: Followed) -> Plain:
    return table_row(view, decision, note=named_area(view, decision))


def _many(view: View, decisions: Sequence[Followed]) -> str | None:
    return view.words._n("{n} decision.", "{n} decisions.", len(decisions)) if decisions else None


def _without(column: str) -> tuple[str, ...]:
    """Leave out the column in which all rows would say the same."""
    return tuple(name for name in COLUMNS if name != column)


def _elsewhere(view: View) -> list[Plain]:
    """Lead to other orders, the areas, and the lists that the board works from, an empty one too: it says so."""
    areas = [area for ident in view.site.areas if ident in view.register.by_area and (area := view.area(ident))]
    named = [(f"page.{name}", view.addresses.named(name)) for name in FOLLOWED_UP if view.register.decisions]
    if followed_by(view):
        named.append((f"page.{FOLLOW_UP}", view.addresses.named(FOLLOW_UP)))
    named.append(("page.statuses", view.addresses.listing("status")))
    lists = [{"title": view.words.word(key), "address": address, "status": None} for key, address in named]
    groups = {
        view.words._("In another order"): indexed(view),
        view.words.word("field.area"): areas,
        view.words._("Follow up"): lists,
    }
    return [{"title": title, "entries": entries} for title, entries in groups.items() if entries]


def _areas(view: View) -> Iterator[Page]:
    for ident in view.site.areas:
        decisions = view.register.by_area.get(ident, ())
        rows = [partial(_row_with_bodies, view, decision) for decision in decisions]
        head = view.area(ident) or {}
        yield from list_pages(
            view, head["address"], head["title"], [(None, rows)], crumbs=[listed(view, "decisions")],
            decisions=decisions, lead=_many(view, decisions), empty=view.words._("No decision belongs to this area."),
            columns=_without("area"),
        )  # fmt: skip


def _statuses(view: View) -> Iterator[Page]:
    """List the decisions that have come equally far, meeting by meeting: a count of one meeting leads here too."""
    for status in Status:
        pairs = [(decision.meeting, decision) for decision in view.register.by_status.get(status, ())]
        groups = [
            (
                {**head, "note": str(len(within))},
                [partial(_row_with_area, view, decision) for _, decision in within],
            )
            for head, within in headed(view, pairs)
        ]
        yield from list_pages(
            view, view.addresses.status(status), view.words.label(status), groups, status=status,
            crumbs=[listed(view, "decisions")], lead=view.words.word(f"status.{status}.explained"),
            empty=view.words._("No decision has this status."), columns=_without("status"),
        )  # fmt: skip


def _status_index(view: View) -> Iterator[Page]:
    """List what each status means, and how many decisions have it: the way to every status there can be."""
    rows: list[Plain] = [
        {
            "title": view.words.label(status),
            "address": view.addresses.status(status),
            "status": view.status(status),
            "label": str(len(view.register.by_status.get(status, ()))),
            "note": view.words.word(f"status.{status}.explained"),
            "date": None,
            "tags": [],
        }
        for status in Status
    ]
    title, missing = view.words.word("page.statuses"), {"title": view.words._("What is missing")}
    groups: list[Group] = [(None, rows), (missing, list(_missing_words(view)))]
    yield from list_pages(view, view.addresses.listing("status"), title, groups, crumbs=[listed(view, "decisions")])


def _missing_words(view: View) -> Iterator[Plain]:
    """Tell apart the words for what is missing, each with the list of what it is said of."""
    said = {
        STILL: ("mark.silent", view.words.word("mark.silent.explained")),
        UNREPORTED: (
            "status.unreported",
            view.words._("Nothing has been said. In a report: nothing during its period."),
        ),
        STALE: ("schedule.stale", explained(view, STALE)),
        UNEXPLAINED: ("mark.unexplained", explained(view, UNEXPLAINED)),
    }
    for name, (word, note) in said.items():
        row = {"title": view.words.word(word), "address": view.addresses.named(name), "note": note}
        yield {**row, "status": None, "label": None, "date": None, "tags": []}


def _plain_list(view: View, kind: str) -> Iterator[Page]:
    records = view.register.records(kind)
    if records:
        rows = [partial(_row_with_note, view, record) for record in records]
        lead = motions_here(view) if kind == "motions" else None
        yield from list_pages(view, view.addresses.listing(kind), heading(view, kind), [(None, rows)], lead=lead)


def _row_with_note(view: View, record: Record[RecordFields]) -> Plain:
    return view.plain_row(record, note=_note(view, record))


def _note(view: View, record: Record[RecordFields]) -> str | None:
    """Say in a few words what became of a motion."""
    if not isinstance(record.data, Motion):
        return None
    outcome = view.register.outcome_of(cast("Record[Motion]", record))
    kind = record.data.type if record.data.type is MotionType.AMENDMENT else None
    said = [kind and view.words.label(kind), outcome and view.words.label(outcome, "motion")]
    return " · ".join(word for word in said if word) or None


def _meetings(view: View) -> Iterator[Page]:
    """List the meetings, newest first, year by year."""
    meetings = cast("tuple[Record[Meeting], ...]", view.register.records("meetings"))
    if not meetings:
        return
    newest = sorted(meetings, key=lambda meeting: (meeting.data.date.last, meeting.id), reverse=True)
    groups = [
        ({"title": str(year)}, [partial(_meeting_row, view, meeting) for meeting in within])
        for year, within in groupby(newest, key=lambda meeting: meeting.data.date.last.year)
    ]
    yield from list_pages(view, view.addresses.listing("meetings"), heading(view, "meetings"), groups)


def _meeting_row(view: View, meeting: Record[Meeting]) -> Plain:
    return view.plain_row(meeting, note=_number(view, view.register.by_meeting.get(meeting.id, ())))


def _number(view: View, decisions: Sequence[Followed]) -> str | None:
    return view.words._n("{n} decision", "{n} decisions", len(decisions)) if decisions else None


def _bodies(view: View) -> Iterator[Page]:
    """List who does what, by sort of body."""
    bodies = cast("tuple[Record[Body], ...]", view.register.records("bodies"))
    if not bodies:
        return
    groups = [(_sort_heading(view, sort), _body_rows(view, bodies, sort)) for sort in (*BodyType, None)]
    yield from list_pages(view, view.addresses.listing("bodies"), heading(view, "bodies"), groups)


def _sort_heading(view: View, sort: BodyType | None) -> Plain:
    return {"title": view.words.label(sort) if sort else view.words._("Others")}


def _body_rows(view: View, bodies: Iterable[Record[Body]], sort: BodyType | None) -> list[Row]:
    within = sorted((b for b in bodies if b.data.type is sort), key=lambda body: view.words.sort_key(view.title(body)))
    return [partial(_body_row, view, body) for body in within]


def _body_row(view: View, body: Record[Body]) -> Plain:
    return view.plain_row(body, note=_answers_for(view, body))


def _answers_for(view: View, body: Record[Body]) -> str | None:
    count = len(view.register.by_body.get(body.id, ()))
    return view.words._n("answers for {n} decision", "answers for {n} decisions", count) if count else None
