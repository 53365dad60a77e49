"""What was said of a decision, as plain sentences of Markdown."""

import re
from collections.abc import Iterator
from itertools import islice

from vrapport.dates import day
from vrapport.handouts.markdown import ended, escaped, words_of
from vrapport.records.accounts import Step
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.register import Account, Followed
from vrapport.views import View

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def told(view: View, decision: Followed) -> Iterator[str]:
    """Say what holds: each account with its clause, and what comes next."""
    for account in decision.current:
        if account.clauses:
            part = view.words._("clause {n}", n=account.clauses)
            yield ended(escaped(f"{part[:1].upper()}{part[1:]}: {view.words.label(account.status)}"))
        yield from explained(view, account, decision, awaited=bool(account.clauses))


def explained(
    view: View, account: Account, decision: Followed, *, most: int | None = None, awaited: bool = True
) -> Iterator[str]:
    """Say why an account gives its status, in so many sentences at most, for whom it waits, and what comes next."""
    said, origin, words = account.told, account.shared or decision.record, view.words
    sentences = (sentence for block in words_of(view, said.text, origin) for sentence in _SENTENCE_ENDS.split(block))
    yield from map(ended, islice(sentences, most))
    bodies = ", ".join(view.title(body) for body in view.bodies(said.waits_for)) if awaited else ""
    for key, value in (("waits_for", escaped(bodies)), ("reason", " ".join(words_of(view, said.reason, origin)))):
        if value:
            yield ended(f"{words.word(f'field.{key}')}: {value}")
    yield from (step_ahead(view, step, origin) for step in said.next)


def step_ahead(view: View, step: Step, origin: Record[RecordFields]) -> str:
    """Say what comes next, who does it and by when."""
    what = " ".join(words_of(view, step.what, origin)).rstrip(".")
    who = ", ".join(escaped(view.title(body)) for body in view.bodies(step.who))
    what = f"{what} ({who})" if who else what
    if step.due:
        return ended(view.words._("Next step {date:on}: {what}", date=step.due, what=what))
    return ended(view.words._("Next step: {what}", what=what))


def lateness(view: View, decision: Followed) -> Iterator[str]:
    """Say since when a decision, or a step promised for it, is late."""
    late = view.register.timing_of(decision).late
    if late:
        yield ended(escaped(view.words._("Overdue since {date}", date=day(late[0].when.last))))
