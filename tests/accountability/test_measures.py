"""Measures count decisions as they stood on a day, each as its words say; what has no known day is told apart."""

from datetime import date
from pathlib import Path

import pytest

from tests.told import CLOCK, asked, lines, write
from vrapport.accountability.measures import by_area, by_body, closed_on, days_to_close, measures
from vrapport.register import Followed, Register

TODAY = date(2020, 1, 31)
SITE = {
    "content/site.yml": (
        "format: 1\ntitle: Provföreningen\ntoday: 2020-01-31\nresponsible: ds\n"
        "areas:\n  miljo: Miljö\n  ekonomi: Ekonomi\n"
    ),
    "content/bodies/ds.yml": "title: Styrelsen\n",
    "content/bodies/kansliet.yml": "title: Kansliet\n",
    "content/meetings/mars.md": "---\nbody: ds\ndate: 2019-03-01\n---\nText.\n",
    "content/meetings/juni.md": "---\nbody: ds\ndate: 2019-06-01/2019-06-03\n---\nText.\n",
}
MARCH = "title: Beslut\nmeeting: mars\n"
CLAUSES = "clauses:\n  - summary: Ett\n  - summary: Två\n"


def told(*accounts: str) -> str:
    """Write accounts such as `2019-06 genomfört`, or `2019-06 genomfört clause=1 when=2019-05`."""
    return "updates:\n" + "".join(map(_update, accounts))


def _update(account: str) -> str:
    day, status, *more = account.split()
    fields = "".join(f"    {field.replace('=', ': ')}\n" for field in more)
    return f"  - date: {day}\n    status: {status}\n    text: Så.\n{fields}"


def register(root: Path, **decisions: str) -> Register:
    files = {f"content/decisions/{name}.yml": text for name, text in decisions.items()}
    examined = asked(write(root, SITE, files))
    assert examined.register, lines(examined)
    return examined.register


def only(root: Path, text: str) -> Followed:
    return register(root, a=text).decisions["a"]


# --- what is counted --------------------------------------------------------------------------------------------------


def test_shares_are_of_what_can_be_finished(tmp_path: Path) -> None:
    ended = "  - date: 2019-07\n    status: nedlagt\n    reason: Skäl.\n    decided_by: ds\n"
    found = measures(
        register(
            tmp_path,
            done=MARCH + told("2019-06 genomfört"),
            dropped=f"{MARCH}updates:\n{ended}",
            mostly=MARCH + told("2019-06 mostly-done"),
            silent=MARCH,
            standing=f"{MARCH}standing: ja\n" + told("2019-06 genomfört"),
        ).decisions.values(),
        TODAY,
    )
    assert (found.total, found.counted, found.closed, found.fulfilled) == (5, 4, 2, 1)


def test_of_nothing_there_is_no_median_and_no_oldest() -> None:
    found = measures((), TODAY)
    assert (found.total, found.counted, found.closed, found.uncounted) == (0, 0, 0, 0)
    assert (found.days_to_close, found.oldest, found.silence, found.longest) == (None, None, None, None)


# --- from decision to end ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accounts", "ended"),
    [
        (["2019-06-10 genomfört"], date(2019, 6, 10)),
        (["2019-06 genomfört"], date(2019, 6, 30)),  # the last day of a vague date
        (["2019-06 genomfört when=2019-05-02"], date(2019, 5, 2)),  # when it happened, not when it was told
        (["2019-06-10 genomfört when=2019"], date(2019, 6, 10)),  # it cannot have happened after it was told
        (["2019-04 genomfört", "2019-09 genomfört"], date(2019, 4, 30)),  # told again
        (["2019-04 genomfört", "2019-05 pågår", "2019-09 genomfört"], date(2019, 9, 30)),  # opened again in between
        (["2019-04 genomfört", "2019-05 pågår"], None),
    ],
)
def test_a_decision_ends_on_the_day_of_the_account_that_closed_it(
    tmp_path: Path, accounts: list[str], ended: date | None
) -> None:
    assert closed_on(only(tmp_path, MARCH + told(*accounts))) == ended


def test_a_decision_of_clauses_ends_with_the_last_of_them(tmp_path: Path) -> None:
    text = MARCH + CLAUSES + told("2019-09 genomfört clause=1", "2019-05 genomfört clause=2")
    assert closed_on(only(tmp_path, text)) == date(2019, 9, 30)


def test_one_clause_without_a_day_leaves_the_whole_without(tmp_path: Path) -> None:
    clauses = "clauses:\n  - summary: Ett\n    status: genomfört\n  - summary: Två\n"
    assert closed_on(only(tmp_path, MARCH + clauses + told("2019-05 genomfört clause=2"))) is None


def test_days_are_counted_from_the_last_day_of_the_meeting(tmp_path: Path) -> None:
    decision = only(tmp_path, "title: x\nmeeting: juni\n" + told("2019-06-13 genomfört"))
    assert days_to_close(decision) == 10


def test_what_was_done_before_it_was_decided_took_no_days(tmp_path: Path) -> None:
    assert days_to_close(only(tmp_path, MARCH + told("2019-06 genomfört when=2019-02-01"))) == 0


def test_the_median_leaves_out_what_has_no_known_day_and_says_how_many(tmp_path: Path) -> None:
    found = measures(
        register(
            tmp_path,
            a=MARCH + told("2019-03-11 genomfört"),
            b=MARCH + told("2019-03-22 genomfört"),
            undated=f"{MARCH}status: genomfört\n",
            nowhere="title: x\n" + told("2019-03-22 genomfört"),
            standing=f"{MARCH}standing: ja\n" + told("2019-12-31 genomfört"),
        ).decisions.values(),
        TODAY,
    )
    assert (found.days_to_close, found.closed, found.uncounted) == (15.5, 4, 2)


# --- what is left -----------------------------------------------------------------------------------------------------


def test_the_oldest_open_is_of_the_earliest_meeting_and_not_at_an_end(tmp_path: Path) -> None:
    found = measures(
        register(
            tmp_path,
            a=MARCH + told("2019-06 genomfört"),
            b=f"{MARCH}standing: ja\n",
            c="title: x\nmeeting: juni\n",
            d="title: x\nmeeting: juni\n" + told("2020-01 pågår"),
            e="title: Utan möte\n",
            f=MARCH,
            g=MARCH,
        ).decisions.values(),
        TODAY,
    )
    assert found.oldest
    assert found.oldest.id == "f"


def test_silence_lasts_from_the_newest_account_or_the_meeting(tmp_path: Path) -> None:
    found = measures(
        register(
            tmp_path,
            spoken=MARCH + told("2019-06 pågår", "2020-01-21 pågår"),
            half=MARCH + CLAUSES + told("2020-01-01 genomfört clause=1", "2019-12-01 pågår clause=2"),
            silent=MARCH,
            undated=f"{MARCH}status: pågår\n",
            closed=MARCH + told("2019-03-02 genomfört"),
            nowhere="title: x\n",
        ).decisions.values(),
        TODAY,
    )
    assert found.longest
    assert (found.longest.decision.id, str(found.longest.since)) == ("silent", "2019-03-01")
    assert found.silence == (30 + (TODAY - date(2019, 3, 1)).days) / 2


def test_an_account_of_this_month_is_no_silence_yet(tmp_path: Path) -> None:
    found = measures([only(tmp_path, MARCH + told("2020 pågår"))], TODAY)
    assert found.silence == 0
    assert found.longest is None


# --- by area, by body, by day -----------------------------------------------------------------------------------------


def test_areas_and_bodies_are_measured_each_for_itself(tmp_path: Path) -> None:
    known = register(
        tmp_path,
        a=f"{MARCH}area: miljo\n" + told("2019-06 genomfört"),
        b=f"{MARCH}area: miljo\nresponsible: kansliet\n",
        c=f"{MARCH}clauses:\n  - summary: Ett\n    responsible: kansliet\n  - summary: Två\n",
        other=f"{MARCH}area: ekonomi\n",
    )
    asked_for = [known.decisions[name] for name in "abc"]
    areas = {area: (found.total, found.closed) for area, found in by_area(known, asked_for).items()}
    assert areas == {"miljo": (2, 1), None: (1, 0)}
    assert {body: found.total for body, found in by_body(known, asked_for).items()} == {"ds": 2, "kansliet": 2}


def test_the_measures_of_an_earlier_day_are_the_same_for_ever(tmp_path: Path) -> None:
    texts = {"a": MARCH + told("2019-06-10 pågår"), "b": MARCH + told("2019-05 genomfört")}
    day = date(2019, 9, 30)
    then = register(tmp_path / "then", **texts).as_of(day)
    later = register(
        tmp_path / "later", a=f"{texts['a']}  - date: 2019-12\n    status: genomfört\n    text: Nu.\n", b=texts["b"]
    )
    assert _figures(later.as_of(day)) == _figures(then)
    assert _figures(later) != _figures(then)
    assert later.today < CLOCK


def _figures(known: Register) -> tuple[object, ...]:
    found = measures(known.decisions.values(), known.today)
    longest = found.longest and (found.longest.decision.id, found.longest.since)
    return found.closed, found.days_to_close, found.oldest and found.oldest.id, found.silence, longest
