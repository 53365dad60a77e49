"""Addresses: the one place that says where a page lies, and how one page links to another."""

from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import quote

from vrapport.vocabulary import Status
from vrapport.wording import Wording, slug

_SAFE = "/:@!$&'()*+,;=~-._"
ASSETS = "assets"
FRONT = "index.html"
NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one language's pages, in its own words, below `prefix` ("" or "en/")."""

    words: Wording
    prefix: str = ""

    @property
    def front(self) -> str:
        """The front page."""
        return self.prefix + FRONT

    @property
    def search(self) -> str:
        """The search page."""
        return self.top("search")

    def record(self, kind: str, ident: str) -> str:
        """Return the page of a record; a plain page lies at the top."""
        if kind == "pages":
            return f"{self.prefix}{ident}.html"
        return f"{self.prefix}{self._word(kind)}/{ident}.html"

    def area(self, ident: str) -> str:
        """Return the page of an area."""
        return f"{self.prefix}{self._word('areas')}/{ident}.html"

    def status(self, status: Status) -> str:
        """Return the list of decisions that have come equally far."""
        return f"{self.prefix}{self._word('status')}/{slug(self.words.word(f'status.{status}'))}.html"

    def listing(self, kind: str) -> str:
        """Return a list of records."""
        return f"{self.prefix}{self._word(kind)}/index.html"

    def named(self, name: str) -> str:
        """Return a list with a name of its own, such as the decisions that are not reported."""
        return f"{self.prefix}{self._word('decisions')}/{self._word(name)}.html"

    def top(self, name: str) -> str:
        """Return a page that stands at the top, by its name."""
        return f"{self.prefix}{self._word(name)}.html"

    def _word(self, name: str) -> str:
        return self.words.word(f"address.{name}")


def numbered(address: str, number: int) -> str:
    """Return the address of a later part of a list that goes on over several pages."""
    return address if number == 1 else f"{address.removesuffix('.html')}-{number}.html"


def relative(page: str, address: str) -> str:
    """Write the link from one page to an address: percent-encoded, so that it works on any host and from a folder."""
    path, hash_mark, fragment = address.partition("#")
    if not path or path == page:
        return f"#{quote(fragment, _SAFE)}" if fragment else quote(page.rpartition("/")[2], _SAFE)
    slash = "/" if path.endswith("/") else ""  # relpath() takes it away
    return quote(relpath(path, dirname(page) or ".") + slash, _SAFE) + hash_mark + quote(fragment, _SAFE)


def absolute(site_url: str | None, address: str) -> str | None:
    """Write the canonical address of a page, where the site says where it is published."""
    if not site_url:
        return None
    return site_url.rstrip("/") + "/" + quote(address.removesuffix("index.html"), _SAFE)
