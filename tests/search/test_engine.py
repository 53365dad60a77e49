"""The search script with an index made for it, in Chromium: from disk and from a server, under a strict policy."""

import functools
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfile

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Visit
from vrapport.search import Document, index
from vrapport.search.numerals import numerals, steps
from vrapport.search.words import cut, fold
from vrapport.shipped import folder

pytestmark = pytest.mark.browser

PAGE = """<!doctype html>
<html lang="sv">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src 'self'; img-src data:; form-action 'self'">
<title>Sök</title>
<link rel="icon" href="data:,">
<script src="assets/site.js" defer></script>
<script src="assets/search.js" defer></script>
<h1>Sök</h1>
<form role="search" id="search-form" action="sok.html" data-search="assets/search/sv/" data-language="sv" data-root=""
  data-words='{"none": "Inga träffar.", "one": "{n} träff.", "many": "{n} träffar.", "atleast": "Minst {n} träffar.",
    "instead": "Visar träffar för {words}.", "all": "Visa alla {n}", "remove": "Ta bort",
    "failed": "Läs in sidan igen.",
    "kind": "Typ", "area": "Område", "status": "Status", "body": "Organ", "year": "År",
    "params": {"kind": "typ", "area": "omrade", "status": "status", "body": "organ", "year": "ar"}}'>
  <label for="search-q">Sök</label> <input type="search" name="q" id="search-q"> <button>Sök</button>
</form>
<div hidden>
  <details id="search-facets"><summary>Avgränsa</summary></details>
  <div id="search-start" hidden>Skriv ett ord.</div>
  <p id="search-count" role="status" tabindex="-1"></p>
  <p hidden><label for="search-order">Ordna efter</label> <select id="search-order" name="sortera">
    <option value="" data-order="">Bäst träff</option>
    <option value="nyast" data-order="newest">Nyast först</option>
    <option value="namn" data-order="name">Namn</option></select></p>
  <ul id="search-chips"></ul>
  <div id="search-none" hidden><div><p>Prova ett annat ord.</p>
    <div hidden><ul id="search-near"></ul></div> <div hidden><ul id="search-apart"></ul></div></div>
    <div><button type="button">Sök i allt</button></div></div>
  <ol id="search-results"></ol>
  <button type="button" id="search-more" hidden>Visa fler</button>
</div>
<template id="search-marks"><span class="status ongoing"><i></i>Pågår</span></template>
"""


def decision(ident: str, title: str, text: str, **facets: object) -> Document:
    given = {
        "kind": "Beslut",
        "year": "2019",
        "area": "Motioner",
        "status": "Pågår",
        "status_code": "ongoing",
        **facets,
    }
    return Document(address=f"beslut/2019/{ident}.html", ident=ident, title=title, text=text, **given)  # type: ignore[arg-type]


FILLER = [
    decision(f"B{number}", f"Ärende {number}", "Utfyllnad som upprepas.", area="Övrigt", year=str(1990 + number % 12))
    for number in range(40)
]
DOCUMENTS = [
    decision(
        "A1", "Hållbara resor", "Resor ska i första hand ske med kollektivtrafiken. Färdtjänst ingår.", area="Klimat"
    ),
    decision("A2", "Bygg en bostad", "En bostad åt alla."),
    decision("A13-14", "Hyresrätten", "Fler hyresbostäder. <img src=x onerror=alert(1)> Medierna uppmärksammar A20."),
    decision(
        "A20",
        "Närvaro i sociala medier",
        "Distriktet ska synas. Medier av alla slag, och sociala kanaler.",
        status="Genomfört",
        status_code="done",
        bodies=("Styrelsen", "Kansliet"),
    ),
    decision(
        "A21",
        "”En bok” om mötet",
        "Boken trycks\nSocial samvaro och media var för sig.\nSlut",
        status="Genomfört",
        status_code="done",
    ),
    decision(
        "A22",
        "Beslut om stadgar",
        "Besluta. " + "Mycket text innan. " * 60 + "Nålen ligger här. " + "Mer text sedan. " * 60,
    ),
    Document(
        address="moten/ds/2019-06-10.html",
        title="Möte 10 juni",
        text="Trafiken diskuterades.",
        kind="Möte",
        year="2019",
    ),
    *FILLER,
]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Keep the test's output free of requests."""


@pytest.fixture(scope="session")
def search_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("search")
    for name, content in index(DOCUMENTS, "sv").items():
        path = site / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for script in ("search.js", "site.js"):
        copyfile(folder("templates") / "assets" / script, site / "assets" / script)
    (site / "sok.html").write_text(PAGE, encoding="utf-8")
    return site


@pytest.fixture(scope="session")
def host(search_site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(search_site))) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(params=["disk", "server"])
def visited(
    request: pytest.FixtureRequest, search_site: Path, host: str, visit: Visit
) -> Iterator[Callable[[str], Page]]:
    base = host if request.param == "server" else search_site.as_uri() + "/"

    def open_search(query: str = "") -> Page:
        visit.page.goto(f"{base}sok.html{query}")
        expect(visit.page.locator("#search-facets fieldset").first).to_be_attached()
        expect(visit.page.locator("#search-results")).to_have_attribute("aria-busy", "false")
        return visit.page

    yield open_search
    assert visit.complaints == []


@pytest.fixture(scope="module")
def engine(browser: Browser, host: str) -> Iterator[Page]:
    """Open one page for all the questions that change nothing."""
    page = browser.new_page()
    page.goto(f"{host}sok.html")
    yield page
    page.close()


@pytest.fixture
def found(engine: Page) -> Callable[[str], list[str]]:
    def find(query: str) -> list[str]:
        idents: list[str] = engine.evaluate(
            """async (query) => {
                window.engine ??= new vrapportSearch.Engine("assets/search/sv/");
                const { documents } = await window.engine.find(query);
                return Promise.all(documents.map(async (number) => (await window.engine.card(number)).ident || "möte"));
            }""",
            query,
        )
        return idents

    return find


# --- what is found ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "first", "others"),
    [
        ("fardtjanst", "A1", set()),  # folded
        ("FÄRDTJÄNSTEN", "A1", set()),  # a form that stands nowhere
        ("bostäder", "A2", {"A13-14"}),  # the lemma, and it as the last part of a compound
        ("bostader", "A2", {"A13-14"}),  # the same on a plain keyboard
        ("böcker", "A21", set()),  # an umlaut
        ("trafik", "möte", {"A1"}),  # the word before the compound
        ("kolektivtrafik", "A1", set()),  # misspelt
        ("kollektivtarfiken", "A1", set()),  # two letters swapped
        ("hyresbostad", "A13-14", set()),
        ("A20", "A20", {"A13-14"}),  # the ident before the mention
        ("a 20", "A20", {"A13-14"}),
        ("A13-14", "A13-14", set()),
        ("besluten", "A22", set()),  # where the dictionary knows only the verb
        ('"social media"', "A20", set()),  # a phrase, in any form; A21 has both words apart
        ("social media", "A20", {"A21"}),
        ('"sociala medier" synas', "A20", set()),
        ('"sociala medier', "A20", set()),  # the quote is still open
        ("händer", "A1", set()),  # where the dictionary knows only a verb
        ("bok mötet", "A21", set()),  # all words
    ],
)
def test_a_query_finds(found: Callable[[str], list[str]], query: str, first: str, others: set[str]) -> None:
    assert found(query)[0] == first
    assert set(found(query)[1:]) == others


@pytest.mark.parametrize("query", ["bok trafik", '"medier sociala"', '"närvaro hållbara"', "A99", "xyzzy", "%&/", '""'])
def test_a_query_finds_nothing(found: Callable[[str], list[str]], query: str) -> None:
    assert found(query) == []


def test_equals_come_newest_first(found: Callable[[str], list[str]]) -> None:
    assert found("utfyllnad") == sorted((f"B{n}" for n in range(40)), key=lambda b: (-(int(b[1:]) % 12), -int(b[1:])))


TEXTS = [
    "Motionen A13-14 bifölls, § 5: VU:s e-post, A-kassa och miljö- och klimat; it's member’s a-b-c 5-a kl. 19:30",
    "كِتَابٌ جديد: قرارات المجلس، ٥ و12 أحمد مدرســة ى x\u064e-b Go'aanka",
    "snake_case ÅÄÖ Ærø straße İstanbul ΣΊΣΥΦΟΣ 日本語 x² 1½ a: b :c 'quoted' rock'n'roll",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_script_cuts_and_folds_as_the_index_does(engine: Page, text: str) -> None:
    script = "(text) => vrapportSearch.cut(text).map(({word}) => [word, vrapportSearch.fold(word)])"
    assert engine.evaluate(script, text) == [[word, fold(word)] for word in cut(text)]


def test_the_script_reads_numbers_as_they_were_written(engine: Page) -> None:
    some = [*range(2_000), 55_859, 55_860, 1_000_000]
    assert engine.evaluate("(text) => vrapportSearch.numbers(text)", numerals(some)) == some
    assert engine.evaluate("(text) => vrapportSearch.rising(text)", steps(some)) == some


# --- the page ---------------------------------------------------------------------------------------------------------


def test_a_query_in_the_address_is_answered(visited: Callable[[str], Page]) -> None:
    page = visited("?q=kollektivtrafik")
    expect(page.locator("#search-count")).to_have_text("1 träff.")
    expect(page.locator("#search-results a")).to_have_attribute("href", "beslut/2019/A1.html")
    expect(page.locator(".excerpt mark")).to_have_text("kollektivtrafiken")
    expect(page.locator("#search-results .note")).to_have_text("Beslut · Pågår · Klimat · 2019")
    expect(page.locator("#search-results .status.ongoing i")).to_be_attached()  # the mark that the page drew


def test_a_hit_deep_in_a_text_is_shown_in_its_context(visited: Callable[[str], Page]) -> None:
    excerpt = visited("?q=nålen").locator(".excerpt")
    expect(excerpt).to_contain_text("innan. Nålen ligger här.")
    assert len(excerpt.inner_text()) < 300
    assert excerpt.inner_text().startswith("… ")


def test_a_title_is_shown_from_its_first_sign(visited: Callable[[str], Page]) -> None:
    expect(visited("?q=bok").locator("#search-results a")).to_have_text("”En bok” om mötet")


def test_a_line_without_an_end_gets_one_in_an_excerpt(visited: Callable[[str], Page]) -> None:
    excerpt = visited("?q=bok").locator(".excerpt")
    expect(excerpt).to_have_text("Boken trycks · Social samvaro och media var för sig. Slut")


def test_content_never_becomes_markup(visited: Callable[[str], Page]) -> None:
    page = visited("?q=hyresbostäder")
    expect(page.locator(".excerpt")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator("#search-results img")).to_have_count(0)


def test_a_misspelling_is_answered_and_said(visited: Callable[[str], Page]) -> None:
    expect(visited("?q=kolektivtrafik").locator("#search-count")).to_have_text(
        "1 träff. Visar träffar för kollektivtrafik."
    )


def test_facets_narrow_down_and_stay_in_the_address(visited: Callable[[str], Page]) -> None:
    page = visited("?q=alla")
    expect(page.locator("#search-count")).to_have_text("2 träffar.")
    page.get_by_role("checkbox", name="Genomfört 1").check()
    expect(page.locator("#search-count")).to_have_text("1 träff.")
    assert page.url.endswith("?q=alla&status=done")
    page.get_by_role("checkbox", name="Pågår 1").check()  # another value of the same facet widens again
    expect(page.locator("#search-count")).to_have_text("2 träffar.")
    page.go_back()
    expect(page.locator("#search-count")).to_have_text("1 träff.")
    expect(page.get_by_role("checkbox", name="Pågår")).not_to_be_checked()
    page.go_back()
    expect(page.locator("#search-count")).to_have_text("2 träffar.")
    page.go_forward()
    expect(page.locator("#search-count")).to_have_text("1 träff.")


@pytest.mark.parametrize(
    "address", ["?organ=Styrelsen", "?organ=styrelsen&status=Genomfört", "?status=done&organ=Kansliet"]
)
def test_facets_alone_list_all_they_leave(visited: Callable[[str], Page], address: str) -> None:
    page = visited(address)
    expect(page.locator("#search-count")).to_have_text("1 träff.")
    expect(page.locator("#search-results a")).to_have_text("Närvaro i sociala medier")


def test_nothing_asked_lists_nothing_but_offers_facets(visited: Callable[[str], Page]) -> None:
    page = visited("")
    expect(page.locator("#search-count")).to_have_text("")
    expect(page.locator("#search-results li")).to_have_count(0)
    expect(page.get_by_role("group", name="Område").get_by_role("checkbox")).to_have_count(3)


def test_a_long_facet_shows_its_rest_when_asked(visited: Callable[[str], Page]) -> None:
    years = visited("").get_by_role("group", name="År")
    expect(years.get_by_role("checkbox")).to_have_count(6)
    years.get_by_role("button", name="Visa alla 13").click()
    expect(years.get_by_role("checkbox")).to_have_count(13)
    expect(years.get_by_role("checkbox").first).to_be_focused()


def test_typing_searches_without_filling_the_history(visited: Callable[[str], Page]) -> None:
    page = visited("")
    before = page.evaluate("history.length")
    page.keyboard.press("/")
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.type("bok/")  # where one writes, a slash is a slash
    expect(page.locator("#search-count")).to_have_text("1 träff.")
    assert page.url.endswith("?q=bok%2F")
    assert page.evaluate("history.length") == before
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Sök")).to_be_focused()


def test_more_results_come_when_asked_and_the_keyboard_goes_on_there(visited: Callable[[str], Page]) -> None:
    page = visited("?q=utfyllnad")
    expect(page.locator("#search-results > li")).to_have_count(10)
    page.get_by_role("button", name="Visa fler").click()
    expect(page.locator("#search-results > li")).to_have_count(20)
    expect(page.locator("#search-results > li").nth(10).locator("a")).to_be_focused()


def test_a_stale_index_says_so(search_site: Path, host: str, visit: Visit) -> None:
    old = (search_site / "assets/search/sv/lexicon.js").read_text(encoding="utf-8")
    checks = old.index('"checks":"') + len('"checks":"')
    stale = old[:checks] + ("AA" if old[checks : checks + 2] != "AA" else "BB") + old[checks + 2 :]
    visit.page.route("**/lexicon.js*", lambda route: route.fulfill(body=stale, content_type="text/javascript"))
    visit.page.goto(f"{host}sok.html?q=bok")
    expect(visit.page.locator("#search-count")).to_have_text("Läs in sidan igen.")
