"""However a command ends (wrongly asked, stopped, unread, by a fault of ours), it ends quietly and rightly."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Ask
from vrapport import __version__
from vrapport.cli.program import wants_colour

COMMAND = [sys.executable, "-m", "vrapport"]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "TERM"}}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def run(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(os.fspath, arguments)],
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_version_is_told(ask: Ask) -> None:
    assert ask("--version").stdout == f"vrapport {__version__}\n"


def test_help_names_every_command_and_how_to_complete(ask: Ask) -> None:
    said = ask("--help").stdout
    for command in (
        "init",
        "new",
        "check",
        "build",
        "serve",
        "list",
        "status",
        "schema",
        "checks",
        "_VRAPPORT_COMPLETE",
    ):
        assert command in said


@pytest.mark.parametrize(
    "wrong", [["chekc"], ["check", "--nej"], ["list"], ["build", "--jobs", "0"], ["check", "--site", "/inte/här"]]
)
def test_a_wrong_question_ends_with_two(ask: Ask, wrong: list[str]) -> None:
    done = ask(*wrong)
    assert done.exit_code == 2
    assert done.stdout == ""


def test_options_of_all_stand_before_or_after_the_command(ask: Ask, small: Path) -> None:
    assert ask("--site", small, "list", "beslut").stdout == ask("list", "beslut", "--site", small).stdout != ""


def test_what_stands_after_the_command_wins(ask: Ask, small: Path, tmp_path: Path) -> None:
    assert ask("--site", tmp_path, "check", "--site", small).exit_code == 0


def test_the_nearest_site_upwards_is_meant(ask: Ask, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small / "content" / "decisions")
    assert "A10" in ask("list", "beslut").stdout


@pytest.mark.parametrize(
    ("arguments", "set_for_all", "expected"),
    [(("--today", "2021-02-03"), "", "3 februari 2021"), (("--today", "våren 2021"), "", "30 juni 2021"),
     (("--today", "2021-02"), "1600000000", "28 februari 2021"), ((), "1600000000", "13 september 2020"),
     ((), "", "31 januari 2020")],
)  # fmt: skip
def test_the_day_is_the_one_asked_for_else_the_machines_else_the_sites(  # noqa: PLR0913, PLR0917 - one argument a column
    ask: Ask, small: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], set_for_all: str, expected: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", set_for_all)
    assert expected in ask("status", "--site", small, *arguments).stdout


@pytest.mark.parametrize("wrong", ["igår kväll", "2021-02-30", ""])
def test_a_day_that_is_none_is_a_wrong_question(ask: Ask, small: Path, wrong: str) -> None:
    done = ask("check", "--site", small, "--today", wrong)
    assert done.exit_code == 2
    assert done.stderr.startswith("vrapport: --today: ")
    assert "Error" not in done.stderr


def test_a_wrong_day_of_the_machine_is_one_too(ask: Ask, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "i dag")
    assert ask("check", "--site", small).exit_code == 2


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_of_ours_is_a_line_and_a_traceback_only_if_asked_for(
    ask: Ask,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    debug: bool,  # noqa: FBT001 - the two cases
) -> None:
    monkeypatch.setattr("vrapport.examining.read_project", lambda *_: {}["\x1b[31m"])
    done = ask("check", "--site", small, *(["--debug"] if debug else []))
    assert done.exit_code == 70
    assert "--debug" in done.stderr or debug
    assert ("Traceback" in done.stderr) is debug
    assert debug or done.stderr.count("\n") == 1
    assert debug or "\x1b" not in done.stderr


def test_a_reader_that_stops_reading_is_no_trouble() -> None:
    with subprocess.Popen(
        [*COMMAND, "list", "decisions", "--format", "json", "--site", ROOT],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as asked:  # fmt: skip
        assert asked.stdout
        assert asked.stderr
        asked.stdout.close()
        assert asked.stderr.read() == b""
    assert asked.returncode == 141


def test_ctrl_c_is_quiet(ask: Ask, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("vrapport.examining.read_project", pressed)
    done = ask("check", "--site", small)
    assert (done.exit_code, done.output) == (130, "")


@pytest.mark.parametrize(
    ("said", "expected"),
    [({}, None), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, None), ({"FORCE_COLOR": "1"}, True),
     ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)  # fmt: skip
def test_colour_is_a_matter_of_the_environment(said: dict[str, str], expected: object) -> None:
    assert wants_colour(said) is expected


def test_colour_is_for_terminals_unless_forced(broken: Path) -> None:
    assert "\x1b[" not in run("check", "--site", broken).stdout
    assert "\x1b[" in run("check", "--site", broken, FORCE_COLOR="1").stdout
    assert "\x1b[" not in run("check", "--site", broken, FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize(("arguments", "code"), [(("check",), 1), (("list", "nej"), 2), (("checks",), 0)])
def test_a_process_ends_with_the_right_code_and_never_with_a_traceback(
    broken: Path, arguments: tuple[str, ...], code: int
) -> None:
    done = run(*arguments, "--site", broken)
    assert done.returncode == code
    assert "Traceback" not in done.stdout + done.stderr


def test_a_terminal_without_swedish_letters_is_no_trouble(broken: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "check", "--site", broken, "--format", "json"],
        env=environment(PYTHONIOENCODING="ascii"), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"p\\u00e5g" in done.stdout
    assert done.stderr == b""


def test_only_the_command_asked_for_loads_what_it_needs() -> None:
    said = run("checks").stdout
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "vrapport", "checks"],
        env=environment(), capture_output=True, encoding="utf-8", check=True,
    ).stderr  # fmt: skip
    assert said
    assert not {name for name in ("livereload", "tornado", "watchfiles") if f"| {name}\n" in loaded.replace("  ", "")}
