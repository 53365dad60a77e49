"""Lists of records under headings: all decisions, an area, a status, and all of each other kind."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import cast

from vrapport.addresses import numbered
from vrapport.pages.frame import framed, heading, listed
from vrapport.records.bodies import Body
from vrapport.records.campaigns import Campaign
from vrapport.records.fields import RecordFields
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.register import Followed, Item
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import BodyType, Status

UNREPORTED, UNEXPLAINED, OPEN, STILL = "unreported", "unexplained", "open", "still"
Group = tuple[Plain | None, list[Plain]]
Taken = tuple[Record[Meeting] | None, Followed]


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
    for kind in ("motions", "campaigns", "statements", "resources", "statistics", "reports"):
        yield from _plain_list(view, kind)
    yield from _meetings(view)
    yield from _bodies(view)


def _list(  # noqa: PLR0913 - what differs between lists, each of it named at the call
    view: View,
    address: str,
    title: str,
    groups: Iterable[Group],
    *,
    crumbs: Iterable[Plain] = (),
    lead: str | None = None,
    decisions: Iterable[Followed] = (),
    elsewhere: Iterable[Plain] = (),
    status: Status | None = None,
) -> Iterator[Page]:
    """Make one list; a long one goes on over several pages."""
    data = {
        "title": title,
        "lead": lead,
        "text": None,
        "status": view.status(status) if status else None,
        "counts": view.counts(decisions),
        "elsewhere": list(elsewhere),
        "empty": view.words._("There is nothing here yet."),
    }
    parts = _parts(groups, view.site.list_length)
    way = list(crumbs)
    for number, shown in enumerate(parts, 1):
        part = {"groups": shown, "pages": _paging(address, number, len(parts))}
        name = title if number == 1 else view.words._("{title}, page {n}", title=title, n=number)
        at = numbered(address, number)
        yield framed(view, "list.html", at, name, {"list": data | part}, kind="list", crumbs=way, description=lead)


def _parts(groups: Iterable[Group], length: int) -> list[list[Plain]]:
    """Divide a list into pages; a group that goes on over the page repeats its heading."""
    rows = [(number, head, row) for number, (head, within) in enumerate(groups) for row in within]
    return [_grouped(rows[first : first + length]) for first in range(0, len(rows), length)] or [[]]


def _grouped(rows: Iterable[tuple[int, Plain | None, Plain]]) -> list[Plain]:
    bare = {"title": None, "address": None, "anchor": None, "note": None}
    parts = (list(within) for _, within in groupby(rows, key=itemgetter(0)))
    return [{**bare, **(part[0][1] or {}), "rows": [row for _, _, row in part]} for part in parts]


def _paging(address: str, number: int, last: int) -> Plain | None:
    """Lead to the other pages of a long list."""
    if last == 1:
        return None
    pages = [{"title": str(n), "address": numbered(address, n), "current": n == number} for n in range(1, last + 1)]
    return {
        "previous": pages[number - 2] if number > 1 else None,
        "next": pages[number] if number < last else None,
        "numbers": pages,
    }


def _all_decisions(view: View) -> Iterator[Page]:
    """List every decision, the newest meeting first."""
    decisions = view.register.decisions.values()
    newest = [pair for _, within in reversed(list(_by_meeting(view))) for pair in within]
    groups = [
        (head, [view.row(decision, note=_responsible(view, decision)) for _, decision in within])
        for head, within in _headed(view, newest)
    ]
    yield from _list(
        view,
        view.addresses.listing("decisions"),
        view.words.word("page.all-decisions"),
        groups,
        lead=view.words._n("{n} decision in all.", "{n} decisions in all.", len(decisions)),
        decisions=decisions,
        elsewhere=_elsewhere(view),
    )


def _by_meeting(view: View) -> Iterator[tuple[str, list[Taken]]]:
    taken = ((decision.meeting, decision) for decision in view.register.decisions.values())
    return ((ident, list(within)) for ident, within in groupby(taken, key=_meeting_id))


def _headed(view: View, taken: Iterable[Taken]) -> Iterator[tuple[Plain, list[Taken]]]:
    """Set decisions under the meetings that took them."""
    for _, pairs in groupby(taken, key=_meeting_id):
        within = list(pairs)
        meeting = within[0][0]
        yield view.record(meeting) if meeting else {"title": view.words._("Without meeting"), "address": None}, within


def _meeting_id(taken: Taken) -> str:
    return taken[0].id if taken[0] else ""


def _responsible(view: View, decision: Followed) -> str:
    return ", ".join(view.title(body) for body in decision.responsible)


def _elsewhere(view: View) -> list[Plain]:
    """Lead on to the areas, and to the lists that the board works from."""
    areas = [view.area(ident) for ident in view.site.areas if ident in view.register.by_area]
    named = [(f"page.{name}", view.addresses.named(name)) for name in (OPEN, STILL, UNREPORTED, UNEXPLAINED)]
    named.append(("page.statuses", view.addresses.listing("status")))
    lists = [{"title": view.words.word(key), "address": address, "status": None} for key, address in named]
    return [area for area in areas if area] + lists


def _areas(view: View) -> Iterator[Page]:
    for ident in view.site.areas:
        decisions = view.register.by_area.get(ident, ())
        rows = [view.row(decision, note=_responsible(view, decision)) for decision in decisions]
        head = view.area(ident) or {}
        yield from _list(
            view, head["address"], head["title"], [(None, rows)], crumbs=[listed(view, "decisions")],
            decisions=decisions, lead=view.words._n("{n} decision.", "{n} decisions.", len(decisions)),
        )  # fmt: skip


def _statuses(view: View) -> Iterator[Page]:
    """List the decisions that have come equally far, meeting by meeting: a count of one meeting leads here too."""
    for status in Status:
        pairs = [(decision.meeting, decision) for decision in view.register.by_status.get(status, ())]
        groups = [
            (
                {**head, "note": str(len(within))},
                [view.row(decision, note=_area_name(view, decision)) for _, decision in within],
            )
            for head, within in _headed(view, pairs)
        ]
        yield from _list(
            view, view.addresses.status(status), view.words.label(status), groups, status=status,
            crumbs=[listed(view, "decisions")], lead=view.words.word(f"status.{status}.explained"),
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
    title = view.words.word("page.statuses")
    yield from _list(view, view.addresses.listing("status"), title, [(None, rows)], crumbs=[listed(view, "decisions")])


def _area_name(view: View, decision: Followed) -> str | None:
    return (view.area(decision.area) or {}).get("title")


def _named_lists(view: View) -> Iterator[Page]:
    """List what is open, what stands still, what was not reported, and what was reported without explanation."""
    decisions = view.register.decisions.values()
    chosen = {
        OPEN: [_open_row(view, d) for d in decisions if d.has_next or not d.status.is_closed],
        STILL: [still_row(view, d, note=_responsible(view, d)) for d in still_or_silent(decisions)],
        UNREPORTED: [row for d in decisions for row in _item_rows(view, d, d.silent)],
        UNEXPLAINED: [row for d in decisions for row in _item_rows(view, d, d.unexplained(view.words))],
    }
    for name, rows in chosen.items():
        title = view.words.word(f"page.{name}")
        lead = view.words._n("{n} item.", "{n} items.", len(rows))
        yield from _list(
            view, view.addresses.named(name), title, [(None, rows)], crumbs=[listed(view, "decisions")], lead=lead
        )


def _open_row(view: View, decision: Followed) -> Plain:
    """Return the row of what is not finished; one that is closed is there for the step that is left."""
    left = [view.words.word("schedule.next-due")] if decision.status.is_closed else []
    return view.row(decision, note=_responsible(view, decision), tags=left)


def _item_rows(view: View, decision: Followed, items: Iterable[Item]) -> list[Plain]:
    return [view.item_row(decision, item, note=_responsible(view, decision)) for item in items]


def _plain_list(view: View, kind: str) -> Iterator[Page]:
    records = view.register.records(kind)
    if records:
        rows = [view.plain_row(record, note=_note(view, record)) for record in records]
        yield from _list(view, view.addresses.listing(kind), heading(view, kind), [(None, rows)])


def _note(view: View, record: Record[RecordFields]) -> str | None:
    """Say in a few words what became of a motion, or how much a campaign is built on."""
    if isinstance(record.data, Campaign):
        return _number(view, view.register.by_campaign.get(record.id, ()))
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
    yield from _list(view, view.addresses.listing("meetings"), heading(view, "meetings"), groups)


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
    yield from _list(view, view.addresses.listing("bodies"), heading(view, "bodies"), groups)


def _sort_heading(view: View, sort: BodyType | None) -> Plain:
    return {"title": view.words.label(sort) if sort else view.words._("Others")}


def _body_rows(view: View, bodies: Iterable[Record[Body]], sort: BodyType | None) -> list[Plain]:
    within = sorted((b for b in bodies if b.data.type is sort), key=lambda body: view.words.sort_key(view.title(body)))
    return [view.plain_row(body, note=_answers_for(view, body)) for body in within]


def _answers_for(view: View, body: Record[Body]) -> str | None:
    count = len(view.register.by_body.get(body.id, ()))
    return view.words._n("answers for {n} decision", "answers for {n} decisions", count) if count else None
