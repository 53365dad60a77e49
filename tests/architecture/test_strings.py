"""Every word a reader sees stands in every language: nothing untranslated, nothing left over, no brace lost."""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
STRINGS = ROOT / "templates" / "strings"
SOURCES = (  # where the words are used, how they are found, and which call marks them
    ("vrapport", "**/*.py", "python", {"say": None, "_": None, "_n": (1, 2), "sentence": None}),
    ("templates", "**/*.html", "jinja2.ext:babel_extract", {"_": None, "_n": (1, 2)}),
)
OPTIONS = {"trimmed": "true", "silent": "false"}
SYMBOL = re.compile(r"[a-z][a-z0-9_-]*(\.[^\s.]+)+")  # `status.done.count`: a word of the vocabulary, not a sentence

Words = tuple[str, ...]  # one form, or singular and plural


def sentences_used() -> Iterator[tuple[Words, str]]:
    """Tell every sentence marked for translation, in the forms it is given there, and a place where it is used."""
    for folder, pattern, method, keywords in SOURCES:
        for path in sorted((ROOT / folder).glob(pattern)):
            place = path.relative_to(ROOT).as_posix()
            for line, text, *_ in extract(method, io.BytesIO(path.read_bytes()), keywords, options=dict(OPTIONS)):
                yield (text if isinstance(text, tuple) else (text,)), f"{place}:{line}"


@cache
def used() -> dict[Words, str]:
    return dict(sentences_used())


@cache
def catalogue(language: str) -> Catalog:
    with (STRINGS / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def forms(text: object) -> Words:
    return (text,) if isinstance(text, str) else tuple(str(form) for form in text or ())  # type: ignore[attr-defined]


def entries(language: str) -> dict[Words, Message]:
    return {forms(message.id): message for message in catalogue(language) if message.id}


def is_symbol(words: Words) -> bool:
    return all(SYMBOL.fullmatch(word) for word in words)


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_are_words_to_look_for() -> None:
    assert len(used()) > 50, "the extraction finds next to nothing: has the call that marks a sentence been renamed?"


def test_every_sentence_is_said_in_swedish() -> None:
    swedish = {words[0] for words in entries("sv")}
    missing = [f"{place}: {words[0]!r}" for words, place in used().items() if words[0] not in swedish]
    assert not missing, "not in sv.po:\n" + "\n".join(missing)


def test_no_swedish_sentence_is_left_over() -> None:
    said = {words[0] for words in used()}
    left = [words[0] for words in entries("sv") if not is_symbol(words) and words[0] not in said]
    assert not left, "in sv.po, but said nowhere:\n" + "\n".join(left)


def test_a_sentence_of_one_or_many_is_so_in_swedish_too() -> None:
    swedish = set(entries("sv"))
    wrong = [f"{place}: {words}" for words, place in used().items() if len(words) > 1 and words not in swedish]
    assert not wrong


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_word_is_left_untranslated(language: str) -> None:
    empty = [words[0] for words, message in entries(language).items() if not all(forms(message.string))]
    assert not empty


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_word_waits_for_a_second_look(language: str) -> None:
    assert not [words[0] for words, message in entries(language).items() if message.fuzzy]


def test_no_brace_is_lost_in_translation() -> None:
    wrong = [
        f"{words[-1]!r}: {translated!r}"
        for words, message in entries("sv").items()
        for translated in forms(message.string)
        if not is_symbol(words) and not _same_braces(words, translated)
    ]
    assert not wrong


def _same_braces(words: Words, translated: str) -> bool:
    """The number itself may be left unsaid in one form and said in another; nothing else may differ."""
    allowed = set().union(*map(braces, words))
    least = set.intersection(*map(braces, words)) - ({"n"} if len(words) > 1 else set())
    return least <= braces(translated) <= allowed | ({"n"} if len(words) > 1 else set())


def test_the_vocabulary_is_the_same_in_both_languages() -> None:
    swedish, english = (
        {words[0] for words in entries(language) if is_symbol(words) and not words[0].endswith(".typed")}
        for language in ("sv", "en")
    )
    assert swedish == english  # what else may be typed differs with the language
