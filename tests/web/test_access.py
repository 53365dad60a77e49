"""Everyone can use the pages: axe finds nothing on a page of each kind, in light and dark, on a phone and a desk."""

from collections.abc import Callable

import pytest

from tests.conftest import CHECKERS, Site, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = CHECKERS / "axe-core" / "axe.min.js"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
# Each colour scheme and each width once, and the colours that a reader may choose for herself.
SETTINGS = (
    pytest.param({"color_scheme": "light", "viewport": PHONE}, id="light-phone"),
    pytest.param({"color_scheme": "dark", "viewport": DESK}, id="dark-desk"),
    pytest.param({"color_scheme": "light", "viewport": DESK, "forced_colors": "active"}, id="high-contrast"),
)

Open = Callable[..., Visit]


def faults(visit: Visit) -> list[str]:
    """Ask axe about the page that is open: each rule broken, and where."""
    visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    result = visit.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    broken = [(rule, node) for rule in result["violations"] for node in rule["nodes"]]
    return [f"{rule['id']}: {rule['help']}: {node['html'][:160]}" for rule, node in broken]


@pytest.mark.parametrize("settings", SETTINGS)
def test_axe_finds_nothing(
    site: Site, one_of_each: dict[str, str], open_browser: Open, settings: dict[str, object]
) -> None:
    visit = open_browser(**settings)
    found = []
    for address in one_of_each.values():
        visit.page.goto((site.folder / address).as_uri())
        found += [f"{address}: {fault}" for fault in faults(visit)]
    assert not found, "\n".join(found[:40])


def test_axe_finds_what_is_wrong(visit: Visit) -> None:
    visit.page.set_content('<html lang="sv"><title>Fel</title><main><h1>Fel</h1><img src="data:,"></main></html>')
    assert any(fault.startswith("image-alt") for fault in faults(visit))


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_is_wider_than_the_window(
    site: Site, one_of_each: dict[str, str], open_browser: Open, width: int
) -> None:
    visit = open_browser(viewport={"width": width, "height": 800})
    too_wide = []
    for address in one_of_each.values():
        visit.page.goto((site.folder / address).as_uri())
        wide = visit.page.evaluate("document.documentElement.scrollWidth")
        too_wide += [f"{address}: {wide}"] if wide > width else []
    assert not too_wide


def test_the_keyboard_comes_first_to_the_content(site: Site, visit: Visit) -> None:
    visit.page.goto((site.folder / "index.html").as_uri())
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("location.hash") == "#main"
