"""Reading on: a way back from every page, on to the next, and to any part of one; printed, and by everybody."""

import re
from pathlib import Path

import pytest

from tests.small import CLOCK, FILES, published, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages import pages
from vrapport.theme import Page

MOTION = "---\ntitle: Motion {n}\nmeeting: 2019/arsmote\n---\nText.\n"
STATEMENT = (
    "---\ntitle: Upprop\nmeeting: 2019/arsmote\n---\n## Kraven\nFörsta stycket.\n\n- en punkt\n\nAndra *stycket*.\n"
)
MINUTES = """\
---
title: Årsmötet 2019
body: styrelsen
date: 2019-03-10
type: protokoll
---
## § 1 Öppnande
Mötet öppnades.

Dagordningen godkändes.

## § 2 Motioner
Frågan diskuterades.

Beslut: Föreningen skriver till kommunen. [[2019/A1]]

Mötet ajournerades.
"""


def made(root: Path, **changes: str) -> dict[str, Page]:
    """Make the pages of the small site with some files of its own."""
    examined = examine(write(root, changes), clock=CLOCK)
    assert examined.project
    assert examined.register
    return {page.address: page for page in pages(public_view(examined.project, examined.register.today))}


def series(found: dict[str, Page], kind: str, address: str) -> tuple[str | None, str | None]:
    """Return the titles of the pages before and after one."""
    data = found[address].data[kind]
    before, after = data["previous"], data["next_in_order"]
    return before["title"] if before else None, after["title"] if after else None


def test_every_page_but_the_front_and_what_is_not_found_leads_back(tmp_path: Path) -> None:
    for address, page in made(tmp_path).items():
        crumbs = page.data["page"]["breadcrumbs"]
        assert [crumb["address"] for crumb in crumbs[:1]] == (
            [] if address in {"index.html", "404.html"} else ["index.html"]
        )


def test_motions_follow_each_other_as_people_count(tmp_path: Path) -> None:
    found = made(tmp_path, **{f"content/motions/2019/A{n}.md": MOTION.format(n=n) for n in (2, 10)})
    assert series(found, "motion", "motioner/2019/A2.html") == ("Cykelställ", "Motion 10")


def test_reports_follow_each_other_from_the_first(tmp_path: Path) -> None:
    early = FILES["content/reports/2019.md"].replace("2020-01", "2019-09").replace("Rapport 2019", "Halvårsrapport")
    found = made(tmp_path, **{"content/reports/2019-halvar.md": early})
    assert series(found, "report", "rapporter/2019-halvar.html") == (None, "Rapport 2019")
    assert series(found, "report", "rapporter/2019.html") == ("Halvårsrapport", None)


def test_statements_follow_each_other(tmp_path: Path) -> None:
    found = made(tmp_path, **{"content/statements/upprop.md": STATEMENT})
    assert series(found, "statement", "uttalanden/cykel.html") == (None, "Upprop")


def test_decisions_that_belong_together_say_how(tmp_path: Path) -> None:
    new = "title: Cykelgarage\nmotions: 2019/A1\ncampaign: cykel\nmeeting: 2019/arsmote\n"
    replaced = (
        FILES["content/decisions/2019/A1.yml"] + "  - date: 2019-12\n    status: ersatt\n    successor: 2019/A9\n"
    )
    updates = {"content/updates/2020-01.yml": FILES["content/updates/2020-01.yml"].replace("2019/A1", "2019/A2")}
    found = made(
        tmp_path, **{"content/decisions/2019/A9.yml": new, "content/decisions/2019/A1.yml": replaced, **updates}
    )

    def connected(name: str) -> dict[str, str]:
        rows = found[f"beslut/2019/{name}.html"].data["decision"]["connected"]
        return {row["title"]: row["note"] for row in rows}

    assert connected("A9") == {
        "Cykelställ vid stationen": "Ersattes av det här beslutet",
        "Avgiften blir oförändrad": "Hör till samma kampanj",
    }
    assert connected("A1") == {"Cykelgarage": "Ersätter det här beslutet"}
    assert connected("A3") == {}


def test_each_paragraph_of_minutes_and_of_an_adopted_text_has_an_address_of_its_own(tmp_path: Path) -> None:
    changes = {"content/meetings/2019/arsmote.md": MINUTES, "content/statements/upprop.md": STATEMENT}
    site = published(write(tmp_path, changes))
    minutes = site["moten/2019/arsmote.html"].decode()
    found = dict(re.findall(r'<p id="(p\d+\.\d+)">([^<]*)', minutes))
    assert found["p1.1"] == "Mötet öppnades."
    assert found["p1.2"] == "Dagordningen godkändes."
    assert found["p2.2"].startswith("Beslut: Föreningen skriver")
    assert found["p2.3"] == "Mötet ajournerades."
    upprop = site["uttalanden/upprop.html"].decode()
    assert 'id="text-kraven"' in upprop
    assert re.findall(r'<p id="(text\.\d+)">', upprop) == ["text.1", "text.2"]


@pytest.mark.parametrize("address", ["rapporter/2019.html", "moten/2019/arsmote.html"])
def test_each_section_of_a_report_and_of_minutes_can_be_printed_alone(tmp_path: Path, address: str) -> None:
    page = published(write(tmp_path))[address].decode()
    places = re.findall(r'<p class="print" id="(skriv-ut-[^"]+)"><a href="#([^"]+)">', page)
    assert len(places) == len(set(places)) == 2
    for place, led_to in places:
        assert place == led_to
        assert f'id="{place.removeprefix("skriv-ut-")}"' in page


def test_a_printout_carries_the_day_it_speaks_of_and_where_it_lies(tmp_path: Path) -> None:
    site = published(write(tmp_path))
    root = site["omraden/kampanj.html"].decode().partition("<html")[2].partition(">")[0]
    assert "läget den 31 januari 2020" in root
    assert "https://exempel.se/uppfoljning/omraden/kampanj.html" in root
    assert b"attr(data-printed)" in site["assets/site.css"]


def test_every_site_has_an_accessibility_statement_that_every_page_leads_to(tmp_path: Path) -> None:
    site = published(write(tmp_path, {"content/site.yml": FILES["content/site.yml"] + SAID}))
    statement = site["tillganglighet.html"].decode()
    for words in (
        "Provföreningen i Ås",
        "WCAG 2.2",
        "kansli@exempel.se",
        "den 15 januari 2020",
        "Kartan går inte att läsa",
    ):
        assert words in statement
    for address, page in site.items():
        if address.endswith(".html"):
            assert "Tillgänglighetsredogörelse</a>" in page.decode(), address


def test_a_statement_of_the_sites_own_takes_its_place(tmp_path: Path) -> None:
    own = {"content/pages/tillganglighet.md": "---\ntitle: Så tillgängliga är vi\n---\nEgna ord.\n"}
    site = published(write(tmp_path, own))
    assert "Egna ord." in site["tillganglighet.html"].decode()
    front = site["index.html"].decode()
    assert "Så tillgängliga är vi</a>" in front
    assert "Tillgänglighetsredogörelse" not in front


def test_what_nobody_has_said_is_not_claimed(tmp_path: Path) -> None:
    statement = published(write(tmp_path))["tillganglighet.html"].decode()
    assert "Organisationen har inte uppgett att den själv har testat webbplatsen." in statement
    assert "Det betyder inte att det inte finns någon." in statement


SAID = """\
contact: Kansliet, kansli@exempel.se
accessibility:
  reviewed: 2020-01-15
  shortcomings: Kartan går inte att läsa upp.
"""
