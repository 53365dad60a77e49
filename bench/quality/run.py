"""Ask vrapport's search and Pagefind the same questions about the same pages, and score the answers.

Usage: python -m bench.quality.run [--held-out] [--report FILE] [--each]

Builds both sites, indexes the pages of their records with Pagefind, and asks both through Chromium. What is held out is
neither asked nor shown without --held-out. --each shows the scores of every query.
"""

import argparse
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from statistics import mean

from playwright.sync_api import Browser, sync_playwright

from bench.quality.label import read, relabelled
from bench.quality.scores import RECALLED as MOST
from bench.quality.scores import Query, Scores, by_class, queries, scores

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
GENERATED = ("300", "60", "7")  # decisions, minutes, seed: what queries.tsv was judged by
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

FOLDERS = {
    "decisions": "beslut", "motions": "motioner", "meetings": "moten", "bodies": "organ", "campaigns": "kampanjer",
    "statements": "uttalanden", "reports": "rapporter",
}  # fmt: skip

Answers = dict[str, list[str]]
"""The hits of every query, best first: ids of records."""

RESULTS = """# How well search answers

What `make quality` wrote: vrapport against Pagefind {pagefind} on the same pages, each query asked of both in Chromium.
[README.md](README.md) tells how the answers were judged, and what the figures are.

{report}"""

OURS = """async ([folder, queries, most]) => {
  const engine = new vrapportSearch.Engine(folder), answers = [];
  for (const query of queries) {
    const { documents } = await engine.find(query);
    const cards = await Promise.all(documents.slice(0, most).map((number) => engine.card(number)));
    answers.push(cards.map(({ address }) => address));
  }
  return answers;
}"""
THEIRS = """async ([queries, most]) => {
  const pagefind = await import("/pagefind/pagefind.js"), answers = [];
  await pagefind.init();
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    const pages = await Promise.all(results.slice(0, most).map((result) => result.data()));
    answers.push(pages.map(({ raw_url, url }) => (raw_url ?? url).replace(/^\\//, "")));
  }
  return answers;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that does not tell of each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by what it overrides
        """Say nothing."""


def main() -> None:
    """Ask, score and print."""
    asked = arguments()
    wanted = [query for query in queries(HERE / "queries.tsv") if asked.held_out or not query.held_out]
    with tempfile.TemporaryDirectory() as folder:
        contents = {"content": ROOT / "content", "generated": generate(Path(folder) / "generated")}
        if relabelled(contents["content"], contents["generated"]) != (HERE / "queries.tsv").read_text(encoding="utf-8"):
            sys.exit("The records are not those that queries.tsv was judged by: label anew, and read what changed.")
        ours, theirs = ask(wanted, contents, Path(folder))
    report = "\n".join(told(wanted, ours, theirs))
    if asked.each:
        print("\n".join(each(wanted, ours, theirs)), end="\n\n")
    print(report)
    if asked.report:
        asked.report.write_text(RESULTS.format(report=report, pagefind=version("pagefind_bin")), encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Ask vrapport's search and Pagefind the same questions.")
    parser.add_argument("--held-out", action="store_true", help="ask what is held out, too")
    parser.add_argument("--each", action="store_true", help="show the scores of every query")
    parser.add_argument("--report", type=Path, help="write the tables to this file as well")
    return parser.parse_args()


def generate(folder: Path) -> Path:
    """Make up the second site."""
    _run(sys.executable, ROOT / "bench" / "corpus.py", *GENERATED, folder)
    return folder / "content"


def ask(wanted: Sequence[Query], contents: Mapping[str, Path], folder: Path) -> tuple[Answers, Answers]:
    """Build both sites, index their pages with Pagefind, and ask both engines in a browser."""
    ours: Answers = {}
    theirs: Answers = {}
    with chromium() as browser:
        for corpus, content in contents.items():
            records = {address_of(record.ident): record.ident for record in read(content)}
            site, pages = publish(content, folder / corpus), folder / f"{corpus}-pages"
            copy_pages(site, pages, records)
            index(pages)
            here = [query for query in wanted if query.corpus == corpus]
            texts = [query.text for query in here]
            found = asked_of(browser, site, "sok.html", OURS, ["assets/search/sv/", texts, MOST])
            others = asked_of(browser, pages, "blank.html", THEIRS, [texts, MOST])
            for query, hits, other_hits in zip(here, found, others, strict=True):
                ours[query.ident] = [records[hit] for hit in hits if hit in records]
                theirs[query.ident] = [records[hit] for hit in other_hits if hit in records]
    return ours, theirs


def address_of(ident: str) -> str:
    """Tell where the page of a record lies; a plain page lies at the top."""
    kind, name = ident.split("/", 1)
    return f"{FOLDERS[kind]}/{name}.html" if kind in FOLDERS else f"{name}.html"


def publish(content: Path, folder: Path) -> Path:
    """Build a site from a copy of its records, so that no cache is left beside them."""
    shutil.copytree(content, folder / "site" / "content")
    _run(sys.executable, "-m", "vrapport", "build", "--quiet", "--output", folder / "output", cwd=folder / "site")
    return folder / "output" / "public"


def copy_pages(site: Path, pages: Path, addresses: Iterable[str]) -> None:
    """Take the pages of records alone: Pagefind must not have to rank lists that vrapport does not index."""
    for address in addresses:
        (pages / address).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / address, pages / address)
    (pages / "blank.html").write_text("<!doctype html><html lang=sv><title>Pagefind</title>", encoding="utf-8")


def index(pages: Path) -> None:
    """Index pages with Pagefind: its defaults, and the page's main part as its root, as its guide advises."""
    _run(sys.executable, "-m", "pagefind", "--silent", "--site", pages, "--root-selector", "main")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser."""
    names = (os.environ.get("CHROMIUM", ""), *CHROMIUM)
    executable = next(found for name in names if name and (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


def asked_of(browser: Browser, folder: Path, page: str, script: str, given: list[object]) -> list[list[str]]:
    """Open a page of a folder, and let it answer all queries."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        opened = browser.new_page()
        opened.goto(f"http://127.0.0.1:{server.server_port}/{page}")
        answers: list[list[str]] = opened.evaluate(script, given)
        opened.close()
    finally:
        server.shutdown()
    return answers


def told(wanted: Sequence[Query], ours: Answers, theirs: Answers) -> Iterator[str]:
    """Write a table for what was open and one for what was held out."""
    for held_out, heading in ((False, "Development"), (True, "Held out")):
        part = [query for query in wanted if query.held_out is held_out]
        if part:
            yield from (f"## {heading}: {len(part)} queries", "", *table(part, ours, theirs), "")


def table(part: Sequence[Query], ours: Answers, theirs: Answers) -> Iterator[str]:
    """Write the means of each class for both, side by side."""
    yield "| class | recall@20 | Pagefind | first central hit | Pagefind | order@10 | Pagefind |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    mine = by_class([(query, scores(query, ours[query.ident])) for query in part])
    other = by_class([(query, scores(query, theirs[query.ident])) for query in part])
    for name, got in mine.items():
        yield _row(name, got, other[name])
    yield _row("mean of the classes", _means(mine.values()), _means(other.values()))


def each(wanted: Sequence[Query], ours: Answers, theirs: Answers) -> Iterator[str]:
    """Write the scores of every query."""
    for query in wanted:
        yield _row(f"{query.ident} {query.text}", scores(query, ours[query.ident]), scores(query, theirs[query.ident]))


def _row(name: str, mine: Scores, other: Scores) -> str:
    figures = (f"{figure:.3f}" for pair in zip(mine, other, strict=True) for figure in pair)
    return f"| {name} | {' | '.join(figures)} |"


def _means(classes: Iterable[Scores]) -> Scores:
    recalls, ranks, orders = (mean(figures) for figures in zip(*classes, strict=True))
    return recalls, ranks, orders


def _run(*command: object, cwd: Path | None = None) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=cwd)  # noqa: S603 - the project's own commands


if __name__ == "__main__":
    main()
