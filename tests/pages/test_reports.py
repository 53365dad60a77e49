"""A report edition speaks from its own day, whenever the site is built."""

from datetime import date
from pathlib import Path

from tests.small import FILES, published, write

LATER = """\
title: Läget i maj
date: 2020-05
each:
  2019/A1:
    status: genomfört
    text: Ställen är byggda i maj.
"""
MAY = date(2020, 6, 1)


def test_what_was_said_after_its_day_is_not_in_an_edition(tmp_path: Path) -> None:
    files = published(write(tmp_path, {"content/updates/2020-05.yml": LATER}), today=MAY)
    assert "byggda i maj" in files["beslut/2019/A1.html"].decode()
    edition = files["rapporter/2019.html"].decode()
    assert "byggda i maj" not in edition
    assert "Kommunen har svarat." in edition
    assert "31 januari 2020" in edition  # the page says its own day
    assert "1 juni 2020" not in edition


def test_an_edition_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    root = write(tmp_path / "site", {"content/updates/2020-05.yml": LATER})
    then, later = (published(root, tmp_path / str(day), today=day) for day in (date(2020, 1, 31), MAY))
    assert then["rapporter/2019.html"] == later["rapporter/2019.html"]
    assert then["index.html"] != later["index.html"]


def test_an_edition_of_all_holds_no_decision_taken_later(tmp_path: Path) -> None:
    later = {
        "content/meetings/2020/mote.md": "---\nbody: styrelsen\ndate: 2020-03-01\n---\nText.\n",
        "content/decisions/2020/B1.yml": "title: Beslutat senare\nmeeting: 2020/mote\n",
        "content/reports/2019.md": "---\ntitle: Rapport 2019\nas_of: 2020-01\n---\nDetta gjordes.\n",
    }
    files = published(write(tmp_path, later), today=MAY)
    assert "Beslutat senare" not in files["rapporter/2019.html"].decode()
    assert "Cykelställ" in files["rapporter/2019.html"].decode()


def test_an_edition_tells_of_time_as_it_was_on_its_day(tmp_path: Path) -> None:
    a1 = FILES["content/decisions/2019/A1.yml"].replace("2019-06\n", "2020-01-20\n")
    shared = {"content/updates/2020-01.yml": FILES["content/updates/2020-01.yml"].replace("2020-01\n", "2020-01-10\n")}
    late = {**shared, "content/decisions/2019/A1.yml": a1.replace("due: 2020-03", "due: 2019-12")}
    files = published(write(tmp_path / "late", late), today=MAY)
    assert "Nästa steg försenat sedan 31 december 2019" in files["rapporter/2019.html"].decode()
    files = published(write(tmp_path / "soon", {**shared, "content/decisions/2019/A1.yml": a1}), today=MAY)
    assert "Nästa steg försenat sedan 31 mars 2020" in files["beslut/2019/A1.html"].decode()
    assert "örsenat" not in files["rapporter/2019.html"].decode()


def test_the_next_edition_shows_what_changed_and_what_is_still_owed(tmp_path: Path) -> None:
    report = "---\ntitle: Rapport 2020\nperiod: 2020-02/2020-05\nas_of: 2020-05\ncovers: 2019/arsmote\n---\n"
    files = published(
        write(tmp_path, {"content/reports/2020.md": report, "content/updates/2020-05.yml": LATER}), today=MAY
    )
    page = files["rapporter/2020.html"].decode()
    assert "<h2>Sedan förra rapporten</h2>" in page
    assert '<a href="2019.html">Rapport 2019</a>: 1 avslutat.' in page
    assert "1 av 1 beslutspunkt redovisad." in page  # the other was closed the year before
    assert 'id="2019-A1"' in page
    assert 'id="2019-A2"' not in page
    assert "Avgiften blir oförändrad" in page.partition("Avslutade tidigare")[2]
    assert "Sedan förra rapporten" not in files["rapporter/2019.html"].decode()
