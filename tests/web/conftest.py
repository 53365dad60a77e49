"""What the tests of the built pages share: the example, and a showcase with all that a site can have."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error

from tests.conftest import ROOT, Site, Visit
from tests.web.documents import document

SHOWCASE = ROOT / "tests" / "showcase"
RIGHT_TO_LEFT = "ar/"  # where the showcase's pages in Arabic lie


@pytest.fixture(scope="session")
def one_of_each(site: Site) -> dict[str, str]:
    """Choose a page of each kind that the theme knows: the longest, for it shows most."""
    return _longest_of_each(site, "")


@pytest.fixture(scope="session")
def showcase(built_once: Callable[[Path], Site]) -> Site:
    """Build the showcase once: three languages, one of them from right to left, and every kind of record."""
    return built_once(SHOWCASE)


@pytest.fixture(scope="session")
def shown(showcase: Site) -> dict[str, str]:
    """Choose a page of each kind in the showcase's own language."""
    return _longest_of_each(showcase, "")


@pytest.fixture(scope="session")
def shown_right_to_left(showcase: Site) -> dict[str, str]:
    """Choose a page of each kind in Arabic."""
    return _longest_of_each(showcase, RIGHT_TO_LEFT)


@pytest.fixture(params=["content", "showcase"])
def either(request: pytest.FixtureRequest) -> Site:
    """Ask the same of the example and of the showcase."""
    found: Site = request.getfixturevalue("site" if request.param == "content" else "showcase")
    return found


def _longest_of_each(site: Site, prefix: str) -> dict[str, str]:
    longest: dict[str, str] = {}
    for address in sorted(own_pages(site, prefix), key=lambda page: len(site.read(page))):
        longest[document(site.folder / address).kind] = address
    return longest


def own_pages(site: Site, prefix: str = "") -> tuple[str, ...]:
    """Return the pages of the language whose front page lies below a prefix."""
    language = document(site.folder / prefix / "index.html").first("html")["lang"]
    return tuple(page for page in site.pages if document(site.folder / page).first("html")["lang"] == language)


# --- windows that are used again --------------------------------------------------------------------------------------

USUAL = {"width": 1280, "height": 720}


@dataclass
class Windows:
    """Windows that tests leave as good as new for the next: to open one takes a browser longer than most tests take.

    How large a window is and which colours it has is said to it anew each time; for other settings it has others.
    """

    browser: Browser
    _free: dict[str, Visit] = field(default_factory=dict)

    def take(self, settings: Mapping[str, object]) -> tuple[str, Visit]:
        """Take a window that nobody uses, or open one."""
        kind = repr(sorted(settings.items()))
        free = self._free.pop(kind, None)
        opened = free or Visit(self.browser.new_context(locale="sv-SE", **settings).new_page())  # type: ignore[arg-type]
        return kind, opened

    def give_back(self, kind: str, used: Visit) -> None:
        """Wipe a window for the next test: what it kept, the way back, and what it had to say."""
        page = used.page
        visited = {f"{url.scheme}://{url.netloc}" for url in map(urlsplit, used.asked_for)}
        with suppress(Error):  # an empty page keeps nothing
            page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.goto("about:blank")
        page.context.clear_cookies()
        tools = page.context.new_cdp_session(page)
        for origin in visited:
            tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        tools.send("Page.resetNavigationHistory")
        tools.send("Network.clearBrowserCache")
        tools.detach()
        used.asked_for.clear()
        used.complaints.clear()
        if kind in self._free:
            page.context.close()
        else:
            self._free[kind] = used


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Keep the windows of a browser, which closes them with itself."""
    return Windows(browser)


@pytest.fixture
def open_used_browser(windows: Windows) -> Iterator[Callable[..., Visit]]:
    """Open a window that other tests used before: for a test that lays nothing between the page and its files."""
    taken: list[tuple[str, Visit]] = []

    def open_one(
        viewport: dict[str, int] = USUAL, color_scheme: str = "light", forced_colors: str = "none", **settings: object
    ) -> Visit:
        taken.append(windows.take(settings))
        visit = taken[-1][1]
        visit.page.set_viewport_size(viewport)  # type: ignore[arg-type]
        visit.page.emulate_media(color_scheme=color_scheme, forced_colors=forced_colors)  # type: ignore[arg-type]
        return visit

    yield open_one
    for kind, visit in taken:
        windows.give_back(kind, visit)
