"""The index as files: shards of a usable size, each a script that hands its data to the page and nothing else."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from zlib import crc32

# JSON is nearly a script; these are what could end it, or a line in it, early.
_INERT = {"<": "\\u003c", "\N{LINE SEPARATOR}": "\\u2028", "\N{PARAGRAPH SEPARATOR}": "\\u2029"}
_SHORT = 55_860  # numbers below this are three characters at most


@dataclass(frozen=True, slots=True)
class File:
    """One file of the index: its name, a hash of all its bytes follow from, and how to make them."""

    name: str
    fingerprint: str
    make: Callable[[], bytes]


def inert(data: object) -> str:
    """Write data as JSON that may stand in any script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _INERT.items():
        text = text.replace(character, escape)
    return text


def script(name: str, data: str, *, check: str = "") -> bytes:
    """Wrap inert data as a script, which calls the page's own function with it and does nothing else."""
    return f'vrapportSearch.part("{name}","{check}",{data});\n'.encode(errors="replace")


def check(*data: str) -> str:
    """Two characters by which the page sees that a file belongs to the others it has, not to an older build's."""
    return urlsafe_b64encode(bytes.fromhex(hashed(*data)))[:2].decode()


def hashed(*data: str) -> str:
    """Hash texts; what cannot be written as UTF-8 is hashed as it will be written."""
    return hashlib.sha256("\n".join(data).encode(errors="replace")).hexdigest()


def numbered(hashes: Sequence[str]) -> list[int]:
    """Give shards numbers that follow from their hashes, each one of its own.

    A shard's file is named by that number: where its content is as it was, so is its address, however many shards
    come before it. And a page that has an older build's lists asks for files that are no longer there.
    """
    most = _SHORT if len(hashes) * 2 < _SHORT else _SHORT**2
    taken: dict[int, None] = {}
    for each in hashes:
        number = int(each[:16], 16) % most
        while number in taken:
            number = (number + 1) % most
        taken[number] = None
    return list(taken)


def shared_out(sizes: Iterable[int], landmarks: Sequence[str], usual: int, *, one_in: int = 8) -> list[int]:
    """Share things out on shards of about the usual size; say how many go on each.

    A shard ends where the thing's own name says so, as `one_in` so many do, not where a count does: else one more word
    in one document would push all that follow into other shards, and all would have to be published anew.
    """
    counts, count, size = [], 0, 0
    for its_size, name in zip(sizes, landmarks, strict=True):
        count, size = count + 1, size + its_size
        if size >= usual * 2 or (size >= usual // 2 and crc32(name.encode(errors="replace")) % one_in == 0):
            counts.append(count)
            count, size = 0, 0
    return [*counts, count] if count else counts


def slices(counts: Iterable[int]) -> list[slice]:
    """Turn how many are on each shard into which they are."""
    return [slice(start, end) for start, end in pairwise(accumulate(counts, initial=0))]
