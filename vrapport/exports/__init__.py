"""What is published beside the pages, for programs: each function makes files of one sort; one more is a line here."""

from collections.abc import Callable, Iterator

from vrapport.exports.calendar import calendar_file
from vrapport.exports.data import decision_data
from vrapport.exports.feed import feed
from vrapport.exports.index import search_index
from vrapport.exports.sitemap import robots, sitemap
from vrapport.outputs import Work
from vrapport.theme import Page
from vrapport.views import View

EXPORTS: tuple[Callable[[View, tuple[Page, ...]], Iterator[Work]], ...] = (
    decision_data,
    sitemap,
    robots,
)
IN_EACH_LANGUAGE: tuple[Callable[[View, tuple[Page, ...]], Iterator[Work]], ...] = (
    search_index,
    calendar_file,
    feed,
)


def exports(views: tuple[View, ...], pages: tuple[Page, ...]) -> Iterator[Work]:
    """Make every file that is published beside the pages: most of them once, in the site's own language."""
    for make in EXPORTS:
        yield from make(views[0], pages)
    for view in views:
        for make in IN_EACH_LANGUAGE:
            yield from make(view, pages)
