"""What lies along a period, each sort on a line of its own: campaigns, meetings, and days by which something is due."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import cast

from vrapport.accountability.calendar import Event, Sort
from vrapport.dates import VagueDate
from vrapport.pages.axis import Axis
from vrapport.pages.frame import listed, named
from vrapport.records.campaigns import Campaign
from vrapport.records.reading import Record
from vrapport.views import Plain, View

_MOST_CAMPAIGNS = 6
_A_POINT = timedelta(days=6)  # what may be any day of more than a week is drawn as a stretch too
_TOO_NEAR = 2.4  # percent; spots that lie nearer than this are drawn as one, with their number
_MEETINGS = frozenset({Sort.MEETING, Sort.ANNOUNCED})


def horizon(view: View, axis: Axis, found: Sequence[Event]) -> list[Plain]:
    """Set a line for each campaign, one for the meetings and one for the deadlines, those that have any day on it."""
    within = [event for event in found if _touches(axis, event.when)]
    met = [event for event in found if event.sort in _MEETINGS]
    due = [event for event in within if event.sort is not Sort.CAMPAIGN and event.sort not in _MEETINGS]
    lines = [*_campaigns(view, axis), _meetings(view, axis, met), _deadlines(view, axis, due)]
    return [line for line in lines if line["points"] or line["stretches"]]


def _campaigns(view: View, axis: Axis) -> Iterator[Plain]:
    campaigns = cast("tuple[Record[Campaign], ...]", view.register.records("campaigns"))
    dated = [campaign for campaign in campaigns if any(_touches(axis, when) for when in _days_of(campaign))]
    newest = sorted(dated, key=lambda campaign: max(when.last for when in _days_of(campaign)))[-_MOST_CAMPAIGNS:]
    shown = sorted(newest, key=lambda campaign: min(when.begins for when in _days_of(campaign)))
    return (_campaign(view, axis, campaign) for campaign in shown)


def _days_of(campaign: Record[Campaign]) -> list[VagueDate]:
    data = campaign.data
    days = (data.period, data.plan and data.plan.adopted, *(activity.date for activity in data.activities))
    return [when for when in days if when]


def _campaign(view: View, axis: Axis, campaign: Record[Campaign]) -> Plain:
    """Set a campaign: how long it goes on, when its plan was adopted, and what was done in it."""
    data = campaign.data
    adopted = data.plan.adopted if data.plan else None
    days = [when for when in _days_of(campaign) if when is not data.period]
    said = [view.words.date(data.period)] if data.period else []
    if adopted and not said:
        said = [view.words._("plan adopted {date:on}", date=adopted)]
    line = _line(axis, view.record(campaign), said, [(when, "past") for when in days])
    lasts = [_stretch(axis, data.period, "campaign")] if data.period and _touches(axis, data.period) else []
    return {**line, "stretches": [*line["stretches"], *lasts]}


def _meetings(view: View, axis: Axis, met: list[Event]) -> Plain:
    today = view.register.today
    ahead = next((event for event in met if event.when.last > today), None)  # on the line or beyond it
    said = [view.words._("next {date:on}", date=ahead.when)] if ahead else []
    looks = [(event.when, "ahead" if event.when.last > today else "past") for event in met]
    return _line(axis, listed(view, "meetings"), said, looks)


def _deadlines(view: View, axis: Axis, due: list[Event]) -> Plain:
    today, words = view.register.today, view.words
    late = sum(event.late for event in due)
    ahead = sum(event.when.last >= today for event in due)
    said = []
    if late:
        said.append(words._n("{n} deadline passed, not done", "{n} deadlines passed, not done", late))
    said += [words._n("{n} to come", "{n} to come", ahead)] if ahead else []
    title = {**named(view, "calendar"), "title": words._("Deadlines and steps")}
    return _line(axis, title, said, [(event.when, _look(event, today)) for event in due], at_the_end=True)


def _look(event: Event, today: date) -> str:
    if event.late:
        return "late"
    return "ahead" if event.when.last >= today else "past"


def _line(
    axis: Axis, head: Plain, said: list[str], days: Iterable[tuple[VagueDate, str]], *, at_the_end: bool = False
) -> Plain:
    """Set one line: its name, a few words, and what is drawn; of a deadline the last day counts."""
    shown = [(when, look) for when, look in days if _touches(axis, when)]
    vague = {when.code: _stretch(axis, when, "vague") for when, _ in shown if _is_vague(when)}
    if at_the_end:
        spots = [(axis.end(when.last), look) for when, look in shown if when.last <= axis.last]
    else:
        spots = [(axis.middle(when.begins, when.last), look) for when, look in shown]
    return {**head, "note": " · ".join(said), "stretches": list(vague.values()), "points": _gathered(sorted(spots))}


def _gathered(spots: list[tuple[float, str]]) -> list[Plain]:
    """Draw what lies in the same place once, with its number; what is late, past and ahead is not mixed."""
    found: list[tuple[str, list[float]]] = []
    for x, look in spots:
        if found and found[-1][0] == look and x - found[-1][1][0] < _TOO_NEAR:
            found[-1][1].append(x)
        else:
            found.append((look, [x]))
    return [{"x": round(sum(xs) / len(xs), 2), "look": look, "count": len(xs)} for look, xs in found]


def _touches(axis: Axis, when: VagueDate) -> bool:
    return when.last >= axis.first and when.begins <= axis.last


def _is_vague(when: VagueDate) -> bool:
    return when.last - when.begins >= _A_POINT


def _stretch(axis: Axis, when: VagueDate, look: str) -> Plain:
    return {**axis.stretch(when.begins, when.last), "look": look}
