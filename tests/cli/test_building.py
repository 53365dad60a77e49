"""`build` publishes or says why not; `serve` hands over to the preview."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Ask

Write = Callable[[Path, dict[str, str]], Path]


def test_a_build_is_summed_up_in_a_line(ask: Ask, small: Path) -> None:
    done = ask("build", "--site", small)
    assert done.exit_code == 0, done.output
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith("6 poster, ")
    assert done.stdout.rstrip().endswith(str(small / "output" / "public"))
    assert (small / "output" / "public" / "beslut" / "2019" / "A2.html").is_file()


def test_a_second_build_keeps_what_is_unchanged(ask: Ask, small: Path) -> None:
    ask("build", "--site", small)
    assert "(0 skrivna, " in ask("build", "--site", small).stdout


def test_the_output_goes_where_it_is_sent(ask: Ask, small: Path, tmp_path: Path) -> None:
    assert ask("build", "--site", small, "--output", tmp_path / "ut", "--jobs", "1", "-q").output == ""
    assert (tmp_path / "ut" / "public" / "index.html").is_file()
    assert not (small / "output").exists()


def test_errors_leave_the_published_site_as_it_was(ask: Ask, small: Path, write: Write) -> None:
    ask("build", "--site", small)
    before = {path: path.read_bytes() for path in (small / "output").rglob("*") if path.is_file()}
    write(small, {"content/decisions/2019/A2.yml": "title: Ett: två\n"})
    done = ask("build", "--site", small)
    assert done.exit_code == 1
    assert "[unquoted-colon]" in done.stdout
    assert "Inget byggdes" in done.stdout
    assert {path: path.read_bytes() for path in (small / "output").rglob("*") if path.is_file()} == before


def test_a_warning_stops_a_strict_build(ask: Ask, small: Path, write: Write) -> None:
    write(small, {"content/decisions/2019/tyst.yml": "title: Tyst\n"})
    done = ask("build", "--site", small, "--strict")
    assert done.exit_code == 1
    assert "[unreported]" in done.stdout
    assert not (small / "output").exists()


def test_a_folder_that_vrapport_did_not_make_is_refused(ask: Ask, small: Path, tmp_path: Path) -> None:
    (tmp_path / "foton").mkdir()
    (tmp_path / "foton" / "a.jpg").touch()
    done = ask("build", "--site", small, "--output", tmp_path / "foton")
    assert done.exit_code == 1
    assert "[output-refused]" in done.stdout
    assert [path.name for path in (tmp_path / "foton").iterdir()] == ["a.jpg"]


def test_the_preview_gets_what_was_asked_for(ask: Ask, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}
    monkeypatch.setattr("vrapport.serve.serve", lambda *where, **how: given.update(how, where=where))
    done = ask("serve", "--site", small, "--port", "8123", "--open", "--today", "2020-02-03")
    assert done.exit_code == 0, done.output
    assert given["where"] == (small, small / "output")
    assert (given["port"], given["open_browser"], given["today"]) == (8123, True, date(2020, 2, 3))


def test_a_port_that_is_taken_is_a_wrong_question(ask: Ask, small: Path) -> None:
    from vrapport.serve.listening import listen, port_of  # noqa: PLC0415 - only this test needs it

    with listen(0) as taken:
        done = ask("serve", "--site", small, "--port", str(port_of(taken)))
    assert done.exit_code == 2
    assert "--port" in done.stderr


def test_a_profile_tells_where_the_time_went(ask: Ask, small: Path) -> None:
    heading, *rows = ask("build", "--site", small, "--jobs", "1", "--profile", "-q").stdout.splitlines()
    assert heading.split() == ["Skede", "Sekunder", "Andel", "Gånger"]
    assert [row.rstrip("0123456789 ,%") for row in rows] == [
        "programmet startas",
        "posterna läses",
        "de knyts ihop",
        "de granskas",
        "det som inte alla får läsa tas bort",
        "vad sidorna säger",
        "filer för program, och sök",
        "filerna görs och skrivs",
        "resten",
        "tillsammans",
    ]
    assert len({row.index("%") for row in rows}) == 1


def test_a_profile_is_told_only_to_those_who_ask(ask: Ask, small: Path) -> None:
    assert "Sekunder" not in ask("build", "--site", small).output


def test_a_build_can_do_without_the_search(ask: Ask, small: Path) -> None:
    done = ask("build", "--site", small, "--without", "search")
    assert done.exit_code == 0, done.output
    assert "utan search" in done.stderr
    assert not list((small / "output" / "public" / "assets" / "search").glob("*"))


def test_what_was_left_out_comes_back_with_the_next_build(ask: Ask, small: Path) -> None:
    ask("build", "--site", small)
    before = {path: path.read_bytes() for path in (small / "output" / "public").rglob("*") if path.is_file()}
    ask("build", "--site", small, "--without", "search")
    assert not list((small / "output" / "public" / "assets" / "search").glob("*"))
    ask("build", "--site", small)
    after = {path: path.read_bytes() for path in (small / "output" / "public").rglob("*") if path.is_file()}
    assert after == before


def test_a_build_without_checks_still_refuses_what_cannot_be_read(ask: Ask, broken: Path) -> None:
    done = ask("build", "--site", broken, "--without", "checks", "--without", "search")
    assert done.exit_code == 1
    assert "[unquoted-colon]" in done.stdout
    assert not (broken / "output").exists()


def test_a_build_without_checks_says_so_and_asks_nothing(ask: Ask, small: Path, write: Write) -> None:
    write(small, {"content/decisions/2019/tyst.yml": "title: Tyst\n"})
    assert "1 varning" in ask("build", "--site", small).stderr
    done = ask("build", "--site", small, "--without", "checks")
    assert done.exit_code == 0
    assert done.stderr == "Byggd utan checks, för att mätas och inte för att publiceras.\n"
