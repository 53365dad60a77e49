"""`list` and `status` give what the records say, to people and to programs."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.accountability.years import decided, laid
from tests.cli.conftest import ROOT, Ask
from tests.small import write as write_files

Write = Callable[[Path, dict[str, str]], Path]


def ids(ask: Ask, *arguments: str | Path) -> list[str]:
    done = ask("list", *arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return [row["id"] for row in json.loads(done.stdout)]


def test_the_conference_decided_what_the_key_says(ask: Ask) -> None:
    key = csv.DictReader((ROOT / "tests/data/register.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t")
    expected = {f"2019/{row['key']}": row["status"] for row in key}
    done = ask("list", "decisions", "--meeting", "2019/arskonferens", "--format", "json", "--site", ROOT)
    rows = json.loads(done.stdout)
    assert {row["id"]: row["status"] for row in rows} == expected
    assert Counter(row["status"] for row in rows) == {
        "ongoing": 35, "done": 9, "planned": 5, "not-done": 4, "partly-done": 3, "mostly-done": 2, "unclear": 2,
        "waiting": 2, "on-request": 1,
    }  # fmt: skip
    assert len(rows) == 63
    assert all((ROOT / row["file"]).is_file() for row in rows)
    assert all({"id", "title", "status", "area", "url", "file"} <= set(row) for row in rows)


@pytest.mark.parametrize("kind", ["decisions", "decision", "beslut", "Beslut", "DECISION"])
def test_a_kind_has_many_names(ask: Ask, small: Path, kind: str) -> None:
    assert ids(ask, kind, "--site", small) == ["2019/A2", "2019/A10"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("möte", ["2019/arsmote"]), ("moten", ["2019/arsmote"]), ("protokoll", ["2019/arsmote"]), ("motion", ["2019/A2"]),
     ("body", ["kansliet", "styrelsen"]), ("organ", ["kansliet", "styrelsen"]), ("sida", []), ("lägesrapport", [])],
)  # fmt: skip
def test_every_kind_is_listed(ask: Ask, small: Path, typed: str, expected: list[str]) -> None:
    assert ids(ask, typed, "--site", small) == expected


def test_only_decisions_have_a_status(ask: Ask, small: Path) -> None:
    rows = json.loads(ask("list", "motions", "--site", small, "--format", "json").stdout)
    assert [row["status"] for row in rows] == [None]
    assert ask("list", "motions", "--site", small, "--status", "done").exit_code == 2


@pytest.mark.parametrize(
    ("option", "typed", "expected"),
    [("status", "planned", ["2019/A2"]), ("status", "Pågår", ["2019/A10"]), ("status", "genomfört", []),
     ("area", "vag", ["2019/A2"]), ("area", "vägar", ["2019/A2"]),
     ("body", "styrelsen", ["2019/A2"]), ("body", "föreningsstyrelsen", ["2019/A2"]),
     ("body", "Kansliet", ["2019/A10"]),
     ("meeting", "2019/arsmote", ["2019/A2"]), ("meeting", "årsmötet", ["2019/A2"])],
)  # fmt: skip
def test_decisions_are_chosen_by_code_id_or_name(
    ask: Ask, small: Path, option: str, typed: str, expected: list[str]
) -> None:
    assert ids(ask, "decisions", "--site", small, f"--{option}", typed) == expected


@pytest.mark.parametrize(("kind", "expected"), [("motions", ["2019/A2"]), ("meetings", []), ("bodies", ["kansliet"])])
def test_other_records_are_chosen_by_what_they_name(ask: Ask, small: Path, kind: str, expected: list[str]) -> None:
    assert ids(ask, kind, "--site", small, "--body", "kansliet") == expected


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [(("besluten",), "beslut"), (("beslut", "--status", "pågor"), "pågår"), (("beslut", "--area", "vagar"), "vag"),
     (("beslut", "--body", "styrelse"), "styrelsen"), (("beslut", "--meeting", "2019/arsmot"), "2019/arsmote")],
)  # fmt: skip
def test_what_is_not_known_is_a_wrong_question_with_the_nearest_right_one(
    ask: Ask, small: Path, arguments: tuple[str, ...], hint: str
) -> None:
    done = ask("list", *arguments, "--site", small)
    assert done.exit_code == 2
    assert f"Did you mean “{hint}”?" in done.stderr
    assert done.stdout == ""


def test_what_is_not_published_has_no_address(ask: Ask, small: Path, write: Write) -> None:
    write(small, {"content/decisions/2019/A11.yml": "title: Inom oss\naudience: medlemmar\nstatus: pågår\n"})
    rows = json.loads(ask("list", "decisions", "--site", small, "--format", "json").stdout)
    assert {row["id"]: row["url"] for row in rows} == {
        "2019/A2": "beslut/2019/A2.html", "2019/A10": "beslut/2019/A10.html", "2019/A11": None,
    }  # fmt: skip


def test_a_table_keeps_a_record_to_a_line_where_no_terminal_reads(ask: Ask, small: Path) -> None:
    assert ask("list", "beslut", "--site", small).stdout.splitlines() == [
        "2019/A2   Planeras  Bänkar",
        "2019/A10  Pågår     Belysning",
    ]


def test_a_spreadsheet_takes_no_title_for_a_formula(ask: Ask, small: Path, write: Write) -> None:
    write(small, {"content/decisions/2019/A3.yml": 'title: "=1+1, sa hon"\nstatus: pågår\n'})
    rows = list(csv.DictReader(ask("list", "beslut", "--site", small, "--format", "csv").stdout.splitlines()))
    assert [row["title"] for row in rows] == ["Bänkar", "'=1+1, sa hon", "Belysning"]
    assert rows[0]["status"] == "planned"


def test_a_title_cannot_steer_the_terminal(ask: Ask, small: Path, write: Write) -> None:
    write(small, {"content/decisions/2019/A3.yml": 'title: "\u009b31mröd\u202e"\nstatus: pågår\n'})
    for form in ("table", "json", "csv"):
        assert not {"\u009b", "\u202e"} & set(ask("list", "beslut", "--site", small, "--format", form).output)


def test_a_list_of_broken_content_says_that_it_may_not_be_all(ask: Ask, broken: Path) -> None:
    done = ask("list", "beslut", "--site", broken)
    assert done.exit_code == 1
    assert "A10" in done.stdout
    assert "vrapport check" in done.stderr


def test_the_summary_counts_by_status_and_area_and_names_what_is_silent(ask: Ask) -> None:
    said = ask("status", "--site", ROOT).stdout
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert any(line.startswith("Pågår 35") for line in lines)
    assert any(line.startswith("Kampanj 11 2 planeras, 3 pågår") for line in lines)
    assert "63 av 64 beslutspunkter redovisade, 18 utan förklaring" in lines
    assert "2019/A13-14.2" in said
    assert "31 januari 2020" in said


def test_the_summary_is_headed_by_the_meetings_that_are_counted(ask: Ask, tmp_path: Path) -> None:
    done = ask("status", "--site", laid(tmp_path, a=decided("Ett", "2020-06 pågår: Ja.")))
    assert done.stdout.splitlines()[1] == "Årsmötet 2019, Årsmötet 2020: 1 beslut. Läget den 1 juni 2021."


def test_what_the_meeting_refused_is_no_other_decision(ask: Ask, tmp_path: Path) -> None:
    refused = decided("Avslaget", more="outcome: avslag").replace("'2019'", "annat")
    other = decided("Annat", "2020-06 pågår: Ja.").replace("'2019'", "annat")
    root = laid(tmp_path, a=decided("Ett"), avslag=refused, annat=other)
    meeting = "---\ntitle: Ett annat möte\nbody: ds\ndate: 2020-01-10\n---\nText.\n"
    said = ask("status", "--site", write_files(root, files={"content/meetings/annat.md": meeting})).stdout
    assert "1 annat beslut: 1 pågår" in " ".join(said.split())


def test_a_site_without_decisions_is_summed_up_too(ask: Ask, tmp_path: Path, write: Write) -> None:
    write(tmp_path, {"content/site.yml": "format: 1\ntitle: Tomt\n"})
    assert ask("status", "--site", tmp_path).exit_code == 0
