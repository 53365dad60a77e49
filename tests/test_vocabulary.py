"""What the codes mean, whatever they are called."""

import pytest

from vrapport.vocabulary import ROLL_UP, VOCABULARIES, Outcome, Status, rolled_up


def test_every_status_is_open_or_closed_or_unreported() -> None:
    for status in Status:
        assert [status.is_open, status.is_closed, status is Status.UNREPORTED].count(True) == 1


def test_eight_statuses_are_open_and_four_closed() -> None:
    assert len([status for status in Status if status.is_open]) == 8
    closed = {status.value for status in Status if status.is_closed}
    assert closed == {"done", "dropped", "superseded", "lapsed"}


def test_only_done_is_fulfilled() -> None:
    assert [status for status in Status if status.is_fulfilled] == [Status.DONE]


def test_what_is_reckoned_cannot_be_typed() -> None:
    assert set(Status) - set(Status.typable()) == {Status.UNREPORTED}
    assert set(Outcome) - set(Outcome.typable()) == {Outcome.CARRIED_IN_PART}


def test_a_code_knows_its_key() -> None:
    assert Status.NOT_DONE.key == "status.not-done"
    assert all(code.key == f"{name}.{code}" for name, codes in VOCABULARIES.items() for code in codes)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ("done not-done", "not-done"),
        ("done mostly-done", "mostly-done"),
        ("ongoing unreported", "ongoing"),
        ("done unreported", "done"),
        ("unreported", "unreported"),
        ("", "unreported"),
        ("unclear not-done", "not-done"),
        ("waiting unclear", "unclear"),
        ("on-request waiting", "waiting"),
        ("planned on-request", "on-request"),
        ("dropped ongoing", "ongoing"),
        ("dropped done", "done"),
        ("dropped dropped", "dropped"),
        ("superseded dropped", "dropped"),
        ("superseded lapsed dropped", "lapsed"),
        ("superseded unreported", "superseded"),
    ],
)
def test_a_whole_has_come_as_far_as_its_last_part(parts: str, whole: str) -> None:
    statuses = [Status(code) for code in parts.split()]
    assert rolled_up(statuses) is rolled_up(reversed(statuses)) is Status(whole)


def test_the_roll_up_order_holds_each_open_status_and_done() -> None:
    assert set(ROLL_UP) == {status for status in Status if status.is_open} | {Status.DONE}
