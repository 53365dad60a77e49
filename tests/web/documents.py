"""A built page as a browser's parser sees it: its links, its anchors, its headings, without a browser."""

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

_REFERENCES = {  # where an address may stand, by element
    "a": "href",
    "audio": "src",
    "form": "action",
    "img": "src",
    "link": "href",
    "script": "src",
    "source": "src",
    "use": "href",
}


@dataclass(frozen=True)
class Reference:
    """An address as it stands in a page: in which element, and where it leads."""

    element: str
    relation: str
    address: str

    @property
    def leads_away(self) -> bool:
        return bool(urlsplit(self.address).scheme or urlsplit(self.address).netloc)

    @property
    def is_a_word_about_the_page(self) -> bool:
        """A canonical or alternate address is said, not fetched."""
        return self.element == "link" and self.relation in {"canonical", "alternate"}


@dataclass
class Document(HTMLParser):
    """What the tests ask of a page."""

    text: str
    references: list[Reference] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.elements.append((tag, named))
        if "id" in named:
            self.anchors.add(named["id"])
        if (where := _REFERENCES.get(tag)) and where in named:
            self.references.append(Reference(tag, named.get("rel", ""), named[where]))

    def first(self, tag: str) -> dict[str, str]:
        return next((attributes for name, attributes in self.elements if name == tag), {})

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)

    @property
    def kind(self) -> str:
        """The kind of page, as the theme says it in the class of the body."""
        return self.first("body").get("class", "").removeprefix("page-")


@cache
def document(path: Path) -> Document:
    """Read a built page, once."""
    return Document(path.read_text(encoding="utf-8"))


def target(page: str, address: str) -> tuple[str, str]:
    """Tell which file of the site an address on `page` leads to, and to which anchor in it."""
    split = urlsplit(address)
    path, anchor = unquote(split.path), unquote(split.fragment)
    if not path:
        return page, anchor
    file = normpath(join(page.rpartition("/")[0], path))
    return (normpath(f"{file}/index.html") if path.endswith(("/", ".")) else file), anchor
