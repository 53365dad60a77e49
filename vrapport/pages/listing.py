"""A list of records under headings, over as many pages as it takes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter

from vrapport.addresses import numbered
from vrapport.pages.frame import framed, put_off
from vrapport.pages.table import table
from vrapport.register import Followed
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import Status

Row = Plain | Callable[[], Plain]
"""A row, or how to make it when the page that it stands on is made."""
Group = tuple[Plain | None, Sequence[Row]]
"""A heading, if there is one, and the rows under it."""
Part = Sequence[tuple[int, Plain | None, Row]]
"""The rows of one page, each with its heading and the number of that."""


def list_pages(  # noqa: PLR0913 - what differs between lists, each of it named at the call
    view: View,
    address: str,
    title: str,
    groups: Iterable[Group],
    *,
    crumbs: Iterable[Plain] = (),
    lead: str | None = None,
    decisions: Iterable[Followed] = (),
    elsewhere: Iterable[Plain] = (),
    status: Status | None = None,
    empty: str | None = None,
    columns: Sequence[str] = (),
    jumps: bool = False,
) -> Iterator[Page]:
    """Make one list, as a table where it has columns; a long one goes on over several pages."""
    data = {
        "title": title,
        "lead": lead,
        "text": None,
        "status": view.status(status) if status else None,
        "counts": view.counts(decisions),
        "elsewhere": list(elsewhere),
        "empty": empty or view.words._("There is nothing here yet."),
    }
    parts = _parts(groups, view.site.list_length)
    spots = _jumps(address, parts) if jumps else []
    found = _List(address, title, lead, data | {"jumps": spots}, list(crumbs), columns, parts)
    for number in range(1, len(parts) + 1):
        yield put_off(view, "list.html", numbered(address, number), partial(_page, view, found, number), kind="list")


@dataclass(frozen=True, slots=True)
class _List:
    """What all pages of a list have in common, and the rows of each."""

    address: str
    title: str
    lead: str | None
    data: Plain
    crumbs: list[Plain]
    columns: Sequence[str]
    parts: Sequence[Part]


def _page(view: View, found: _List, number: int) -> Page:
    shown = _grouped(found.parts[number - 1])
    part = {
        "groups": shown,
        "pages": _paging(found.address, number, len(found.parts)),
        "table": table(view, found.title, shown, found.columns, goes_on=len(found.parts) > 1),
    }
    name = found.title if number == 1 else view.words._("{title}, page {n}", title=found.title, n=number)
    return framed(
        view, "list.html", numbered(found.address, number), name, {"list": found.data | part}, kind="list",
        crumbs=found.crumbs, description=found.lead,
    )  # fmt: skip


def _parts(groups: Iterable[Group], length: int) -> list[Part]:
    """Divide a list into pages."""
    rows = [(number, head, row) for number, (head, within) in enumerate(groups) for row in within]
    return [rows[first : first + length] for first in range(0, len(rows), length)] or [[]]


def _grouped(part: Part) -> list[Plain]:
    """Set the rows of a page under their headings; a group that goes on over the page repeats its heading."""
    groups = (list(within) for _, within in groupby(part, key=itemgetter(0)))
    return [_headed(group[0][1]) | {"rows": [_row(row) for _, _, row in group]} for group in groups]


def _headed(head: Plain | None) -> Plain:
    return {"title": None, "address": None, "anchor": None, "note": None, "jump": None} | (head or {})


def _row(row: Row) -> Plain:
    return row() if callable(row) else row


def _jumps(address: str, parts: Sequence[Part]) -> list[Plain]:
    """Lead to where each heading first stands, on whichever page that is."""
    spots: dict[str, Plain] = {}
    for number, part in enumerate(parts, 1):
        heads = {which: _headed(head) for which, head, _ in part}.values()
        for head in (head for head in heads if head["anchor"]):
            at = f"{numbered(address, number)}#{head['anchor']}"
            language = {key: head[key] for key in ("lang", "said") if key in head and not head["jump"]}
            spot = {"title": head["jump"] or head["title"], "address": at, "status": None}
            spots.setdefault(head["anchor"], spot | language)
    return list(spots.values())


def _paging(address: str, number: int, last: int) -> Plain | None:
    """Lead to the other pages of a long list."""
    if last == 1:
        return None
    pages = [{"title": str(n), "address": numbered(address, n), "current": n == number} for n in range(1, last + 1)]
    return {
        "previous": pages[number - 2] if number > 1 else None,
        "next": pages[number] if number < last else None,
        "numbers": pages,
    }
