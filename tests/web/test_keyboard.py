"""Whoever has only a keyboard comes everywhere, sees where they are, and gets away again."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Site, Visit
from tests.web.conftest import own_pages
from tests.web.test_access import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]


@pytest.fixture
def open_browser(open_used_browser: Open) -> Open:
    return open_used_browser


INTERACTIVE = "a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex='0']"
WATCH = """(interactive) => {
  const all = Array.from(document.querySelectorAll(interactive))
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled);
  window.walked = [];
  document.addEventListener("focusin", ({ target }) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(target), { width, height } = target.getBoundingClientRect();
    const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && width > 4 && height > 4;
    window.walked.push({ place: all.indexOf(target), name: target.outerHTML.slice(0, 120), seen });
  });
  return all.length;
}"""


class Step(NamedTuple):
    place: int  # among all that can be used, in the order of the page
    name: str
    seen: bool


def walk(page: Page) -> tuple[int, list[Step]]:
    """Press Tab once for everything on the page that can be used, and once more."""
    number = page.evaluate(WATCH, INTERACTIVE)
    for _ in range(number + 1):
        page.keyboard.press("Tab")
    return number, [Step(**step) for step in page.evaluate("window.walked")]


def assert_walkable(page: Page) -> None:
    number, steps = walk(page)
    assert number > 5
    assert [step.place for step in steps][:number] == list(range(number)), [
        step.name for step in steps if step.place < 0
    ]
    assert all(step.place == 0 for step in steps[number:])  # past the last, one is out, or begins anew
    assert not [step.name for step in steps if not step.seen]


@pytest.mark.parametrize("kind", ["front", "list", "decision", "report", "meeting", "missing"])
def test_tab_comes_to_everything_in_order_and_is_seen_on_a_phone(
    site: Site, one_of_each: dict[str, str], open_browser: Open, kind: str
) -> None:
    page = open_browser(viewport=PHONE).page
    page.goto((site.folder / one_of_each[kind]).as_uri())
    assert_walkable(page)


@pytest.mark.parametrize("half", [0, 1])  # two halves, for two to walk at once
def test_the_whole_of_a_site_can_be_walked(showcase: Site, visit: Visit, half: int) -> None:
    pages = own_pages(showcase)
    assert len(pages) > 60
    for address in pages[half::2]:
        visit.page.goto((showcase.folder / address).as_uri())
        assert_walkable(visit.page)


def test_a_page_of_each_kind_can_be_walked_from_right_to_left(
    showcase: Site, shown_right_to_left: dict[str, str], visit: Visit
) -> None:
    for address in shown_right_to_left.values():
        visit.page.goto((showcase.folder / address).as_uri())
        assert_walkable(visit.page)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("asked", ["", "?q=styrelsen&status=ongoing", "?q=trafik&status=done"])
def test_tab_comes_to_everything_in_an_answer(
    site: Site, open_browser: Open, asked: str, viewport: dict[str, int]
) -> None:
    assert_walkable(opened(open_browser, site, asked, viewport))


def test_every_page_begins_with_the_way_past_the_menu(
    site: Site, one_of_each: dict[str, str], open_browser: Open
) -> None:
    page = open_browser().page
    for address in one_of_each.values():
        page.goto((site.folder / address).as_uri())
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Till innehållet")).to_be_focused()


COVERED = """() => {
  const { activeElement: focused } = document;
  if (focused === document.body || focused.matches(".skip")) return null;
  const boxes = Array.from(focused.getClientRects()).filter(({ width, height }) => width > 1 && height > 1);
  const seen = boxes.some((box) => {
    const found = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return found && (focused.contains(found) || found.contains(focused));
  });
  return seen ? null : focused.outerHTML.slice(0, 120);
}"""


def covered(page: Page) -> list[str]:
    """Go backwards from the foot of a page, and tell what has focus but cannot be seen."""
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    found = []
    for _ in range(page.locator(INTERACTIVE).count()):
        page.keyboard.press("Shift+Tab")
        found.append(page.evaluate(COVERED))
    return [each for each in found if each]


def test_what_has_focus_is_not_below_what_sticks_to_the_window(site: Site, open_browser: Open) -> None:
    """WCAG 2.2, 2.4.11: the head of the table stays while the list is walked backwards."""
    page = open_browser(viewport={"width": 1280, "height": 800}).page
    page.goto((site.folder / "beslut" / "index.html").as_uri())
    assert covered(page) == []
    page.evaluate("document.documentElement.style.scrollPadding = 0")
    assert covered(page)  # or nothing would be told


def opened(open_browser: Open, site: Site, asked: str = "", viewport: dict[str, int] = DESK) -> Page:
    page = open_browser(viewport=viewport).page
    page.goto(f"{(site.folder / 'sok.html').as_uri()}{asked}")
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "false")
    return page


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def test_the_field_comes_before_the_facets_and_they_before_the_hits(site: Site, open_browser: Open) -> None:
    page = opened(open_browser, site, "?q=styrelsen&status=ongoing")
    for selector in ("nav a", "#search-q", "#search-form button", ".facet input", ".chips button", "#search-results a"):
        tab_to(page, selector)


def test_a_slash_goes_to_the_field(site: Site, open_browser: Open) -> None:
    page = opened(open_browser, site, "?q=trafik")
    tab_to(page, ".facet input")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("bostad")  # what stood there was selected
    expect(page.get_by_role("searchbox")).to_have_value("bostad")


def test_where_one_writes_a_slash_is_a_slash(site: Site, open_browser: Open) -> None:
    page = opened(open_browser, site)
    page.get_by_role("searchbox").focus()
    page.keyboard.type("och/eller")
    expect(page.get_by_role("searchbox")).to_have_value("och/eller")


def test_the_slash_can_be_turned_off_and_stays_so(site: Site, open_browser: Open) -> None:
    """WCAG 2.1.4: whoever speaks to the computer, or strikes keys by mistake, has none that does anything alone."""
    page = opened(open_browser, site)
    box = page.get_by_role("checkbox", name="Använd / för att söka")
    expect(box).to_be_checked()
    expect(page.get_by_role("searchbox")).to_have_attribute("aria-keyshortcuts", "/")
    box.uncheck()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()
    page.goto((site.folder / "tillganglighet.html").as_uri())
    expect(page.get_by_role("searchbox")).not_to_have_attribute("aria-keyshortcuts", "/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()
    expect(box).not_to_be_checked()
    box.check()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_without_a_script_there_is_no_key_to_turn_off(site: Site, open_browser: Open) -> None:
    page = open_browser(java_script_enabled=False).page
    page.goto((site.folder / "tillganglighet.html").as_uri())
    expect(page.locator(".slash")).to_be_hidden()


@pytest.mark.parametrize("held", ["Control", "Alt", "Meta"])
def test_a_slash_with_another_key_is_left_to_the_browser(site: Site, open_browser: Open, held: str) -> None:
    page = opened(open_browser, site)
    page.keyboard.press(f"{held}+/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_escape_clears_the_field_and_then_leaves_it(site: Site, open_browser: Open) -> None:
    page = opened(open_browser, site, "?q=trafik")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.locator("#search-results > li")).to_have_count(0)
    expect(page.locator("#search-start")).to_be_visible()
    assert not page.url.partition("?")[2]
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_space_ticks_a_box_and_one_stays_there(site: Site, open_browser: Open) -> None:
    page = opened(open_browser, site, "?q=styrelsen")
    tab_to(page, ".facet input[name=status]")
    value = page.evaluate("document.activeElement.value")
    for chosen in (1, 0):
        page.keyboard.press("Space")
        expect(page.locator("#search-chips li")).to_have_count(chosen)
        assert page.evaluate("document.activeElement.value") == value


def test_a_box_that_leads_nowhere_any_more_stays_while_one_is_there(site: Site, open_browser: Open) -> None:
    page = opened(open_browser, site, "?q=trafik&status=done")
    tab_to(page, ".facet input[value=done]")
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("2 träffar.")
    assert page.evaluate("document.activeElement.value") == "done"


def test_enter_unfolds_the_rest_of_a_facet(site: Site, open_browser: Open) -> None:
    page = opened(open_browser, site)
    tab_to(page, ".facet-all")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Organ", exact=True).get_by_role("checkbox").first).to_be_focused()


def test_enter_takes_a_choice_back(site: Site, open_browser: Open) -> None:
    page = opened(open_browser, site, "?q=styrelsen&status=ongoing")
    tab_to(page, ".chips button")
    page.keyboard.press("Enter")
    expect(page.locator("#search-chips li")).to_have_count(0)
    expect(page.get_by_role("status")).to_be_focused()


def test_on_a_phone_enter_unfolds_the_facets(site: Site, open_browser: Open) -> None:
    page = opened(open_browser, site, "?q=styrelsen", PHONE)
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, ".facet input")
    page.keyboard.press("Space")
    expect(page.locator("#search-chips li")).to_have_count(1)
