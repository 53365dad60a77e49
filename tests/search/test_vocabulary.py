"""What follows from words is kept, and is what it would be if it were found out anew."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from vrapport.keeping import NOWHERE, Shelf
from vrapport.search import compounds
from vrapport.search import vocabulary as module
from vrapport.search.compounds import held
from vrapport.search.vocabulary import Vocabulary, vocabulary_of
from vrapport.search.words import fold

PIECES = ["bo", "bostad", "stad", "hyres", "brist", "bostäder", "s", "en", "å", "trafik", "kollektiv", "ø", "ǿ"]
WORD = some.lists(some.sampled_from(PIECES), min_size=1, max_size=3).map("".join)
WORDS = some.lists(WORD, unique=True, max_size=40)
LETTERS = some.text(some.sampled_from("abcdeåäö"), min_size=1, max_size=9)


def words(forms: list[str], shelf: Shelf = NOWHERE, foreign: dict[str, str] | None = None) -> Vocabulary:
    return vocabulary_of(forms, "sv", foreign or {}, shelf)


def plainly(found: Vocabulary) -> list[object]:
    """As it is kept: lists, whatever they were."""
    return [list(found.forms), list(found.lemmas), list(found.held), list(found.shared), str(found.written)]


@settings(max_examples=40, deadline=None)
@given(sites=some.lists(WORDS, min_size=2, max_size=4), some_are_foreign=some.booleans())
def test_it_is_the_same_whatever_words_there_were_before(
    sites: list[list[str]], *, some_are_foreign: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("site"), "program")
    for forms in sites:
        foreign = dict.fromkeys(forms[::3], "en") if some_are_foreign else {}
        for _ in ("changed", "as it was"):
            kept, anew = words(forms, shelf, foreign), words(forms, foreign=foreign)
            assert plainly(kept)[:4] == plainly(anew)[:4]
            assert [*map(list, kept.written["endings"])] == [*map(list, anew.written["endings"])]
            assert {**kept.written, "endings": 0} == {**anew.written, "endings": 0}


LEMMAS = some.lists(WORD | LETTERS, max_size=12).map(lambda words: dict(zip(words, [*words[:4], *words], strict=False)))


@given(LEMMAS, LEMMAS, LEMMAS)
def test_what_words_hold_is_mended_as_if_found_anew(
    staying: dict[str, str], gone: dict[str, str], new: dict[str, str]
) -> None:
    before, now = {**gone, **staying}, {**staying, **new}
    anew, held_before = held(now, {}, {}), held(before, {}, {})
    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(compounds, "_MANY", 0)
        assert held(now, before, held_before) == anew


def test_a_compound_holds_its_parts_and_no_others() -> None:
    known = {
        word: word for word in ("bostad", "stad", "hyresbostad", "brist", "bostadsbrist", "handling", "upphandling")
    }
    found = held(known | {"hyresbostäder": "hyresbostad"}, {}, {})
    assert found["bostad"] == "bostad"
    assert found["hyresbostäder"] == found["hyresbostad"] == "bostad hyresbostad stad"
    assert found["bostadsbrist"] == "bostad bostadsbrist brist"
    assert found["upphandling"] == "handling upphandling"


def test_the_same_words_are_not_gone_through_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path, "program")
    first = words(["bostad", "bostäder"], shelf)
    monkeypatch.setattr(module, "lemmas", lambda new, *_: dict.fromkeys(new, "never"))
    monkeypatch.setattr(module, "held", None)
    assert plainly(words(["bostäder", "bostad"], shelf))[:4] == plainly(first)[:4]


@pytest.mark.parametrize(
    "kept", [None, 1, {}, [], ["a", "a", "a", [0], {}], ["a", "a b", "a", [0], {}, {}], ["a", "a", "a", [], {}, {}]]
)
def test_what_is_odd_is_as_good_as_nothing(kept: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path, "program")
    monkeypatch.setattr(Shelf, "recall", lambda *_: kept)
    assert words(["a", "bostad"], shelf).forms == ["a", "bostad"]


@given(some.text())
def test_letters_are_folded_as_unicode_takes_them_apart(text: str) -> None:
    whole = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
    arabic = str.maketrans(
        "\N{ARABIC LETTER TEH MARBUTA}\N{ARABIC LETTER ALEF MAKSURA}", "\N{ARABIC LETTER HEH}\N{ARABIC LETTER YEH}"
    )
    letters = unicodedata.normalize("NFD", text.translate(whole).translate(arabic))
    assert fold(text) == "".join(each for each in letters if not unicodedata.category(each).startswith("M"))
