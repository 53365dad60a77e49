"""What became of a decision between two days, for every way it can have gone."""

from datetime import date
from pathlib import Path

import pytest

from tests.accountability.years import decided, laid, seen
from vrapport.accountability.changes import change_between, changed
from vrapport.vocabulary import Change, Status

S, C = Status, Change


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (S.ONGOING, S.DONE, C.CLOSED),
        (S.ONGOING, S.DROPPED, C.CLOSED),
        (S.UNREPORTED, S.DONE, C.CLOSED),
        (None, S.DONE, C.CLOSED),
        (S.DONE, S.DONE, C.UNCHANGED),
        (S.DONE, S.SUPERSEDED, C.CLOSED),
        (S.DONE, S.DROPPED, C.CLOSED),
        (S.DONE, S.ONGOING, C.REOPENED),
        (S.DROPPED, S.NOT_DONE, C.REOPENED),
        (None, S.PLANNED, C.NEW),
        (None, S.UNREPORTED, C.NEW),
        (S.PLANNED, S.ONGOING, C.MOVED_ON),
        (S.NOT_DONE, S.WAITING, C.MOVED_ON),
        (S.ONGOING, S.MOSTLY_DONE, C.MOVED_ON),
        (S.ONGOING, S.PLANNED, C.MOVED_BACK),
        (S.ONGOING, S.WAITING, C.MOVED_BACK),
        (S.MOSTLY_DONE, S.UNCLEAR, C.MOVED_BACK),
        (S.ONGOING, S.ONGOING, C.UNCHANGED),
        (S.UNREPORTED, S.NOT_DONE, C.FIRST_REPORTED),
        (S.UNREPORTED, S.UNREPORTED, C.STILL_UNREPORTED),
        (S.ONGOING, S.UNREPORTED, C.FELL_SILENT),
    ],
)
def test_every_way_to_go_has_its_name(before: Status | None, after: Status, change: Change) -> None:
    assert change_between(before, after) is change


def test_only_what_a_meeting_has_taken_is_compared(tmp_path: Path) -> None:
    laid(
        tmp_path,
        gammalt=decided("Gammalt", "2019-06 pågår: Ja.", "2020-06 genomfört: Klart."),
        farskt=decided("Nytt", "2020-06 planeras: Snart.").replace("'2019'", "'2020'"),
        avslag=decided("Avslag", more="outcome: avslag"),
        sedan=decided("Sedan").replace("meeting: '2019'", "meeting: kommande"),
    )
    (tmp_path / "content/meetings/kommande.md").write_text(
        "---\nbody: ds\ndate: 2022-03-10\n---\nText.\n", encoding="utf-8"
    )
    now = seen(tmp_path).register
    found = changed(now.as_of(date(2019, 12, 31)), now, now.decisions.values())
    assert {each.decision.id: (each.before, each.change) for each in found} == {
        "gammalt": (Status.ONGOING, Change.CLOSED),
        "farskt": (None, Change.NEW),
    }
