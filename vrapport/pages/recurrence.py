"""A recurring commitment in words: how often it comes back, how it is kept, and the times it was held."""

from collections.abc import Iterator

from vrapport.records.decisions import Recurrence
from vrapport.register import Followed, Kept, Occasion, Window
from vrapport.views import Plain, View
from vrapport.vocabulary import Recurrence as State

MOST_WINDOWS = 6  # a commitment from long ago shows its newest years; the times it was held are all listed


def recurrence(view: View, decision: Followed) -> Plain | None:
    """Say how often a commitment comes back, how it is kept, and the times it was kept."""
    recurs, kept = decision.data.recurs, view.register.kept(decision)
    if recurs is None or kept is None:
        return None
    return {
        "text": how_often(view, recurs),
        "state": view.word(kept.state),
        "count": counted(view, kept),
        "windows": list(_windows(view, kept)),
        "held": [_held(view, occasion, decision) for occasion in kept.occasions],
    }


def how_often(view: View, recurs: Recurrence) -> str:
    """Say what was promised: so many times a year, in a part of it, or on listed days."""
    words = view.words
    if recurs.dates:
        return ", ".join(words.date(when) for when in recurs.dates)
    per = words.word(f"per.{recurs.per}.each")
    said = words._n("at least {n} time {per}", "at least {n} times {per}", recurs.at_least, per=per)
    return f"{said} ({recurs.in_})" if recurs.in_ else said


def counted(view: View, kept: Kept) -> str | None:
    """Say how many of how many, where anybody counted."""
    if kept.state is State.UNCOUNTED:
        return None
    return view.words._n("{held} of {n} occasion", "{held} of {n} occasions", kept.expected, held=kept.held)


def _windows(view: View, kept: Kept) -> Iterator[Plain]:
    """Yield each stretch with its own count, newest first, where there is more than the one that is counted."""
    windows = kept.windows[-MOST_WINDOWS:] if len(kept.windows) > 1 else ()
    for window in reversed(windows):
        yield {"text": view.words.date(window.span), "count": _of(view, window), "state": view.word(window.state)}


def _of(view: View, window: Window) -> str:
    return view.words._n("{held} of {n}", "{held} of {n}", window.expected, held=len(window.held))


def _held(view: View, occasion: Occasion, decision: Followed) -> Plain:
    return {
        "date": view.date(occasion.date),
        "text": view.prose(occasion.text, decision.record),
        "evidence": view.prose_list(occasion.evidence, decision.record),
        "meeting": view.record(occasion.meeting) if occasion.meeting else None,
    }
