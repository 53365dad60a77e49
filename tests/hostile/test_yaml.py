"""Rows 1-24 of the list of hostile and unlucky input: what a text may hold."""

import time
from pathlib import Path

import pytest

from tests.hostile.rows import QUICKLY
from tests.told import MEETING, Files, asked, codes, decision, judged, lines, told, write
from vrapport.records.decisions import Decision
from vrapport.register import Followed

A = "content/decisions/a.yml"


def title_of(root: Path, text: str) -> str:
    return followed(root, decision(text)).title.by_language[""]


def followed(root: Path, *parts: Files) -> Followed:
    examined = asked(write(root, *parts))
    assert examined.register, lines(examined)
    return examined.register.decisions["a"]


def test_row_01_an_unquoted_colon(tmp_path: Path) -> None:
    (said,) = told(tmp_path, decision("title: Motion A1: studier\nstatus: pågår\n"))
    assert said.startswith(f"{A}:1:17 error unquoted-colon")
    assert said.endswith('Sätt hela värdet inom citattecken: title: "Motion A1: studier".')


@pytest.mark.parametrize("indented", ["\t- a", "  -\t- a\n  \tb: c", "\tb: c"])
def test_row_02_a_tab(tmp_path: Path, indented: str) -> None:
    (said,) = told(tmp_path, decision(f"title: x\nclauses:\n{indented}\n"))
    assert "error tab-indentation | Raden är indragen med en tabb." in said


def test_row_02_a_tab_that_hurts_nobody(tmp_path: Path) -> None:
    assert title_of(tmp_path, "title:\tEtt\ttu\nstatus: pågår\n") == "Ett\ttu"


def test_row_03_a_duplicate_key(tmp_path: Path) -> None:
    said = told(tmp_path, decision("title: x\nstatus: pågår\nstatus: pågår\n"))
    (twice,) = [line for line in said if "duplicate-key" in line]
    assert twice.startswith(f"{A}:3:1 error")
    assert "på rad 2 och rad 3" in twice


def test_row_04_an_unknown_key(tmp_path: Path) -> None:
    (said,) = told(tmp_path, decision("title: x\nstatsu: pågår\n"))
    assert said == f"{A}:2:1 error unknown-key | Här finns ingen nyckel som heter ”statsu”. | Menade du ”status”?"


def test_row_05_an_unknown_status(tmp_path: Path) -> None:
    (said,) = told(tmp_path, decision("title: x\nstatus: imlpemented\n"))
    assert said == f"{A}:2:9 error unknown-status | ”imlpemented” finns inte som status. | Menade du ”genomfört”?"


@pytest.mark.parametrize("nothing", ["", " ''", ' "  "', " |\n", "   # senare"])
def test_row_06_an_empty_status(tmp_path: Path, nothing: str) -> None:
    said = told(tmp_path, decision(f"title: x\nstatus:{nothing}\n"))
    assert (
        f"{A}:2:1 error empty-value | Det står ingenting efter ”status:”. | Skriv ett värde, eller ta bort raden."
        in said
    )


@pytest.mark.parametrize("null", ["null", "~"])
def test_row_06_null_is_a_word_like_any_other(tmp_path: Path, null: str) -> None:
    assert judged(tmp_path, decision(f"title: x\nstatus: {null}\n")) == [f"{A}:2:9 error unknown-status"]


def test_row_06_a_status_beside_updates(tmp_path: Path) -> None:
    text = "title: x\nstatus: pågår\nupdates:\n  - date: 2020\n    status: pågår\n"
    assert judged(tmp_path, decision(text)) == [f"{A}:2:9 error status-beside-updates"]


def test_row_06_neither_means_not_reported(tmp_path: Path) -> None:
    (said,) = told(tmp_path, decision("title: x\n"))
    assert said.startswith(f"{A}:1:1 warning unreported")


def test_row_07_norway(tmp_path: Path) -> None:
    (said,) = told(tmp_path, decision("title: x\nstatus: NO\n"))
    assert said.startswith(f"{A}:2:9 error unknown-status | ”NO” finns inte som status. | Välj bland: Ej genomfört,")


@pytest.mark.parametrize(
    "typed", ["no", "2019", "010", "1.10", "0x1F", "1e3", "~", "null", "true", ".inf", "2019-06-10", "1_000"]
)
def test_row_08_texts_stay_as_typed(tmp_path: Path, typed: str) -> None:
    assert title_of(tmp_path, f"title: {typed}\nstatus: pågår\n") == typed


def test_row_09_a_time_stays_a_time(tmp_path: Path) -> None:
    assert title_of(tmp_path, "title: 19:30\nstatus: pågår\n") == "19:30"


@pytest.mark.parametrize(
    "row", ["title: Kanal #metoo i styrelsen\n", "title: #metoo i styrelsen\n", "title: x\nref: 1 #2\n"]
)
def test_row_10_text_lost_after_a_hash(tmp_path: Path, row: str) -> None:
    said = told(tmp_path, decision(row + "status: pågår\n"))
    assert any("warning lost-after-hash | Texten efter ” #” är en kommentar" in line for line in said)


def test_row_10_an_ordinary_comment_is_no_loss(tmp_path: Path) -> None:
    assert judged(tmp_path, decision("title: x # fråga kansliet\nstatus: pågår\n")) == []


@pytest.mark.parametrize(
    ("row", "typed", "what", "hint"),
    [
        ("11", "2023-14-05", "Det finns ingen månad 14.", "Skriv 2023-05-14."),
        ("12", "2019-06-31", "Det finns bara 30 dagar i juni 2019.", "Skriv 2019-06-30."),
        ("12", "0000-01-01", "Året 0000 finns inte: år skrivs från 1000 till 9999.", "Skriv datum som 10 juni 2019,"),
        ("12", "2019-02-29", "2019 är inget skottår: februari har 28 dagar.", "Skriv 2019-02-28."),
        ("13", "2019-6-1", "”2019-6-1” är inget datum.", "Skriv 2019-06-01."),
        ("13", "10 jnui 2019", "”10 jnui 2019” är inget datum.", "Skriv 10 juni 2019."),
        ("13", "vårn 2020", "”vårn 2020” är inget datum.", "Skriv våren 2020."),
    ],
)
def test_rows_11_to_13_what_is_no_date(tmp_path: Path, row: str, typed: str, what: str, hint: str) -> None:
    assert row in {"11", "12", "13"}
    (said,) = [line for line in told(tmp_path, decision(f"title: x\nstatus: pågår\ndue: {typed}\n")) if "error" in line]
    assert said.startswith(f"{A}:3:6 error not-a-date | {what} | {hint}")


@pytest.mark.parametrize("typed", ["10 juni 2019", "våren 2020"])
def test_row_13_dates_as_people_write_them(tmp_path: Path, typed: str) -> None:
    assert judged(tmp_path, decision(f"title: x\nstatus: pågår\ndue: {typed}\n")) == []


def test_row_14_an_order_that_cannot_be(tmp_path: Path) -> None:
    text = """\
title: x
meeting: m
due: 2018
updates:
  - {date: 2020-02, status: pågår, text: x}
  - {date: 2020-01, status: pågår, text: x}
  - {date: 2030-01, status: pågår, text: x}
"""
    assert judged(tmp_path, decision(text), MEETING) == [
        f"{A}:3:6 warning due-before-decision",
        f"{A}:6:12 warning updates-out-of-order",
        f"{A}:7:12 warning from-the-future",
    ]


def test_row_14_a_decision_that_is_still_to_be_made(tmp_path: Path) -> None:
    later = {"content/meetings/m.md": "---\nbody: ds\ndate: 2029-06-10\n---\n"}
    assert judged(tmp_path, decision("title: x\nmeeting: m\n"), MEETING, later) == [f"{A}:2:10 warning from-the-future"]


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [*{before}, *{before}], {name}: 1}}\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(BOMB, "1:4 error yaml-anchor", id="15 alias bomb"),
        pytest.param(MERGE_BOMB, "1:4 error yaml-anchor", id="15 merge bomb"),
        pytest.param("&a [*a]\n", "1:1 error yaml-anchor", id="16 recursive alias"),
        pytest.param("title: *nothing\n", "1:8 error yaml-anchor", id="16 alias of nothing"),
        pytest.param("[" * 900, "1:21 error yaml-depth", id="20 brackets"),
        pytest.param("[" * 900_000, "1:21 error yaml-depth", id="20 many brackets"),
        pytest.param("{" * 900_000, "1:21 error yaml-depth", id="20 many braces"),
        pytest.param("- " * 10_000, "1:41 error yaml-depth", id="20 hyphens"),
        pytest.param("? " * 10_000, "1:41 error yaml-depth", id="20 question marks"),
        pytest.param("a:\n" * 900_000, "error file-too-large", id="20 larger than all"),
        pytest.param("[" * 10_000_000, "error file-too-large", id="20 ten million brackets"),
    ],
)
def test_rows_15_16_and_20_bombs_are_put_out_at_once(tmp_path: Path, text: str, code: str) -> None:
    write(tmp_path, decision(text))
    before = time.process_time()
    found = codes(asked(tmp_path))
    assert time.process_time() - before < QUICKLY
    assert len(found) == 1
    assert found[0] in {f"{A}:{code}", f"{A} {code}"}


def test_row_17_nothing_is_executed(tmp_path: Path) -> None:
    marker = tmp_path / "executed"
    text = f"title: !!python/object/apply:os.system ['touch {marker}']\n"
    assert judged(tmp_path, decision(text)) == [f"{A}:1:8 error yaml-tag"]
    assert not marker.exists()


@pytest.mark.parametrize(
    "tagged", ["!!int ''", "!!bool x", "!!timestamp x", "!secret", "!", "! x", "!<tag:x> y", "!!str x"]
)
def test_row_18_tags_are_refused(tmp_path: Path, tagged: str) -> None:
    (said,) = told(tmp_path, decision(f"title: {tagged}\n"))
    assert said.startswith(f"{A}:1:8 error yaml-tag | Taggar (ord som börjar med !) får inte användas.")


def test_row_19_a_number_of_five_thousand_digits(tmp_path: Path) -> None:
    (said,) = [
        line for line in told(tmp_path, decision(f"title: x\nstatus: pågår\norder: {'9' * 5000}\n")) if "error" in line
    ]
    assert said.startswith(f"{A}:3:8 error wrong-shape | ”order” ska vara ett heltal.")
    assert len(said) < 300


def test_row_19_is_a_fine_title(tmp_path: Path) -> None:
    assert title_of(tmp_path, f"title: {'9' * 5000}\n") == "9" * 5000


@pytest.mark.parametrize("text", ["title: a\n---\ntitle: b\n", "---\n---\ntitle: a\n"])
def test_row_21_two_records_in_a_file(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, decision(text)) == [f"{A}:2:1 error second-document"]


@pytest.mark.parametrize("text", ["---\ntitle: a\n", "title: a\n...\n"])
def test_row_21_one_record_between_marks(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, decision(text)) == []


@pytest.mark.parametrize("text", ["", "\n\n  \n", "# bara ett ord\n", "---\n", "''\n", "\ufeff"])
def test_row_22_an_empty_record(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, decision(text)) == [f"{A}:1 error empty-record"]


@pytest.mark.parametrize("text", ["- a\n", "bara text\n", "[a]\n"])
def test_row_23_what_is_no_table(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, decision(text)) == [f"{A}:1:1 error no-keys"]


@pytest.mark.parametrize(
    ("text", "place"), [("status:\u00a0pågår\n", "1:8"), ("title: x\nstatus:\u00a0pågår\n", "2:8")]
)
def test_row_23_a_space_that_is_none(tmp_path: Path, text: str, place: str) -> None:
    (said,) = told(tmp_path, decision(text))
    assert said.startswith(f"{A}:{place} error no-ordinary-space | Raden innehåller det osynliga tecknet U+00A0.")


@pytest.mark.parametrize("key", ["2019", "null", "true", "~", '""', "<<", "="])
def test_row_24_keys_that_are_no_words(tmp_path: Path, key: str) -> None:
    assert judged(tmp_path, decision(f"title: x\n{key}: y\n")) == [f"{A}:2:1 error unknown-key"]


@pytest.mark.parametrize("key", ["? [a]\n", "? {a: b}\n", "[a]"])
def test_row_24_keys_that_are_lists(tmp_path: Path, key: str) -> None:
    (found,) = judged(tmp_path, decision(f"title: x\n{key}: y\n"))
    assert found.endswith("error odd-key")


def test_all_errors_of_a_run_are_shown_together(tmp_path: Path) -> None:
    files: Files = {
        "content/decisions/a.yml": "title: a: b\n",
        "content/decisions/b.yml": "title: x\nstatsu: pågår\norder: många\n",
        "content/decisions/c.yml": "title: x\narea: miljon\n",
        "content/decisions/d.yml": b"\xff\xfe",
        "content/site.yml": "format: 1\ntitle: T\nareas: {miljo: Miljö}\n",
    }
    found = {line.split()[0] for line in judged(tmp_path, files)}
    assert found == {
        f"content/decisions/{place}" for place in ("a.yml:1:9", "b.yml:2:1", "b.yml:3:8", "c.yml:2:7", "d.yml:1")
    }


def test_fields_know_what_they_are(tmp_path: Path) -> None:
    data: Decision = followed(tmp_path, decision("title: no\nref: 010\nsummary: 1.10\nstatus: pågår\n")).data
    assert (data.ref, data.summary and data.summary.by_language[""]) == ("010", "1.10")
