"""Which words hold others as parts of compounds: `bostad` in `bostadsbrist`, and in `hyresbostäder` by its lemma."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from vrapport.search.words import fold

_SHORTEST_PART = 4
_LONGEST_PART = 40
_SHORTEST_SIDE = 3  # letters: what stands beside a part, where it may be a word
_MANY = 16  # where more than one word in so many came or went, all are looked through anew

Lemmas = Mapping[str, str]
"""Forms of words, each with its lemma."""


def held(known: Lemmas, before: Lemmas, held_before: Mapping[str, str]) -> dict[str, str]:
    """Tell which lemmas each form holds, in itself or in its own lemma: as one text, with spaces between.

    What a form holds follows from which letters in it are words. So only those are looked through anew that have a
    word within them which came or went; what the others hold is known from before.
    """
    moved = known.items() ^ before.items()
    words = _words(known)
    if len(moved) * _MANY > len(known):
        return _held(words, range(len(known)))
    touched = {place for place, pair in enumerate(known.items()) if pair in moved}
    touched.update(_with_any(words, _folded({word for pair in moved for word in pair})))
    found = {**held_before, **_held(words, touched)}
    return {form: found[form] for form in known}


@dataclass(frozen=True, slots=True)
class _Words:
    """Words; each folded, with its lemma; all of these together; which may be parts, and how long those are.

    The lengths are by the letters that parts begin with.
    """

    forms: Sequence[str]
    folded: Sequence[tuple[str, str]]
    all: AbstractSet[str]
    parts: AbstractSet[str]
    lengths: Mapping[str, Iterable[int]]

    def inside(self, word: str) -> AbstractSet[str]:
        """Find the parts that a word holds.

        What is left must look as in a compound (`joint` of the page's script asks the same): `bostad` holds no `stad`.
        """
        found, lengths, parts = set(), self.lengths, self.parts
        for start in (0, *range(_SHORTEST_SIDE, len(word) - _SHORTEST_PART + 1)):
            for length in lengths.get(word[start : start + _SHORTEST_PART], ()):
                part = word[start : start + length]
                if part in parts and (start + length == len(word) or self._is_word(word[start + length :])):
                    found.add(part)
        return found

    def _is_word(self, text: str) -> bool:
        """Tell whether what ends a compound is a word, but for a letter that joins it."""
        return any(len(each) >= _SHORTEST_SIDE and each in self.all for each in (text, text[1:]))


def _words(known: Lemmas) -> _Words:
    forms, lemmas = _folded(known), _folded(known.values())
    parts = {lemma for lemma in lemmas if _SHORTEST_PART <= len(lemma) <= _LONGEST_PART}
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for lemma in parts:
        lengths[lemma[:_SHORTEST_PART]].add(len(lemma))
    return _Words(list(known), list(zip(forms, lemmas, strict=False)), {*forms, *lemmas}, parts, lengths)


def _with_any(words: _Words, some: Iterable[str]) -> Iterator[int]:
    """Find the places of words that have one of some others within them, or within their lemma."""
    lines = "\n".join(map(" ".join, words.folded))
    for word in some:
        line = 0
        for between in lines.split(word)[:-1] if len(word) >= _SHORTEST_SIDE else ():
            line += between.count("\n")
            yield line


def _held(words: _Words, places: Iterable[int]) -> dict[str, str]:
    """Look for lemmas in some of the words."""
    inside = cache(words.inside)  # many forms have one lemma
    pairs = ((words.forms[place], *words.folded[place]) for place in places)
    return {form: " ".join(sorted(inside(one) | inside(other))) for form, one, other in pairs}


def _folded(words: Iterable[str]) -> list[str]:
    """Fold words, all at one stroke."""
    return fold("\n".join(words)).split("\n")
