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

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 2_000, 40, 10_000
MOST_WHOLE, MOST_DECIMALS = 15, 8  # figures of a number: sums and axes reckon with 28
MISSING = frozenset({"", "-", "–", "—", "−", ".", "..", "...", "…"})  # noqa: RUF001 - all ways of writing "no figure"
_TOLD = 10  # faults of one file: they are seldom more than one, told many times
_SPACES = re.compile("[ \u00a0\u2007\u2009\u202f]")
_FORMULA = re.compile(r'"*[=+@\-]')
_BETWEEN = re.compile(r"[;,\t]")
_FOR_EXCEL = re.compile(r'"?(sep=.)"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column after the first: its heading, and its cells as they stand or, where it holds figures, as numbers."""

    title: str
    cells: tuple[str, ...]
    numbers: tuple[Decimal | None, ...] = ()
    decimals: int = 0  # of the number that has the most


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
    odd = control_characters(source.text, source.path) or tuple(_for_excel(source))
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


def in_the_other_manner(source: Source, column: Column) -> tuple[str, str] | None:
    """Find a figure that is none only because of its decimal sign, and give it with the sign that the file needs."""
    comma = _manner(source.text).number is _COMMA
    filled = [cell for cell in column.cells if cell not in MISSING]
    if (
        column.numbers
        or not filled
        or not all((_POINT if comma else _COMMA).fullmatch(_plain(cell)) for cell in filled)
    ):
        return None
    cell = next((cell for cell in filled if "." in cell or "," in cell), None)
    return (cell, cell.translate({ord("."): ",", ord(","): "."})) if cell else None


def _for_excel(source: Source) -> Iterator[Finding]:
    """Find a line that tells Excel how the columns are divided: to everybody else it is a heading."""
    first = source.text.partition("\n")[0].strip()
    if told := _FOR_EXCEL.fullmatch(first):
        what = say("The line “{line}” is meant for Excel, and is no part of the table.", line=told[1])
        yield _broken(source.path, 1, what, say("Remove the line."))


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
    except csv.Error as fault:
        return found, (_broken(source.path, line, *_indivisible(str(fault))),)
    width = max((number for number, cell in enumerate(found[0].cells, 1) if cell), default=0) if found else 0
    return [_Row(row.line, _cut(row.cells, width)) for row in found], ()


def _indivisible(fault: str) -> tuple[Message, Message]:
    """Say why a row cannot be divided, as far as the reader of it tells."""
    if "limit" in fault:
        what = say("The row cannot be divided into cells: one of them is too long.")
        return what, say("Let the file hold figures and their names only.")
    hint = say("Write a quotation mark within a cell twice, and close every cell that begins with one.")
    if "expected after" in fault:
        return say("The row cannot be divided into cells: something follows the quotation mark that ends a cell."), hint
    return say("The row cannot be divided into cells: there is an odd number of quotation marks."), hint


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
    if too_large := _too_large(len(rows) - 1, width):
        yield _broken(path, heading.line, too_large, say("Sum up the figures: the site shows all of them."))
        return
    yield from _misnamed(heading, path)
    for row in rows[1:]:
        yield from _ragged(row, width, path)


def _too_large(rows: int, columns: int) -> Message | None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        return say("The table has more than {rows} rows or {columns} columns.", rows=MOST_ROWS, columns=MOST_COLUMNS)
    return say("The table has more than {cells} cells.", cells=MOST_CELLS) if rows * columns > MOST_CELLS else None


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
        what = (
            say("The row has {found} cells, the heading has {width}.", found=len(row.cells), width=width)
            if len(row.cells) > 1
            else say("The row has one cell, the heading has {width}.", width=width)
        )
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
    if not read or 2 * read < len(filled):
        return Column(title, cells)
    return Column(title, cells, numbers, max(_decimals(number) for number in numbers if number is not None))


def _number(cell: str, manner: _Manner) -> Decimal | None:
    plain = _plain(cell)
    return Decimal(plain.replace(" ", "").replace(",", ".")) if manner.number.fullmatch(plain) else None


def _plain(cell: str) -> str:
    """Write a figure with the signs of a keyboard."""
    return _SPACES.sub(" ", cell).replace("−", "-")  # noqa: RUF001 - the sign that typographers prefer


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _misread(figures: Figures, manner: _Manner, path: str) -> Iterator[Finding]:
    """Find what stands among figures and is none, or is more than can be shown."""
    for column in figures.numeric:
        for line, cell, number in zip(figures.lines, column.cells, column.numbers, strict=True):
            named = {"cell": shortened(cell), "column": shortened(column.title)}
            if number is None and cell not in MISSING:
                yield error(
                    "not-a-number",
                    Place(path, line),
                    say("“{cell}”, in the column “{column}”, is no number.", **named),
                    say("Write it as {example}, without a unit; leave the cell empty where the figure is not known.",
                        example=manner.example),
                )  # fmt: skip
            elif number is not None and _is_too_long(number):
                yield error(
                    "not-a-number",
                    Place(path, line),
                    say("“{cell}”, in the column “{column}”, has more figures than can be shown.", **named),
                    say("Round it, or count in thousands or millions: no more than {whole} figures before the decimal "
                        "sign, and {decimals} after it.", whole=MOST_WHOLE, decimals=MOST_DECIMALS),
                )  # fmt: skip


def _is_too_long(number: Decimal) -> bool:
    return number.adjusted() >= MOST_WHOLE or _decimals(number) > MOST_DECIMALS


def _formulas(rows: Iterable[_Row], manner: _Manner, path: str) -> Iterator[Finding]:
    """Find cells that a spreadsheet would run: the file is there to be opened in one."""
    for row in rows:
        for cell in row.cells:
            if _is_run(cell, manner):
                yield error(
                    "formula-in-table",
                    Place(path, row.line),
                    say("“{cell}” would be run as a formula by whoever opens the file.", cell=shortened(cell)),
                    say("Write what the formula gives, or begin the cell with a letter or a figure."),
                )


def _is_run(cell: str, manner: _Manner) -> bool:
    """Tell whether a cell is a formula, or a part of it, to a program that divides the columns by another sign."""
    if cell in MISSING or _number(cell, manner) is not None:
        return False
    return any(
        _FORMULA.match(part)
        and part not in MISSING
        and not _COMMA.fullmatch(_plain(part))
        and not _POINT.fullmatch(_plain(part))
        for part in _BETWEEN.split(cell)
    )
