"""The lists that the board works from: what is open, late, silent or unexplained, what comes back or goes on."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import cast

from vrapport.dates import VagueDate
from vrapport.pages.frame import listed
from vrapport.pages.ledgers import REFERRALS, WAITING
from vrapport.pages.listing import Group, Row, list_pages
from vrapport.pages.recurrence import counted
from vrapport.pages.table import COLUMNS, responsible, table_row
from vrapport.pages.timing import overdue_since
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.register import Deadline, Followed, Item, Kept, Timing, sent_on
from vrapport.theme import Page
from vrapport.views import Plain, Spoken, View, together
from vrapport.vocabulary import Outcome, Status

UNREPORTED, UNEXPLAINED, OPEN, STILL = "unreported", "unexplained", "open", "still"
OVERDUE, STALE, CARRY_OVER, RECURRING, REJECTED = "overdue", "stale", "carry-over", "recurring", "rejected"
MEASURES = "measures"
REFUSED = frozenset({Outcome.REJECTED, Outcome.RULED_OUT, Outcome.WITHDRAWN, Outcome.FALLEN})
FOLLOWED_UP = (
    OPEN, OVERDUE, STILL, STALE, UNREPORTED, UNEXPLAINED, WAITING, REFERRALS, CARRY_OVER, RECURRING, REJECTED, MEASURES,
)  # fmt: skip
"""The lists that the board works from, as the list of all decisions names them."""


def worklists(view: View) -> Iterator[Page]:
    """Make the lists that the board works from."""
    decisions = view.register.decisions.values()
    chosen: dict[str, Sequence[Row]] = {
        OPEN: [partial(_open_row, view, d) for d in decisions if d.is_followed and not d.is_finished],
        OVERDUE: list(_overdue(view)),
        STILL: [partial(_still_row, view, d) for d in still_or_silent(decisions)],
        STALE: list(_stale(view)),
        UNREPORTED: [partial(_item_row, view, d, item) for d in decisions for item in d.silent],
        UNEXPLAINED: [partial(_item_row, view, d, item) for d in decisions for item in view.unexplained(d)],
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


def still_or_silent(decisions: Iterable[Followed]) -> list[Followed]:
    """Find the decisions that stand still or were not reported, silence first, then what nobody has begun."""
    found = [decision for decision in decisions if decision.silent or decision.status.stands_still]
    return sorted(found, key=lambda decision: (not decision.silent, decision.status is not Status.NOT_DONE))


def still_row(view: View, decision: Followed, note: Spoken | None = None) -> Plain:
    """Return the row of a decision that stands still; one that moves is there for a clause nobody spoke of."""
    silent = bool(decision.silent) and decision.status is not Status.UNREPORTED
    return view.row(decision, note=note, tags=[view.words.word("status.unreported")] if silent else [])


def _still_row(view: View, decision: Followed) -> Plain:
    return still_row(view, decision, note=responsible(view, decision))


def _open_row(view: View, decision: Followed) -> Plain:
    """Return the row of what is not finished; one that is closed is there for the step that is left."""
    why = "schedule.next-due" if decision.has_next else "status.unreported"
    left = [view.words.word(why)] if decision.status.is_closed else []
    return table_row(view, decision, note=responsible(view, decision), tags=left)


def _item_row(view: View, decision: Followed, item: Item) -> Plain:
    return view.item_row(decision, item, note=responsible(view, decision))


def _overdue(view: View) -> Iterator[Row]:
    """List what was to be done by a day that has passed, the longest overdue first."""
    late = [(timing.late[0], decision) for decision, timing in _timed(view) if timing.is_overdue]
    for deadline, decision in sorted(late, key=lambda pair: pair[0].when.last):
        yield partial(_overdue_row, view, decision, deadline)


def _overdue_row(view: View, decision: Followed, deadline: Deadline) -> Plain:
    return view.row(decision, note=_noted(overdue_since(view, deadline), responsible(view, decision)))


def _stale(view: View) -> Iterator[Row]:
    """List what nothing new was said of for long, the longest first."""
    stale = [(timing.stale_since, d) for d, timing in _timed(view) if timing.stale_since]
    for since, decision in sorted(stale, key=lambda pair: pair[0].last):
        yield partial(_stale_row, view, decision, since)


def _stale_row(view: View, decision: Followed, since: VagueDate) -> Plain:
    said = view.words._("Nothing new since {date}", date=since)
    return view.row(decision, note=_noted(said, responsible(view, decision)))


def _timed(view: View) -> Iterator[tuple[Followed, Timing]]:
    return ((decision, view.register.timing_of(decision)) for decision in view.register.decisions.values())


def _noted(*notes: Spoken | None) -> Spoken | None:
    return together(" · ", notes)


def _recurring(view: View) -> Iterator[Row]:
    """List the commitments that come back, and how often each was kept."""
    for decision in view.register.decisions.values():
        kept = view.register.kept(decision)
        if kept:
            yield partial(_recurring_row, view, decision, kept)


def _recurring_row(view: View, decision: Followed, kept: Kept) -> Plain:
    return view.row(decision, note=_noted(view.words.label(kept.state), counted(view, kept)))


def _rejected(view: View) -> Iterator[Row]:
    """List the motions that were not agreed to, with where: they stay findable."""
    for motion in cast("tuple[Record[Motion], ...]", view.register.records("motions")):
        outcome = view.register.outcome_of(motion)
        if outcome and outcome in REFUSED:
            yield partial(_rejected_row, view, motion, outcome)


def _rejected_row(view: View, motion: Record[Motion], outcome: Outcome) -> Plain:
    meeting = view.register.archive.record(motion.data.meeting)
    said = view.words.label(outcome, "motion")
    return view.plain_row(motion, note=_noted(said, view.named(meeting) if meeting else None))


def _carried_over(view: View) -> list[Group]:
    """Sort what the next period takes over: what is left of the work first, what goes on or ended by itself apart."""
    headings = {
        "open": view.words._("Open"),
        "unreported": view.words.word("status.unreported"),
        "next": view.words._("Closed, with a next step left"),
        "answer": view.words.word("agenda.unanswered"),
        "standing": view.words._("Standing duties"),
        "lapsed": view.words.label(Status.LAPSED),
    }
    groups: dict[str, list[Row]] = {name: [] for name in headings}
    for decision in view.register.decisions.values():
        name = _heading_over(view, decision)
        if name:
            groups[name].append(partial(_row_with_bodies, view, decision))
    return [({"title": headings[name], "note": str(len(rows))}, rows) for name, rows in groups.items()]


def _row_with_bodies(view: View, decision: Followed) -> Plain:
    return view.row(decision, note=responsible(view, decision))


def _heading_over(view: View, decision: Followed) -> str | None:
    """Say under which heading a decision goes on into the next period, if it does."""
    if not decision.is_followed:
        return None
    if decision.status is Status.LAPSED:
        return "lapsed"
    if decision.is_finished:
        sent = sent_on(decision, view.register.archive, view.register.today)
        return "answer" if any(each.is_owed for each in sent) else None
    if decision.status.is_closed:
        return "next" if decision.has_next else "unreported"
    if decision.data.standing:
        return "standing"
    return "open" if decision.status.is_open else "unreported"
