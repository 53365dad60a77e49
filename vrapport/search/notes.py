"""What every document says, word by word: noted once, and then only of the documents that have changed since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from vrapport.search.document import Document, Known, tidied
from vrapport.search.numerals import rising, steps
from vrapport.search.postings import Columns, Posting, columns, from_columns, noted, revised, union, unnamed
from vrapport.search.words import cut

_MANY = 4  # where more than one in so many documents is new, all is reckoned anew


@dataclass(frozen=True, slots=True)
class Part:
    """A part of compounds that has a posting of its own: by the numbers of the words that hold it, and that posting."""

    holders: str
    posting: Posting


@dataclass(frozen=True, slots=True)
class Notes:
    """All that an index of words is written from, as plain data that can be kept until the next index is made.

    Words have numbers, which they keep: one that no document says any more has an empty posting.
    """

    documents: Sequence[Known] = ()
    said: Sequence[str] = ()  # the numbers of the words of each document
    words: Sequence[str] = ()
    postings: Sequence[Posting] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)


NOTHING = Notes()


class _Kept(NamedTuple):
    """Notes as they are kept: as texts of many words and postings, for these are read and written in a moment."""

    documents: list[Known]
    said: str
    words: str
    postings: Columns
    parts: list[tuple[str, str]]
    of_parts: Columns


_KEPT = TypeAdapter(_Kept)


def as_kept(notes: Notes) -> Any:  # noqa: ANN401 - plain data
    """Turn notes into plain data."""
    parts = [(name, part.holders) for name, part in notes.parts.items()]
    of_parts = columns(part.posting for part in notes.parts.values())
    said, words = " ".join(notes.said), " ".join(notes.words)
    return _Kept(list(notes.documents), said, words, columns(notes.postings), parts, of_parts)


def from_kept(kept: Any) -> Notes:  # noqa: ANN401 - whatever was kept
    """Turn plain data into notes; what is odd is as good as nothing."""
    try:
        documents, said, words, postings, parts, of_parts = _KEPT.validate_python(kept)
        its = zip(parts, from_columns(of_parts), strict=True)
        its_parts = {name: Part(holders, posting) for (name, holders), posting in its}
        notes = Notes(documents, said.split(" ") if documents else [], words.split(), from_columns(postings), its_parts)
    except ValueError:
        return NOTHING
    fits = len(notes.documents) == len(notes.said) and len(notes.words) == len(notes.postings)
    worn = sum(not each.weights for each in notes.postings) * 2 > len(notes.words)
    return notes if fits and not worn else NOTHING


@dataclass(frozen=True)
class Change:
    """How documents differ from those noted before: by old number those gone, by new number those fresh.

    `numbers` gives those that stay their new number by their old one, unless all have what they had.
    """

    gone: Sequence[int]
    fresh: Sequence[int]
    numbers: Sequence[int] | None
    documents: Sequence[Document]

    @property
    def is_large(self) -> bool:
        """Tell whether it is as quick to begin from nothing."""
        return len(self.fresh) * _MANY > len(self.documents)

    @cached_property
    def weights(self) -> Mapping[int, Mapping[str, str]]:
        """The weights of the words of each fresh document."""
        found = {number: _noted(self.documents[number]) for number in self.fresh}
        return {number: dict(zip(words, weights, strict=True)) for number, (words, weights, _) in found.items()}


class _Numbers(dict[str, int]):
    """A number for every word, given when it is first met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def changed(before: Notes, documents: Sequence[Document], known: Sequence[Known]) -> Change:
    """Compare documents with those noted before."""
    old = {each: number for number, each in enumerate(before.documents)}
    staying = {old[each]: number for number, each in enumerate(known) if each in old}
    numbers = [staying.get(number, -1) for number in range(len(before.documents))]
    return Change(
        gone=[number for number, now in enumerate(numbers) if now < 0],
        fresh=[number for number, each in enumerate(known) if each not in old],
        numbers=None if all(number == now for number, now in staying.items()) else numbers,
        documents=documents,
    )


def renewed(before: Notes, known: Sequence[Known], change: Change) -> Notes:
    """Note the words of the fresh documents, and forget those of the ones that are gone."""
    numbers = _Numbers({word: number for number, word in enumerate(before.words)})
    fresh: defaultdict[int, list[Any]] = defaultdict(list)  # flat lists, for they grow once a word and document
    said = _staying(before, change, len(known))
    for document in change.fresh:
        words, weights, places = _noted(change.documents[document])
        spoken = list(map(numbers.__getitem__, words))
        for number, weight, its_places in zip(spoken, weights, places, strict=True):
            fresh[number] += (document, weight, its_places)
        said[document] = steps(sorted(spoken))
    gone: defaultdict[int, list[int]] = defaultdict(list)
    for document in change.gone:
        for number in rising(before.said[document]):
            gone[number].append(document)
    postings = [*before.postings, *[Posting()] * (len(numbers) - len(before.words))]
    for number in range(len(numbers)) if change.numbers is not None else gone.keys() | fresh.keys():
        postings[number] = revised(postings[number], gone[number], change.numbers, fresh[number])
    return Notes(known, said, list(numbers), postings)


def _staying(before: Notes, change: Change, count: int) -> list[str]:
    """Carry over the words of the documents that stay."""
    said, gone = [""] * count, set(change.gone)
    for number, words in enumerate(before.said):
        if number not in gone:
            said[number if change.numbers is None else change.numbers[number]] = words
    return said


def _noted(document: Document) -> tuple[list[str], list[str], list[str]]:
    document = tidied(document)
    names = [word for name in (document.ident, *document.answers) for word in cut(name)]
    return noted(names, cut(document.title), cut(document.text))


def parts(before: Notes, now: Notes, change: Change, holders: Mapping[str, Sequence[int]]) -> dict[str, Part]:
    """Make the postings of parts of compounds from those of the words that hold each, or mend the ones from before."""
    mending = _Mending(before, now, change)
    return {name: mending.part(name, sorted(its)) for name, its in holders.items()}


@dataclass(frozen=True)
class _Mending:
    """What was noted before and is now, and how the documents have changed."""

    before: Notes
    now: Notes
    change: Change

    def part(self, name: str, holders: Sequence[int]) -> Part:
        """Mend the posting of a part, where the same words hold it as before."""
        known, written = self.before.parts.get(name), steps(holders)
        if known is None or self.change.is_large or not self._same(known, holders):
            return Part(written, union(self.now.postings[number] for number in holders))
        held = set(rising(known.holders))
        gone = [number for number, said in self._said_by_gone.items() if not held.isdisjoint(said)]
        words = {self.now.words[number] for number in holders}
        fresh: list[Any] = []
        for number, weights in self.change.weights.items():
            if found := words & weights.keys():
                fresh += (number, unnamed(max(weights[word] for word in found)), "")
        return Part(written, revised(known.posting, gone, self.change.numbers, fresh))

    def _same(self, known: Part, holders: Sequence[int]) -> bool:
        """Tell whether the words that hold a part are those from before, but for words that came or went."""
        went, came = self._moved
        return set(rising(known.holders)) - went == set(holders) - came

    @cached_property
    def _moved(self) -> tuple[AbstractSet[int], AbstractSet[int]]:
        """The words that no document says any more, and those that none said before."""
        before, now = (
            {number for number, each in enumerate(notes.postings) if each.weights} for notes in (self.before, self.now)
        )
        return before - now, now - before

    @cached_property
    def _said_by_gone(self) -> Mapping[int, Sequence[int]]:
        return {number: rising(self.before.said[number]) for number in self.change.gone}
