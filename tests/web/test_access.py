"""Everyone can use the pages: axe finds nothing on a page of each kind, in light and dark, on a phone and a desk."""

from collections.abc import Callable

import pytest

from tests.conftest import CHECKERS, Site, Visit
from tests.web.documents import document

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


@pytest.fixture
def open_browser(open_used_browser: Open) -> Open:
    return open_used_browser


def faults(visit: Visit) -> list[str]:
    """Ask axe about the page that is open: each rule broken, and where."""
    visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    result = visit.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    broken = [(rule, node) for rule in result["violations"] for node in rule["nodes"]]
    return [f"{rule['id']}: {rule['help']}: {node['html'][:160]}" for rule, node in broken]


@pytest.mark.parametrize("settings", SETTINGS[2:])  # the showcase has every kind of page, in light and dark
def test_axe_finds_nothing(
    site: Site, one_of_each: dict[str, str], open_browser: Open, settings: dict[str, object]
) -> None:
    assert_faultless(site, one_of_each, open_browser(**settings))


@pytest.mark.parametrize("settings", SETTINGS[:2])
def test_axe_finds_nothing_on_all_that_a_site_can_have(
    showcase: Site, shown: dict[str, str], open_browser: Open, settings: dict[str, object]
) -> None:
    assert_faultless(showcase, shown, open_browser(**settings))


@pytest.mark.parametrize("settings", SETTINGS[:2])
def test_axe_finds_nothing_from_right_to_left(
    showcase: Site, shown_right_to_left: dict[str, str], open_browser: Open, settings: dict[str, object]
) -> None:
    assert all(document(showcase.folder / page).first("html")["dir"] == "rtl" for page in shown_right_to_left.values())
    assert_faultless(showcase, shown_right_to_left, open_browser(**settings))


def assert_faultless(site: Site, pages: dict[str, str], visit: Visit) -> None:
    found = []
    for address in pages.values():
        visit.page.goto((site.folder / address).as_uri())
        found += [f"{address}: {fault}" for fault in faults(visit)]
    assert not found, "\n".join(found[:40])


def test_axe_finds_what_is_wrong(visit: Visit) -> None:
    visit.page.set_content('<html lang="sv"><title>Fel</title><main><h1>Fel</h1><img src="data:,"></main></html>')
    assert any(fault.startswith("image-alt") for fault in faults(visit))


@pytest.mark.parametrize("width", [320, 768])  # 320 is also what 400 % leaves of 1280
def test_no_page_is_wider_than_the_window(
    site: Site, one_of_each: dict[str, str], open_browser: Open, width: int
) -> None:
    assert_fits(site, one_of_each, open_browser(viewport={"width": width, "height": 800}))


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_the_window_in_any_direction(
    showcase: Site, shown: dict[str, str], shown_right_to_left: dict[str, str], open_browser: Open, width: int
) -> None:
    visit = open_browser(viewport={"width": width, "height": 800})
    assert_fits(showcase, shown, visit)
    assert_fits(showcase, shown_right_to_left, visit)


@pytest.mark.parametrize("address", ["index.html", "ar/index.html"])
def test_on_a_phone_the_head_takes_few_rows_and_its_menu_can_be_walked(
    showcase: Site, open_browser: Open, address: str
) -> None:
    page = open_browser(viewport=PHONE).page
    page.goto((showcase.folder / address).as_uri())
    assert page.evaluate("document.querySelector('main').getBoundingClientRect().top") <= 190
    last = page.locator(".top nav:not(.languages) a").last
    last.focus()
    box = last.bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"]


def assert_fits(site: Site, pages: dict[str, str], visit: Visit) -> None:
    too_wide = []
    for address in pages.values():
        visit.page.goto((site.folder / address).as_uri())
        wide, room = visit.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        too_wide += [f"{address}: {wide}"] if wide > room else []
    assert not too_wide


SMALL = """() => {
  const text = "p, li, dd, td, div, span, h1, h2, h3, q, figcaption, caption";
  const inline = (each) => getComputedStyle(each).display === "inline" && each.parentElement.matches(text);
  const boxes = Array.from(document.querySelectorAll("a[href], button:not(:disabled), input, select, summary"))
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".hidden, .skip"))
    .filter((each) => !inline(each));
  return boxes.map((each) => [each.outerHTML.slice(0, 120), each.getBoundingClientRect()])
    .filter(([, box]) => (box.width < 24 || box.height < 24) && box.width > 1)
    .map(([html, box]) => `${html} ${Math.round(box.width)} x ${Math.round(box.height)}`);
}"""


def test_what_one_presses_is_large_enough(showcase: Site, shown: dict[str, str], open_browser: Open) -> None:
    """WCAG 2.2, 2.5.8: at least 24 px; what stands within a line of text is excepted."""
    visit = open_browser(viewport=PHONE)
    small = []
    for address in shown.values():
        visit.page.goto((showcase.folder / address).as_uri())
        small += [f"{address}: {found}" for found in visit.page.evaluate(SMALL)]
    assert not small, "\n".join(small[:40])


def test_the_keyboard_comes_first_to_the_content(site: Site, visit: Visit) -> None:
    visit.page.goto((site.folder / "index.html").as_uri())
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("location.hash") == "#main"
