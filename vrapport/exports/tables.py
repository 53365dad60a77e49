"""Rows of plain data as a table that spreadsheets open as it is (CSV, RFC 4180)."""

import csv
from collections.abc import Iterable, Mapping
from io import BytesIO, TextIOWrapper
from itertools import chain
from typing import Any

# A Swedish spreadsheet parts its columns by semicolons, since the comma is in its numbers, and takes a file for
# UTF-8 only if it begins with this mark.
SEPARATOR, MARK = ";", "\ufeff"
_READ_AS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows with the names of their columns; without rows there is nothing to name."""
    held = BytesIO()
    written = TextIOWrapper(held, encoding="utf-8", newline="")
    written.write(MARK)
    rows = iter(rows)
    for first in rows:  # once: what follows is written with it
        writer = csv.DictWriter(written, fieldnames=list(first), delimiter=SEPARATOR, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in chain([first], rows))
    written.flush()
    return held.getvalue()


def _cell(value: object) -> str:
    """Return a value as text, several beside each other; what a spreadsheet would reckon with is marked as text."""
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_READ_AS_A_FORMULA) else text
