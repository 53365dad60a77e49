"""How a recurring commitment is kept: a table of when it was made, what was held, the day one looks, and the count."""

from datetime import date
from pathlib import Path

import pytest

from tests.told import write
from vrapport.examining import examine
from vrapport.register import Kept


def counted(root: Path, decision: str, today: str, *, decided: str = "2019-03-30", files: dict[str, str] | None = None
            ) -> Kept:  # fmt: skip
    site = write(root, {
        "content/bodies/konferensen.yml": "title: Konferensen\ntype: årskonferens\n",
        "content/bodies/ds.yml": "title: Styrelsen\ntype: styrelse\n",
        "content/meetings/m.md": f"---\nbody: konferensen\ndate: {decided}\n---\n",
        "content/decisions/a.yml": f"title: x\nmeeting: m\n{decision}",
    }, files or {})  # fmt: skip
    found = examine(site, clock=date(2030, 1, 1), today=date.fromisoformat(today)).register
    assert found
    kept = found.kept(found.decisions["a"])
    assert kept
    return kept


YEARLY, TWICE, HALVES = (
    "recurs: {at_least: 4, per: år}\n",
    "recurs: {at_least: 2, per: år}\n",
    "recurs: {per: halvår}\n",
)
FIRST_QUARTER, PERIOD = "recurs: {per: år, in: Q1}\n", "recurs: {at_least: 3, per: period}\n"


def held(*days: str) -> str:
    return f"held: [{', '.join(days)}]\n" if days else ""


LISTED = "recurs: {dates: [2019-08, 2020-08]}\n"
SPRING_AND_AUTUMN = ("2019-04", "2019-06", "2019-09")
COUNTED = {  # commitment and what was held, the day, the state and how many of how many
    "four of four, in a year from March": (YEARLY + held(*SPRING_AND_AUTUMN, "2020-02"), "2020-02-29", "met 4/4"),
    "three when eleven months have gone is on pace": (YEARLY + held(*SPRING_AND_AUTUMN), "2020-01-31", "on-pace 3/4"),
    "two of four is behind": (YEARLY + held("2019-04", "2019-06"), "2020-01-31", "behind 2/4"),
    "two when half a year has gone is on pace": (YEARLY + held("2019-04", "2019-06"), "2019-09-30", "on-pace 2/4"),
    "the last day is not too late": (YEARLY + held("2019-04", "2019-06"), "2020-02-29", "behind 2/4"),
    "a new year begins in March": (YEARLY + held("2019-04", "2019-06", "2020-03-01"), "2020-03-01", "on-pace 1/4"),
    "29 February belongs to the old year": (TWICE + held("2019-05", "2020-02-29"), "2020-02-29", "met 2/2"),
    "half a year from March": (HALVES + held("2019-08-31"), "2019-08-31", "met 1/1"),
    "the next half begins in September": (HALVES + held("2019-08-31"), "2019-09-01", "on-pace 0/1"),
    "the first whole first quarter is next year's": (FIRST_QUARTER + held("2020-02"), "2020-02-28", "met 1/1"),
    "a quarter not yet over is not missed": (FIRST_QUARTER + held("2019-05"), "2020-03-31", "on-pace 0/1"),
    "a quarter that is over is": (FIRST_QUARTER + held("2019-05"), "2020-04-01", "missed 0/1"),
    "a period without a known end": (PERIOD + held("2019-05", "2021-01"), "2021-06-01", "on-pace 2/3"),
    "a vague day counts by its last": (YEARLY + held("2019-03/2020-01"), "2020-01-31", "behind 1/4"),
    "what has not happened yet does not": (YEARLY + held("2019-04", "2019-12"), "2019-11-30", "behind 1/4"),
    "listed days, one of two": (LISTED + held("2019-08"), "2020-01-31", "on-pace 1/2"),
    "listed days, both": (LISTED + held("2019-08", "2020-08-04"), "2020-09-01", "met 2/2"),
    "listed days, one missed": (LISTED + held("2019-08"), "2020-09-01", "missed 1/2"),
    "one occasion is not two": ("recurs: {dates: [2019-08, 2019-08]}\n" + held("2019-08"), "2019-09-01", "missed 1/2"),
}


@pytest.mark.parametrize(("decision", "today", "count"), COUNTED.values(), ids=COUNTED)
def test_what_was_held_is_counted_against_what_was_to_be(tmp_path: Path, decision: str, today: str, count: str) -> None:
    found = counted(tmp_path, decision, today)
    assert f"{found.state} {found.held}/{found.expected}" == count


@pytest.mark.parametrize("decision", [YEARLY, FIRST_QUARTER, HALVES, "recurs: {dates: [2019-08]}\n"])
def test_what_nobody_counted_is_never_missed(tmp_path: Path, decision: str) -> None:
    found = counted(tmp_path, decision, "2029-01-01")
    assert found.state == "uncounted"
    assert not found.windows


def test_every_year_has_its_own_count(tmp_path: Path) -> None:
    found = counted(tmp_path, TWICE + held("2019-04", "2020-04", "2020-05"), "2021-03-15")
    assert [f"{window.first} {window.last} {len(window.held)} {window.state}" for window in found.windows] == [
        "2019-03-01 2020-02-29 1 missed",
        "2020-03-01 2021-02-28 2 met",
        "2021-03-01 2022-02-28 0 on-pace",
    ]


def test_a_meeting_counts_by_itself_where_it_says_so_and_once(tmp_path: Path) -> None:
    meetings = {
        f"content/meetings/{day}.md": f"---\nbody: ds\ndate: {day}\ncounts_for: a\n---\n"
        for day in ("2019-05-02", "2019-06-03")
    }
    told = "held:\n  - date: 2019-05-02\n    meeting: 2019-05-02\n"
    found = counted(tmp_path, TWICE + told, "2019-12-31", files=meetings)
    assert (found.state, found.held) == ("met", 2)
    assert [one.date.code for one in found.occasions] == ["2019-05-02", "2019-06-03"]


def test_the_period_ends_before_the_next_conference(tmp_path: Path) -> None:
    later = {"content/meetings/n.md": "---\nbody: konferensen\ndate: 2021-03-20\n---\n"}
    found = counted(tmp_path, PERIOD + held("2019-05"), "2021-03-20", files=later)
    assert (found.state, found.windows[-1].last.isoformat()) == ("missed", "2021-03-19")
