"""Where the time went is told stage by stage: each its own, and together the whole."""

import re

import pytest

from vrapport.cli.profiling import TOLD, Profile
from vrapport.project import words_in
from vrapport.shipped import folder
from vrapport.stages import STAGES
from vrapport.wording import Wording


@pytest.fixture
def words() -> Wording:
    return words_in(folder("templates").parent, "sv")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("vrapport.cli.profiling.time.perf_counter", lambda: now[0])
    return now


def test_the_time_within_a_stage_is_the_innermost_ones(clock: list[float]) -> None:
    clock[0] = 2
    profile = Profile(0)
    with profile.stage("pages"):
        clock[0] = 3
        with profile.stage("writing"):
            clock[0] = 7
        clock[0] = 9
    with profile.stage("writing"):
        clock[0] = 10
    spent = {name: (each.seconds, each.times) for name, each in profile.spent.items()}
    assert spent == {"starting": (2, 1), "pages": (3, 1), "writing": (5, 2)}


def test_a_stage_that_fails_is_timed_too(clock: list[float]) -> None:
    profile = Profile(0)

    def fail() -> None:
        with profile.stage("pages"):
            clock[0] = 4
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with profile.stage("writing"):
        clock[0] = 5
    assert [profile.spent[name].seconds for name in ("pages", "writing")] == [4, 1]


def test_the_figures_stand_below_each_other(clock: list[float], words: Wording) -> None:
    profile = Profile(0)
    with profile.stage("reading"):
        clock[0] = 1234.5
    with profile.stage("a stage of tomorrow"):
        clock[0] = 1235
    told = [re.sub("\xa0", " ", line) for line in profile.told(1236, words)]
    assert told == [
        "Skede                Sekunder  Andel  Gånger",
        "programmet startas       0,00    0 %       1",
        "posterna läses       1 234,50  100 %       1",
        "a stage of tomorrow      0,50    0 %       1",
        "resten                   1,00    0 %",
        "tillsammans          1 236,00  100 %",
    ]


def test_what_is_being_done_is_said_where_it_begins(clock: list[float]) -> None:
    said: list[str] = []
    profile = Profile(0)
    with profile.telling(said.append)("reading"):
        clock[0] = 1
    assert said == ["Reading"]
    assert profile.spent["reading"].seconds == 1


def test_every_stage_of_a_build_has_words() -> None:
    assert set(STAGES) <= set(TOLD)
