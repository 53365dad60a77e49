"""The example against its answer key: what the report says of each of the 63 decisions, typed off by hand."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.told import CLOCK, line
from vrapport.build import Examined, examine
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


def test_the_28th_of_august_2019_was_no_monday() -> None:
    (said,) = found("wrong-weekday")
    assert said.startswith("content/meetings/ds/2019-06-10.md:")
    assert "28 augusti 2019 är en onsdag, inte en måndag." in said
    assert said.endswith("Antingen måndagen den 26 augusti 2019 eller onsdagen den 28 augusti 2019.")


def test_the_example_has_no_error() -> None:
    assert not [line(examined(), finding) for finding in examined().findings if finding.severity.label == "error"]
