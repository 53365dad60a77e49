"""What a page says of itself: its citation, its file on the git host, and how to report an error."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import segno

from tests.small import CLOCK, FILES, published, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages import pages
from vrapport.qr import QUIET, qr
from vrapport.views import Plain

ON_A_HOST = FILES["content/site.yml"] + "repository: https://github.com/a/b\nfolder: beslut\n"
BY_POST = FILES["content/site.yml"] + "contact: Kansliet, kansli@exempel.se\n"
A1, SHARED = "content/decisions/2019/A1.yml", "content/updates/2020-01.yml"
RECORDS = {
    "beslut/2019/A1.html", "beslut/2019/A2.html", "beslut/2019/A3.html", "motioner/2019/A1.html",
    "moten/2019/arsmote.html", "organ/styrelsen.html", "organ/kommunen.html",
    "kampanjer/cykel.html", "uttalanden/cykel.html", "resursbank/brev.html", "statistik/avgifter.html",
    "rapporter/2019.html", "om.html",
}  # fmt: skip
AREAS = {"omraden/kampanj.html", "omraden/ekonomi.html"}


def about(root: Path, settings: str, changed: Mapping[str, date] | None = None) -> dict[str, Plain | None]:
    """Make a site's pages, and return what each says of itself."""
    examined = examine(write(root, {"content/site.yml": settings}), clock=CLOCK)
    assert examined.project
    assert examined.register
    view = replace(public_view(examined.project, examined.register.today), changed=changed or {})
    return {page.address: page.data["page"]["about"] for page in pages(view)}


def of(found: Mapping[str, Plain | None], address: str) -> Plain:
    """Return what one page says of itself."""
    return found[address] or {}


def test_pages_of_records_and_areas_can_be_cited_and_no_others(tmp_path: Path) -> None:
    found = about(tmp_path, ON_A_HOST)
    assert {address for address, said in found.items() if said} == RECORDS | AREAS


def test_a_citation_names_whose_it_is_what_it_is_called_where_it_was_decided_and_the_day(tmp_path: Path) -> None:
    found = about(tmp_path, ON_A_HOST)
    decision = of(found, "beslut/2019/A1.html")
    assert decision["citation"] == (
        "Provföreningen i Ås. ”Cykelställ vid stationen” (A1). Årsmötet 2019, § 2. "
        "Provföreningen, läget den 31 januari 2020."
    )
    assert decision["url"] == "https://exempel.se/uppfoljning/beslut/2019/A1.html"
    assert "Årsmötet 2019" in of(found, "motioner/2019/A1.html")["citation"]


def test_a_report_is_cited_as_of_its_own_day(tmp_path: Path) -> None:
    later = FILES["content/site.yml"].replace("2020-01-31", "2020-05-31")
    assert "läget den 31 januari 2020" in of(about(tmp_path, later), "rapporter/2019.html")["citation"]


def test_a_record_leads_to_its_file_and_an_area_to_none(tmp_path: Path) -> None:
    found = about(tmp_path, ON_A_HOST)
    ways = {link["title"]: link["address"] for link in of(found, "beslut/2019/A1.html")["links"]}
    assert ways["Ändra sidan"] == f"https://github.com/a/b/edit/main/beslut/{A1}"
    assert ways["Historik"] == f"https://github.com/a/b/commits/main/beslut/{A1}"
    assert [link["title"] for link in of(found, "omraden/kampanj.html")["links"]] == ["Rapportera ett fel"]


@pytest.mark.parametrize("folder", ["../annat", "a//b", "/", "a/./b"])
def test_a_folder_that_leads_out_of_the_repository_is_refused(tmp_path: Path, folder: str) -> None:
    settings = FILES["content/site.yml"] + f"folder: {folder}\n"
    done = examine(write(tmp_path, {"content/site.yml": settings}), clock=CLOCK)
    assert "bad-folder" in {finding.code for finding in done.findings}


def test_an_error_is_reported_with_the_page_filled_in(tmp_path: Path) -> None:
    (link,) = of(about(tmp_path, BY_POST), "om.html")["links"]
    letter = urlsplit(link["address"])
    assert (letter.scheme, unquote(letter.path)) == ("mailto", "kansli@exempel.se")
    asked = parse_qs(letter.query)
    assert asked["subject"] == ["Fel på sidan ”Om oss”"]
    assert asked["body"][0].startswith("https://exempel.se/uppfoljning/om.html\r\n")


def test_where_both_a_host_and_an_address_are_known_both_are_offered(tmp_path: Path) -> None:
    both = ON_A_HOST + "contact: kansli@exempel.se\n"
    titles = [link["title"] for link in of(about(tmp_path, both), "om.html")["links"]]
    assert titles == ["Historik", "Ändra sidan", "Rapportera ett fel", "Rapportera ett fel med e-post"]


@pytest.mark.parametrize("contact", ["", "contact: Kansliet, måndagar\n", "repository: https://example.org/a/b\n"])
def test_a_site_that_says_too_little_offers_nothing_that_does_not_work(tmp_path: Path, contact: str) -> None:
    assert of(about(tmp_path, FILES["content/site.yml"] + contact), "om.html")["links"] == []


def test_a_decision_changed_when_its_file_or_what_was_told_of_it_did(tmp_path: Path) -> None:
    days = {A1: date(2019, 6, 1), SHARED: date(2020, 1, 13)}
    assert of(about(tmp_path, ON_A_HOST, days), "beslut/2019/A1.html")["changed"]["iso"] == "2020-01-13"
    assert of(about(tmp_path, ON_A_HOST, {A1: date(2019, 6, 1)}), "beslut/2019/A1.html")["changed"] is None


def test_meetings_reports_and_areas_carry_their_address_as_a_code(tmp_path: Path) -> None:
    found = about(tmp_path, ON_A_HOST)
    coded = {address for address, said in found.items() if said and said["qr"]}
    assert coded == {"moten/2019/arsmote.html", "rapporter/2019.html", *AREAS}
    nowhere = FILES["content/site.yml"].replace("url: https://exempel.se/uppfoljning/\n", "")
    assert not any(said and said["qr"] for said in about(tmp_path, nowhere).values())


def test_the_code_draws_each_dark_square_of_the_address_and_no_other() -> None:
    address = "https://exempel.se/uppfoljning/moten/2019/arsmote.html"
    drawn = qr(address)
    wanted = {
        (column + QUIET, row + QUIET)
        for row, line in enumerate(segno.make_qr(address, error="m").matrix)
        for column, dark in enumerate(line)
        if dark
    }
    assert set(_squares(drawn["path"])) == wanted
    assert drawn["size"] == max(column for column, _ in wanted) + 1 + QUIET


def _squares(path: str) -> list[tuple[int, int]]:
    """Read a path back: `M4 4h7v1h-7z` is seven squares in a row."""
    strokes = [stroke.removesuffix("z") for stroke in path.split("M")[1:]]
    found = []
    for stroke in strokes:
        start, _, rest = stroke.partition("h")
        column, row = map(int, start.split())
        found += [(column + step, row) for step in range(int(rest.partition("v")[0]))]
    return found


def test_the_page_shows_it_all_to_be_read_and_copied(tmp_path: Path) -> None:
    page = published(write(tmp_path, {"content/site.yml": ON_A_HOST}))["beslut/2019/A1.html"].decode()
    section = page.partition('<section class="about"')[2].partition("</section>")[0]
    for words in ("Länka hit", "Cykelställ vid stationen", "https://exempel.se/uppfoljning/beslut/2019/A1.html",
                  "Historik", "Ändra sidan", "Rapportera ett fel", "Data (JSON)"):  # fmt: skip
        assert words in section
