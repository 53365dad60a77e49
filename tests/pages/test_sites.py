"""What the pages say of small sites: their plain data, before any template."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.small import CLOCK, FILES, SMALLEST, built, errors, published, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages import pages
from vrapport.theme import Page

SITE = FILES["content/site.yml"]


def made(root: Path) -> Mapping[str, Page]:
    """Make the pages of a site, by address."""
    examined = examine(root, clock=CLOCK)
    assert examined.project is not None
    assert examined.register is not None
    found = tuple(pages(public_view(examined.project, examined.register.today)))
    assert len({page.address for page in found}) == len(found)
    return {page.address: page for page in found}


def data(root: Path, address: str) -> Mapping[str, Any]:
    return made(root)[address].data


# --- the ends of the scale --------------------------------------------------------------------------------------------


def test_a_site_of_settings_alone_has_its_pages(tmp_path: Path) -> None:
    files = published(write(tmp_path, files=SMALLEST))
    assert {"index.html", "404.html", "sok.html", "beslut/index.html", "robots.txt"} <= files.keys()
    assert "sitemap.xml" not in files  # addresses in full need the site's own


def test_a_decision_without_meeting_or_area_is_counted_and_listed(tmp_path: Path) -> None:
    alone = {"content/decisions/ensam.yml": "title: Ensam\n"}
    root = write(tmp_path, files={**SMALLEST, **alone})
    assert data(root, "index.html")["front"]["areas"][0]["address"] is None
    (group,) = data(root, "beslut/index.html")["list"]["groups"]
    assert group["address"] is None
    assert [row["title"] for row in group["rows"]] == ["Ensam"]
    assert b"Ensam" in published(root)["index.html"]


def test_many_decisions_are_bars_and_lists_of_several_pages(tmp_path: Path) -> None:
    many = {f"content/decisions/B{n}.yml": f"title: Beslut {n}\narea: kampanj\nstatus: pågår\n" for n in range(250)}
    root = write(
        tmp_path,
        many,
        {"content/site.yml": f"{SITE}list_length: 100\n"},
        files={"content/bodies/styrelsen.yml": "title: S\n"},
    )
    (area,) = data(root, "index.html")["front"]["areas"]
    assert area["decisions"] == []
    assert [part["count"] for part in area["bar"]] == [250]
    files = published(root)
    for first, rows in (
        ("beslut/index", (100, 100, 50)),
        ("omraden/kampanj", (100, 100, 50)),
        ("status/pagar", (100, 100, 50)),
    ):
        for number, count in enumerate(rows, 1):
            page = files[f"{first}{'' if number == 1 else f'-{number}'}.html"].decode()
            assert page.count('class="name"') == count, first
            assert 'class="paging"' in page
    assert b"index-2.html" in files["beslut/index.html"]
    assert "beslut/index-4.html" not in files


def test_a_list_split_between_meetings_repeats_the_heading(tmp_path: Path) -> None:
    root = write(tmp_path, {"content/site.yml": f"{SITE}list_length: 1\n"})
    pages_of_list = [page for at, page in made(root).items() if re.fullmatch(r"beslut/index(-\d)?\.html", at)]
    heads = [group["title"] for page in pages_of_list for group in page.data["list"]["groups"]]
    assert heads == ["Utan möte", "Årsmötet 2019", "Årsmötet 2019"]
    assert [page.data["page"]["title"] for page in pages_of_list][1] == "Alla beslut, sidan 2"
    numbers = [number["current"] for number in pages_of_list[2].data["list"]["pages"]["numbers"]]
    assert numbers == [False, False, True]


# --- addresses --------------------------------------------------------------------------------------------------------


def test_ids_with_any_letters_are_linked_so_that_every_link_holds(tmp_path: Path) -> None:
    named = {
        "content/decisions/2019/åäö-ß-日本.yml": "title: Annat\nstatus: pågår\ntext: Se [[2019/åäö-ß-日本]].\n",
        "content/pages/om.md": "---\ntitle: Om\n---\nSe [[2019/åäö-ß-日本]] och [fil](bild-å.txt).\n",
        "content/pages/bild-å.txt": "x",
    }
    files = published(write(tmp_path, named))
    for address, content in files.items():
        if address.endswith(".html"):
            for link in re.findall(r'(?:href|src)="([^"#][^"]*)"', content.decode()):
                assert link.isascii(), link
                if not re.match(r"\w+:", link):
                    target = (tmp_path / "output/public" / address).parent / unquote(
                        link.partition("#")[0].partition("?")[0]
                    )
                    assert target.is_file(), f"{address}: {link}"


@pytest.mark.parametrize(
    ("path", "builtin"),
    [
        ("content/pages/index.md", "index.html"),
        ("content/pages/sok.md", "sok.html"),
        ("content/pages/404.md", "404.html"),
        ("content/decisions/index.yml", "beslut/index.html"),
        ("content/decisions/oppna.yml", "beslut/oppna.html"),
        ("content/pages/Sok.md", "Sok.html"),
    ],
)
def test_a_record_cannot_take_the_place_of_a_page_that_every_site_has(tmp_path: Path, path: str, builtin: str) -> None:
    text = "---\ntitle: Min\n---\nx\n" if path.endswith(".md") else "title: Min\nstatus: pågår\n"
    done = built(write(tmp_path, {path: text}))
    assert done.published is None
    assert any(path in line and builtin in line for line in errors(done)), errors(done)


def test_twins_are_both_named(tmp_path: Path) -> None:
    done = built(write(tmp_path, {"content/pages/OM.md": "---\ntitle: Om\n---\nx\n"}))
    assert done.published is None
    assert any("content/pages/OM.md" in line and "content/pages/om.md" in line for line in errors(done))


# --- what moved -------------------------------------------------------------------------------------------------------


def moved(*addresses: str) -> dict[str, str]:
    return {"content/pages/om.md": f"---\ntitle: Om oss\nformerly: [{', '.join(addresses)}]\n---\nx\n"}


def test_an_old_address_leads_on(tmp_path: Path) -> None:
    files = published(write(tmp_path, moved("sidor/gammal.html", "kontakt.html")))
    page = files["sidor/gammal.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../om.html">' in page
    assert '<link rel="canonical" href="https://exempel.se/uppfoljning/om.html">' in page
    assert '<a href="../om.html">Om oss</a>' in page
    assert "kontakt.html" in files
    assert b"gammal" not in files["sitemap.xml"]


@pytest.mark.parametrize(
    "address",
    ["../../ond.html", "/etc/x.html", "..", ".git/config", "a\\b.html", "C:x.html", "om.html/", "om.html/a.html"],
)
def test_an_old_address_that_leads_out_is_refused_at_its_line(tmp_path: Path, address: str) -> None:
    done = built(write(tmp_path / "site", moved("bra.html", f"'{address}'")))
    assert done.published is None
    assert any(line.startswith("content/pages/om.md:3:") for line in errors(done)), errors(done)
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


@pytest.mark.parametrize("address", ["om.html", "index.html", "beslut/2019/A1.html", "Beslut/2019/a1.html", "sok.html"])
def test_an_old_address_that_something_else_has_now_is_refused(tmp_path: Path, address: str) -> None:
    done = built(write(tmp_path, moved(address)))
    assert done.published is None
    assert any("content/pages/om.md:3:" in line and "same-address" in line for line in errors(done)), errors(done)


# --- what is said -----------------------------------------------------------------------------------------------------


def test_the_front_page_counts_what_its_report_covers(tmp_path: Path) -> None:
    front = data(write(tmp_path), "index.html")["front"]
    assert (front["total"], front["done"], front["moving"]) == (2, 1, 1)
    assert front["scope"]["title"] == "Årsmötet 2019"


def test_the_front_page_can_be_given_an_older_report(tmp_path: Path) -> None:
    newer = {"content/reports/2020.md": "---\ntitle: Ny\nperiod: 2020\nas_of: 2020-01-31\n---\nx\n"}
    assert data(write(tmp_path / "a", newer), "index.html")["front"]["total"] == 3
    named = {"content/site.yml": f"{SITE}front: '2019'\n"}
    front = data(write(tmp_path / "b", newer, named), "index.html")["front"]
    assert front["total"] == 2
    assert front["scope"]["title"] == "Årsmötet 2019"


def test_the_front_page_lists_what_is_late_first_and_the_nearest_deadline_of_each_decision(tmp_path: Path) -> None:
    step = "updates: {date: 2019-06, status: pågår, text: x, next: {what: Ett brev, due: %s}}\n"
    files = {
        "content/decisions/b.yml": "title: B\ndue: 2020-06\n" + step % "2020-02",
        "content/decisions/c.yml": "title: C\nclauses: {text: Att göra, due: 2020-05}\n",
        "content/decisions/d.yml": "title: D\ndue: 2020-04\n" + step % "2019-12",
    }
    site = {"content/site.yml": SITE}
    late, _, coming = data(write(tmp_path, files, files=site), "index.html")["front"]["lists"]
    assert (late["rows"][0]["title"], late["rows"][0]["note"]) == ("D", "Nästa steg försenat sedan 31 december 2019")
    assert [(row["title"], row["date"] and row["date"]["text"], row["note"]) for row in coming["rows"]] == [
        ("B", "februari 2020", "Ett brev"),
        ("D", None, "Klart senast april 2020"),
        ("C", None, "Klart senast maj 2020 · att-sats 1"),
    ]


def test_what_is_taken_up_says_what_each_day_means(tmp_path: Path) -> None:
    step = "updates: {date: %s, status: %s, text: x, next: {what: Ett brev%s}}\n"
    files = {
        "content/decisions/a.yml": "title: A\nresponsible: styrelsen\ndue: 2020-02\n"
                                   + step % ("2020-01", "pågår", ", due: 2019-12"),
        "content/decisions/b.yml": "title: B\nresponsible: styrelsen\n" + step % ("2019-05", "pågår", ""),
        "content/decisions/c.yml": "title: C\nresponsible: styrelsen\nupdates: {date: 2019-11, status: väntar, "
                                   "waits_for: gruppen, text: x}\n",
        "content/decisions/d.yml": "title: D\nresponsible: styrelsen\nreferrals: {to: gruppen, sent: 2019-11, "
                                   "reply_wanted: ja}\nupdates: {date: 2020-01, status: pågår, text: x}\n",
        "content/bodies/styrelsen.yml": "title: Styrelsen\n",
        "content/bodies/gruppen.yml": "title: Gruppen\n",
    }  # fmt: skip
    found = data(write(tmp_path, files, files={"content/site.yml": SITE}), "beslut/uppfoljning.html")["agenda"]
    assert (found["lead"]["before"], found["lead"]["body"]["title"]) == ("Underlag för ", "Styrelsen")
    rows = {row["title"]: (row["date"], row["note"]) for group in found["groups"] for row in group["rows"]}
    assert rows == {
        "A": (None, "Nästa steg försenat sedan 31 december 2019 · Ett brev · Klart senast februari 2020"),
        "B": (None, "inget nytt sedan maj 2019"),
        "C": (None, "sedan november 2019"),
        "D": (None, "inget svar från Gruppen sedan november 2019"),
    }


def test_a_status_update_is_begun_from_the_time_line_or_where_it_would_stand(tmp_path: Path) -> None:
    host = {"content/site.yml": f"{SITE}repository: https://github.com/forening/beslut\n"}
    files = published(write(tmp_path, host, {"content/decisions/tyst.yml": "title: Tyst\n"}))
    for page in (files["beslut/2019/A1.html"].decode(), files["beslut/tyst.html"].decode()):
        section = page.partition("Skriv en lägesrapport")[0].rpartition("<section")[2]
        assert "</section" not in section


def test_a_decision_says_where_it_stands_and_what_is_not_told(tmp_path: Path) -> None:
    said = data(write(tmp_path), "beslut/2019/A3.html")["decision"]
    assert said["status"]["code"] == "done"
    assert said["progress"] == {"reported": 1, "total": 2}
    assert [clause["status"]["code"] for clause in said["clauses"]] == ["done", "unreported"]


def test_a_shared_account_is_shown_on_its_decision_alone(tmp_path: Path) -> None:
    root = write(tmp_path)
    assert [update["status"]["code"] for update in data(root, "beslut/2019/A1.html")["decision"]["updates"]] == [
        "ongoing"
    ] * 2
    files = published(root)
    assert b"Kommunen har svarat" in files["beslut/2019/A1.html"]
    assert b"Kommunen har svarat" not in files["beslut/2019/A2.html"]


def test_every_sort_of_page_says_its_kind(tmp_path: Path) -> None:
    kinds = {page.data["page"]["kind"] for page in made(write(tmp_path, moved("gammal.html"))).values()}
    assert kinds == {"front", "decision", "motion", "meeting", "body", "campaign", "statement", "resource", "statistic",
                     "report", "list", "agenda", "measures", "page", "search", "missing", "moved", "calendar", "news",
                     "data", "accessibility"}  # fmt: skip


# --- a decision's page, part by part ----------------------------------------------------------------------------------

WAITS = """\
title: Två ting
clauses:
  - summary: Det första.
  - summary: Det andra.
updates:
  - date: 2019-11
    clause: 1
    status: väntar
    waits_for: kommunen
    text: Ett brev är skickat.
    next:
      what: Kommunen svarar
      due: 2020-05
  - date: 2019-12
    clause: 2
    status: genomfört
    text: Det andra är gjort.
    next:
      what: Det andra utvärderas
      due: 2020-04
"""
ROUND = "title: Runda\ndate: 2020-01-20\neach:\n  2019/A4: oförändrat\n"
W, R = "content/decisions/2019/A4.yml", "content/updates/runda.yml"


def test_the_part_that_has_come_least_far_speaks_and_every_part_says_what_is_next(tmp_path: Path) -> None:
    root = write(tmp_path, {W: WAITS})
    said = data(root, "beslut/2019/A4.html")["decision"]
    assert said["status"]["label"] == "Väntar på Kommunen"
    assert said["now"]["text"]["prose"] == "Ett brev är skickat."
    assert [step["what"]["prose"] for step in said["next"]] == ["Kommunen svarar", "Det andra utvärderas"]
    assert [link["title"] for link in said["chain"]][-3:] == [
        "Väntar på Kommunen", "Kommunen svarar", "Det andra utvärderas",
    ]  # fmt: skip
    coming = data(root, "index.html")["front"]["lists"][2]["rows"]
    assert "Det andra utvärderas" in {row["note"] for row in coming}  # of each decision what comes first


def test_unchanged_is_said_as_such_and_is_no_change(tmp_path: Path) -> None:
    before = data(write(tmp_path / "a", {W: WAITS}), "index.html")["front"]["lists"][1]
    root = write(tmp_path / "b", {W: WAITS, R: ROUND})
    assert data(root, "index.html")["front"]["lists"][1] == before
    said = data(root, "beslut/2019/A4.html")["decision"]
    assert [update["unchanged"] for update in said["updates"]] == [True, True, False, False]
    assert said["updates"][0]["text"] is None
    assert said["now"]["text"]["prose"] == "Ett brev är skickat."
    assert len(said["next"]) == 2
    page = published(root)["beslut/2019/A4.html"].decode()
    assert page.count("<b>Oförändrat</b>") == 2
    assert 'Oförändrat <time datetime="2020-01-20">' in page


def test_a_closed_decision_with_a_step_left_stays_among_the_open(tmp_path: Path) -> None:
    closed = "title: Slut\nupdates:\n  - {date: 2019-12, status: genomfört, next: Utvärdering}\n"
    root = write(tmp_path, {W: closed})
    (group,) = data(root, "beslut/oppna.html")["list"]["groups"]
    tags = {row["title"]: row["tags"] for row in group["rows"]}
    assert tags["Slut"] == ["Nästa steg kvar"]
    assert "Avgiften blir oförändrad" not in tags


def test_meetings_of_a_body_follow_one_another_whatever_name_was_typed(tmp_path: Path) -> None:
    later = {"content/meetings/2019/host.md": "---\nbody: Styrelsen\ndate: 2019-10-01\n---\n## § 1 x\ny\n"}
    found = data(write(tmp_path, later), "moten/2019/arsmote.html")["meeting"]
    assert found["next_in_order"]["address"] == "moten/2019/host.html"


def test_minutes_show_the_decision_that_a_relative_link_leads_to(tmp_path: Path) -> None:
    text = "---\nbody: styrelsen\ndate: 2019-10-01\n---\n## § 1 x\nBeslut: Ja, [se](../../decisions/2019/A3.yml).\n"
    found = data(write(tmp_path, {"content/meetings/2019/host.md": text}), "moten/2019/host.html")["meeting"]
    assert [row["title"] for row in found["paragraphs"][0]["parts"][0]["decisions"]] == ["Två ting att göra"]


def test_how_often_is_said_as_people_say_it(tmp_path: Path) -> None:
    assert data(write(tmp_path), "beslut/2019/A3.html")["decision"]["recurs"]["text"] == "Minst 2 gånger per år."


def test_a_decision_leads_to_what_is_about_it(tmp_path: Path) -> None:
    about = {
        "content/statements/cykel.md": "---\ntitle: Cykla mera\ndecision: 2019/A1\n---\nTexten.\n",
        "content/statistics/avgifter.yml": "title: Avgifter\ndecision: 2019/A1\n",
    }
    related = data(write(tmp_path, about), "beslut/2019/A1.html")["decision"]["related"]
    assert [row["title"] for row in related] == ["Cykla mera", "Avgifter"]


def test_one_account_of_several_decisions_is_one_change_and_its_step_is_taken_once(tmp_path: Path) -> None:
    shared = (
        "title: Två\ndate: 2020-01-31\ndecisions: [2019/A1, 2019/A2]\nstatus: pågår\ntext: Brevet gäller båda.\n"
        "next: {what: Svaret läses, due: 2020-04}\n"
    )
    front = data(write(tmp_path, {"content/updates/tva.yml": shared}), "index.html")["front"]
    changed, coming = (
        [row for row in part["rows"] if row["address"] in {"beslut/2019/A1.html", "beslut/2019/A2.html"}]
        for part in front["lists"][1:]
    )
    assert [row["note"] for row in changed] == ["och 1 beslut till"]
    assert [row["note"] for row in coming].count("Svaret läses") == 1


def test_a_reference_in_a_line_is_the_title_it_leads_to_and_two_that_name_each_other_end(tmp_path: Path) -> None:
    named = {
        "content/decisions/2019/A8.yml": "title: Se [[2019/A9]] och [[2019/A1]]\n",
        "content/decisions/2019/A9.yml": "title: Se [[2019/A8]]\n",
    }
    pages = made(write(tmp_path, named))
    assert pages["beslut/2019/A8.html"].data["decision"]["title"] == "Se Se 2019/A8 och Cykelställ vid stationen"
