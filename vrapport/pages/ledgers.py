"""What others have been sent and what others are waited for, body by body."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import cast

from vrapport.dates import Form, VagueDate, day
from vrapport.pages.frame import listed
from vrapport.pages.listing import Group, list_pages
from vrapport.records.bodies import Body
from vrapport.records.reading import Record
from vrapport.register import Debt, Followed, Owed, Sent
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import ReferralState, Status

REFERRALS, WAITING = "referrals", "waiting"
_VAGUE_BACKWARDS = (Form.BY, Form.BETWEEN)


def ledgers(view: View) -> Iterator[Page]:
    """List what was sent on, by recipient, and what waits, by the body waited for."""
    words = view.words
    yield from _ledger(view, REFERRALS, _sent_on(view), words._("Nothing was sent on."), _states(view))
    yield from _ledger(view, WAITING, _waiting(view), words._("No decision waits for others."))


def _ledger(view: View, name: str, groups: Iterable[Group], empty: str, lead: str | None = None) -> Iterator[Page]:
    title, crumbs = view.words.word(f"page.{name}"), [listed(view, "decisions")]
    yield from list_pages(view, view.addresses.named(name), title, groups, crumbs=crumbs, lead=lead, empty=empty)


def _sent_on(view: View) -> list[Group]:
    """Lay what was sent on under its recipients: who owes an answer first, the oldest debt first."""
    ledger = view.register.ledger
    bodies = sorted(_named(view, ledger), key=lambda body: _first_owed(ledger[body.id]))
    return [(_head(view, body, REFERRALS, ledger[body.id]), sent_rows(view, ledger[body.id])) for body in bodies]


def _waiting(view: View) -> list[Group]:
    """Lay the decisions that wait under the bodies they wait for."""
    waits = {ident: awaited_of(view, ident) for ident in view.register.owed}
    bodies = _named(view, [ident for ident, found in waits.items() if found])
    return [(_head(view, body, WAITING, waits[body.id]), waiting_rows(view, waits[body.id])) for body in bodies]


def awaited_of(view: View, ident: str) -> list[Debt]:
    """Find the decisions that wait for a body, the oldest wait first."""
    return [debt for debt in view.register.owed.get(ident, ()) if debt.kind is Owed.OTHERS_WAIT]


def _named(view: View, idents: Iterable[str]) -> list[Record[Body]]:
    """Find bodies, in the order of their names."""
    known = view.register.archive.by_kind["bodies"]
    found = cast("Iterable[Record[Body]]", (known[ident] for ident in idents))
    return sorted(found, key=lambda body: view.words.sort_key(view.title(body)))


def _head(view: View, body: Record[Body], name: str, found: Sequence[object]) -> Plain:
    """Lead from a heading to the same list on the body's own page."""
    address = f"{view.addresses.record('bodies', body.id)}#{anchor(view, name)}"
    return {**view.record(body), "address": address, "note": str(len(found))}


def anchor(view: View, name: str) -> str:
    """Return where on a body's page a list of this name begins."""
    return view.words.word(f"address.{name}")


def _states(view: View) -> str | None:
    """Count what was sent on by how far it has come."""
    found = Counter(one.state for sent in view.register.ledger.values() for one in sent)
    counts = tuple(view.words.count(f"{state.key}.count", found[state]) for state in ReferralState if found[state])
    n = found.total()
    return (
        view.words._n("{n} matter in all: {counts}.", "{n} matters in all: {counts}.", n, counts=counts) if n else None
    )


def _first_owed(sent: Iterable[Sent]) -> date:
    return min((_owed_day(one) for one in sent if one.is_owed), default=date.max)


def _owed_day(one: Sent) -> date:
    """Give the day to sort an unanswered referral by; one of unknown day is as good as the oldest."""
    return one.owes_since.last if one.owes_since else date.min


def sent_rows(view: View, sent: Iterable[Sent]) -> list[Callable[[], Plain]]:
    """Return how to make rows of what was sent to one body, what is not answered first."""
    first = sorted(sent, key=lambda one: _owed_day(one) if one.is_owed else date.max)
    return [partial(sent_row, view, one) for one in first]


def sent_row(view: View, one: Sent) -> Plain:
    """Return what was sent to a body as a row."""
    return view.row(one.decision, note=said_of(view, one))


def waiting_rows(view: View, debts: Iterable[Debt]) -> list[Callable[[], Plain]]:
    """Return how to make rows of the decisions that wait for one body, with since when."""
    return [partial(_waiting_row, view, each, debt) for debt in debts for each in debt.decisions]


def _waiting_row(view: View, decision: Followed, debt: Debt) -> Plain:
    return view.row(decision, note=_waits_since(view, decision, debt))


def _waits_since(view: View, decision: Followed, debt: Debt) -> str | None:
    """Say since when a decision waits; where only a clause of it does, its status does not say that it waits."""
    since = _from(view, debt.since)
    if since is None:
        return None
    if decision.status is Status.WAITING:
        return view.words._("since {date}", date=since)
    return view.words._("Waiting since {date}", date=since)


def referral(view: View, one: Sent) -> Plain:
    """Return to whom a matter was sent on, and what became of it there."""
    typed = {"title": one.referral.to.typed, "address": None, "status": None}
    return {"to": view.record(one.to) if one.to else typed, "said": said_of(view, one)}


def said_of(view: View, one: Sent) -> str:
    """Say when a matter was sent on, and whether an answer came or is owed."""
    words = view.words
    if one.state is ReferralState.TO_SEND:
        return words.label(one.state)
    sent = words._("Sent {date:on}.", date=one.sent) if one.sent else f"{words.label(ReferralState.SENT)}."
    return f"{sent} {_answered(view, one)}"


def _answered(view: View, one: Sent) -> str:
    words = view.words
    if one.replied:
        return words._("Answered {date:on}.", date=one.replied)
    if not one.is_owed:
        return words._("No answer was asked for.")
    asked = words._("An answer was asked for.")
    return f"{asked} {owed(view, one)}"


def owed(view: View, one: Sent) -> str:
    """Say that an answer is owed, and when the recipient was reminded of it."""
    words = view.words
    nothing = words._("No answer has come.")
    if not one.reminded:
        return nothing
    reminded = words._("Reminded {date:on}.", date=one.reminded[-1])
    return f"{nothing} {reminded}"


def _from(view: View, when: VagueDate | None) -> VagueDate | None:
    """Return a day since which something certainly has lasted: what was sent by January has lain since its end."""
    if when is None or when.form not in _VAGUE_BACKWARDS:
        return when
    return day(min(when.last, view.register.today))
