"""simplemma's dictionary of a language, and a copy of it on disk in which a word is found without loading the rest.

To load the whole takes a second. So the first time few words are asked for, it is written down in the user's own
folder, in the order of its words and cut into leaves; an index says which leaf a word would stand on, and what is
read of the copy is only that leaf. Each is held against its hash: where the copy is not as it was written, the whole
is loaded as ever.
"""

import os
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO, Protocol

from vrapport.digests import digest
from vrapport.keeping import opened, own_folder, sealed
from vrapport.makers import version

_WORDS_A_LEAF = 512
_FEW = 200  # words: who asks for more is building a site anew, maybe on a machine that will never build again
_LAYOUT = "1"  # to be counted up when the copy is laid out in another way


class Dictionary(Protocol):
    """Where the form that a word is looked up under is found."""

    def get(self, word: str, /) -> str | None:
        """Find a word's form; nothing, if it is unknown."""


def dictionary(language: str, asked: int, *, copied: bool = True) -> Dictionary:
    """Open the dictionary of a language at the least cost for as many words as will be `asked` for.

    Where nothing may be kept between builds, it is not to be `copied`.
    """
    copy = _copy(language) if copied else None
    if copy:
        return copy
    known = whole(language)
    if copied and known and asked <= _FEW:
        _write(language, known)
    return known


@cache
def whole(language: str) -> Mapping[str, str]:
    """Load the dictionary of a language; an empty one, if there is none."""
    from simplemma.strategies.dictionaries.dictionary_factory import (  # noqa: PLC0415 - a tenth of a second
        DEFAULT_DICTIONARY_FACTORY,
        SUPPORTED_LANGUAGES,
    )

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary(language) if language in SUPPORTED_LANGUAGES else {}


@dataclass(frozen=True, slots=True)
class Copy:
    """A dictionary on disk: with which word each leaf begins, where it lies between two places, and its hash."""

    language: str
    path: Path
    firsts: Sequence[str]
    places: Sequence[int]
    digests: Sequence[str]

    def get(self, word: str, /) -> str | None:
        """Find a word's form."""
        return self.forms([word]).get(word)

    def forms(self, words: Iterable[str]) -> dict[str, str]:
        """Find the forms of words, leaf by leaf; from a damaged copy the whole dictionary is the way."""
        by_leaf: defaultdict[int, list[str]] = defaultdict(list)
        for word in words:
            by_leaf[bisect_right(self.firsts, word) - 1].append(word)
        by_leaf.pop(-1, None)  # they would stand before the first
        try:
            with self.path.open("rb") as copy:
                return {word: form for number, its in by_leaf.items() for word, form in self._on(number, copy, its)}
        except (OSError, ValueError):
            _remove(self.path)
            return forms(whole(self.language), (word for its in by_leaf.values() for word in its))

    def _on(self, number: int, copy: BinaryIO, words: Iterable[str]) -> Iterable[tuple[str, str]]:
        """Find words on one leaf; a ValueError says that it is not as it was written."""
        start, end = self.places[number : number + 2]
        copy.seek(start)
        leaf = copy.read(end - start)
        if digest(leaf) != self.digests[number]:
            raise ValueError(number)
        pieces = leaf.decode()[1:-1].replace("\n", "\t").split("\t")
        known = dict(zip(pieces[::2], pieces[1::2], strict=True))
        return [(word, known[word]) for word in words if word in known]


def forms(known: Dictionary, words: Iterable[str]) -> dict[str, str]:
    """Find the forms of those words that a dictionary knows."""
    if isinstance(known, Copy):
        return known.forms(words)
    return {word: form for word in words if (form := known.get(word)) is not None}


def _copy(language: str) -> Copy | None:
    """Open the copy by its index: a seal, and the words, sizes and hashes of the leaves that follow."""
    try:
        path = _path(language)
        with path.open("rb") as copy:
            index = opened(path.name, _LAYOUT, copy.readline() + copy.readline().removesuffix(b"\n"))
            start = copy.tell()
    except OSError:
        return None
    if index is None:
        return None
    firsts, sizes, digests = index
    return Copy(language, path, firsts, [*accumulate(sizes, initial=start)], digests)


def _write(language: str, known: Mapping[str, str]) -> None:
    """Write a copy in one step, in place of those of other versions; where none can be written, there is none."""
    with suppress(OSError):
        path = _path(language)
        aside = path.with_suffix(f".{os.getpid()}")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("wb") as copy:  # before the work: where this fails, it would be done in vain
                leaves = dict(_leaves(known))
                index = [*leaves], [*map(len, leaves.values())], [*map(digest, leaves.values())]
                copy.writelines((sealed(path.name, _LAYOUT, index), b"\n", *leaves.values()))
            aside.replace(path)
        finally:
            _remove(aside)
        for other in path.parent.glob(f"words-{language}-*"):
            if other != path:
                _remove(other)


def _leaves(known: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    words = sorted(known)
    for start in range(0, len(words), _WORDS_A_LEAF):
        its = words[start : start + _WORDS_A_LEAF]
        lines = map("\n{}\t{}".format, its, map(known.get, its))
        yield words[start], "".join((*lines, "\n")).encode()


def _path(language: str) -> Path:
    return own_folder() / f"words-{language}-{version('simplemma')}.txt"


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
