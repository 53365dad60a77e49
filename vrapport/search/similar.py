"""Which matters are most like one: those that share with it the most words that few others have."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from heapq import nsmallest
from math import fsum, log
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from vrapport.digests import digest
from vrapport.keeping import NOWHERE, Shelf
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


class Said(NamedTuple):
    """A matter as it is kept: a hash of all that it is, its day, and its words, those of its title by themselves."""

    hash: str
    day: str
    among: str
    title: str
    words: str


class Compared(NamedTuple):
    """All that was compared, and what came of it."""

    matters: dict[str, Said]
    nearest: Nearest


_COMPARED = TypeAdapter(Compared)
_NOTHING = Compared({}, {})


def similar(matters: Mapping[str, Matter], language: str, shelf: Shelf = NOWHERE, name: str = "similar") -> Nearest:
    """Find for each matter those most like it, of the earlier ones; of two as near, the first given comes first.

    What was compared lies on the shelf: after an edit only those are compared anew that share what it changed.
    """
    before = _compared(shelf.recall(name, language))
    hashes = {ident: key(matter, language) for ident, matter in matters.items()}
    fresh = {i: m for i, m in matters.items() if i not in before.matters or before.matters[i].hash != hashes[i]}
    if not fresh and list(matters) == list(before.matters):
        return before.nearest
    read = _said(fresh, hashes, language, shelf)
    now = Compared({ident: read.get(ident) or before.matters[ident] for ident in matters}, {})
    for among in dict.fromkeys(matter.among for matter in matters.values()):
        now.nearest.update(_similar(_among(now, among), _among(before, among), fresh.keys()))
    shelf.keep(name, now, language)
    return now.nearest


def _compared(kept: object) -> Compared:
    """Take what was kept, if it is what it should be."""
    try:
        return _COMPARED.validate_python(kept)
    except ValidationError:
        return _NOTHING


def _among(compared: Compared, among: str) -> Compared:
    return Compared({i: said for i, said in compared.matters.items() if said.among == among}, compared.nearest)


def key(matter: Matter, language: str) -> str:
    """Hash all that is compared of a matter."""
    told = (language, matter.title, matter.text, _day(matter), matter.among)
    return digest(*(each.encode(errors="backslashreplace") for each in told))


def _day(matter: Matter) -> str:
    return matter.day.isoformat() if matter.day else ""


def _said(fresh: Mapping[str, Matter], hashes: Mapping[str, str], language: str, shelf: Shelf) -> Mapping[str, Said]:
    """Read the words of matters, each in the form one would look it up under."""
    titles = {ident: set(cut(tidy(matter.title))) for ident, matter in fresh.items()}
    words = {ident: titles[ident].union(cut(tidy(matter.text))) for ident, matter in fresh.items()}
    known = lemmas(set().union(*words.values()), language, shelf=shelf)
    telling = {form: lemma for form, lemma in known.items() if _tells(lemma)}

    def looked_up(forms: AbstractSet[str]) -> str:
        return " ".join(sorted({telling[form] for form in telling.keys() & forms}))

    return {
        ident: Said(hashes[ident], _day(m), m.among, looked_up(titles[ident]), looked_up(words[ident]))
        for ident, m in fresh.items()
    }


@dataclass(frozen=True)
class _Rare:
    """The words that few of all matters have, in whatever form: the numbers of the matters that hold each."""

    matters: Sequence[Said]

    @cached_property
    def all_holders(self) -> Mapping[str, Sequence[int]]:
        return _holders(matter.words.split() for matter in self.matters)

    @cached_property
    def most(self) -> int:
        return min(_MANY, max(_FEWEST, int(_SHARE * len(self.matters))))

    @cached_property
    def holders(self) -> Mapping[str, Sequence[int]]:
        return {word: holders for word, holders in self.all_holders.items() if 1 < len(holders) <= self.most}

    @cached_property
    def titled(self) -> Mapping[str, Sequence[int]]:
        return _holders(matter.title.split() for matter in self.matters)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        return {word: log(1 + len(self.matters) / len(holders)) for word, holders in self.holders.items()}

    @cached_property
    def _known(self) -> dict[int, tuple[AbstractSet[str], AbstractSet[str]]]:
        return {}

    def words(self, number: int) -> tuple[AbstractSet[str], AbstractSet[str]]:
        """Give the rare words of a matter, and of its title."""
        if number not in self._known:
            said, rare = self.matters[number], self.holders.keys()
            self._known[number] = rare & said.words.split(), rare & said.title.split()
        return self._known[number]

    def related(self, number: int) -> set[int]:
        """Find the matters that share a word which stands in the title of one of the two."""
        words, title = self.words(number)
        named = (other for word in title for other in self.holders[word])
        naming = (other for word in words for other in self.titled.get(word, ()))
        return {*named, *naming}

    def nearness(self, one: int, other: int) -> float:
        """Weigh what two matters have in common: a word tells more the fewer have it, and more in a title."""
        (words, title), (other_words, other_title), weights = self.words(one), self.words(other), self.weights
        shared = words & other_words
        if len(shared) < _ENOUGH and not shared <= title & other_title:
            return 0
        return fsum([weights[word] * (1 + (word in title) + (word in other_title)) for word in shared])

    def touched(self, before: Compared, fresh: AbstractSet[str]) -> Sequence[int]:
        """Find the matters whose answer may be another than before: those that hold a word of which that changed."""
        old = list(before.matters.values())
        new = [number for number, ident in enumerate(before.matters) if ident in fresh]
        changed = {word for number in new for word in _changed(self.matters[number], old[number])}
        held = (self.all_holders.get(word, ()) for word in changed)
        return sorted({*new, *(n for each in held if len(each) <= self.most + len(new) for n in each)})


def _changed(now: Said, before: Said) -> set[str]:
    """Find the words by which an edited matter may have come nearer to others, or farther from them."""
    if now.day != before.day:
        return {*now.words.split(), *before.words.split()}
    return {*now.words.split()} ^ {*before.words.split()} | {*now.title.split()} ^ {*before.title.split()}


def _similar(now: Compared, before: Compared, fresh: AbstractSet[str]) -> Nearest:
    if len(now.matters) > MOST:
        return {}
    idents, rare = list(now.matters), _Rare(list(now.matters.values()))
    days = [matter.day for matter in rare.matters]
    same = idents == list(before.matters)
    nearest = {ident: before.nearest.get(ident, ()) for ident in idents} if same else {}
    for number in rare.touched(before, fresh) if same else range(len(idents)):
        nearest[idents[number]] = tuple(idents[other] for other in _nearest(number, rare, days))
    return {ident: others for ident, others in nearest.items() if others}


def _nearest(number: int, rare: _Rare, days: Sequence[str]) -> list[int]:
    others = (other for other in rare.related(number) if other != number and _precedes(days[other], days[number]))
    near = ((-nearness, other) for other in others if (nearness := rare.nearness(number, other)))
    return [other for _, other in nsmallest(_BEST, near)]


def _precedes(one: str, other: str) -> bool:
    return not one or not other or one < other


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and not word.isdecimal()


def _holders(texts: Iterable[Iterable[str]]) -> Mapping[str, list[int]]:
    """List the texts that each word is in, by number."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(texts):
        for word in words:
            holders[word].append(number)
    return holders
