"""A campaign's page: its plan, the decisions behind it, and what was done."""

from collections.abc import Iterator
from typing import cast

from vrapport.pages.decision import mentions
from vrapport.pages.frame import framed, listed
from vrapport.records.campaigns import Campaign
from vrapport.records.reading import Record
from vrapport.theme import Page
from vrapport.views import Plain, View


def campaigns(view: View) -> Iterator[Page]:
    """Make a page for every campaign."""
    for campaign in cast("tuple[Record[Campaign], ...]", view.register.records("campaigns")):
        data = _campaign(view, campaign)
        yield framed(
            view, "campaign.html", view.addresses.record("campaigns", campaign.id), data["title"], {"campaign": data},
            kind="campaign", crumbs=[listed(view, "campaigns")], origin=campaign,
        )  # fmt: skip


def _campaign(view: View, campaign: Record[Campaign]) -> Plain:
    data = campaign.data
    decisions = view.register.by_campaign.get(campaign.id, ())
    responsible = {body.id: body for decision in decisions for body in decision.responsible}
    return {
        "title": view.title(campaign),
        "text": view.prose(data.text or data.summary, campaign),
        "counts": view.counts(decisions),
        "decisions": [view.row(decision) for decision in decisions],
        "activities": [
            {"date": view.date(activity.date), "text": view.prose(activity.text, campaign)}
            for activity in data.activities
        ],
        "mentions": mentions(view, campaign.id, "campaigns"),
        "period": view.date(data.period),
        "plan": _plan(view, campaign),
        "responsible": view.records(responsible.values()),
        "source": view.line(data.source),
    }


def _plan(view: View, campaign: Record[Campaign]) -> Plain | None:
    """Say when the plan was adopted, by whom, and what it says."""
    plan = campaign.data.plan
    if plan is None:
        return None
    return {"date": view.date(plan.adopted), "by": view.referred(plan.by), "text": view.prose(plan.text, campaign)}
