"""What is like an earlier matter shares with it words that few others have, one of them in a title."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from vrapport.keeping import Shelf
from vrapport.search import similar as similar_module
from vrapport.search.similar import Matter, key, similar

ROOT = Path(__file__).resolve().parents[2]
FIRST = date(2019, 1, 1)


def matters(*said: str) -> dict[str, Matter]:
    """Give matters `0`, `1` ..., each of a later day, from `title: text`."""
    parts = [each.partition(": ") for each in said]
    return {str(n): Matter(title, text, FIRST + timedelta(n)) for n, (title, _, text) in enumerate(parts)}


FILLER = tuple(f"Ärende{n}: Ordet{n} skiljer." for n in range(30))
CYCLES = "Cykelställ vid stationen: Kommunen bygger cykelställ."
LIKE_IT = "Fler cykelställ: Vid stationerna byggs de."
NEARER = "Cykelställ vid stationen igen: Kommunen bygger."


@pytest.mark.parametrize(
    ("said", "nearest"),
    [
        ((CYCLES, LIKE_IT), {"1": ("0",)}),
        (("Bostäder: x", "En bostad: y"), {"1": ("0",)}),  # whatever the form of a word
        (("Stationen: x", "Cykelställ: Vid stationen."), {}),  # one word, in one title
        (("Ett: Cykelställ vid stationen.", "Två: Vid stationen, cykelställ."), {}),  # in no title
        (("Stationen: Cykelställ.", "Två: Vid stationen, cykelställ."), {"1": ("0",)}),
        (("2019 och 45678: x", "2019 och 45678: y"), {}),  # figures and short words tell nothing
        (("Cykelställ: x",), {}),
        ((), {}),
    ],
)
def test_matters_are_alike_that_share_rare_words_one_of_them_in_a_title(
    said: tuple[str, ...], nearest: dict[str, tuple[str, ...]]
) -> None:
    assert similar(matters(*said, *FILLER), "sv") == nearest


def test_only_earlier_matters_are_found() -> None:
    known = matters(CYCLES, LIKE_IT)
    assert similar({"0": known["1"], "1": known["0"]}, "sv") == {"0": ("1",)}
    same_day = {ident: Matter(matter.title, matter.text, FIRST) for ident, matter in known.items()}
    assert similar(same_day, "sv") == {}


def test_the_nearest_come_first_and_no_more_than_five() -> None:
    said = (*(f"Cykelställ {n}: x" for n in range(6)), NEARER, CYCLES)
    assert similar(matters(*said, *(FILLER * 3)), "sv")["7"] == ("6", "0", "1", "2", "3")


def test_a_word_that_many_have_tells_nothing() -> None:
    said = [f"Cykelställ {n}: x" for n in range(40)]
    assert similar(matters(*said, *FILLER), "sv") == {}


def test_what_most_tells_most_is_shared_by_fewest() -> None:
    common = tuple(f"Stationen {n}: x" for n in range(4))
    said = ("Stationen och annat: x", "Cykelställ: x", *common, "Cykelställ vid stationen: x")
    assert similar(matters(*said, *FILLER, *FILLER), "sv")["6"][0] == "1"


def test_a_word_tells_more_in_a_title() -> None:
    said = ("Ett: Cykelställ vid stationen.", "Stationen: Cykelställ.", "Cykelställ vid stationen: x")
    assert similar(matters(*said, *FILLER), "sv")["2"] == ("1", "0")


def test_the_order_is_the_same_in_every_run() -> None:
    said = [f"Cykelställ vid stationen och torget {n}: Kommunen bygger lokaler." for n in range(9)]
    code = f"from tests.search.test_similar import *;print(similar(matters(*{said!r}, *FILLER, *FILLER), 'sv'))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_of_more_than_twenty_thousand_none_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    known = matters(CYCLES, LIKE_IT)
    assert similar_module.MOST == 20_000
    monkeypatch.setattr(similar_module, "MOST", 1)
    assert similar(known, "sv") == {}


def test_the_key_is_another_whenever_the_answer_may_be() -> None:
    matter = Matter("Fler cykelställ", "Vid stationerna.", FIRST)
    others = [
        Matter("Färre cykelställ", "Vid stationerna.", FIRST), Matter("Fler cykelställ", "Vid torget.", FIRST),
        Matter("Fler cykelställ", "Vid stationerna.", None), Matter("Fler cykelställ", "Vid stationerna.", FIRST, "x"),
    ]  # fmt: skip
    keys = {key(matter, "sv"), key(matter, "en"), *(key(each, "sv") for each in others)}
    assert len(keys) == 2 + len(others)
    assert key(Matter("Fler cykelställ", "Vid stationerna.", FIRST), "sv") in keys


WORDS = some.lists(
    some.sampled_from(["cykelställ", "stationen", "torget", "bostad", "bostäder", "budget", "trafik"]), max_size=4
)


def matter(title: list[str], text: list[str], day: int | None, among: str) -> Matter:
    return Matter(" ".join(title), " ".join(text), FIRST + timedelta(day) if day else None, among)


MATTER = some.builds(matter, WORDS, WORDS, some.none() | some.integers(1, 3), some.sampled_from(["", "", "resources"]))
MATTERS = some.dictionaries(some.sampled_from("abcdefgh"), MATTER, max_size=8)


@settings(max_examples=60, deadline=None)
@given(sites=some.lists(MATTERS, min_size=2, max_size=3), edited=some.lists(MATTER, max_size=4))
def test_what_was_compared_before_changes_no_answer(
    sites: list[dict[str, Matter]], edited: list[Matter], tmp_path_factory: pytest.TempPathFactory
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("site"), "program")
    edits = [{**sites[-1], ident: matter} for ident, matter in zip(sites[-1], edited, strict=False)]
    for site in (*sites, *edits):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(similar_module, "_SHARE", 1)  # so that of few matters many are alike
            assert similar(site, "sv", shelf) == similar(site, "sv")


def test_after_an_edit_only_what_it_touches_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, asked = Shelf(tmp_path, "program"), []
    known = matters(CYCLES, LIKE_IT, *FILLER)
    similar(known, "sv", shelf)
    nearest = similar_module._nearest  # noqa: SLF001 - to see what is asked of it
    monkeypatch.setattr(
        similar_module, "_nearest", lambda number, *rest: asked.append(number) or nearest(number, *rest)
    )
    assert similar(known, "sv", shelf) == {"1": ("0",)}
    assert not asked
    edited = {**known, "1": Matter("Bänkar", "Torget.", known["1"].day)}
    assert similar(edited, "sv", shelf) == {}
    assert asked == [0, 1]


@pytest.mark.parametrize(
    "kept", [None, 1, [], [1, 2], [{}, {}, {}], [{"0": ["a", "b", "c", "d"]}, {}], [{}, {"0": "1"}]]
)
def test_what_is_odd_is_compared_anew(kept: object, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "program")
    shelf.keep("similar", kept, "sv")
    assert similar(matters(CYCLES, LIKE_IT, *FILLER), "sv", shelf) == {"1": ("0",)}
