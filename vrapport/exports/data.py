"""Each decision as data, beside its page: what a program may build on."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from vrapport.addresses import absolute, beside
from vrapport.dates import VagueDate
from vrapport.digests import digest, written
from vrapport.exports.tables import table
from vrapport.outputs import Output, Planned
from vrapport.records.accounts import Step
from vrapport.records.decisions import Extension, Recurrence
from vrapport.records.fields import Reference, Text
from vrapport.register import Account, Followed, Item, Kept, Occasion, Sent, sent_on
from vrapport.theme import Page
from vrapport.views import View, once_each
from vrapport.vocabulary import Status

COLUMNS = (
    "id", "title", "text", "area", "meeting", "paragraph", "outcome", "status", "status_label", "updated", "update",
    "due", "overdue", "responsible", "motions", "campaigns", "items", "reported", "address", "url",
)  # fmt: skip
"""What the table has of each decision."""


def decision_data(view: View, pages: tuple[Page, ...]) -> Iterator[Planned]:  # noqa: ARG001 - every export is called alike
    """Publish every decision as JSON by itself, and all of them as JSON and as a table."""
    for decision in view.register.decisions.values():
        address = beside(view.addresses.record("decisions", decision.id), ".json")
        yield Planned(address=address, plan=partial(_by_itself, view, decision, address))
    all_of_them = view.addresses.top("decisions")
    yield Planned(address=beside(all_of_them, ".json"), plan=partial(_as_json, view, beside(all_of_them, ".json")))
    yield Planned(address=beside(all_of_them, ".csv"), plan=partial(_as_table, view, beside(all_of_them, ".csv")))


def _by_itself(view: View, decision: Followed, address: str) -> Output:
    data = _data(view, decision)
    return Output(address=address, fingerprint=digest(data), make=partial(_alone, data))


def _as_json(view: View, address: str) -> Output:
    kept, about = _kept(view), _about(view)
    fingerprint = digest(*kept, written(about))
    return Output(address=address, fingerprint=fingerprint, make=lambda: whole(about, map(json.loads, kept)))


def _as_table(view: View, address: str) -> Output:
    kept, labels = _kept(view), {str(status): view.words.label(status) for status in Status}
    return Output(
        address=address,
        fingerprint=digest(*kept, written(labels)),
        make=lambda: table(_flat(labels, json.loads(data)) for data in kept),
    )


def _kept(view: View) -> list[bytes]:
    return [_data(view, decision) for decision in view.register.decisions.values()]


@once_each
def _data(view: View, decision: Followed) -> bytes:
    """Write a decision as JSON: the smallest form to hold until a file is made of all, and the one to be hashed."""
    return written(plain_decision(view, decision))


def _alone(data: bytes) -> bytes:
    """Write a decision for people to read too."""
    return written(json.loads(data), indent=2) + b"\n"


def _about(view: View) -> dict[str, Any]:
    """Say whose decisions they are, and of which day."""
    return {
        "title": view.line(view.site.title),
        "organisation": view.line(view.site.organisation),
        "url": view.site.url,
        "licence": view.line(view.site.licence),
        "language": view.language,
        "as_of": view.register.today.isoformat(),
    }


def whole(about: Mapping[str, Any], decisions: Iterable[Mapping[str, Any]]) -> bytes:
    """Write all decisions as one object, each on a line of its own, with what is said about them first."""
    head = json.dumps(about, ensure_ascii=False).removesuffix("}").encode()
    lines = b",\n".join(json.dumps(plain, ensure_ascii=False).encode() for plain in decisions)  # half a text's memory
    return b'%b, "decisions": [\n%b\n]}\n' % (head, lines)


def _flat(labels: Mapping[str, str], plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return a decision as one row: what is a list becomes a text, and of all accounts the newest is told."""
    newest = plain["updates"][-1] if plain["updates"] else {"date": None, "said": None, "text": None}
    row = {
        **plain,
        "text": plain["text"] or plain["summary"],
        "status_label": labels[plain["status"]],
        "updated": newest["date"],
        "update": newest["text"] or newest["said"],
        "due": plain["schedule"]["due"],
        "overdue": "yes" if plain["schedule"]["overdue"] else "no",
        "items": plain["items"]["total"],
        "reported": plain["items"]["reported"],
    }
    return {column: row[column] for column in COLUMNS}


def plain_decision(view: View, decision: Followed) -> dict[str, Any]:
    """Return a decision as codes and ids, dates as EDTF, and plain text."""
    address = view.addresses.record("decisions", decision.id)
    return {
        "id": decision.id,
        **_decided(view, decision),
        "status": decision.status,
        "items": {"total": len(decision.items), "reported": decision.reported},
        "clauses": [_clause(view, item) for item in decision.clauses],
        "updates": [_account(view, account) for account in decision.accounts],
        "schedule": _schedule(view, decision),
        **_commitments(view, decision),
        "address": address,
        "url": absolute(view.site.url, address),
    }


def _decided(view: View, decision: Followed) -> dict[str, Any]:
    """Say what was decided, where, and who answers for it."""
    data = decision.data
    return {
        "title": view.title(decision.record),
        "text": view.line(data.text),
        "summary": view.line(data.summary),
        "source": view.line(data.source),
        "ref": data.ref,
        "area": decision.area,
        "meeting": decision.meeting.id if decision.meeting else None,
        "paragraph": decision.paragraph.number if decision.paragraph else None,
        "outcome": decision.outcome,
        "reservations": _lines(view, data.reservations),
        "due": _day(data.due),
        "extension": [_extension(view, more) for more in data.extension],
        "standing": data.standing,
        "responsible": [body.id for body in decision.responsible],
        "contact": view.line(data.contact),
        "motions": [motion.id for motion in decision.motions],
        "campaigns": [campaign.id for campaign in decision.campaigns],
    }


def _extension(view: View, more: Extension) -> dict[str, Any]:
    return {
        "until": _day(more.until),
        "date": _day(more.date),
        "reason": view.line(more.reason),
        "by": _ids(view, more.by),
    }


def _clause(view: View, item: Item) -> dict[str, Any]:
    clause = item.clause
    return {
        "number": item.number,
        "status": None if item.refused else item.status,
        "text": view.line(clause.text or clause.summary) if clause else None,
        "outcome": clause.outcome if clause else None,
        "responsible": [body.id for body in item.responsible],
        "due": _day(clause.due) if clause else None,
    }


def _account(view: View, account: Account) -> dict[str, Any]:
    told = account.told
    return {
        "date": _day(account.date),
        "status": account.status,
        "unchanged": account.unchanged,
        "clauses": list(account.clauses),
        "said": view.line(told.said),
        "text": view.line(told.text),
        "when": _day(told.when),
        "by": [body.id for body in account.by],
        "evidence": _lines(view, told.evidence),
        "next": [_step(view, step) for step in told.next],
        "waits_for": _ids(view, told.waits_for),
        "reason": view.line(told.reason),
        "decided_by": _ids(view, told.decided_by),
        "successor": _id(view, told.successor),
    }


def _step(view: View, step: Step) -> dict[str, Any]:
    return {"what": view.line(step.what), "who": _ids(view, step.who), "due": _day(step.due)}


def _schedule(view: View, decision: Followed) -> dict[str, Any]:
    """Say how it keeps to its time, on the day that the site speaks of."""
    timing = view.register.timing_of(decision)
    return {
        "as_of": view.register.today.isoformat(),
        "code": timing.code,
        "due": _day(timing.due),
        "overdue": timing.is_overdue,
        "moved_from": [_day(day) for day in timing.moved],
        "stale_since": _day(timing.stale_since),
    }


def _commitments(view: View, decision: Followed) -> dict[str, Any]:
    """Say whom it was sent on to, how often it comes back, and the times it was kept."""
    data, kept = decision.data, view.register.kept(decision)
    return {
        "referrals": [_referral(view, sent) for sent in sent_on(decision, view.register.archive, view.register.today)],
        "recurs": _recurrence(data.recurs, kept) if data.recurs and kept else None,
        "held": [_occasion(view, occasion) for occasion in kept.occasions] if kept else [],
    }


def _referral(view: View, sent: Sent) -> dict[str, Any]:
    referral = sent.referral
    return {
        "to": sent.to.id if sent.to else None,
        "state": sent.state,
        "sent": _day(sent.sent),
        "owes_since": _day(sent.owes_since),
        "reply_wanted": referral.reply_wanted,
        "reminded": [_day(day) for day in referral.reminded],
        "replied": _day(referral.replied),
        "text": view.line(referral.text),
    }


def _recurrence(recurs: Recurrence, kept: Kept) -> dict[str, Any]:
    return {
        "state": kept.state,
        "held": kept.held,
        "expected": kept.expected,
        "at_least": recurs.at_least,
        "per": recurs.per,
        "in": recurs.in_,
        "dates": [_day(day) for day in recurs.dates],
    }


def _occasion(view: View, occasion: Occasion) -> dict[str, Any]:
    return {
        "date": _day(occasion.date),
        "text": view.line(occasion.text),
        "evidence": _lines(view, occasion.evidence),
        "meeting": occasion.meeting.id if occasion.meeting else None,
    }


def _day(date: VagueDate | None) -> str | None:
    return date.edtf if date else None


def _lines(view: View, texts: Iterable[Text]) -> list[str]:
    return [line for text in texts if (line := view.line(text))]


def _id(view: View, reference: Reference | None) -> str | None:
    """Return the id of what a reference leads to, whatever it was called there; none of what is not to be read."""
    found = view.register.archive.record(reference)
    return found.id if found else None


def _ids(view: View, references: Iterable[Reference]) -> list[str]:
    return [found for reference in references if (found := _id(view, reference))]
