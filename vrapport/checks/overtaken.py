"""Has no status been overtaken by what other records tell?"""

from collections.abc import Iterator
from datetime import date
from typing import cast

from vrapport.checks.texts import Telling, tellings
from vrapport.dates import VagueDate
from vrapport.findings import Finding, Message, say, warning
from vrapport.records.bodies import Body
from vrapport.records.fields import Reference
from vrapport.records.reading import Record
from vrapport.records.statements import Statement
from vrapport.register import Account, Followed, Item, Register
from vrapport.register.schedule import months_after
from vrapport.vocabulary import Stage, Status
from vrapport.wording import Wording

_NOT_BEGUN = frozenset({Status.NOT_DONE, Status.PLANNED})


def overtaken_status(register: Register, words: Wording) -> Iterator[Finding]:
    """Find open statuses that are older than the end of the matter, as another record or a passed day tells it."""
    yield from _reported(register, words)
    yield from _published(register, words)
    for decision in register.decisions.values():
        yield from _held(register, decision)
        yield from _campaign_over(register, decision, words)
        yield from _answered(decision, register, words)
    for telling in tellings(register):
        yield from _step_passed(register, telling)


def _reported(register: Register, words: Wording) -> Iterator[Finding]:
    """Look at bodies that were set up for a decision alone, and have done what they were to."""
    for decision, item, bodies in _set_up(register):
        body = bodies[0]
        delivered = body.data.mandate.delivered if body.data.mandate else None
        account = item.latest
        if len(bodies) == 1 and delivered and account and _is_behind(account, delivered, register.today):
            yield _overtaken(
                decision,
                account,
                say("The status is still “{status}”, though {body} delivered {date:on}.", status=account.status,
                    body=_name(body, words), date=delivered),
            )  # fmt: skip


def _set_up(register: Register) -> Iterator[tuple[Followed, Item, list[Record[Body]]]]:
    """Yield each decision or clause that bodies were set up by, with those bodies."""
    bodies: dict[tuple[str, int | None], list[Record[Body]]] = {}
    for record in cast("tuple[Record[Body], ...]", register.records("bodies")):
        target = register.archive.target(record.data.mandate.decision) if record.data.mandate else None
        if target:
            bodies.setdefault((target.id, target.clause), []).append(record)
    for (ident, clause), found in bodies.items():
        decision = register.decisions[ident]
        item = _only_item(decision, clause)
        if item:
            yield decision, item, found


def _only_item(decision: Followed, clause: int | None) -> Item | None:
    """Find what is meant: the clause that was named, or the one thing that the decision is."""
    meant = [item for item in decision.items if clause is None or item.number == clause]
    return meant[0] if len(meant) == 1 else None


def _published(register: Register, words: Wording) -> Iterator[Finding]:
    """Look at statements that are out, while the decision to make them is said not to have been begun."""
    for record in cast("tuple[Record[Statement], ...]", register.records("statements")):
        out = record.data.published
        for decision, account in _asked_for(register, record.data.decision):
            older = account.date is None or out is None or account.date.last < out.last
            is_out = record.data.stage is Stage.PUBLISHED or (out is not None and out.last <= register.today)
            if is_out and older and account.status in _NOT_BEGUN:
                title = record.data.title.said_in(words.language, words.language)[0]
                yield _overtaken(
                    decision,
                    account,
                    say("The status is still “{status}”, though the statement “{title}” is published.",
                        status=account.status, title=title),
                )  # fmt: skip


def _asked_for(register: Register, references: tuple[Reference, ...]) -> Iterator[tuple[Followed, Account]]:
    for reference in references:
        target = register.archive.target(reference)
        decision = register.decisions.get(target.id) if target else None
        item = _only_item(decision, target.clause) if decision and target else None
        if decision and item and item.latest:
            yield decision, item.latest


def _held(register: Register, decision: Followed) -> Iterator[Finding]:
    """Look at recurring commitments: was something held after it was said not to have begun, or all that was listed?"""
    kept, account = register.kept(decision), decision.latest
    newest = max((one.date for one in kept.occasions), default=None, key=lambda when: when.last) if kept else None
    if kept is None or account is None or newest is None or not _is_behind(account, newest, register.today):
        return
    listed = decision.data.recurs.dates if decision.data.recurs else ()
    if listed and all(window.held for window in kept.windows):
        what = say("The status is still “{status}”, though every occasion listed has been held.", status=account.status)
        yield _overtaken(decision, account, what)
    elif account.status in _NOT_BEGUN:
        what = say("The status is still “{status}”, though it was held {date:on}.", status=account.status, date=newest)
        yield _overtaken(decision, account, what)


def _campaign_over(register: Register, decision: Followed, words: Wording) -> Iterator[Finding]:
    account = decision.decisive
    for campaign in decision.campaigns:
        period = campaign.data.period
        if account and account.status is Status.PLANNED and period and _is_behind(account, period, register.today):
            title = campaign.data.title.said_in(words.language, words.language)[0]
            yield _overtaken(
                decision,
                account,
                say("The status is still “{status}”, though the campaign “{title}” ({date}) is over.",
                    status=account.status, title=title, date=period),
            )  # fmt: skip


def _answered(decision: Followed, register: Register, words: Wording) -> Iterator[Finding]:
    """Look at what waits for somebody who has already answered."""
    replies = {
        body.id: (body, referral.replied)
        for referral in decision.data.referrals
        for body in register.archive.bodies((referral.to,))
        if referral.replied
    }
    for account in decision.current if replies else ():
        awaited = [replies.get(body.id) for body in register.archive.bodies(account.told.waits_for)]
        for found in awaited if account.status is Status.WAITING and all(awaited) else ():
            if found and _is_behind(account, found[1], register.today):
                yield _overtaken(
                    decision,
                    account,
                    say("The status is still “{status}”, though {body} answered {date:on}.", status=account.status,
                        body=_name(found[0], words), date=found[1]),
                )  # fmt: skip


def _step_passed(register: Register, telling: Telling) -> Iterator[Finding]:
    """Look at plans whose every step was to be taken long ago: late is news, but long silence after it is a fault."""
    account = telling.account
    days = [step.due for step in account.told.next]
    latest = max((due for due in days if due), default=None, key=lambda due: due.last)
    if account.status is not Status.PLANNED or latest is None or None in days:
        return
    if months_after(latest.last, register.archive.site.stale_after) < register.today:
        yield _overtaken(
                telling.decision,
                account,
                say("The status is still “{status}”, though its next step was to be taken {date:on}.",
                    status=account.status, date=latest),
            )  # fmt: skip


def _is_behind(account: Account, end: VagueDate, today: date) -> bool:
    """Tell whether something is called open in an account from before its end."""
    return account.status.is_open and end.last <= today and (account.date is None or account.date.last < end.last)


def _name(body: Record[Body], words: Wording) -> str:
    return body.data.title.said_in(words.language, words.language)[0]


def _overtaken(decision: Followed, account: Account, what: Message) -> Finding:
    return warning(
        "overtaken-status",
        account.place,
        what,
        say("Add an update of “{id}” that says how far it has come now, or mend the other record.", id=decision.id),
    )
