"""Pages that are only text, and those that every site has: search, and what is said where no page is found."""

from collections.abc import Iterator
from itertools import islice

from vrapport.addresses import NOT_FOUND
from vrapport.pages.frame import framed, menu
from vrapport.pages.indexes import indexed
from vrapport.search import FACETS
from vrapport.theme import Page
from vrapport.views import Plain, View, label
from vrapport.vocabulary import Status


def texts(view: View) -> Iterator[Page]:
    """Make a page for every record that is only text."""
    for record in view.register.records("pages"):
        text = view.prose(record.data.text or record.data.summary, record)
        yield framed(
            view, "page.html", view.addresses.record("pages", record.id), view.title(record),
            {"text": text or {"prose": "", "language": view.language, "links": {}}}, kind="page", origin=record,
        )  # fmt: skip


def search(view: View) -> Iterator[Page]:
    """Make the search page."""
    data = {
        "index": f"assets/search/{view.language}/",
        "root": "../" * view.addresses.search.count("/"),
        "words": _words(view),
        "examples": _examples(view),
        "statuses": [view.status(status) for status in Status],
        "lists": [*indexed(view), *menu(view)],
        "order": _order(view),
    }
    title = view.words.word("page.search")
    yield framed(
        view, "search.html", view.addresses.search, title, {"search": data}, kind="search", description=_searched(view)
    )


def _searched(view: View) -> str:
    """Say what there is to search, by the names of the lists."""
    return f"{view.words.comma.join(entry['title'] for entry in menu(view))}."


def missing(view: View) -> Iterator[Page]:
    """Make the page that a host shows where there is none."""
    if not view.addresses.prefix:
        yield framed(view, "404.html", NOT_FOUND, view.words.word("page.not-found"), {}, kind="missing")


def _order(view: View) -> Plain:
    """Return the orders that hits can be in, and what they are called in the address."""
    words = view.words
    return {
        "parameter": words.word("address.query.sort"),
        "ways": [
            {"code": "", "value": "", "label": words._("Best match")},
            {"code": "newest", "value": words.word("address.sort.newest"), "label": words._("Newest first")},
            {"code": "name", "value": words.word("address.sort.name"), "label": words._("Name")},
        ],
    }


def _examples(view: View) -> list[Plain]:
    """Choose searches to try: something by what it is called in short, and a name as a phrase."""
    labels = (found for ident in view.register.decisions if (found := label(ident)))
    phrases = (
        {"words": f'"{view.title(record)}"', "lang": view.foreign_title(record)}
        for record in view.register.records("campaigns")
    )
    return [*({"words": found, "lang": None} for found in islice(labels, 1)), *islice(phrases, 1)]


def _words(view: View) -> Plain:
    """Return the words that the search script says, and what its choices are called in the address."""
    words = view.words
    return {
        "none": words._("No hits."),
        "one": words._("{n} hit."),
        "many": words._("{n} hits."),
        "atleast": words._("At least {n} hits."),
        "instead": words._("Showing hits for {words}."),
        "all": words._("Show all {n}"),
        "remove": words._("Remove"),
        "failed": words._("The search could not be loaded. Load the page again."),
        **{facet: words.word(f"facet.{facet}") for facet in FACETS},
        "params": {facet: words.word(f"address.query.{facet}") for facet in FACETS},
    }
