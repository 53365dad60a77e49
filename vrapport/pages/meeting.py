"""A meeting's page: its minutes, paragraph by paragraph, and the decisions it took."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import cast

from vrapport.dates import VagueDate
from vrapport.pages.decision import mentions
from vrapport.pages.frame import framed, listed
from vrapport.prose import Paragraph
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
        series = list(within)
        for number, meeting in enumerate(series):
            before = series[number - 1] if number else None
            after = series[number + 1] if number + 1 < len(series) else None
            yield _page(view, meeting, before, after)


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
        "previous": view.record(before) if before else None,
        "next_in_order": view.record(after) if after else None,
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
        "body": view.referred(data.body),
        "type": view.word_or_none(data.type),
        "unapproved": data.type is MeetingType.MINUTES and not data.approved,
        "approved": view.date(data.approved),
        "date": view.date(data.date),
        "number": str(data.number) if data.number else None,
        "period": data.period,
        "notice": view.line(data.notice),
        "agenda": view.prose_list(data.agenda, meeting),
        "next": [{**step, "overdue": False} for step in view.steps(data.next, meeting)],  # minutes tell no result
        "counts_for": view.records(view.register.archive.records(data.counts_for)),
        "next_meeting": _next_meeting(view, meeting),
        "reports": view.records(view.register.reports_on.get(meeting.id, ())),
        "source": view.line(data.source),
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
    paragraphs = view.register.minutes.get(meeting.id, ())
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
        "parts": list(_parts(view, paragraph, language, meeting)),
    }


def _parts(view: View, paragraph: Paragraph, language: str, meeting: Record[Meeting]) -> Iterator[Plain]:
    """Part what decides from what only tells, each with the decisions it leads to."""
    deciding = {decided.text.strip(): decided for decided in paragraph.decisions}
    blocks = [block.strip() for block in _BETWEEN_BLOCKS.split(paragraph.body) if block.strip()]
    for decides, within in groupby(blocks, key=lambda block: _decision(block) in deciding):
        for text in within if decides else ["\n\n".join(within)]:
            found = deciding[_decision(text)].mentions if decides else ()
            targets = (view.register.archive.target(leads_to(meeting, mention)) for mention in found)
            followed = (
                view.register.decisions.get(target.id) for target in targets if target and target.kind == "decisions"
            )
            yield {
                "decides": decides,
                "text": view.prose_of(_LINKS_AT_THE_END.sub("", text) if decides else text, language, meeting),
                "decisions": [view.row(decision) for decision in followed if decision],
            }


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
