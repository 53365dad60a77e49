"""How text becomes words to search for."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vrapport.search.words import cut, cut_any, fold, tidy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Motionen A13-14 bifölls, § 5.", ["motionen", "a13", "14", "bifölls", "5"]),
        ("VU:s och DS:en", ["vu", "och", "ds"]),
        ("kl. 19:30", ["kl", "19", "30"]),
        (
            "e-post, A-kassan och miljö- och klimatutskottet",
            ["epost", "akassan", "och", "miljö", "och", "klimatutskottet"],
        ),
        ("the member's vote", ["the", "member", "vote"]),
        ("snake_case", ["snake", "case"]),
        ("قرار رقم ٥، والمجلس.", ["قرار", "رقم", "٥", "والمجلس"]),
        ("كِتَابٌ جديد", ["كِتَابٌ", "جديد"]),
        ("Go'aanka shirka", ["go", "aanka", "shirka"]),
        ("", []),
    ],
)
def test_text_is_cut_into_words(text: str, words: list[str]) -> None:
    assert cut(text) == words


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("färdtjänst", "fardtjanst"),
        ("öl", "ol"),
        ("idé", "ide"),
        ("ærø", "aero"),
        ("straße", "strasse"),
        ("a20", "a20"),
        ("كِتَابٌ", "كتاب"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
    ],
)
def test_a_word_folds_to_what_a_plain_keyboard_types(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_a_word_is_the_same_however_its_letters_are_composed() -> None:
    assert cut(tidy("fa\N{COMBINING DIAERESIS}rdtja\N{SOFT HYPHEN}nst")) == ["färdtjanst"]


ODD = some.text(some.sampled_from("aSsBåÄö:-'’_1 ²½ªµßÿŸŠ—”\x85\xa0\x81.\u0301İſK\u0660\n"), max_size=14)


@given(ODD | some.text(max_size=12) | some.text(some.characters(max_codepoint=255), max_size=20))
def test_western_text_is_cut_as_any_other(text: str) -> None:
    assert cut(tidy(text)) == cut_any(tidy(text))
