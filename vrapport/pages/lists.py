"""Lists of records under headings: all decisions, an area, a status, and all of each other kind."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import cast

from vrapport.pages.agenda import FOLLOW_UP, followed_by
from vrapport.pages.bymeeting import headed, newest_first
from vrapport.pages.frame import heading, listed
from vrapport.pages.indexes import indexed
from vrapport.pages.ledgers import REFERRALS, WAITING
from vrapport.pages.listing import Group, list_pages
from vrapport.pages.recurrence import counted
from vrapport.pages.table import COLUMNS, table_row
from vrapport.pages.timing import overdue_since
from vrapport.records.bodies import Body
from vrapport.records.fields import RecordFields
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.register import Followed, Item, Timing
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import BodyType, Outcome, Status

UNREPORTED, UNEXPLAINED, OPEN, STILL = "unreported", "unexplained", "open", "still"
OVERDUE, STALE, CARRY_OVER, RECURRING, REJECTED = "overdue", "stale", "carry-over", "recurring", "rejected"
MEASURES = "measures"
REFUSED = frozenset({Outcome.REJECTED, Outcome.RULED_OUT, Outcome.WITHDRAWN, Outcome.FALLEN})
FOLLOWED_UP = (
    OPEN, OVERDUE, STILL, STALE, UNREPORTED, UNEXPLAINED, WAITING, REFERRALS, CARRY_OVER, RECURRING, REJECTED, MEASURES,
)  # fmt: skip
"""The lists that the board works from, as the list of all decisions names them."""


def still_or_silent(decisions: Iterable[Followed]) -> list[Followed]:
    """Find the decisions that stand still or were not reported, silence first."""
    found = [decision for decision in decisions if decision.silent or decision.status.stands_still]
    return sorted(found, key=lambda decision: not decision.silent)


def still_row(view: View, decision: Followed, note: str | None = None) -> Plain:
    """Return the row of a decision that stands still; one that moves is there for a clause nobody spoke of."""
    silent = bool(decision.silent) and decision.status is not Status.UNREPORTED
    return view.row(decision, note=note, tags=[view.words.word("status.unreported")] if silent else [])


def lists(view: View) -> Iterator[Page]:
    """Make every list."""
    yield from _all_decisions(view)
    yield from _areas(view)
    yield from _statuses(view)
    yield from _status_index(view)
    yield from _named_lists(view)
    for kind in ("motions", "statistics", "reports"):  # the others make their own
        yield from _plain_list(view, kind)
    yield from _meetings(view)
    yield from _bodies(view)


def _all_decisions(view: View) -> Iterator[Page]:
    """List every decision, the newest meeting first."""
    decisions = view.register.decisions.values()
    groups = [
        (head, [table_row(view, decision, note=_responsible(view, decision)) for _, decision in within])
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


def _many(view: View, decisions: Sequence[Followed]) -> str | None:
    return view.words._n("{n} decision.", "{n} decisions.", len(decisions)) if decisions else None


def _without(column: str) -> tuple[str, ...]:
    """Leave out the column in which all rows would say the same."""
    return tuple(name for name in COLUMNS if name != column)


def _responsible(view: View, decision: Followed) -> str:
    return ", ".join(view.title(body) for body in decision.responsible)


def _elsewhere(view: View) -> list[Plain]:
    """Lead to other orders, the areas, and the lists that the board works from, which are there even while empty."""
    areas = [area for ident in view.site.areas if ident in view.register.by_area and (area := view.area(ident))]
    named = [(f"page.{name}", view.addresses.named(name)) for name in FOLLOWED_UP]
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
        rows = [table_row(view, decision, note=_responsible(view, decision)) for decision in decisions]
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
                [table_row(view, decision, note=_area_name(view, decision)) for _, decision in within],
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


def explained(view: View, name: str) -> str | None:
    """Say what the word means that a list is called by, where people easily take it for another."""
    if name == STALE:
        return view.words._n(
            "Something was said, but nothing for {n} month.",
            "Something was said, but nothing for {n} months.",
            view.site.stale_after,
        )
    keys = {STILL: "page.still", UNREPORTED: "status.unreported", UNEXPLAINED: "mark.unexplained"}
    return view.words.word(f"{keys[name]}.explained") if name in keys else None


def _area_name(view: View, decision: Followed) -> str | None:
    return (view.area(decision.area) or {}).get("title")


def _named_lists(view: View) -> Iterator[Page]:
    """Make the lists that the board works from."""
    decisions = view.register.decisions.values()
    chosen = {
        OPEN: [_open_row(view, d) for d in decisions if d.is_followed and not d.is_finished],
        OVERDUE: list(_overdue(view)),
        STILL: [still_row(view, d, note=_responsible(view, d)) for d in still_or_silent(decisions)],
        STALE: list(_stale(view)),
        UNREPORTED: [row for d in decisions for row in _item_rows(view, d, d.silent)],
        UNEXPLAINED: [row for d in decisions for row in _item_rows(view, d, d.unexplained(view.words))],
        RECURRING: list(_recurring(view)),
        REJECTED: list(_rejected(view)),
    }
    for name, rows in chosen.items():
        yield from _named_list(view, name, [(None, rows)])
    yield from _named_list(view, CARRY_OVER, _carried_over(view))


def _named_list(view: View, name: str, groups: list[Group]) -> Iterator[Page]:
    rows = sum(len(rows) for _, rows in groups)
    number = _numbered(view, name, rows) if rows else None
    title, lead = view.words.word(f"page.{name}"), " ".join(filter(None, (explained(view, name), number)))
    yield from list_pages(
        view, view.addresses.named(name), title, groups,
        crumbs=[listed(view, "decisions")], lead=lead or None, empty=_nothing(view, name),
        columns=COLUMNS if name == OPEN else (),
    )  # fmt: skip


def _nothing(view: View, name: str) -> str:
    """Say what it means that a list is empty."""
    words = view.words
    return {
        OPEN: words._("No decision is open."),
        OVERDUE: words._("No decision is overdue."),
        STILL: words._("No decision stands still or is silent."),
        STALE: words._("Every open decision was reported lately."),
        UNREPORTED: words._("Every item is reported."),
        UNEXPLAINED: words._("No item lacks an explanation."),
        RECURRING: words._("No decision is a recurring commitment."),
        REJECTED: words._("No motion was rejected."),
        CARRY_OVER: words._("No decision is carried over."),
    }[name]


def _numbered(view: View, name: str, rows: int) -> str:
    """Say how many there are of what a list lists."""
    if name in {UNREPORTED, UNEXPLAINED}:
        return view.words._n("{n} item.", "{n} items.", rows)
    if name == REJECTED:
        return view.words._n("{n} motion.", "{n} motions.", rows)
    return view.words._n("{n} decision.", "{n} decisions.", rows)


def _overdue(view: View) -> Iterator[Plain]:
    """List what was to be done by a day that has passed, the longest overdue first."""
    late = [(timing.late[0], decision) for decision, timing in _timed(view) if timing.is_overdue]
    for deadline, decision in sorted(late, key=lambda pair: pair[0].when.last):
        yield view.row(decision, note=_noted(overdue_since(view, deadline), _responsible(view, decision)))


def _stale(view: View) -> Iterator[Plain]:
    """List what nothing new was said of for long, the longest first."""
    stale = [(timing.stale_since, d) for d, timing in _timed(view) if timing.stale_since]
    for since, decision in sorted(stale, key=lambda pair: pair[0].last):
        said = view.words._("Nothing new since {date}", date=since)
        yield view.row(decision, note=_noted(said, _responsible(view, decision)))


def _timed(view: View) -> Iterator[tuple[Followed, Timing]]:
    return ((decision, view.register.timing_of(decision)) for decision in view.register.decisions.values())


def _noted(*notes: str | None) -> str:
    return " · ".join(note for note in notes if note)


def _recurring(view: View) -> Iterator[Plain]:
    """List the commitments that come back, and how often each was kept."""
    for decision in view.register.decisions.values():
        kept = view.register.kept(decision)
        if kept:
            yield view.row(decision, note=_noted(view.words.label(kept.state), counted(view, kept)))


def _rejected(view: View) -> Iterator[Plain]:
    """List the motions that were not agreed to, with where: they stay findable."""
    for motion in cast("tuple[Record[Motion], ...]", view.register.records("motions")):
        outcome = view.register.outcome_of(motion)
        if outcome and outcome in REFUSED:
            meeting = view.register.archive.record(motion.data.meeting)
            said = view.words.label(outcome, "motion")
            yield view.plain_row(motion, note=_noted(said, view.title(meeting) if meeting else None))


def _carried_over(view: View) -> list[Group]:
    """Sort what the next period takes over: what is left of the work first, what goes on or ended by itself apart."""
    headings = {
        "open": view.words._("Open"),
        "unreported": view.words.word("status.unreported"),
        "next": view.words._("Closed, with a next step left"),
        "standing": view.words._("Standing duties"),
        "lapsed": view.words.label(Status.LAPSED),
    }
    groups: dict[str, list[Plain]] = {name: [] for name in headings}
    for decision in view.register.decisions.values():
        name = _heading_over(decision)
        if name:
            groups[name].append(view.row(decision, note=_responsible(view, decision)))
    return [({"title": headings[name], "note": str(len(rows))}, rows) for name, rows in groups.items()]


def _heading_over(decision: Followed) -> str | None:
    """Say under which heading a decision goes on into the next period, if it does."""
    if not decision.is_followed:
        return None
    if decision.status is Status.LAPSED:
        return "lapsed"
    if decision.is_finished:
        return None
    if decision.status.is_closed:
        return "next" if decision.has_next else "unreported"
    if decision.data.standing:
        return "standing"
    return "open" if decision.status.is_open else "unreported"


def _open_row(view: View, decision: Followed) -> Plain:
    """Return the row of what is not finished; one that is closed is there for the step that is left."""
    why = "schedule.next-due" if decision.has_next else "status.unreported"
    left = [view.words.word(why)] if decision.status.is_closed else []
    return table_row(view, decision, note=_responsible(view, decision), tags=left)


def _item_rows(view: View, decision: Followed, items: Iterable[Item]) -> list[Plain]:
    return [view.item_row(decision, item, note=_responsible(view, decision)) for item in items]


def _plain_list(view: View, kind: str) -> Iterator[Page]:
    records = view.register.records(kind)
    if records:
        rows = [view.plain_row(record, note=_note(view, record)) for record in records]
        yield from list_pages(view, view.addresses.listing(kind), heading(view, kind), [(None, rows)])


def _note(view: View, record: Record[RecordFields]) -> str | None:
    """Say in a few words what became of a motion."""
    if not isinstance(record.data, Motion):
        return None
    outcome = view.register.outcome_of(cast("Record[Motion]", record))
    return view.words.label(outcome, "motion") if outcome else None


def _meetings(view: View) -> Iterator[Page]:
    """List the meetings, newest first, year by year."""
    meetings = cast("tuple[Record[Meeting], ...]", view.register.records("meetings"))
    if not meetings:
        return
    newest = sorted(meetings, key=lambda meeting: (meeting.data.date.last, meeting.id), reverse=True)
    groups = [
        ({"title": str(year)}, [view.plain_row(meeting, note=_decided(view, meeting)) for meeting in within])
        for year, within in groupby(newest, key=lambda meeting: meeting.data.date.last.year)
    ]
    yield from list_pages(view, view.addresses.listing("meetings"), heading(view, "meetings"), groups)


def _decided(view: View, meeting: Record[Meeting]) -> str | None:
    return _number(view, view.register.by_meeting.get(meeting.id, ()))


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


def _body_rows(view: View, bodies: Iterable[Record[Body]], sort: BodyType | None) -> list[Plain]:
    within = sorted((b for b in bodies if b.data.type is sort), key=lambda body: view.words.sort_key(view.title(body)))
    return [view.plain_row(body, note=_answers_for(view, body)) for body in within]


def _answers_for(view: View, body: Record[Body]) -> str | None:
    count = len(view.register.by_body.get(body.id, ()))
    return view.words._n("answers for {n} decision", "answers for {n} decisions", count) if count else None
