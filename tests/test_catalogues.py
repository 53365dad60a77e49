"""The languages that come with vrapport beside Swedish and English: whole, and safe to fill in."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from gettext import c2py
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from vrapport.dates import day, read_code
from vrapport.shipped import folder
from vrapport.vocabulary import VOCABULARIES, Outcome, Status
from vrapport.wording import Wording, folded, read_catalogue, wording

STRINGS = folder("templates") / "strings"
LANGUAGES = sorted({path.stem for path in STRINGS.glob("*.po")} - {"sv", "en"})
TO_THE_AUTHOR = "# MESSAGES TO THE AUTHOR"
DATES = (
    "2019-06-10",
    "2019-11",
    *(f"2020-{part}" for part in ("spring", "summer", "autumn", "Q1", "Q2", "Q3", "Q4", "H1", "H2")),
    "2019",
    "by 2020-01",
    "by 2020-01-31",
    "2019-03/2019-04",
    "2019-03/2020-01",
    "2019/2020",
)

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def source(language: str) -> bytes:
    return (STRINGS / f"{language}.po").read_bytes()


@lru_cache
def entries(language: str) -> Catalog:
    return read_po(BytesIO(source(language)), abort_invalid=True)


@lru_cache
def interface() -> tuple[Message, ...]:
    """List what Swedish readers are told, without the words that only authors type."""
    told = source("sv").partition(TO_THE_AUTHOR.encode())[0]
    spoken = read_po(BytesIO(told), abort_invalid=True)
    return tuple(entry for entry in spoken if entry.id and not first(entry.id).endswith(".typed"))


@lru_cache
def said_in(language: str) -> Wording:
    return wording(language, source(language), source("en"), also={"sv": source("sv")})


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def first(text: str | Sequence[str] | None) -> str:
    return forms(text)[0]


def braces(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


def is_key(msgid: str) -> bool:
    return re.fullmatch(r"[a-z]+(\.[\w-]+)+", msgid) is not None


def translated(language: str) -> Iterator[tuple[Message, Message]]:
    """Pair each entry of the Swedish interface with the same one in another language, where it has it."""
    for swedish in interface():
        if entry := entries(language).get(first(swedish.id)):
            yield swedish, entry


def test_a_catalogue_can_be_read_and_says_whether_a_speaker_has_read_it(language: str) -> None:
    read = read_catalogue(language, source(language))
    headers = dict(entries(language).mime_headers)
    assert read.forms
    assert headers["Language"] == language
    assert b'"X-Reviewed: no\\n"' in source(language) or b'"X-Reviewed: yes\\n"' in source(language)


def test_a_catalogue_says_all_that_the_interface_says(language: str) -> None:
    known = read_catalogue(language, source(language)).forms
    assert [first(entry.id) for entry in interface() if first(entry.id) not in known] == []


def test_a_catalogue_keeps_nothing_that_is_no_longer_said(language: str) -> None:
    assert read_catalogue(language, source(language)).forms.keys() <= read_catalogue("sv", source("sv")).forms.keys()


def test_nothing_in_a_catalogue_is_empty_or_only_a_guess(language: str) -> None:
    for entry in entries(language):
        if entry.id:
            assert not entry.fuzzy, entry.id
            bare = entry.id == "list.comma"  # which has the space after it
            assert all(form and (bare or form == form.strip()) for form in forms(entry.string)), entry.id


def test_nothing_stands_twice_in_a_catalogue(language: str) -> None:
    msgids = re.findall(r'^msgid (".+"(?:\n".*")*)', source(language).decode(), re.MULTILINE)
    assert [msgid for msgid, times in Counter(msgids).items() if times > 1] == []


def test_what_is_counted_has_as_many_forms_as_the_language(language: str) -> None:
    for swedish, entry in translated(language):
        expected = 1 if isinstance(swedish.id, str) else entries(language).num_plurals
        assert len(forms(entry.string)) == expected, swedish.id


def test_every_form_is_said_of_some_number(language: str) -> None:
    chosen = {c2py(entries(language).plural_expr)(n) for n in range(1000)}
    assert chosen == set(range(entries(language).num_plurals))


def test_a_translation_fills_in_what_the_sentence_fills_in(language: str) -> None:
    for swedish, entry in translated(language):
        asked = braces(first(swedish.string if is_key(first(swedish.id)) else swedish.id))
        for form in forms(entry.string):
            assert braces(form) == asked, swedish.id
            assert re.fullmatch(r"[^{}]*(\{\w+(:on)?\}[^{}]*)*", form), swedish.id


def test_a_translation_is_plain_text(language: str) -> None:
    for entry in entries(language):
        assert not any(re.search(r"</?[a-z]|&[a-z#]\w*;", form) for form in forms(entry.string)), entry.id


def test_no_two_codes_have_the_same_word(language: str) -> None:
    said = said_in(language)
    for vocabulary, codes in VOCABULARIES.items():
        labels = [folded(label) for code in codes if (label := said.spoken[0].form(code.key, None))]
        assert len(set(labels)) == len(labels), vocabulary


def test_no_word_is_the_label_of_both_an_outcome_and_a_status(language: str) -> None:
    said = said_in(language)
    decided = {said.label(outcome, of) for outcome in Outcome for of in ("", "motion")}
    assert not {said.label(status) for status in Status} & decided


def test_addresses_are_plain_ascii_and_no_two_pages_share_one(language: str) -> None:
    words = read_catalogue(language, source(language)).forms
    addresses = {key: said[0] for key, said in words.items() if key.startswith("address.")}
    assert all(re.fullmatch("[a-z][a-z-]*", address) for address in addresses.values())
    pages = [address for key, address in addresses.items() if re.fullmatch(r"address\.[\w-]+", key)]
    assert [address for address, times in Counter(pages).items() if times > 1] == []


@pytest.mark.parametrize("code", DATES)
def test_a_date_is_read_as_it_is_printed(language: str, code: str) -> None:
    said = said_in(language)
    when = read_code(code)
    assert said.read_date(said.date(when)).code == code
    assert "{" not in said.on(when)


def test_days_are_said_with_the_months_of_the_language(language: str) -> None:
    said = said_in(language)
    printed = said.day(date(2019, 6, 10))
    assert "10" in printed
    assert "2019" in printed
    assert "June" not in printed
    assert printed in said.on(day(date(2019, 6, 10)))
