"""Campaigns: each with its plan, its period as a picture, its decisions and what was done; and all by period."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import cast

from vrapport.dates import VagueDate
from vrapport.pages.axis import Axis, axis_over, known_days, scale
from vrapport.pages.decision import mentions
from vrapport.pages.frame import framed, heading, listed, put_off
from vrapport.pages.listing import Group, list_pages
from vrapport.records.campaigns import Activity, Campaign
from vrapport.records.reading import Record
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import Course

_BOTTOM, _HEIGHT, _LINE = 46, 84, 30
_FEWEST = 2  # a picture of one day says nothing


def campaigns(view: View) -> Iterator[Page]:
    """Make a page for every campaign, and the list of them."""
    known = cast("tuple[Record[Campaign], ...]", view.register.records("campaigns"))
    for campaign in known:
        address = view.addresses.record("campaigns", campaign.id)
        make = partial(_page, view, campaign)
        yield put_off(view, "campaign.html", address, make, kind="campaign", origin=campaign)
    if known:
        groups = _by_course(view, known)
        yield from list_pages(view, view.addresses.listing("campaigns"), heading(view, "campaigns"), groups)


def _page(view: View, campaign: Record[Campaign]) -> Page:
    data = _campaign(view, campaign)
    return framed(
        view, "campaign.html", view.addresses.record("campaigns", campaign.id), data["title"], {"campaign": data},
        kind="campaign", crumbs=[listed(view, "campaigns")], origin=campaign,
    )  # fmt: skip


def course_of(campaign: Campaign, today: date) -> Course | None:
    """Tell where a campaign is in its period on a day; of one without a period nobody can tell."""
    if campaign.period is None:
        return None
    if campaign.period.last < today:
        return Course.OVER
    return Course.COMING if campaign.period.first > today else Course.GOING


def _row(view: View, campaign: Record[Campaign]) -> Plain:
    return view.plain_row(campaign, note=_note(view, campaign), date=campaign.data.period)


def _by_course(view: View, campaigns: Sequence[Record[Campaign]]) -> list[Group]:
    """Sort campaigns by whether they go on, are to come or have ended."""
    courses = [course_of(campaign.data, view.register.today) for campaign in campaigns]
    found = {
        course: [each for each, its in zip(campaigns, courses, strict=True) if its is course]
        for course in (*Course, None)
    }
    return [
        (
            {"title": view.words.label(course) if course else view.words._("Without period"), "note": str(len(within))},
            [partial(_row, view, each) for each in within],
        )
        for course, within in found.items()
        if within
    ]


def _note(view: View, campaign: Record[Campaign]) -> str | None:
    """Say when the plan was adopted, and how many decisions the campaign is built on."""
    plan, count = campaign.data.plan, len(view.register.by_campaign.get(campaign.id, ()))
    adopted = f"{view.words._('Plan adopted')} {view.words.date(plan.adopted)}" if plan and plan.adopted else None
    decisions = view.words._n("{n} decision", "{n} decisions", count) if count else None
    return " · ".join(filter(None, (adopted, decisions))) or None


def _campaign(view: View, campaign: Record[Campaign]) -> Plain:
    data = campaign.data
    decisions = view.register.by_campaign.get(campaign.id, ())
    responsible = {body.id: body for decision in decisions for body in decision.responsible}
    return {
        "title": view.title(campaign),
        "text": view.prose(data.text or data.summary, campaign),
        "counts": view.counts(decisions),
        "decisions": [view.row(decision) for decision in decisions],
        "activities": [_activity(view, campaign, activity) for activity in _in_time(data.activities)],
        "mentions": mentions(view, campaign.id, "campaigns"),
        "course": view.word_or_none(course_of(data, view.register.today)),
        "period": view.date(data.period),
        "picture": _picture(view, data),
        "plan": _plan(view, campaign),
        "responsible": view.records(responsible.values()),
        "source": view.fact(data.source),
    }


def _in_time(activities: Sequence[Activity]) -> list[Activity]:
    """Order activities as they happened, and last those that nobody dated."""
    return sorted(activities, key=lambda one: (one.date is None, one.date.last.toordinal() if one.date else 0))


def _activity(view: View, campaign: Record[Campaign], activity: Activity) -> Plain:
    return {
        "date": view.date(activity.date),
        "text": view.prose(activity.text, campaign),
        "evidence": view.prose_list(activity.evidence, campaign),
    }


def _plan(view: View, campaign: Record[Campaign]) -> Plain | None:
    """Say when the plan was adopted, by whom, and what it says."""
    plan = campaign.data.plan
    if plan is None:
        return None
    return {"date": view.date(plan.adopted), "by": view.referred(plan.by), "text": view.prose(plan.text, campaign)}


def _picture(view: View, campaign: Campaign) -> Plain | None:
    """Draw a campaign: its period, the day its plan was adopted, and what was done; nothing where little is dated."""
    spots = list(_spots(view, campaign))
    told = [campaign.period, *(when for when, _, _ in spots)]
    days = [end for when in told if when for end in known_days(when)]
    if len({*days, view.register.today}) <= _FEWEST or (campaign.period is None and len(spots) == 1):
        return None
    axis = axis_over(view, [*days, view.register.today])
    return {
        "name": _said(view, campaign, spots),
        "line": _LINE,
        "bottom": _BOTTOM,
        "height": _HEIGHT,
        "now": _now(view, axis),
        "bars": [*_bars(axis, campaign.period, "period"), *(bar for when, _, _ in spots for bar in _vague(axis, when))],
        "spots": [{"x": _middle(axis, when), "look": look, "words": words} for when, look, words in spots],
        **scale(view, axis),
    }


def _spots(view: View, campaign: Campaign) -> Iterator[tuple[VagueDate, str, str]]:
    """Go through what has a day: the plan, and what was done."""
    if campaign.plan and campaign.plan.adopted:
        adopted = campaign.plan.adopted
        yield adopted, "plan", f"{view.words._('Plan adopted')} {view.words.date(adopted)}"
    for activity in _in_time(campaign.activities):
        if activity.date:
            told = None if view.foreign(activity.text) else view.line(activity.text)
            words = (view.words.date(activity.date), (told or "").rstrip("."))
            yield activity.date, "activity", ": ".join(filter(None, words))


def _bars(axis: Axis, when: VagueDate | None, look: str) -> Iterator[Plain]:
    if when:
        yield {**axis.stretch(known_days(when)[0], when.last), "look": look}


def _vague(axis: Axis, when: VagueDate) -> Iterator[Plain]:
    """Show how vague a date is by how far it reaches."""
    if known_days(when)[0] != when.last:
        yield from _bars(axis, when, "vague")


def _middle(axis: Axis, when: VagueDate) -> float:
    days = known_days(when)
    return axis.middle(days[0], days[-1])


def _now(view: View, axis: Axis) -> Plain:
    x = axis.end(view.register.today)
    rightwards = x < 50  # noqa: PLR2004 - the middle: the words go towards it
    anchor = "start" if rightwards is not axis.mirrored else "end"
    return {"x": x, "label": view.words.day(view.register.today), "anchor": anchor, "shift": 5 if rightwards else -5}


def _said(view: View, campaign: Campaign, spots: Sequence[tuple[VagueDate, str, str]]) -> str:
    """Say all that is drawn."""
    period = [f"{view.words.word('field.period')}: {view.words.date(campaign.period)}"] if campaign.period else []
    return ". ".join([*period, *(words for _, _, words in spots)]) + "."
