"""The site holds wherever it is put: on a disk, in a sub-folder of a host, without JavaScript, on paper."""

from collections.abc import Callable

import pytest

from tests.conftest import Site, Visit
from tests.web.documents import document

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]


def test_from_a_disk_nothing_is_refused_or_missing(site: Site, one_of_each: dict[str, str], visit: Visit) -> None:
    for address in one_of_each.values():
        visit.page.goto((site.folder / address).as_uri(), wait_until="load")
    assert not visit.complaints
    assert all(url.startswith((site.folder.as_uri(), "data:")) for url in visit.asked_for)


def test_in_a_sub_folder_nothing_is_refused_or_missing(served: str, one_of_each: dict[str, str], visit: Visit) -> None:
    for address in one_of_each.values():
        visit.page.goto(served + address, wait_until="load")
    assert not visit.complaints
    assert all(url.startswith((served, "data:")) for url in visit.asked_for)


def test_nothing_of_all_that_a_site_can_have_is_refused_or_missing(
    showcase: Site, shown: dict[str, str], shown_right_to_left: dict[str, str], visit: Visit
) -> None:
    for address in (*shown.values(), *shown_right_to_left.values()):
        visit.page.goto((showcase.folder / address).as_uri(), wait_until="load")
    assert not visit.complaints
    assert all(url.startswith((showcase.folder.as_uri(), "data:")) for url in visit.asked_for)


def test_the_style_sheet_is_applied(served: str, visit: Visit) -> None:
    visit.page.goto(served + "index.html")
    rules = visit.page.evaluate("Array.from(document.styleSheets, sheet => sheet.cssRules.length)")
    assert rules
    assert min(rules) > 0


def test_without_javascript_every_kind_of_page_can_be_read(
    site: Site, one_of_each: dict[str, str], open_browser: Open
) -> None:
    visit = open_browser(java_script_enabled=False)
    for address in one_of_each.values():
        visit.page.goto((site.folder / address).as_uri())
        assert visit.page.locator("h1").is_visible(), address
        assert len(visit.page.locator("main").inner_text().split()) > 3, address


def test_without_javascript_all_that_a_site_can_have_can_be_read(
    showcase: Site, shown: dict[str, str], open_browser: Open
) -> None:
    visit = open_browser(java_script_enabled=False)
    for address in shown.values():
        visit.page.goto((showcase.folder / address).as_uri())
        assert visit.page.locator("h1").is_visible(), address
        assert len(visit.page.locator("main").inner_text().split()) > 3, address


def test_without_javascript_the_front_page_leads_to_every_decision(site: Site, open_browser: Open) -> None:
    visit = open_browser(java_script_enabled=False)
    visit.page.goto((site.folder / "index.html").as_uri())
    decisions = [page for page in site.pages if document(site.folder / page).kind == "decision" and "/2019/" in page]
    missing = [page for page in decisions if not visit.page.locator(f'main a[href="{page}"]').count()]
    assert not missing


def test_without_javascript_the_menu_leads_to_its_pages(served: str, open_browser: Open) -> None:
    visit = open_browser(java_script_enabled=False)
    visit.page.goto(served + "index.html")
    entries = visit.page.locator("header nav a")
    assert entries.count() > 2
    for number in range(entries.count()):
        visit.page.goto(served + "index.html")
        with visit.page.expect_navigation():  # else the page may be asked before it has come
            entries.nth(number).click()
        assert visit.page.locator("h1").is_visible(), visit.page.url
    assert not visit.complaints


@pytest.mark.parametrize("kind", ["front", "decision", "report"])
def test_on_paper_the_content_stands_without_the_menu(
    site: Site, one_of_each: dict[str, str], visit: Visit, kind: str
) -> None:
    visit.page.emulate_media(media="print")
    visit.page.goto((site.folder / one_of_each[kind]).as_uri())
    assert visit.page.locator("h1").is_visible()
    assert not visit.page.locator("header nav").first.is_visible()
