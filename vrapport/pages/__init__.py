"""The pages of a site: each function makes the pages of one sort; to add a page is a file and a line here."""

from collections.abc import Callable, Iterator

from vrapport.pages.accessibility import accessibility
from vrapport.pages.agenda import follow_up
from vrapport.pages.body import bodies
from vrapport.pages.calendar import calendar
from vrapport.pages.campaign import campaigns
from vrapport.pages.decision import decisions
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
        yield from make(view)
