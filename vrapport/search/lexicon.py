"""Every word of the site with what the page needs to find it by: its lemma, its parts, and the shard it stands in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from vrapport.search.files import check, inert, script, shared_out, slices
from vrapport.search.lemmas import Ending, ending, endings, lemmas
from vrapport.search.numerals import numerals
from vrapport.search.postings import Posting, union, written
from vrapport.search.words import alike, fold

_SHORTEST_PART = 4
_LONGEST_PART = 40
# A part of compounds ("bostad" in hyresbostad, bostadsbrist ...) that is spread over more shards than this gets a
# posting of its own; a page would else have to fetch them all to count its documents.
_SPREAD = 4

Written = tuple[str, str, str]
"""A posting as text: documents, weights, places."""


def word_files(
    postings: Mapping[str, Posting], language: str, foreign: Mapping[str, str]
) -> tuple[dict[str, bytes], str]:
    """Write `lexicon`, which every search fetches, and the shards of postings, of which it fetches what it asks for.

    Words that are `foreign` are forms of what they are in their own language. Beside the files stands by what the
    page sees that the lexicon belongs to the documents it has.
    """
    forms = sorted(postings, key=_alphabetical)
    known = lemmas(forms, language, foreign)
    texts = [written(postings[form]) for form in forms]
    counts = _shared_out(forms, texts)
    parts = _spread_parts(forms, known, counts)
    part_texts = [written(union(postings[form] for form in holders)) for holders in parts.values()]
    part_counts = _shared_out(list(parts), part_texts)
    files, checks = _shard_files(texts + part_texts, counts + part_counts)
    spoken = (language, *sorted(set(foreign.values()) - {language}))
    summary = _lexicon(forms, known, endings(known, *spoken)) | {
        "frequencies": numerals(len(postings[form].documents).bit_length() for form in forms),
        "parts": " ".join(parts),
        "words": numerals(counts + part_counts),
        "checks": checks,
    }
    written_out = inert(summary)
    return files | {"lexicon": script("lexicon", written_out, check=check(written_out))}, check(written_out)


def _alphabetical(form: str) -> tuple[bytes, bytes]:
    """Sort words as a browser compares them (UTF-16) and looks them up (folded)."""
    return fold(form).encode("utf-16-be"), form.encode("utf-16-be")


def _shared_out(names: Sequence[str], texts: Sequence[Written]) -> list[int]:
    return shared_out([len(documents) + len(weights) for documents, weights, _ in texts], landmarks=names)


def _shard_files(texts: Sequence[Written], counts: Sequence[int]) -> tuple[dict[str, bytes], str]:
    """Write the shards, each parted in two, for places are longer than all the rest and only asked for by phrases."""
    files: dict[str, bytes] = {}
    checks: list[str] = []
    for number, which in enumerate(slices(counts)):
        documents, weights, places = (" ".join(each) for each in zip(*texts[which], strict=True))
        both = {f"words-{number}": inert([documents, weights]), f"places-{number}": inert(places)}
        checks.append(check(*both.values()))
        files |= {name: script(name, data, check=checks[-1]) for name, data in both.items()}
    return files, "".join(checks)


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


def _spread_parts(forms: Sequence[str], known: Mapping[str, str], counts: Sequence[int]) -> dict[str, list[str]]:
    """Find the lemmas that stand inside words of many shards, with those words."""
    shard_of = [shard for shard, count in enumerate(counts) for _ in range(count)]
    return {
        part: [forms[number] for number in numbers]
        for part, numbers in _parts(forms, known).items()
        if len({shard_of[number] for number in numbers}) > _SPREAD
    }


def _parts(forms: Sequence[str], known: Mapping[str, str]) -> dict[str, list[int]]:
    """Find the lemmas that words hold: `bostad` in `bostadsbrist`, and in `hyresbostäder` by its lemma."""
    possible = {fold(lemma) for lemma in known.values() if len(lemma) >= _SHORTEST_PART}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, form in enumerate(forms):
        for part in _inside(fold(form), possible) | _inside(fold(known[form]), possible):
            holders[part].append(number)
    return dict(sorted(holders.items()))


def _inside(word: str, possible: set[str]) -> set[str]:
    """Find the lemmas within a word, of the lengths that words have: what is no word at all costs little."""
    starts = range(len(word) - _SHORTEST_PART + 1)
    lengths = range(_SHORTEST_PART, _LONGEST_PART + 1)
    return {word[start : start + length] for start in starts for length in lengths} & possible
