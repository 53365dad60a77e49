"""A decision as it is followed up: who answers for it, what has been said of it, and how far it has come."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from vrapport.dates import VagueDate
from vrapport.findings import Place
from vrapport.prose import Paragraph
from vrapport.records.accounts import Step, Told
from vrapport.records.bodies import Body
from vrapport.records.campaigns import Campaign
from vrapport.records.decisions import Clause, Decision
from vrapport.records.fields import RecordFields, Text
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.records.updates import SharedUpdate
from vrapport.vocabulary import Outcome, Status, rolled_up, summed_up
from vrapport.wording import Wording, folded


@dataclass(frozen=True, slots=True)
class Account:
    """One thing said of a decision on a day, wherever it was written: in its own file, or in a shared one."""

    status: Status
    told: Told
    record: Record[RecordFields]
    way: tuple[str | int, ...]  # to it in the record
    date: VagueDate | None = None
    clauses: tuple[int, ...] = ()
    by: tuple[Record[Body], ...] = ()
    shared: Record[SharedUpdate] | None = None
    unchanged: bool = False  # the words of an earlier account, which still held on this later day

    @property
    def place(self) -> Place:
        """Where it was typed: looked up only for those who are to be told."""
        return self.record.place(*self.way)

    @property
    def way_to_words(self) -> tuple[str | int, ...]:
        """The way to all that it says, of which the status is a part."""
        return self.way if self.way[0] == "each" else self.way[:-1]

    def speaks_of(self, part: int) -> bool:
        """Tell whether it concerns a clause; one that names none concerns them all."""
        return not self.clauses or part in self.clauses

    def explains(self, words: Wording) -> bool:
        """Tell whether it says more than its status; a text that only repeats the status says nothing."""
        told = self.told
        texts = (*told.evidence, *(step.what for step in told.next), told.reason)
        more = told.waits_for or told.successor or any(text and _says_something(text) for text in texts)
        return bool(more or (told.text and not self._only_repeats(told.text, words)))

    def _only_repeats(self, text: Text, words: Wording) -> bool:
        said = {folded(phrase) for phrase in (self.told.said.by_language.values() if self.told.said else ())}
        return all(
            is_unfilled(phrase)
            or (said and folded(phrase.strip(" .!")) in said)
            or words.code_for("status", phrase.strip(" .!"), [self.status])
            for phrase in text.by_language.values()
        )


def is_unfilled(phrase: str) -> bool:
    """Tell whether a text is only the dots that mark where one is to be written."""
    return not phrase.strip(" .…\n")


def _says_something(text: Text) -> bool:
    return not all(is_unfilled(phrase) for phrase in text.by_language.values())


@dataclass(frozen=True, slots=True)
class Item:
    """What is reported on: a clause, or a decision that has none."""

    number: int | None
    accounts: tuple[Account, ...]
    clause: Clause | None = None
    responsible: tuple[Record[Body], ...] = ()
    refused: bool = False  # the meeting wanted nothing done, and nobody has spoken of it since

    @property
    def latest(self) -> Account | None:
        """The newest account, if anything was ever said."""
        return self.accounts[-1] if self.accounts else None

    @property
    def status(self) -> Status:
        """How far it has come."""
        return self.latest.status if self.latest else Status.UNREPORTED

    def is_unexplained(self, words: Wording) -> bool:
        """Tell whether its newest account gives a status and no more."""
        return self.latest is not None and not self.latest.explains(words)


@dataclass(frozen=True)
class Followed:
    """A decision, tied to everything that concerns it."""

    record: Record[Decision]
    meeting: Record[Meeting] | None
    paragraph: Paragraph | None
    area: str | None
    responsible: tuple[Record[Body], ...]
    motions: tuple[Record[Motion], ...]
    campaigns: tuple[Record[Campaign], ...]
    accounts: tuple[Account, ...]
    items: tuple[Item, ...]
    refused: tuple[Item, ...] = ()  # what asks for no account, and is not counted

    @property
    def is_followed(self) -> bool:
        """Tell whether there is anything to carry out, or anything that was said of it."""
        return bool(self.items) or not self.refused

    @property
    def is_finished(self) -> bool:
        """Tell whether it is closed, with no step left and no part that nobody has spoken of."""
        return self.status.is_closed and not self.has_next and not self.silent

    @property
    def id(self) -> str:
        """Its id, such as 2019/A20."""
        return self.record.id

    @property
    def data(self) -> Decision:
        """What its file says."""
        return self.record.data

    @property
    def title(self) -> Text:
        """What it is called."""
        return self.record.data.title

    @property
    def paragraph_number(self) -> str | None:
        """The number of its paragraph as its file has it, without §."""
        return bare_number(self.data.paragraph)

    @cached_property
    def status(self) -> Status:
        """How far it has come: the least far of its reported items."""
        return rolled_up(item.status for item in self.items if item.accounts)

    @property
    def latest(self) -> Account | None:
        """The newest account of any of it."""
        return self.accounts[-1] if self.accounts else None

    @cached_property
    def current(self) -> tuple[Account, ...]:
        """The newest account of each part, the same words once: what holds today."""
        newest = {id(item.latest) for item in self.items if item.latest}
        holding = (account for account in self.accounts if id(account) in newest)
        return tuple({id(account.told): account for account in holding}.values())

    @cached_property
    def decisive(self) -> Account | None:
        """The newest account of the part that has come least far: the one that gives the status of the whole."""
        return next((account for account in reversed(self.current) if account.status is self.status), None)

    @property
    def has_next(self) -> bool:
        """Tell whether anything said of it leaves a step to take, closed or not."""
        return bool(self.next_steps)

    @cached_property
    def next_steps(self) -> tuple[Step, ...]:
        """The steps that what holds today leaves to be taken."""
        return tuple(step for account in self.current for step in account.told.next)

    @property
    def reported(self) -> int:
        """How many of its items something was said of."""
        return sum(1 for item in self.items if item.accounts)

    @cached_property
    def silent(self) -> tuple[Item, ...]:
        """Its items that nothing was said of."""
        return tuple(item for item in self.items if not item.accounts)

    def unexplained(self, words: Wording) -> tuple[Item, ...]:
        """Its items whose newest account gives a status and no more."""
        return tuple(item for item in self.items if item.is_unexplained(words))

    @cached_property
    def clauses(self) -> tuple[Item, ...]:
        """Its clauses in order, also those that the meeting did not want done."""
        clauses = (item for item in (*self.items, *self.refused) if item.clause)
        return tuple(sorted(clauses, key=lambda item: item.number or 0))

    @cached_property
    def outcome(self) -> Outcome | None:
        """What the meeting did: as typed, or reckoned where it is known of each clause."""
        own = [item.clause.outcome for item in self.clauses if item.clause]
        return self.data.outcome or (summed_up(filter(None, own)) if all(own) else None)


def bare_number(typed: str | None) -> str | None:
    """Read the number of a paragraph, typed with § or without."""
    return typed.strip("§ \u00a0") if typed else None


def tally(decisions: Iterable[Followed]) -> dict[Status, int]:
    """Count decisions by status, every status in its order, those that nobody has included."""
    found = [decision.status for decision in decisions]
    return {status: found.count(status) for status in Status}


def oldest_first(own: Iterable[Account], shared: Iterable[Account] = ()) -> tuple[Account, ...]:
    """Put accounts in the order of their days, undated ones first.

    A decision's own stand in the order they were written unless their days say otherwise: of two vague days that
    overlap, the one written later is later. A shared account comes after all that speak of its days or earlier ones.
    """
    ordered: list[Account] = []
    for account in own:
        _insert(ordered, account, lambda before, day: before.first > day.last)
    for account in sorted(shared, key=lambda each: each.date.last if each.date else date.min):
        _insert(ordered, account, lambda before, day: before.last > day.last)
    return tuple(ordered)


def _insert(ordered: list[Account], account: Account, comes_after: Callable[[VagueDate, VagueDate], bool]) -> None:
    """Move an account up past those that come after it; one without a day past all that have one."""
    place = len(ordered)
    while place and (before := ordered[place - 1].date):
        if account.date and not comes_after(before, account.date):
            break
        place -= 1
    ordered.insert(place, account)


def confirmed(accounts: Iterable[Account], parts: Sequence[int]) -> tuple[Account, ...]:
    """Let each "unchanged" repeat, on its day, what was last said of each part; of a silent part it says nothing."""
    known: list[Account] = []
    for account in accounts:
        known += list(_again(account, known, parts)) if account.unchanged else [account]
    return tuple(known)


def _again(account: Account, known: list[Account], parts: Sequence[int]) -> Iterator[Account]:
    """Repeat each account that still holds, for the parts of which it is the newest."""
    for number, before in enumerate(known):
        spoken_of = [part for part in parts if before.speaks_of(part)]
        newest = [part for part in spoken_of if not any(later.speaks_of(part) for later in known[number + 1 :])]
        still = tuple(part for part in newest if account.speaks_of(part))
        if still:
            clauses = before.clauses if list(still) == spoken_of else still
            yield replace(before, date=account.date, by=account.by, clauses=clauses, unchanged=True)
