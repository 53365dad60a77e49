"""Addresses: the one place that says where a page lies, and how one page links to another."""

from dataclasses import dataclass
from functools import lru_cache
from posixpath import relpath
from urllib.parse import quote

from vrapport.vocabulary import Status
from vrapport.wording import Wording, slug

_SAFE = "/:@!$&'()*+,;=~-._"
ASSETS = "assets"
FRONT = "index.html"
NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one language's pages below `prefix` ("" or "en/"), always in the words of the site's own."""

    words: Wording
    prefix: str = ""

    @property
    def shared(self) -> "Addresses":
        """The addresses of what is published once, for all languages: data, feeds, calendars."""
        return Addresses(self.words)

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

    def record_at(self, kind: str, address: str) -> str:
        """Return the id of the record of a kind whose page lies at an address, where one does."""
        return address.removeprefix(f"{self.prefix}{self._word(kind)}/").removesuffix(".html")

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


def prefix_of(language: str, own: str) -> str:
    """Return the folder that a language's pages lie in: the site's own language has the top."""
    return "" if language == own else f"{language}/"


def numbered(address: str, number: int) -> str:
    """Return the address of a later part of a list that goes on over several pages."""
    return address if number == 1 else f"{address.removesuffix('.html')}-{number}.html"


def beside(address: str, suffix: str) -> str:
    """Return the address of a file that says in another form what a page says, such as `kalender.ics`."""
    return address.removesuffix(".html") + suffix


def relative(page: str, address: str) -> str:
    """Write the link from one page to an address: percent-encoded, so that it works on any host and from a folder."""
    path, hash_mark, fragment = address.partition("#")
    if not path or path == page:
        return f"#{quote(fragment, _SAFE)}" if fragment else quote(page.rpartition("/")[2], _SAFE)
    way = _way(page.rpartition("/")[0], path)
    return f"{way}#{quote(fragment, _SAFE)}" if hash_mark else way


@lru_cache(maxsize=10_000)  # most links stand on every page of a folder, and these are made one after another
def _way(folder: str, path: str) -> str:
    below, _, name = path.rpartition("/")
    return (_between(folder, below) or ("" if name else "./")) + quote(name, _SAFE)


@lru_cache(maxsize=10_000)  # folders are few, and relpath() is slow
def _between(here: str, there: str) -> str:
    return "" if here == there else quote(relpath(there or ".", here or "."), _SAFE) + "/"


def elsewhere(address: str, here: str, there: str) -> str:
    """Return where the same page lies below another language's prefix."""
    return there + address.removeprefix(here)


def absolute(site_url: str | None, address: str) -> str | None:
    """Write the canonical address of a page, where the site says where it is published."""
    if not site_url:
        return None
    return site_url.rstrip("/") + "/" + quote(address.removesuffix("index.html"), _SAFE)
