"""Which matters are most like one: those that share with it the most words that few others have."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from heapq import nsmallest
from math import fsum, log

from vrapport.digests import canonical, digest
from vrapport.search.lemmas import lemmas
from vrapport.search.words import cut, tidy

MOST = 20_000
"""Of more matters than this none are compared: a build would wait for it."""

_BEST = 5
_SHARE = 1 / 8  # of all matters, at most, have a rare word
_FEWEST, _MANY = 2, 60  # ... but in a small site any two may, and in a large one no more than can be compared
_SHORTEST = 4  # letters: what is shorter is grammar more often than matter
_ENOUGH = 2  # words in common, or titles that one stands in: less is chance

Nearest = dict[str, tuple[str, ...]]
"""The ids of the matters most like each, the nearest first; one that none is like is left out."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What is compared: its title, all that it says, and the day from which it is earlier than others.

    Only matters `among` each other are compared; one without a day is like those after it as well as those before.
    """

    title: str
    text: str
    day: date | None
    among: str = ""


@dataclass(frozen=True)
class _Rare:
    """The rare words of each matter and of each title, by its number, and back from each word to the numbers."""

    words: Sequence[AbstractSet[str]]
    titles: Sequence[AbstractSet[str]]

    @cached_property
    def holders(self) -> Mapping[str, Sequence[int]]:
        return _holders(self.words)

    @cached_property
    def titled(self) -> Mapping[str, Sequence[int]]:
        return _holders(self.titles)

    def related(self, number: int) -> set[int]:
        """Find the matters that share a word which stands in the title of one of the two."""
        named = (other for word in self.titles[number] for other in self.holders[word])
        naming = (other for word in self.words[number] for other in self.titled.get(word, ()))
        return {*named, *naming}

    def nearness(self, one: int, other: int) -> float:
        """Weigh what two matters have in common: a word tells more the fewer have it, and more in a title."""
        shared = self.words[one] & self.words[other]
        titles = {word: (word in self.titles[one]) + (word in self.titles[other]) for word in shared}
        if len(shared) < _ENOUGH and sum(titles.values()) < _ENOUGH:
            return 0
        return fsum(self._weight(word) * (1 + titles[word]) for word in shared)

    def _weight(self, word: str) -> float:
        return log(1 + len(self.words) / len(self.holders[word]))


def similar(matters: Mapping[str, Matter], language: str) -> Nearest:
    """Find for each matter those most like it, of the earlier ones; of two as near, the first given comes first."""
    sorts = dict.fromkeys(matter.among for matter in matters.values())
    found = (_similar({i: m for i, m in matters.items() if m.among == among}, language) for among in sorts)
    return {ident: others for nearest in found for ident, others in nearest.items()}


def _similar(matters: Mapping[str, Matter], language: str) -> Nearest:
    if len(matters) > MOST:
        return {}
    idents, days = list(matters), [matter.day for matter in matters.values()]
    rare = _rare(tuple(matters.values()), language)
    nearest = {ident: _nearest(number, rare, days) for number, ident in enumerate(idents)}
    return {ident: tuple(idents[other] for other in others) for ident, others in nearest.items() if others}


def key(matters: Mapping[str, Matter], language: str, program: str) -> str:
    """Hash all that the answer follows from, so that it can be kept until any of that changes."""
    plain = [[ident, m.title, m.text, m.day and m.day.isoformat(), m.among] for ident, m in matters.items()]
    return digest(program, language, canonical(plain))


def _nearest(number: int, rare: _Rare, days: Sequence[date | None]) -> list[int]:
    others = (other for other in rare.related(number) if other != number and _precedes(days[other], days[number]))
    near = ((-nearness, other) for other in others if (nearness := rare.nearness(number, other)))
    return [other for _, other in nsmallest(_BEST, near)]


def _precedes(one: date | None, other: date | None) -> bool:
    return one is None or other is None or one < other


def _rare(matters: Sequence[Matter], language: str) -> _Rare:
    """Find the words that few matters have, in whatever form."""
    titles = [set(cut(tidy(matter.title))) for matter in matters]
    texts = [title.union(cut(tidy(matter.text))) for title, matter in zip(titles, matters, strict=True)]
    known = lemmas(set().union(*texts), language)
    words = [{known[form] for form in text} for text in texts]
    most = min(_MANY, max(_FEWEST, int(_SHARE * len(matters))))
    rare = {word for word, holders in _holders(words).items() if 1 < len(holders) <= most and _tells(word)}
    return _Rare(
        [rare.intersection(each) for each in words],
        [rare.intersection(known[form] for form in title) for title in titles],
    )


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and not word.isdecimal()


def _holders(texts: Iterable[Iterable[str]]) -> Mapping[str, list[int]]:
    """List the texts that each word is in, by number."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(texts):
        for word in words:
            holders[word].append(number)
    return holders
