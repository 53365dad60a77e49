"""Records as rows: chosen by status, area, body and meeting; for people, programs and spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

import click

from vrapport.addresses import Addresses, absolute
from vrapport.cli.terminal import json_text, one_line, table, width
from vrapport.records.fields import RecordFields, Reference
from vrapport.records.reading import Record
from vrapport.register import Followed, Register, Target
from vrapport.views import View
from vrapport.vocabulary import PUBLIC, Status
from vrapport.wording import Wording, folded

UNPUBLISHED = frozenset({"updates"})  # they are shown on the decisions they speak of
FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for: a kind of record, and what it must have to do with."""

    kind: str
    status: str | None = None
    area: str | None = None
    body: str | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What a list tells of a record."""

    id: str
    title: str
    status: Status | None
    area: str | None
    meeting: str | None
    url: str | None
    file: str


def rows(register: Register, words: Wording, wanted: Wanted) -> tuple[Row, ...]:
    """Choose the records that were asked for, decisions in the order of their meetings."""
    view = View(register, words, Addresses(words), PUBLIC)
    status = _status(words, wanted)
    near = [
        _target(view, Reference(kind, typed))
        for kind, typed in (("areas", wanted.area), ("bodies", wanted.body), ("meetings", wanted.meeting))
        if typed
    ]
    if wanted.kind == "decisions":
        chosen = [decision for decision in register.decisions.values() if status in (None, decision.status)]
        return tuple(_decision(view, each) for each in chosen if all(_concerns(each, target) for target in near))
    records = (each for each in register.records(wanted.kind) if all(_names(register, each, target) for target in near))
    return tuple(_row(view, record) for record in records)


def _status(words: Wording, wanted: Wanted) -> Status | None:
    if wanted.status is None:
        return None
    if wanted.kind != "decisions":
        raise click.UsageError("Only decisions have a status.")
    code = words.code_for("status", wanted.status, tuple(Status))
    if code:
        return Status(code)
    near = words.nearest("status", wanted.status, tuple(Status))
    hint = f"Did you mean “{near}”?" if near else f"Codes: {', '.join(Status)}."
    raise click.BadParameter(f"“{wanted.status}” is no status. {hint}", param_hint="'--status'")


def _target(view: View, asked: Reference) -> Target:
    """Find the area, body or meeting that was meant, by id or by any name it has."""
    archive = view.register.archive
    found = archive.target(asked) or _titled(view, asked)
    if found:
        return found
    near = archive.names.nearest(asked)
    option = {"areas": "area", "bodies": "body", "meetings": "meeting"}[asked.kind]
    hint = f" Did you mean “{near}”?" if near else ""
    raise click.BadParameter(f"There is no {option} called “{asked.typed}”.{hint}", param_hint=f"'--{option}'")


def _titled(view: View, asked: Reference) -> Target | None:
    """Find a meeting by its title; areas and bodies go by theirs already."""
    known = view.register.archive.by_kind.get(asked.kind, {}).values()
    titled = (record for record in known if folded(view.title(record)) == folded(asked.typed))
    return next((Target(record.kind, record.id) for record in titled), None)


def _concerns(decision: Followed, target: Target) -> bool:
    """Tell whether a decision belongs to an area, was taken by a meeting, or is a body's to carry out."""
    if target.kind == "areas":
        return decision.area == target.id
    if target.kind == "meetings":
        return decision.meeting is not None and decision.meeting.id == target.id
    bodies = (*decision.responsible, *(body for item in decision.items for body in item.responsible))
    return any(body.id == target.id for body in bodies)


def _names(register: Register, record: Record[RecordFields], target: Target) -> bool:
    """Tell whether a record of another kind is the one asked for, or names it."""
    if (record.kind, record.id) == (target.kind, target.id):
        return True
    found = (register.archive.target(reference) for _, reference in record.references)
    return any(each and each.id == target.id and _kind(each) == target.kind for each in found)


def _kind(target: Target) -> str:
    """Say which kind a reference leads to: those who move a motion are bodies."""
    return "bodies" if target.kind == "movers" else target.kind


def _decision(view: View, decision: Followed) -> Row:
    row = _row(view, decision.record)
    meeting = decision.meeting.id if decision.meeting else None
    return Row(row.id, row.title, decision.status, decision.area, meeting, row.url, row.file)


def _row(view: View, record: Record[RecordFields]) -> Row:
    archive = view.register.archive
    area = archive.target(getattr(record.data, "area", None))
    meeting = archive.target(getattr(record.data, "meeting", None))
    return Row(
        id=record.id,
        title=view.title(record),
        status=None,
        area=area.id if area else None,
        meeting=meeting.id if meeting else None,
        url=_url(view, record),
        file=record.source.path,
    )


def _url(view: View, record: Record[RecordFields]) -> str | None:
    """Say where a record is published: in full where the site says where it lies, else from its front page."""
    if record.data.audience != PUBLIC or record.kind in UNPUBLISHED:
        return None
    address = view.addresses.record(record.kind, record.id)
    return absolute(view.site.url, address) or address


def as_table(found: Sequence[Row], words: Wording) -> Iterator[str]:
    """Show the rows to a person."""
    yield from table([_cells(row, words) for row in found], width()) if found else ()


def _cells(row: Row, words: Wording) -> tuple[str, ...]:
    return (row.id, *([words.label(row.status)] if row.status else []), row.title)


def as_json(found: Sequence[Row], words: Wording) -> Iterator[str]:  # noqa: ARG001 - every format is called alike
    """Give the rows to a program."""
    yield json_text([asdict(row) for row in found])


def as_csv(found: Sequence[Row], words: Wording) -> Iterator[str]:  # noqa: ARG001 - every format is called alike
    """Give the rows to a spreadsheet, which must not take a title for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(Row.__slots__)
    writer.writerows([_cell(value) for value in asdict(row).values()] for row in found)
    yield file.getvalue().removesuffix("\n")


def _cell(value: object) -> str:
    text = one_line("" if value is None else str(value))
    return f"'{text}" if text.startswith(FORMULA) else text


FORMATS: dict[str, Callable[[Sequence[Row], Wording], Iterable[str]]] = {
    "table": as_table,
    "json": as_json,
    "csv": as_csv,
}
