"""What the site gives to programs and spreadsheets: every file, what its fields mean, and how they may be used."""

from collections.abc import Iterator

from vrapport.addresses import beside, elsewhere
from vrapport.pages.frame import framed
from vrapport.theme import Page
from vrapport.views import Plain, View

DATA = "data"
_TABLE, _JSON, _BOTH = "CSV", "JSON", "CSV, JSON"

FIELDS = (
    ("id", "id", "data.id", _BOTH),
    ("title", "text", "field.title", _BOTH),
    ("text", "text", "field.text", _BOTH),
    ("summary", "text", "field.summary", _JSON),
    ("area", "id", "field.area", _BOTH),
    ("meeting", "id", "field.meeting", _BOTH),
    ("paragraph", "text", "data.paragraph", _BOTH),
    ("outcome", "code", "field.outcome", _BOTH),
    ("status", "code", "field.status", _BOTH),
    ("status_label", "text", "data.status_label", _TABLE),
    ("updated", "date", "data.updated", _TABLE),
    ("update", "text", "data.update", _TABLE),
    ("due", "date", "field.due", _BOTH),
    ("overdue", "truth", "data.overdue", _TABLE),
    ("responsible", "list", "field.responsible", _BOTH),
    ("motions", "list", "field.motions", _BOTH),
    ("campaigns", "list", "field.campaign", _BOTH),
    ("items", "number", "data.items", _BOTH),
    ("reported", "number", "data.reported", _BOTH),
    ("ref", "text", "field.ref", _JSON),
    ("source", "text", "field.source", _JSON),
    ("contact", "text", "field.contact", _JSON),
    ("reservations", "list", "field.reservations", _JSON),
    ("extension", "list", "field.extension", _JSON),
    ("standing", "truth", "field.standing", _JSON),
    ("clauses", "list", "field.clauses", _JSON),
    ("updates", "list", "field.updates", _JSON),
    ("schedule", "object", "data.schedule", _JSON),
    ("referrals", "list", "field.referrals", _JSON),
    ("recurs", "object", "field.recurs", _JSON),
    ("held", "list", "field.held", _JSON),
    ("address", "text", "data.address", _BOTH),
    ("url", "text", "data.url", _BOTH),
)
"""Each field of a decision: its name, its form, the word for what it means, and the files that have it."""


def open_data(view: View) -> Iterator[Page]:
    """Make the page that says what data there is."""
    title = view.words.word(f"page.{DATA}")
    data = {
        "title": title,
        "licence": view.line(view.site.licence),
        "beside": not view.addresses.prefix,
        "files": list(_files(view)),
        "fields": [
            {"name": name, "form": view.words.word(f"form.{form}"), "means": view.words.word(word), "files": files}
            for name, form, word, files in FIELDS
        ],
        "statistics": view.records(view.register.records("statistics")),
    }
    yield framed(view, "data.html", view.addresses.top(DATA), title, {"data": data}, kind=DATA)


def _files(view: View) -> Iterator[Plain]:
    """List the files; those of decisions are in the site's own language, and lie once at its top."""
    words, decisions = view.words, elsewhere(view.addresses.top("decisions"), view.addresses.prefix, "")
    yield _file(decisions, "csv", words._("All decisions, as a table for a spreadsheet"))
    yield _file(decisions, "json", words._("All decisions with all that is told of them"))
    calendar = words._("Meetings, last days and next steps, for a calendar program")
    yield _file(view.addresses.top("calendar"), "ics", calendar)
    if view.site.url:
        yield _file(view.addresses.top("changes"), "xml", words._("What is new, for a feed reader"), form="Atom")


def _file(page: str, suffix: str, says: str, *, form: str | None = None) -> Plain:
    address = beside(page, f".{suffix}")
    name = address.rpartition("/")[2]
    return {"title": name, "address": address, "status": None, "form": form or suffix.upper(), "says": says}
