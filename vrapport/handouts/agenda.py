"""The standing item on following decisions up, as Markdown that a secretary pastes into an agenda or into minutes."""

import re
from collections.abc import Callable, Iterable, Iterator

from vrapport.accountability.agenda import Agenda, Point, Reason
from vrapport.dates import VagueDate, day
from vrapport.records.accounts import Step, Update
from vrapport.records.fields import Text
from vrapport.register import Account, Deadline, Followed, Kept, Sent, is_unfilled
from vrapport.views import View, label
from vrapport.vocabulary import PUBLIC
from vrapport.wording import Wording

A_FEW_WORDS = 160
_ENDS = (".", "!", "?", "…", ".]]", "!]]", "?]]", "…]]")
_ESCAPABLE = re.compile(r"[\\`*_\[\]|]|^[-+#>]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d{3})[.)]|(?<=^\d{4})[.)]")
_ENTITY = re.compile(r"[<~]|&(?=#?\w+;)|^[:=]")


def agenda_text(view: View, agenda: Agenda) -> str:
    """Write the item: for which meeting it is, what is taken up and why, and what the meeting may decide."""
    parts = [
        f"## {view.words.word('page.follow-up')}",
        agenda.opening(shown(view.title(agenda.body)), view.words),
        _summary(view.words, agenda),
    ]
    for reason, points in agenda.sections.items():
        parts += _section(view, agenda, reason, points)
    parts += [*_left_by_minutes(view, agenda), *_others(view.words, agenda)]
    return "\n\n".join(parts) + "\n"


def _summary(words: Wording, agenda: Agenda) -> str:
    n = len(agenda.points)
    if not n:
        return words._("No decision has to be taken up.")
    counts = tuple(_COUNTS[reason](words, len(points)) for reason, points in agenda.sections.items())
    return words._n("{n} decision is taken up: {counts}.", "{n} decisions are taken up: {counts}.", n, counts=counts)


_COUNTS: dict[Reason, Callable[[Wording, int], str]] = {
    Reason.OVERDUE: lambda words, n: words._n("{n} is overdue", "{n} are overdue", n),
    Reason.DUE: lambda words, n: words._n("{n} is due soon", "{n} are due soon", n),
    Reason.LEFT: lambda words, n: words._n("{n} is closed with a step left", "{n} are closed with a step left", n),
    Reason.SILENT: lambda words, n: words._n("{n} is not fully reported", "{n} are not fully reported", n),
    Reason.WAITING: lambda words, n: words._n("{n} waits for others", "{n} wait for others", n),
    Reason.UNANSWERED: lambda words, n: words._n("{n} has no answer", "{n} have no answer", n),
    Reason.BEHIND: lambda words, n: words._n("{n} recurs and is behind", "{n} recur and are behind", n),
    Reason.STALE: lambda words, n: words._n("{n} has had no update for long", "{n} have had no update for long", n),
    Reason.STILL: lambda words, n: words._n(
        "{n} is unclear or not carried out", "{n} are unclear or not carried out", n
    ),
}


def _section(view: View, agenda: Agenda, reason: Reason, points: tuple[Point, ...]) -> Iterator[str]:
    yield f"### {agenda.heading(reason, view.words)}"
    yield "\n".join(f"- {_point(view, agenda, point)}" for point in points)
    yield _PROPOSED[reason](view.words, len(points))


_PROPOSED: dict[Reason, Callable[[Wording, int], str]] = {
    Reason.OVERDUE: lambda words, n: words._n(
        "Proposed decision: whoever answers for the decision tells the next meeting what is left and when it is done.",
        "Proposed decision: those who answer for them tell the next meeting what is left and when it is done.", n,
    ),
    Reason.DUE: lambda words, n: words._n(
        "Proposed decision: the account given at the meeting is noted.",
        "Proposed decision: the accounts given at the meeting are noted.", n,
    ),
    Reason.LEFT: lambda words, n: words._n(
        "Proposed decision: the step left is noted, and taken up again when it is done.",
        "Proposed decision: the steps left are noted, and taken up again when they are done.", n,
    ),
    Reason.SILENT: lambda words, n: words._n(
        "Proposed decision: an account is asked for by the next meeting.",
        "Proposed decision: accounts are asked for by the next meeting.", n,
    ),
    Reason.WAITING: lambda words, n: words._n(
        "Proposed decision: ask the one it waits for when it can go on.",
        "Proposed decision: ask those they wait for when they can go on.", n,
    ),
    Reason.UNANSWERED: lambda words, n: words._n(
        "Proposed decision: remind the recipient of the answer asked for.",
        "Proposed decision: remind the recipients of the answers asked for.", n,
    ),
    Reason.BEHIND: lambda words, n: words._n(
        "Proposed decision: settle when the occasions left are held.",
        "Proposed decision: settle when the occasions left of each are held.", n,
    ),
    Reason.STALE: lambda words, n: words._n(
        "Proposed decision: an update is asked for by the next meeting.",
        "Proposed decision: updates are asked for by the next meeting.", n,
    ),
    Reason.STILL: lambda words, n: words._n(
        "Proposed decision: settle who takes the decision further, and by when.",
        "Proposed decision: settle who takes each decision further, and by when.", n,
    ),
}  # fmt: skip


def _point(view: View, agenda: Agenda, point: Point) -> str:
    """Write of a decision what it is called, how far it has come, what is to be done, and what was said last."""
    sentences = (_name(view, point), *_said_of(view, agenda, point), *_answers(view, agenda, point))
    return " ".join(_ended(sentence) for sentence in sentences if sentence)


def _name(view: View, point: Point) -> str:
    record = point.decision.record
    short, title = label(record.id), shown(view.title(record))
    name = f"{short} {title}" if short and short not in title.split() else title
    return f"[[{record.id}|{name}]]{_for_whom(view.words, _audiences(point.decision))}"


def _audiences(decision: Followed) -> Iterator[str]:
    """Tell who may read a decision, its clauses, and what was said of it last."""
    yield decision.data.audience
    yield from (item.clause.audience for item in decision.clauses if item.clause)
    for account in decision.current:
        if account.shared:
            yield account.shared.data.audience
        elif isinstance(account.told, Update):
            yield account.told.audience


def _for_whom(words: Wording, audiences: Iterable[str]) -> str:
    """Mark what not all may read."""
    narrow = next((audience for audience in audiences if audience != PUBLIC), None)
    return f" ({words.word(f'audience.{narrow}').lower()})" if narrow else ""


def _said_of(view: View, agenda: Agenda, point: Point) -> Iterator[str | None]:
    if point.reason is Reason.SILENT:
        yield from _unreported(view, point)
        return
    yield _standing(view, point)
    for deadline in point.deadlines:
        yield _deadline(view, agenda, deadline)
        yield _moved(view.words, deadline)
    yield from (_step(view, agenda, step) for step in point.steps)
    yield from (_owed(view, sent) for sent in point.unanswered)
    if point.kept:
        yield _held(view, point.kept)
    if point.decision.decisive:
        yield _last_words(view, point.decision.decisive, point.since)


def _unreported(view: View, point: Point) -> Iterator[str]:
    """Name the clauses that nothing was said of, or say when the whole of it was decided."""
    words = view.words
    for item in point.silent:
        if item.clause and (text := item.clause.text or item.clause.summary):
            what = shown(_first_words(view, text))
            yield words._("Nothing is said of clause {clause}: {what}", clause=item.number, what=what)
    if point.decision.meeting and not point.decision.accounts:
        yield words._("Decided {date:on}", date=point.decision.meeting.data.date)


def _standing(view: View, point: Point) -> str:
    """Say how far it has come, and since when it has stood there."""
    status = shown(view.standing(point.decision)["label"])
    if point.reason is Reason.WAITING and point.since:
        return view.words._("{waits} since {date}", waits=status, date=point.since)
    if point.reason is Reason.STALE and point.since:
        return view.words._("{status}, but nothing new since {date}", status=status, date=point.since)
    return status


def _deadline(view: View, agenda: Agenda, deadline: Deadline) -> str:
    words, late = view.words, deadline.has_passed(agenda.today)
    if deadline.step:
        return _step(view, agenda, deadline.step, late=late)
    if deadline.clause and late:
        return words._("Clause {clause} was to be done {date:on}", clause=deadline.clause, date=deadline.when)
    if deadline.clause:
        return words._("Clause {clause} is to be done {date:on}", clause=deadline.clause, date=deadline.when)
    if late:
        return words._("Was to be done {date:on}", date=deadline.when)
    return words._("To be done {date:on}", date=deadline.when)


def _moved(words: Wording, deadline: Deadline) -> str | None:
    """Say by when it was to be done earlier, so that nothing is put off unseen."""
    if not deadline.before:
        return None
    n, dates = len(deadline.before), deadline.before
    if deadline.put_off:
        return words._n("Put off {n} time, first {dates}", "Put off {n} times, first {dates}", n, dates=dates)
    return words._n(
        "Brought forward {n} time, first {dates}", "Brought forward {n} times, first {dates}", n, dates=dates
    )


def _step(view: View, agenda: Agenda, step: Step, *, late: bool = False) -> str:
    """Say what is to be done, and by whom where that is not the body that meets."""
    others = [view.title(body) for body in view.bodies(step.who) if body.id != agenda.body.id]
    what = shown(_first_words(view, step.what)) + (f" ({shown(', '.join(others))})" if others else "")
    if late:
        return view.words._("Was to be done {date:on}: {what}", date=step.due, what=what)
    if step.due:
        return view.words._("Next step {date:on}: {what}", date=step.due, what=what)
    return view.words._("Next step: {what}", what=what)


def _owed(view: View, sent: Sent) -> str:
    to = shown(view.title(sent.to) if sent.to else sent.referral.to.typed)
    if sent.owes_since:
        return view.words._("Awaiting an answer from {body} since {date}", body=to, date=sent.owes_since)
    return view.words._("Awaiting an answer from {body}", body=to)


def _held(view: View, kept: Kept) -> str:
    """Say how often a commitment was kept, of how often it was to be, and in which year or part of it."""
    said = view.words._n(
        "{held} of {n} occasion has been held", "{held} of {n} occasions have been held", kept.expected, held=kept.held
    )
    return view.words._("{said} ({date})", said=said, date=kept.counted.span) if kept.counted else said


def _last_words(view: View, told: Account, since: VagueDate | None) -> str | None:
    """Repeat the beginning of what was last said, with its day unless that has just been told."""
    if told.told.text is None or is_unfilled(view.line(told.told.text) or ""):
        return None
    said = shown(_first_words(view, told.told.text))
    if told.date in {None, since}:
        return said
    return view.words._("{said} ({date})", said=said, date=told.date)


def _first_words(view: View, text: Text) -> str:
    """Take the first sentence of a text, or as much of it as is read aloud in one breath."""
    line = view.line(text) or ""
    first = re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", line, maxsplit=1)[0].removesuffix(".")
    if len(first) <= A_FEW_WORDS:
        return first
    return first[:A_FEW_WORDS].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def _answers(view: View, agenda: Agenda, point: Point) -> Iterator[str]:
    """Name those who answer for what is taken up, unless they are the body that meets and no more."""
    items = point.silent or point.decision.items
    bodies = {body.id: shown(view.title(body)) for item in items for body in item.responsible}
    if bodies and set(bodies) != {agenda.body.id}:
        names = tuple(bodies.values())
        yield view.words._n("Responsible: {bodies}", "Responsible: {bodies}", len(names), bodies=names)


def _left_by_minutes(view: View, agenda: Agenda) -> Iterator[str]:
    """List what the last minutes left to be done."""
    if agenda.minutes:
        title = view.words._("Left from the meeting {date:on}", date=agenda.minutes.data.date)
        yield f"### {title}{_for_whom(view.words, [agenda.minutes.data.audience])}"
        yield "\n".join(f"- {_ended(_promised(view, step))}" for step in agenda.minutes.data.next)
        yield view.words._("Proposed decision: what is done is noted.")


def _promised(view: View, step: Step) -> str:
    what, who = shown(_first_words(view, step.what)), [shown(view.title(body)) for body in view.bodies(step.who)]
    more = (*who, *([view.words.date(step.due)] if step.due else []))
    return f"{what} ({', '.join(more)})" if more else what


def _others(words: Wording, agenda: Agenda) -> Iterator[str]:
    n, until = len(agenda.others), day(agenda.until)
    if n and agenda.meeting:
        yield words._n(
            "{n} more decision is open. It is not due before the meeting.",
            "{n} more decisions are open. None of them is due before the meeting.", n,
        )  # fmt: skip
    elif n:
        yield words._n(
            "{n} more decision is open. It is not due by {until}.",
            "{n} more decisions are open. None of them is due by {until}.", n, until=until,
        )  # fmt: skip


def shown(text: str) -> str:
    """Write plain words so that minutes show them as they are: a backslash before what their Markdown lets escape."""
    line = _ESCAPABLE.sub(r"\\\g<0>", " ".join(text.split()))
    return _ENTITY.sub(lambda found: f"&#{ord(found[0])};", line)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(_ENDS) else f"{sentence}."
