"""Decisions as a table: which columns there are, what each decision has in them, and what they can be sifted by."""

from collections.abc import Iterable, Sequence

from vrapport.dates import VagueDate
from vrapport.register import Deadline, Followed
from vrapport.views import Plain, Spoken, View, in_language, label, once_each
from vrapport.vocabulary import Schedule, Status

COLUMNS = ("name", "label", "status", "area", "responsible", "due", "told")
_NEWEST_FIRST = frozenset({"told"})
_ALWAYS = frozenset({"name", "status"})
_ORDER = {status: place for place, status in enumerate(Status)}
_FEW = 8
"""So many rows are seen at a glance, and need nothing to sift them with."""


def table_row(view: View, decision: Followed, *, note: Spoken | None = None, tags: Iterable[str] = ()) -> Plain:
    """Return a decision as a row of a table; what is said of it in a list stays beside what stands in its columns."""
    return {**view.row(decision, note=note, tags=tags), "cells": _cells(view, decision)}


@once_each
def responsible(view: View, decision: Followed) -> Spoken | None:
    """Name who answers for a decision, in one line."""
    return view.listed(view.named(body) for body in decision.responsible)


@once_each
def _cells(view: View, decision: Followed) -> Plain:
    left = view.register.timing_of(decision).left
    latest = decision.latest
    return {
        "label": label(decision.id),
        "order": str(_ORDER[decision.status]),
        "code": str(decision.status) if decision.is_followed else "",
        "area": named_area(view, decision),
        "responsible": responsible(view, decision),
        "due": _due(view, left[0]) if left else None,
        "told": _day(view, latest.date) if latest and latest.date else None,
    }


def named_area(view: View, decision: Followed) -> Spoken | None:
    """Name the area that a decision belongs to."""
    area = view.area(decision.area)
    return in_language(area["title"], area.get("lang")) if area else None


def _day(view: View, when: VagueDate) -> Plain:
    return {"date": view.date(when), "sort": when.last.isoformat()}


def _due(view: View, deadline: Deadline) -> Plain:
    """Say by which day there is something to do: all of it, a clause, or the next step."""
    words = view.words
    return {
        **_day(view, deadline.when),
        "kind": words.word("field.next" if deadline.step else "field.due"),
        "note": words._("clause {n}", n=deadline.clause) if deadline.clause else None,
        "late": words.label(Schedule.OVERDUE) if deadline.has_passed(view.register.today) else None,
    }


def table(view: View, title: str, groups: Sequence[Plain], columns: Sequence[str], *, goes_on: bool) -> Plain | None:
    """Return what a table of these rows needs beside them, or nothing for a list that is no table."""
    rows = [row for group in groups for row in group["rows"]]
    if not columns or not rows:
        return None
    shown = [name for name in columns if name in _ALWAYS or any(row["cells"][name] for row in rows)]
    return {
        "caption": title,
        "columns": [_column(view, name) for name in shown],
        "grouped": any(group["title"] for group in groups),
        "sift": _sift(view, rows, goes_on=goes_on) if goes_on or len(rows) > _FEW else None,
    }


def _column(view: View, name: str) -> Plain:
    words = view.words
    titles = {
        "label": words._("No."),
        "name": words.word("page.report.decision"),
        "due": words.word("table.next-day"),
        "told": words._("Last reported"),
    }
    way = "-" if name in _NEWEST_FIRST else ""
    address = words.word(f"address.sort.{name}")
    return {"name": name, "title": titles.get(name) or words.word(f"field.{name}"), "sort": address, "first": way}


def _sift(view: View, rows: Sequence[Plain], *, goes_on: bool) -> Plain:
    """Return what the rows can be sifted by: only what there is."""
    query = {name: view.words.word(f"address.query.{name}") for name in ("text", "status", "area", "sort", "kind")}
    there = {row["cells"]["code"] for row in rows}
    return {
        "query": query,
        "kind": view.words.word("kind.decisions.one"),
        "statuses": [view.status(status) for status in Status if status.value in there],
        "areas": _areas(view, rows),
        "goes_on": goes_on,
        "words": {
            "shown": view.words._("Showing {n} of {all}."),
            "none": view.words._("No decision fits."),
            "sorted": view.words._("In order of: {column}."),
        },
    }


def _areas(view: View, rows: Iterable[Plain]) -> list[Plain]:
    areas = (row["cells"]["area"] for row in rows if row["cells"]["area"])
    told = (area if isinstance(area, dict) else {"text": area, "lang": None} for area in areas)
    found = {area["text"]: area for area in told}
    return sorted(found.values(), key=lambda area: view.words.sort_key(area["text"]))
