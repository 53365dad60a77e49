"""What is new, by its day: what was told of decisions, and the meetings that were held and what they decided."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from vrapport.accountability.spots import spots
from vrapport.dates import VagueDate
from vrapport.digests import digest
from vrapport.records.fields import RecordFields
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.register import Account, Followed, Register
from vrapport.vocabulary import Status, rolled_up
from vrapport.wording import Wording


@dataclass(frozen=True, slots=True)
class Move:
    """What one account made of one decision: where it, or the part spoken of, stood before and stands after."""

    decision: Followed
    spot: str  # of the account, as the decision's own page names it
    before: Status
    account: Account

    @property
    def after(self) -> Status:
        """Where it stands by this account."""
        return self.account.status

    def anchor(self, words: Wording) -> str:
        """Name the spot where the decision's page tells it."""
        return f"{words.word('address.updates')}-{self.spot}"


@dataclass(frozen=True, slots=True)
class News:
    """Something new on a day: an account of a decision or of several, or a meeting that was held.

    Its name stays when words are mended; its content is named by all it holds, so that what is added to it shows.
    """

    when: VagueDate
    day: date  # under which it is filed: what is vague is never of days to come
    name: str
    origin: Record[RecordFields]
    moves: tuple[Move, ...] = ()
    decided: tuple[Followed, ...] = ()

    @property
    def account(self) -> Account | None:
        """What was told, if it is not a meeting."""
        return self.moves[0].account if self.moves else None

    @property
    def content(self) -> str:
        """Name what it holds, without the words."""
        told = (f"{move.decision.id} {move.after}" for move in self.moves)
        return digest(self.name, self.when.code, *told, *(decision.id for decision in self.decided))[:12]


def news(register: Register) -> tuple[News, ...]:
    """Find all that is new and has a day, newest first."""
    found = [*_told(register), *_held(register)]
    return tuple(sorted(found, key=lambda one: (one.day, one.when.begins), reverse=True))


def _filed(when: VagueDate, register: Register) -> date:
    return min(when.last, register.today)


def _held(register: Register) -> Iterator[News]:
    for meeting in cast("tuple[Record[Meeting], ...]", register.records("meetings")):
        if register.is_held(meeting):
            decided = register.by_meeting.get(meeting.id, ())
            when = meeting.data.date
            yield News(when, _filed(when, register), f"meetings/{meeting.id}", meeting, decided=decided)


def _told(register: Register) -> Iterator[News]:
    """Yield every dated account, one that speaks of several decisions once."""
    together: dict[tuple[int, VagueDate], list[Move]] = defaultdict(list)
    for decision in register.decisions.values():
        for move in _moves(decision):
            if move.account.date and not move.account.unchanged:
                together[id(move.account.told), move.account.date].append(move)
    names = _told_apart([(_name(moves[0], when), moves[0].account) for (_, when), moves in together.items()])
    for name, ((_, when), moves) in zip(names, together.items(), strict=True):
        origin = moves[0].account.shared or moves[0].decision.record
        yield News(when, _filed(when, register), name, origin, tuple(moves))


def _told_apart(named: list[tuple[str, Account]]) -> Iterator[str]:
    """Name by a hash of their words the accounts that have all else in common, and number those that have that too."""
    shared, taken = Counter(name for name, _ in named), Counter[str]()
    for name, account in named:
        own = f"{name}/{_words(account)}" if shared[name] > 1 else name
        taken[own] += 1
        yield own if taken[own] == 1 else f"{own}/{taken[own]}"


def _words(account: Account) -> str:
    said = account.told.text or account.told.reason
    return digest(*(said.by_language.values() if said else ()))[:8]


def _name(move: Move, when: VagueDate) -> str:
    """Name an account by its decision, its day, its clauses and the status it gives; one of several by its own file."""
    shared = move.account.shared
    if shared and move.account.told is shared.data:
        return f"updates/{shared.id}"
    clauses = ".".join(map(str, move.account.clauses))
    parts = ("decisions", move.decision.id, when.edtf.strip("./"), clauses, move.after)
    return "/".join(part for part in parts if part)


def _moves(decision: Followed) -> Iterator[Move]:
    """Follow a decision from account to account."""
    stands = {item.number: Status.UNREPORTED for item in decision.items}
    told = [(item.number, frozenset(map(id, item.accounts))) for item in decision.items]
    for spot, account in zip(spots(decision.accounts), decision.accounts, strict=True):
        spoken = [number for number, accounts in told if id(account) in accounts]
        concerned = [stands[part] for part in spoken] if account.clauses else stands.values()
        yield Move(decision, spot, _together(list(concerned)), account)
        stands.update(dict.fromkeys(spoken, account.status))


def _together(statuses: list[Status]) -> Status:
    return rolled_up(status for status in statuses if status is not Status.UNREPORTED)
