"""What is like an earlier matter shares with it words that few others have, one of them in a title."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

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
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_of_too_many_none_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    known = matters(CYCLES, LIKE_IT)
    monkeypatch.setattr(similar_module, "MOST", 1)
    assert similar(known, "sv") == {}


def test_the_key_is_another_whenever_the_answer_may_be() -> None:
    known = matters(CYCLES, LIKE_IT)
    later = {**known, "1": Matter("Fler cykelställ", "Vid stationerna byggs de.", date(2030, 1, 1))}
    swapped = dict(reversed(known.items()))
    keys = [
        key(known, "sv", "a"), key(known, "en", "a"), key(known, "sv", "b"), key(later, "sv", "a"),
        key(swapped, "sv", "a"), key(matters(CYCLES, "Färre cykelställ: x"), "sv", "a"),
    ]  # fmt: skip
    assert len(set(keys)) == len(keys)
    assert key(matters(CYCLES, LIKE_IT), "sv", "a") == keys[0]
