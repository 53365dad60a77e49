"""What is to be published: where it goes, what its bytes follow from, and how to make them when they are needed."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from vrapport.digests import digest
from vrapport.findings import Finding, Place, error, say

_PLAIN = re.compile(r"([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")  # what nearly all addresses are


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file to publish: its address, a hash of all its bytes follow from, and how to make them."""

    address: str
    fingerprint: str
    make: Callable[[], bytes]
    origin: Place | None = None
    portable: bool = False  # whether `make` can be sent to another machine, with all that it needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file whose making begins with finding out what its bytes follow from: both are done where it is made."""

    address: str
    plan: Callable[[], Output]
    origin: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder of files that are planned together: which they are is known only then, and each is kept by itself."""

    address: str
    plan: Callable[[], Iterable[Output]]
    origin: Place | None = None


Work = Output | Folder | Planned


def ready(address: str, content: bytes, origin: Place | None = None) -> Output:
    """Make an output of bytes that are known already."""
    return Output(address=address, fingerprint=digest(content), make=lambda: content, origin=origin)


def collisions(outputs: Iterable[Work]) -> Iterator[Finding]:
    """Find outputs that would lie on top of each other, on any file system, or outside the folder."""
    seen: dict[str, Work] = {}
    for output in outputs:
        key = _folded(output.address)
        if not _is_within(output.address):
            yield _outside(output)
        elif key in seen:
            yield _same_address(output, seen[key])
        seen.setdefault(key, output)
    folders = set(map(_folder_of, seen))
    pages = {folder: page for folder in folders if (page := _page_above(folder, seen))}
    for key, output in seen.items() if pages else ():
        if page := pages.get(_folder_of(key)):
            yield _in_the_way(output, page)


def _folder_of(address: str) -> str:
    return address.rpartition("/")[0]


def _page_above(folder: str, seen: Mapping[str, Work]) -> Work | None:
    """Find the page that lies where a folder is to be, or one that it is in."""
    while folder and folder not in seen:
        folder = _folder_of(folder)
    return seen[folder] if folder else None


def _folded(address: str) -> str:
    if address.isascii():
        return address.lower()
    return unicodedata.normalize("NFC", address).casefold()


def _is_within(address: str) -> bool:
    """Tell whether an address is a plain way down from the site's front: visible names, on any system."""
    if _PLAIN.fullmatch(address):
        return True
    parts = address.split("/")
    odd = any(sign in address for sign in '\\:*?"<>|') or not address.isprintable()
    return not odd and all(part and not part.startswith(".") and part == part.strip() for part in parts)


def _outside(output: Work) -> Finding:
    return error(
        "bad-address",
        output.origin or Place(output.address),
        say("“{address}” cannot be the address of a page.", address=output.address),
        say("Addresses lie within the site: no “..”, no slash at the beginning."),
    )


def _same_address(output: Work, other: Work) -> Finding:
    return error(
        "same-address",
        output.origin or other.origin or Place(output.address),
        say(
            "Two pages would have the address “{address}”; the other is {other}.",
            address=output.address,
            other=_made_from(other if output.origin else output),
        ),
        say("Rename one of them."),
    )


def _in_the_way(output: Work, other: Work) -> Finding:
    return error(
        "same-address",
        output.origin or other.origin or Place(output.address),
        say(
            "“{address}” cannot lie inside “{other}”, which is a page itself.",
            address=output.address,
            other=other.address,
        ),
        say("Rename one of them."),
    )


def _made_from(output: Work) -> object:
    """Name the file that an output was made from."""
    return str(output.origin) if output.origin else say("one of vrapport's own")
