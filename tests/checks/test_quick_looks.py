"""A quick look at a text never passes over what the slow one would have found."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vrapport.catalogues import words_in
from vrapport.checks import dangling, minutes, names, residue, weekdays
from vrapport.checks.cycles import _circles
from vrapport.checks.texts import Said

ROOT = Path(__file__).parents[2]
PIECES = (
    "Fel! Hittar inte referenskälla", "Error! Bookmark not defined", "Klicka här för att ange text", "Välj ett objekt.",
    "Click to enter text", "Choose an item.", "{ PAGE", "{TOC", "\\* MERGEFORMAT", "_Toc12345", "_GoBack", "mso-list :",
    "MsoNormal", "<o:p>", "</o:p>", "[cid:", "\uf0b7", "\u00ad", "\ufffd",
    "Ovan", "ovanstående", "NEDAN", "nedanstående", "see above", "the below", "aforeſaid", "Dessa", "att ",
    "aboVe-mentioned",
    "beslutade ", "att", "beſlöt ", "BESLUTAR ", "decided ", "that ", "decides to", "resolves to", "resolved: - that",
    "måndagen ", "TISDAG", "tısdag", "den ", "28 augusti 2019", "2\u00a0maj\t2020", "ordförande ", "Ordföranden", ": ",
    "Anna", "Berg", "Karl-Erik", "ÅSA", "Åsa", "O’Neill", "_", "*", "**", "(", "–", ", ", ". ", " ", "\n", "\n\n", "\t",
    "\u2003", "a", "1", "x",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
MANY = settings(max_examples=250, deadline=None)


@MANY
@given(TEXTS)
def test_what_a_word_processor_left(text: str) -> None:
    assert residue.LEFT_BEHIND.search(text) is None or residue.may_hold(text)


@MANY
@given(TEXTS, st.sampled_from(["sv", "en"]))
@example("OVAN", "sv")
@example("nedanstående", "sv")
@example("aboVe-mentioned", "en")
@example("aforeſaid", "en")
@example("the below", "en")
def test_words_that_point_away(text: str, language: str) -> None:
    pointing = dangling.POINTING[language]
    found = pointing.up.search(text) or pointing.down.search(text)
    assert not found or any(stem in text.casefold() for stem in pointing.stems)


@MANY
@given(TEXTS, st.sampled_from(["sv", "en"]))
@example("beſlöt att", "sv")
@example("DECIDED that", "en")
@example("resolves to", "en")
def test_decisions_in_passing(text: str, language: str) -> None:
    found = minutes.DECIDES[language].search(text)
    assert not found or any(stem in text.casefold() for stem in minutes.STEMS[language])


@MANY
@given(TEXTS)
@example("ledamot_Anna Berg")
@example("Ordförande *Karl-Erik\u2003Berg, ledamot Anna\nBerg-Åsa")
def test_names_after_a_role(text: str) -> None:
    said = Said(None, (), "sv", text)  # type: ignore[arg-type]  # only the text is looked through
    quick = [(role["role"], first, last) for role, first, last in names.after_a_role(said)]
    assert quick == _slowly_after_a_role(text)


def _slowly_after_a_role(text: str) -> list[tuple[str, str, str]]:
    """Look for two names first, wherever they stand, and for the role before them then."""
    word = r"[^\W\d_]+(?:[-’'][^\W\d_]+)*"
    name = rf"[^\W\d_a-zß-ÿ]{word}"
    role = re.compile(r"\b(?P<role>\w*(?:ordföranden?|ledamot))[\s:*_(\[|–—-]{1,6}\Z", re.IGNORECASE)
    two = re.compile(rf"(?<!\w)(?P<first>{name})(?=\s+(?P<last>{name}))")
    both = [found.group("first", "last") for found in two.finditer(text)]
    before = [role.search(text, max(0, found.start() - 60), found.start()) for found in two.finditer(text)]
    return [
        (found["role"], first, last)
        for found, (first, last) in zip(before, both, strict=True)
        if found and all(each[0].isupper() and not each.isupper() for each in (first, last))
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_weekday_in_odd_letters_is_none(language: str) -> None:
    text = {"sv": "tısdagen den 28 augusti 2019", "en": "Frİday 28 August 2019"}[language]
    assert list(weekdays.weekdays_in(text, language, words_in(ROOT, "sv"))) == []


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")))
def test_circles_are_found_as_if_every_way_were_followed(following: Mapping[str, str]) -> None:
    slowly = [_around(start, following) for start in sorted(following)]
    assert _circles(following) == [circle for circle in slowly if circle and circle[0] == min(circle)]


def _around(start: str, following: Mapping[str, str]) -> tuple[str, ...]:
    way = [start]
    while (after := following.get(way[-1])) and after not in way:
        way.append(after)
    return tuple(way) if after == start else ()
