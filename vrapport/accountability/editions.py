"""Report editions: the same records cut to a period and a day, each beside the one before it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

from vrapport.accountability.changes import Changed, compared
from vrapport.accountability.seals import Frozen, line_of
from vrapport.dates import VagueDate
from vrapport.records.reading import Record
from vrapport.records.reports import Report
from vrapport.register import Account, Followed, Item, Register, link
from vrapport.vocabulary import Change, Status
from vrapport.wording import Wording

NOTHING_FROZEN: Mapping[str, Frozen] = MappingProxyType({})


@dataclass(frozen=True)
class Entry:
    """A decision in an edition: as told in its period, and as told up to its day.

    What the edition before showed as closed, and nothing new was said of, is `settled`: nobody owes a word of it.
    A decision of which nothing new was said, and all of which was closed, is archived.
    """

    decision: Followed
    whole: Followed
    settled: frozenset[int | None]
    archived: bool

    @property
    def items(self) -> tuple[Item, ...]:
        """Its items that an account is owed of."""
        return tuple(item for item in self.decision.items if item.number not in self.settled)

    @property
    def silent(self) -> tuple[Item, ...]:
        """Its items that nothing was said of in the period, with what was said of them before."""
        silent = {item.number for item in self.items if not item.accounts}
        return tuple(item for item in self.whole.items if item.number in silent)

    def unexplained(self, words: Wording) -> tuple[Item, ...]:
        """Its items whose newest account in the period gives a status and no more."""
        return tuple(item for item in self.items if item.is_unexplained(words))


@dataclass(frozen=True)
class Edition:
    """A report as it is handed out: its decisions, what it is measured against, and what came too late for it."""

    report: Record[Report]
    register: Register
    entries: tuple[Entry, ...]
    previous: "Edition | None"
    afterwards: tuple[tuple[Followed, Account | None], ...]
    frozen: bool
    intact: bool = True  # all that it rests on is as it was when it was sealed

    @property
    def is_draft(self) -> bool:
        """Tell whether its day has not come yet, so that it speaks from today."""
        return self.report.data.as_of.first > self.register.today

    @property
    def items(self) -> tuple[Item, ...]:
        """What it owes an account of: every clause, or decision without clauses, that no earlier edition closed."""
        return tuple(item for entry in self.entries for item in entry.items)

    @property
    def settled(self) -> int:
        """How much of it an earlier edition showed as closed, so that no account is owed."""
        return sum(len(entry.decision.items) for entry in self.entries) - len(self.items)

    @property
    def reported(self) -> int:
        """How much of that something was said of in its period."""
        return sum(1 for item in self.items if item.accounts)

    def unexplained(self, words: Wording) -> tuple[Item, ...]:
        """Return what was given a status and no more."""
        return tuple(item for entry in self.entries for item in entry.unexplained(words))

    @property
    def current(self) -> tuple[Entry, ...]:
        """The decisions it speaks of."""
        return tuple(entry for entry in self.entries if not entry.archived)

    @property
    def archive(self) -> tuple[Entry, ...]:
        """The decisions that earlier editions showed as closed."""
        return tuple(entry for entry in self.entries if entry.archived)

    @cached_property
    def changes(self) -> tuple[Changed, ...]:
        """What became of its decisions since the edition before; the first has nothing to compare with."""
        return self.since(self.previous) if self.previous else ()

    def since(self, other: "Edition") -> tuple[Changed, ...]:
        """Say what became of its decisions since another edition, but for those that one showed as closed."""
        pairs = ((other.entry(entry.whole.id), entry) for entry in self.entries)
        return tuple(_changed(before, entry) for before, entry in pairs if not _is_archived(entry.whole, before))

    def entry(self, ident: str) -> Entry | None:
        """Find a decision in it."""
        return self._by_id.get(ident)

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        return {entry.whole.id: entry for entry in self.entries}


def editions(
    register: Register,
    frozen: Mapping[str, Frozen] = NOTHING_FROZEN,
    reports: Sequence[Record[Report]] | None = None,
) -> tuple[Edition, ...]:
    """Make editions of reports (all, unless some are named), newest first.

    `frozen` tells what those with a seal still speak of.
    """
    wanted = register.editions if reports is None else reports
    as_of = {day: register.as_of(day) for day in {report.data.as_of.last for report in wanted}}
    made: list[Edition] = []
    for report in reversed(wanted):
        before = (each for each in reversed(made) if not each.is_draft and follows(register, report, each.report))
        previous = next(before, None)
        full = as_of[report.data.as_of.last]
        made.append(_edition(full, report, previous, frozen.get(report.id)))
    return tuple(reversed(made))


def follows(register: Register, report: Record[Report], older: Record[Report]) -> bool:
    """Tell whether a report takes up where an older one left off: both cover some meeting, or neither names any."""
    covered, before = (
        {meeting.id for meeting in register.archive.records(each.data.covers)} for each in (report, older)
    )
    return report.within == older.within and (bool(covered & before) or not (covered or before))


def clauses_held(decision: Followed, account: Account) -> tuple[int, ...]:
    """Find the clauses that an account still holds for: none, where it holds for all of the decision."""
    held = tuple(item.number for item in decision.items if item.number and _holds(account, item))
    return held if len(held) < len(decision.items) else ()


def _holds(account: Account, item: Item) -> bool:
    return item.latest is not None and item.latest.told is account.told


def _edition(full: Register, report: Record[Report], previous: Edition | None, frozen: Frozen | None) -> Edition:
    kept = link(frozen.archive, full.today) if frozen and frozen.archive else full
    covered = [each for each in kept.covered_by(report) if frozen is None or each.id in frozen.decisions]
    return Edition(
        report=report,
        register=kept,
        entries=tuple(_entry(decision, report.data, previous) for decision in covered),
        previous=previous,
        afterwards=tuple(_afterwards(full.covered_by(report), covered)) if frozen else (),
        frozen=frozen is not None,
        intact=frozen is None or frozen.intact,
    )


def _entry(whole: Followed, report: Report, previous: Edition | None) -> Entry:
    before = previous.entry(whole.id) if previous else None
    new = tuple(_beyond(whole, before.whole)) if before else ()
    settled = frozenset(_settled(whole, before.whole, new)) if before else frozenset()
    return Entry(
        decision=_cut(whole, settled, _counting(report.period, new, first=before is None)),
        whole=whole,
        settled=settled,
        archived=_is_archived(whole, before),
    )


def _settled(whole: Followed, before: Followed, new: Sequence[Account]) -> Iterator[int | None]:
    """Find the items of a decision that an earlier edition showed as closed, and of which nothing new was said."""
    closed = {item.number for item in before.items if _is_settled(item)}
    spoken = {item.number for item in whole.items if any(account is each for account in item.accounts for each in new)}
    yield from closed - spoken


def _is_archived(whole: Followed, before: Entry | None) -> bool:
    """Tell whether an earlier edition showed all of a decision as closed, and nothing has been said of it since."""
    if before is None or not before.whole.items:
        return False
    return all(map(_is_settled, before.whole.items)) and next(_beyond(whole, before.whole), None) is None


def _is_settled(item: Item) -> bool:
    """Tell whether an item was closed with nothing left to do."""
    return item.status.is_closed and not (item.latest and item.latest.told.next)


def _counting(period: VagueDate | None, new: Sequence[Account], *, first: bool) -> Callable[[Account], bool]:
    """Make the question whether an account is told in a period: it may lie there, or is new since the edition before.

    What has no day belongs to the first edition that can tell of it.
    """
    since = period.first if period else date.min

    def counts(account: Account) -> bool:
        in_time = account.date.last >= since if account.date else first
        return in_time or any(account is each for each in new)

    return counts


def _cut(whole: Followed, settled: frozenset[int | None], counts: Callable[[Account], bool]) -> Followed:
    """Keep what was said of a decision that counts; what was settled before stands as it was."""
    items = tuple(
        item if item.number in settled else replace(item, accounts=tuple(filter(counts, item.accounts)))
        for item in whole.items
    )
    shown = {id(account) for item in items for account in item.accounts}
    return replace(whole, accounts=tuple(each for each in whole.accounts if id(each) in shown), items=items)


def _afterwards(now: Sequence[Followed], then: Sequence[Followed]) -> Iterator[tuple[Followed, Account | None]]:
    """Find what has been added to decisions since they were sealed; a whole decision may be new."""
    known = {decision.id: decision for decision in then}
    for decision in now:
        kept = known.get(decision.id)
        new = list(_beyond(decision, kept))
        yield from ((decision, account) for account in new)
        if kept is None and not new:
            yield decision, None


def _beyond(decision: Followed, kept: Followed | None) -> Iterator[Account]:
    """Find the accounts of a decision that it did not have when it was sealed."""
    if kept and len(kept.accounts) == len(decision.accounts):
        return
    left: dict[object, int] = defaultdict(int)
    for account in kept.accounts if kept else ():
        left[line_of(decision.id, account)] += 1
    for account in decision.accounts:
        line = line_of(decision.id, account)
        left[line] -= 1
        if left[line] < 0:
            yield account


def _changed(before: Entry | None, now: Entry) -> Changed:
    """Compare a decision with what an earlier edition said of it; silence counts where an edition is silent."""
    if before is None:
        return compared(None, now.whole)
    stands = replace(compared(before.whole, now.whole), before=before.decision.status)
    if now.decision.accounts or not now.silent:
        return stands
    change = Change.FELL_SILENT if before.decision.accounts else Change.STILL_UNREPORTED
    return replace(stands, after=Status.UNREPORTED, change=change)
