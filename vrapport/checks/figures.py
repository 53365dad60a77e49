"""Can the figures be read, and is nobody to be recognised in them?"""

import re
from collections.abc import Iterator
from typing import cast

from vrapport.dates import shortened
from vrapport.findings import Finding, say, warning
from vrapport.records.figures import Column, Figures, read_figures
from vrapport.records.reading import Record
from vrapport.records.statistics import Statistic
from vrapport.register import Register
from vrapport.wording import Wording

FEWEST = 5
"""Of fewer persons than this somebody may be recognised: they are merged with another row."""

_PERSONS = re.compile(
    r"\b(antal\w*|person\w*|medlem\w*|people|members?|count|number|persons?)\b", re.IGNORECASE
)  # what a column or a unit is called that counts persons


def figures_unread(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is called alike
    """Find what keeps a file of figures from being shown."""
    for record in _statistics(register):
        if record.source.beside:
            yield from read_figures(record.source.beside)[1]


def few_persons(register: Register, words: Wording) -> Iterator[Finding]:
    """Find figures of so few persons that somebody may be recognised."""
    for record in _statistics(register):
        figures = read_figures(record.source.beside)[0] if record.source.beside else None
        unit = record.data.unit.said_in(words.language, words.language)[0] if record.data.unit else ""
        for column in figures.numeric if figures else ():
            if _PERSONS.search(column.title) or _PERSONS.search(unit):
                yield from _few(record, cast("Figures", figures), column)


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


def _statistics(register: Register) -> tuple[Record[Statistic], ...]:
    return cast("tuple[Record[Statistic], ...]", register.records("statistics"))
