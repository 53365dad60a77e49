"""A page is light and stands still: what it fetches, how much that weighs, and that nothing moves while it arrives."""

import gzip
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Semaphore, Thread
from typing import BinaryIO, Literal
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import Site, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]

HEAVIEST = 30_000  # bytes, all that a page fetches, compressed as a host sends it
REQUESTS = 5
PIECES = 6
PAINTED = """() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
  resolve(document.documentElement.outerHTML.length))))"""
MORE = "there => document.documentElement.outerHTML.length > there"
MOVED = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => resolve(sum), 150));
})"""


def fetched(visit: Visit, page: str, until: Literal["load", "networkidle"] = "networkidle") -> list[str]:
    """Open a page, and tell what the browser asked for until it was at rest."""
    visit.asked_for.clear()
    visit.page.goto(page, wait_until=until)
    return list(dict.fromkeys(visit.asked_for))


def weight(folder: Path, served: str, urls: list[str]) -> int:
    """Add up what was fetched, each file compressed by itself."""
    files = [unquote(urlsplit(url.removeprefix(served)).path) for url in urls]
    return sum(len(gzip.compress((folder / file).read_bytes(), 6)) for file in files)


@pytest.mark.parametrize("kind", ["front", "decision"])
def test_a_page_is_light(site: Site, served: str, one_of_each: dict[str, str], visit: Visit, kind: str) -> None:
    urls = fetched(visit, served + one_of_each[kind])
    assert served + one_of_each[kind] in urls
    assert any(url.endswith("site.css") for url in urls)
    assert len(urls) <= REQUESTS, urls
    assert weight(site.folder, served, urls) <= HEAVIEST


def test_no_page_fetches_the_search_index_before_one_searches(
    served: str, one_of_each: dict[str, str], visit: Visit
) -> None:
    for kind, address in one_of_each.items():
        if kind != "search":
            assert not [url for url in fetched(visit, served + address, "load") if "/assets/search" in url], address


class Arriving(SimpleHTTPRequestHandler):
    """Send a page piece by piece, each when it is called for, and all other files at once."""

    calls = Semaphore(0)

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override]  # it copies bytes
        for piece in pieces(source.read()) if self.path.endswith(".html") else [source.read()]:
            if self.path.endswith(".html"):
                self.calls.acquire()
            outputfile.write(piece)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


def pieces(page: bytes) -> list[bytes]:
    """Cut a page between its lines, so that every piece brings an element of the body."""
    head, body, rest = page.partition(b"<body")
    lines = (body + rest).splitlines(keepends=True)
    size = -(-len(lines) // PIECES)
    first, *others = [b"".join(lines[start : start + size]) for start in range(0, len(lines), size)]
    return [head + first, *others]


@pytest.fixture
def arriving(showcase: Site) -> Iterator[str]:
    """Serve the showcase so that its pages arrive piece by piece."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Arriving, directory=str(showcase.folder))) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def arrive(visit: Visit, page: str, count: int) -> float:
    """Let a page arrive, each piece when the one before is painted, and add up how much moved."""
    Arriving.calls.release()
    visit.page.goto(page, wait_until="commit")
    for _ in range(count - 1):
        there = visit.page.evaluate(PAINTED)
        Arriving.calls.release()
        visit.page.wait_for_function(MORE, arg=there)
    visit.page.wait_for_load_state("load")
    moved: float = visit.page.evaluate(MOVED)
    return moved


@pytest.mark.parametrize("viewport", [{"width": 360, "height": 740}, {"width": 1280, "height": 900}])
def test_nothing_moves_while_a_page_arrives(
    showcase: Site, arriving: str, shown: dict[str, str], open_browser: Open, viewport: dict[str, int]
) -> None:
    visit = open_browser(viewport=viewport)
    moved = {}
    for kind, address in shown.items():
        count = len(pieces((showcase.folder / address).read_bytes()))
        moved[kind] = arrive(visit, arriving + address, count)
    # To three decimals, as it is always told: the switch of languages grows by a part of a pixel.
    assert not {kind: value for kind, value in moved.items() if round(value, 3) > 0}


def test_a_shift_would_be_seen(tmp_path: Path, visit: Visit) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>a</title><p>a</p><div>b b b b</div>", encoding="utf-8")
    visit.page.goto(page.as_uri())
    assert visit.page.evaluate(MOVED) == 0
    visit.page.evaluate("document.querySelector('p').style.height = '300px'")
    assert visit.page.evaluate(MOVED) > 0
