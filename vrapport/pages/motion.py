"""A motion's page: what was asked, why, what the board said, and what became of it."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import cast

from vrapport.pages.chain import chain, unanswered
from vrapport.pages.decision import mentions
from vrapport.pages.frame import framed, listed, put_off
from vrapport.pages.neighbours import in_order, neighbours
from vrapport.prose import clause_anchor
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.register import Followed
from vrapport.theme import Page
from vrapport.views import Plain, View


def motions(view: View) -> Iterator[Page]:
    """Make a page for every motion."""
    ordered = cast("tuple[Record[Motion], ...]", view.register.records("motions"))
    for beside in in_order(ordered):
        motion = beside[1]
        address, make = view.addresses.record("motions", motion.id), partial(_page, view, *beside)
        yield put_off(view, "motion.html", address, make, kind="motion", origin=motion)


def _page(view: View, before: Record[Motion] | None, motion: Record[Motion], after: Record[Motion] | None) -> Page:
    data = {**_motion(view, motion), **neighbours(view, before, after)}
    crumbs = [listed(view, "motions"), *([data["meeting"]] if data["meeting"] else [])]
    address = view.addresses.record("motions", motion.id)
    return framed(
        view, "motion.html", address, _heading(data), {"motion": data}, kind="motion", crumbs=crumbs, origin=motion
    )


def _heading(data: Plain) -> str:
    """Name the page so that it is not taken for the decision that answers the motion."""
    name = " ".join(part for part in (data["type"]["label"], data["label"]) if part)
    return f"{name}: {data['title']}"


def _motion(view: View, motion: Record[Motion]) -> Plain:
    data = motion.data
    decisions = view.register.by_motion.get(motion.id, ())
    return {
        "id": motion.id,
        "title": view.title(motion),
        "lang": view.foreign_title(motion),
        "label": view.tab(motion),
        "type": view.word(data.type),
        "outcome": view.outcome(view.register.outcome_of(motion), of_motion=True),
        "decisions": [view.row(decision) for decision in decisions],
        "text": view.prose(data.text, motion),
        "summary": view.prose(data.summary, motion),
        "source": view.fact(data.source),
        "clauses": list(_clauses(view, motion)),
        "opinion": view.prose(data.opinion, motion),
        "proposal": view.prose_list(data.proposal, motion),
        "chains": _chains(view, motion, decisions),
        "reservations": None,
        "mentions": mentions(view, motion.id, "motions"),
        "movers": view.movers(data.movers),
        "amends": view.fact(data.amends),
        "meeting": view.referred(data.meeting),
    }


def _chains(view: View, motion: Record[Motion], decisions: Sequence[Followed]) -> list[Plain]:
    """Follow the motion to each of the decisions that answer it, each under its name where they are several."""
    if not decisions:
        return [{"title": None, "steps": list(unanswered(view, motion))}]
    several = len(decisions) > 1
    return [
        {"title": view.named(decision.record) if several else None, "steps": list(chain(view, decision))}
        for decision in decisions
    ]


def _clauses(view: View, motion: Record[Motion]) -> Iterator[Plain]:
    """List what the movers ask for, clause by clause."""
    for number, clause in enumerate(motion.data.clauses, 1):
        if clause.text or clause.summary:
            yield {
                "number": number,
                "anchor": clause_anchor(number),
                "text": view.prose(clause.text, motion),
                "summary": view.prose(clause.summary, motion),
                "status": None,
                "outcome": view.outcome(clause.outcome, of_motion=True),
                "responsible": [],
                "due": None,
            }
