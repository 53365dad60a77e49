"""Measure the search of built sites in Chromium: bytes for the first query, and milliseconds for one asked again.

Usage: python bench/search_time.py SITE ...      (SITE: a published folder, such as output/public)

Each site is served here, every file compressed as hosts do. The words asked for are the commonest words of content of
the index, and its rarest. A first query is asked of a browser that knows nothing; what is
counted is the search script, the index and no pictures or style sheets. A query that is asked again has all its files;
it is answered when the hits stand on the page, and seen when the browser has laid them out.
"""

import gzip
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Response, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
COMMON, RARE = 12, 12  # words asked for
TIMES = 9
GRAMMAR = """ska att och för i som inte under om av bli eftersom vara men det är inför på med till den de ett en har vid
    från kring efter mot inom utan genom mellan där även eller sig sin sitt sina kan så detta denna vidare därefter
    dessutom år"""

# The words of the index by how many documents they are in.
WORDS = """async (atLeast) => {
  const engine = new vrapportSearch.Engine(document.getElementById("search-form").dataset.search);
  await engine.openLexicon();
  const { forms, frequencies } = engine.lexicon, found = [];
  const content = forms.flatMap((form, number) => (/^\\p{L}{4,}$/u.test(form) ? [number] : []));
  const often = content.map((number) => frequencies[number]).sort((one, other) => one - other);
  const most = often.at(-1), least = often[Math.min(atLeast, often.length) - 1];
  for (const number of content) {
    if (frequencies[number] > most - 2) found.push([(await engine.posting(number)).documents.length, forms[number]]);
    else if (frequencies[number] <= least) found.push([0, forms[number]]);
  }
  return found;
}"""
# Milliseconds from the question to the hits that stand on the page, and to those that the browser has laid out.
ASK = """async (query) => {
  const field = document.getElementById("search-q"), results = document.getElementById("search-results");
  const answered = () => new Promise((resolve) => {
    const watcher = new MutationObserver(() => results.ariaBusy === "false" && (watcher.disconnect(), resolve()));
    watcher.observe(results, { attributes: true });
  });
  field.value = query;
  const start = performance.now(), done = answered();
  field.form.requestSubmit();
  await done;
  const answer = performance.now();
  results.getBoundingClientRect();
  return [answer - start, performance.now() - start];
}"""


class Compressed(SimpleHTTPRequestHandler):
    """Serve files as most hosts do."""

    def do_GET(self) -> None:
        """Send a file compressed."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Keep the table free of requests."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()


def opened(browser: Browser, address: str) -> Page:
    """Open the search page in a browser that knows nothing."""
    page = browser.new_context().new_page()
    page.goto(address)
    page.wait_for_function("document.getElementById('search-results')?.ariaBusy === 'false'")
    return page


def words(browser: Browser, address: str) -> tuple[list[str], list[str]]:
    """Choose the commonest words of content, and some of the rarest."""
    found = sorted(opened(browser, address).evaluate(WORDS, RARE), reverse=True)
    common = [word for count, word in found if count and word not in GRAMMAR.split()]
    rare = [word for count, word in found if not count]
    return common[:COMMON], rare[:: max(1, len(rare) // RARE)][:RARE]


def first(browser: Browser, address: str, word: str) -> int:
    """Count the bytes of a first query: the script, and all of the index that it fetches."""
    page, sizes = browser.new_context().new_page(), list[int]()

    def count(response: Response) -> None:
        if "/assets/search" in response.url:
            sizes.append(int(response.headers["content-length"]))

    page.on("response", count)
    page.goto(f"{address}?q={word}")
    page.wait_for_function("document.getElementById('search-results').children.length > 0")
    page.context.close()
    return sum(sizes)


def again(page: Page, word: str) -> tuple[float, float]:
    """Measure a query whose files are there, until it is answered and until it is seen: in the middle of several."""
    page.evaluate(ASK, word)
    answered, seen = zip(*(page.evaluate(ASK, word) for _ in range(TIMES)), strict=True)
    return median(answered), median(seen)


def line(browser: Browser, folder: Path) -> str:
    """Measure one site, as a line of the table."""
    with served(folder) as base:
        address = f"{base}sok.html"
        common, rare = words(browser, address)
        sizes = [[first(browser, address, word) / 1000 for word in each] for each in (common, rare)]
        page = opened(browser, address)
        times = [[again(page, word)[0] for word in each] for each in (common, rare)]
    return " | ".join(["", str(folder), *map(_kilobytes, sizes), *map(_milliseconds, times), ""]).strip()


def _kilobytes(sizes: Sequence[float]) -> str:
    return f"{median(sizes):.0f} kB (at most {max(sizes):.0f})" if sizes else "none"


def _milliseconds(times: Sequence[float]) -> str:
    return f"{median(times):.1f} ms (at most {max(times):.1f})" if times else "none"


def main(folders: Sequence[str]) -> None:
    """Print the table."""
    print("| site | first query, common word | first query, rare word | again, common word | again, rare word |")
    print("|---|---|---|---|---|")
    with sync_playwright() as playwright:
        executable = next(found for name in CHROMIUM if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        for folder in folders:
            print(line(browser, Path(folder)), flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
