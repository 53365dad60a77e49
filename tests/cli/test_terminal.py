"""What a terminal is shown lines up, fits, and does nothing but be read."""

import io
import sys

import pytest

from vrapport.cli import terminal


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("åäö", "åäö"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\u202e", "\\u202e"),
        ("\udcff", "\\udcff"),
        ("a\tb", "a    b"),
        ("\x9b", "\\x9b"),
    ],
)
def test_what_steers_a_terminal_is_spelled_out(typed: str, shown: str) -> None:
    assert terminal.visible(typed) == shown


@pytest.mark.parametrize(("text", "expected"), [("åäö", 3), ("日本", 4), ("e\u0301", 1), ("", 0)])
def test_columns_are_counted_as_a_terminal_does(text: str, expected: int) -> None:
    assert terminal.columns(text) == expected


@pytest.mark.parametrize("room", [1, 5, 8])
def test_a_text_is_cut_to_what_there_is_room_for(room: int) -> None:
    assert terminal.columns(terminal.fitted("日本語 och mer", room)) <= room


def test_columns_of_a_table_line_up_and_the_last_is_folded() -> None:
    rows = [("A2", "9", "ett"), ("2019/långt", "10", "ord " * 12)]
    assert list(terminal.table(rows, 40)) == [
        "A2           9  ett",
        "2019/långt  10  ord ord ord ord ord ord",
        "                ord ord ord ord ord ord",
    ]


def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with terminal.progress("Bygger", quiet=False) as shown:
        shown(1, 2)
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_a_bar_is_drawn_once_a_second_has_passed_and_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    now = iter([0.0, 0.5, 1.5, 1.5, 1.55])
    monkeypatch.setattr("vrapport.cli.terminal.time.monotonic", lambda: next(now))
    with terminal.progress("Bygger", quiet=False) as shown:
        shown(1, 4)
        shown(2, 4)
        shown(3, 4)
    written = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "1/4" not in written
    assert "2/4" in written
    assert "3/4" not in written
    assert written.endswith("\r\x1b[K")


def test_what_is_being_done_takes_the_place_of_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    with terminal.progress("Bygger", quiet=False) as shown:
        shown.now("Läser " + "länge " * 20)
    *drawn, left = sys.stderr.getvalue().split("\r\x1b[K")  # type: ignore[attr-defined]
    assert drawn == ["", "Bygger …", "Läser länge länge länge länge länge läng…"[:38] + "…"]
    assert left == ""


@pytest.mark.parametrize("quiet", [True, False])
def test_nothing_is_drawn_where_nobody_looks(monkeypatch: pytest.MonkeyPatch, *, quiet: bool) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal() if quiet else io.StringIO())
    with terminal.progress("Bygger", quiet=quiet) as shown:
        shown.now("Läser")
        shown(1, 1)
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]
