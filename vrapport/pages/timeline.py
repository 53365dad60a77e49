"""The time-line of a decision: what was said of it on each day, and where it went back."""

from collections.abc import Iterator, Sequence

from vrapport.accountability.spots import spots
from vrapport.prose import clause_anchor
from vrapport.register import Account, Followed
from vrapport.views import Plain, View
from vrapport.vocabulary import went_back


def timeline(view: View, decision: Followed, accounts: Sequence[Plain]) -> list[Plain]:
    """Return what was said, newest first, each with an address of its own that other accounts do not change."""
    name = view.words.word("address.updates")
    told = zip(decision.accounts, spots(decision.accounts), accounts, strict=True)
    return [
        _in_time(view, account, decision, plain | {"anchor": f"{name}-{spot}"})
        for account, spot, plain in reversed([*told])
    ]


def _in_time(view: View, account: Account, decision: Followed, plain: Plain) -> Plain:
    """Set an account in the time-line, without what stands above; one in which nothing is new says only that."""
    if account.unchanged:
        new = {key: plain[key] for key in ("anchor", "date", "status", "clause", "by", "unchanged")}
        return dict.fromkeys(plain) | {"tags": []} | new
    holds = any(account.told is current.told for current in decision.current)
    # Whether a step that a later account left out was taken, nobody said: it is history, and no longer late.
    steps = [] if holds else [{**step, "overdue": False} for step in plain["next"]]
    return plain | {"tags": list(_turns(view, account, decision)), "next": steps}


def _turns(view: View, account: Account, decision: Followed) -> Iterator[str]:
    """Mark an account that says less has been done than was said before, or opens what was closed."""
    before = [earlier for item in decision.items if (earlier := _before(account, item.accounts))]
    if any(earlier.status.is_closed and not account.status.is_closed for earlier in before):
        yield view.words.word("mark.reopened")
    elif any(went_back(earlier.status, account.status) for earlier in before):
        yield view.words.word("change.moved-back")


def _before(account: Account, accounts: tuple[Account, ...]) -> Account | None:
    """Find what was said of the same part the time before."""
    places = [number for number, told in enumerate(accounts) if told is account]
    return accounts[places[0] - 1] if places and places[0] else None


def accounts_of(view: View, decision: Followed) -> list[Plain]:
    """Return all that was said of a decision, oldest first."""
    return [account_of(view, account, decision) for account in decision.accounts]


def account_of(view: View, account: Account, decision: Followed) -> Plain:
    """Return what was said of a decision on one day."""
    told, origin = account.told, account.shared or decision.record
    number = account.clauses[0] if account.clauses else None
    return {
        "anchor": "",
        "date": view.date(account.date),
        "status": view.status(account.status),
        "unchanged": account.unchanged,
        "clause": {"number": number, "anchor": clause_anchor(number)} if number else None,
        "said": view.fact(told.said),
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
