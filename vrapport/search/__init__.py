"""The search index: all that a browser needs to search the whole site without a server, as files of data.

The page's script (templates/assets/search.js) fetches `documents` at once and `lexicon` when somebody begins to ask,
and then for each query the few shards that it needs: `words` (in which documents, and how much there), `places` (for
phrases) and `cards` (what a result shows); and `names`, to put hits in the order of their titles. All are classic
scripts, so that a strict Content-Security-Policy and `file://` both allow them.
"""

from collections.abc import Iterable

from vrapport.search.cards import card_files
from vrapport.search.document import FACETS, Document, oldest_first, tidied, tongues
from vrapport.search.lexicon import word_files
from vrapport.search.postings import read
from vrapport.search.words import cut

__all__ = ["FACETS", "Document", "index"]


def index(documents: Iterable[Document], language: str) -> dict[str, bytes]:
    """Make the files of the index in one language, by their path below the assets folder."""
    ordered = sorted(map(tidied, documents), key=oldest_first)
    postings = read([_short_names(document), cut(document.title), cut(document.text)] for document in ordered)
    words, check = word_files(postings, language, tongues(ordered))
    files = card_files(ordered, language, check) | words
    return {f"search/{language}/{name}.js": data for name, data in sorted(files.items())}


def _short_names(document: Document) -> list[str]:
    return [word for name in (document.ident, *document.answers) for word in cut(name)]
