"""Measures over time: how much was closed and how soon, edition by edition, and by area and body in the newest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import floor

from vrapport.accountability.editions import Edition
from vrapport.accountability.measures import Days, Measures, Silence, by_area, by_body, decided_on, measures
from vrapport.dates import day
from vrapport.pages.frame import framed, listed, put_off
from vrapport.pages.worklists import MEASURES
from vrapport.register import Followed
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import Status

_COLUMNS = ("total", "closed", "fulfilled", "days_to_close", "oldest", "silence", "longest")


@dataclass(frozen=True, slots=True)
class _Stand:
    """The decisions that an edition covers, as they stood on its day, with what the edition is called."""

    view: View
    decisions: tuple[Followed, ...]
    head: Plain

    @property
    def measured(self) -> Measures:
        return measures(self.decisions, self.view.register.today)


def over_time(view: View) -> Iterator[Page]:
    """Make the page of measures."""
    yield put_off(view, "measures.html", view.addresses.named(MEASURES), partial(_page, view), kind="measures")


def _page(view: View) -> Page:
    stands = tuple(_stands(view))
    newest = stands[0]
    title, lead = view.words.word(f"page.{MEASURES}"), _lead(view)
    tables = {
        "editions": [_row(stand.view, stand.head, stand.measured) for stand in stands],
        "areas": list(_areas(newest)),
        "bodies": list(_bodies(newest)),
    }
    data = {
        "title": title,
        "lead": lead,
        "newest": newest.head,
        **tables,
        "columns": {name: _columns(rows) for name, rows in tables.items()},
        "explained": _explained(view),
    }
    return framed(
        view, "measures.html", view.addresses.named(MEASURES), title, {"measures": data},
        kind="measures", crumbs=[listed(view, "decisions")], description=lead,
    )  # fmt: skip


def _columns(rows: Sequence[Plain]) -> list[str]:
    """Name the columns in which anything is said; one that is nothing in every row would only take room."""
    return [name for name in _COLUMNS if any(name in row["says"] for row in rows)]


def _stands(view: View) -> Iterator[_Stand]:
    """Go through the editions, newest first; a site that has none yet is measured as it stands today."""
    for edition in _finished(view):
        head = {**view.record(edition.report), "as_of": view.date(edition.report.data.as_of)}
        then = replace(view, register=edition.register)
        yield _Stand(then, tuple(entry.whole for entry in edition.entries), head)
    if not _finished(view):
        today = view.date(day(view.register.today))
        head = {"title": view.words._("Today"), "address": None, "status": None, "as_of": today}
        yield _Stand(view, tuple(view.register.decisions.values()), head)


def _finished(view: View) -> tuple[Edition, ...]:
    """Return the editions of the whole whose day has come; a draft is measured when it is no longer one."""
    return tuple(edition for edition in view.editions if not edition.is_draft and not edition.report.within)


def _lead(view: View) -> str:
    if _finished(view):
        return view.words._("Report by report, as things stood on the day of each; the newest by area and by body too.")
    return view.words._("There is no report to measure yet: these are the figures of today.")


def _areas(stand: _Stand) -> Iterator[Plain]:
    """Measure each area, in the order of the site; what belongs to none comes last."""
    view, found = stand.view, by_area(stand.view.register, stand.decisions)
    for ident in (*view.site.areas, None):
        if ident in found:
            head = view.area(ident) or {"title": view.words._("Without area"), "address": None, "status": None}
            yield _row(view, head, found[ident])


def _bodies(stand: _Stand) -> Iterator[Plain]:
    """Measure what each body answers for, in the order of their names."""
    view, found = stand.view, by_body(stand.view.register, stand.decisions)
    bodies = sorted(
        (body for body in view.register.records("bodies") if body.id in found),
        key=lambda body: view.words.sort_key(view.title(body)),
    )
    yield from (_row(view, view.record(body), found[body.id]) for body in bodies)


def _row(view: View, head: Plain, found: Measures) -> Plain:
    return {
        "as_of": None,
        **head,
        "total": view.words.number(found.total),
        "closed": _share(view, found.closed, found.counted),
        "fulfilled": _share(view, found.fulfilled, found.counted),
        "days_to_close": _days(view, found.days_to_close),
        "uncounted": found.uncounted,
        "oldest": _oldest(view, found.oldest),
        "silence": _days(view, found.silence),
        "longest": _longest(view, found.longest),
        "says": [name for name in _COLUMNS if getattr(found, name) not in (None, 0)],
    }


def _share(view: View, part: int, whole: int) -> Plain | None:
    """Print a share as whole percent, with the numbers that it is of."""
    if not whole:
        return None
    percent = (200 * part + whole) // (2 * whole)  # rounded, halves up
    return {
        "percent": view.words._("{n}%", n=percent),
        "of": view.words._("{part} of {whole}", part=view.words.number(part), whole=view.words.number(whole)),
    }


def _days(view: View, days: Days | None) -> str | None:
    return None if days is None else view.words.number(floor(days + 0.5))  # whole days, halves up


def _oldest(view: View, decision: Followed | None) -> Plain | None:
    """Refer to a decision, with the day it was taken."""
    return {**view.record(decision.record), "date": view.date(decided_on(decision))} if decision else None


def _longest(view: View, silence: Silence | None) -> Plain | None:
    """Refer to the decision that is silent longest, with the day since when."""
    return {**view.record(silence.decision.record), "date": view.date(silence.since)} if silence else None


def _explained(view: View) -> list[Plain]:
    """Say in words how each measure is counted."""
    say, word = view.words._, view.words.word
    closed = [status for status in Status if status.is_closed]
    explained = {
        say("Closed"): say("The statuses {statuses}: nothing is left to do.", statuses=closed),
        word("status.done"): say("What was decided came about. What is done for the most part does not count."),
        word("field.standing"): say(
            "A duty that can only be kept, never finished, is left out of all but the number of decisions."
        ),
        say("Days to closing"): say(
            "From the day of the meeting to the day the decision was closed: half took longer, half shorter. "
            "Where only a month or a season is known, its last day counts."
        ),
        say("Oldest open"): say("Of the decisions that are not closed, reported or not, the one decided first."),
        say("Days of silence"): say(
            "From the newest account of a decision that is not closed, or from the meeting if there is none: "
            "half have waited longer, half shorter."
        ),
    }
    return [{"title": title, "text": text} for title, text in explained.items()]
