"""Can the figures be read, and is nobody to be recognised in them?"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from vrapport.checks.texts import Given
from vrapport.dates import NotADate, VagueDate, shortened
from vrapport.findings import Finding, Message, say, warning
from vrapport.records.figures import Column, Figures, in_the_other_manner, read_figures
from vrapport.records.reading import Record
from vrapport.records.statistics import Statistic
from vrapport.register import Records
from vrapport.sources import Source
from vrapport.vocabulary import Chart
from vrapport.wording import Wording

FEWEST = 5
"""Of fewer persons than this somebody may be recognised: they are merged with another row."""

_PERSONS = re.compile(
    r"\b(antal\w*|person\w*|medlem\w*|people|members?|count|number|persons?)\b", re.IGNORECASE
)  # what a column or a unit is called that counts persons


def figures_unread(records: Records, given: Given) -> Iterator[Finding]:  # noqa: ARG001 - every check is called alike
    """Find what keeps a file of figures from being shown."""
    for record in _statistics(records):
        if record.source.beside:
            yield from read_figures(record.source.beside)[1]


def few_persons(records: Records, given: Given) -> Iterator[Finding]:
    """Find figures of so few persons that somebody may be recognised."""
    language = given.words.language
    for record in _statistics(records):
        figures = read_figures(record.source.beside)[0] if record.source.beside else None
        unit = record.data.unit.said_in(language, language)[0] if record.data.unit else ""
        for column in figures.numeric if figures else ():
            if _PERSONS.search(column.title) or _PERSONS.search(unit):
                yield from _few(record, cast("Figures", figures), column)


def misdrawn_chart(records: Records, given: Given) -> Iterator[Finding]:
    """Find charts that were asked for and cannot be drawn, and lines that would go back in time."""
    for record in _statistics(records):
        if record.data.chart not in {None, Chart.TABLE}:
            for what, hint in _misdrawn(record, given.words):
                yield warning("misdrawn-chart", record.place("chart"), what, hint)


def _misdrawn(record: Record[Statistic], words: Wording) -> Iterator[tuple[Message, Message]]:
    beside = record.source.beside
    if beside is None:
        file = f"{record.id.rpartition('/')[2]}.csv"
        yield (
            say("There are no figures to draw: “{file}” is missing.", file=file),
            say("Put the file beside the record."),
        )
        return
    figures = read_figures(beside)[0]
    if figures is None:  # which is told of where it is wrong
        return
    signs = list(_wrong_signs(beside, figures))
    yield from signs[:1]
    if not figures.numeric and not signs:
        hint = say("Write numbers in at least one column, or take “chart” away.")
        yield say("There are no figures to draw: every column holds words."), hint
    if record.data.chart in {Chart.LINES, Chart.MULTIPLES}:
        yield from _back_in_time(figures, words)


def _wrong_signs(source: Source, figures: Figures) -> Iterator[tuple[Message, Message]]:
    """Find columns that are taken for words because their decimals are not written as the file divides its columns."""
    for column in figures.columns:
        found = in_the_other_manner(source, column)
        if found and "." in found[0]:
            what = say("The figures have decimal points, but the columns are divided as in a Swedish spreadsheet.")
            yield what, say("Write {number}.", number=found[1])
        elif found:
            what = say("The figures have decimal commas, but there are commas between the columns too.")
            yield what, say("Write {number}.", number=found[1])


def _back_in_time(figures: Figures, words: Wording) -> Iterator[tuple[Message, Message]]:
    """Find the first row that does not come after the one before it, where every row is a time."""
    read = [_time(name, words) for name in figures.names]
    times = [when for when in read if when]
    for number, (before, when) in enumerate(pairwise(times) if len(times) == len(read) else (), 1):
        if when.first <= before.first:
            named = {"row": shortened(figures.names[number]), "line": figures.lines[number]}
            if when == before:
                yield say("“{row}” stands twice, the second time on line {line}.", **named), say("Keep one of them.")
            else:
                what = say("The rows are not in order of time: see “{row}” on line {line}.", **named)
                yield what, say("Put the oldest first: the line is drawn from row to row.")
            return


def _time(name: str, words: Wording) -> VagueDate | None:
    try:
        return words.read_date(name)
    except NotADate:
        return None


def _few(record: Record[Statistic], figures: Figures, column: Column) -> Iterator[Finding]:
    lines = [
        line
        for line, number in zip(figures.lines, column.numbers, strict=True)
        if number is not None and 0 < number < FEWEST
    ]
    if lines:
        yield warning(
            "small-count",
            record.place("title"),
            say("In the figures, the column “{column}” counts fewer than five on line {line}.",
                column=shortened(column.title), line=lines[0]),
            say("Merge that row with another one, so that nobody can be recognised."),
        )  # fmt: skip


def _statistics(records: Records) -> Iterator[Record[Statistic]]:
    return (cast("Record[Statistic]", record) for record in records if isinstance(record.data, Statistic))
