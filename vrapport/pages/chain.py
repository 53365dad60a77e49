"""How a matter went, from motion to result: each step with its day, and the one that is missing."""

from collections.abc import Iterator
from typing import cast

from vrapport.accountability.spots import spots
from vrapport.pages.ledgers import REFERRALS, anchor, owed
from vrapport.pages.paragraphs import paragraph
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.register import Followed, Sent, sent_on
from vrapport.views import Plain, Spoken, View, in_language, label
from vrapport.vocabulary import Outcome, ReferralState

# What a meeting says to a motion that is then to be carried out, or to come back: a decision should follow.
_GOES_ON = frozenset(
    {
        Outcome.ADOPTED, Outcome.CARRIED, Outcome.CARRIED_AMENDED, Outcome.CARRIED_IN_PART, Outcome.HANDED_OVER,
        Outcome.SENT_BACK, Outcome.POSTPONED,
    }
)  # fmt: skip


def chain(view: View, decision: Followed) -> Iterator[Plain]:
    """Follow a decision from motion to result, and on to what comes next."""
    for motion in decision.motions:
        own = motion.data.outcome if motion.data.outcome is not decision.outcome else None
        yield _moved(view, motion) | {"note": view.words.label(own, "motion") if own else None}
    yield _outcome(view, decision)
    yield _decided(view, decision)
    sent = sent_on(decision, view.register.archive, view.register.today)
    yield from (_sent(view, one) for one in sent)
    yield from (_answer(view, one) for one in sent if one.replied or one.is_owed)
    yield _result(view, decision)
    yield from _ahead(view, decision)


def unanswered(view: View, motion: Record[Motion]) -> Iterator[Plain]:
    """Follow a motion that no decision answers: to what the meeting did with it, or to what is missing."""
    outcome = view.register.outcome_of(motion)
    yield _moved(view, motion)
    meeting = cast("Record[Meeting] | None", view.register.archive.record(motion.data.meeting))
    yield _at(view, "field.meeting.motion", meeting, view.words.label(outcome, "motion") if outcome else None)
    if outcome in _GOES_ON:
        yield _step(view, "kind.decisions.one", view.words._("No decision"), missing=True)


def _step(view: View, name: str, title: Spoken | None, address: str | None = None, **said: object) -> Plain:
    kind = view.words.word(name)
    step = {"label": kind[:1].upper() + kind[1:], "title": title, "address": address, "note": None, "date": None}
    return {**step, "open": False, "missing": False, **said}


def _moved(view: View, motion: Record[Motion]) -> Plain:
    movers = [in_language(mover["title"], mover.get("lang")) for mover in view.movers(motion.data.movers)]
    name = view.listed([label(motion.id) or view.named(motion), *movers])
    return _step(view, "kind.motions.one", name, view.addresses.record("motions", motion.id))


def _outcome(view: View, decision: Followed) -> Plain:
    """Say what the meeting did; a board's own decision, which answers no motion, is itself the outcome."""
    found = [decision.outcome] if decision.outcome else [motion.data.outcome for motion in decision.motions]
    said = view.words.comma.join(dict.fromkeys(view.words.label(outcome) for outcome in found if outcome))
    own = decision.meeting is not None and not decision.motions
    step = _at(view, "field.meeting", decision.meeting, said if all(found) else None, is_needed=not own)
    return step | {"address": place["address"]} if (place := paragraph(view, decision)) else step


def _at(
    view: View, name: str, meeting: Record[Meeting] | None, outcome: str | None, *, is_needed: bool = True
) -> Plain:
    """Say at what meeting and to what end; one that is still to be held is not missing yet."""
    unknown = view.words._("The outcome is missing")
    if meeting is None:
        return _step(view, name, outcome or unknown, missing=not outcome)
    ahead = meeting.data.date.first > view.register.today
    missing = is_needed and not outcome and not ahead
    title, address = view.named(meeting), view.addresses.record("meetings", meeting.id)
    said = {"note": outcome or (unknown if missing else None), "date": _day_of(view, meeting)}
    return _step(view, name, title, address, open=ahead, missing=missing, **said)


def _day_of(view: View, meeting: Record[Meeting]) -> Plain | None:
    """Return the day of a meeting, unless the meeting is called by it."""
    when = meeting.data.date
    return None if view.words.date(when) in view.title(meeting) else view.date(when)


def _decided(view: View, decision: Followed) -> Plain:
    title, address = view.named(decision.record), view.addresses.record("decisions", decision.id)
    date = view.date(decision.meeting.data.date) if decision.meeting else None
    return _step(view, "kind.decisions.one", title, address, date=date)


def _sent(view: View, one: Sent) -> Plain:
    missing = one.state is ReferralState.TO_SEND
    note = view.words._("Not sent") if missing else None
    return _step(view, "axis.referral", *_to(view, one), note=note, date=view.date(one.sent), missing=missing)


def _answer(view: View, one: Sent) -> Plain:
    """Say what was answered, or since when nothing was."""
    note = view.fact(one.referral.text) if one.replied else owed(view, one)
    return _step(
        view, "field.replied", *_to(view, one), note=note, date=view.date(one.replied), missing=not one.replied
    )


def _to(view: View, one: Sent) -> tuple[Spoken, str | None]:
    """Name the recipient, and lead to what was sent there."""
    if one.to is None:
        return one.referral.to.typed, None
    return view.named(one.to), f"{view.addresses.record('bodies', one.to.id)}#{anchor(view, REFERRALS)}"


def _result(view: View, decision: Followed) -> Plain:
    """Say how far it has come, and lead to the account that says so."""
    told, status = decision.decisive, view.standing(decision)
    reached = status.get("said") or status["label"]
    if told is None:
        return _step(view, "field.status", reached, missing=True)
    named = zip(decision.accounts, spots(decision.accounts), strict=True)
    spot = next(spot for account, spot in named if account is told)
    page = view.addresses.record("decisions", decision.id)
    address = f"{page}#{view.words.word('address.updates')}-{spot}"
    said = {"note": _reported(view, decision), "date": view.date(told.told.when or told.date)}
    return _step(view, "field.status", reached, address, open=not decision.status.is_closed, **said)


def _reported(view: View, decision: Followed) -> str | None:
    """Say how many clauses were reported, where it was not all."""
    n, reported = len(decision.clauses), decision.reported
    if reported >= n:
        return None
    words = view.words
    return words._n("{reported} of {n} clause reported", "{reported} of {n} clauses reported", n, reported=reported)


def _ahead(view: View, decision: Followed) -> Iterator[Plain]:
    for step in decision.next_steps:
        yield _step(view, "field.next", view.fact(step.what), date=view.date(step.due), open=True)
