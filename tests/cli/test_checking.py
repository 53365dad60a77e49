"""`check` says every fault at its line, in the form that was asked for, and its exit code tells how bad it was."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.cli.conftest import Ask
from vrapport.checks import CHECKS

Write = Callable[[Path, dict[str, str]], Path]


def test_nothing_wrong_is_said_in_a_line(ask: Ask, small: Path) -> None:
    done = ask("check", "--site", small)
    assert (done.exit_code, done.stdout) == (0, "Inget att anmärka.\n")


def test_quiet_and_nothing_wrong_is_silence(ask: Ask, small: Path) -> None:
    assert ask("-q", "check", "--site", small).output == ""


def test_every_fault_stands_at_its_line_with_a_caret_and_a_next_step(
    ask: Ask, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken)
    done = ask("check")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if "A4.yml:2:9" in line)
    assert lines[at].startswith("content/decisions/2019/A4.yml:2:9: fel: ")
    assert lines[at].endswith(" [unknown-status]")
    assert lines[at + 1 : at + 4] == [
        " 2 | status: pågor",
        "   |         ^",
        "   → " + lines[at + 3].removeprefix("   → "),
    ]
    assert "pågår" in lines[at + 3]
    assert lines[-1] == "3 fel"


def test_paths_lead_from_where_one_stands_to_the_file(ask: Ask, broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken / "content" / "bodies")
    places = [line.partition(":")[0] for line in ask("check").stdout.splitlines() if "fel: " in line]
    assert len(places) == 3
    assert all(Path(place).is_file() for place in places)


def test_a_warning_fails_only_where_that_was_asked_for(ask: Ask, small: Path, write: Write) -> None:
    write(small, {"content/decisions/2019/tyst.yml": "title: Tyst\n"})
    assert ask("check", "--site", small).exit_code == 0
    assert ask("check", "--site", small, "--strict").exit_code == 1


def test_a_folder_without_a_site_is_a_finding(ask: Ask, tmp_path: Path) -> None:
    done = ask("check", "--site", tmp_path)
    assert done.exit_code == 1
    assert "[no-settings]" in done.stdout


def test_json_gives_every_part_of_a_finding(ask: Ask, broken: Path) -> None:
    done = ask("check", "--site", broken, "--format", "json")
    found = json.loads(done.stdout)
    assert done.exit_code == 1
    assert {tuple(each) for each in found} == {("code", "severity", "file", "line", "column", "message", "hint")}
    assert [(each["code"], each["file"], each["line"], each["severity"]) for each in found] == [
        ("unquoted-colon", "content/decisions/2019/A3.yml", 1, "error"),
        ("unknown-status", "content/decisions/2019/A4.yml", 2, "error"),
        ("not-a-date", "content/decisions/2019/A4.yml", 3, "error"),
    ]


def test_github_gets_a_command_for_each(ask: Ask, small: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write(small, {"content/decisions/2019/A4.yml": "title: Tak\nstatus: 100%\n"})
    monkeypatch.chdir(small)
    line = ask("check", "--format", "github").stdout.splitlines()[0]
    assert line.startswith("::error file=content/decisions/2019/A4.yml,line=2,col=9,title=unknown-status::")
    assert "100%25" in line


def test_github_cannot_be_given_a_property_by_a_file_name(ask: Ask, small: Path, write: Write) -> None:
    write(small, {"content/decisions/2019/a,b=c%.yml": "title: Tak\n"})
    line = next(
        line for line in ask("check", "--site", small, "--format", "github").stdout.splitlines() if "bad-id" in line
    )
    assert "a%2Cb=c%25.yml,title=bad-id::" in line


def test_sarif_names_file_and_region(ask: Ask, broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken)
    said = json.loads(ask("check", "--format", "sarif").stdout)
    run = said["runs"][0]
    assert said["version"] == "2.1.0"
    for result in run["results"]:
        where = result["locations"][0]["physicalLocation"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert Path(unquote(where["artifactLocation"]["uri"])).is_file()
        assert where["region"]["startLine"] >= 1
        assert result["level"] == "error"
        assert result["message"]["text"]


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_nothing_in_content_can_steer_the_terminal(ask: Ask, small: Path, write: Write, form: str) -> None:
    evil = "title: \x1b]0;pwned\x07 \u202etxet\u009b31m\nstatus: p\x1b[31mågor\nmotions: \u200bx\n"
    write(small, {"content/decisions/2019/ond.yml": evil, "content/motions/2019/\x1b[2J.md": evil})
    done = ask("check", "--site", small, "--format", form)
    assert done.exit_code == 1
    assert "ond.yml" in done.output
    assert not {char for char in done.output if unicodedata.category(char) in {"Cc", "Cf"}} - {"\n"}


def test_a_long_line_is_cut_around_the_fault(ask: Ask, small: Path, write: Write) -> None:
    write(small, {"content/decisions/2019/A4.yml": f"title: {'lång ' * 50}: {'rad ' * 500}\n"})
    lines = ask("check", "--site", small).stdout.splitlines()
    shown, caret = lines[1], lines[2]
    assert len(shown) <= 100
    assert shown[caret.index("^")] == ":"


def test_the_caret_stands_under_the_fault_after_wide_letters_and_tabs(ask: Ask, small: Path, write: Write) -> None:
    write(small, {"content/decisions/2019/A4.yml": "title: 日本語\tå: b\n"})
    shown, caret = ask("check", "--site", small).stdout.splitlines()[1:3]
    before = shown[: shown.index(": b")]
    assert caret.index("^") == len(before) + 3  # three letters of double width


def test_every_check_is_listed(ask: Ask) -> None:
    lines = ask("checks").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [each.code for each in CHECKS]
    assert all(line.endswith("?") for line in lines)
    assert "Har varje beslut och att-sats redovisats?" in lines[0]
