"""How a decision keeps to its time: a table of what was said, the day one looks, and what is then the matter."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.told import write
from vrapport.dates import SEASONS, read_code
from vrapport.examining import examine
from vrapport.register import Register, Timing
from vrapport.register.schedule import Deadline, months_after, on_the_way

MEETING = {
    "content/meetings/m.md": "---\nbody: ds\ndate: 2019-03-30\n---\n",
    "content/bodies/ds.yml": "title: Styrelsen\n",
}


def register(root: Path, decision: str, today: str) -> Register:
    site = write(root, MEETING, {"content/decisions/a.yml": f"title: x\nmeeting: m\n{decision}"})
    found = examine(site, clock=date(2030, 1, 1), today=date.fromisoformat(today))
    assert found.register, found.findings
    return found.register


def timed(root: Path, decision: str, today: str) -> Timing:
    known = register(root, decision, today)
    return known.timing_of(known.decisions["a"])


def update(day: str, status: str = "pågår", *lines: str) -> str:
    return "".join([f"  - date: {day}\n    status: {status}\n", *(f"    {line}\n" for line in lines)])


STEP = "next: {what: Ett förslag läggs fram, due: %s}"
TWO_CLAUSES = "clauses:\n  - summary: Ett\n    due: 2019-10\n  - summary: Två\nupdates:\n"
MORE_TIME = "due: 2019-10\nextension: {until: 2020-02, reason: Sjukdom%s}\n"
ON_THE_WAY = {  # what was said, the day, the code, the deadline it speaks of
    "nothing is due": ("", "2019-06-01", "no-due", None),
    "far ahead": ("due: 2019-12-31\n", "2019-11-30", "on-time", "2019-12-31"),
    "thirty days ahead is soon": ("due: 2019-12-31\n", "2019-12-01", "due-soon", "2019-12-31"),
    "the last day is in time": ("due: 2019-12-31\n", "2019-12-31", "due-soon", "2019-12-31"),
    "the day after is late": ("due: 2019-12-31\n", "2020-01-01", "overdue", "2019-12-31"),
    "a vague day is late when all of it has passed": ("due: 2020-spring\n", "2020-06-30", "due-soon", "2020-spring"),
    "and not before": ("due: 2020-spring\n", "2020-07-01", "overdue", "2020-spring"),
    "a half-year": ("due: 2019-H2\n", "2020-01-01", "overdue", "2019-H2"),
    "29 February": ("due: 2020-02\n", "2020-02-29", "due-soon", "2020-02"),
    "the nearest of several": (
        f"due: 2020-12\nupdates:\n{update('2019-10', 'pågår', STEP % '2020-02')}", "2019-11-01", "on-time", "2020-02",
    ),
    "a step that is late makes the whole late": (
        f"due: 2020-12\nupdates:\n{update('2019-10', 'pågår', STEP % '2020-02')}", "2020-03-01", "overdue", "2020-02",
    ),
    "a clause": ("clauses:\n  - summary: Ett\n    due: 2019-10\n", "2019-11-01", "overdue", "2019-10"),
    "a clause that is done is not": (
        TWO_CLAUSES + update("2019-09", "genomfört", "clause: 1") + update("2019-09", "pågår", "clause: 2"),
        "2019-11-01", "no-due", None,
    ),
    "more time": (MORE_TIME % "", "2019-11-01", "on-time", "2020-02"),
    "more time, not yet given": (MORE_TIME % ", date: 2019-12-01", "2019-11-01", "overdue", "2019-10"),
}  # fmt: skip


@pytest.mark.parametrize(("decision", "today", "code", "due"), ON_THE_WAY.values(), ids=ON_THE_WAY)
def test_a_deadline_is_late_only_once_all_of_it_has_passed(
    tmp_path: Path, decision: str, today: str, code: str, due: str | None
) -> None:
    found = timed(tmp_path, decision, today)
    assert (found.code, found.due and found.due.code) == (code, due)
    assert found.is_overdue == (code == "overdue")


DONE = {  # the deadline, when it was done, the day the account speaks of, the code
    "before": ("due: 2019-12", "when: 2019-11", "2020-01", "done-on-time"),
    "after": ("due: 2019-12", "when: 2020-01-03", "2020-01", "done-late"),
    "then or earlier, which may have been in time": ("due: 2019-12", "when: senast 2020-01", "2020-01", "done-undated"),
    "then or earlier, in time in any case": ("due: 2020-01", "when: senast 2020-01", "2020-01", "done-on-time"),
    "told in time": ("due: 2019-12", "said: Klart", "2019-11", "done-on-time"),
    "told after, which says nothing of the day": ("due: 2019-12", "said: Klart", "2020-01", "done-undated"),
    "no deadline": ("order: 1", "when: 2019-11", "2020-01", "no-due"),
}


@pytest.mark.parametrize(("due", "when", "told", "code"), DONE.values(), ids=DONE)
def test_what_is_done_was_in_time_late_or_nobody_can_tell(
    tmp_path: Path, due: str, when: str, told: str, code: str
) -> None:
    found = timed(tmp_path, f"{due}\nupdates:\n{update(told, 'genomfört', when)}", "2020-02-01")
    assert found.code == code


def test_what_was_dropped_was_neither_in_time_nor_late(tmp_path: Path) -> None:
    dropped = update("2020-01", "genomförs inte", "reason: För dyrt", "decided_by: ds")
    assert timed(tmp_path, f"due: 2019-12\nupdates:\n{dropped}", "2020-02-01").code is None


def test_a_closed_decision_is_late_with_the_step_it_left(tmp_path: Path) -> None:
    done = f"updates:\n{update('2019-10', 'genomfört', STEP % '2019-12')}"
    assert not timed(tmp_path, done, "2019-12-31").is_overdue
    assert timed(tmp_path, done, "2020-01-01").is_overdue


def test_a_step_that_is_promised_anew_was_moved_and_every_old_day_is_kept(tmp_path: Path) -> None:
    promised = {"2019-05": "2019-10", "2019-09": "2019-12", "2019-10": "2019-12", "2019-12": "2020-03"}
    told = "".join(update(day, "pågår", STEP % due) for day, due in promised.items())
    found = timed(tmp_path, f"updates:\n{told}", "2020-01-01")
    assert [day.code for day in found.moved] == ["2019-10", "2019-12"]
    assert found.moves == 2
    assert found.left[0].put_off


def test_another_step_is_no_move(tmp_path: Path) -> None:
    other = update("2019-09", "pågår", "next: {what: Styrelsen svarar, due: 2020-01}")
    found = timed(tmp_path, f"updates:\n{update('2019-05', 'pågår', STEP % '2019-10')}{other}", "2019-10-01")
    assert found.moved == ()


def test_the_same_words_of_another_clause_are_another_step(tmp_path: Path) -> None:
    told = "".join(
        update("2019-05", "pågår", f"clause: {clause}", STEP % due) for clause, due in ((1, "2019-10"), (2, "2020-10"))
    )
    found = timed(tmp_path, f"clauses: [ett, två]\nupdates:\n{told}", "2019-12-01")
    assert [(deadline.when.code, deadline.clause) for deadline in found.left] == [("2019-10", 1), ("2020-10", 2)]
    assert (found.moved, found.is_overdue) == ((), True)


def test_what_is_closed_but_for_a_clause_nobody_spoke_of_is_still_late(tmp_path: Path) -> None:
    one = update("2020-01", "genomfört", "clause: 1")
    assert timed(tmp_path, f"due: 2019-12\nclauses: [ett, två]\nupdates:\n{one}", "2020-02-01").code == "overdue"


def test_what_is_brought_forward_is_not_put_off(tmp_path: Path) -> None:
    told = update("2019-05", "pågår", STEP % "2019-12") + update("2019-06", "pågår", STEP % "2019-10")
    found = timed(tmp_path, f"updates:\n{told}", "2019-07-01")
    assert [day.code for day in found.moved] == ["2019-12"]
    assert not found.left[0].put_off


STALE = {  # the newest account, the day, since when nothing is new
    "half a year to the day": ("2019-07-15", "2020-01-15", None),
    "and one day": ("2019-07-15", "2020-01-16", "2019-07-15"),
    "a month counts from its end": ("2019-07", "2020-01-31", None),
    "31 August and six months is the end of February": ("2019-08-31", "2020-03-01", "2019-08-31"),
    "in a leap year that is the 29th": ("2019-08-31", "2020-02-29", None),
}


@pytest.mark.parametrize(("told", "today", "since"), STALE.values(), ids=STALE)
def test_nothing_new_for_half_a_year_is_stale(tmp_path: Path, told: str, today: str, since: str | None) -> None:
    found = timed(tmp_path, f"updates:\n{update(told)}", today)
    assert (found.stale_since and found.stale_since.code) == since


def test_what_is_closed_or_was_never_told_of_is_not_stale(tmp_path: Path) -> None:
    assert not timed(tmp_path / "a", f"updates:\n{update('2019-04', 'genomfört')}", "2029-01-01").is_stale
    assert not timed(tmp_path / "b", "", "2029-01-01").is_stale


def test_a_site_says_itself_what_is_stale(tmp_path: Path) -> None:
    write(tmp_path, {"content/site.yml": "format: 1\ntitle: x\nstale_after: 1\n"})
    site = write(tmp_path, {"content/decisions/a.yml": f"title: x\nupdates:\n{update('2019-07-15')}",
                            "content/site.yml": "format: 1\ntitle: x\nstale_after: 1\n"})  # fmt: skip
    known = examine(site, clock=date(2019, 8, 16)).register
    assert known
    assert known.timing_of(known.decisions["a"]).is_stale


codes = some.one_of(
    some.dates(date(1990, 1, 1), date(2060, 12, 31)).map(str),
    some.builds("{}-{:02}".format, some.integers(1990, 2060), some.integers(1, 12)),
    some.builds("{}-{}".format, some.integers(1990, 2060),
                some.sampled_from(["spring", "summer", "autumn", "Q1", "Q2", "Q3", "Q4", "H1", "H2"])),
    some.integers(1990, 2060).map(str),
)  # fmt: skip


@given(code=codes, shift=some.integers(-800, 800))
def test_whatever_the_day_a_vague_deadline_has_passed_only_when_every_day_of_it_has(code: str, shift: int) -> None:
    when = read_code(code, SEASONS)
    today = when.last + timedelta(days=shift)
    said, _ = on_the_way((Deadline(when),), today)
    every_day_passed = all(when.first + timedelta(days=n) < today for n in range((when.last - when.first).days + 1))
    assert (said == "overdue") == every_day_passed
    assert (said == "due-soon") == (not every_day_passed and (when.last - today).days <= 30)


def test_time_has_an_end_and_nothing_breaks_there(tmp_path: Path) -> None:
    known = register(tmp_path, "due: 9999-12\nrecurs: {per: månad}\nheld: 2019-05\n", "9999-12-31")
    assert known.timing_of(known.decisions["a"]).code == "due-soon"
    kept = known.kept(known.decisions["a"])
    assert kept
    assert sum(len(window.held) for window in kept.windows) == 1


@given(day=some.dates(date(1990, 1, 1), date(2060, 12, 31)), months=some.integers(0, 100))
def test_months_after_a_day_is_the_same_day_or_the_end_of_a_shorter_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
