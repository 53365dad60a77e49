"""A dataset's page: its figures as a picture and as a table, what they count, and where they come from."""

from collections.abc import Iterator
from typing import cast

from vrapport.pages.charts import chart
from vrapport.pages.frame import framed, listed
from vrapport.records.figures import MISSING, Figures, read_figures
from vrapport.records.reading import Record
from vrapport.records.statistics import Statistic
from vrapport.register import Attachment
from vrapport.theme import Page
from vrapport.views import Plain, View, attachment_address


def statistics(view: View) -> Iterator[Page]:
    """Make a page for every dataset."""
    for statistic in cast("tuple[Record[Statistic], ...]", view.register.records("statistics")):
        data = _statistic(view, statistic)
        yield framed(
            view, "statistic.html", view.addresses.record("statistics", statistic.id), data["title"],
            {"statistic": data}, kind="statistic", crumbs=[listed(view, "statistics")], origin=statistic,
        )  # fmt: skip


def _statistic(view: View, statistic: Record[Statistic]) -> Plain:
    data, beside = statistic.data, statistic.source.beside
    figures = read_figures(beside)[0] if beside else None
    return {
        "title": view.title(statistic),
        "text": view.prose(data.text or data.summary, statistic),
        "unit": view.fact(data.unit),
        "decisions": view.records(view.register.archive.records(data.decision)),
        "source": view.fact(data.source),
        "licence": view.fact(data.licence),
        "chart": chart(view, figures, data.chart) if figures else None,
        "lang": None if view.language == view.site.language else view.site.language,
        "chart_name": _named(view, statistic),
        "table": _table(view, figures) if figures else None,
        "file": _file(Attachment(beside.path, statistic.source.home)) if beside and figures else None,
    }


def _named(view: View, statistic: Record[Statistic]) -> str | None:
    """Say what the picture is to whoever does not see it."""
    sort = statistic.data.chart
    if sort is None:
        return None
    said = {"chart": view.words.label(sort), "title": view.title(statistic)}
    return view.words._("{chart}: {title}. The table below has the same figures.", **said)


def _table(view: View, figures: Figures) -> Plain:
    """Write the figures as the readers of the language write numbers."""
    columns = [{"title": column.title, "numeric": bool(column.numbers)} for column in figures.columns]
    cells = [
        [
            (None if number is None else view.words.figure(number, column.decimals)) for number in column.numbers
        ] or [None if cell in MISSING else cell for cell in column.cells]
        for column in figures.columns
    ]  # fmt: skip
    rows = [list(row) for row in zip(figures.names, *cells, strict=True)]
    missing = any(cell is None for row in rows for cell in row)
    return {"columns": [{"title": figures.rows, "numeric": False}, *columns], "rows": rows, "missing": missing}


def _file(file: Attachment) -> Plain:
    return {"title": file.path.rpartition("/")[2], "address": attachment_address(file), "status": None}
