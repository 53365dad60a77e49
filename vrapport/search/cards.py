"""What a result shows and a search can be narrowed by: each document's card, and the facets of all of them."""

import re
from collections.abc import Sequence

from vrapport.search.document import FACETS, Document
from vrapport.search.files import check, inert, script, shared_out, slices
from vrapport.search.numerals import numerals
from vrapport.wording import sort_key

_SIGNS = re.compile(r"^\W+")
_ALWAYS = 4  # address, title, text and ident are on every card


def card_files(documents: Sequence[Document], language: str, lexicon: str) -> dict[str, bytes]:
    """Write `documents`, which every search fetches, and the shards of cards, of which it fetches what it shows.

    `lexicon` is the check of the lexicon that belongs to them.
    """
    cards = [_card(document) for document in documents]
    sizes = [len(document.text) + len(document.title) for document in documents]
    counts = shared_out(sizes, landmarks=[document.address for document in documents])
    shards = [inert(cards[which]) for which in slices(counts)]
    checks = [check(shard) for shard in shards]
    files = {f"cards-{n}": script(f"cards-{n}", shard, check=checks[n]) for n, shard in enumerate(shards)}
    names = inert(_by_name(documents, language))
    summary = _summary(documents, counts, checks) | {"lexicon": lexicon, "names": check(names)}
    return files | {
        "names": script("names", names, check=check(names)),
        "documents": script("documents", inert(summary)),
    }


def _by_name(documents: Sequence[Document], language: str) -> str:
    """Write the numbers of all documents in the order of their titles, as the readers of the language expect it."""
    return numerals(sorted(range(len(documents)), key=lambda number: sort_key(language, _named(documents[number]))))


def _named(document: Document) -> str:
    """Pass over quotation marks and other signs that a title may begin with."""
    return _SIGNS.sub("", document.title)


def _card(document: Document) -> list[str]:
    """Write what a result shows; last the language of the title and what became of it, where there is such a thing."""
    card = [document.address, document.title, document.text, document.ident, document.tongue, document.became]
    while len(card) > _ALWAYS and not card[-1]:
        card.pop()
    return card


def _summary(documents: Sequence[Document], counts: Sequence[int], checks: Sequence[str]) -> dict[str, object]:
    codes = {document.status: document.status_code for document in documents if document.status_code}
    return {
        "count": len(documents),
        "facets": {name: _facet([document.facet(name) for document in documents]) for name in FACETS},
        "codes": dict(sorted(codes.items())),
        "cards": numerals(counts),
        "checks": "".join(checks),
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
