"""The feed, read back: what RFC 4287 asks of it, and that each entry keeps its name."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.small import FILES, published, write

ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")


def feed(root: Path, *changes: dict[str, str]) -> ET.Element:
    return ET.fromstring(published(write(root, *changes))["nytt.xml"])  # noqa: S314 - our own file


def one(parent: ET.Element, name: str) -> ET.Element:
    found = parent.findall(f"{ATOM}{name}")
    assert len(found) == 1, name
    return found[0]


def test_the_feed_has_what_the_standard_asks_for(tmp_path: Path) -> None:
    root = feed(tmp_path)
    assert root.tag == f"{ATOM}feed"
    assert one(root, "id").text == "https://exempel.se/uppfoljning/nytt.xml"
    assert one(root, "title").text == "Provföreningen: Nytt och ändrat"
    assert one(root, "updated").text == "2020-01-31T00:00:00Z"
    assert one(one(root, "author"), "name").text == "Provföreningen i Ås"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://exempel.se/uppfoljning/nytt.xml",
        "alternate": "https://exempel.se/uppfoljning/nytt.html",
    }


def test_each_entry_has_what_the_standard_asks_for(tmp_path: Path) -> None:
    entries = feed(tmp_path).findall(f"{ATOM}entry")
    assert len(entries) == 6
    for entry in entries:
        assert re.fullmatch(r"tag:exempel\.se,\d{4}:sv/[\w/.%-]+", one(entry, "id").text or "")
        assert DATE.fullmatch(one(entry, "updated").text or "")
        assert one(entry, "title").text
        assert one(entry, "summary").text
        assert (one(entry, "link").get("href") or "").startswith("https://exempel.se/uppfoljning/")
    assert len({one(entry, "id").text for entry in entries}) == len(entries)


def test_an_entry_keeps_its_name_when_its_words_are_mended(tmp_path: Path) -> None:
    mended = FILES["content/decisions/2019/A2.yml"].replace("Beslutat i september.", "Annat & <mer>.")
    names = [{one(entry, "id").text for entry in feed(tmp_path / folder, changes).findall(f"{ATOM}entry")}
             for folder, changes in (("a", {}), ("b", {"content/decisions/2019/A2.yml": mended}))]  # fmt: skip
    assert names[0] == names[1]


def test_an_entry_leads_to_the_spot_where_it_is_told(tmp_path: Path) -> None:
    made = published(write(tmp_path))
    root = ET.fromstring(made["nytt.xml"])  # noqa: S314 - our own file
    for entry in root.findall(f"{ATOM}entry"):
        address, _, spot = (
            (one(entry, "link").get("href") or "").removeprefix("https://exempel.se/uppfoljning/").partition("#")
        )
        assert f'id="{spot}"' in made[address].decode() if spot else address in made


def test_every_page_tells_of_it(tmp_path: Path) -> None:
    made = published(write(tmp_path))
    link = re.compile(rb'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="[./]*nytt.xml">')
    assert all(link.search(made[name]) for name in ("index.html", "nytt.html", "beslut/2019/A1.html"))


def test_without_the_sites_address_there_is_none(tmp_path: Path) -> None:
    site = re.sub("url: .*\n", "", FILES["content/site.yml"])
    made = published(write(tmp_path, {"content/site.yml": site}))
    assert "nytt.xml" not in made
    assert b"atom+xml" not in made["index.html"]
