"""A recurring commitment in words: how often it comes back, how it is kept, and the times it was held."""

from collections.abc import Iterator
from datetime import date

from vrapport.dates import read_code
from vrapport.records.decisions import Recurrence
from vrapport.register import Followed, Kept, Occasion, Window
from vrapport.views import Plain, View

MOST_WINDOWS = 6  # a commitment from long ago shows its newest years; the times it was held are all listed


def recurrence(view: View, decision: Followed) -> Plain | None:
    """Say how often a commitment comes back, how it is kept, and the times it was kept."""
    recurs, kept = decision.data.recurs, view.register.kept(decision)
    if recurs is None or kept is None:
        return None
    return {
        "text": how_often(view, recurs),
        "kept": list(_kept(view, kept)),
        "held": [_held(view, occasion, decision) for occasion in kept.occasions],
    }


def how_often(view: View, recurs: Recurrence) -> str:
    """Say what was promised: so many times a year, in a part of it, or on listed days."""
    words = view.words
    if recurs.dates:
        return f"{', '.join(words.date(when) for when in recurs.dates)}."
    per = words.word(f"per.{recurs.per}.each")
    said = words._n("At least {n} time {per}", "At least {n} times {per}", recurs.at_least, per=per)
    return f"{said} ({recurs.in_})." if recurs.in_ else f"{said}."


def counted(view: View, kept: Kept) -> str | None:
    """Say how many of how many, and in what stretch, where anybody counted."""
    if not kept.windows:
        return None
    return _counted(view, kept.counted) if kept.counted else _of(view, kept.held, kept.expected)


def _kept(view: View, kept: Kept) -> Iterator[Plain]:
    """Say how it is kept: of all listed days together, and of each stretch on its own, newest first."""
    if not kept.counted:
        yield {"state": view.word(kept.state), "count": counted(view, kept)}
    for window in reversed(kept.windows[-MOST_WINDOWS:]):
        yield {"state": view.word(window.state), "count": _counted(view, window)}


def _counted(view: View, window: Window) -> str:
    return f"{_of(view, len(window.held), window.expected)}, {_span(view, window)}"


def _of(view: View, held: int, expected: int) -> str:
    return view.words._n("{held} of {n} occasion", "{held} of {n} occasions", expected, held=held)


def _span(view: View, window: Window) -> str:
    """Print the months of a stretch; of one whose end nobody knows only when it began."""
    if window.last == date.max:
        return view.words._("since {date}", date=read_code(f"{window.first:%Y-%m}"))
    return view.words.date(window.span)


def _held(view: View, occasion: Occasion, decision: Followed) -> Plain:
    return {
        "date": view.date(occasion.date),
        "text": view.prose(occasion.text, decision.record),
        "evidence": view.prose_list(occasion.evidence, decision.record),
        "meeting": view.record(occasion.meeting) if occasion.meeting else None,
    }
