"""What an earlier run read of the files: of a file whose bytes are the same, the values that stood in it.

Values are kept as they were typed, before anything is made of them. So they follow from a file's bytes alone, whatever
the settings say, and are typed by the same classes each time, as strictly as what is read anew. Only what was read
without a finding is kept: where something is to be said, the file itself is gone through.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from vrapport.digests import digest

Values = Mapping[str, Any]
Kept = Mapping[str, tuple[str, Values]]
"""By path: the hash of a file's bytes, and the values that stood in it."""
NONE_KEPT: Kept = MappingProxyType({})


def kept_on(shelves: Iterable[object]) -> Kept:
    """Take down what stands on some shelves; what has not the shape of what is kept there is left."""
    return {
        path: (held[0], held[1])
        for shelf in shelves
        if isinstance(shelf, dict)
        for path, held in shelf.items()
        if isinstance(held, list) and [*map(type, held)] == [str, dict]
    }


def shelved(kept: Kept) -> Mapping[str, Mapping[str, tuple[str, Values]]]:
    """Divide what is kept into shelves, so that one edit makes one of them anew."""
    shelves: defaultdict[str, dict[str, tuple[str, Values]]] = defaultdict(dict)
    for path, held in kept.items():
        shelves[shelf_of(path)][path] = held
    return shelves


def shelf_of(path: str) -> str:
    """Choose the shelf of a file, by its path alone."""
    return SHELF + digest(path)[0]


def changed(before: Kept, now: Kept) -> Iterator[tuple[str, Mapping[str, tuple[str, Values]]]]:
    """Yield the shelves that are not what they were, by name, each with all that it is to hold."""
    touched = {shelf_of(path) for path in {*before, *now} if _digest_in(before, path) != _digest_in(now, path)}
    held = shelved(now) if touched else {}
    return ((name, held.get(name, {})) for name in sorted(touched))


def _digest_in(kept: Kept, path: str) -> str | None:
    return kept[path][0] if path in kept else None


SHELF = "records-"
SHELVES = tuple(SHELF + digit for digit in "0123456789abcdef")
