"""What a new member comes to ask is answered within three actions, counted from the front page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Site, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]
MOST = 3


class Actions:
    """Acts as a reader does, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.done = 0

    def click(self, what: Locator) -> None:
        self.done += 1
        what.click()

    def search(self, words: str) -> None:
        """Type in the field that every page has, and press Enter."""
        self.done += 1
        self.page.locator("#find").fill(words)
        self.page.locator("#find").press("Enter")


@contextmanager
def counted(page: Page, site: Site) -> Iterator[Actions]:
    page.goto((site.folder / "index.html").as_uri())
    actions = Actions(page)
    yield actions
    assert 0 < actions.done <= MOST


@pytest.mark.parametrize("viewport", [{"width": 360, "height": 740}, {"width": 1280, "height": 900}])
def test_what_became_of_motion_a20(site: Site, open_browser: Open, viewport: dict[str, int]) -> None:
    page = open_browser(viewport=viewport).page
    with counted(page, site) as actions:
        actions.search("A20")
        actions.click(page.locator("#search-results a").first)
    expect(page.locator("h1")).to_contain_text("Offentliga lokaler i distriktet")
    expect(page.locator(".now h2")).to_contain_text("Genomfört")


@pytest.mark.parametrize("viewport", [{"width": 360, "height": 740}, {"width": 1280, "height": 900}])
def test_what_the_board_is_late_with(showcase: Site, open_browser: Open, viewport: dict[str, int]) -> None:
    page = open_browser(viewport=viewport).page
    with counted(page, showcase) as actions:
        actions.click(page.locator("main").get_by_role("link", name="Försenade beslut").first)
    expect(page.locator("main")).to_contain_text("Komposten flyttas")
    expect(page.locator("main")).to_contain_text("Styrelsen")


def test_what_has_changed_since_i_last_looked(site: Site, open_browser: Open) -> None:
    page = open_browser().page
    with counted(page, site) as actions:
        actions.click(page.locator("main").get_by_role("link", name="Nytt och ändrat").first)
    expect(page.locator("h1")).to_have_text("Nytt och ändrat")
    expect(page.locator("main")).to_contain_text("januari 2020")
