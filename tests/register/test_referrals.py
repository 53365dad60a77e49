"""What was sent on and what is owed for it: by whom, and since which day."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.told import BODY, SETTINGS, Files, asked, lines, write
from vrapport.dates import read_code
from vrapport.records.bodies import Mandate
from vrapport.register import Debt, Owed, Register, Sent, keeping_time
from vrapport.vocabulary import Schedule

A, B = "content/decisions/a.yml", "content/decisions/b.yml"
BODIES = {
    **BODY,
    "content/bodies/gruppen.yml": "title: Gruppen\nformer: Landstingsgruppen\n",
    "content/bodies/kommunen.yml": "title: Kommunen\n",
}
DONE = "updates:\n  - date: 2020-01\n    status: genomfört\n    when: senast 2019-12\n    text: Gjort.\n"


def register(root: Path, *parts: Files, today: str = "2020-01-31") -> Register:
    examined = asked(write(root, {"content/site.yml": f"{SETTINGS}today: {today}\n"}, BODIES, *parts))
    assert examined.register, lines(examined)
    return examined.register


def sent(root: Path, referral: str, more: str = "", today: str = "2020-01-31") -> Sent:
    """Give the one matter that a decision sends on to a group."""
    text = f"title: x\nreferrals:\n  - to: gruppen\n    {referral}\n{more}".replace("; ", "\n    ")
    (only,) = register(root, {A: text}, today=today).ledger["gruppen"]
    return only


# --- referrals --------------------------------------------------------------------------------------------------------

WANTED = "reply_wanted: ja"
STATES = [
    # what the referral says, what is said of the decision, state, sent, owed since
    ("", "", ("to-send", None, None)),
    (WANTED, "", ("to-send", None, None)),
    ("", DONE, ("sent", "by 2019-12", None)),
    ("", DONE.replace("    when: senast 2019-12\n", ""), ("sent", None, None)),
    (WANTED, DONE, ("awaiting", "by 2019-12", "by 2019-12")),
    (WANTED, DONE.replace("    when: senast 2019-12\n", ""), ("awaiting", None, None)),
    ("sent: 2019-11", "", ("sent", "2019-11", None)),
    ("sent: 2019-11", DONE, ("sent", "2019-11", None)),
    (f"sent: våren 2019; {WANTED}", "", ("awaiting", "2019-spring", "2019-spring")),
    (f"sent: 2019-H2; {WANTED}; reminded: 2020-01", "", ("reminded", "2019-H2", "2019-H2")),
    (f"{WANTED}; reminded: [2020-01, 2019-12]", "", ("reminded", None, "2019-12")),
    (f"sent: 2019-05; {WANTED}; reminded: 2019-10; replied: 2019-12", "", ("replied", "2019-05", None)),
    ("sent: 2019-05; replied: 2019-12", "", ("replied", "2019-05", None)),
]
AHEAD = [
    ("sent: 2020-02-01", "", ("to-send", None, None)),
    ("sent: 2020-02-01", DONE, ("to-send", None, None)),
    ("sent: 2020", "", ("sent", "2020", None)),  # the year has begun
    (f"sent: 2019-05; {WANTED}; replied: 2020-02", "", ("awaiting", "2019-05", "2019-05")),
    (f"sent: 2019-05; {WANTED}; reminded: 2020-02", "", ("awaiting", "2019-05", "2019-05")),
    (f"sent: 2019-05; {WANTED}; reminded: [2019-09, 2020-02]", "", ("reminded", "2019-05", "2019-05")),
]


@pytest.mark.parametrize(("referral", "more", "stands"), [*STATES, *AHEAD])
def test_only_who_was_asked_owes_an_answer_and_since_it_was_sent(
    tmp_path: Path, referral: str, more: str, stands: tuple[str, str | None, str | None]
) -> None:
    one = sent(tmp_path, referral, more)
    assert (one.state, one.sent and str(one.sent), one.owes_since and str(one.owes_since)) == stands
    assert one.is_owed == (one.state in {"awaiting", "reminded"})


def test_a_reminder_that_is_still_to_come_is_none(tmp_path: Path) -> None:
    one = sent(tmp_path, f"sent: 2019-05; {WANTED}; reminded: [2020-02, 2019-11, 2019-09]")
    assert [str(day) for day in one.reminded] == ["2019-09", "2019-11"]


def test_what_was_sent_to_two_is_two_and_an_older_name_is_the_same_body(tmp_path: Path) -> None:
    files = {A: "title: x\nreferrals: [gruppen, kommunen]\n", B: "title: y\nreferrals: Landstingsgruppen\n"}
    ledger = register(tmp_path, files).ledger
    assert {body: [one.decision.id for one in found] for body, found in ledger.items()} == {
        "gruppen": ["a", "b"], "kommunen": ["a"],
    }  # fmt: skip


# --- what a body owes -------------------------------------------------------------------------------------------------


def owed(root: Path, body: str, *parts: Files, today: str = "2020-01-31") -> Sequence[Debt]:
    return register(root, *parts, today=today).owed.get(body, ())


WAITING = "  - date: {date}\n    status: väntar\n    waits_for: {body}\n    text: x\n"
MOVING = "  - date: {date}\n    status: pågår\n    text: x\n"


@pytest.mark.parametrize(
    ("accounts", "since"),
    [
        ([(WAITING, "2019-05", "gruppen")], "2019-05"),
        ([(WAITING, "2019-05", "gruppen"), (WAITING, "2019-11", "gruppen")], "2019-05"),
        ([(WAITING, "2019-05", "kommunen"), (WAITING, "2019-11", "gruppen")], "2019-11"),
        ([(WAITING, "2019-05", "gruppen"), (MOVING, "2019-08", ""), (WAITING, "2019-11", "gruppen")], "2019-11"),
        ([(WAITING, "2019-05", "gruppen"), (WAITING, "2019-11", "[gruppen, kommunen]")], "2019-05"),
        ([(WAITING, "2019-05", "gruppen"), (MOVING, "2019-08", "")], None),
        ([(WAITING, "2019-05", "gruppen"), (WAITING, "2019-11", "kommunen")], None),
    ],
)
def test_it_has_waited_since_the_first_account_that_says_so_without_a_break(
    tmp_path: Path, accounts: Sequence[tuple[str, str, str]], since: str | None
) -> None:
    told = "".join(text.format(date=day, body=body) for text, day, body in accounts)
    found = owed(tmp_path, "gruppen", {A: f"title: x\nupdates:\n{told}"})
    assert [str(debt.since) for debt in found] == ([since] if since else [])


def test_unchanged_waits_on_since_the_first_account(tmp_path: Path) -> None:
    told = WAITING.format(date="2019-05", body="gruppen")
    again = {"content/updates/r.yml": "title: R\ndate: 2020-01-15\neach:\n  a: oförändrat\n"}
    (debt,) = owed(tmp_path, "gruppen", {A: f"title: x\nupdates:\n{told}"}, again)
    assert (debt.kind, str(debt.since)) == (Owed.OTHERS_WAIT, "2019-05")


STEP = "    next:\n      what: {what}\n      who: gruppen\n      due: {due}\n"


@pytest.mark.parametrize(("today", "late"), [("2020-03-31", False), ("2020-04-01", True)])
def test_a_step_is_late_once_its_whole_stretch_has_passed_on_a_closed_decision_too(
    tmp_path: Path, *, today: str, late: bool
) -> None:
    text = f"title: x\n{DONE}{STEP.format(what='Det prövas', due='2020-Q1')}"
    (debt,) = owed(tmp_path, "gruppen", {A: text}, today=today)
    assert (debt.kind, str(debt.due), debt.is_overdue) == (Owed.STEP, "2020-Q1", late)


def test_a_step_that_a_later_account_no_longer_names_is_owed_no_more(tmp_path: Path) -> None:
    first = "updates:\n  - date: 2019-11\n    status: pågår\n" + STEP.format(what="Det prövas", due="2020-Q1")
    assert not owed(tmp_path, "gruppen", {A: f"title: x\n{first}  - date: 2020-01\n    status: pågår\n"})


def test_a_step_told_of_two_decisions_at_once_is_one_step(tmp_path: Path) -> None:
    step = STEP.format(what="Det prövas", due="2020-Q1").replace("    next", "next")
    shared = {"content/updates/r.yml": f"title: R\ndate: 2020-01\ndecisions: [a, b]\nstatus: pågår\n{step}"}
    (debt,) = owed(tmp_path, "gruppen", {A: "title: x\n", B: "title: y\n"}, shared)
    assert [decision.id for decision in debt.decisions] == ["a", "b"]


def test_debts_come_sort_by_sort_and_what_is_overdue_first(tmp_path: Path) -> None:
    steps = "".join(
        f"      - what: {what}\n        who: gruppen\n{due}"
        for what, due in (
            ("Utan tid", ""), ("Nära", "        due: 2020-02\n"), ("Sent", "        due: 2019-12\n"),
            ("Längst sent", "        due: 2019-11\n"),
        )
    )  # fmt: skip
    text = (
        f"title: x\nreferrals:\n  to: gruppen\n  sent: 2019-10\n  {WANTED}\n"
        f"updates:\n  - date: 2020-01\n    status: väntar\n    waits_for: gruppen\n    next:\n{steps}"
    )
    set_up = {"content/bodies/gruppen.yml": "title: Gruppen\nmandate:\n  report_to: ds\n"}
    found = owed(tmp_path, "gruppen", {A: text}, set_up)
    assert [debt.kind for debt in found] == [Owed.REPORT, Owed.ANSWER, *[Owed.STEP] * 4, Owed.OTHERS_WAIT]
    whats = [next(iter(debt.step.what.by_language.values())) for debt in found if debt.step]
    assert whats == ["Längst sent", "Sent", "Nära", "Utan tid"]


# --- mandates ---------------------------------------------------------------------------------------------------------

TODAY = date(2020, 1, 31)


@pytest.mark.parametrize(
    ("due", "delivered", "keeps", "owes"),
    [
        ("2019-11", None, Schedule.OVERDUE, True),
        ("2020-01", None, Schedule.DUE_SOON, True),  # its last day is not past
        ("2020-spring", None, Schedule.ON_TIME, True),
        ("2019-11", "2019-10", Schedule.DONE_ON_TIME, False),
        ("2019-11", "2019-12", Schedule.DONE_LATE, False),
        ("2019-11", "by 2020-01", Schedule.DONE_UNDATED, False),  # before its day or after, nobody knows
        ("2019-11", "2020-02", Schedule.OVERDUE, True),  # not delivered yet
        (None, None, None, False),
        (None, "2019-12", None, False),
    ],
)
def test_a_report_is_owed_until_it_is_given(
    tmp_path: Path, *, due: str | None, delivered: str | None, keeps: Schedule | None, owes: bool
) -> None:
    days = {"due": due, "delivered": delivered}
    read = {key: read_code(day) if day else None for key, day in days.items()}
    assert keeping_time(Mandate.model_construct(due=read["due"], delivered=read["delivered"]), TODAY) is keeps
    typed = "".join(f"  {key}: {day}\n" for key, day in days.items() if day)
    group = {"content/bodies/gruppen.yml": f"title: G\nmandate:\n  task: x\n{typed}"}
    found = owed(tmp_path, "gruppen", group)
    assert [(debt.kind, debt.is_overdue) for debt in found] == (
        [(Owed.REPORT, keeps is Schedule.OVERDUE)] if owes else []
    )
