"""A page of the resource bank: a proposal, who put it forward, how to use it again, and what became of it."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import cast

from vrapport.pages.alike import alike
from vrapport.pages.bank import Bank, bank, browsing, distinct
from vrapport.pages.frame import framed, listed, put_off
from vrapport.prose import Reach, reach, well_formed
from vrapport.records.fields import Text
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.records.resources import Resource
from vrapport.register import Attachment, lies
from vrapport.theme import Page
from vrapport.views import Plain, Spoken, View, attachment_address, together
from vrapport.vocabulary import ResourceType
from vrapport.wording import direction

_NEUTER = frozenset({ResourceType.BUDGET_MOTION, ResourceType.PROPOSAL, None})  # ett förslag är bifallet


def resources(view: View) -> Iterator[Page]:
    """Make a page for every resource, and those that the bank is browsed by."""
    yield from browsing(view)
    for resource in cast("tuple[Record[Resource], ...]", view.register.records("resources")):
        address, make = view.addresses.record("resources", resource.id), partial(_page, view, resource)
        yield put_off(view, "resource.html", address, make, kind="resource", origin=resource)


def _page(view: View, resource: Record[Resource]) -> Page:
    data = _resource(view, resource, bank(view)) | {"similar": alike(view).get(resource.id, [])}
    return framed(
        view, "resource.html", view.addresses.record("resources", resource.id), data["title"], {"resource": data},
        kind="resource", crumbs=[listed(view, "resources")], origin=resource,
    )  # fmt: skip


def _resource(view: View, resource: Record[Resource], shelves: Bank) -> Plain:
    data = resource.data
    return {
        "title": view.title(resource),
        "type": view.word_or_none(data.type),
        "text": _lent(view, data.text, resource),
        "summary": view.prose(data.summary, resource),
        "source": view.fact(data.source),
        "file": _file(view, resource),
        "language": _language(view, data.language),
        "licence": view.line(data.licence),
        "place": shelves.place(data.place),
        "group": view.referred(data.group),
        "area": _area(view, data),
        "date": view.date(data.date),
        "topics": [found for topic in distinct(view, data.topics) if (found := shelves.topic(topic))],
        "placed": _placed(view, data),
        **_became(view, data),
    }


def _placed(view: View, data: Resource) -> Spoken | None:
    """Say in a line what it is, whose, from where and from when."""
    group = view.register.archive.record(data.group)
    sort = view.words.label(data.type) if data.type else None
    when = view.words.date(data.date) if data.date else None
    return together(" · ", [sort, view.named(group) if group else None, view.fact(data.place), when])


def _lent(view: View, text: Text | None, resource: Record[Resource]) -> Plain | None:
    """Return the text to be used again, marked with the language that it was written in."""
    prose = view.prose(text, resource)
    written = resource.data.language
    return {**prose, "language": written} if prose and text and written and set(text.by_language) == {""} else prose


def _language(view: View, code: str | None) -> Plain | None:
    if code is None:
        return None
    return {"code": code, "name": view.words.tongue(code), "direction": direction(code), "own": code == view.language}


def _area(view: View, data: Resource) -> Plain | None:
    target = view.register.archive.target(data.area)
    return view.area(target.id) if target else None


def _became(view: View, data: Resource) -> Plain:
    """Say what was done with it where it was put forward, and what motions and decisions it led to."""
    known = view.register.decisions
    motions = cast("Sequence[Record[Motion]]", view.register.archive.records(data.motions))
    decisions = [known[found.id] for found in view.register.archive.records(data.decision) if found.id in known]
    return {
        "outcome": view.outcome(data.outcome, of_motion=data.type not in _NEUTER),
        "motions": [view.plain_row(motion, note=_fate(view, motion)) for motion in motions],
        "decisions": [view.row(decision) for decision in decisions],
    }


def _fate(view: View, motion: Record[Motion]) -> str | None:
    outcome = view.register.outcome_of(motion)
    return view.words.label(outcome, "motion") if outcome else None


def _file(view: View, resource: Record[Resource]) -> Plain | None:
    """Lead to what is lent out: a file beside the record, another record, or (`href`) an address of somebody else's."""
    typed = resource.data.link or ""
    lying = lies(resource.source, typed) if typed and reach(typed) is Reach.SITE else None
    if isinstance(lying, Attachment):
        title = lying.path.rpartition("/")[2]
        return {"title": title, "address": attachment_address(lying), "status": None, "href": None}
    if reach(typed) is Reach.OUTSIDE:
        return {"title": typed, "address": None, "status": None, "href": well_formed(typed)}
    found = view.referred(lying)
    return {**found, "href": None} if found else None
