"""Decisions and proposals on much the same: what is compared of them, and how those that were found are shown."""

from collections.abc import Iterable, Iterator, Mapping

from vrapport.records.fields import Text
from vrapport.register import Followed
from vrapport.search.similar import Matter
from vrapport.views import Plain, View


def matters(view: View) -> Mapping[str, Matter]:
    """Gather what is compared: the words decided, and the proposals that are lent out, each among its own."""
    return {**_decided(view), **_lent(view)}


def _decided(view: View) -> Mapping[str, Matter]:
    """Gather the decisions, with the first day of the meeting; without one nothing is earlier."""
    return {
        decision.id: Matter(
            view.title(decision.record),
            "\n".join(view.searchable(text, decision.record) for text in _texts(decision)),
            decision.meeting.data.date.first,
        )
        for decision in view.register.decisions.values()
        if decision.meeting
    }


def _lent(view: View) -> Mapping[str, Matter]:
    """Gather the proposals of the resource bank; the oldest is as good to use again as the newest."""
    return {
        lent(resource.id): Matter(
            view.title(resource),
            "\n".join(view.searchable(text, resource) for text in (resource.data.text, resource.data.summary) if text),
            None,
            "resources",
        )
        for resource in view.register.records("resources")
    }


def lent(ident: str) -> str:
    """Name a proposal among all that is compared: no id holds a colon."""
    return f"resources:{ident}"


def similar_rows(view: View, idents: Iterable[str]) -> list[Plain]:
    """Show earlier decisions as rows, each with the day of its meeting."""
    known = view.register.decisions
    found = (known[ident] for ident in idents if ident in known)
    return [view.row(each, date=each.meeting.data.date if each.meeting else None) for each in found]


def _texts(decision: Followed) -> Iterator[Text]:
    texts = (decision.data.text, decision.data.summary)
    clauses = (text for item in decision.clauses if item.clause for text in (item.clause.text, item.clause.summary))
    yield from (text for text in (*texts, *clauses) if text)
