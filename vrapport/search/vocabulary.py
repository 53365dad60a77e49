"""What follows from the words of an index alone, wherever they stand: kept until there are other words."""

from bisect import insort
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter, ValidationError

from vrapport.keeping import NOWHERE, Shelf
from vrapport.makers import version
from vrapport.search.compounds import held
from vrapport.search.lemmas import Ending, ending, endings, lemmas
from vrapport.search.numerals import numerals
from vrapport.search.words import alike, fold

_FEW = 64  # words are put in their places; with more, all are sorted


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words in the order of the lexicon, each with its lemma and the lemmas it holds; and how the lexicon writes them.

    What a word holds is one text, with spaces between. What it has `shared` is how many letters it begins with as the
    one before does. Some words are `foreign`: of another language.
    """

    forms: Sequence[str] = ()
    lemmas: Sequence[str] = ()
    held: Sequence[str] = ()
    shared: Sequence[int] = ()
    foreign: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, Any] = field(default_factory=dict)


_NOTHING = Vocabulary()
_KEPT = TypeAdapter(tuple[str, str, str, list[int], dict[str, str], dict[str, Any]])


def vocabulary_of(
    words: Collection[str],
    language: str,
    foreign: Mapping[str, str],
    shelf: Shelf = NOWHERE,
    name: str = "vocabulary",
) -> Vocabulary:
    """Find out all that follows from words; where most of them lie on the shelf, only what the others change."""
    key = f"{language} {version('simplemma')}"
    before = _from_kept(shelf.recall(name, key))
    same = dict(zip(before.forms, before.lemmas, strict=True)) if before.foreign == foreign else None
    known = _lemmas(words, same or {}, language, foreign, shelf)
    if before is not _NOTHING and known == same:
        return before
    now = _renewed(before, known, language, foreign)
    shelf.keep(name, _as_kept(now), key)
    return now


def _lemmas(
    words: Collection[str], same: Mapping[str, str], language: str, foreign: Mapping[str, str], shelf: Shelf
) -> dict[str, str]:
    new = lemmas([word for word in words if word not in same], language, foreign, shelf)
    return {word: new[word] if word in new else same[word] for word in words}


def _renewed(before: Vocabulary, known: Mapping[str, str], language: str, foreign: Mapping[str, str]) -> Vocabulary:
    forms = _in_order(known, before.forms)
    its_lemmas = [known[form] for form in forms]
    lemmas_before, held_before = (dict(zip(before.forms, each, strict=True)) for each in (before.lemmas, before.held))
    parts = held(known, lemmas_before, held_before)
    rules = list(map(ending, forms, its_lemmas))
    usual = endings(rules, language, *sorted(set(foreign.values()) - {language}))
    shared = _all_shared(forms, before)
    written = _written(forms, shared, rules, usual)
    return Vocabulary(forms, its_lemmas, [parts[form] for form in forms], shared, foreign, written)


def alphabetical(form: str) -> tuple[bytes, bytes]:
    """Sort words as a browser compares them (UTF-16) and looks them up (folded)."""
    return fold(form).encode("utf-16-be"), form.encode("utf-16-be")


def _in_order(words: Mapping[str, str], before: Sequence[str]) -> list[str]:
    """Put words in order; if nearly all were before, only the others must be put in their places."""
    staying = [word for word in before if word in words]
    new = words.keys() - set(staying)
    if len(new) > _FEW:
        return sorted(words, key=alphabetical)
    for word in new:
        insort(staying, word, key=alphabetical)
    return staying


def _written(
    forms: Sequence[str], shared: Sequence[int], rules: Sequence[Ending], known: Sequence[Ending]
) -> dict[str, Any]:
    """Write words without what they share with the one before, and lemmas as numbers of endings."""
    number_of = {rule: number for number, rule in enumerate(known)}
    return {
        "shared": numerals(shared),
        "tails": " ".join(form[length:] for form, length in zip(forms, shared, strict=True)),
        "endings": known,
        "lemmas": numerals(map(number_of.__getitem__, rules)),
    }


def _all_shared(forms: Sequence[str], before: Vocabulary) -> list[int]:
    """Count what each word shares with the one before; for those that stood side by side before, it is known."""
    known = dict(zip(pairwise(["", *before.forms]), before.shared, strict=True))
    return [known[pair] if pair in known else _shared(*pair) for pair in pairwise(["", *forms])]


def _shared(before: str, form: str) -> int:
    """Count the letters two words begin with alike, up to the first that a browser counts as two."""
    length = alike(before, form)
    return next((place for place, letter in enumerate(form[:length]) if letter > "\uffff"), length)


def _as_kept(words: Vocabulary) -> Any:  # noqa: ANN401 - plain data
    """Write texts of many words: they are read again in a moment."""
    forms, its_lemmas, parts = " ".join(words.forms), " ".join(words.lemmas), "\n".join(words.held)
    return forms, its_lemmas, parts, words.shared, words.foreign, words.written


def _from_kept(kept: object) -> Vocabulary:
    """Take what was kept, if it is what it should be."""
    try:
        forms, its_lemmas, parts, shared, foreign, written = _KEPT.validate_python(kept)
    except ValidationError:
        return _NOTHING
    found = Vocabulary(forms.split(), its_lemmas.split(), parts.split("\n"), shared, foreign, written)
    fits = len(found.forms) == len(found.lemmas) == len(found.held) == len(found.shared)
    return found if fits else _NOTHING
