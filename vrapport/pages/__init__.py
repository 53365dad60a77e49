"""The pages of a site: each function makes the pages of one sort; to add a page is a file and a line here."""

from collections.abc import Callable, Collection, Iterable, Iterator

from vrapport.pages.accessibility import accessibility
from vrapport.pages.agenda import follow_up
from vrapport.pages.body import bodies
from vrapport.pages.calendar import calendar
from vrapport.pages.campaign import campaigns
from vrapport.pages.decision import decisions, decisions_at
from vrapport.pages.front import front
from vrapport.pages.indexes import indexes
from vrapport.pages.ledgers import ledgers
from vrapport.pages.lists import lists
from vrapport.pages.measures import over_time
from vrapport.pages.meeting import meetings
from vrapport.pages.motion import motions
from vrapport.pages.moved import moved
from vrapport.pages.news import news
from vrapport.pages.open_data import open_data
from vrapport.pages.plain import missing, search, texts
from vrapport.pages.report import reports
from vrapport.pages.resource import resources
from vrapport.pages.statement import statements
from vrapport.pages.statistic import statistics
from vrapport.stages import piece_by_piece
from vrapport.theme import Page
from vrapport.views import View

PAGES: tuple[Callable[[View], Iterator[Page]], ...] = (
    front,
    decisions,
    motions,
    meetings,
    bodies,
    campaigns,
    statements,
    resources,
    statistics,
    reports,
    lists,
    indexes,
    ledgers,
    follow_up,
    over_time,
    calendar,
    news,
    open_data,
    texts,
    accessibility,
    search,
    missing,
    moved,
)


def pages(view: View) -> Iterator[Page]:
    """Make every page that one audience reads in one language."""
    for make in PAGES:
        yield from piece_by_piece(make(view))


def pages_at(views: Iterable[View], addresses: Collection[str]) -> Iterator[Page]:
    """Make the pages at some addresses, each once, going no further than to the last of them.

    Those of decisions, of which there may be very many, are found without making the others.
    """
    missing = set(addresses)
    for page in _decisions_first(tuple(views), addresses):
        if page.address in missing:
            missing.remove(page.address)
            yield page
        if not missing:
            return


def _decisions_first(views: Iterable[View], addresses: Collection[str]) -> Iterator[Page]:
    yield from (page for view in views for page in decisions_at(view, addresses))
    yield from (page for view in views for page in pages(view))
