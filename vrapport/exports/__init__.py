"""What is published beside the pages, for programs: each function makes files of one sort; one more is a line here."""

from collections.abc import Callable, Iterator

from vrapport.exports.data import decision_data
from vrapport.exports.index import search_index
from vrapport.exports.sitemap import robots, sitemap
from vrapport.outputs import Bundle, Output
from vrapport.theme import Page
from vrapport.views import View

EXPORTS: tuple[Callable[[View, tuple[Page, ...]], Iterator[Output | Bundle]], ...] = (
    decision_data,
    search_index,
    sitemap,
    robots,
)


def exports(view: View, pages: tuple[Page, ...]) -> Iterator[Output | Bundle]:
    """Make every file that is published beside the pages."""
    for make in EXPORTS:
        yield from make(view, pages)
