"""Every link leads somewhere: to a file that is there and an anchor in it; and every page can be reached."""

import re
from urllib.parse import urlsplit

from tests.conftest import Site
from tests.web.documents import document, target


def test_every_link_and_fragment_resolves(either: Site) -> None:
    broken = [
        f"{page}: {reference.address}"
        for page in either.pages
        for reference in document(either.folder / page).references
        if not reference.leads_away and not _resolves(either, *target(page, reference.address))
    ]
    assert not broken, f"{len(broken)} broken links:\n" + "\n".join(broken[:40])


def _resolves(site: Site, path: str, anchor: str) -> bool:
    file = site.folder / path
    if path.startswith("..") or not file.is_file():
        return False
    return not anchor or (file.suffix == ".html" and anchor in document(file).anchors)


def test_links_within_the_site_are_relative(either: Site) -> None:
    absolute = [
        f"{page}: {reference.address}"
        for page in either.pages
        for reference in document(either.folder / page).references
        if reference.address.startswith("/")
    ]
    assert not absolute


def test_nothing_is_fetched_from_elsewhere(either: Site) -> None:
    fetched = [
        f"{page}: {reference.address}"
        for page in either.pages
        for reference in document(either.folder / page).references
        if reference.leads_away and reference.element != "a" and not reference.is_a_word_about_the_page
    ]
    assert not fetched


def test_links_away_are_to_the_web_or_to_a_mailbox(either: Site) -> None:
    odd = [
        f"{page}: {reference.address}"
        for page in either.pages
        for reference in document(either.folder / page).references
        if reference.leads_away and urlsplit(reference.address).scheme not in {"https", "http", "mailto", "tel"}
    ]
    assert not odd


def test_every_page_can_be_reached_from_the_front_page_by_links_alone(either: Site) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        new = _linked(either, waiting.pop()) - reached
        reached |= new
        waiting += sorted(new)
    assert set(either.pages) - reached == {"404.html"}


def _linked(site: Site, page: str) -> set[str]:
    references = document(site.folder / page).references
    links = (each for each in references if each.element in {"a", "form"} and not each.leads_away)
    return {target(page, link.address)[0] for link in links} & set(site.pages)


def test_style_sheets_fetch_only_what_is_there(either: Site) -> None:
    for sheet in either.folder.rglob("*.css"):
        name = sheet.relative_to(either.folder).as_posix()
        for address in re.findall(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""", sheet.read_text(encoding="utf-8")):
            if address.startswith("#"):  # by the rules of CSS a fragment alone is one of the page, not of the sheet
                continue
            assert address.startswith("data:") or _resolves(either, *target(name, address)), f"{name}: {address}"


def test_the_site_map_lists_every_page_but_the_one_for_what_is_missing(either: Site) -> None:
    listed = re.findall(r"<loc>([^<]+)</loc>", either.read("sitemap.xml"))
    base = min(listed, key=len).removesuffix("index.html")
    addresses = sorted(_with_index(address.removeprefix(base)) for address in listed)
    assert addresses == sorted(set(either.pages) - {"404.html"})


def _with_index(address: str) -> str:
    """Write out what a host adds: a folder's address is that of the index in it."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def test_robots_are_told_of_the_site_map(either: Site) -> None:
    assert "sitemap.xml" in either.read("robots.txt")
