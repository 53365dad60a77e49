"""Which words are forms of one another."""

import pytest

from vrapport.search.lemmas import ENDINGS, ending, endings, lemmas, write_endings


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("bostäder", "bostad"),
        ("böcker", "bok"),
        ("kollektivtrafiken", "kollektivtrafik"),
        ("medier", "medium"),
        ("media", "medium"),
        ("sociala", "social"),
    ],
)
def test_a_form_has_its_lemma(form: str, lemma: str) -> None:
    assert lemmas([form], "sv") == {form: lemma}


def test_an_unknown_compound_is_inflected_as_its_last_part() -> None:
    assert lemmas(["allmännyttebostäderna"], "sv") == {"allmännyttebostäderna": "allmännyttebostad"}


def test_an_unknown_word_is_its_own_lemma() -> None:
    assert lemmas(["xyzzy", "a20", "ö"], "sv") == {"xyzzy": "xyzzy", "a20": "a20", "ö": "ö"}


def test_a_language_without_a_dictionary_has_no_lemmas() -> None:
    assert lemmas(["bostäder"], "xx") == {"bostäder": "bostäder"}
    assert endings([("", "")], "xx") == [("", "")]


def test_english_has_lemmas_too() -> None:
    assert lemmas(["children", "decisions"], "en") == {"children": "child", "decisions": "decision"}


def test_an_ending_is_what_two_forms_do_not_share() -> None:
    assert ending("bostäder", "bostad") == ("äder", "ad")


def test_endings_that_the_text_lacks_are_known_all_the_same() -> None:
    assert ("äder", "ad") in endings([("", "")], "sv")
    assert ("ies", "y") in endings([], "en")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_kept_endings_are_the_dictionarys(language: str, request: pytest.FixtureRequest) -> None:
    path = ENDINGS / f"{language}.txt"
    if request.config.getoption("--update"):
        path.write_text(write_endings(language), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == write_endings(language)
