"""simplemma's dictionary of a language, and a copy of it on disk in which a word is found without loading the rest.

To load the whole takes a second. So the first time few words are asked for, it is written down in the user's own
folder, in the order of its words and cut into leaves; an index says which leaf a word would stand on, and what is
read of the copy is only that leaf. Each is held against its hash: where the copy is not as it was written, the whole
is loaded as ever.
"""

import os
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Protocol

from vrapport.digests import digest
from vrapport.keeping import opened, own_folder, sealed
from vrapport.makers import version

_WORDS_A_LEAF = 512
_FEW = 200  # words: who asks for more is building a site anew, maybe on a machine that will never build again
_MANY = 10_000  # words: more are found sooner in the whole
_LAYOUT = "1"  # to be counted up when the copy is laid out in another way
_LEAVES_AT_HAND = 2_048  # some 25 MB, of a large dictionary


class Dictionary(Protocol):
    """Where the form that a word is looked up under is found."""

    def get(self, word: str, /) -> str | None:
        """Find a word's form; nothing, if it is unknown."""


def dictionary(language: str, asked: int, *, copied: bool = True) -> Dictionary:
    """Open the dictionary of a language at the least cost for as many words as will be `asked` for.

    Where nothing may be kept between builds, it is not to be `copied`.
    """
    copy = _copy(language) if copied and asked <= _MANY else None
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
        """Find a word's form on the leaf where it would stand; from a damaged copy the whole dictionary is the way."""
        number = bisect_right(self.firsts, word) - 1
        if number < 0:
            return None
        try:
            leaf = _leaf(self.path, *self.places[number : number + 2], self.digests[number])
        except (OSError, ValueError):
            _remove(self.path)
            return whole(self.language).get(word)
        return _found(leaf, word)


def _found(leaf: bytes, word: str) -> str | None:
    _, found, rest = leaf.partition(f"\n{word}\t".encode())
    return rest.partition(b"\n")[0].decode() if found else None


@lru_cache(_LEAVES_AT_HAND)
def _leaf(path: Path, start: int, end: int, digest_of_it: str) -> bytes:
    with path.open("rb") as copy:
        copy.seek(start)
        leaf = copy.read(end - start)
    if digest(leaf) != digest_of_it:
        raise ValueError(path)
    return leaf


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
