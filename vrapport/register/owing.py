"""What each body owes the others: a report, an answer, a step it was to take, or whatever a decision waits for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vrapport.dates import VagueDate
from vrapport.records.accounts import Step
from vrapport.records.bodies import Body, Mandate
from vrapport.records.reading import Record
from vrapport.register.archive import Archive
from vrapport.register.followed import Followed, Item
from vrapport.register.referrals import Sent
from vrapport.register.schedule import soon_after
from vrapport.vocabulary import Schedule, Status


class Owed(StrEnum):
    """What sort of thing a body owes."""

    REPORT = "report"
    ANSWER = "answer"
    STEP = "step"
    OTHERS_WAIT = "others-wait"


@dataclass(frozen=True, slots=True)
class Debt:
    """One thing that a body owes, the decisions it concerns, since when or by when, and whether that day is past."""

    kind: Owed
    decisions: tuple[Followed, ...] = ()
    since: VagueDate | None = None
    due: VagueDate | None = None
    is_overdue: bool = False
    step: Step | None = None
    sent: Sent | None = None

    @property
    def urgency(self) -> tuple[date, date]:
        """Sort by what has been owed the longest, or is to be done the soonest; what has no day comes last."""
        day = self.due or self.since
        return (day.last, day.first) if day else (date.max, date.max)


def debts(
    bodies: Iterable[Record[Body]], decisions: Mapping[str, Followed], ledger: Mapping[str, Sequence[Sent]],
    archive: Archive, today: date,
) -> Mapping[str, tuple[Debt, ...]]:  # fmt: skip
    """Reckon what every body owes on a day, each sort in its order, the most urgent first."""
    owed: dict[str, list[Debt]] = defaultdict(list)
    for body in bodies:
        owed[body.id] += _reports(body.data.mandate, decisions, archive, today)
    for ident, sent in ledger.items():
        owed[ident] += (Debt(Owed.ANSWER, (one.decision,), one.owes_since, sent=one) for one in sent if one.is_owed)
    for ident, step in _steps_of(decisions.values(), archive, today):
        owed[ident].append(step)
    for decision in decisions.values():
        for ident, since in waiting_since(decision, archive).items():
            owed[ident].append(Debt(Owed.OTHERS_WAIT, (decision,), since))
    order = list(Owed)
    return {
        ident: tuple(sorted(found, key=lambda debt: (order.index(debt.kind), debt.urgency)))
        for ident, found in owed.items()
        if found
    }


def _reports(
    mandate: Mandate | None, decisions: Mapping[str, Followed], archive: Archive, today: date
) -> Iterator[Debt]:
    """Yield the report that a body was told to give, until it has given it."""
    if mandate is None or not (mandate.due or mandate.report_to) or delivered_by(mandate, today):
        return
    told = archive.record(mandate.decision)
    late = bool(mandate.due and mandate.due.last < today)
    yield Debt(Owed.REPORT, (decisions[told.id],) if told else (), due=mandate.due, is_overdue=late)


def delivered_by(mandate: Mandate, today: date) -> VagueDate | None:
    """Return when a body reported on its mandate, unless that day is still to come."""
    return mandate.delivered if mandate.delivered and mandate.delivered.first <= today else None


def keeping_time(mandate: Mandate, today: date) -> Schedule | None:
    """Say how a body keeps to the time of its mandate, as far as can be told from vague dates."""
    due, delivered = mandate.due, delivered_by(mandate, today)
    if due is None:
        return None
    if delivered is None:
        soon = Schedule.DUE_SOON if due.last <= soon_after(today) else Schedule.ON_TIME
        return Schedule.OVERDUE if due.last < today else soon
    if delivered.first > due.last:
        return Schedule.DONE_LATE
    return Schedule.DONE_ON_TIME if delivered.last <= due.last else Schedule.DONE_UNDATED


def _steps_of(decisions: Iterable[Followed], archive: Archive, today: date) -> Iterator[tuple[str, Debt]]:
    """Yield each step that is left with the body that is to take it; one told of several decisions is one step."""
    found: dict[tuple[str, int], tuple[Step, dict[str, Followed]]] = {}
    for decision in decisions:
        for step in decision.next_steps:
            for body in archive.bodies(step.who):
                found.setdefault((body.id, id(step)), (step, {}))[1][decision.id] = decision
    for (ident, _), (step, concerned) in found.items():
        late = bool(step.due and step.due.last < today)
        yield ident, Debt(Owed.STEP, tuple(concerned.values()), due=step.due, is_overdue=late, step=step)


def waiting_since(decision: Followed, archive: Archive) -> Mapping[str, VagueDate | None]:
    """Tell for whom a decision waits, and since which account without a break."""
    since: dict[str, VagueDate | None] = {}
    for item in decision.items:
        for ident, day in _waits(item, archive).items():
            if ident not in since or _is_earlier(day, since[ident]):
                since[ident] = day
    return since


def _waits(item: Item, archive: Archive) -> Mapping[str, VagueDate | None]:
    """Find since when an item has waited for each body that it waits for now."""
    since: dict[str, VagueDate | None] = {}
    if item.status is Status.WAITING and item.latest:
        since = {body.id: item.latest.date for body in archive.bodies(item.latest.told.waits_for)}
    still = set(since)
    for account in reversed(item.accounts):
        waiting = account.status is Status.WAITING
        still &= {body.id for body in archive.bodies(account.told.waits_for)} if waiting else set()
        if not still:
            break
        since.update((ident, account.date) for ident in still if account.date)
    return since


def _is_earlier(one: VagueDate | None, other: VagueDate | None) -> bool:
    """Tell whether a day comes before another; one that nobody knows comes before none."""
    return one is not None and (other is None or (one.first, one.last) < (other.first, other.last))
