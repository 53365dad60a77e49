"""A table of figures, read from the CSV file that lies beside a record: names, numbers, and what is wrong with them."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from io import StringIO
from itertools import islice

from vrapport.dates import shortened
from vrapport.findings import Finding, Message, Place, error, say
from vrapport.nodes import control_characters
from vrapport.sources import Source

MOST_ROWS, MOST_COLUMNS = 2_000, 40
MISSING = frozenset({"", "-", "–", "—", "−", ".", "..", "...", "…"})  # noqa: RUF001 - all ways of writing "no figure"
_TOLD = 10  # faults of one file: they are seldom more than one, told many times
_LONGEST_NUMBER = 40
_SPACES = re.compile("[ \u00a0\u2007\u2009\u202f]")
_FORMULA = re.compile(r"[=+@\-\t]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column after the first: its heading, and its cells as they stand or, where it holds figures, as numbers."""

    title: str
    cells: tuple[str, ...]
    numbers: tuple[Decimal | None, ...] = ()

    @property
    def decimals(self) -> int:
        """Count the decimals of the number that has the most."""
        return max((_decimals(number) for number in self.numbers if number is not None), default=0)


@dataclass(frozen=True, slots=True)
class Figures:
    """A table: what its rows are, their names, and its columns; `lines` is where in the file each row stands."""

    rows: str
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: tuple[int, ...]

    @property
    def numeric(self) -> tuple[Column, ...]:
        """The columns that hold figures."""
        return tuple(column for column in self.columns if column.numbers)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a file is written: what parts its columns, and its decimals."""

    delimiter: str
    number: re.Pattern[str]
    example: str


_SPACED = "(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
_COMMA = re.compile(rf"[+\-]?{_SPACED}(?:,[0-9]+)?")
_POINT = re.compile(rf"[+\-]?{_SPACED}(?:\.[0-9]+)?")


@lru_cache(maxsize=64)
def read_figures(source: Source) -> tuple[Figures | None, tuple[Finding, ...]]:
    """Read a file of figures; what is wrong with it are findings, each on its line."""
    odd = control_characters(source.text, source.path)
    manner = _manner(source.text)
    rows, broken = _rows(source, manner.delimiter)
    findings = odd or broken or tuple(islice(_misshapen(rows, source.path), _TOLD))
    if findings:
        return None, findings
    heading, body = rows[0], rows[1:]
    whole = _whole(heading, body, manner)
    wrong = tuple(islice(_formulas(rows, manner, source.path), _TOLD))
    wrong = wrong or tuple(islice(_misread(whole, manner, source.path), _TOLD))
    return (None, wrong) if wrong else (whole, ())


def _manner(text: str) -> _Manner:
    """Tell from the heading whether a Swedish or an English spreadsheet wrote the file."""
    heading = next((line for line in text.split("\n") if line.strip()), "")
    if ";" in heading or "\t" in heading:
        return _Manner(";" if ";" in heading else "\t", _COMMA, "150 000,50")
    return _Manner(",", _POINT, "150 000.50")


def _rows(source: Source, delimiter: str) -> tuple[list[_Row], tuple[Finding, ...]]:
    """Divide a file into rows, each with the line that it begins on; rows of nothing but empty cells are none."""
    reader = csv.reader(StringIO(source.text, newline=""), delimiter=delimiter, strict=True)
    found, line = [], 1
    try:
        for cells in reader:
            tidy = tuple(" ".join(cell.split("\n")).strip() for cell in cells)
            found += [_Row(line, tidy)] if any(tidy) else []
            line = reader.line_num + 1
    except csv.Error:
        what = say("The row cannot be divided into cells: there is an odd number of quotation marks.")
        hint = say("Write a quotation mark within a cell twice, and close every cell that begins with one.")
        return found, (error("broken-table", Place(source.path, line), what, hint),)
    width = max((number for number, cell in enumerate(found[0].cells, 1) if cell), default=0) if found else 0
    return [_Row(row.line, _cut(row.cells, width)) for row in found], ()


def _cut(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Take away the empty cells that spreadsheets leave to the right of a table."""
    return cells[:width] if len(cells) > width and not any(cells[width:]) else cells


def _misshapen(rows: Sequence[_Row], path: str) -> Iterator[Finding]:
    """Find what keeps the rows from being a table."""
    if len(rows) < 2:  # noqa: PLR2004 - a heading, and something under it
        yield _broken(path, 1, say("There are no figures in the file."), _SHAPE)
        return
    heading = rows[0]
    width = len(heading.cells)
    if width < 2:  # noqa: PLR2004 - names, and figures
        yield _broken(path, heading.line, say("The heading has one column only."), _SHAPE)
    if len(rows) - 1 > MOST_ROWS or width > MOST_COLUMNS:
        what = say("The table has more than {rows} rows or {columns} columns.", rows=MOST_ROWS, columns=MOST_COLUMNS)
        yield _broken(path, heading.line, what, say("Sum up the figures: the site shows all of them."))
        return
    yield from _misnamed(heading, path)
    for row in rows[1:]:
        yield from _ragged(row, width, path)


def _misnamed(heading: _Row, path: str) -> Iterator[Finding]:
    for number, title in enumerate(heading.cells, 1):
        if not title or title in heading.cells[: number - 1]:
            what = (
                say("Two columns are called “{title}”.", title=shortened(title))
                if title
                else say("Column {number} has no heading.", number=number)
            )
            yield _broken(path, heading.line, what, say("Give every column a heading of its own."))


def _ragged(row: _Row, width: int, path: str) -> Iterator[Finding]:
    if len(row.cells) != width:
        what = say("The row has {found} cells, the heading has {width}.", found=len(row.cells), width=width)
        hint = say("A cell that holds the sign between the columns stands in quotation marks.")
        yield _broken(path, row.line, what, hint)
    elif not row.cells[0]:
        hint = say("Write in the first cell what the figures are about.")
        yield _broken(path, row.line, say("The row has no name."), hint)


_SHAPE = say("Write a heading and rows under it, with semicolons between the columns: {example}.",
             example="Uppdrag;Antal;Inbetalt")  # fmt: skip


def _broken(path: str, line: int, what: Message, hint: Message) -> Finding:
    return error("broken-table", Place(path, line), what, hint)


def _whole(heading: _Row, body: Sequence[_Row], manner: _Manner) -> Figures:
    columns = zip(*(row.cells[1:] for row in body), strict=True)
    titled = zip(heading.cells[1:], columns, strict=True)
    return Figures(
        rows=heading.cells[0],
        names=tuple(row.cells[0] for row in body),
        columns=tuple(_column(title, cells, manner) for title, cells in titled),
        lines=tuple(row.line for row in body),
    )


def _column(title: str, cells: tuple[str, ...], manner: _Manner) -> Column:
    """Read a column as figures where at least half of what stands in it are."""
    filled = [cell for cell in cells if cell not in MISSING]
    numbers = tuple(_number(cell, manner) for cell in cells)
    read = sum(number is not None for number in numbers)
    return Column(title, cells, numbers if read and 2 * read >= len(filled) else ())


def _number(cell: str, manner: _Manner) -> Decimal | None:
    plain = _SPACES.sub(" ", cell).replace("−", "-")  # noqa: RUF001 - the sign that typographers prefer
    if len(plain) > _LONGEST_NUMBER or not manner.number.fullmatch(plain):
        return None
    return Decimal(plain.replace(" ", "").replace(",", "."))


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _misread(figures: Figures, manner: _Manner, path: str) -> Iterator[Finding]:
    """Find what stands among figures and is none."""
    for column in figures.numeric:
        for line, cell, number in zip(figures.lines, column.cells, column.numbers, strict=True):
            if number is None and cell not in MISSING:
                yield error(
                    "not-a-number",
                    Place(path, line),
                    say("“{cell}”, in the column “{column}”, is no number.", cell=shortened(cell),
                        column=shortened(column.title)),
                    say("Write it as {example}, without a unit; leave the cell empty where the figure is not known.",
                        example=manner.example),
                )  # fmt: skip


def _formulas(rows: Iterable[_Row], manner: _Manner, path: str) -> Iterator[Finding]:
    """Find cells that a spreadsheet would run: the file is there to be opened in one."""
    for row in rows:
        for cell in row.cells:
            if _FORMULA.match(cell) and cell not in MISSING and _number(cell, manner) is None:
                yield error(
                    "formula-in-table",
                    Place(path, row.line),
                    say("“{cell}” would be run as a formula by whoever opens the file.", cell=shortened(cell)),
                    say("Write what the formula gives, or begin the cell with a letter or a figure."),
                )
