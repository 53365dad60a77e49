"""Do all records say the same of how far a decision has come, and of what the meeting did?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from vrapport.dates import VagueDate
from vrapport.findings import Finding, Message, say, warning
from vrapport.register import Account, Followed, Register
from vrapport.vocabulary import Status, rolled_up
from vrapport.wording import Wording

OnADay = Mapping[VagueDate | None, list[Account]]


def statuses_disagree(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find accounts of one day in different records with different statuses, and motions with another outcome."""
    for decision in register.decisions.values():
        for accounts in _by_day(decision).values():
            yield from _contradictions(decision, accounts)
    yield from _outcomes(register)


def clauses_disagree(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find accounts of a whole that say something else than those of its clauses on the same day."""
    for decision in register.decisions.values():
        for accounts in _by_day(decision).values() if decision.clauses else ():
            whole = next((account for account in reversed(accounts) if not account.clauses), None)
            parts = [account for account in accounts if account.clauses]
            statuses = _of_clauses(decision, whole, parts) if whole and parts else []
            if whole and statuses and not _adds_up(whole.status, statuses):
                yield warning(
                    "clauses-disagree",
                    whole.place,
                    say("The whole is “{whole}”, but its clauses add up to “{clauses}”.",
                        whole=whole.status, clauses=rolled_up(statuses)),
                    say("Mend the one that is wrong, or leave the status of the whole out: it is reckoned from the "
                        "clauses."),
                )  # fmt: skip


def _by_day(decision: Followed) -> OnADay:
    """Lay out what was said of a decision by its day, without the days of which only one thing was said."""
    days: dict[VagueDate | None, list[Account]] = defaultdict(list)
    for account in decision.accounts:
        if not account.unchanged:
            days[account.date].append(account)
    return {day: accounts for day, accounts in days.items() if len(accounts) > 1}


def _contradictions(decision: Followed, accounts: Iterable[Account]) -> Iterator[Finding]:
    """Hold each account against the first of its day, from another file, that speaks of the same."""
    first: dict[tuple[int, ...], Account] = {}
    for account in accounts:
        for part in account.clauses or (0,):
            other = first.setdefault((part,), account)
            if other.status is not account.status and other.record.source.path != account.record.source.path:
                yield warning(
                    "statuses-disagree",
                    account.place,
                    say("“{id}” is “{status}” here, but “{other}” on the same day in {path}.", id=decision.id,
                        status=account.status, other=other.status, path=other.record.source.path),
                    _mend(),
                )  # fmt: skip


def _mend() -> Message:
    return say("Find out which is right, and mend the other.")


def _outcomes(register: Register) -> Iterator[Finding]:
    """Compare what a motion says of its fate with the decisions that answer it, and no other motion."""
    for ident, decisions in register.by_motion.items():
        motion = decisions[0].motions[[found.id for found in decisions[0].motions].index(ident)]
        answers = {decision.data.outcome: decision for decision in decisions if len(decision.motions) == 1}
        own = motion.data.outcome
        varied = len(answers) != 1 or any(clause.outcome for one in answers.values() for clause in one.data.clauses)
        if own and not varied and None not in answers and own not in answers:
            outcome, decision = next(iter(answers.items()))
            yield warning(
                "statuses-disagree",
                motion.place("outcome"),
                say("The motion is “{own}” here, but “{other}” in {path}.", own=own, other=outcome,
                    path=decision.record.source.path),
                _mend(),
            )  # fmt: skip


def _of_clauses(decision: Followed, whole: Account, parts: Iterable[Account]) -> list[Status]:
    """Tell the status of every clause on a day; one that nothing was said of has that of the whole."""
    told = {number: account.status for account in parts for number in account.clauses}
    return [told.get(item.number or 0, whole.status) for item in decision.clauses]


def _adds_up(whole: Status, clauses: list[Status]) -> bool:
    """Tell whether a status fits its clauses: a whole is partly carried out, too, where some are and others not."""
    fulfilled = {status.is_fulfilled for status in clauses}
    return whole is rolled_up(clauses) or (whole is Status.PARTLY_DONE and len(fulfilled) > 1)
