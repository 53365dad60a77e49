"""What every document says, word by word: noted once, and then only of the documents that have changed since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter, ValidationError

from vrapport.search.document import Document, Known, tidied
from vrapport.search.numerals import rising, steps
from vrapport.search.postings import Posting, noted, revised, union, unnamed
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

    documents: tuple[Known, ...] = ()
    said: tuple[str, ...] = ()  # the numbers of the words of each document
    words: tuple[str, ...] = ()
    postings: tuple[Posting, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)


_NOTES = TypeAdapter(Notes)
NOTHING = Notes()


def as_kept(notes: Notes) -> Any:  # noqa: ANN401 - plain data
    """Turn notes into plain data."""
    return _NOTES.dump_python(notes, mode="json")


def from_kept(kept: Any) -> Notes:  # noqa: ANN401 - whatever was kept
    """Turn plain data into notes; what is odd is as good as nothing."""
    try:
        notes = _NOTES.validate_python(kept)
    except ValidationError:
        return NOTHING
    fits = len(notes.documents) == len(notes.said) and len(notes.words) == len(notes.postings)
    sound = all(each.is_sound for each in (*notes.postings, *(part.posting for part in notes.parts.values())))
    worn = sum(not each.size for each in notes.postings) * 2 > len(notes.words)
    return notes if fits and sound and not worn else NOTHING


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
    return Notes(tuple(known), tuple(said), tuple(numbers), tuple(postings))


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


def part(before: Notes, name: str, holders: Sequence[int], now: Notes, change: Change) -> Part:
    """Make the posting of a part of compounds from those of the words that hold it, or mend the one from before."""
    known, written = before.parts.get(name), steps(holders)
    if known is None or change.is_large or not _same_holders(before, known, holders, now):
        return Part(written, union(now.postings[number] for number in holders))
    held = set(rising(known.holders))
    gone = [number for number in change.gone if not held.isdisjoint(rising(before.said[number]))]
    words = {now.words[number] for number in holders}
    fresh: list[Any] = []
    for number, said in change.weights.items():
        if found := words & said.keys():
            fresh += (number, unnamed(max(said[word] for word in found)), "")
    return Part(written, revised(known.posting, gone, change.numbers, fresh))


def _same_holders(before: Notes, known: Part, holders: Sequence[int], now: Notes) -> bool:
    """Tell whether the words that hold a part are those from before, but for words that came or went with documents."""
    came = {number for number in holders if number >= len(before.words) or not before.postings[number].size}
    went = {number for number in rising(known.holders) if not now.postings[number].size}
    return set(rising(known.holders)) - went == set(holders) - came
