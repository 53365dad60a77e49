"""The accessibility statement: what can be said of every site, what this one says of itself, and whom to tell."""

from collections.abc import Iterator

from vrapport.pages.about import letter
from vrapport.pages.frame import framed
from vrapport.theme import Page
from vrapport.views import Plain, View


def accessibility(view: View) -> Iterator[Page]:
    """Make the statement, unless the site keeps one of its own at the same address."""
    address = view.addresses.top("accessibility")
    if address in {view.addresses.record("pages", page.id) for page in view.register.records("pages")}:
        return
    title = view.words.word("page.accessibility")
    yield framed(view, "accessibility.html", address, title, {"statement": _statement(view)}, kind="accessibility")


def _statement(view: View) -> Plain:
    """Say what only the site knows: whose it is, what its own tests have found, and where a reader can turn."""
    said = view.site.accessibility
    found = [known for text in said.shortcomings if (known := view.line(text))]
    return {
        "organisation": view.fact(view.site.organisation) or view.fact(view.site.title),
        "reviewed": view.date(said.reviewed),
        "shortcomings": found,
        "contact": view.line(view.site.contact),
        "letter": letter(view, view.words._("Accessibility of {site}", site=view.line(view.site.title) or "")),
    }
