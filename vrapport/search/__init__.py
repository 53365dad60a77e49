"""The search index: all that a browser needs to search the whole site without a server, as files of data.

The page's script (templates/assets/search.js) fetches `documents` at once and `lexicon` when somebody begins to ask,
and then for each query the few shards that it needs: `words` (in which documents, and how much there), `places` (for
phrases) and `cards` (what a result shows); and `names`, to put hits in the order of their titles. All are classic
scripts, so that a strict Content-Security-Policy and `file://` both allow them. A shard is named by a number that
follows from what is in it: one that is as it was keeps its address, whatever comes before it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from vrapport.keeping import NOWHERE, Shelf
from vrapport.search.cards import card_files
from vrapport.search.document import FACETS, Document, Known, known, oldest_first, tongues
from vrapport.search.files import File
from vrapport.search.lexicon import on_shards, spread_parts, word_files
from vrapport.search.notes import NOTHING, Notes, as_kept, changed, from_kept, parts, renewed
from vrapport.search.vocabulary import Vocabulary, vocabulary_of
from vrapport.stages import piece_by_piece

__all__ = ["FACETS", "Document", "File", "index", "plan"]


def index(documents: Iterable[Document], language: str) -> dict[str, bytes]:
    """Make the files of the index in one language, by their path below the assets folder."""
    files = sorted(plan(documents, language), key=lambda file: file.name)
    return {f"search/{language}/{file.name}.js": file.make() for file in files}


def plan(documents: Iterable[Document], language: str, shelf: Shelf = NOWHERE, name: str = "search") -> list[File]:
    """Find out what files an index has and what each follows from; only those that are asked for are made.

    What was noted for the last index lies on the shelf under a name: only documents that changed are read anew.
    """
    ordered = sorted(piece_by_piece(documents), key=oldest_first)
    seen = [known(document) for document in piece_by_piece(ordered)]
    before = from_kept(shelf.recall(name))

    def spelled(words: Collection[str]) -> Vocabulary:
        return vocabulary_of(words, language, tongues(ordered), shelf, f"{name}-words")

    try:
        now, files = _plan(before, ordered, seen, language, spelled)
    except (LookupError, ValueError):  # what was kept contradicts itself
        now, files = _plan(NOTHING, ordered, seen, language, spelled)
    if now is not before:
        shelf.keep(name, as_kept(now))
    return files


def _plan(
    before: Notes,
    ordered: Sequence[Document],
    seen: Sequence[Known],
    language: str,
    spelled: Callable[[Collection[str]], Vocabulary],
) -> tuple[Notes, list[File]]:
    change = changed(before, ordered, seen)
    now = renewed(before, seen, change)
    number_of = {word: number for number, word in enumerate(now.words) if now.postings[number].size}
    words = spelled(number_of)
    numbers = [number_of[form] for form in words.forms]
    postings = [now.postings[number] for number in numbers]
    counts = on_shards(words.forms, postings)
    spread = {each: [numbers[place] for place in places] for each, places in spread_parts(words, counts).items()}
    now = replace(now, parts=parts(before, now, change, spread))
    files, check = word_files(words, postings, counts, {each: its.posting for each, its in now.parts.items()})
    return now, [*files, *card_files(ordered, seen, language, check)]
