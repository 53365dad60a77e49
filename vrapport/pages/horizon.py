"""What lies along a period, each sort on a line of its own: campaigns, meetings, and days by which something is due."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import cast

from vrapport.accountability.calendar import Event, Sort
from vrapport.dates import VagueDate, day
from vrapport.pages.axis import Axis
from vrapport.pages.frame import listed, named
from vrapport.records.campaigns import Campaign
from vrapport.records.reading import Record
from vrapport.views import Plain, View

_MOST_CAMPAIGNS = 6
_A_POINT = timedelta(days=31)  # what is vaguer is drawn as a stretch
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
    return {**line, "stretches": [*lasts, *line["stretches"]]}


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
    said = [words._n("{n} late", "{n} late", late)] if late else []
    said += [words._n("{n} ahead", "{n} ahead", ahead)] if ahead else []
    title = {**named(view, "calendar"), "title": words._("Deadlines and steps")}
    return _line(axis, title, said, [(day(event.when.last), _look(event, today)) for event in due])


def _look(event: Event, today: date) -> str:
    if event.late:
        return "late"
    return "ahead" if event.when.last >= today else "past"


def _line(axis: Axis, head: Plain, said: list[str], days: Iterable[tuple[VagueDate, str]]) -> Plain:
    """Set one line: its name, a few words, and what is drawn; what lies in the same place is drawn once."""
    shown = [(when, look) for when, look in days if _touches(axis, when)]
    vague = {when.code: _stretch(axis, when, look) for when, look in shown if _is_vague(when)}
    points = {(round(_x(axis, when), 1), look) for when, look in shown if not _is_vague(when)}
    return {
        **head,
        "note": " · ".join(said),
        "stretches": list(vague.values()),
        "points": [{"x": x, "look": look} for x, look in sorted(points)],
    }


def _touches(axis: Axis, when: VagueDate) -> bool:
    return when.last >= axis.first and when.begins <= axis.last


def _is_vague(when: VagueDate) -> bool:
    return when.last - when.begins >= _A_POINT


def _x(axis: Axis, when: VagueDate) -> float:
    return axis.middle(when.begins, when.last)


def _stretch(axis: Axis, when: VagueDate, look: str) -> Plain:
    return {**axis.stretch(when.begins, when.last), "look": look}
