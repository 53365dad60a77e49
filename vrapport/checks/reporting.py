"""Is there an account of everything that was decided, and does it have a date?"""

from collections.abc import Iterator

from vrapport.findings import Finding, Message, say, warning
from vrapport.register import Followed, Item, Register
from vrapport.wording import Wording


def item_not_reported(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find decisions and clauses that nothing was said of."""
    in_front = {decision.id for decision in register.in_front}
    counted = {
        "reported": sum(decision.reported for decision in register.in_front),
        "n": sum(len(decision.items) for decision in register.in_front),
    }
    for decision in register.decisions.values():
        for item in decision.silent:
            yield _silent(decision, item, counted if decision.id in in_front else None)


def _silent(decision: Followed, item: Item, counted: dict[str, int] | None) -> Finding:
    record = decision.record
    if item.number:
        place = record.place("clauses", item.number - 1)
        what = say("Nothing is said of clause {clause}.", clause=item.number)
    else:
        place = record.place("title", key=True)
        what = say("Nothing is said of this decision.")
    return warning("unreported", place, _counted(what, counted) if counted else what,
                   say("Add an update with a date and a status."))  # fmt: skip


def _counted(what: Message, counted: dict[str, int]) -> Message:
    """Add how much the front page's report accounts for, so that one silence is seen against the whole."""
    return say("{what} {reported} of {n} items are reported.", what=what, **counted)


def status_without_date(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find statuses typed in the short form, which tell no day."""
    for decision in register.decisions.values():
        for account in decision.accounts:
            if account.date is None:
                yield warning(
                    "undated-status",
                    account.place,
                    say("The status has no date."),
                    say("Move it under “updates:” with a line “date:”, as vague as it is known."),
                )
