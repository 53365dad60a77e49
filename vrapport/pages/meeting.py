"""A meeting's page: its minutes, paragraph by paragraph, and the decisions it took."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import cast

from vrapport.dates import VagueDate
from vrapport.pages.decision import mentions
from vrapport.pages.frame import framed, listed, put_off
from vrapport.pages.minutes import minutes
from vrapport.pages.neighbours import in_order, neighbours
from vrapport.prose import DecisionPara, Mention, Paragraph
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.register import Followed, leads_to
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import MeetingType

_LINKS_AT_THE_END = re.compile(r"(\s*\[\[[^\]|]+\]\])+\s*$")  # they are shown as rows below the text
_BETWEEN_BLOCKS = re.compile(r"\n[ \t]*\n+")


def meetings(view: View) -> Iterator[Page]:
    """Make a page for every meeting, each leading to the same body's meetings before and after."""
    found = cast("tuple[Record[Meeting], ...]", view.register.records("meetings"))
    by_body = sorted(found, key=lambda meeting: (_body_of(view, meeting), meeting.data.date.first, meeting.id))
    for _, within in groupby(by_body, key=lambda meeting: _body_of(view, meeting)):
        for before, meeting, after in in_order(list(within)):
            address = view.addresses.record("meetings", meeting.id)
            make = partial(_page, view, meeting, before, after)
            yield put_off(view, "meeting.html", address, make, kind="meeting", origin=meeting)


def _body_of(view: View, meeting: Record[Meeting]) -> str:
    """Tell which body met, whatever name it was typed by."""
    body = view.register.archive.target(meeting.data.body)
    return body.id if body else meeting.data.body.typed


def _page(view: View, meeting: Record[Meeting], before: Record[Meeting] | None, after: Record[Meeting] | None) -> Page:
    data = {
        **_facts(view, meeting),
        **_text(view, meeting),
        **_taken(view, meeting),
        "mentions": mentions(view, meeting.id, "meetings"),
        **neighbours(view, before, after),
    }
    address = view.addresses.record("meetings", meeting.id)
    crumbs = [listed(view, "meetings"), *([data["body"]] if data["body"] else [])]
    return framed(
        view, "meeting.html", address, data["title"], {"meeting": data}, kind="meeting", crumbs=crumbs, origin=meeting
    )


def _facts(view: View, meeting: Record[Meeting]) -> Plain:
    data = meeting.data
    return {
        "title": view.title(meeting),
        "said": view.record(meeting).get("said"),
        "body": view.referred(data.body),
        "type": view.word_or_none(data.type),
        "unapproved": data.type is MeetingType.MINUTES and not data.approved,
        "approved": view.date(data.approved),
        "date": view.date(data.date),
        "number": str(data.number) if data.number else None,
        "period": data.period,
        "notice": view.fact(data.notice),
        "agenda": view.prose_list(data.agenda, meeting),
        "next": [{**step, "overdue": False} for step in view.steps(data.next, meeting)],  # minutes tell no result
        "counts_for": view.records(view.register.archive.records(data.counts_for)),
        "next_meeting": _next_meeting(view, meeting),
        "reports": view.records(view.register.reports_on.get(meeting.id, ())),
        "source": view.fact(data.source),
    }


def _next_meeting(view: View, meeting: Record[Meeting]) -> Plain | None:
    """Lead to the next meeting where there is a record of it, else give its date."""
    when = meeting.data.next_meeting
    if when is None:
        return None
    found = _meeting_of(view, meeting, when)
    reference = view.record(found) if found else {"title": view.words.date(when), "address": None, "status": None}
    return {**reference, "date": view.date(when)}


def _meeting_of(view: View, meeting: Record[Meeting], when: VagueDate) -> Record[Meeting] | None:
    body = view.register.archive.record(meeting.data.body)
    return next(iter(view.register.meetings_on.get((body.id, when), ())), None) if body else None


def _text(view: View, meeting: Record[Meeting]) -> Plain:
    """Set the minutes; what stands before the first heading is the lead."""
    paragraphs = minutes(view, meeting)
    language = view.said(meeting.data.text)[1] if meeting.data.text else view.language
    lead = "\n\n".join(paragraph.body for paragraph in paragraphs if not paragraph.title)
    summary = view.prose(meeting.data.summary, meeting)
    return {
        "text": view.prose_of(lead, language, meeting) if lead.strip() else summary,
        "paragraphs": [_paragraph(view, paragraph, language, meeting) for paragraph in paragraphs if paragraph.title],
    }


def _paragraph(view: View, paragraph: Paragraph, language: str, meeting: Record[Meeting]) -> Plain:
    return {
        "anchor": paragraph.anchor,
        "number": paragraph.number,
        "title": paragraph.title,
        "lang": None if language == view.language else language,
        "parts": list(_parts(view, paragraph, language, meeting)),
    }


def _parts(view: View, paragraph: Paragraph, language: str, meeting: Record[Meeting]) -> Iterator[Plain]:
    """Part what decides from what only tells, each with the decisions it leads to and names for what stands in it."""
    for part in _parted(paragraph):
        mentioned = part.decided.mentions if part.decided else ()
        yield {
            "decides": part.decided is not None,
            "names": part.names,
            "text": view.prose_of(part.text, language, meeting),
            "decisions": [view.row(decision) for decision in _led_to(view, meeting, mentioned)],
        }


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a paragraph as the page sets it: its text, names for its blocks, and what it decides, if it does."""

    text: str
    names: list[str]
    decided: DecisionPara | None


def _parted(paragraph: Paragraph) -> Iterator[_Part]:
    deciding = {decided.text.strip(): decided for decided in paragraph.decisions}
    blocks = [block.strip() for block in _BETWEEN_BLOCKS.split(paragraph.body) if block.strip()]
    names = [f"{paragraph.anchor}.{number}" for number in range(1, len(blocks) + 1)]
    for decides, within in groupby(zip(names, blocks, strict=True), key=lambda each: _decision(each[1]) in deciding):
        run = list(within)
        for part in [[each] for each in run] if decides else [run]:
            text = "\n\n".join(block for _, block in part)
            decided = deciding[_decision(text)] if decides else None
            yield _Part(_LINKS_AT_THE_END.sub("", text) if decides else text, [name for name, _ in part], decided)


def texts_in(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Yield the texts of minutes part by part, as their page sets them."""
    for paragraph in paragraphs:
        yield from (part.text for part in _parted(paragraph) if paragraph.title)


def _led_to(view: View, meeting: Record[Meeting], mentions: Iterable[Mention]) -> Iterator[Followed]:
    """Find the decisions that references in the minutes lead to."""
    for mention in mentions:
        target = view.register.archive.target(leads_to(meeting, mention))
        if target and target.kind == "decisions" and target.id in view.register.decisions:
            yield view.register.decisions[target.id]


def _decision(block: str) -> str:
    """Return what stands after `Beslut:`."""
    return block.partition(":")[2].strip(" *")


def _taken(view: View, meeting: Record[Meeting]) -> Plain:
    """List what the meeting decided beyond what its minutes show, and what was put to it."""
    decisions = [decision for decision in view.register.by_meeting.get(meeting.id, ()) if decision.paragraph is None]
    return {
        "decided": list(_by_area(view, decisions)),
        "counts": view.counts(decisions),
        "motions": [view.plain_row(motion) for motion in view.register.motions_at.get(meeting.id, ())],
        "statements": [view.plain_row(statement) for statement in view.register.statements_at.get(meeting.id, ())],
    }


def _by_area(view: View, decisions: list[Followed]) -> Iterator[Plain]:
    for ident in (*view.site.areas, None):
        within = [decision for decision in decisions if decision.area == ident]
        if within:
            head = view.area(ident) or {"title": None, "address": None}
            yield {**head, "rows": [view.row(decision) for decision in within]}
