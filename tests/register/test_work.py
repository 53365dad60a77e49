"""The work grows with the number of records, and no faster: counted in calls, as time depends on the machine."""

import sys
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small import CLOCK, write
from vrapport.build import public_view
from vrapport.checks import CHECKS, Check
from vrapport.examining import examine
from vrapport.pages.body import bodies
from vrapport.pages.decision import decisions
from vrapport.pages.ledgers import ledgers
from vrapport.pages.lists import lists
from vrapport.pages.meeting import meetings
from vrapport.pages.motion import motions
from vrapport.project import Project
from vrapport.register import Register, beginnings_and_ends, dangling, dangling_in_settings, link, permitted
from vrapport.views import View
from vrapport.vocabulary import PUBLIC

SETTINGS = "format: 1\ntitle: Stor\nlanguage: sv\ntoday: 2020-06-01\nresponsible: b0\n"


def large(count: int) -> dict[str, str]:
    """Give a site of `count` decisions, with bodies, meetings and motions in proportion; half of them are silent."""
    files = {"content/site.yml": SETTINGS}
    for n in range(count // 10):
        files[f"content/bodies/b{n}.yml"] = f"title: Organ {n}\n{'part_of: b0' if n else ''}\n"
    for n in range(count // 2):
        held = f"body: b0\ndate: {_day(n)}\nnext_meeting: {_day(n + 1)}\n"
        files[f"content/meetings/m{n}.md"] = f"---\n{held}---\nText.\n"
        files[f"content/motions/o{n}.yml"] = f"title: Motion {n}\nmeeting: m{n}\nmovers: b{n % (count // 10)}\n"
    for n in range(count):
        body = f"b{n % (count // 10)}"
        told = f"updates:\n  - date: 2020-01\n    status: väntar\n    waits_for: {body}\n    text: Brev.\n"
        files[f"content/decisions/d{n}.yml"] = (
            f"title: Beslut {n}\nmeeting: m{n // 2}\nresponsible: {body}\nreferrals: {body}\n{told if n % 2 else ''}"
        )
    return files


def _day(n: int) -> str:
    """Give each meeting a day of its own, all of them in the past."""
    return f"{1900 + n // 9}-0{1 + n % 9}-01"


def views(root: Path) -> Callable[[], View]:
    """Give a new register of a site each time, in which nothing has been looked up yet."""
    project = examine(root, clock=CLOCK).project
    assert isinstance(project, Project)
    return lambda: public_view(project, CLOCK)


def calls(work: Callable[[], object]) -> int:
    """Count the calls that some work takes, those of the libraries included."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.fixture(scope="module")
def small_and_large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Callable[[], View], Callable[[], View]]:
    roots = (write(tmp_path_factory.mktemp("site"), files=large(count)) for count in (100, 400))
    small, four_times = map(views, roots)
    return small, four_times


@pytest.mark.parametrize("make", [bodies, decisions, ledgers, lists, motions, meetings])
def test_pages_of_four_times_the_records_are_four_times_the_work(
    small_and_large: tuple[Callable[[], View], Callable[[], View]], make: Callable[[View], object]
) -> None:
    seen = [view() for view in small_and_large]
    small, four_times = (calls(lambda view=view: list(make(view))) for view in seen)  # type: ignore[misc,call-overload]  # pages are made as they are asked for
    assert four_times <= 4.6 * small


@pytest.mark.parametrize("question", CHECKS, ids=lambda question: question.code)
def test_asking_of_four_times_the_records_is_four_times_the_work(
    small_and_large: tuple[Callable[[], View], Callable[[], View]], question: Check
) -> None:
    seen = [view() for view in small_and_large]
    small, four_times = (calls(lambda view=view: list(question.ask(view.register, view.words))) for view in seen)  # type: ignore[misc]  # as above
    assert four_times <= 4.6 * small + 200  # what is done once is all that some questions do of such records


def test_an_earlier_day_is_the_same_records_linked_anew(tmp_path: Path) -> None:
    register = views(write(tmp_path))().register
    assert register.as_of(CLOCK) is register
    earlier = register.as_of(CLOCK.replace(year=2019))
    assert earlier.archive is register.archive
    assert earlier.decisions == link(register.archive, earlier.today).decisions


LINKING: dict[str, Callable[[View], object]] = {
    "linking": lambda view: link(view.register.archive, view.register.today),
    "references": lambda view: list(dangling(view.register.archive)),
    "cutting": lambda view: permitted(view.register.archive.by_kind, frozenset({PUBLIC}), {}),
}
INDEXES = [name for name, value in vars(Register).items() if isinstance(value, cached_property)]


@pytest.mark.parametrize("name", LINKING)
def test_linking_four_times_the_records_is_four_times_the_work(
    small_and_large: tuple[Callable[[], View], Callable[[], View]], name: str
) -> None:
    seen = [view() for view in small_and_large]
    small, four_times = (calls(lambda view=view: LINKING[name](view)) for view in seen)  # type: ignore[misc]  # as above
    assert four_times <= 4.6 * small


@pytest.mark.parametrize("name", INDEXES)
def test_an_index_of_four_times_the_records_is_four_times_the_work(
    small_and_large: tuple[Callable[[], View], Callable[[], View]], name: str
) -> None:
    seen = [link(view().register.archive, CLOCK) for view in small_and_large]
    small, four_times = (calls(lambda register=register: getattr(register, name)) for register in seen)  # type: ignore[misc]  # as above
    assert four_times <= 4.6 * small + 200


def test_one_wrong_name_in_many_records_is_looked_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decisions = {path: text.replace("responsible: b", "responsible: organ") for path, text in large(40).items()}
    register = views(write(tmp_path, files=decisions))().register
    looked: list[str] = []

    def look(typed: str, *_: object, **__: object) -> list[str]:
        looked.append(typed)
        return []

    monkeypatch.setattr("vrapport.register.names.get_close_matches", look)
    every = (*dangling(register.archive), *dangling_in_settings(register.archive))
    found = [finding for finding in every if finding.code == "missing-record"]
    assert len(found) == 41  # the site names one of them too
    assert looked == ["organ0", "organ1", "organ2", "organ3"]


def test_a_commitment_is_counted_once_and_alike(tmp_path: Path) -> None:
    held = {
        "content/bodies/styrelsen.yml": "title: Styrelsen\ntype: konferens\n",
        "content/meetings/2019/extra.md": "---\nbody: styrelsen\ndate: 2019-10-01\ncounts_for: 2019/A1\n---\nText.\n",
        "content/decisions/2019/A1.yml": "title: Träffar\nmeeting: 2019/arsmote\nrecurs:\n  at_least: 2\n  per: år\n",
    }
    register = views(write(tmp_path, held))().register
    decision = register.decisions["2019/A1"]
    assert register.kept(decision) is register.kept(replace(decision, accounts=()))
    elsewhere = replace(decision, record=replace(decision.record))
    assert register.kept(elsewhere) is not register.kept(decision)
    assert register.kept(elsewhere) == register.kept(decision)
    assert register.kept(register.decisions["2019/A2"]) is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=8), st.integers(0, 30))
def test_a_period_ends_before_the_next_meeting_that_ends_first(lengths: list[tuple[int, int]], decided: int) -> None:
    first = sorted((CLOCK + timedelta(start), CLOCK + timedelta(start + length)) for start, length in lengths)
    begin, ends = beginnings_and_ends(first)
    later = [end for start, end in first if start > CLOCK + timedelta(decided)]
    number = bisect_right(begin, CLOCK + timedelta(decided))
    assert (ends[number] if number < len(ends) else None) == min(later, default=None)
