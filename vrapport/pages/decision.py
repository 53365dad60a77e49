"""A decision's own page: where it stands, what was decided, how it went, and how it became a decision."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from vrapport.dates import VagueDate
from vrapport.pages.frame import framed, listed
from vrapport.prose import clause_anchor
from vrapport.records.decisions import Decision, Recurrence, Referral
from vrapport.records.fields import RecordFields
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.records.statements import Statement
from vrapport.records.statistics import Statistic
from vrapport.register import Account, Followed, Item
from vrapport.theme import Page
from vrapport.views import Plain, View, label
from vrapport.vocabulary import ReferralState, Status


def decisions(view: View) -> Iterator[Page]:
    """Make a page for every decision."""
    ordered, related = list(view.register.decisions.values()), _about(view)
    for number, decision in enumerate(ordered):
        before = ordered[number - 1] if number else None
        after = ordered[number + 1] if number + 1 < len(ordered) else None
        yield _page(view, decision, before, after, related.get(decision.id, ()))


def _about(view: View) -> dict[str, list[Record[RecordFields]]]:
    """Find the statements and statistics that are about each decision."""
    found: dict[str, list[Record[RecordFields]]] = defaultdict(list)
    for record in (*view.register.records("statements"), *view.register.records("statistics")):
        if isinstance(record.data, Statement | Statistic):
            for decision in view.register.archive.records(record.data.decision):
                found[decision.id].append(record)
    return found


def _page(
    view: View,
    decision: Followed,
    before: Followed | None,
    after: Followed | None,
    related: Iterable[Record[RecordFields]],
) -> Page:
    record = decision.record
    data = {
        **_identity(view, decision),
        **_decided(view, decision),
        **_followed_up(view, decision),
        "chain": list(chain(view, decision)),
        "mentions": [row for row in mentions(view, record.id) if row["address"] != _where_decided(view, decision)],
        "related": view.records(related),
        "previous": view.record(before.record) if before else None,
        "next_in_order": view.record(after.record) if after else None,
    }
    page = framed(
        view,
        "decision.html",
        view.addresses.record("decisions", record.id),
        data["title"],
        {"decision": data},
        kind="decision",
        crumbs=_crumbs(view, decision),
        description=_description(view, decision),
        origin=record,
    )
    address = page.address.removesuffix(".html") + ".json"
    page.data["page"]["links"].append({"title": view.words._("Data (JSON)"), "address": address, "status": None})
    return page


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
        "contact": view.line(data.contact),
        "standing": data.standing,
    }


def _tags(view: View, decision: Followed) -> list[str]:
    """Mark what a reader should not miss."""
    marks = {
        "schedule.next-due": decision.status.is_closed and decision.has_next,
        "mark.unexplained": bool(decision.unexplained(view.words)),
    }
    return [view.words.word(mark) for mark, holds in marks.items() if holds]


def _decided(view: View, decision: Followed) -> Plain:
    """Say what was decided, where, and who answers for it."""
    data, record = decision.data, decision.record
    return {
        "text": view.prose(data.text, record),
        "summary": view.prose(data.summary, record),
        "source": view.line(data.source),
        "clauses": [_clause(view, item, record) for item in decision.clauses],
        "clauses_retold": any(item.clause and not item.clause.text for item in decision.clauses),
        "outcome": view.outcome(decision.outcome),
        "area": view.area(decision.area),
        "meeting": view.record(decision.meeting) if decision.meeting else None,
        "paragraph": _paragraph(view, decision),
        "motions": view.records(decision.motions),
        "responsible": view.records(decision.responsible),
        "due": view.date(data.due),
        "schedule": None,
        "campaign": view.record(decision.campaigns[0]) if decision.campaigns else None,
        "reservations": view.prose_list(data.reservations, record),
    }


def _paragraph(view: View, decision: Followed) -> Plain | None:
    """Lead to the paragraph of the minutes; one without a number is called by its heading."""
    meeting, paragraph = decision.meeting, decision.paragraph
    if meeting is None or paragraph is None:
        return None
    name = f"§ {paragraph.number}" if paragraph.number else paragraph.title
    address = view.addresses.record("meetings", meeting.id)
    return {"title": name, "address": f"{address}#{paragraph.anchor}" if paragraph.anchor else address, "status": None}


def _clause(view: View, item: Item, record: Record[Decision]) -> Plain:
    clause, number = item.clause, item.number or 0
    return {
        "number": number,
        "anchor": clause_anchor(number),
        "text": view.prose(clause.text, record) if clause else None,
        "summary": view.prose(clause.summary, record) if clause else None,
        "status": view.status(item.status),
        "outcome": view.outcome(clause.outcome) if clause else None,
        "responsible": view.records(view.bodies(clause.responsible)) if clause else [],
        "due": view.date(clause.due) if clause else None,
    }


def _followed_up(view: View, decision: Followed) -> Plain:
    """Say how it went, newest first, and what comes next."""
    count = len(decision.accounts)
    return {
        "now": _now(view, decision),
        "updates": [
            _in_time(view, account, decision, f"{view.words.word('address.updates')}-{count - number}")
            for number, account in enumerate(reversed(decision.accounts))
        ],
        "next": [
            step
            for account in decision.current
            for step in view.steps(account.told.next, account.shared or decision.record)
        ],
        "recurs": _recurs(view, decision),
        "referrals": [_referral(view, referral, decision) for referral in decision.data.referrals],
    }


def _now(view: View, decision: Followed) -> Plain | None:
    """Say what holds now: the words behind the status of the whole."""
    return account_of(view, decision.decisive, decision) if decision.decisive else None


def _in_time(view: View, account: Account, decision: Followed, anchor: str) -> Plain:
    """Set an account in the time-line, without what stands above; one in which nothing is new says only that."""
    plain = account_of(view, account, decision, anchor)
    if account.unchanged:
        new = {key: plain[key] for key in ("anchor", "date", "status", "clause", "by", "unchanged")}
        return dict.fromkeys(plain) | {"tags": []} | new
    holds = any(account.told is current.told for current in decision.current)
    return plain | ({"next": []} if holds else {})


def account_of(view: View, account: Account, decision: Followed, anchor: str = "") -> Plain:
    """Return what was said of a decision on one day."""
    told, origin = account.told, account.shared or decision.record
    number = account.clauses[0] if account.clauses else None
    return {
        "anchor": anchor,
        "date": view.date(account.date),
        "status": view.status(account.status),
        "unchanged": account.unchanged,
        "clause": {"number": number, "anchor": clause_anchor(number)} if number else None,
        "said": view.line(told.said),
        "text": view.prose(told.text, origin),
        "when": view.date(told.when),
        "by": view.records(account.by),
        "evidence": view.prose_list(told.evidence, origin),
        "next": view.steps(told.next, origin),
        "waits_for": view.records(view.bodies(told.waits_for)),
        "reason": view.prose(told.reason, origin),
        "decided_by": view.records(view.bodies(told.decided_by)),
        "successor": [found] if (found := view.referred(told.successor)) else [],
        "shared": _also_for(view, account, decision),
        "tags": [],
    }


def _also_for(view: View, account: Account, decision: Followed) -> list[Plain]:
    """Name the other decisions that the same words speak of."""
    if account.shared is None or account.told is not account.shared.data:
        return []
    others = view.register.archive.records(account.shared.data.decisions)
    return [view.record(other) for other in others if other.id != decision.id]


def _recurs(view: View, decision: Followed) -> Plain | None:
    """Say how often a commitment comes back, and the times it was kept."""
    recurs, record = decision.data.recurs, decision.record
    if recurs is None:
        return None
    held = [
        {
            "date": view.date(occasion.date),
            "text": view.prose(occasion.text, record),
            "meeting": view.referred(occasion.meeting),
        }
        for occasion in decision.data.held
    ]
    uncounted = None if held else {"code": "uncounted", "label": view.words.word("recurrence.uncounted")}
    return {"text": _how_often(view, recurs), "state": uncounted, "expected": len(recurs.dates) or None, "held": held}


def _how_often(view: View, recurs: Recurrence) -> str:
    words = view.words
    if recurs.dates:
        return ", ".join(words.date(when) for when in recurs.dates)
    per = words.word(f"per.{recurs.per}.each")
    said = words._n("at least {n} time {per}", "at least {n} times {per}", recurs.at_least, per=per)
    return f"{said} ({recurs.in_})" if recurs.in_ else said


def _referral(view: View, referral: Referral, decision: Followed) -> Plain:
    """Say to whom it was sent on, and whether an answer is owed."""
    sent = referral.sent or _sent_with(decision)
    if referral.replied:
        state = ReferralState.REPLIED
    elif referral.reply_wanted:
        state = ReferralState.REMINDED if referral.reminded else ReferralState.AWAITING
    else:
        state = ReferralState.SENT if sent or decision.status is Status.DONE else ReferralState.TO_SEND
    return {
        "to": view.referred(referral.to) or {"title": referral.to.typed, "address": None, "status": None},
        "state": view.word(state),
        "sent": view.date(sent),
        "reminded": view.date(referral.reminded[-1]) if referral.reminded else None,
        "replied": view.date(referral.replied),
        "reply_wanted": referral.reply_wanted,
    }


def _sent_with(decision: Followed) -> VagueDate | None:
    """Take the day of sending from the account that reports it carried out."""
    told = decision.decisive
    return told.told.when if told and told.status is Status.DONE else None


def chain(view: View, decision: Followed) -> Iterator[Plain]:
    """Follow a matter from motion to result, each step with the way to it."""
    words = view.words
    for motion in decision.motions:
        movers = ", ".join(mover["title"] for mover in view.movers(motion.data.movers))
        name = ", ".join(part for part in (label(motion.id) or view.title(motion), movers) if part)
        yield _link(words.word("kind.motions.one"), name, view.addresses.record("motions", motion.id))
    if decision.meeting:
        yield _decided_at(view, decision, decision.meeting)
    for referral in decision.data.referrals:
        found = _referral(view, referral, decision)
        yield {**_link(words._("Sent on"), found["to"]["title"], found["to"]["address"]), "date": found["sent"]}
    reached = _link(words.word("field.status"), view.standing(decision)["label"], None)
    told = decision.decisive
    yield {**reached, "date": view.date(told.date)} if told else {**reached, "open": True}
    for step in (step for account in decision.current for step in account.told.next):
        ahead = _link(words.word("field.next"), view.line(step.what) or "", None)
        yield {**ahead, "date": view.date(step.due), "open": True}


def _decided_at(view: View, decision: Followed, meeting: Record[Meeting]) -> Plain:
    outcome = view.words.label(decision.outcome) if decision.outcome else None
    address = (_paragraph(view, decision) or view.record(meeting))["address"]
    return {**_link(view.words.word("field.meeting"), view.title(meeting), address), "note": outcome}


def _link(name: str, title: str, address: str | None) -> Plain:
    kind = name[:1].upper() + name[1:]
    return {"label": kind, "title": title, "address": address, "note": None, "date": None, "open": False}


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
