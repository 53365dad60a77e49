"""What a result shows and a search can be narrowed by: each document's card, and the facets of all of them."""

import re
from collections.abc import Sequence

from vrapport.search.document import FACETS, Document, Known, tidied
from vrapport.search.files import File, check, hashed, inert, numbered, script, shared_out, slices
from vrapport.search.numerals import numerals
from vrapport.search.words import tidy
from vrapport.wording import sort_key

_SIGNS = re.compile(r"^\W+")
_ALWAYS = 4  # address, title, text and ident are on every card
_SMALLEST = 6_000  # characters on a shard
_LANDMARKS = 2  # one document in so many may end a shard


def card_files(documents: Sequence[Document], known: Sequence[Known], language: str, lexicon: str) -> list[File]:
    """Write `documents`, which every search fetches, and the shards of cards, of which it fetches what it shows.

    `lexicon` is the check of the lexicon that belongs to them.
    """
    sizes = [len(document.text) + len(document.title) for document in documents]
    counts = shared_out(sizes, [address for address, _ in known], _usual_size(sum(sizes)), one_in=_LANDMARKS)
    shards = slices(counts)
    hashes = [hashed(*(digest for _, digest in known[which])) for which in shards]
    numbers = numbered(hashes)
    named = zip(numbers, hashes, shards, strict=True)
    cards = [_shard(f"cards-{n}", its_hash, documents[which]) for n, its_hash, which in named]
    names = inert(_by_name(documents, language))
    summary = _summary(documents, counts, numbers) | {"lexicon": lexicon, "names": check(names)}
    written = inert(summary)
    return [
        *cards,
        File("names", hashed(names), lambda: script("names", names, check=check(names))),
        File("documents", hashed(written), lambda: script("documents", written)),
    ]


def _shard(name: str, fingerprint: str, documents: Sequence[Document]) -> File:
    return File(name, fingerprint, lambda: script(name, inert([_card(tidied(document)) for document in documents])))


def _usual_size(total: int) -> int:
    """Make shards larger as there is more: a page fetches ten of them, and a list of them all, and both shall be small.

    Sizes are few, so that hardly ever does one more document give all shards another size.
    """
    size = _SMALLEST
    while size * size < total:
        size *= 2
    return size


def _by_name(documents: Sequence[Document], language: str) -> str:
    """Write the numbers of all documents in the order of their titles, as the readers of the language expect it."""
    keys = [sort_key(language, _named(document)) for document in documents]
    return numerals(sorted(range(len(documents)), key=keys.__getitem__))


def _named(document: Document) -> str:
    """Pass over quotation marks and other signs that a title may begin with."""
    return _SIGNS.sub("", tidy(document.title))


def _card(document: Document) -> list[str]:
    """Write what a result shows; last the language of the title and what became of it, where there is such a thing."""
    card = [document.address, document.title, document.text, document.ident, document.tongue, document.became]
    while len(card) > _ALWAYS and not card[-1]:
        card.pop()
    return card


def _summary(documents: Sequence[Document], counts: Sequence[int], checks: Sequence[int]) -> dict[str, object]:
    codes = {document.status: document.status_code for document in documents if document.status_code}
    return {
        "count": len(documents),
        "facets": {name: _facet([document.facet(name) for document in documents]) for name in FACETS},
        "codes": dict(sorted(codes.items())),
        "cards": numerals(counts),
        "checks": numerals(checks),
    }


def _facet(values: Sequence[tuple[str, ...]]) -> dict[str, object]:
    """Write what each document has of one facet; many documents have the same few sets of values."""
    names = sorted({name for each in values for name in each})
    sets = sorted(set(values))
    name_numbers = {name: number for number, name in enumerate(names)}
    set_numbers = {each: number for number, each in enumerate(sets)}
    return {
        "names": names,
        "sets": [[name_numbers[name] for name in each] for each in sets],
        "column": numerals(set_numbers[each] for each in values),
    }
