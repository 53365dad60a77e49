"""What a body takes up at its next meeting: why, once each, and as far ahead as the meeting lies."""

from datetime import date
from pathlib import Path
from typing import cast

import pytest

from tests.told import write
from vrapport.accountability.agenda import Agenda, agenda, default_body, next_meeting
from vrapport.dates import read_code
from vrapport.examining import examine
from vrapport.records.bodies import Body
from vrapport.records.reading import Record
from vrapport.register import Register

TODAY = date(2020, 1, 31)
SITE = {
    "content/site.yml": "format: 1\ntitle: Provföreningen\nresponsible: styrelsen\n",
    "content/bodies/styrelsen.yml": "title: Styrelsen\n",
    "content/bodies/kansliet.yml": "title: Kansliet\n",
    "content/bodies/regionen.yml": "title: Regionen\n",
    "content/bodies/stamman.yml": "title: Stämman\ntype: årskonferens\n",
    "content/meetings/stamma.md": "---\nbody: stamman\ndate: 2019-03-30\n---\n",
}
TOLD = "updates:\n  - date: 2020-01\n    status: %s\n    text: Ett brev är skrivet.\n"
NEXT = TOLD + "    next: {what: Svar väntas, due: %s}\n"
WAITS = "updates:\n  - {date: 2019-%s, status: %s%s}\n  - {date: 2019-12, status: väntar, waits_for: regionen}\n"


def register(root: Path, files: dict[str, str], today: date = TODAY) -> Register:
    found = examine(write(root, SITE, files), clock=date(2030, 1, 1), today=today)
    assert found.register, found.findings
    return found.register


def body(known: Register, ident: str = "styrelsen") -> Record[Body]:
    return cast("Record[Body]", known.archive.by_kind["bodies"][ident])


def taken_up(root: Path, decision: str, meeting: str | None = None, who: str = "styrelsen") -> Agenda:
    known = register(root, {"content/decisions/a.yml": f"title: x\nmeeting: stamma\n{decision}"})
    return agenda(known, body(known, who), read_code(meeting) if meeting else None)


WHY = {  # what the file says, and the reason it is taken up for
    "nothing is said": ("", "silent"),
    "a clause nothing is said of": (
        "clauses:\n  - Ett\n  - Två\nupdates:\n  - {date: 2020-01, status: pågår, clause: 1, text: Ja då.}\n", "silent",
    ),
    "a clause nothing is said of, though another is done": (
        "clauses:\n  - Ett\n  - Två\nupdates:\n  - {date: 2020-01, status: genomfört, clause: 1, text: Ja då.}\n",
        "silent",
    ),
    "under way": (TOLD % "pågår", None),
    "done": (TOLD % "genomfört", None),
    "late": (f"due: 2019-12\n{TOLD % 'pågår'}", "overdue"),
    "late, though silent": ("due: 2019-12\n", "overdue"),
    "a step is late": (NEXT % ("pågår", "2020-01-30"), "overdue"),
    "a step is late on what is closed": (NEXT % ("genomfört", "2020-01-30"), "overdue"),
    "due today": (f"due: 2020-01-31\n{TOLD % 'pågår'}", "due"),
    "due in thirty days": (f"due: 2020-03-01\n{TOLD % 'pågår'}", "due"),
    "due later": (f"due: 2020-03-02\n{TOLD % 'pågår'}", None),
    "a vague day that ends later": (f"due: våren 2020\n{TOLD % 'pågår'}", None),
    "closed with a step left": (NEXT % ("genomfört", "2020-12"), "left"),
    "waiting": ("updates:\n  - {date: 2020-01, status: väntar, waits_for: regionen}\n", "waiting"),
    "waiting and late is late": (
        "due: 2019-12\nupdates:\n  - {date: 2020-01, status: väntar, waits_for: regionen}\n", "overdue",
    ),
    "no answer": (f"referrals: {{to: regionen, sent: 2019-10, reply_wanted: ja}}\n{TOLD % 'pågår'}", "unanswered"),
    "no answer, though closed": (
        f"referrals: {{to: regionen, sent: 2019-10, reply_wanted: ja}}\n{TOLD % 'genomfört'}", "unanswered",
    ),
    "no answer was asked for": (f"referrals: {{to: regionen, sent: 2019-10}}\n{TOLD % 'pågår'}", None),
    "kept less often than it should have been by now": (
        f"recurs: {{at_least: 4, per: år}}\nheld: [2019-05]\n{TOLD % 'pågår'}", "behind",
    ),
    "a day has passed by without it": (
        f"recurs: {{dates: [2019-08, 2019-10]}}\nheld: [2019-08]\n{TOLD % 'pågår'}", "behind",
    ),
    "nobody counted how often": (f"recurs: {{at_least: 4, per: år}}\n{TOLD % 'pågår'}", None),
    "long since": ("updates:\n  - {date: 2019-06-10, status: pågår, text: Ett brev är skrivet.}\n", "stale"),
    "not carried out": (TOLD % "ej genomfört", "still"),
    "unclear": (TOLD % "oklart", "still"),
}  # fmt: skip


@pytest.mark.parametrize("case", WHY)
def test_a_decision_is_taken_up_for_the_most_pressing_reason(case: str, tmp_path: Path) -> None:
    decision, reason = WHY[case]
    found = taken_up(tmp_path, decision)
    assert [str(point.reason) for point in found.points] == ([reason] if reason else [])


def test_every_open_decision_that_is_not_taken_up_is_counted(tmp_path: Path) -> None:
    assert len(taken_up(tmp_path, TOLD % "pågår").others) == 1
    assert not taken_up(tmp_path, TOLD % "genomfört").others


@pytest.mark.parametrize(("meeting", "reasons"), [("2020-03-01", []), ("2020-03-02", ["due"]), ("2020-03", ["due"])])
def test_the_day_of_the_meeting_says_how_far_ahead_one_looks(meeting: str, reasons: list[str], tmp_path: Path) -> None:
    found = taken_up(tmp_path, f"due: 2020-03-02\n{TOLD % 'pågår'}", meeting)
    assert [str(point.reason) for point in found.points] == reasons


WHOSE = {  # what the file says, and the bodies that take it up
    "the body responsible where none is named": ("", {"styrelsen", "stamman"}),
    "the one that is named": ("responsible: kansliet\n", {"kansliet", "stamman"}),
    "the one that answers for a clause": (
        "clauses:\n  - {text: Ett, responsible: kansliet}\n", {"kansliet", "styrelsen", "stamman"},
    ),
    "the one with a step of its own": (
        "updates:\n  - {date: 2019-06, status: pågår, next: {what: Svar, who: kansliet}}\n",
        {"kansliet", "styrelsen", "stamman"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WHOSE)
def test_those_concerned_take_a_decision_up_and_so_does_the_body_that_took_it(case: str, tmp_path: Path) -> None:
    decision, bodies = WHOSE[case]
    found = {who: taken_up(tmp_path, decision, who=who) for who in ("styrelsen", "kansliet", "regionen", "stamman")}
    assert {who for who, its in found.items() if its.points} == bodies


def minutes(day: str, more: str = "") -> str:
    return f"---\nbody: styrelsen\ndate: {day}\n{more}---\n"


MEETS = {
    "nobody says": ({}, None),
    "the newest minutes say": (
        {
            "1.md": minutes("2019-12-01", "next_meeting: 2020-02-12\n"),
            "2.md": minutes("2019-06-10", "next_meeting: 2020-03-01\n"),
        },
        "2020-02-12",
    ),
    "what they say has passed": ({"1.md": minutes("2019-12-01", "next_meeting: 2020-01-31\n")}, None),
    "a meeting is there already": ({"1.md": minutes("2020-02-20")}, "2020-02-20"),
    "the nearest of the two": (
        {"1.md": minutes("2019-12-01", "next_meeting: 2020-02-12\n"), "2.md": minutes("2020-02-20")}, "2020-02-12",
    ),
    "minutes of a meeting to come say nothing yet": (
        {"1.md": minutes("2019-12-01"), "2.md": minutes("2020-02-20", "next_meeting: 2020-02-13\n")}, "2020-02-20",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MEETS)
def test_the_next_meeting_is_found_in_the_minutes(case: str, tmp_path: Path) -> None:
    files, expected = MEETS[case]
    known = register(tmp_path, {f"content/meetings/{name}": text for name, text in files.items()})
    found = next_meeting(known, body(known))
    assert (found.code if found else None) == expected


def test_without_a_day_one_looks_thirty_days_ahead(tmp_path: Path) -> None:
    found = taken_up(tmp_path, "")
    assert (found.meeting, found.until) == (None, date(2020, 3, 1))


def test_only_the_last_minutes_leave_anything_over(tmp_path: Path) -> None:
    left = minutes("2019-06-10", "next: Stadgarna ses över\n")
    known = register(tmp_path, {"content/meetings/1.md": left})
    found = agenda(known, body(known)).minutes
    assert found
    assert found.id == "1"
    later = register(tmp_path, {"content/meetings/1.md": left, "content/meetings/2.md": minutes("2019-12-01")})
    assert agenda(later, body(later)).minutes is None


def test_the_wait_is_counted_from_where_it_has_not_been_broken(tmp_path: Path) -> None:
    waited = taken_up(tmp_path, WAITS % ("10", "väntar", ", waits_for: regionen")).points[0]
    begun = taken_up(tmp_path, WAITS % ("10", "pågår", "")).points[0]
    assert [str(point.since) for point in (waited, begun)] == ["2019-10", "2019-12"]


def test_where_no_body_answers_for_all_the_first_board_meets(tmp_path: Path) -> None:
    settings = "format: 1\ntitle: x\n"
    known = register(tmp_path, {"content/site.yml": settings})
    assert default_body(known) is None
    board = register(tmp_path, {"content/site.yml": settings, "content/bodies/ds.yml": "title: DS\ntype: styrelse\n"})
    found = default_body(board)
    assert found
    assert found.id == "ds"


def test_what_no_meeting_has_taken_yet_is_not_taken_up(tmp_path: Path) -> None:
    known = register(tmp_path, {"content/decisions/a.yml": "title: x\nmeeting: stamma\n"}, date(2019, 3, 29))
    assert agenda(known, body(known)).points == ()
    known = register(tmp_path, {}, date(2019, 3, 30))
    assert len(agenda(known, body(known)).points) == 1
