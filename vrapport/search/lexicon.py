"""Every word of the site with what the page needs to find it by: its lemma, its parts, and the shard it stands in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from vrapport.search.files import File, check, hashed, inert, numbered, script, shared_out, slices
from vrapport.search.lemmas import Ending, ending, endings
from vrapport.search.numerals import numerals
from vrapport.search.postings import Posting
from vrapport.search.words import alike, fold

_SHORTEST_PART = 4
_LONGEST_PART = 40
_SHORTEST_SIDE = 3  # letters: what stands beside a part, where it may be a word
_CHANCE = 2  # a part is one by chance where its sides together are no more
# A part of compounds ("bostad" in hyresbostad, bostadsbrist ...) that is spread over more shards than this gets a
# posting of its own; a page would else have to fetch them all to count its documents.
_SPREAD = 4
_USUAL_SIZE = 12_000  # characters on a shard of postings: small, as a query wants little of many shards


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an index in the order of the lexicon, each with its lemma and its posting, and how they are shared
    out on shards.
    """

    forms: Sequence[str]
    known: Mapping[str, str]
    postings: Sequence[Posting]
    counts: Sequence[int]


def alphabetical(form: str) -> tuple[bytes, bytes]:
    """Sort words as a browser compares them (UTF-16) and looks them up (folded)."""
    return fold(form).encode("utf-16-be"), form.encode("utf-16-be")


def on_shards(names: Sequence[str], postings: Iterable[Posting]) -> list[int]:
    """Say how many postings go on each shard."""
    sizes = (len(each.documents) + len(each.weights) for each in postings)
    return shared_out(sizes, names, _USUAL_SIZE)


def word_files(words: Words, parts: Mapping[str, Posting], languages: Sequence[str]) -> tuple[list[File], str]:
    """Write `lexicon`, which every search fetches, and the shards of postings, of which it fetches what it asks for.

    Beside the files stands by what the page sees that the lexicon belongs to the documents it has.
    """
    counts = [*words.counts, *on_shards(list(parts), parts.values())]
    postings = [*words.postings, *parts.values()]
    shards = [postings[which] for which in slices(counts)]
    files, checks = _shard_files("words", [([p.documents for p in each], [p.weights for p in each]) for each in shards])
    place_files, place_checks = _shard_files("places", [([p.places for p in each],) for each in shards])
    summary = _lexicon(words.forms, words.known, endings(words.known, *languages)) | {
        "frequencies": numerals(each.size.bit_length() for each in words.postings),
        "parts": " ".join(parts),
        "words": numerals(counts),
        "checks": checks,
        "places": place_checks,
    }
    written = inert(summary)
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


def _lexicon(forms: Sequence[str], known: Mapping[str, str], rules: Sequence[Ending]) -> dict[str, object]:
    """Write words without what they share with the one before, and lemmas as numbers of endings."""
    shared = [_shared(before, form) for before, form in zip(["", *forms], forms, strict=False)]
    number_of: dict[Ending, int] = {rule: number for number, rule in enumerate(rules)}
    return {
        "shared": numerals(shared),
        "tails": " ".join(form[length:] for form, length in zip(forms, shared, strict=True)),
        "endings": rules,
        "lemmas": numerals(number_of[ending(form, known[form])] for form in forms),
    }


def _shared(before: str, form: str) -> int:
    """Count the letters two words begin with alike, up to the first that a browser counts as two."""
    length = alike(before, form)
    return next((place for place, letter in enumerate(form[:length]) if letter > "\uffff"), length)


def spread_parts(forms: Sequence[str], known: Mapping[str, str], counts: Sequence[int]) -> dict[str, list[int]]:
    """Find the lemmas that stand inside words of many shards, with the places of those words among the forms."""
    shard_of = [shard for shard, count in enumerate(counts) for _ in range(count)]
    return {
        part: places
        for part, places in _parts(forms, known).items()
        if len({shard_of[place] for place in places}) > _SPREAD
    }


def _parts(forms: Sequence[str], known: Mapping[str, str]) -> dict[str, list[int]]:
    """Find the lemmas that words hold: `bostad` in `bostadsbrist`, and in `hyresbostäder` by its lemma."""
    possible = {lemma for lemma in map(fold, known.values()) if _SHORTEST_PART <= len(lemma) <= _LONGEST_PART}
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for lemma in possible:
        lengths[lemma[:_SHORTEST_PART]].add(len(lemma))
    words = possible.union(map(fold, forms), map(fold, known.values()))
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, form in enumerate(forms):
        both = {fold(form), fold(known[form])}
        for part in {part for word in both for part in _inside(word, lengths, words) if part in possible}:
            holders[part].append(place)
    return dict(sorted(holders.items()))


def _inside(word: str, lengths: Mapping[str, Iterable[int]], words: AbstractSet[str]) -> Iterator[str]:
    """Cut from a word what may be lemmas, which have these `lengths` by the letters they begin with.

    What is left must look as in a compound (`joint` of the page's script asks the same): `stad` is no part of `bostad`.
    """
    for start in range(len(word) - _SHORTEST_PART + 1):
        for length in lengths.get(word[start : start + _SHORTEST_PART], ()):
            if not 0 < start < _SHORTEST_SIDE and _ends(word[start + length :], words):
                yield word[start : start + length]


def _ends(text: str, words: AbstractSet[str]) -> bool:
    """Say whether a compound may end like this: with nothing, or with a word but for a letter that joins it."""
    return not text or any(len(each) >= _SHORTEST_SIDE and each in words for each in (text, text[1:]))
