"""Each decision as data, beside its page: what a program may build on."""

import json
from collections.abc import Iterator
from typing import Any

from vrapport.outputs import Output, ready
from vrapport.register import Account, Followed
from vrapport.theme import Page
from vrapport.views import View


def decision_data(view: View, pages: tuple[Page, ...]) -> Iterator[Output]:  # noqa: ARG001 - every export is called alike
    """Publish every decision as JSON."""
    for decision in view.register.decisions.values():
        address = view.addresses.record("decisions", decision.id).removesuffix(".html") + ".json"
        text = json.dumps(plain_decision(view, decision), ensure_ascii=False, indent=2)
        yield ready(address, f"{text}\n".encode())


def plain_decision(view: View, decision: Followed) -> dict[str, Any]:
    """Return a decision as codes and plain text."""
    data = decision.data
    return {
        "id": decision.id,
        "title": view.title(decision.record),
        "text": view.line(data.text),
        "summary": view.line(data.summary),
        "area": decision.area,
        "meeting": decision.meeting.id if decision.meeting else None,
        "outcome": decision.outcome,
        "status": decision.status,
        "due": data.due.edtf if data.due else None,
        "responsible": [body.id for body in decision.responsible],
        "motions": [motion.id for motion in decision.motions],
        "items": {"total": len(decision.items), "reported": decision.reported},
        "clauses": [
            {"number": item.number, "status": item.status, "text": view.line(item.clause.text or item.clause.summary)}
            for item in decision.clauses
            if item.clause
        ],
        "updates": [_account(view, account) for account in decision.accounts],
        "address": view.addresses.record("decisions", decision.id),
    }


def _account(view: View, account: Account) -> dict[str, Any]:
    told = account.told
    return {
        "date": account.date.edtf if account.date else None,
        "status": account.status,
        "clauses": list(account.clauses),
        "text": view.line(told.text),
        "by": [body.id for body in account.by],
        "next": [{"what": view.line(step.what), "due": step.due.edtf if step.due else None} for step in told.next],
    }
