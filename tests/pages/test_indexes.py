"""The indexes: decisions and motions from A to Z, decisions meeting by meeting, and a list that is a table."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.small import CLOCK, FILES, SMALLEST, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages.indexes import indexes
from vrapport.pages.lists import lists
from vrapport.theme import theme
from vrapport.views import View

SITE = FILES["content/site.yml"]


def seen(root: Path, *changes: Mapping[str, str], files: Mapping[str, str] = FILES) -> View:
    examined = examine(write(root, *changes, files=files), clock=CLOCK)
    assert examined.project
    assert examined.register
    return public_view(examined.project, examined.register.today)


def titled(*titles: str) -> dict[str, str]:
    return {f"content/decisions/b{n}.yml": f"title: {title}\n" for n, title in enumerate(titles)}


def shown(view: View, address: str) -> Mapping[str, Any]:
    pages = (*indexes(view), *lists(view))
    page = next(page for page in pages if page.address == f"beslut/{address}.html")
    return page.data["list"]  # type: ignore[no-any-return]


def motions(view: View) -> Mapping[str, Any]:
    (page,) = (page for page in lists(view) if page.address == "motioner/index.html")
    return page.data["list"]  # type: ignore[no-any-return]


def filed(view: View) -> dict[str, list[str]]:
    return {group["title"]: [row["title"] for row in group["rows"]] for group in shown(view, "a-o")["groups"]}


# --- from A to Z ------------------------------------------------------------------------------------------------------


def test_letters_come_as_in_swedish_figures_first(tmp_path: Path) -> None:
    titles = ("Öl", "Åka", "Zon", "Älg", "Étage", "3 frågor", "ek", "”Annat”", "(1 krona)")
    view = seen(tmp_path, titled(*(f"'{title}'" for title in titles)), files=SMALLEST)
    assert filed(view) == {
        "0–9": ["(1 krona)", "3 frågor"],
        "A": ["”Annat”"],
        "E": ["ek", "Étage"],
        "Z": ["Zon"],
        "Å": ["Åka"],
        "Ä": ["Älg"],
        "Ö": ["Öl"],
    }


def test_numbers_in_titles_are_counted_as_people_count(tmp_path: Path) -> None:
    view = seen(tmp_path, titled("Motion A10 skickas", "Motion A2 skickas", "Motion A1 skickas"), files=SMALLEST)
    assert filed(view) == {"M": ["Motion A1 skickas", "Motion A2 skickas", "Motion A10 skickas"]}


def test_what_is_called_the_same_is_filed_by_address_whatever_the_meeting_took_first(tmp_path: Path) -> None:
    orders = {10: 1, 2: 2}
    same = {
        f"content/decisions/b{n}.yml": f"title: Lika\nmeeting: 2019/arsmote\norder: {order}\n"
        for n, order in orders.items()
    }
    rows = [row for group in shown(seen(tmp_path, same), "a-o")["groups"] for row in group["rows"]]
    assert [row["address"] for row in rows if row["title"] == "Lika"] == ["beslut/b2.html", "beslut/b10.html"]


def test_a_motion_is_filed_beside_its_decision_and_says_what_it_is(tmp_path: Path) -> None:
    view = seen(tmp_path)
    rows = [row for group in shown(view, "a-o")["groups"] if group["title"] == "C" for row in group["rows"]]
    assert [(row["title"], row["note"]) for row in rows] == [
        ("Cykelställ", "Motion"),
        ("Cykelställ vid stationen", "Årsmötet 2019"),
    ]
    assert shown(view, "a-o")["lead"] == "3 beslut. 1 motion."


def test_letters_lead_to_their_places_on_whichever_page(tmp_path: Path) -> None:
    site = {"content/site.yml": SMALLEST["content/site.yml"] + "list_length: 2\n"}
    view = seen(tmp_path, titled("Ett", "Elva", "Två", "Åtta"), site, files=SMALLEST)
    expected = {"E": "beslut/a-o.html#e", "T": "beslut/a-o-2.html#t", "Å": "beslut/a-o-2.html#å"}
    assert {spot["title"]: spot["address"] for spot in shown(view, "a-o")["jumps"]} == expected
    look = theme(tmp_path, {view.language: view.words})
    html = next(look.render(page).decode() for page in indexes(view) if page.address == "beslut/a-o-2.html")
    assert 'id="t"' in html
    assert 'href="a-o.html#e"' in html


@pytest.mark.parametrize(
    ("language", "text", "letter"),
    [
        ("sv", "Åka", "Å"),
        ("sv", "”été”", "E"),
        ("sv", "2 ting", ""),
        ("sv", "…", ""),
        ("fi", "ääni", "Ä"),
        ("en", "Åland", "A"),
        ("ar", "بيان", "ب"),
    ],
)
def test_a_letter_is_one_where_the_language_has_it(tmp_path: Path, language: str, text: str, letter: str) -> None:
    view = seen(tmp_path, {"content/site.yml": f"format: 1\ntitle: T\nlanguage: {language}\n"}, files=SMALLEST)
    assert view.words.initial(text) == letter


# --- meeting by meeting -----------------------------------------------------------------------------------------------


def test_each_meeting_leads_to_its_minutes_with_its_decisions_in_its_own_order(tmp_path: Path) -> None:
    board = {
        "content/meetings/2019/styrelsen.md": "---\nbody: styrelsen\ndate: 2019-09-01\n---\n",
        "content/decisions/sist.yml": "title: Sist\nmeeting: 2019/styrelsen\norder: 2\n",
        "content/decisions/forst.yml": "title: Först\nmeeting: 2019/styrelsen\norder: 1\n",
    }
    groups = shown(seen(tmp_path, board), "mote-for-mote")["groups"]
    assert [(group["title"], group["note"], [row["title"] for row in group["rows"]]) for group in groups] == [
        ("Utan möte", "1 beslut", ["Två ting att göra"]),
        ("Styrelsen 1 september 2019", "2 beslut", ["Först", "Sist"]),
        ("Årsmötet 2019", "2 beslut", ["Cykelställ vid stationen", "Avgiften blir oförändrad"]),
    ]
    assert groups[2]["address"] == "moten/2019/arsmote.html"


def test_the_indexes_are_led_to_where_there_is_anything_to_look_up(tmp_path: Path) -> None:
    (way, *_) = shown(seen(tmp_path), "index")["elsewhere"]
    assert [entry["address"] for entry in way["entries"]] == ["beslut/a-o.html", "beslut/mote-for-mote.html"]
    assert not list(indexes(seen(tmp_path / "empty", files=SMALLEST)))


def test_motions_are_listed_as_people_count(tmp_path: Path) -> None:
    motions = {f"content/motions/2019/A{n}.yml": f"title: Motion {n}\nmeeting: 2019/arsmote\n" for n in (10, 2, 21)}
    page = next(page for page in lists(seen(tmp_path, motions)) if page.address == "motioner/index.html")
    (group,) = page.data["list"]["groups"]
    assert [row["label"] for row in group["rows"]] == ["A1", "A2", "A10", "A21"]


# --- the table --------------------------------------------------------------------------------------------------------


def cells(view: View, address: str = "index") -> dict[str, Mapping[str, Any]]:
    return {row["title"]: row["cells"] for group in shown(view, address)["groups"] for row in group["rows"]}


def test_a_row_says_what_is_due_next_and_when_it_was_last_spoken_of(tmp_path: Path) -> None:
    late = {"content/decisions/sen.yml": "title: Sen\ndue: 2019-12\n"}
    found = cells(seen(tmp_path, late))
    row = found["Cykelställ vid stationen"]
    assert (row["label"], row["area"], row["responsible"]) == ("A1", "Kampanj", "Styrelsen")
    assert (row["told"]["date"]["text"], row["told"]["sort"]) == ("januari 2020", "2020-01-31")
    assert (found["Sen"]["due"]["date"]["text"], found["Sen"]["due"]["late"]) == ("december 2019", "Försenat")
    assert found["Sen"]["told"] is None


def test_a_next_step_says_that_it_is_only_that(tmp_path: Path) -> None:
    step = "title: Stegvis\nupdates:\n  - date: 2020-01\n    status: pågår\n    next: {what: Mer, due: 2020-03}\n"
    due = cells(seen(tmp_path, {"content/decisions/steg.yml": step}))["Stegvis"]["due"]
    assert (due["date"]["text"], due["kind"], due["note"], due["late"]) == ("mars 2020", "Nästa steg", None, None)


def test_what_is_closed_with_no_step_left_has_no_next_day(tmp_path: Path) -> None:
    told = "title: {}\ndue: 2020-06\nupdates:\n  - date: 2020-01\n    status: {}\n"
    files = {
        f"content/decisions/{n}.yml": told.format(n, status) for n, status in (("klart", "done"), ("kvar", "pågår"))
    }
    found = cells(seen(tmp_path, files))
    assert found["klart"]["due"] is None
    assert (found["kvar"]["due"]["kind"], found["kvar"]["due"]["date"]["text"]) == ("Klart senast", "juni 2020")


def test_motions_and_amendments_are_counted_apart(tmp_path: Path) -> None:
    amendment = {"content/motions/2019/VP24.md": "---\ntitle: En strategi\ntype: ändringsyrkande\n---\n"}
    view = seen(tmp_path, amendment)
    assert motions(view)["lead"] == "1 motion och 1 ändringsyrkande."
    assert shown(view, "a-o")["lead"].endswith("1 motion och 1 ändringsyrkande.")
    notes = [
        row["note"] for group in shown(view, "a-o")["groups"] for row in group["rows"] if row["title"] == "En strategi"
    ]
    assert notes == ["Ändringsyrkande"]


def test_a_column_is_left_out_where_it_would_say_nothing(tmp_path: Path) -> None:
    def columns(view: View, address: str) -> list[str]:
        return [column["name"] for column in shown(view, address)["table"]["columns"]]

    assert columns(seen(tmp_path / "bare", titled("Ett"), files=SMALLEST), "index") == ["name", "status"]
    view = seen(tmp_path / "full")
    assert columns(view, "index") == ["name", "label", "status", "area", "responsible", "told"]


def test_a_long_table_can_be_sifted_by_what_there_is(tmp_path: Path) -> None:
    many = {f"content/decisions/m{n}.yml": f"title: M{n}\narea: ekonomi\nstatus: planeras\n" for n in range(8)}
    sift = shown(seen(tmp_path, many), "index")["table"]["sift"]
    assert [area["text"] for area in sift["areas"]] == ["Ekonomi", "Kampanj"]
    assert [status["label"] for status in sift["statuses"]] == ["Planeras", "Pågår", "Genomfört"]
    assert shown(seen(tmp_path / "few"), "index")["table"]["sift"] is None


def test_what_asks_for_nothing_is_no_status_to_choose(tmp_path: Path) -> None:
    refused = {"content/decisions/nej.yml": "title: Nej\noutcome: rejected\n"}
    row = cells(seen(tmp_path, refused))["Nej"]
    assert row["code"] == ""


def test_all_stands_in_the_page_itself(tmp_path: Path) -> None:
    view = seen(tmp_path)
    page = next(page for page in lists(view) if page.address == "beslut/index.html")
    html = theme(tmp_path, {view.language: view.words}).render(page).decode()
    assert html.count("<caption ") == html.count("<table") == 1
    assert html.count('scope="row"') == 3
    assert html.count('scope="rowgroup"') == 2
    assert html.count('scope="col"') == 6
    assert '<th scope="row" class="name"><a href="2019/A1.html">Cykelställ vid stationen</a></th>' in html
