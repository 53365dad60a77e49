"""Every word of the site with what the page needs to find it by: its lemma, its parts, and the shard it stands in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vrapport.search.files import File, check, hashed, inert, numbered, script, shared_out, slices
from vrapport.search.numerals import numerals
from vrapport.search.postings import Posting
from vrapport.search.vocabulary import Vocabulary

# A part of compounds ("bostad" in hyresbostad, bostadsbrist ...) that is spread over more shards than this gets a
# posting of its own; a page would else have to fetch them all to count its documents.
_SPREAD = 4
_USUAL_SIZE = 12_000  # characters on a shard of postings: small, as a query wants little of many shards


def on_shards(names: Sequence[str], postings: Iterable[Posting]) -> list[int]:
    """Say how many postings go on each shard."""
    sizes = (len(each.documents) + len(each.weights) for each in postings)
    return shared_out(sizes, names, _USUAL_SIZE)


def word_files(
    words: Vocabulary, postings: Sequence[Posting], counts: Sequence[int], parts: Mapping[str, Posting]
) -> tuple[list[File], str]:
    """Write `lexicon`, which every search fetches, and the shards of postings, of which it fetches what it asks for.

    Words and their postings are in the same order; `counts` says how many are on each shard.
    Beside the files stands by what the page sees that the lexicon belongs to the documents it has.
    """
    counts = [*counts, *on_shards(list(parts), parts.values())]
    frequencies = numerals(each.size.bit_length() for each in postings)
    postings = [*postings, *parts.values()]
    shards = [postings[which] for which in slices(counts)]
    files, checks = _shard_files("words", [([p.documents for p in each], [p.weights for p in each]) for each in shards])
    place_files, place_checks = _shard_files("places", [([p.places for p in each],) for each in shards])
    written = inert(
        {
            **words.written,
            "frequencies": frequencies,
            "parts": " ".join(parts),
            "words": numerals(counts),
            "checks": checks,
            "places": place_checks,
        }
    )
    lexicon = File("lexicon", hashed(written), lambda: script("lexicon", written, check=check(written)))
    return [*files, *place_files, lexicon], check(written)


def _shard_files(kind: str, shards: Sequence[Sequence[Sequence[str]]]) -> tuple[list[File], str]:
    """Write shards of lists of texts, and the numbers they are named by.

    Places stand apart from all else, for they are longer than all the rest and only asked for by phrases.
    """
    texts = [[" ".join(each) for each in shard] for shard in shards]
    hashes = [hashed(*each) for each in texts]
    numbers = numbered(hashes)
    named = zip(numbers, hashes, texts, strict=True)
    return [_shard(f"{kind}-{n}", its_hash, text) for n, its_hash, text in named], numerals(numbers)


def _shard(name: str, fingerprint: str, texts: Sequence[str]) -> File:
    return File(name, fingerprint, lambda: script(name, inert(texts if len(texts) > 1 else texts[0])))


def spread_parts(words: Vocabulary, counts: Sequence[int]) -> dict[str, list[int]]:
    """Find the lemmas that stand inside words of many shards, with the places of those words in the lexicon."""
    shard_of = [shard for shard, count in enumerate(counts) for _ in range(count)]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, parts in enumerate(words.held):
        for part in parts.split():
            holders[part].append(place)
    many = {part: places for part, places in sorted(holders.items()) if len(places) > _SPREAD}
    return {part: places for part, places in many.items() if len({shard_of[place] for place in places}) > _SPREAD}
