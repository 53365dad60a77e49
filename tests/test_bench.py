"""What is measured is what it says it is: the same records each time, the same pages, and a table that judges."""

import importlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vrapport.build import build

BENCH = Path(__file__).resolve().parents[1] / "bench"
Part = Callable[[str], Any]


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch) -> Part:
    """Import a script of `bench/` as the scripts do among themselves."""
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def corpus(folder: Path) -> Path:
    subprocess.run([sys.executable, BENCH / "corpus.py", "12", "4", "1", folder], check=True)
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("corpus") / "a")


def test_the_same_arguments_give_the_same_records(made: Path, tmp_path: Path) -> None:
    assert bytes_of(made) == bytes_of(corpus(tmp_path / "b"))


def test_hugo_is_given_every_page_and_every_link_of_ours(made: Path, tmp_path: Path, part: Part) -> None:
    built = build(made, tmp_path / "output", clock=date(2026, 1, 2))
    assert built.published
    hugo_site = part("hugo_site")
    hugo_site.main(made, built.published.folder, tmp_path / "hugo")
    content = tmp_path / "hugo/content"
    decisions = list((built.published.folder / "beslut").rglob("20*/B*.html"))
    assert len(list(content.rglob("beslut/20*/B*.md"))) == len(decisions) == 12
    pages = hugo_site.published(built.published.folder).pages
    assert len(list(content.rglob("*.md"))) == len(pages) - 1  # Hugo makes 404.html of its layout alone
    index = (content / "lists/beslut-index.md").read_text("utf-8")
    assert all(f"- /beslut/{path.parent.name}/{path.stem}\n" in index for path in decisions)


def test_every_edit_is_another_than_the_one_before(made: Path, tmp_path: Path, part: Part) -> None:
    shutil.copytree(made, tmp_path / "1/ours")
    (tmp_path / "1/written").touch()
    pair = part("sites").prepared(tmp_path, 1, None)
    before = pair.record("ours").read_text("utf-8")
    assert [pair.edit("ours"), pair.edit("ours")] == [1, 2]
    after = pair.record("ours").read_text("utf-8")
    assert after.replace("Ordet 2 ", "") == before
    assert after != before


def test_a_link_that_hugo_lacks_is_seen(tmp_path: Path, part: Part) -> None:
    ours, hugo = tmp_path / "ours/beslut/2019/B1.html", tmp_path / "hugo/beslut/2019/B1.html"
    for page, link in {ours: "../../beslut/2019/B2.html", hugo: "/beslut/2019/B2.html"}.items():
        page.parent.mkdir(parents=True)
        page.write_text(f'<main id="main"><a href="{link}"></a><a href="B3.html"></a></main>', "utf-8")
    hugo_site = part("hugo_site")
    assert list(hugo_site.missing_links(tmp_path / "ours", tmp_path / "hugo")) == []
    hugo.write_text('<main><a href="B3.html">x</a></main>', "utf-8")
    assert list(hugo_site.missing_links(tmp_path / "ours", tmp_path / "hugo")) == [
        "beslut/2019/B1.html does not lead to beslut/2019/B2.html"
    ]


def figures_of(part: Part, path: Path) -> Any:  # noqa: ANN401 - a class of a script that no package holds
    figures = part("figures").Figures.read(path)
    figures.keep("cold", 1000, {("ours", "wall"): [3.0, 1.0, 2.0], ("hugo", "wall"): [4.0]})
    figures.keep("edit", 1000, {("ours", "wall"): [3.0], ("hugo", "wall"): [4.0]})
    return figures


def test_a_run_goes_on_where_it_was(tmp_path: Path, part: Part) -> None:
    figures_of(part, tmp_path / "run-1.json")
    again = part("figures").Figures.read(tmp_path / "run-1.json")
    assert again.has("cold", 1000)
    assert not again.has("cold", 100)
    assert not again.has("check", 1000)
    assert again.median("cold", 1000, "ours") == 2.0


def test_the_table_tells_what_is_met(tmp_path: Path, part: Part) -> None:
    figures = figures_of(part, tmp_path / "run-1.json")
    assert part("table").rows(figures, 1000) == [
        ("cold, with everything", "2.00 s", "4.00 s", "0.50 x", "<= 1.30 x", "yes"),
        ("one edit", "3.00 s", "4.00 s", "0.75 x", "<= 0.25 x", "NO"),
    ]


def test_growth_is_told_where_the_smaller_size_is_known(tmp_path: Path, part: Part) -> None:
    figures = figures_of(part, tmp_path / "run-1.json")
    figures.keep("cold", 10_000, {("ours", "wall"): [21.0]})
    grown = ("growth of cold from a tenth of the size", "10.50 x", "", "10.50 x", "<= 11.00 x", "yes")
    assert grown in part("table").rows(figures, 10_000)


def test_it_is_told_how_many_turns_were_taken(part: Part, tmp_path: Path) -> None:
    figures = part("figures").Figures(tmp_path / "run-1.json")
    figures.keep("cold", 1000, {("ours", "wall"): [2.0, 3.0, 4.0], ("ours", "bytes"): [1.0] * 9})
    assert figures.turns(1000) == "3"
    figures.keep("check", 1000, {("ours", "wall"): [2.0]})
    assert figures.turns(1000) == "1 to 3"
    assert "Turns: 1 to 3." in part("table").as_markdown(figures)


def test_the_whole_cost_of_a_program_is_seen(part: Part, tmp_path: Path) -> None:
    processes = part("processes")
    fork = "import os, time; pid = os.fork(); held = bytearray(60_000_000); t = time.process_time()\n"
    work = "while time.process_time() - t < 0.3: pass\nif pid: os.waitpid(pid, 0)"
    cost = processes.cost_of([sys.executable, "-c", fork + work], tmp_path)
    assert cost.cpu >= 0.6
    assert processes.cost_of([sys.executable, "-c", fork + work], tmp_path, memory=True).peak > 120_000_000


def test_the_index_costs_what_it_takes_to_make_it(made: Path, part: Part) -> None:
    before = bytes_of(made)
    assert 0.1 < part("index_cost").measured(made) < 60  # to load the dictionary takes longer than that
    assert bytes_of(made) == before


def test_what_fails_is_not_measured(part: Part, tmp_path: Path) -> None:
    processes = part("processes")
    with pytest.raises(processes.FailedError, match="no such thing"):
        processes.cost_of([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)
