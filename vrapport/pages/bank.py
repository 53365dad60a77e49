"""The resource bank as it is browsed: all proposals by year, and a page each by topic, place, group, type, language."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from typing import cast

from vrapport.addresses import numbered
from vrapport.pages.frame import heading, listed
from vrapport.pages.listing import Group, Row, list_pages
from vrapport.records.fields import Text
from vrapport.records.reading import Record
from vrapport.records.resources import Resource
from vrapport.theme import Page
from vrapport.views import Plain, Spoken, View, once, together
from vrapport.wording import folded, slug

Lent = Record[Resource]
Name = tuple[str, str | None]
"""What a shelf is called, and in which language where that is not the page's."""

_MANY = 12  # so many shelves are named on the first page
_TELLING = 2  # of one value alone, a page would say what the list of all says


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one value holds together, such as a topic: its name in its language, its spot, and the proposals."""

    title: str
    lang: str | None
    address: str
    resources: tuple[Lent, ...]


@dataclass(frozen=True)
class Bank:
    """The resource bank in its several orders: by what (the key of a field), and within that shelf by shelf."""

    view: View
    shelves: Mapping[str, Mapping[str, Shelf]]

    def topic(self, topic: Text) -> Plain | None:
        """Lead to all with this topic."""
        return self._shelf("topic", topic)

    def place(self, place: Text | None) -> Plain | None:
        """Lead to all from this place."""
        return self._shelf("place", place)

    def _shelf(self, key: str, name: Text | None) -> Plain | None:
        said = self.view.line(name)
        if not said:
            return None
        shelf = self.shelves[key].get(folded(said))
        address = shelf.address if shelf and self.is_shown(key) else None
        return {"title": said, "address": address, "status": None, "lang": self.view.foreign(name)}

    def is_shown(self, key: str) -> bool:
        """Tell whether there is anything to choose between."""
        return len(self.shelves[key]) >= _TELLING

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The orders that have a page of their own."""
        return tuple(key for key in self.shelves if self.is_shown(key))


@once
def bank(view: View) -> Bank:
    """Put the proposals on shelves, in every order that they are browsed in."""
    resources = cast("tuple[Lent, ...]", view.register.records("resources"))
    newest = sorted(resources, key=lambda resource: (_day(resource), view.words.sort_key(view.title(resource))))
    return Bank(view, {key: dict(_shelved(view, key, newest)) for key in _SAID})


def browsing(view: View) -> Iterator[Page]:
    """Make the pages that the resource bank is browsed by."""
    known = bank(view)
    resources = cast("tuple[Lent, ...]", view.register.records("resources"))
    if not resources:
        return
    undated = [resource for resource in resources if resource.data.date is None]
    years = _grouped(view, known, "year")
    rest: Group = ({"title": view.words._("Without date")} if years else None, _rows(view, undated))
    yield from list_pages(
        view, view.addresses.listing("resources"), heading(view, "resources"), [*years, rest],
        lead=view.words._("Proposals by representatives. Feel free to use them again."),
        elsewhere=_ways(known),
    )  # fmt: skip
    for key in (key for key in known.shown if key != "year"):
        yield from _browsed(view, known, key)


def _browsed(view: View, known: Bank, key: str) -> Iterator[Page]:
    """List all in one order, shelf by shelf."""
    groups = _grouped(view, known, key)
    crumbs = [listed(view, "resources")]
    yield from list_pages(view, _page(view, key), _title(view, key), groups, crumbs=crumbs, jumps=True)


def _title(view: View, key: str) -> str:
    order = view.words.word(f"field.{key}").lower()
    return view.words._("{title} by {order}", title=heading(view, "resources"), order=order)


def _grouped(view: View, known: Bank, key: str) -> list[Group]:
    """Set the proposals under the names of their shelves."""
    return [
        (
            {"title": shelf.title, "lang": shelf.lang, "anchor": _anchor(shelf), "note": str(len(shelf.resources))},
            _rows(view, shelf.resources),
        )
        for shelf in known.shelves[key].values()
    ]


def _ways(known: Bank) -> list[Plain]:
    """Lead to the shelves that hold most, with how much there is on each, and on to the others."""
    return [{"title": known.view.words.word(f"field.{key}"), "entries": list(_fullest(known, key))}
            for key in known.shown]  # fmt: skip


def _fullest(known: Bank, key: str) -> Iterator[Plain]:
    shelves = known.shelves[key].values()
    most = sorted((len(shelf.resources) for shelf in shelves), reverse=True)[:_MANY]
    shown = [shelf for shelf in shelves if len(shelf.resources) >= most[-1]][:_MANY]
    for shelf in shown:
        title = f"{shelf.title} ({len(shelf.resources)})"
        yield {"title": title, "address": shelf.address, "status": None, "lang": shelf.lang}
    if len(shelves) > len(shown):
        title = known.view.words._("All {n}", n=len(shelves))
        yield {"title": title, "address": _page(known.view, key), "status": None}


def _rows(view: View, resources: Iterable[Lent]) -> list[Row]:
    return [partial(_row, view, each) for each in resources]


def _row(view: View, resource: Lent) -> Plain:
    return view.plain_row(resource, note=_note(view, resource), date=resource.data.date)


def _note(view: View, resource: Lent) -> Spoken | None:
    """Say in a few words what it is, who put it forward and what it is about."""
    data = resource.data
    group = view.register.archive.record(data.group)
    sort = view.words.label(data.type) if data.type else None
    topics = view.listed(view.fact(topic) for topic in distinct(view, data.topics))
    return together(" · ", (sort, view.named(group) if group else None, view.fact(data.place), topics))


def _shelved(view: View, key: str, resources: Sequence[Lent]) -> Iterator[tuple[str, Shelf]]:
    """Put each proposal wherever it belongs; the shelves stand in the order of their names, years newest first."""
    found: dict[str, tuple[Name, list[Lent]]] = {}
    for resource in resources:
        for name, said in {folded(said[0]): said for said in _SAID[key](view, resource)}.items():
            found.setdefault(name, (said, []))[1].append(resource)
    names = sorted(found, key=lambda name: view.words.sort_key(found[name][0][0]), reverse=key == "year")
    first, taken = 0, set[str]()
    for name in names:
        (title, lang), within = found[name]
        at = numbered(_page(view, key), first // view.site.list_length + 1)
        taken.add(spot := _spot(key, title, taken))
        yield name, Shelf(title, lang, f"{at}#{spot}", tuple(within))
        first += len(within)


def _spot(key: str, said: str, taken: AbstractSet[str]) -> str:
    """Name a spot on the page after its value; no two may get one name, whatever letters they are written in."""
    name = f"{key}-{slug(said)}"[:60]
    return next(spot for n in count(1) if (spot := name if n == 1 else f"{name}-{n}") not in taken)


def _anchor(shelf: Shelf) -> str:
    return shelf.address.rpartition("#")[2]


def _page(view: View, key: str) -> str:
    """Return the page of one order; the years are those of the list of all."""
    if key == "year":
        return view.addresses.listing("resources")
    return view.addresses.record("resources", view.addresses.words.word(f"address.by-{key}"))


def _day(resource: Lent) -> tuple[bool, int]:
    """Order from the newest to the oldest, and last what has no date."""
    when = resource.data.date
    return when is None, -when.last.toordinal() if when else 0


def distinct(view: View, topics: Iterable[Text]) -> list[Text]:
    """Leave out the topics that differ from an earlier one in capitals only."""
    kept: dict[str, Text] = {}
    for topic in topics:
        kept.setdefault(folded(view.line(topic) or ""), topic)
    return list(kept.values())


def _topics(view: View, resource: Lent) -> Iterator[Name]:
    yield from (
        (said, view.foreign(topic)) for topic in distinct(view, resource.data.topics) if (said := view.line(topic))
    )


def _places(view: View, resource: Lent) -> Iterator[Name]:
    place = resource.data.place
    yield from [(said, view.foreign(place))] if (said := view.line(place)) else []


def _groups(view: View, resource: Lent) -> Iterator[Name]:
    group = view.register.archive.record(resource.data.group)
    yield from [(view.title(group), view.foreign_title(group))] if group else []


def _years(view: View, resource: Lent) -> Iterator[Name]:  # noqa: ARG001 - every order is asked alike
    yield from [(str(resource.data.date.last.year), None)] if resource.data.date else []


def _types(view: View, resource: Lent) -> Iterator[Name]:
    yield from [(view.words.label(resource.data.type), None)] if resource.data.type else []


def _languages(view: View, resource: Lent) -> Iterator[Name]:
    code = resource.data.language
    yield from [(view.words.tongue(code), None)] if code else []


_SAID: Mapping[str, Callable[[View, Lent], Iterator[Name]]] = {
    "topic": _topics, "place": _places, "group": _groups, "year": _years, "type": _types, "language": _languages,
}  # fmt: skip
