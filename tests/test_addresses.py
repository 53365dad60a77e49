from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrapport.addresses import Addresses, absolute, numbered, relative
from vrapport.project import words_in
from vrapport.vocabulary import Status


@pytest.fixture(scope="module")
def addresses() -> Addresses:
    return Addresses(words_in(Path("nowhere"), "sv"))


def test_pages_lie_where_the_site_s_words_say(addresses: Addresses) -> None:
    assert addresses.front == "index.html"
    assert addresses.search == "sok.html"
    assert addresses.record("decisions", "2019/A20") == "beslut/2019/A20.html"
    assert addresses.record("meetings", "ds/2019-06-10") == "moten/ds/2019-06-10.html"
    assert addresses.record("pages", "om") == "om.html"
    assert addresses.area("kampanj") == "omraden/kampanj.html"
    assert addresses.status(Status.ONGOING) == "status/pagar.html"
    assert addresses.listing("decisions") == "beslut/index.html"
    assert addresses.named("unreported") == "beslut/ej-redovisade.html"


def test_another_language_lies_in_a_folder_of_its_own() -> None:
    english = Addresses(words_in(Path("nowhere"), "en"), "en/")
    assert english.front == "en/index.html"
    assert english.record("pages", "about") == "en/about.html"


def test_a_long_list_goes_on_beside_its_first_page() -> None:
    assert numbered("beslut/index.html", 1) == "beslut/index.html"
    assert numbered("beslut/index.html", 3) == "beslut/index-3.html"


@pytest.mark.parametrize(
    ("page", "address", "link"),
    [
        ("index.html", "beslut/2019/A20.html", "beslut/2019/A20.html"),
        ("beslut/2019/A20.html", "index.html", "../../index.html"),
        ("beslut/2019/A20.html", "beslut/2019/A2.html", "A2.html"),
        ("beslut/2019/A20.html", "beslut/2019/A20.html", "A20.html"),
        ("beslut/2019/A20.html", "beslut/2019/A20.html#att-2", "#att-2"),
        ("a.html", "#p5", "#p5"),
        ("a.html", "moten/ds.html#p5", "moten/ds.html#p5"),
        ("a.html", "organ/å ö%?#[x].html", "organ/%C3%A5%20%C3%B6%25%3F#%5Bx%5D.html"),
        ("å/b.html", "å/c.html", "c.html"),
        ("a/b.html", "assets/search/sv/", "../assets/search/sv/"),
    ],
)
def test_links_are_relative_and_percent_encoded(page: str, address: str, link: str) -> None:
    assert relative(page, address) == link


@pytest.mark.parametrize("base", ["file:///home/n/ut/", "https://exempel.se/", "https://exempel.se/en/mapp/"])
def test_a_link_leads_to_the_same_page_wherever_the_site_lies(base: str) -> None:
    here = urljoin(base, "beslut/2019/A20.html")
    assert urljoin(here, relative("beslut/2019/A20.html", "moten/ds/2019.html#p5")) == f"{base}moten/ds/2019.html#p5"


FOLDERS = st.lists(st.sampled_from(["a", "b", "å b", "c.d"]), max_size=3).map(
    lambda names: "".join(f"{name}/" for name in names)
)


@given(FOLDERS, FOLDERS, st.sampled_from(["index.html", "ö ä.json", "q?%.txt", ""]))
def test_a_link_leads_from_any_folder_to_any_other(here: str, there: str, name: str) -> None:
    link = relative(f"{here}sidan.html", there + name)
    expected = there + name or f"{here}sidan.html"  # an address of nothing is the page itself
    assert unquote(urljoin(f"https://exempel.se/{here}sidan.html", link)) == f"https://exempel.se/{expected}"


def test_a_canonical_address_needs_a_host() -> None:
    assert absolute(None, "om.html") is None
    assert absolute("https://exempel.se/b", "beslut/å.html") == "https://exempel.se/b/beslut/%C3%A5.html"
    assert absolute("https://exempel.se/b/", "index.html") == "https://exempel.se/b/"
    assert absolute("https://exempel.se/", "beslut/index.html") == "https://exempel.se/beslut/"
