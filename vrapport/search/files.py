"""The index as files: shards of a usable size, each a script that hands its data to the page and nothing else."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from zlib import crc32

_USUAL_SIZE = 12_000  # characters: small, as a query wants little of many shards; some thousand files at most

# JSON is nearly a script; these are what could end it, or a line in it, early.
_INERT = {"<": "\\u003c", "\N{LINE SEPARATOR}": "\\u2028", "\N{PARAGRAPH SEPARATOR}": "\\u2029"}


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
    """Two characters by which the page sees that a shard belongs to the lexicon it has, not to an older build's."""
    digest = hashlib.sha256("\n".join(data).encode(errors="replace")).digest()
    return urlsafe_b64encode(digest)[:2].decode()


def shared_out(sizes: Iterable[int], landmarks: Sequence[str]) -> list[int]:
    """Share things out on shards of about the usual size; say how many go on each.

    A shard ends where the thing's own name says so, not where a count does: else one more word in one document would
    push all that follow into other shards, and all would have to be published anew.
    """
    counts, count, size = [], 0, 0
    for its_size, name in zip(sizes, landmarks, strict=True):
        count, size = count + 1, size + its_size
        if size >= _USUAL_SIZE * 2 or (size >= _USUAL_SIZE // 2 and crc32(name.encode(errors="replace")) % 8 == 0):
            counts.append(count)
            count, size = 0, 0
    return [*counts, count] if count else counts


def slices(counts: Iterable[int]) -> list[slice]:
    """Turn how many are on each shard into which they are."""
    return [slice(start, end) for start, end in pairwise(accumulate(counts, initial=0))]
