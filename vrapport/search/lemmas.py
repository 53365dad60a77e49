"""Which words are forms of one another, so that `böcker` finds `bok`: simplemma's dictionary, at build time only."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES, DefaultDictionaryFactory

from vrapport.search.words import alike

_SHORTEST_LAST_PART = 4  # "hyres|bostäder"; shorter endings are suffixes more often than words
_SHORTEST_FIRST_PART = 2

Ending = tuple[str, str]
"""What to take off a form's end, and what to put there, to get its lemma: ("äder", "ad")."""


@cache
def _dictionary(language: str) -> Mapping[str, str]:
    if language not in SUPPORTED_LANGUAGES:
        return {}
    return DefaultDictionaryFactory().get_dictionary(language)


def lemmas(forms: Iterable[str], language: str) -> dict[str, str]:
    """Give every form the form one would look it up under; itself, where the dictionary knows nothing better."""
    dictionary = _dictionary(language)
    return {form: _lemma(form, dictionary) for form in forms}


def _lemma(form: str, dictionary: Mapping[str, str]) -> str:
    known = dictionary.get(form) or dictionary.get(form.capitalize())
    if known:
        return known.lower()
    head, tail = _last_part(form, dictionary)
    return head + dictionary[tail].lower() if tail else form


def _last_part(word: str, dictionary: Mapping[str, str]) -> tuple[str, str]:
    """Split an unknown compound before its longest known last part: it is inflected as that is."""
    for start in range(_SHORTEST_FIRST_PART, len(word) - _SHORTEST_LAST_PART + 1):
        if word[start:] in dictionary:
            return word[:start], word[start:]
    return word, ""


def ending(form: str, lemma: str) -> Ending:
    """Say how `form` becomes `lemma`: `bostäder`, `bostad` differ as ("äder", "ad")."""
    shared = alike(form, lemma)
    return form[shared:], lemma[shared:]


def endings(known: Mapping[str, str], language: str) -> list[Ending]:
    """List every ending that the lemmas of a text can take, the commonest in the text first.

    They let a reader's `bostäder` find a text where only `bostad` stands: the dictionary itself stays at home.
    """
    used = Counter(ending(form, lemma) for form, lemma in known.items())
    used[("", "")] = len(known)  # first, whatever the text: most forms are their own lemma
    dictionary = _dictionary(language)
    wanted = _dictionary_words(set(known.values()), dictionary)
    pairs = zip(dictionary, map(dictionary.get, dictionary), strict=True)  # twice as fast as its items()
    possible = {ending(form, lemma) for form, lemma in pairs if lemma and lemma in wanted}
    return sorted(used, key=lambda rule: (-used[rule], rule)) + sorted(possible - used.keys())


def _dictionary_words(words: Iterable[str], dictionary: Mapping[str, str]) -> set[str]:
    """Exchange compounds that the dictionary lacks for their last parts."""
    return {word if word in dictionary else _last_part(word, dictionary)[1] for word in words}
