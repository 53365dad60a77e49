"""Which words are forms of one another, so that `böcker` finds `bok`: simplemma's dictionary, at build time only."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import cast

from vrapport.keeping import NOWHERE, Shelf
from vrapport.makers import version
from vrapport.search.dictionary import Dictionary, dictionary, forms, whole
from vrapport.search.words import alike

_SHORTEST_LAST_PART = 4  # "hyres|bostäder"; shorter endings are suffixes more often than words
_SHORTEST_FIRST_PART = 2
_USUAL = 20  # words: an ending fewer have is more often chance than grammar

_MOST_KEPT = 500_000  # words; with more, those that are no longer used are forgotten

ENDINGS = Path(__file__).parent / "endings"

NOTHING: Mapping[str, str] = MappingProxyType({})

Ending = tuple[str, str]
"""What to take off a form's end, and what to put there, to get its lemma: ("äder", "ad")."""


def lemmas(
    words: Iterable[str], language: str, foreign: Mapping[str, str] = NOTHING, shelf: Shelf = NOWHERE
) -> dict[str, str]:
    """Give every word the form one would look it up under; itself, where the dictionary knows nothing better.

    Some words may be `foreign`: words of another language, by which they are then looked up. What was found lies on
    the shelf: the dictionary is opened for words that were never seen before.
    """
    by_language: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        by_language[foreign.get(word, language)].append(word)
    found = (_looked_up(its, spoken, shelf) for spoken, its in by_language.items())
    return {word: lemma for each in found for word, lemma in each.items()}


def _looked_up(words: Sequence[str], language: str, shelf: Shelf) -> dict[str, str]:
    name, key = f"lemmas-{language}", version("simplemma")
    known = _texts(shelf.recall(name, key))
    new = [word for word in words if word not in known]
    if new:
        opened = dictionary(language, len(new), copied=shelf.root is not None)
        known |= _lemmas(new, opened)
        shelf.keep(name, known if len(known) < _MOST_KEPT else {word: known[word] for word in words}, key)
    return {word: known[word] for word in words}


def _texts(kept: object) -> dict[str, str]:
    """Take what was kept, if it is what it should be."""
    fits = isinstance(kept, dict) and all(isinstance(each, str) for each in kept.values())
    return cast("dict[str, str]", kept) if fits else {}


def _lemmas(words: Collection[str], opened: Dictionary) -> dict[str, str]:
    """Look words up, as they are or with a capital; what is unknown may be a compound."""
    known = forms(opened, {spelled for word in words for spelled in (word, word.capitalize())})
    found = {word: known.get(word) or known.get(word.capitalize()) for word in words}
    unknown = [word for word, lemma in found.items() if not lemma]
    last_parts = forms(opened, {word[start:] for word in unknown for start in _starts(word)})
    return {word: lemma.lower() if lemma else _compounds_lemma(word, last_parts) for word, lemma in found.items()}


def _compounds_lemma(form: str, last_parts: Mapping[str, str]) -> str:
    """Split an unknown compound before its longest known last part: it is inflected as that is."""
    for start in _starts(form):
        last = last_parts.get(form[start:])
        if last is not None:
            return form[:start] + last.lower()
    return form


def _starts(form: str) -> range:
    """Tell where the last part of a compound may start."""
    return range(_SHORTEST_FIRST_PART, len(form) - _SHORTEST_LAST_PART + 1)


def ending(form: str, lemma: str) -> Ending:
    """Say how `form` becomes `lemma`: `bostäder`, `bostad` differ as ("äder", "ad")."""
    shared = alike(form, lemma) if form != lemma else len(form)
    return form[shared:], lemma[shared:]


def endings(rules: Sequence[Ending], *languages: str) -> list[Ending]:
    """List the endings that lemmas of a text have or may have in its languages, the commonest in the text first.

    They let a reader's `bostäder` find a text where only `bostad` stands: the dictionary itself stays at home.
    """
    used = Counter(rules)
    used[("", "")] = len(rules)  # first, whatever the text: most forms are their own lemma
    kept = {rule for language in languages for rule in kept_endings(language)}
    return sorted(used, key=lambda rule: (-used[rule], rule)) + sorted(kept - used.keys())


def kept_endings(language: str) -> list[Ending]:
    """Read the usual endings of a language, taken from the dictionary beforehand: to turn it round takes seconds."""
    path = ENDINGS / f"{language}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [(form[1:], lemma[1:]) for form, lemma in map(str.split, lines)]


def write_endings(language: str) -> str:
    """Write the file that `kept_endings` reads: the endings that many words of the dictionary have."""
    known = whole(language)
    pairs = zip(known, map(known.get, known), strict=True)  # twice as fast as its items()
    lemmas_by_ending: defaultdict[Ending, set[str]] = defaultdict(set)
    for form, lemma in pairs:
        if lemma and form != lemma:
            lemmas_by_ending[ending(form, lemma)].add(lemma)
    usual = sorted(rule for rule, words in lemmas_by_ending.items() if len(words) >= _USUAL)
    return "".join(f"-{form} -{lemma}\n" for form, lemma in usual)
