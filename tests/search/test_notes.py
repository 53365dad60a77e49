"""What was noted for the last index saves work for the next one, and never changes a byte of it."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from vrapport.keeping import FOLDER, Shelf, keep
from vrapport.search import Document, index, notes, plan
from vrapport.search.lemmas import lemmas
from vrapport.search.numerals import numerals, rising, steps

WORDS = ["bostad", "bostäder", "bostadsbrist", "hyresbostäder", "å-kassa", "VU:s", "trafiken", "zon"]


def document(number: int, words: list[str], title: str = "Beslut") -> Document:
    text = " ".join(words)
    return Document(address=f"beslut/A{number}.html", title=title, text=text, kind="Beslut", ident=f"A{number}")


DOCUMENTS = some.dictionaries(
    some.integers(0, 12), some.lists(some.sampled_from(WORDS) | some.text(max_size=6), max_size=8), max_size=9
)


def made(documents: list[Document], shelf: Shelf) -> dict[str, bytes]:
    return {f"search/sv/{file.name}.js": file.make() for file in plan(documents, "sv", shelf)}


def documents_of(site: dict[int, list[str]]) -> list[Document]:
    return [document(number, words) for number, words in site.items()]


@settings(max_examples=30, deadline=None)
@given(sites=some.lists(DOCUMENTS, min_size=2, max_size=4))
def test_an_index_is_the_same_whatever_was_noted_before(
    sites: list[dict[int, list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("site"), "program")
    for site in sites:
        assert made(documents_of(site), shelf) == index(documents_of(site), "sv")


def large() -> list[Document]:
    chance = random.Random(4)  # noqa: S311 - no secret
    heads = [f"{a}{b}" for a in ("kommun", "vård", "skol", "miljö", "kultur", "trafik") for b in "abcdefghijklmnopqr"]
    words = ["bostad", *heads, *(f"{head}bostad" for head in heads)]
    return [document(number, chance.choices(words, k=400), f"Ärende {number}") for number in range(120)]


def test_parts_of_compounds_are_mended_as_if_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vrapport.search.lexicon._USUAL_SIZE", 400)
    shelf, documents = Shelf(tmp_path, "program"), large()
    assert made(documents, shelf) == index(documents, "sv")
    assert notes.from_kept(shelf.recall("search")).parts
    for edited in (
        [*documents[:40], replace(documents[40], text="kommunabostad bostad nybostad"), *documents[41:]],
        [*documents[:40], replace(documents[40], text="kommuna"), *documents[41:]],
        documents[:40] + documents[41:],
        [*documents, document(200, ["skolbbostad"] * 3, "Bostad")],
    ):
        assert made(edited, shelf) == index(edited, "sv")


def test_a_word_that_makes_a_compound_of_another_changes_what_its_part_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vrapport.search.lexicon._USUAL_SIZE", 400)
    shelf, documents = Shelf(tmp_path, "program"), [*large(), document(201, ["bostadqvarn"])]
    made(documents, shelf)
    edited = [*documents[:40], replace(documents[40], text=documents[40].text + " qvarn"), *documents[41:]]
    assert made(edited, shelf) == index(edited, "sv")
    assert made(documents, shelf) == index(documents, "sv")


def test_only_what_changed_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, read = Shelf(tmp_path, "program"), []
    documents = [document(number, [f"ord{number}", "bostad"]) for number in range(30)]
    plan(documents, "sv", shelf)
    monkeypatch.setattr(notes, "noted", lambda *fields: read.append(fields) or ([], [], []))
    plan([*documents[:9], document(9, ["annat"]), *documents[10:]], "sv", shelf)
    assert [text for _, _, text in read] == [["annat"]]


@pytest.mark.parametrize(
    "kept",
    [
        None, 1, [], {}, "x", {"documents": 1},
        [[["a", "b"]], "", "", ["", "", ""], [], ["", "", ""]],
        [[], "", "a", ["#", "#", 1], [], ["", "", ""]],
        [[], "", "a", ["#", "#", "#"], [["a", "#"]], ["", "", ""]],
        [[], "", "a b", ["# #", "# #", "#"], [], ["", "", ""]],
        [[], "", "a", ["##", "##", "#"], [], ["", "", ""]],
        [[["a", "b"]], "~", "a", ["~", "!", ""], [], ["", "", ""]],
        [[["a", "b"]], "$", "a", ["", "#", "#"], [], ["", "", ""]],
        [[["a", "b"]], "(", "a", ["#", "#", "#"], [], ["", "", ""]],
    ],
)  # fmt: skip
def test_notes_that_are_odd_are_as_good_as_none(kept: object, tmp_path: Path) -> None:
    shelf, documents = Shelf(tmp_path, "program"), [document(1, ["bostad"])]
    shelf.keep("search", kept)
    assert made(documents, shelf) == index(documents, "sv")


def test_a_damaged_file_of_notes_is_as_good_as_none(tmp_path: Path) -> None:
    shelf, documents = Shelf(tmp_path, "program"), [document(number, ["bostad", "trafik"]) for number in range(9)]
    plan(documents, "sv", shelf)
    path = tmp_path / FOLDER / "search.json"
    path.write_bytes(path.read_bytes().replace(b"trafik", b"tropik"))
    assert made(documents, shelf) == index(documents, "sv")


def test_the_dictionary_is_opened_for_new_words_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path, "program")
    assert lemmas(["bostäder"], "sv", shelf=shelf) == {"bostäder": "bostad"}
    opened: list[str] = []

    def nothing_known(language: str, _asked: int, *, copied: bool) -> dict[str, str]:
        assert copied
        opened.append(language)
        return {}

    monkeypatch.setitem(lemmas.__globals__, "dictionary", nothing_known)
    assert lemmas(["bostäder"], "sv", shelf=shelf) == {"bostäder": "bostad"}
    assert not opened
    assert lemmas(["bostäder", "xyzzy"], "sv", shelf=shelf) == {"bostäder": "bostad", "xyzzy": "xyzzy"}
    assert opened == ["sv"]
    assert lemmas(["bostäder"], "sv", shelf=Shelf(tmp_path, "another")) == {"bostäder": "bostäder"}


@pytest.mark.parametrize("kept", [1, [], {"bostäder": 1}, {"bostäder": None}])
def test_lemmas_that_are_odd_are_looked_up_again(kept: object, tmp_path: Path) -> None:
    keep(tmp_path, "lemmas-sv", "whatever", kept)
    assert lemmas(["bostäder"], "sv", shelf=Shelf(tmp_path, "program")) == {"bostäder": "bostad"}


@given(some.sets(some.integers(0, 10**7)))
def test_rising_numbers_are_read_as_they_were_written(numbers: set[int]) -> None:
    assert rising(steps(sorted(numbers))) == sorted(numbers)


def test_what_are_no_numbers_cannot_be_read() -> None:
    assert rising(numerals([3]) + "\\ <") == [3]
