"""Does every record get an address of its own?"""

import re
from collections.abc import Iterator

from vrapport.addresses import NOT_FOUND, Addresses
from vrapport.findings import Finding, Place, error, say
from vrapport.records import BY_FOLDER
from vrapport.register import Register
from vrapport.sources import stem_of
from vrapport.wording import Wording

_LATER_PART_OF_A_LIST = re.compile(r".*/index-\d+\.html")
_OWN = ""


def address_taken(register: Register, words: Wording) -> Iterator[Finding]:
    """Find records whose page would lie where another page lies, on any file system."""
    addresses = Addresses(words)
    seen = {address.casefold(): _OWN for address in _own(register, addresses)}
    for record in register.archive.everything():
        if record.kind == "updates":
            continue  # shown on the decisions, without a page of their own
        address = addresses.record(record.kind, record.id)
        path = record.source.path
        other = _OWN if _LATER_PART_OF_A_LIST.fullmatch(address) else seen.setdefault(address.casefold(), path)
        if other != path and stem_of(other).casefold() != stem_of(path).casefold():  # twins are told of when read
            yield _taken(address, path, other)


def _own(register: Register, addresses: Addresses) -> Iterator[str]:
    """Yield the addresses of pages that are made of no record."""
    yield from (addresses.front, addresses.search, NOT_FOUND)
    yield from (addresses.listing(kind) for kind in BY_FOLDER)
    yield from (addresses.area(ident) for ident in register.archive.site.areas)
    for key in sorted(addresses.words.keys()):
        if re.fullmatch(r"address\.[a-z-]+", key):
            yield addresses.named(key.removeprefix("address."))


def _taken(address: str, path: str, other: str) -> Finding:
    what = say("Its page would be “{address}”, where {other} is shown.", address=address, other=other)
    own = say("Its page would be “{address}”, which is one of the site's own pages.", address=address)
    return error("address-taken", Place(path), what if other else own, say("Give the file another name."))
