"""The period on the front page: how many decisions were closed by when, above what lies along the same months."""

from collections.abc import Iterator, Sequence
from datetime import date

from vrapport.accountability.measures import decided_on
from vrapport.pages.axis import axis_over, scale
from vrapport.pages.burnup import burnup
from vrapport.pages.horizon import horizon
from vrapport.register import Followed
from vrapport.register.schedule import months_after
from vrapport.views import Plain, View

_MONTHS_AHEAD = 12
_YEARS_BACK = 20
_MONTHS_WITHOUT_DECISIONS = 12  # what is shown of the past where nothing tells when the decisions were made


def period(view: View, decisions: Sequence[Followed]) -> Plain | None:
    """Draw the period that the front page counts; nothing where there is nothing that has a day in it."""
    today, found = view.register.today, view.events
    last = months_after(today, _MONTHS_AHEAD)
    ahead = (event.when.last for event in found if today <= event.when.last <= last)
    axis = axis_over(view, [_begins(view, decisions), today, *_ends(view, last), *ahead])
    curve, lines = burnup(view, decisions, axis), horizon(view, axis, found)
    if curve is None and not lines:
        return None
    now = axis.end(today)
    return {"burnup": curve, "lines": lines, "now": now, **scale(view, axis)}


def _begins(view: View, decisions: Sequence[Followed]) -> date:
    """Find where the period begins: with its report, or with the first of the decisions."""
    today, report = view.register.today, view.register.front_report
    made = [when.begins for decision in decisions if (when := decided_on(decision))]
    known = [*made, *([report.data.period.begins] if report and report.data.period else [])]
    first = min((day for day in known if day <= today), default=months_after(today, -_MONTHS_WITHOUT_DECISIONS))
    return max(first, months_after(today, -12 * _YEARS_BACK))


def _ends(view: View, latest: date) -> Iterator[date]:
    """Find where it ends, if its report says so, but not too far ahead to be seen."""
    report = view.register.front_report
    if report and report.data.period:
        yield min(report.data.period.last, latest)
