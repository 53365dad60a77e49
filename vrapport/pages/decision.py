"""A decision's own page: where it stands, what was decided, how it went, and how it became a decision."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from vrapport.pages.chain import chain
from vrapport.pages.connected import connected
from vrapport.pages.editing import write_update
from vrapport.pages.frame import framed, listed, put_off
from vrapport.pages.ledgers import referral
from vrapport.pages.neighbours import in_order, neighbours
from vrapport.pages.paragraphs import paragraph
from vrapport.pages.pictures import timeline_picture
from vrapport.pages.recurrence import recurrence
from vrapport.pages.similar import similar_rows
from vrapport.pages.timeline import accounts_of, timeline
from vrapport.pages.timing import moved, steps_left, timing, warnings
from vrapport.prose import clause_anchor
from vrapport.records.decisions import Decision, Extension
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.records.resources import Resource
from vrapport.records.statements import Statement
from vrapport.records.statistics import Statistic
from vrapport.register import Followed, Item, sent_on
from vrapport.theme import Page
from vrapport.views import Plain, View, once


def decisions(view: View) -> Iterator[Page]:
    """Make a page for every decision."""
    return (_put_off(view, *beside) for beside in in_order(list(view.register.decisions.values())))


def decisions_at(view: View, addresses: Iterable[str]) -> Iterator[Page]:
    """Make the pages of those decisions that lie at some addresses."""
    known = view.register.decisions
    named = {ident for address in addresses if (ident := view.addresses.record_at("decisions", address)) in known}
    every = in_order(list(known.values())) if named else ()
    return (_put_off(view, *beside) for beside in every if beside[1].id in named)


def _put_off(view: View, before: Followed | None, decision: Followed, after: Followed | None) -> Page:
    address = view.addresses.record("decisions", decision.id)
    make = partial(_page, view, before, decision, after)
    return put_off(view, "decision.html", address, make, kind="decision", origin=decision.record)


@once
def _about(view: View) -> dict[str, list[Record[RecordFields]]]:
    """Find the statements, statistics and proposals that are about each decision."""
    found: dict[str, list[Record[RecordFields]]] = defaultdict(list)
    kinds = ("statements", "statistics", "resources")
    for record in (record for kind in kinds for record in view.register.records(kind)):
        if isinstance(record.data, Statement | Statistic | Resource):
            for decision in view.register.archive.records(record.data.decision):
                found[decision.id].append(record)
    return found


def _page(view: View, before: Followed | None, decision: Followed, after: Followed | None) -> Page:
    record = decision.record
    data = {
        **_identity(view, decision),
        **_decided(view, decision),
        **_followed_up(view, decision),
        **_beside(view, decision),
        "related": view.records(_about(view).get(record.id, ())),
        "connected": connected(view, decision),
        **neighbours(view, before.record if before else None, after.record if after else None),
    }
    address = view.addresses.record("decisions", record.id)
    data_file = view.addresses.shared.record("decisions", record.id).removesuffix(".html") + ".json"
    own_data = {"title": view.words._("Data (JSON)"), "address": data_file, "status": None}
    return framed(
        view, "decision.html", address, data["title"], {"decision": data}, kind="decision", links=[own_data],
        crumbs=_crumbs(view, decision), description=_description(view, decision), origin=record,
    )  # fmt: skip


def _beside(view: View, decision: Followed) -> Plain:
    """Lead on: how it became a decision, what is like it, what speaks of it, and to a new account of it."""
    ident = decision.record.id
    return {
        "chain": list(chain(view, decision)),
        "similar": similar_rows(view, view.similar.get(ident, ())),
        "write_update": write_update(view, decision),
        "mentions": [row for row in mentions(view, ident) if row["address"] != _where_decided(view, decision)],
    }


def _where_decided(view: View, decision: Followed) -> str | None:
    """Return the page of the meeting that decided it, which is named among the facts already."""
    return view.addresses.record("meetings", decision.meeting.id) if decision.meeting else None


def _identity(view: View, decision: Followed) -> Plain:
    """Say what it is called and where it stands."""
    status, data = view.standing(decision), decision.data
    reported = {"reported": decision.reported, "total": len(decision.items)} if decision.clauses else None
    return {
        "id": decision.id,
        "title": view.title(decision.record),
        "label": view.tab(decision.record),
        "status": {**status, "explained": view.words.word(f"status.{decision.status}.explained")},
        "progress": reported,
        "tags": _tags(view, decision),
        "ref": data.ref,
        "contact": view.fact(data.contact),
        "standing": data.standing,
    }


def _tags(view: View, decision: Followed) -> list[str]:
    """Mark what a reader should not miss."""
    marks = {
        "schedule.next-due": decision.status.is_closed and decision.has_next,
        "mark.unexplained": bool(view.unexplained(decision)),
    }
    return [*warnings(view, decision), *(view.words.word(mark) for mark, holds in marks.items() if holds)]


def _decided(view: View, decision: Followed) -> Plain:
    """Say what was decided, where, and who answers for it."""
    data, record = decision.data, decision.record
    return {
        "text": view.prose(data.text, record),
        "summary": view.prose(data.summary, record),
        "source": view.fact(data.source),
        "clauses": [_clause(view, item, record) for item in decision.clauses],
        "clauses_retold": any(item.clause and not item.clause.text for item in decision.clauses),
        "outcome": view.outcome(decision.outcome),
        "area": view.area(decision.area),
        "meeting": view.record(decision.meeting) if decision.meeting else None,
        "paragraph": paragraph(view, decision),
        "motions": view.records(decision.motions),
        "responsible": view.records(decision.responsible),
        "due": view.date(own.when) if (own := view.register.timing_of(decision).own) else None,
        "due_before": moved(view, own) if own else None,
        "schedule": timing(view, decision),
        "extension": [_extension(view, more, record) for more in data.extension if _is_given(view, more)],
        "campaign": view.record(decision.campaigns[0]) if decision.campaigns else None,
        "reservations": view.prose_list(data.reservations, record),
    }


def _is_given(view: View, more: Extension) -> bool:
    return more.date is None or more.date.begins <= view.register.today


def _extension(view: View, more: Extension, record: Record[Decision]) -> Plain:
    """Say until when more time was given, by whom and why."""
    return {
        "until": view.date(more.until),
        "date": view.date(more.date),
        "reason": view.prose(more.reason, record),
        "by": view.records(view.bodies(more.by)),
    }


def _clause(view: View, item: Item, record: Record[Decision]) -> Plain:
    clause, number = item.clause, item.number or 0
    return {
        "number": number,
        "anchor": clause_anchor(number),
        "text": view.prose(clause.text, record) if clause else None,
        "summary": view.prose(clause.summary, record) if clause else None,
        "status": None if item.refused else view.status(item.status),
        "outcome": view.outcome(clause.outcome) if clause else None,
        "responsible": view.records(view.bodies(clause.responsible)) if clause else [],
        "due": view.date(clause.due) if clause else None,
    }


def _followed_up(view: View, decision: Followed) -> Plain:
    """Say how it went, newest first, and what comes next."""
    accounts = accounts_of(view, decision)
    return {
        "now": _now(decision, accounts),
        "picture": timeline_picture(view, decision),
        "updates": timeline(view, decision, accounts),
        "next": steps_left(view, decision, accounts),
        "recurs": recurrence(view, decision),
        "referrals": [referral(view, one) for one in sent_on(decision, view.register.archive, view.register.today)],
    }


def _now(decision: Followed, accounts: Iterable[Plain]) -> Plain | None:
    """Say what holds now: the words behind the status of the whole."""
    told, decisive = zip(decision.accounts, accounts, strict=True), decision.decisive
    return next((plain for account, plain in told if account is decisive), None)


def mentions(view: View, ident: str, kind: str = "decisions") -> list[Plain]:
    """List the records whose running text refers to a record."""
    found = view.register.mentioned_in(kind, ident)
    return [view.plain_row(record) for record in found]


def _crumbs(view: View, decision: Followed) -> list[Plain]:
    meeting = view.record(decision.meeting) if decision.meeting else None
    way = [listed(view, "decisions"), meeting, view.area(decision.area)]
    return [{**step, "status": None} for step in way if step]


def _description(view: View, decision: Followed) -> str:
    text = decision.decisive.told.text if decision.decisive else None
    said = view.line(text) if text else view.words.word(f"status.{decision.status}.explained")
    return f"{view.standing(decision)['label']}. {said}"
