"""Where each word stands: in which documents, how much it weighs there, and at which places."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from vrapport.search.numerals import DIGITS, ones, rising, steps

# A weight is one small number: how much of the document the word is (0-7), then two flags.
IN_IDENT = 1
IN_TITLE = 2
STRENGTH = 4

_STRONGEST = 7
_WEIGHTS = DIGITS[: (_STRONGEST + 1) * STRENGTH]
_GAP = 10  # places left between ident, title and text, so that no phrase runs from one into the next
_STRIDE = 64  # lengths are told apart by this many words
_SATURATION = 1.2
# A fixed length, not the mean: else one edit would change every weight of every document.
_USUAL_LENGTH = 200


class Posting(NamedTuple):
    """The documents one word is found in, by rising number, its weight (one character) and its places in each."""

    documents: str = ""
    weights: str = ""
    places: str = ""  # a `!` between one document's and the next's

    @property
    def size(self) -> int:
        """In how many documents the word is found."""
        return len(self.weights)


Columns = tuple[str, str, str]
"""The documents of many postings, their weights and their places, each as one text."""

_AS_ONES = str.maketrans(_WEIGHTS, "1" * len(_WEIGHTS))


def columns(postings: Iterable[Posting]) -> Columns:
    """Write postings as three texts, which are read and written sooner than thousands."""
    documents, weights, places = [*zip(*postings, strict=True)] or [(), (), ()]
    return " ".join(documents), " ".join(weights), " ".join(places)


def from_columns(texts: Columns) -> list[Posting]:
    """Read what `columns` wrote; a ValueError says that one has not as many weights and places as documents."""
    documents, weights, places = texts
    if ones(documents) != weights.translate(_AS_ONES):
        raise ValueError(documents)
    split = zip(*(text.split(" ") for text in (documents, weights, places)), strict=True)
    postings = [Posting(*each) for each in split] if documents else []
    if any(its and its.count("!") + 1 != len(each) for _, each, its in postings):
        raise ValueError(places)
    return postings


def noted(ident: Sequence[str], title: Sequence[str], text: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Note every word of one document: the words, and of each its weight and its places there, as text."""
    length = (len(title) + len(text)) // _STRIDE
    spots = _spots(ident, title, text)
    weights = [_weight(len(places), length) for places in spots.values()]
    words = list(spots)
    named, titled = set(ident), set(title)
    for number, word in enumerate(words[: len(named | titled)]):  # they were met before all others
        flags = IN_IDENT * (word in named) + IN_TITLE * (word in titled)
        weights[number] = DIGITS[DIGITS.index(weights[number]) + flags]
    return words, weights, list(map(steps, spots.values()))


def _spots(*fields: Sequence[str]) -> dict[str, list[int]]:
    spots: defaultdict[str, list[int]] = defaultdict(list)
    start = 0
    for words in fields:
        for place, word in enumerate(words, start):
            spots[word].append(place)
        start += len(words) + _GAP
    return spots


@cache
def _weight(times: int, length: int) -> str:
    """Weigh a word by how often it stands in how long a text (BM25's curve), in eight steps."""
    pressed = _SATURATION * (0.4 + 0.6 * length * _STRIDE / _USUAL_LENGTH)
    return DIGITS[min(_STRONGEST, int((_STRONGEST + 1) * times / (times + pressed))) * STRENGTH]


def posting(notes: Sequence[Any]) -> Posting:
    """Make a posting of number, weight and places of each document, one after another."""
    return Posting(steps(notes[0::3]), "".join(notes[1::3]), "!".join(notes[2::3]).strip("!"))


def revised(before: Posting, gone: Sequence[int], numbers: Sequence[int] | None, fresh: Sequence[Any]) -> Posting:
    """Take documents out of a posting, give the others their new `numbers` where these changed, and put some in.

    What is fresh is number, weight and places of each document, one after another, by rising number.
    """
    if not before.size:
        return posting(fresh)
    documents, weights, places = rising(before.documents), list(before.weights), before.places.split("!")
    places += [""] * (len(documents) - len(places))  # where none are kept
    for number in gone:
        place = bisect_left(documents, number)
        del documents[place], weights[place], places[place]
    if numbers is not None:
        documents = [numbers[number] for number in documents]
    for number, weight, its_places in zip(*[iter(fresh)] * 3, strict=True):
        place = bisect_left(documents, number)
        documents.insert(place, number)
        weights.insert(place, weight)
        places.insert(place, its_places)
    same = numbers is None and list(gone) == list(fresh[0::3])
    written = before.documents if same else steps(documents)
    return Posting(written, "".join(weights), "!".join(places).strip("!"))


def union(postings: Iterable[Posting]) -> Posting:
    """Make one posting of several words': the documents that hold any of them, with the greatest weight."""
    best: dict[int, str] = {}
    for each in postings:
        for document, weight in zip(rising(each.documents), each.weights, strict=True):
            if best.get(document, "") < weight:  # digits compare as their values do
                best[document] = weight
    documents = sorted(best)
    return Posting(steps(documents), "".join(unnamed(best[document]) for document in documents))


@cache
def unnamed(weight: str) -> str:
    """Take from a weight that the word stands in the ident."""
    return DIGITS[DIGITS.index(weight) & ~IN_IDENT]
