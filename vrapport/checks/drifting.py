"""Does one step have one last day, wherever it is told of?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from vrapport.checks.texts import Way, tellings
from vrapport.dates import VagueDate, shortened
from vrapport.findings import Finding, say, warning
from vrapport.records.accounts import Step
from vrapport.records.bodies import Body
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.register import Register, mentions_of
from vrapport.wording import Wording, folded

# What a body does when it has finished its task; an account on the way is none.
_DELIVERS: Mapping[str, re.Pattern[str]] = {
    "sv": re.compile(
        r"\b(?:redovisa[rs]|slutredovis\w+|rapporterar|slutrapport\w*|\w*rapporten|återrapporter\w+|lägg(?:er|s) fram|"
        r"överlämna\w+)\b", re.IGNORECASE
    ),
    "en": re.compile(r"\b(?:reports?|presents?|is presented|submits?|delivers?|final report)\b", re.IGNORECASE),
}  # fmt: skip
_ON_THE_WAY = re.compile(r"del(?:rapport|redovis)|lägesrapport|muntlig|interim|progress", re.IGNORECASE)


@dataclass(frozen=True)
class _Promise:
    """A step with its last day, as a record in force tells it on a day."""

    step: Step
    due: VagueDate
    who: tuple[str, ...]
    told: VagueDate | None
    record: Record[RecordFields]
    way: Way
    about: frozenset[str]  # the decisions that it is told of

    @property
    def age(self) -> tuple[bool, date, bool]:
        """Sort by the day it was told, undated first, and minutes last: nobody mends those."""
        return self.told is not None, self.told.last if self.told else date.min, self.record.kind == "meetings"

    @property
    def path(self) -> str:
        return self.record.source.path

    @cached_property
    def words(self) -> str:
        """The step as it was typed."""
        return next(iter(self.step.what.by_language.values()))


def drifting_deadline(register: Register, words: Wording) -> Iterator[Finding]:
    """Find the same step of the same body with different last days, and mandates that end on another day."""
    groups: dict[tuple[str, tuple[str, ...]], list[_Promise]] = defaultdict(list)
    for promise in (*_in_accounts(register), *_in_minutes(register)):
        groups[folded(promise.words), promise.who].append(promise)
    for (_, who), promises in groups.items():
        if len({promise.due.last for promise in promises}) > 1:
            for together in [promises] if _has_one_task(register, who) else _of_one_matter(register, promises):
                yield from _drift(together)
    yield from _mandates(register, groups, words)


def _in_accounts(register: Register) -> Iterator[_Promise]:
    """Yield the steps that the newest account of each decision promises."""
    for telling in tellings(register):
        for number, step in enumerate(telling.account.told.next):
            who = _ids(register, step)
            if step.due:
                way, about = (*telling.way, "next", number, "due"), frozenset({telling.decision.id})
                yield _Promise(step, step.due, who, telling.account.date, telling.record, way, about)


def _in_minutes(register: Register) -> Iterator[_Promise]:
    """Yield the steps that each body's newest meeting left."""
    for meetings in register.meetings_of.values():
        held = [meeting for meeting in meetings if register.is_held(meeting)]
        for meeting in held[-1:]:
            about = frozenset(decision.id for decision in register.by_meeting.get(meeting.id, ()))
            for number, step in enumerate(meeting.data.next):
                who = _ids(register, step)
                if step.due:
                    record = cast("Record[RecordFields]", meeting)
                    yield _Promise(step, step.due, who, meeting.data.date, record, ("next", number, "due"), about)


def _ids(register: Register, step: Step) -> tuple[str, ...]:
    return tuple(sorted({body.id for body in register.archive.bodies(step.who)}))


def _has_one_task(register: Register, who: tuple[str, ...]) -> bool:
    """Tell whether a step can only be one and the same: that of a body set up for a task."""
    return len(who) == 1 and _body(register, who[0]).data.mandate is not None


def _body(register: Register, ident: str) -> Record[Body]:
    return cast("Record[Body]", register.archive.by_kind["bodies"][ident])


def _of_one_matter(register: Register, promises: Iterable[_Promise]) -> Iterable[list[_Promise]]:
    """Lay together what is told of one decision: two training days by the same office are two steps."""
    matters: dict[str, list[_Promise]] = defaultdict(list)
    for promise in promises:
        for matter in _matters(register, promise):
            matters[matter].append(promise)
    return matters.values()


def _matters(register: Register, promise: _Promise) -> set[str]:
    mentioned = (f"{target.kind}/{target.id}" for target in mentions_of(register.archive, promise.record))
    motions = (f"motions/{motion.id}" for ident in promise.about for motion in register.decisions[ident].motions)
    return {*(f"decisions/{ident}" for ident in promise.about), *mentioned, *motions}


def _drift(promises: list[_Promise]) -> Iterator[Finding]:
    """Hold each against the newest; a step that is moved within one record, or after a meeting, is a time-line."""
    newest = max(promises, key=lambda promise: promise.age)
    for promise in promises:
        is_time_line = promise.record.kind == "meetings" and promise.age < newest.age
        if promise.due.last != newest.due.last and promise.path != newest.path and not is_time_line:
            yield _drifting(promise.record, promise.way, promise.due, newest)


def _mandates(
    register: Register, groups: Mapping[tuple[str, tuple[str, ...]], list[_Promise]], words: Wording
) -> Iterator[Finding]:
    """Hold the day that a body is to deliver against the step in which it does."""
    delivers = _DELIVERS.get(words.language)
    delivering: dict[str, list[_Promise]] = defaultdict(list)
    for (what, who), promises in groups.items() if delivers else ():
        if delivers and len(who) == 1 and delivers.search(what) and not _ON_THE_WAY.search(what):
            delivering[who[0]].append(max(promises, key=lambda promise: promise.age))
    for ident, promises in delivering.items():
        body = _body(register, ident)
        due = body.data.mandate.due if body.data.mandate and not body.data.mandate.delivered else None
        if due and due.last not in {promise.due.last for promise in promises}:
            nearest = min(promises, key=lambda promise: abs(promise.due.last - due.last))
            yield _drifting(cast("Record[RecordFields]", body), ("mandate", "due"), due, nearest)


def _drifting(record: Record[RecordFields], way: Way, due: VagueDate, newest: _Promise) -> Finding:
    return warning(
        "drifting-deadline",
        record.place(*way),
        say("“{what}” is to be done {due:on} here, but {other:on} in {path}.", what=shortened(newest.words), due=due,
            other=newest.due, path=newest.path),
        say("Find out which holds, {due} or {other}, and let both say it.", due=due, other=newest.due),
    )  # fmt: skip
