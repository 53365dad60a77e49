"""A dataset's page: what the figures count, where they come from, and the decision they are about."""

from collections.abc import Iterator
from typing import cast

from vrapport.pages.frame import framed, listed
from vrapport.records.reading import Record
from vrapport.records.statistics import Statistic
from vrapport.theme import Page
from vrapport.views import Plain, View


def statistics(view: View) -> Iterator[Page]:
    """Make a page for every dataset."""
    for statistic in cast("tuple[Record[Statistic], ...]", view.register.records("statistics")):
        data = _statistic(view, statistic)
        yield framed(
            view, "statistic.html", view.addresses.record("statistics", statistic.id), data["title"],
            {"statistic": data}, kind="statistic", crumbs=[listed(view, "statistics")], origin=statistic,
        )  # fmt: skip


def _statistic(view: View, statistic: Record[Statistic]) -> Plain:
    data = statistic.data
    decisions = view.register.archive.records(data.decision)
    return {
        "title": view.title(statistic),
        "text": view.prose(data.text or data.summary, statistic),
        "unit": view.line(data.unit),
        "decision": view.record(decisions[0]) if decisions else None,
        "source": view.line(data.source),
        "licence": view.line(data.licence),
        "table": None,
    }
