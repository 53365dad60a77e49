"""Texts are gone through once: what an earlier build found in them is recalled, and never instead of what they say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small import tree, write
from vrapport.keeping import NOWHERE, Shelf, keep
from vrapport.preparing import WORTH_SHARING, prepare_texts
from vrapport.prose import kept, rendering, scan

ROOT = Path(__file__).resolve().parents[1]
TEXTS = tuple(f"Se [[2019/A{number}]] och *mer*." for number in range(WORTH_SHARING + 3))
FORKS = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin as a process does."""
    for name in ("_offered", "_proven", "_asked"):
        monkeypatch.setattr(kept, name, {})
    monkeypatch.setattr(kept, "_keys", set())
    for found in (rendering._found, rendering._prepared, rendering._to_fill):  # noqa: SLF001 - as a process begins
        found.cache_clear()


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tell which texts are gone through in this process."""
    seen: list[str] = []
    convert = rendering._converted  # noqa: SLF001 - the costly step, which is to be spared

    def told(source: str) -> object:
        seen.append(source)
        return convert(source)

    monkeypatch.setattr(rendering, "_converted", told)
    return seen


@FORKS
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_found_is_recalled_by_the_next_process(tmp_path: Path, converted: list[str], jobs: int) -> None:
    prepare_texts("texts", TEXTS, Shelf(tmp_path, "1"), jobs)
    assert len(converted) == len(TEXTS[jobs - 1 :: jobs])  # others did the rest
    first = [scan(text) for text in TEXTS]
    assert all(first)
    _forgotten()
    del converted[:]
    prepare_texts("texts", [*TEXTS, "En [[ny]]."], Shelf(tmp_path, "1"), 1)
    assert [scan(text) for text in TEXTS] == first
    assert converted == ["En [[ny]]."]


def test_another_version_recalls_nothing(tmp_path: Path, converted: list[str]) -> None:
    prepare_texts("texts", TEXTS[:3], Shelf(tmp_path, "1"), 1)
    _forgotten()
    prepare_texts("texts", TEXTS[:3], Shelf(tmp_path, "2"), 1)
    assert len(converted) == 6


def test_what_no_text_says_any_more_is_not_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "1")
    prepare_texts("texts", TEXTS[:40], shelf, 1)
    _forgotten()
    prepare_texts("texts", ["Bara [[en]]."], shelf, 1)
    name = f"texts-{rendering.key_of('Bara [[en]].')[0]}"
    assert list(shelf.recall(name)) == [rendering.key_of("Bara [[en]].")]


def test_who_asks_for_some_texts_leaves_the_others_where_they_are(tmp_path: Path, converted: list[str]) -> None:
    shelf = Shelf(tmp_path, "1")
    prepare_texts("texts", TEXTS[:40], shelf, 1)
    _forgotten()
    del converted[:]
    prepare_texts("texts", [TEXTS[0], "Bara [[en]]."], shelf, 1, some=True)
    _forgotten()
    prepare_texts("texts", TEXTS[:40], shelf, 1)
    assert converted == ["Bara [[en]]."]


def test_texts_without_references_are_left_to_those_who_show_them(tmp_path: Path, converted: list[str]) -> None:
    prepare_texts("texts", ["Bara *ord*."], Shelf(tmp_path, "1"), 1)
    assert converted == []
    assert not (tmp_path / ".vrapport").exists()


@pytest.mark.parametrize("found", [[], {"x": 1}, "x", None])
def test_a_shelf_with_something_else_on_it_is_as_good_as_none(tmp_path: Path, found: object) -> None:
    for digit in "0123456789abcdef":
        keep(tmp_path, f"texts-{digit}", "1", found)
    prepare_texts("texts", TEXTS[:5], Shelf(tmp_path, "1"), 1)
    assert all(scan(text) for text in TEXTS[:5])
    prepare_texts("texts", TEXTS[:5], NOWHERE, 1)


def test_a_build_in_a_new_process_says_the_same(tmp_path: Path) -> None:
    root = write(tmp_path / "site")
    command = [
        sys.executable,
        "-m",
        "vrapport",
        "build",
        "-q",
        "--today",
        "2020-01-31",
        "--site",
        str(root),
        "--output",
    ]
    for folder in ("first", "second"):
        subprocess.run([*command, str(tmp_path / folder)], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert list((root / ".vrapport").glob("texts-*"))
    assert tree(tmp_path / "first/public") == tree(tmp_path / "second/public")


def _forgotten() -> None:
    kept.forget()
    kept.offer(None)
    kept._keys.clear()  # noqa: SLF001 - as a process begins
    for found in (rendering._found, rendering._prepared, rendering._to_fill):  # noqa: SLF001 - the same
        found.cache_clear()
