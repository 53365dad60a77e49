"""What every page shows around its own matter: the site's name, the menu, where one is, and the day."""

from collections.abc import Callable, Iterable, Iterator

from vrapport.addresses import NOT_FOUND, absolute, beside
from vrapport.dates import day
from vrapport.findings import Place
from vrapport.pages.about import about, areas
from vrapport.pages.incomplete import incomplete
from vrapport.pages.languages import languages, remarks
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.theme import Frame, Page
from vrapport.views import Plain, View, once, once_each
from vrapport.wording import direction

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
    links: Iterable[Plain] = (),
) -> Page:
    """Make a page of its own data and all that surrounds it."""
    page = {
        **_called(view, title, address, description, origin),
        **_placed(view, address, crumbs, canonical),
        "kind": kind,
        "audience": _audience(view),
        "notices": [*notices, *_noticed(view, address, origin)],
        "links": list(links),
    }
    own = {"page": page, **data}
    return Page(
        address=address, language=view.language, template=template, make=lambda: own, frame=_frame(view), kind=kind,
        origin=Place(origin.source.path) if isinstance(origin, Record) else origin,
    )  # fmt: skip


def _called(
    view: View, title: str, address: str, description: str | None, origin: Record[RecordFields] | Place | None
) -> Plain:
    """Say what a page is called and in what language, what it holds, and how to cite it."""
    return {
        "title": title,
        "lang": _foreign_title(view, origin, address, title),
        "description": None if address == NOT_FOUND else _described(view, title, description, origin),
        "about": about(view, origin, address, title),
    }


def _placed(view: View, address: str, crumbs: Iterable[Plain], canonical: str | None) -> Plain:
    """Say where a page lies, below which others, and where it is found in other languages."""
    return {
        "address": address,
        "canonical": None if address == NOT_FOUND else absolute(view.site.url, canonical or address),
        "breadcrumbs": [] if address in {view.addresses.front, NOT_FOUND} else [_start(view), *crumbs],
        "languages": languages(view, address, is_here=canonical is None),
    }


def put_off(  # noqa: PLR0913 - what is to be known of a page before it is made
    view: View,
    template: str,
    address: str,
    make: Callable[[], Page],
    *,
    kind: str,
    origin: Record[RecordFields] | None = None,
) -> Page:
    """Make a page first when its data are asked for: there may be very many of its kind, or very much on it."""
    return Page(
        address=address, language=view.language, template=template, make=lambda: make().make(), frame=_frame(view),
        kind=kind, origin=Place(origin.source.path) if origin else None,
    )  # fmt: skip


@once
def _frame(view: View) -> Frame:
    """Make what is the same around all pages."""
    return Frame({"site": _site(view), "nav": menu(view), "today": view.date(day(view.register.today))})


@once
def _audience(view: View) -> Plain:
    return {"code": view.audience, "label": view.words.word(f"audience.{view.audience}")}


def _noticed(view: View, address: str, origin: Record[RecordFields] | Place | None) -> Iterator[str]:
    """Say what a reader should know of any page: that a list is not whole, or that a text is not in its language."""
    yield from incomplete(view, address)
    if isinstance(origin, Record):
        yield from remarks(view, origin)


def _foreign_title(view: View, origin: Record[RecordFields] | Place | None, address: str, title: str) -> str | None:
    """Tell the language of a page's title where it is that of its record or area, and not the page's."""
    if isinstance(origin, Record):
        return view.foreign_title(origin) if title == view.title(origin) else None
    return view.foreign(areas(view).get(address)) if len(view.languages) > 1 else None


def _described(view: View, title: str, said: str | None, origin: Record[RecordFields] | Place | None) -> str:
    """Say what a page holds, for whoever finds it elsewhere: its title, and what is said of it or retold in it."""
    retold = view.line(origin.data.summary) if isinstance(origin, Record) else None
    ended = title if title.endswith((".", "?", "!", "…")) else f"{title}."
    return f"{ended} {said or retold or _whose(view)}"


@once
def _whose(view: View) -> str:
    """Say what the whole site is for, and whose it is."""
    organisation = view.line(view.site.organisation)
    if organisation is None:
        return view.words._("Read what has been decided, and what became of it.")
    return view.words._("Read what {organisation} has decided, and what became of it.", organisation=organisation)


@once
def _start(view: View) -> Plain:
    return {"title": view.words.word("page.start"), "address": view.addresses.front, "status": None}


def menu(view: View) -> list[Plain]:
    """List the kinds of record there are any of, the calendar after the meetings, and last what is new."""
    there = [kind for kind in MENU if view.register.archive.by_kind[kind]]
    before = sum(kind in MENU[: MENU.index("meetings") + 1] for kind in there)
    entries = [listed(view, kind) for kind in there]
    return [*entries[:before], named(view, "calendar"), *entries[before:], named(view, "changes")]


@once_each
def named(view: View, name: str) -> Plain:
    """Return a reference to a page that stands at the top, by its name."""
    return {"title": view.words.word(f"page.{name}"), "address": view.addresses.top(name), "status": None}


@once_each
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
        "title_lang": view.foreign(view.site.title),
        "organisation": view.line(view.site.organisation),
        "organisation_lang": view.foreign(view.site.organisation),
        "language": view.language,
        "direction": direction(view.language),
        "front": view.addresses.front,
        "url": view.site.url,
        "search": view.addresses.search,
        "footer": _with_accessibility(view, [*view.records(pages), named(view, "data")]),
        "feed": beside(view.addresses.top("changes"), ".xml") if view.site.url else None,
    }


def _with_accessibility(view: View, own: list[Plain]) -> list[Plain]:
    """Lead to the accessibility statement from every page: to the site's own, where it keeps one at that address."""
    shipped = named(view, "accessibility")
    return own if any(entry["address"] == shipped["address"] for entry in own) else [*own, shipped]
