"""All decisions in one file, for programs and for spreadsheets, and a page that tells of every field in them."""

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest

from tests.small import FILES, published, write
from vrapport.exports.tables import table
from vrapport.pages.open_data import FIELDS


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_all_decisions_lie_in_one_file_as_they_lie_in_their_own(tmp_path: Path) -> None:
    made = published(write(tmp_path))
    whole = json.loads(made["beslut.json"])
    assert [decision["id"] for decision in whole["decisions"]] == ["2019/A1", "2019/A2", "2019/A3"]
    assert whole["decisions"][0] == json.loads(made["beslut/2019/A1.json"])
    assert (whole["as_of"], whole["licence"], whole["language"]) == ("2020-01-31", None, "sv")


def test_the_table_opens_in_a_swedish_spreadsheet(tmp_path: Path) -> None:
    content = published(write(tmp_path))["beslut.csv"]
    assert content.startswith("\ufeffid;title;".encode())
    first, second, _ = rows(content)
    assert (first["id"], first["status"], first["status_label"]) == ("2019/A1", "ongoing", "Pågår")
    assert (first["updated"], first["update"]) == ("2020-01", "Kommunen har svarat.")
    assert (second["campaigns"], second["overdue"]) == ("cykel", "no")


@pytest.mark.parametrize("typed", ["=1+1", "+46", "-5", "@SUM(A1)", "\tx"])
def test_no_cell_is_reckoned_with(typed: str) -> None:
    assert rows(table([{"a": typed}])) == [{"a": f"'{typed}"}]


def test_cells_may_hold_anything() -> None:
    text = 'Ett; "två"\ntre, = fyra'
    assert rows(table([{"a": text, "b": None, "c": ["x", "y"]}])) == [{"a": text, "b": "", "c": "x, y"}]


def test_a_title_that_looks_like_a_formula_is_a_title(tmp_path: Path) -> None:
    made = published(write(tmp_path, {"content/decisions/2019/A2.yml": 'title: "=HYPERLINK(1)"\n'}))
    assert rows(made["beslut.csv"])[1]["title"] == "'=HYPERLINK(1)"


def test_every_field_is_explained(tmp_path: Path) -> None:
    made = published(write(tmp_path))
    files = {name: made_in for name, _, _, made_in in FIELDS}
    assert {name for name, made_in in files.items() if "CSV" in made_in} == set(rows(made["beslut.csv"])[0])
    own = json.loads(made["beslut.json"])["decisions"][0]
    assert {name for name, made_in in files.items() if "JSON" in made_in} == {*own, "reported"}  # within items
    page = made["oppna-data.html"].decode()
    assert re.findall("<code>(.*?)</code>", page) == list(files)


def test_the_page_leads_to_files_that_are_there(tmp_path: Path) -> None:
    made = published(write(tmp_path))
    listed = re.findall('<th scope="row"><a href="([^"]+)"', made["oppna-data.html"].decode())
    assert listed == ["beslut.csv", "beslut.json", "kalender.ics", "nytt.xml"]
    assert set(listed) <= made.keys()


def test_every_page_leads_to_the_data(tmp_path: Path) -> None:
    made = published(write(tmp_path))
    foot = made["beslut/2019/A1.html"].decode().partition("<footer")[2]
    assert 'href="../../oppna-data.html"' in foot


def test_the_licence_is_said_or_that_there_is_none(tmp_path: Path) -> None:
    assert "Ingen licens är angiven." in published(write(tmp_path / "a"))["oppna-data.html"].decode()
    stated = {"content/site.yml": FILES["content/site.yml"] + "licence: CC BY 4.0\n"}
    made = published(write(tmp_path / "b", stated))
    assert '<p class="prose">CC BY 4.0</p>' in made["oppna-data.html"].decode()
    assert json.loads(made["beslut.json"])["licence"] == "CC BY 4.0"
