"""What is searched: the pages of a site, as text and as what one can narrow a search down by."""

import re
from dataclasses import dataclass, replace

from vrapport.search.words import tidy

FACETS = ("kind", "area", "status", "body", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One searchable page in one language, already filtered to what one audience may read."""

    address: str
    title: str
    text: str
    kind: str
    area: str = ""
    status: str = ""
    status_code: str = ""
    bodies: tuple[str, ...] = ()
    year: str = ""
    ident: str = ""

    def facet(self, name: str) -> tuple[str, ...]:
        """Give the values of one of FACETS, in the site's own words."""
        if name == "body":
            return self.bodies
        value: str = getattr(self, name)
        return (value,) if value else ()


def tidied(document: Document) -> Document:
    """Make a document's texts such that the page cuts them into the very words that were indexed."""
    return replace(document, title=tidy(document.title), text=tidy(document.text), ident=tidy(document.ident))


def oldest_first(document: Document) -> tuple[object, ...]:
    """Order documents so that a new one comes last: the numbers, and so the files, of the others stay."""
    natural = [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", document.address)]
    return document.year, natural, document.address
