"""The example against its answer key: what the report says of each of the 63 decisions, typed off by hand."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.told import CLOCK, line
from vrapport.examining import Examined, examine
from vrapport.register import Register

ROOT = Path(__file__).resolve().parents[2]
KEY = ROOT / "tests" / "data" / "register.tsv"
NO_COMMENT = "(no comment"


@cache
def examined() -> Examined:
    return examine(ROOT, clock=CLOCK)


@cache
def register() -> Register:
    found = examined().register
    assert found
    return found


@cache
def answers() -> tuple[dict[str, str], ...]:
    with KEY.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def found(code: str) -> list[str]:
    return [line(examined(), finding) for finding in examined().findings if finding.code == code]


def test_the_key_has_63_decisions() -> None:
    assert len(answers()) == 63


def test_the_conference_made_these_decisions_and_no_others() -> None:
    assert {decision.id for decision in register().in_front} == {f"2019/{answer['key']}" for answer in answers()}
    assert len(register().by_meeting["2019/arskonferens"]) == 63


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: answer["key"])
def test_each_decision_is_as_the_report_says(answer: dict[str, str]) -> None:
    decision = register().decisions[f"2019/{answer['key']}"]
    assert decision.status == answer["status"]
    assert decision.area == answer["area"]
    assert str(decision.data.order) == answer["nr"]
    assert decision.outcome == answer["outcome"]


def test_they_stand_in_the_order_of_the_report() -> None:
    assert [decision.id for decision in register().in_front] == [f"2019/{answer['key']}" for answer in answers()]


def test_the_tally() -> None:
    assert Counter(decision.status.value for decision in register().in_front) == {
        "ongoing": 35, "done": 9, "planned": 5, "not-done": 4, "partly-done": 3, "mostly-done": 2, "unclear": 2,
        "waiting": 2, "on-request": 1,
    }  # fmt: skip


def test_18_statuses_come_without_an_explanation() -> None:
    silent = {answer["key"] for answer in answers() if answer["said of it (facts, in short)"].startswith(NO_COMMENT)}
    named = {Path(said.partition(":")[0]).stem for said in found("unexplained")}
    assert len(silent) == 18
    assert named == silent
    assert all(" warning " in said and ":" in said.split()[0] for said in found("unexplained"))


def test_one_clause_of_64_items_is_not_reported() -> None:
    (said,) = [said for said in found("unreported") if "content/decisions/2019/" in said]
    assert said.startswith("content/decisions/2019/A13-14.yml:11:5 warning unreported | Inget har sagts om att-sats 2.")
    assert "63 av 64 beslutspunkter är redovisade." in said
    assert sum(decision.reported for decision in register().in_front) == 63
    assert sum(len(decision.items) for decision in register().in_front) == 64


DUE = {  # what is still to be done by a day, typed off the key's column `due` as our dates are written
    "vardkampanj": {"2020-autumn"}, "fardtjanst-funktionshinder": {"2020-12"}, "arbetsratt": {"2020-03"},
    "ej-politisk-verksamhet": {"2020-03-08"}, "prioriterade-sprak": {"2020-spring"},
    "kommunikationsplan": {"2020-spring"}, "minoriteter-utlandsfodda": {"2020-spring"}, "sociala-medier": {"2020-02"},
    "partiskatt-redovisning": {"2020-Q1", "2021"}, "introduktion-fortroendevalda": {"2020-02"},
    "digitala-verktyg": {"2020-02"}, "facklig-politisk": {"2020-spring"}, "A13-14": {"2020-spring"},
    "A20": {"2020-spring"}, "A26": {"2020-03"},
}  # fmt: skip


def test_what_is_due_is_what_the_report_says_and_nothing_is_late_on_its_day() -> None:
    timed = {decision.id: register().timing_of(decision) for decision in register().in_front}
    due = {ident: {deadline.when.code for deadline in found.left} for ident, found in timed.items() if found.left}
    assert due == {f"2019/{key}": days for key, days in DUE.items()}
    assert not any(found.is_overdue or found.is_stale for found in timed.values())


def test_one_deadline_was_put_off_from_march_to_the_spring() -> None:
    moved = {
        decision.id: timed.moved for decision in register().in_front if (timed := register().timing_of(decision)).moved
    }
    assert {ident: [day.code for day in days] for ident, days in moved.items()} == {
        "2019/facklig-politisk": ["2020-03"]
    }


def test_the_trial_of_the_autumn_is_done_but_nobody_can_tell_whether_in_time() -> None:
    timed = register().timing_of(register().decisions["2019/A20"])
    assert (timed.code, timed.own and timed.own.when.code) == ("done-undated", "2019-H2")


RECURS = {  # what comes back, and how it stands on the day of the report
    "sommarvanstern": "on-pace 1/2",
    "ordforande-gruppledartraffar": "behind 2/4",
    "regionpolitiska-stormoten": "uncounted 0/2",
    "partiskatt-redovisning": "uncounted 0/1",
}


def test_what_comes_back_is_counted_and_what_nobody_counted_is_not_missed() -> None:
    kept = {decision.id: register().kept(decision) for decision in register().in_front}
    said = {ident: f"{found.state} {found.held}/{found.expected}" for ident, found in kept.items() if found}
    assert said == {f"2019/{key}": count for key, count in RECURS.items()}


def test_two_decisions_wait_for_the_party_board() -> None:
    (body,) = register().waiting_for
    assert body == "partistyrelsen"
    assert {decision.id for decision in register().waiting_for[body]} == {
        "2019/antirasistiskt-ansvarig", "2019/antirasistisk-handbok",
    }  # fmt: skip


SENT = {  # the six motions sent on, and to whom
    "A1": ["riksdagsgruppen"], "A2": ["stadshusgruppen", "kommungrupperna"], "A3": ["kommungrupperna"],
    "A8": ["regiongruppen"], "A9": ["stadshusgruppen"], "A11": ["regiongruppen"],
}  # fmt: skip


def test_six_motions_were_sent_on_one_of_them_to_two_and_nobody_owes_an_answer() -> None:
    ledger = [entry for entries in register().ledger.values() for entry in entries]
    found = {key: [e.to.id for e in ledger if e.decision.id == f"2019/{key}" and e.to] for key in SENT}
    assert {key: sorted(bodies) for key, bodies in found.items()} == {key: sorted(to) for key, to in SENT.items()}
    assert len(ledger) == 7
    assert {(entry.state.value, entry.owes_since) for entry in ledger} == {("sent", None)}


def test_the_28th_of_august_2019_was_no_monday() -> None:
    (said,) = found("wrong-weekday")
    assert said.startswith("content/meetings/ds/2019-06-10.md:")
    assert "28 augusti 2019 är en onsdag, inte en måndag." in said
    assert said.endswith("Antingen måndagen den 26 augusti 2019 eller onsdagen den 28 augusti 2019.")


def test_the_example_has_no_error() -> None:
    assert not [line(examined(), finding) for finding in examined().findings if finding.severity.label == "error"]
