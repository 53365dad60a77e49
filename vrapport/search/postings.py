"""Where each word stands: in which documents, how much it weighs there, and at which places."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from vrapport.search.numerals import numerals, steps

# A weight is one small number: how much of the document the word is (0-7), then two flags.
IN_IDENT = 1
IN_TITLE = 2
STRENGTH = 4

_STRONGEST = 7
_GAP = 10  # places left between ident, title and text, so that no phrase runs from one into the next
_STRIDE = 64  # lengths are told apart by this many words
_SATURATION = 1.2
# A fixed length, not the mean: else one edit would change every weight of every document.
_USUAL_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Posting:
    """The documents one word is found in, by rising number, with its weight and (as text) its places in each."""

    documents: list[int]
    weights: list[int]
    places: list[str]


class _Numbers(dict[str, int]):
    """A number for every word, given when it is first met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def read(documents: Iterable[Sequence[list[str]]]) -> dict[str, Posting]:
    """Note every word of every document; a document is the words of its ident, its title and its text."""
    numbers = _Numbers()
    notes: list[list[int | str]] = []
    for document, fields in enumerate(documents):
        ident, title, text = (list(map(numbers.__getitem__, words)) for words in fields)
        notes.extend([] for _ in range(len(numbers) - len(notes)))
        _note(document, ident, title, text, notes=notes)
    return {word: _posting(notes[number]) for word, number in numbers.items()}


def _note(document: int, ident: list[int], title: list[int], text: list[int], *, notes: list[list[int | str]]) -> None:
    """Add document, weight and places to the notes of each word: flat lists, for this runs once a word and document."""
    length = (len(title) + len(text)) // _STRIDE
    flags = dict.fromkeys(title, IN_TITLE)
    flags.update((word, flags.get(word, 0) + IN_IDENT) for word in set(ident))
    for word, places in _spots(ident, title, text).items():
        weight = _strength(len(places), length) * STRENGTH
        notes[word] += (document, weight + flags[word] if word in flags else weight, steps(places))


def _posting(notes: list[Any]) -> Posting:
    return Posting(documents=notes[0::3], weights=notes[1::3], places=notes[2::3])


def _spots(*fields: list[int]) -> dict[int, list[int]]:
    spots: defaultdict[int, list[int]] = defaultdict(list)
    start = 0
    for words in fields:
        for place, word in enumerate(words, start):
            spots[word].append(place)
        start += len(words) + _GAP
    return spots


@cache
def _strength(times: int, length: int) -> int:
    """Weigh a word by how often it stands in how long a text (BM25's curve), in eight steps."""
    pressed = _SATURATION * (0.4 + 0.6 * length * _STRIDE / _USUAL_LENGTH)
    return min(_STRONGEST, int((_STRONGEST + 1) * times / (times + pressed)))


def union(postings: Iterable[Posting]) -> Posting:
    """Make one posting of several words': the documents that hold any of them, with the greatest weight."""
    weights: dict[int, int] = {}
    for posting in postings:
        for document, weight in zip(posting.documents, posting.weights, strict=True):
            if weights.get(document, -1) < weight:
                weights[document] = weight
    documents = sorted(weights)
    return Posting(documents, [weights[document] & ~IN_IDENT for document in documents], places=[])


def written(posting: Posting) -> tuple[str, str, str]:
    """Write a posting as text: documents, weights, places (a `!` between one document's and the next's)."""
    return steps(posting.documents), numerals(posting.weights), "!".join(posting.places)
