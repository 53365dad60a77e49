"""What was said of a decision, as plain sentences of Markdown."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from vrapport.accountability.editions import clauses_held
from vrapport.dates import day
from vrapport.handouts.markdown import ended, escaped, words_of
from vrapport.records.accounts import Step, Told
from vrapport.records.fields import RecordFields, Reference
from vrapport.records.reading import Record
from vrapport.register import Account, Followed
from vrapport.views import View

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def told(view: View, decision: Followed) -> Iterator[str]:
    """Say what holds: each account with the clauses it holds for, if not for all, and what comes next."""
    for account in decision.current:
        held = clauses_held(decision, account)
        if held:
            part = view.words._("clause {n}", n=held)
            yield ended(escaped(begun(f"{part}: {view.words.label(account.status)}")))
        yield from explained(view, account, decision, awaited=bool(held))


def explained(
    view: View, account: Account, decision: Followed, *, most: int | None = None, awaited: bool = True
) -> Iterator[str]:
    """Say why an account gives its status, in so many sentences at most, on what ground, and what comes next."""
    said, origin = account.told, account.shared or decision.record
    sentences = (sentence for block in words_of(view, said.text, origin) for sentence in _SENTENCE_ENDS.split(block))
    yield from map(ended, islice(sentences, most))
    if awaited and said.waits_for:
        yield ended(f"{view.words.word('field.waits_for')}: {_bodies(view, said.waits_for)}")
    yield from map(ended, _grounds(view, said, origin))
    yield from (step_ahead(view, step, origin) for step in said.next)


def _grounds(view: View, said: Told, origin: Record[RecordFields]) -> Iterator[str]:
    """Say why, who decided so, what came instead and what shows it."""
    words, successor = view.words, view.referred(said.successor)
    if said.reason:
        yield f"{words.word('field.reason')}: {' '.join(words_of(view, said.reason, origin))}"
    if said.decided_by:
        yield f"{words.word('field.decided_by')} {_bodies(view, said.decided_by)}"
    if successor:
        yield f"{words.word('field.successor')} {escaped(successor['title'])}"
    if said.evidence:
        pieces = (" ".join(words_of(view, piece, origin)).rstrip(".") for piece in said.evidence)
        yield f"{words.word('field.evidence')}: {'; '.join(pieces)}"


def _bodies(view: View, references: Iterable[Reference]) -> str:
    return ", ".join(escaped(view.title(body)) for body in view.bodies(references))


def step_ahead(view: View, step: Step, origin: Record[RecordFields]) -> str:
    """Say what comes next, who does it and by when."""
    what = " ".join(words_of(view, step.what, origin)).rstrip(".")
    who = _bodies(view, step.who)
    what = f"{what} ({who})" if who else what
    if step.due:
        return ended(view.words._("Next step {date:on}: {what}", date=step.due, what=what))
    return ended(view.words._("Next step: {what}", what=what))


def begun(words: str) -> str:
    """Begin a sentence with a capital."""
    return f"{words[:1].upper()}{words[1:]}"


def lateness(view: View, decision: Followed) -> Iterator[str]:
    """Say since when a decision, or a step promised for it, is late."""
    late = view.register.timing_of(decision).late
    first = next((own for own in late if not own.step), late[0]) if late else None
    if first:
        words, since = view.words, day(first.when.last)
        step, own = words._("Next step overdue since {date}", date=since), words._("Overdue since {date}", date=since)
        yield ended(escaped(step if first.step else own))
