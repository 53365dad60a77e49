"""The copy of a dictionary knows every word as the dictionary does, and where it is damaged it is as if it were not."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vrapport.keeping import Shelf
from vrapport.search.dictionary import Copy, dictionary, forms, whole
from vrapport.search.lemmas import _lemmas, lemmas

WORDS = {"bostad": "bostad", "bostäder": "bostad", "böcker": "bok", "ö": "ö", "Östersund": "Östersund", "日本": "日本"}
MANY = {f"{word}{number}": word for word in WORDS for number in range(1000)}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be a user whose programs have kept nothing yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "vrapport"


def means(monkeypatch: pytest.MonkeyPatch, known: Mapping[str, str]) -> None:
    monkeypatch.setattr("vrapport.search.dictionary.whole", lambda _language: known)


def copied(language: str = "sv") -> Copy:
    """Ask for a word twice: the first time the copy is written."""
    dictionary(language, 1)
    copy = dictionary(language, 1)
    assert isinstance(copy, Copy)
    return copy


def the_copy(own: Path) -> Path:
    (path,) = own.glob("words-*")
    return path


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("known", [{"ö": "å"}, WORDS, MANY])
def test_a_copy_knows_what_the_whole_knows(monkeypatch: pytest.MonkeyPatch, known: Mapping[str, str]) -> None:
    means(monkeypatch, known)
    copy = copied()
    means(monkeypatch, {})
    asked = [*known, *(word[1:] for word in known), *(word + "n" for word in known), "", "\n", "bostad\tbostad\n", "\0"]
    assert [copy.get(word) for word in asked] == [known.get(word) for word in asked]
    assert forms(copy, asked) == forms(known, asked) == {word: known[word] for word in asked if word in known}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(), st.data())
def test_a_copy_knows_no_more_than_the_whole(own: Path, word: str, data: st.DataObject) -> None:
    with pytest.MonkeyPatch.context() as patches:
        means(patches, MANY)
        copy = copied()
        near = data.draw(st.sampled_from(sorted(MANY)))
        assert own.exists()
        for asked in (word, near, near + word, word + near):
            assert copy.get(asked) == MANY.get(asked)


@pytest.mark.slow
@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("language", ["sv", "en"])
def test_forms_have_the_same_lemma_by_the_copy_and_by_the_whole(language: str) -> None:
    copy, known = copied(language), whole(language)
    some = [*known][:: len(known) // 5000]
    words = [form for word in some for form in (word, word.lower(), word[1:], word + "s", "hyres" + word) if form]
    assert _lemmas(words, copy) == _lemmas(words, known)


def test_damage_anywhere_is_as_if_there_were_no_copy(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    means(monkeypatch, MANY)
    copied()
    content = the_copy(own).read_bytes()
    for place in (0, 10, 100, 500, len(content) // 2, len(content) - 1):
        the_copy(own).write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        for word in [*MANY][::100]:
            assert dictionary("sv", 1).get(word) == MANY[word]
        assert the_copy(own).read_bytes() == content


@pytest.mark.parametrize("left", [b"", b"\n", b"\n\n", b"\xff", b"x\n[]\n"])
def test_what_was_cut_short_is_no_copy(own: Path, monkeypatch: pytest.MonkeyPatch, left: bytes) -> None:
    means(monkeypatch, WORDS)
    copied()
    the_copy(own).write_bytes(left)
    assert dictionary("sv", 1).get("böcker") == "bok"
    assert isinstance(dictionary("sv", 1), Copy)


def test_a_copy_that_vanishes_is_done_without(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    means(monkeypatch, MANY)
    copy = copied()
    the_copy(own).unlink()
    assert [copy.get(word) for word in MANY] == [*MANY.values()]


def test_another_users_copy_is_none(
    own: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    means(monkeypatch, {"bok": "hackad"})
    copied()
    forged = the_copy(own).read_bytes()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("another")))
    means(monkeypatch, WORDS)
    (path,) = [copied().path]
    path.write_bytes(forged)
    assert dictionary("sv", 1).get("bok") is None


def test_only_who_asks_for_few_words_has_a_copy_written(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    means(monkeypatch, WORDS)
    dictionary("sv", 5_000)
    dictionary("sv", 1, copied=False)
    lemmas(["bok"], "sv")
    assert not own.exists()
    lemmas(["bok"], "sv", shelf=Shelf(own.parent))
    assert the_copy(own).exists()
    assert isinstance(dictionary("sv", 5_000), Copy)
    assert dictionary("sv", 1, copied=False) is WORDS


def test_copies_of_other_versions_make_room(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    means(monkeypatch, WORDS)
    own.mkdir()
    for name in ("words-sv-0.1.txt", "words-en-0.1.txt"):
        (own / name).touch()
    copied()
    assert not (own / "words-sv-0.1.txt").exists()
    assert (own / "words-en-0.1.txt").exists()


def test_where_nothing_can_be_written_the_whole_is_used(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    means(monkeypatch, WORDS)
    own.write_text("in the way")
    assert dictionary("sv", 1).get("böcker") == "bok"
    assert dictionary("sv", 1) is WORDS


@pytest.mark.usefixtures("own")
def test_a_language_without_a_dictionary_has_no_copy() -> None:
    assert dictionary("xx", 1) == dictionary("xx", 1) == {}
    assert "simplemma" in sys.modules
