"""What a visitor finds in the example, and how: on the real search page, in a sub-folder of a host."""

import gzip
import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.conftest import ROOT, Site, Visit
from tests.web.documents import document
from tests.web.test_access import DESK, PHONE, faults
from vrapport.wording import sort_key

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]


@pytest.fixture
def open_browser(open_used_browser: Open) -> Open:
    return open_used_browser


Search = Callable[..., Page]

TRAVEL = "beslut/2019/hallbara-resor.html"
FACETS = {"typ": "Typ", "omrade": "Område", "status": "Status", "organ": "Organ", "ar": "År"}


@pytest.fixture(params=["sub-folder"])  # test_offline.py searches from a disk
def base(request: pytest.FixtureRequest, site: Site, served: str) -> str:
    return served if request.param == "sub-folder" else site.folder.as_uri() + "/"


@pytest.fixture
def search(base: str, visit: Visit) -> Iterator[Search]:
    """Open the search page; in the end nothing was refused, missing, or asked of anyone else."""

    def open_search(asked: str = "") -> Page:
        visit.page.goto(f"{base}sok.html{asked}")
        return answered(visit.page)

    yield open_search
    assert not visit.complaints
    assert all(url.startswith((base, "data:")) for url in visit.asked_for)


def answered(page: Page) -> Page:
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "false")
    return page


def hits(page: Page) -> Locator:
    return page.locator("#search-results > li")


def addresses(page: Page) -> list[str]:
    return [link.get_attribute("href") or "" for link in hits(page).get_by_role("link").all()]


def facet(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=FACETS[name], exact=True)


def count(page: Page) -> int:
    """Read the number of hits as it is announced."""
    said = re.match(r"(\d+) träff", page.get_by_role("status").inner_text())
    return int(said[1]) if said else 0


def in_address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


# --- what is found ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "address", "marked"),
    [
        ("fardtjanst", "beslut/2019/fardtjanst-funktionshinder.html", "färdtjänst"),
        ("bostäder", "beslut/2019/bostadskampanj.html", "Bostadskampanj"),
        ("trafik", TRAVEL, "kollektivtrafiken"),
        ("kolektivtrafik", TRAVEL, "kollektivtrafiken"),
        ('"social media"', "beslut/2019/sociala-medier.html", "Sociala medier"),
        ("A20", "beslut/2019/A20.html", None),
    ],
)
def test_the_promised_words_find(search: Search, words: str, address: str, marked: str | None) -> None:
    page = search(f"?q={words}")
    assert address in addresses(page)
    hit = hits(page).filter(has=page.locator(f'a[href="{address}"]'))
    if marked:
        found = " ".join(hit.locator("mark").all_inner_texts())
        assert marked in found


def test_letters_without_their_dots_are_no_misspelling(search: Search) -> None:
    expect(search("?q=fardtjanst").get_by_role("status")).to_have_text("4 träffar.")


def test_a_misspelling_is_said(search: Search) -> None:
    status = search("?q=kolektivtrafik").get_by_role("status")
    expect(status).to_have_text("2 träffar. Visar träffar för kollektivtrafik.")


@pytest.mark.parametrize("quoted", ['"medier sociala"', "”medier sociala”", "„medier sociala“"])
def test_quotation_marks_hold_words_together(search: Search, quoted: str) -> None:
    assert count(search("?q=medier sociala")) == 3
    assert count(search(f"?q={quoted}")) == 0


def test_a_hit_stands_in_its_context(search: Search) -> None:
    hit = hits(search("?q=trafik")).filter(has_text="Kampanj om hållbara resor")
    expect(hit.locator(".excerpt")).to_contain_text(
        "… plan för kampanjen Resa tillsammans, med kollektivtrafiken i centrum."
    )
    expect(hit.locator("mark").first).to_have_text("kollektivtrafiken")


def test_a_hit_says_what_it_is_on_one_line(search: Search) -> None:
    hit = hits(search("?q=trafik")).filter(has_text="Kampanj om hållbara resor")
    said = "Beslut · I stort sett genomfört · Kampanj · Distriktsstyrelsen · 2019"
    assert hit.locator(".note").inner_text().replace("\u00a0", " ") == said


def test_a_hit_has_its_short_name_as_in_lists(search: Search) -> None:
    page = search("?q=A20")
    hit = hits(page).filter(has=page.locator('a[href="beslut/2019/A20.html"]'))
    expect(hit.locator("h2 .label")).to_have_text("A20")


def test_the_status_of_a_hit_is_drawn_as_on_its_own_page(search: Search) -> None:
    page = search("?q=trafik")
    drawn = hits(page).locator(".status svg").first.inner_html()
    hits(page).get_by_role("link", name="Kampanj om hållbara resor").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kampanj om hållbara resor")
    assert page.locator(".now svg.mark").first.inner_html() == drawn


@pytest.mark.parametrize(
    ("short", "decision", "motion"),
    [
        ("A20", "beslut/2019/A20.html", "motioner/2019/A20.html"),
        ("A13", "beslut/2019/A13-14.html", "motioner/2019/A13.html"),  # a decision is found by each motion it answers
    ],
)
def test_a_short_name_leads_first_to_what_became_of_the_motion(
    search: Search, short: str, decision: str, motion: str
) -> None:
    page = search(f"?q={short}")
    assert addresses(page)[:2] == [decision, motion]
    drawn = [hits(page).nth(place).locator(".status svg").inner_html() for place in (0, 1)]
    assert drawn[0] == drawn[1]


def test_more_hits_come_when_asked_for(search: Search) -> None:
    page = search("?q=styrelsen")
    expect(hits(page)).to_have_count(10)
    page.get_by_role("button", name="Visa fler").click()
    expect(hits(page)).to_have_count(20)
    expect(hits(page).nth(10).get_by_role("link")).to_be_focused()
    while page.locator("#search-more").is_visible():
        before = hits(page).count()
        page.locator("#search-more").click()
        expect(hits(page).nth(before)).to_be_attached()
    assert hits(page).count() == count(page)
    assert len(set(addresses(page))) == count(page)


# --- facets, and what stands in the address ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", FACETS)
def test_every_facet_narrows_and_stands_in_the_address(search: Search, name: str) -> None:
    page = search()
    box = facet(page, name).get_by_role("checkbox").first
    label = facet(page, name).locator("label:visible").first
    value, figure = label.inner_text().rsplit(maxsplit=1)
    box.check()
    expect(hits(page).first).to_be_visible()
    assert list(in_address(page)) == [name]
    assert count(page) == int(figure)
    assert all(value.strip() in note for note in hits(page).locator(".note").all_inner_texts())
    expect(page.get_by_role("button", name=f"Ta bort {value.strip()}")).to_be_visible()


def test_every_figure_is_the_number_of_hits_it_leads_to(search: Search) -> None:
    page = search("?q=styrelsen")
    offered = facet(page, "status").locator("label:visible").all_inner_texts()
    assert len(offered) > 3
    for value, figure in (label.rsplit(maxsplit=1) for label in offered):
        facet(page, "status").get_by_role("checkbox", name=f"{value.strip()} {figure}", exact=True).check()
        expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{figure} träff"))
        page.get_by_role("button", name=f"Ta bort {value.strip()}", exact=True).click()
        expect(page.locator("#search-chips li")).to_have_count(0)


WHOLE = "?q=styrelsen&omrade=Kommunikation&status=ongoing&organ=Distriktsstyrelsen&ar=2019&typ=Beslut"


def test_the_whole_question_can_stand_in_an_address(search: Search) -> None:
    page = search(WHOLE)
    expect(page.get_by_role("searchbox")).to_have_value("styrelsen")
    assert page.locator("#search-chips li").count() == len(FACETS)
    assert count(page) == 2
    before = addresses(page)
    page.reload()
    answered(page)
    assert addresses(page) == before
    assert page.locator("#search-chips li").count() == len(FACETS)


def test_back_and_forward_lead_through_the_questions(search: Search) -> None:
    page = search("?q=styrelsen")
    first = count(page)
    facet(page, "typ").get_by_role("checkbox", name="Beslut").check()
    expect(page.locator("#search-chips li")).to_have_count(1)
    second = count(page)
    page.get_by_role("searchbox").fill("trafik")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 träff.")
    page.go_back()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(f"{first} träffar.")
    expect(page.get_by_role("searchbox")).to_have_value("styrelsen")
    expect(page.locator("#search-chips li")).to_have_count(0)
    page.go_forward()
    expect(page.get_by_role("status")).to_have_text(f"{second} träffar.")
    expect(page.locator("#search-chips li")).to_have_count(1)


def test_what_one_types_is_one_question_in_the_history(search: Search) -> None:
    page = search("?q=trafik")
    before = page.evaluate("history.length")
    page.get_by_role("searchbox").fill("styrelse")
    expect(page).to_have_url(re.compile(r"\?q=styrelse$"))
    page.get_by_role("searchbox").fill("styrelsen")
    expect(page).to_have_url(re.compile(r"\?q=styrelsen$"))
    page.keyboard.press("Enter")
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("trafik")
    expect(page.get_by_role("status")).to_have_text("2 träffar.")


def test_the_way_back_from_a_hit_leads_to_the_same_answer(search: Search) -> None:
    page = search("?q=trafik&typ=Beslut")
    hits(page).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("1 träff.")
    expect(page.locator("#search-chips li")).to_have_count(1)


def test_a_choice_can_be_taken_back_where_it_is_shown(search: Search) -> None:
    page = search("?q=styrelsen&status=ongoing&typ=Beslut")
    page.get_by_role("button", name="Ta bort Beslut").click()
    expect(page.locator("#search-chips li")).to_have_count(1)
    expect(page.get_by_role("button", name="Ta bort Pågår")).to_be_focused()
    assert in_address(page) == {"q": ["styrelsen"], "status": ["ongoing"]}


def test_no_value_is_offered_that_leads_nowhere(search: Search) -> None:
    page = search("?q=styrelsen&typ=Beslut")
    figures = page.locator("#search-facets .figure:visible").all_inner_texts()
    assert len(figures) > 5
    assert "0" not in figures


def test_a_facet_that_leaves_no_choice_is_not_shown(search: Search) -> None:
    page = search("?q=trafik")
    expect(page.locator("#search-facets fieldset:visible legend")).to_have_text(["Typ"])
    search("?q=kollektivtrafik korthållare bokningar")
    expect(page.locator("#search-facets")).to_be_hidden()


@pytest.mark.parametrize("asked", ["", "?typ=Beslut"])  # the second leaves one body less
def test_many_values_are_folded_and_the_button_counts_what_it_shows(search: Search, asked: str) -> None:
    bodies = facet(search(asked), "organ")
    expect(bodies.get_by_role("checkbox")).to_have_count(6)
    button = bodies.get_by_role("button")
    said = button.inner_text()
    button.click()
    expect(button).to_be_hidden()
    assert said == f"Visa alla {bodies.get_by_role('checkbox').count()}"
    expect(bodies.get_by_role("checkbox").first).to_be_focused()


def test_a_few_values_more_are_simply_shown(search: Search) -> None:
    page = search()
    for name in ("typ", "omrade", "status"):
        assert facet(page, name).get_by_role("checkbox").count() > 6
        expect(facet(page, name).get_by_role("button")).to_have_count(0)


def values(page: Page, name: str) -> list[str]:
    return [
        label.rsplit(maxsplit=1)[0].strip() for label in facet(page, name).locator("label:visible").all_inner_texts()
    ]


def test_values_stand_in_an_order_that_can_be_foreseen(search: Search) -> None:
    page = search()
    for name in ("typ", "omrade", "organ"):
        assert values(page, name) == sorted(values(page, name), key=lambda value: sort_key("sv", value)), name
    assert values(page, "omrade")[-1] == "Övriga beslut"
    order = ["Ej genomfört", "Planeras", "Pågår", "Delvis genomfört", "I stort sett genomfört"]
    assert values(page, "status")[:5] == order
    years = values(page, "ar")
    assert years == sorted(years, reverse=True)


def test_of_many_values_the_commonest_are_shown_first(search: Search) -> None:
    assert "Distriktsstyrelsen" in values(search(), "organ")


# --- the order of the hits --------------------------------------------------------------------------------------------


def titles(page: Page) -> list[str]:
    return hits(page).get_by_role("link").all_inner_texts()


def test_hits_can_be_ordered_by_name_and_the_address_says_so(search: Search) -> None:
    page = search("?q=styrelsen")
    best = titles(page)
    page.get_by_role("combobox", name="Ordna efter").select_option("Namn")
    expect(page).to_have_url(re.compile(r"\?q=styrelsen&sortera=namn$"))
    answered(page)
    named = titles(page)
    assert named == sorted(named, key=lambda title: sort_key("sv", title.strip('”"')))
    assert named != best
    page.go_back()
    expect(page.get_by_role("combobox", name="Ordna efter")).to_have_value("")
    assert titles(answered(page)) == best


def test_hits_can_be_ordered_by_year_and_an_address_can_ask_for_it(search: Search) -> None:
    page = search("?typ=Möte&sortera=nyast")
    expect(page.get_by_role("combobox", name="Ordna efter")).to_have_value("nyast")
    years = [re.findall(r"\d{4}", note)[-1] for note in hits(page).locator(".note").all_inner_texts()]
    assert len(years) > 3
    assert years == sorted(years, reverse=True)


def test_one_hit_has_no_order(search: Search) -> None:
    expect(search('?q="sociala medier" verktyg').get_by_role("combobox")).to_have_count(0)


# --- by keyboard ------------------------------------------------------------------------------------------------------


def focused(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.textContent || document.activeElement.id")
    return text


def test_the_arrows_go_through_the_hits_and_back(search: Search) -> None:
    page = search("?q=trafik")
    first, second = titles(page)
    page.keyboard.press("/")
    for key, expected in [("ArrowDown", first), ("ArrowDown", second), ("ArrowDown", second), ("ArrowUp", first),
                          ("ArrowUp", "search-q"), ("ArrowUp", "search-q")]:  # fmt: skip
        page.keyboard.press(key)
        assert focused(page) == expected


def test_the_arrows_come_to_what_shows_more(search: Search) -> None:
    page = search("?q=styrelsen")
    page.get_by_role("searchbox").focus()
    for _ in range(11):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Visa fler")).to_be_focused()
    page.keyboard.press("Enter")
    expect(hits(page).nth(10).get_by_role("link")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(hits(page).nth(9).get_by_role("link")).to_be_focused()


def test_enter_opens_the_hit_one_stands_at(search: Search) -> None:
    page = search("?q=A20")
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    opened = focused(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(opened)


def test_escape_leads_from_a_hit_to_the_field_and_only_then_clears_it(search: Search) -> None:
    page = search("?q=trafik")
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("trafik")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_who_stands_at_a_hit_when_another_answer_comes_is_not_lost(search: Search) -> None:
    page = search("?q=trafik")
    page.get_by_role("searchbox").fill("bostad")
    page.keyboard.press("ArrowDown")  # before the answer has come
    expect(page).to_have_url(re.compile("bostad"))
    answered(page)
    expect(hits(page).first.get_by_role("link")).to_be_focused()


def test_a_slash_leads_to_the_field_from_every_page(
    site: Site, base: str, one_of_each: dict[str, str], visit: Visit
) -> None:
    searched = [page for page in one_of_each.values() if document(site.folder / page).count("form")]
    for address in searched:
        visit.page.goto(base + address)
        visit.page.keyboard.press("/")
        expect(visit.page.locator("#find, #search-q")).to_be_focused()
        visit.page.keyboard.type("och/eller")
        expect(visit.page.locator("#find, #search-q")).to_have_value("och/eller")
    assert not visit.complaints


def test_the_key_is_shown_only_where_there_is_a_keyboard(site: Site, open_browser: Open) -> None:
    shown = "getComputedStyle(document.querySelector('.find'), '::after').content"
    address = (site.folder / "index.html").as_uri()
    desk, phone = open_browser(), open_browser(viewport=PHONE, is_mobile=True, has_touch=True)
    desk.page.goto(address)
    phone.page.goto(address)
    assert desk.page.evaluate(shown).startswith('"/"')
    assert phone.page.evaluate(shown) == "none"


# --- how to begin, and how to go on -----------------------------------------------------------------------------------


def test_before_a_question_it_is_said_how_to_begin(search: Search) -> None:
    page = search()
    expect(page.locator("#search-start")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("")
    expect(hits(page)).to_have_count(0)
    for unwanted in ("#search-none", "#search-more"):
        expect(page.locator(unwanted)).to_be_hidden()


def test_the_examples_find_something(search: Search) -> None:
    page = search()
    examples = page.locator("#search-start a").all_inner_texts()
    assert examples
    for example in examples:
        search().get_by_role("link", name=example, exact=True).click()
        expect(hits(page).first).to_be_visible()
        expect(page.get_by_role("searchbox")).to_have_value(example)
        expect(page.locator("#search-start")).to_be_hidden()


def test_where_nothing_is_found_another_word_is_suggested(search: Search) -> None:
    page = search("?q=xyzzy")
    expect(page.get_by_role("status")).to_have_text("Inga träffar.")
    expect(page.get_by_text("Prova färre ord")).to_be_visible()
    expect(page.get_by_role("button", name="Sök utan avgränsning")).to_be_hidden()


def offered(page: Page, name: str) -> list[str]:
    heading = page.get_by_role("heading", name=name, exact=True)
    return [text.strip() for text in heading.locator("+ ul > li").all_inner_texts()] if heading.is_visible() else []


def test_words_that_are_not_found_together_are_offered_one_by_one(search: Search) -> None:
    page = search("?q=bostad trafik zebra")
    assert offered(page, "Sök på färre ord") == ["bostad 3", "trafik 2"]
    page.get_by_role("link", name="trafik", exact=True).click()
    answered(page)
    assert count(page) == 2
    assert in_address(page) == {"q": ["trafik"]}


def test_a_phrase_is_offered_without_its_quotation_marks(search: Search) -> None:
    assert "medier sociala 3" in offered(search('?q="medier sociala"'), "Sök på färre ord")


@pytest.mark.parametrize(("typed", "meant"), [("kolektivtraffiker", "kollektivtrafik"), ("bosstatz trafik", "trafik")])
def test_a_word_far_from_all_others_is_answered_by_the_nearest(search: Search, typed: str, meant: str) -> None:
    page = search(f"?q={typed}")
    said = " ".join(
        [page.get_by_role("status").inner_text(), *offered(page, "Menade du"), *offered(page, "Sök på färre ord")]
    )
    assert meant in said


def test_a_label_that_is_none_offers_those_that_are(search: Search) -> None:
    page = search("?q=A99")
    near = offered(page, "Menade du")
    assert near
    assert all(re.fullmatch(r"[Aa]\S+ \d+", each) for each in near)
    page.get_by_role("heading", name="Menade du").locator("+ ul a").first.click()
    answered(page)
    assert count(page) == int(near[0].split()[1])


def test_suggestions_keep_to_what_the_search_is_narrowed_to(search: Search) -> None:
    page = search("?q=styrelsen zebra&typ=Motion")
    (offer,) = offered(page, "Sök på färre ord")
    page.get_by_role("link", name="styrelsen", exact=True).click()
    answered(page)
    assert count(page) == int(offer.split()[1])
    assert in_address(page) == {"q": ["styrelsen"], "typ": ["Motion"]}


def test_nothing_is_suggested_where_there_are_hits(search: Search) -> None:
    page = search("?q=trafik")
    expect(page.locator("#search-none")).to_be_hidden()
    assert not offered(page, "Menade du")


def test_where_nothing_is_found_there_are_lists_to_look_in(site: Site, search: Search) -> None:
    page = search("?q=xyzzy")
    links = page.get_by_role("heading", name="Titta i listorna").locator("+ ul a")
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    assert {"beslut/a-o.html", "beslut/index.html", "moten/index.html"} <= set(addresses)
    assert all((site.folder / address).is_file() for address in addresses)


def test_where_facets_leave_nothing_they_can_be_cleared(search: Search) -> None:
    page = search("?q=trafik&status=done&typ=Beslut")
    expect(page.get_by_role("status")).to_have_text("Inga träffar.")
    expect(page.get_by_text("Prova färre ord")).to_be_hidden()
    page.get_by_role("button", name="Sök utan avgränsning").click()
    expect(page.get_by_role("status")).to_have_text("2 träffar.")
    expect(page.get_by_role("status")).to_be_focused()
    assert in_address(page) == {"q": ["trafik"]}


def test_every_other_page_can_ask(site: Site, base: str, one_of_each: dict[str, str], visit: Visit) -> None:
    asking = {kind: page for kind, page in one_of_each.items() if document(site.folder / page).count("form")}
    assert {"front", "list", "decision", "report"} <= set(asking)
    for address in asking.values():
        visit.page.goto(base + address)
        visit.page.locator("#find, #search-q").fill("fardtjanst")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url(f"{base}sok.html?q=fardtjanst")
        answered(visit.page)
        assert count(visit.page) == 4, address
    assert not visit.complaints


# --- how it looks and behaves -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("asked", ["?q=styrelsen&status=ongoing", "?q=trafik&status=done", "?q=xyzzy"])
def test_axe_finds_nothing_in_an_answer(
    site: Site, open_browser: Open, scheme: str, viewport: dict[str, int], asked: str
) -> None:
    visit = open_browser(color_scheme=scheme, viewport=viewport)
    visit.page.goto(f"{(site.folder / 'sok.html').as_uri()}{asked}")
    answered(visit.page).locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    assert not faults(visit)


def test_on_a_phone_the_facets_are_folded(served: str, open_browser: Open) -> None:
    page = open_browser(viewport=PHONE).page
    page.goto(f"{served}sok.html?q=styrelsen")
    answered(page)
    expect(page.get_by_role("checkbox")).to_have_count(0)
    page.locator("summary").click()
    expect(facet(page, "typ").get_by_role("checkbox").first).to_be_visible()
    page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    expect(page.locator("summary")).to_be_hidden()
    expect(facet(page, "typ").get_by_role("checkbox").first).to_be_visible()


SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({ type: "layout-shift", buffered: true });"""
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("asked", ["", "?q=styrelsen", "?q=styrelsen&status=ongoing", "?q=xyzzy"])
def test_nothing_jumps_when_the_answer_comes(
    served: str, open_new_browser: Open, viewport: dict[str, int], asked: str
) -> None:
    page, held = open_new_browser(viewport=viewport).page, list[Route]()
    page.add_init_script(SHIFTS)
    page.route("**/documents.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(f"{served}sok.html{asked}", wait_until="commit")
    page.wait_for_selector(".found:not([hidden])", state="attached")
    page.evaluate(TWO_FRAMES)  # the page as it is seen before the index has come
    held[0].continue_()
    answered(page).evaluate(TWO_FRAMES)
    assert sum(page.evaluate("window.shifts")) < 0.001


def test_without_javascript_the_page_leads_to_the_lists(site: Site, served: str, open_browser: Open) -> None:
    visit = open_browser(java_script_enabled=False)
    visit.page.goto(f"{served}sok.html?q=trafik")
    assert "Sökningen behöver JavaScript" in visit.page.locator("main").inner_text()
    links = [link.get_attribute("href") or "" for link in visit.page.locator("main a:visible").all()]
    assert {"beslut/index.html", "motioner/index.html", "moten/index.html"} <= set(links)
    assert all((site.folder / link).is_file() for link in links)
    expect(visit.page.locator("main :is(input, button, summary):visible")).to_have_count(0)
    assert not visit.complaints


def test_the_script_stays_small() -> None:
    assert (
        len(gzip.compress((ROOT / "templates" / "assets" / "search.js").read_bytes())) <= 14_400
    )  # of the 100 kB of a first query


def test_the_words_are_fetched_only_when_somebody_begins_to_ask(search: Search, visit: Visit) -> None:
    page = search()
    fetched = [url.partition("/assets/search/sv/")[2].partition("?")[0] for url in visit.asked_for]
    assert [name for name in fetched if name] == ["documents.js"]
    page.get_by_role("searchbox").focus()
    expect(page.locator("#search-facets fieldset").first).to_be_attached()
    page.keyboard.type("trafik")
    expect(page.get_by_role("status")).to_have_text("2 träffar.")
