"""Pages that only lead on: a record that changed its address can still be found at the old one."""

from collections.abc import Iterator

from vrapport.pages.frame import framed
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.theme import Page
from vrapport.views import View

PUBLISHED = ("decisions", "motions", "meetings", "bodies", "campaigns", "statements", "resources", "statistics",
             "reports", "pages")  # fmt: skip


def moved(view: View) -> Iterator[Page]:
    """Make a page at every address that a record had before."""
    for kind in PUBLISHED:
        for record in view.register.records(kind):
            for number, old in enumerate(record.data.formerly):
                yield _page(view, record, number, view.addresses.prefix + _here(record, old))


def _here(record: Record[RecordFields], old: str) -> str:
    """Put an address of a branch's own site where the federation had that page, by the id it has here."""
    folder, slash, rest = old.partition("/")
    if not record.within:
        return old
    return f"{folder}/{record.within}/{rest}" if slash and record.kind != "pages" else f"{record.within}/{old}"


def _page(view: View, record: Record[RecordFields], number: int, address: str) -> Page:
    found = view.record(record)
    return framed(
        view, "moved.html", address, found["title"], {"moved": found}, kind="moved",
        canonical=found["address"], origin=record.place("formerly", number),
    )  # fmt: skip
