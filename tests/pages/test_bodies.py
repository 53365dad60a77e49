"""A body's page and the two ledgers: what it was set up to do, what it owes, and what was sent to it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.register.test_work import calls, large, views
from tests.small import CLOCK, FILES, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages.body import bodies
from vrapport.pages.decision import decisions
from vrapport.pages.ledgers import ledgers
from vrapport.theme import Page
from vrapport.views import View

SITE = {
    "content/site.yml": FILES["content/site.yml"],
    "content/bodies/styrelsen.yml": "title: Styrelsen\n",
    "content/bodies/kommunen.yml": "title: Kommunen\n",
    "content/bodies/bolaget.yml": "title: Bolaget\n",
}
Plain = Mapping[str, Any]


def made(root: Path, make: Callable[[View], Iterator[Page]], *changes: Mapping[str, str]) -> Mapping[str, Page]:
    examined = examine(write(root, *changes, files=SITE), clock=CLOCK)
    assert examined.project is not None
    assert examined.register is not None
    return {page.address: page for page in make(public_view(examined.project, examined.register.today))}


def body(root: Path, *changes: Mapping[str, str], name: str = "kommunen") -> Plain:
    found: Plain = made(root, bodies, *changes)[f"organ/{name}.html"].data["body"]
    return found


def ledger(root: Path, name: str, *changes: Mapping[str, str]) -> Plain:
    found: Plain = made(root, ledgers, *changes)[f"beslut/{name}.html"].data["list"]
    return found


def told(rows: list[Plain]) -> list[tuple[str, str | None, list[str]]]:
    return [(row["title"], row["note"], row["tags"]) for row in rows]


# --- what was sent on -------------------------------------------------------------------------------------------------

SENT = {
    "content/decisions/a.yml": "title: A\nreferrals: [kommunen, bolaget]\n",
    "content/decisions/b.yml": "title: B\nreferrals:\n  to: kommunen\n  sent: 2019-05\n",
    "content/decisions/c.yml": "title: C\nreferrals:\n  to: kommunen\n  sent: 2019-11-02\n  reply_wanted: ja\n",
    "content/decisions/d.yml": (
        "title: D\nreferrals:\n  to: kommunen\n  sent: senast 2019-06\n  reply_wanted: ja\n  reminded: 2019-12\n"
    ),
    "content/decisions/e.yml": (
        "title: E\nreferrals:\n  to: kommunen\n  sent: 2019-06\n  reply_wanted: ja\n  replied: 2020-01\n"
    ),
}
TO_KOMMUNEN = [
    (
        "D",
        "Skickat senast juni 2019. Svar har begärts. Inget svar har kommit. Påmint i december 2019.",
        [],
    ),
    ("C", "Skickat den 2 november 2019. Svar har begärts. Inget svar har kommit.", []),
    ("A", "Ska skickas", []),
    ("B", "Skickat i maj 2019. Inget svar har begärts.", []),
    ("E", "Skickat i juni 2019. Svar kom i januari 2020.", []),
]


def test_the_ledger_lists_each_recipient_and_who_owes_an_answer_first(tmp_path: Path) -> None:
    found = ledger(tmp_path, "skickat-vidare", SENT)
    assert [(group["title"], group["note"], group["address"]) for group in found["groups"]] == [
        ("Kommunen", "5", "organ/kommunen.html#skickat-vidare"),
        ("Bolaget", "1", "organ/bolaget.html#skickat-vidare"),
    ]
    assert told(found["groups"][0]["rows"]) == TO_KOMMUNEN
    assert found["lead"] == (
        "Sammanlagt 6 ärenden: 2 ska skickas, 1 skickat, 1 inväntar svar, 1 påmint och 1 där svar har kommit."
    )


def test_a_recipient_s_page_holds_all_that_was_sent_to_it(tmp_path: Path) -> None:
    found = body(tmp_path, SENT)
    (sent,) = (one for one in found["lists"] if one["anchor"] == "skickat-vidare")
    assert told(sent["rows"]) == TO_KOMMUNEN
    (owes,) = found["owes"]
    assert (owes["title"], [row["title"] for row in owes["rows"]]) == ("Svar", ["D", "C"])
    assert not body(tmp_path, SENT, name="bolaget")["owes"]


def test_the_decision_s_own_page_says_what_the_ledger_says(tmp_path: Path) -> None:
    pages = made(tmp_path, decisions, SENT)
    found = {title: pages[f"beslut/{title.lower()}.html"].data["decision"]["referrals"][0] for title in "ABCDE"}
    assert {one["to"]["title"] for one in found.values()} == {"Kommunen"}
    assert {title: one["said"] for title, one in found.items()} == {title: said for title, said, _ in TO_KOMMUNEN}


# --- what waits -------------------------------------------------------------------------------------------------------

WAITS = "title: {title}\nupdates:\n  - date: {date}\n    status: väntar\n    waits_for: {body}\n    text: x\n"
WAITING = {
    "content/decisions/a.yml": WAITS.format(title="A", date="2019-11", body="kommunen"),
    "content/decisions/b.yml": WAITS.format(title="B", date="2019-05", body="[kommunen, bolaget]"),
    "content/decisions/c.yml": WAITS.format(title="C", date="2019-05", body="kommunen") + (
        "  - date: 2019-12\n    status: pågår\n    text: x\n"
    ),
}  # fmt: skip


def test_the_waiting_are_listed_under_whom_they_wait_for_and_the_longest_first(tmp_path: Path) -> None:
    found = ledger(tmp_path, "vantar", WAITING)
    assert [(group["title"], group["note"], group["address"]) for group in found["groups"]] == [
        ("Bolaget", "1", "organ/bolaget.html#vantar"),
        ("Kommunen", "2", "organ/kommunen.html#vantar"),
    ]
    waiting: list[tuple[str, str | None, list[str]]] = [
        ("B", "sedan maj 2019", []),
        ("A", "sedan november 2019", []),
    ]
    assert told(found["groups"][1]["rows"]) == waiting
    (owes,) = body(tmp_path, WAITING)["owes"]
    assert (owes["anchor"], told(owes["rows"])) == ("vantar", waiting)


def test_ledgers_in_which_nothing_stands_are_pages_too(tmp_path: Path) -> None:
    assert [ledger(tmp_path, name)["groups"] for name in ("skickat-vidare", "vantar")] == [[], []]


# --- a body's own page ------------------------------------------------------------------------------------------------

MANDATE = """\
title: Kommunen
former: Köpingen
mandate:
  decision: a
  task: Pröva frågan.
  report_to: styrelsen
  due: {due}
"""


@pytest.mark.parametrize(
    ("days", "mark", "owes"),
    [
        ("2019-11", None, [("Redovisning till Styrelsen", "Klart senast november 2019", ["Försenat"])]),
        ("2020-01", None, [("Redovisning till Styrelsen", "Klart senast januari 2020", ["Snart dags"])]),
        ("våren 2020", None, [("Redovisning till Styrelsen", "Klart senast våren 2020", [])]),
        ("2019-11\n  delivered: 2019-10-01", "Klart i tid", []),
        ("2019-11\n  delivered: 2019-12", "Klart för sent", []),
        ("2019-11\n  delivered: senast 2020-01", None, []),
    ],
)
def test_a_mandate_is_owed_until_it_is_delivered_and_keeps_to_its_time(
    tmp_path: Path, days: str, mark: str | None, owes: list[tuple[str, str, list[str]]]
) -> None:
    files = {"content/decisions/a.yml": "title: A\n", "content/bodies/kommunen.yml": MANDATE.format(due=days)}
    found = body(tmp_path, files)
    schedule = found["mandate"]["schedule"]
    assert (schedule and schedule["label"]) == mark
    assert bool(found["mandate"]["due"]) is not bool(owes)  # a report that is owed is told of once
    assert [row for group in found["owes"] for row in told(group["rows"])] == owes
    assert (found["former"], found["mandate"]["decision"]["title"]) == ("Köpingen", "A")


def test_a_step_leads_to_its_decision_and_is_late_after_its_day(tmp_path: Path) -> None:
    steps = (
        "    next:\n      - {what: Ett, who: kommunen, due: 2019-12}\n      - {what: Två, who: [kommunen, bolaget]}\n"
    )
    text = f"title: A\nresponsible: bolaget\nupdates:\n  - date: 2019-06\n    status: genomfört\n    text: x\n{steps}"
    (owes,) = body(tmp_path, {"content/decisions/a.yml": text})["owes"]
    assert owes["title"] == "Nästa steg"
    assert told(owes["rows"]) == [("Ett", "Klart senast december 2019 · A", ["Försenat"]), ("Två", "A", [])]
    assert {row["address"] for row in owes["rows"]} == {"beslut/a.html"}


def test_a_step_told_of_several_decisions_stands_once(tmp_path: Path) -> None:
    told_at_once = "title: R\ndate: 2019-06\ndecisions: [a, b]\nstatus: pågår\nnext: {what: Ett, who: kommunen}\n"
    files = {"content/decisions/a.yml": "title: A\n", "content/decisions/b.yml": "title: B\n"}
    (owes,) = body(tmp_path, files, {"content/updates/r.yml": told_at_once})["owes"]
    assert told(owes["rows"]) == [("Ett", "2 beslut", [])]


def test_an_assignment_is_listed_with_its_deadline(tmp_path: Path) -> None:
    late = "title: {}\nresponsible: kommunen\ndue: 2019-10\nstatus: {}\n"
    files = {f"content/decisions/{name}.yml": late.format(name, name) for name in ("pågår", "genomfört")}
    (answers_for,) = body(tmp_path, files)["lists"]
    assert told(answers_for["rows"]) == [
        ("genomfört", None, []), ("pågår", "Klart senast oktober 2019", ["Försenat"]),
    ]  # fmt: skip
    assert [part["count"] for part in answers_for["counts"]] == [1, 1]


LATE = """\
title: B
responsible: kommunen
due: 2020-04
updates:
  - date: 2019-06
    status: pågår
    text: x
    next: {what: Ett, who: kommunen, due: 2019-11}
"""


def test_what_is_late_is_said_of_the_step_where_it_is_the_step(tmp_path: Path) -> None:
    found = body(tmp_path, {"content/decisions/b.yml": LATE})
    (owes,), (answers_for,) = found["owes"], found["lists"]
    assert told(answers_for["rows"]) == [("B", "Nästa steg november 2019", ["Försenat"])]
    assert (owes["title"], told(owes["rows"])) == (None, [("Ett", "Klart senast november 2019 · B", ["Försenat"])])


def test_a_late_decision_is_left_to_do_whoever_is_to_take_its_steps(tmp_path: Path) -> None:
    late = LATE.replace("2020-04", "2019-12").replace("who: kommunen", "who: bolaget")
    (owes,) = body(tmp_path, {"content/decisions/b.yml": late})["owes"]
    assert told(owes["rows"]) == [("B", "Försenat sedan 31 december 2019", [])]
    several = body(tmp_path, {"content/decisions/b.yml": LATE.replace("2020-04", "2019-12")})["owes"]
    assert [group["title"] for group in several] == ["Nästa steg", "Försenade beslut"]


def test_where_only_a_clause_waits_the_row_says_that_it_does(tmp_path: Path) -> None:
    clauses = "clauses: [Ett, Två]\nupdates:\n  - {date: 2019-06, clause: 1, status: ej genomfört, text: x}\n"
    waits = "  - {date: 2019-05, clause: 2, status: väntar, waits_for: kommunen, text: x}\n"
    (owes,) = body(tmp_path, {"content/decisions/b.yml": f"title: B\n{clauses}{waits}"})["owes"]
    assert told(owes["rows"]) == [("B", "Väntar sedan maj 2019", [])]


HELD = "---\nbody: kommunen\ndate: {}\n{}---\nText.\n"
NEXT = "next:\n  what: {}\n  due: 2019-04\n"


def test_only_the_newest_minutes_say_what_is_left_and_none_of_it_is_late(tmp_path: Path) -> None:
    files = {
        "content/meetings/1.md": HELD.format("2019-02-01", NEXT.format("Det äldre")),
        "content/meetings/2.md": HELD.format("2019-03-01", NEXT.format("Det nyare")),
        "content/meetings/3.md": HELD.format("2020-05-01", NEXT.format("Det som kommer")),
    }
    left = body(tmp_path, files)["left"]
    assert (left["title"], left["address"]) == ("Kvar från mötet den 1 mars 2019", "moten/2.html")
    assert [(step["what"]["prose"], step["overdue"]) for step in left["steps"]] == [("Det nyare", False)]
    nothing_more = {"content/meetings/2.md": HELD.format("2019-03-01", "")}
    assert body(tmp_path, files, nothing_more)["left"] is None


def test_ledgers_of_four_times_the_records_are_four_times_the_work(tmp_path: Path) -> None:
    small, four_times = (
        views(write(tmp_path / str(count), files=large(count)))().register for count in (100, 400)
    )  # fmt: skip
    assert calls(lambda: four_times.owed) <= 4.6 * calls(lambda: small.owed)
