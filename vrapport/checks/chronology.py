"""Do things happen in an order in which they can have happened?"""

from collections.abc import Iterator
from itertools import pairwise

from vrapport.findings import Finding, Place, say, warning
from vrapport.records.updates import SharedUpdate
from vrapport.register import Register
from vrapport.wording import Wording


def due_before_decision(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find deadlines that had passed when the decision was made."""
    for decision in register.decisions.values():
        clauses = [(("clauses", number, "due"), clause.due) for number, clause in enumerate(decision.data.clauses)]
        for at, due in ((("due",), decision.data.due), *clauses):
            decided = decision.meeting.data.date if decision.meeting else None
            if due and decided and due.last < decided.first:
                yield warning(
                    "due-before-decision",
                    decision.record.place(*at),
                    say("The deadline, {due}, comes before the decision, {decided}.", due=due, decided=decided),
                    say("Check both dates."),
                )


def updates_out_of_order(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find updates that stand after a later one."""
    for decision in register.decisions.values():
        for number, (before, after) in enumerate(pairwise(decision.data.updates), 1):
            if after.date.last < before.date.first:
                yield warning(
                    "updates-out-of-order",
                    decision.record.place("updates", number, "date"),
                    say("The update of {date} stands after the one of {later}.", date=after.date, later=before.date),
                    say("Put the oldest first, so that the file reads as the story went."),
                )


def from_the_future(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find accounts of days that have not come, and decisions of meetings that have not been held."""
    for decision in register.decisions.values():
        for number, update in enumerate(decision.data.updates):
            if update.date.first > register.today:
                yield _too_early(decision.record.place("updates", number, "date"), register)
        for number, occasion in enumerate(decision.data.held):
            if occasion.date.first > register.today:
                yield _too_early(decision.record.place("held", number, "date"), register)
        if decision.meeting and decision.meeting.data.date.first > register.today:
            yield warning(
                "from-the-future",
                decision.record.place("meeting"),
                say("The meeting is held {held}, after the day the site speaks of, {today}.",
                    held=decision.meeting.data.date, today=register.today),
                say("Check the date of the meeting, or wait with the decision until it is made."),
            )  # fmt: skip
    for record in register.archive.by_kind["updates"].values():
        if isinstance(record.data, SharedUpdate) and record.data.date.first > register.today:
            yield _too_early(record.place("date"), register)


def _too_early(place: Place, register: Register) -> Finding:
    return warning(
        "from-the-future",
        place,
        say("The date lies after the day the site speaks of, {today}.", today=register.today),
        say("Check the date. The account is left out until then."),
    )
