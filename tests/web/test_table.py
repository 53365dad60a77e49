"""The list of decisions as a table: it stands whole without a script, and is filtered and ordered in place with one."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import ROOT, Site, Visit
from tests.small import SMALLEST, built, write
from tests.web.test_access import DESK, PHONE, faults
from vrapport.wording import sort_key

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]


@pytest.fixture
def open_browser(open_used_browser: Open) -> Open:
    return open_used_browser


Show = Callable[..., Page]

LIST = "beslut/index.html"


@pytest.fixture(params=["disk"])
def base(request: pytest.FixtureRequest, site: Site, served: str) -> str:
    return served if request.param == "sub-folder" else site.folder.as_uri() + "/"


@pytest.fixture
def show(base: str, visit: Visit) -> Iterator[Show]:
    """Open the list; in the end nothing was refused, missing, or asked of anyone else."""

    def open_list(asked: str = "", address: str = LIST) -> Page:
        visit.page.goto(f"{base}{address}{asked}")
        expect(visit.page.locator(".decisions thead button").first).to_be_attached()
        return visit.page

    yield open_list
    assert not visit.complaints
    assert all(url.startswith((base, "data:")) for url in visit.asked_for)


def rows(page: Page) -> Locator:
    return page.locator(".decisions tbody tr:not(.over):visible")


def names(page: Page) -> list[str]:
    return rows(page).get_by_role("link").all_inner_texts()


def column(page: Page, number: int) -> list[str]:
    return [text.strip() for text in rows(page).locator(f":scope > :nth-child({number})").all_inner_texts()]


def in_address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def said(page: Page) -> str:
    return page.get_by_role("status").inner_text()


# --- without a script -------------------------------------------------------------------------------------------------


def test_without_javascript_everything_is_listed_meeting_by_meeting(served: str, open_browser: Open) -> None:
    visit = open_browser(java_script_enabled=False)
    visit.page.goto(served + LIST)
    expect(rows(visit.page)).to_have_count(67)
    meetings = visit.page.locator(".over:visible").all_inner_texts()
    assert meetings == ["Distriktsstyrelsen 10 juni 2019", "Distriktsstyrelsen april 2019", "Årskonferensen 2019"]
    expect(visit.page.locator(".sift")).to_be_hidden()
    expect(visit.page.locator("main button:visible")).to_have_count(0)


def test_the_order_without_a_script_is_the_one_with_it(served: str, open_browser: Open, show: Show) -> None:
    bare = open_browser(java_script_enabled=False).page
    bare.goto(served + LIST)
    assert names(show()) == names(bare)


# --- ordering ---------------------------------------------------------------------------------------------------------


def test_a_column_is_ordered_by_its_button_and_then_the_other_way(show: Show) -> None:
    page = show()
    head = page.get_by_role("columnheader", name="Beslut")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    rising = names(page)
    assert rising == sorted(rising, key=lambda name: sort_key("sv", name))
    assert rising[-1].startswith(("Å", "Ä", "Ö"))
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert names(page) == rising[::-1]
    expect(page.locator("[aria-sort]")).to_have_count(1)


def test_numbers_are_counted_as_people_count_and_rows_without_one_come_last(show: Show) -> None:
    page = show("?sortera=nr")
    labels = column(page, 2)
    given = [label for label in labels if label]
    assert labels[: len(given)] == given
    assert given.index("A2") < given.index("A9") < given.index("A11") < given.index("A20")
    page.get_by_role("columnheader", name="Nr").get_by_role("button").click()
    turned = column(page, 2)
    assert turned[: len(given)] == given[::-1]
    assert not any(turned[len(given) :])


def test_what_was_last_reported_comes_newest_first(show: Show) -> None:
    page = show()
    head = page.get_by_role("columnheader", name="Senast redovisat")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    days = rows(page).locator(":scope > :last-child").evaluate_all("all => all.map(each => each.dataset.sort || '')")
    told = [day for day in days if day]
    assert told == sorted(told, reverse=True)
    assert days[: len(told)] == told


def test_equals_keep_the_order_of_the_meeting(show: Show) -> None:
    page = show("?status=ongoing")
    before = names(page)
    page.get_by_role("columnheader", name="Status").get_by_role("button").click()
    assert names(page) == before


def test_rows_that_left_their_meeting_say_which_it_is_and_find_their_way_back(show: Show) -> None:
    page = show()
    before = names(page)
    order = page.get_by_role("combobox", name="Ordna efter")
    order.select_option("Beslut")
    expect(page.locator(".over:visible")).to_have_count(0)
    shown = "(row) => getComputedStyle(row.querySelector('.name'), '::after').content"
    row = rows(page).filter(has_text="Bostadskampanj")
    assert row.evaluate(shown) == '"Årskonferensen 2019"'
    assert said(page) == "Ordnat efter: Beslut."
    order.select_option("Mötets ordning")
    assert names(page) == before
    expect(page.locator(".over:visible")).to_have_count(3)
    assert row.evaluate(shown) == "none"


# --- filtering --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("fardtjanst", "Kampanj om färdtjänst och funktionshinderpolitik"),
        ("  BOSTADS ", "Bostadskampanj"),
        ("A20", "Offentliga lokaler i distriktet"),
        ("offentliga a20", "Offentliga lokaler i distriktet"),
    ],
)
def test_rows_are_filtered_as_one_types(show: Show, words: str, found: str) -> None:
    page = show()
    page.get_by_role("searchbox", name="Filtrera").fill(words)
    assert found in names(page)
    assert said(page) == f"Visar {rows(page).count()} av 67."
    assert in_address(page) == {"q": [words.strip()]}


def test_a_meeting_without_rows_left_is_not_shown(show: Show) -> None:
    page = show("?q=bostadskampanj")
    assert page.locator(".over:visible").all_inner_texts() == ["Årskonferensen 2019"]


def test_status_and_area_narrow_together(show: Show) -> None:
    page = show()
    page.get_by_role("combobox", name="Status").select_option("Pågår")
    ongoing = rows(page).count()
    page.get_by_role("combobox", name="Område").select_option("Kampanj")
    assert 0 < rows(page).count() < ongoing
    assert set(column(page, 3)) == {"Pågår"}
    assert set(column(page, 4)) == {"Kampanj"}
    assert in_address(page) == {"status": ["ongoing"], "omrade": ["Kampanj"]}


def test_only_what_there_is_can_be_chosen(show: Show) -> None:
    page = show()
    for name, place in {"Status": 3, "Område": 4}.items():
        offered = page.get_by_role("combobox", name=name).locator("option").all_inner_texts()
        there = {re.sub(r"^Väntar på .*", "Väntar", text) for text in column(page, place)} - {""}
        assert set(offered) == {"Alla", *there}


def test_where_no_row_is_left_it_is_said(show: Show) -> None:
    page = show("?q=xyzzy")
    expect(rows(page)).to_have_count(0)
    assert said(page) == "Inget beslut stämmer med urvalet."


def test_the_whole_question_can_stand_in_an_address_and_comes_back(show: Show) -> None:
    page = show("?q=distriktsstyrelsen&status=ongoing&omrade=kommunikation&sortera=-namn")
    expect(page.get_by_role("searchbox", name="Filtrera")).to_have_value("distriktsstyrelsen")
    before = names(page)
    assert before == sorted(before, key=lambda name: sort_key("sv", name), reverse=True)
    rows(page).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(before[0])
    page.go_back()
    expect(page.locator("[aria-sort]")).to_have_attribute("aria-sort", "descending")
    assert names(page) == before


def test_escape_clears_and_then_leaves(show: Show) -> None:
    page = show("?status=ongoing&sortera=namn")
    field = page.get_by_role("searchbox", name="Filtrera")
    field.fill("bostad")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    expect(rows(page)).to_have_count(67)
    assert in_address(page) == {"sortera": ["namn"]}
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()


def test_enter_stays_on_the_page(show: Show) -> None:
    page = show()
    page.get_by_role("searchbox", name="Filtrera").fill("bostad")
    page.keyboard.press("Enter")
    assert urlsplit(page.url).path.endswith(LIST)


def test_other_lists_of_decisions_are_tables_too(show: Show) -> None:
    for address in ("beslut/oppna.html", "status/pagar.html", "omraden/kampanj.html"):
        page = show(address=address)
        everything = rows(page).count()
        page.get_by_role("searchbox", name="Filtrera").fill("kampanj")
        assert 0 < rows(page).count() <= everything


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a list that goes on over two pages."""
    many = {f"content/decisions/B{n}.yml": f"title: Beslut {n}\nstatus: pågår\n" for n in range(30)}
    many["content/site.yml"] = SMALLEST["content/site.yml"] + "language: sv\nlist_length: 20\n"
    done = built(write(tmp_path_factory.mktemp("long"), many, files=SMALLEST))
    assert done.published
    return done.published.folder


def test_a_list_of_several_pages_says_what_it_filters_and_leads_to_the_whole(long_list: Path, visit: Visit) -> None:
    page = visit.page
    page.goto((long_list / LIST).as_uri())
    expect(page.locator(".sift")).to_contain_text("Här filtreras och ordnas bara den här sidan.")
    page.get_by_role("searchbox", name="Filtrera").fill("beslut 29")
    assert said(page) == "Inget beslut stämmer med urvalet."
    page.get_by_role("button", name="Sök bland alla beslut").click()
    page.wait_for_url(re.compile(r"sok\.html\?"))
    expect(page.locator("#search-results > li")).to_have_count(1)
    expect(page.locator("#search-chips li")).to_have_text(["Beslut", "Pågår"])
    assert not visit.complaints


# --- how it looks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("asked", ["", "?sortera=namn&q=kampanj"])
def test_axe_finds_nothing(site: Site, open_browser: Open, scheme: str, viewport: dict[str, int], asked: str) -> None:
    visit = open_browser(color_scheme=scheme, viewport=viewport)
    visit.page.goto((site.folder / LIST).as_uri() + asked)
    assert not faults(visit)


@pytest.mark.parametrize("width", [320, 390, 700, 1000, 1280])
def test_no_row_is_wider_than_the_window(site: Site, open_browser: Open, width: int) -> None:
    page = open_browser(viewport={"width": width, "height": 800}).page
    page.goto((site.folder / LIST).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_each_date_says_what_it_is(site: Site, open_browser: Open) -> None:
    page = open_browser(viewport=PHONE).page
    page.goto((site.folder / LIST).as_uri())
    row = rows(page).filter(has_text="Vårdkampanj")
    told = row.locator("[data-title]").evaluate_all("all => all.map(e => getComputedStyle(e, '::before').content)")
    assert [text.strip('" ') for text in told] == ["Senast redovisat"]
    expect(row).to_contain_text(re.compile("(Klart senast|Nästa steg) "))


SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_jumps_when_the_script_has_come(served: str, open_new_browser: Open, viewport: dict[str, int]) -> None:
    page = open_new_browser(viewport=viewport).page
    page.add_init_script(SHIFTS)
    page.goto(served + LIST)
    expect(page.locator(".decisions thead button").first).to_be_attached()
    page.wait_for_timeout(200)
    assert sum(page.evaluate("window.shifts")) < 0.001


def test_the_scripts_stay_small() -> None:
    assets = ROOT / "templates" / "assets"
    assert len(gzip.compress(b"".join((assets / name).read_bytes() for name in ("site.js", "table.js")))) < 3_000
