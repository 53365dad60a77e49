"""What every page shows around its own matter: the site's name, the menu, where one is, and the day."""

from collections.abc import Iterable

from babel import Locale

from vrapport.addresses import NOT_FOUND, absolute
from vrapport.dates import day
from vrapport.findings import Place
from vrapport.pages.about import about
from vrapport.pages.languages import languages
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.theme import Page
from vrapport.views import Plain, View

MENU = ("decisions", "motions", "meetings", "bodies", "campaigns", "statements", "resources", "statistics", "reports")


def framed(  # noqa: PLR0913 - what differs between pages, each of it named at the call
    view: View,
    template: str,
    address: str,
    title: str,
    data: Plain,
    *,
    kind: str,
    crumbs: Iterable[Plain] = (),
    description: str | None = None,
    canonical: str | None = None,
    notices: Iterable[str] = (),
    origin: Record[RecordFields] | Place | None = None,
) -> Page:
    """Make a page of its own data and all that surrounds it."""
    page = {
        "title": title,
        "kind": kind,
        "address": address,
        "description": description,
        "audience": {"code": view.audience, "label": view.words.word(f"audience.{view.audience}")},
        "canonical": None if address == NOT_FOUND else absolute(view.site.url, canonical or address),
        "breadcrumbs": list(crumbs),
        "languages": languages(view, address),
        "notices": list(notices),
        "links": [],
        "about": about(view, origin, address, title),
    }
    around = {"site": _site(view), "page": page, "nav": menu(view), "today": view.date(day(view.register.today))}
    place = Place(origin.source.path) if isinstance(origin, Record) else origin
    return Page(address=address, language=view.language, template=template, data={**around, **data}, origin=place)


def menu(view: View) -> list[Plain]:
    """List the kinds of record there are any of."""
    return [listed(view, kind) for kind in MENU if view.register.archive.by_kind[kind]]


def listed(view: View, kind: str) -> Plain:
    """Return a reference to the list of all records of a kind."""
    return {"title": heading(view, kind), "address": view.addresses.listing(kind), "status": None}


def heading(view: View, kind: str) -> str:
    """Return what a kind of record is called as a heading."""
    key = {"bodies": "page.bodies", "resources": "page.resources"}.get(kind, f"kind.{kind}.many")
    said = view.words.word(key)
    return said[:1].upper() + said[1:]


def _site(view: View) -> Plain:
    pages = sorted(view.register.records("pages"), key=lambda page: getattr(page.data, "order", None) or 1000)
    return {
        "title": view.line(view.site.title),
        "organisation": view.line(view.site.organisation),
        "language": view.language,
        "direction": "rtl" if Locale.parse(view.language).character_order == "right-to-left" else "ltr",
        "url": view.site.url,
        "search": view.addresses.search,
        "footer": view.records(pages),
    }
