"""What a result shows and a search can be narrowed by: each document's card, and the facets of all of them."""

from collections.abc import Sequence

from vrapport.search.document import FACETS, Document
from vrapport.search.files import check, inert, script, shared_out, slices
from vrapport.search.numerals import numerals


def card_files(documents: Sequence[Document]) -> dict[str, bytes]:
    """Write `documents`, which every search fetches, and the shards of cards, of which it fetches what it shows."""
    cards = [[document.address, document.title, document.text, document.ident] for document in documents]
    sizes = [len(document.text) + len(document.title) for document in documents]
    counts = shared_out(sizes, landmarks=[document.address for document in documents])
    shards = [inert(cards[which]) for which in slices(counts)]
    checks = [check(shard) for shard in shards]
    files = {f"cards-{n}": script(f"cards-{n}", shard, check=checks[n]) for n, shard in enumerate(shards)}
    return files | {"documents": script("documents", inert(_summary(documents, counts, checks)))}


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
