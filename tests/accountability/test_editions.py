"""An edition cuts the records to a period and a day, and remembers the edition before it."""

from pathlib import Path

import pytest

from tests.accountability.years import decided, edition, laid, seen
from tests.small import published, write
from vrapport.vocabulary import Change, Status


def statuses(root: Path, name: str) -> dict[str, Status]:
    return {entry.whole.id: entry.decision.status for entry in edition(root, name).entries}


@pytest.mark.parametrize(
    ("told", "first", "second"),
    [
        ("2019-06 pågår: Ja.", Status.ONGOING, Status.UNREPORTED),
        ("2020-06 pågår: Ja.", Status.UNREPORTED, Status.ONGOING),
        ("2019 pågår: Någon gång.", Status.ONGOING, Status.UNREPORTED),
        ("2019-12/2020-01 pågår: Över nyår.", Status.ONGOING, Status.ONGOING),
        ("2021-01 pågår: För sent.", Status.UNREPORTED, Status.UNREPORTED),
    ],
)
def test_an_account_belongs_to_the_periods_it_may_lie_in(
    tmp_path: Path, told: str, first: Status, second: Status
) -> None:
    laid(tmp_path, a=decided("Ett", told))
    assert statuses(tmp_path, "r2019") == {"a": first}
    assert statuses(tmp_path, "r2020") == {"a": second}


def test_a_status_without_a_date_belongs_to_every_period(tmp_path: Path) -> None:
    laid(tmp_path, a=decided("Ett", more="status: pågår"))
    assert statuses(tmp_path, "r2020") == {"a": Status.ONGOING}


def test_an_account_of_no_period_is_not_lost_between_two(tmp_path: Path) -> None:
    laid(tmp_path, a=decided("Ett", "2020-02 genomfört: Klart."))
    text = "---\ntitle: R\nperiod: 2020-06/2020-12\nas_of: 2020-12-31\ncovers: '2019'\n---\n"
    write(tmp_path, files={"content/reports/r2020.md": text})
    assert statuses(tmp_path, "r2020") == {"a": Status.DONE}


def test_what_is_not_told_in_the_period_is_owed_and_said_to_be_missing(tmp_path: Path) -> None:
    laid(
        tmp_path,
        tyst=decided("Tyst", "2019-06 pågår: Ja."),
        sagt=decided("Sagt", "2020-06 pågår: Ja."),
        bart=decided("Bart", "2020-06 pågår"),
    )
    then = edition(tmp_path)
    assert (len(then.items), then.reported, len(then.unexplained(seen(tmp_path).words))) == (3, 2, 1)
    silent = [(entry.whole.id, item.status) for entry in then.entries for item in entry.silent]
    assert silent == [("tyst", Status.ONGOING)]  # with what was said before


def test_what_is_closed_appears_once_and_then_in_the_archive(tmp_path: Path) -> None:
    laid(tmp_path, a=decided("Ett", "2019-06 genomfört: Klart."), b=decided("Två", "2020-06 pågår: Ja."))
    first, second = edition(tmp_path, "r2019"), edition(tmp_path, "r2020")
    assert [entry.whole.id for entry in first.archive] == []
    assert [entry.whole.id for entry in second.archive] == ["a"]
    assert [entry.whole.id for entry in second.current] == ["b"]
    assert (len(second.items), second.reported) == (1, 1)  # nobody owes a word of what is closed
    assert "a" not in {each.decision.id for each in second.changes}


@pytest.mark.parametrize(
    "later",
    [
        "2020-06 pågår: Öppnat igen.",
        "2020-06 genomfört: Det håller.",
    ],
)
def test_what_was_closed_comes_back_when_something_new_is_said(tmp_path: Path, later: str) -> None:
    laid(tmp_path, a=decided("Ett", "2019-06 genomfört: Klart.", later))
    assert [entry.whole.id for entry in edition(tmp_path).current] == ["a"]


def test_what_is_closed_with_a_step_left_is_not_archived(tmp_path: Path) -> None:
    step = "updates:\n  - date: 2019-06\n    status: genomfört\n    next: En sak till.\n"
    laid(tmp_path, a=f"title: Ett\nmeeting: '2019'\n{step}")
    assert [entry.whole.id for entry in edition(tmp_path).current] == ["a"]
    assert len(edition(tmp_path).items) == 1


def test_a_closed_clause_is_not_owed_while_the_others_are(tmp_path: Path) -> None:
    clauses = "clauses: [Att ett., Att två.]\nupdates:\n"
    told = "  - {date: 2019-06, clause: 1, status: genomfört, text: Klart.}\n"
    laid(tmp_path, a=f"title: Ett\nmeeting: '2019'\n{clauses}{told}")
    (entry,) = edition(tmp_path).current
    assert [item.number for item in entry.items] == [2]
    assert [item.number for item in entry.silent] == [2]
    assert entry.decision.status is Status.DONE  # what was settled stands


@pytest.mark.parametrize(
    ("told", "change"),
    [
        (("2019-06 pågår: Ja.", "2020-06 genomfört: Klart."), Change.CLOSED),
        (("2019-06 planeras: Ja.", "2020-06 pågår: Nu."), Change.MOVED_ON),
        (("2019-06 pågår: Ja.", "2020-06 oklart: Vem vet."), Change.MOVED_BACK),
        (("2019-06 genomfört: Ja.", "2020-06 pågår: Igen."), Change.REOPENED),
        (("2020-06 pågår: Nu.",), Change.FIRST_REPORTED),
        (("2019-06 pågår: Ja.",), Change.FELL_SILENT),
        ((), Change.STILL_UNREPORTED),
        (("2019-06 pågår: Ja.", "2020-06 pågår: Ja."), Change.UNCHANGED),
    ],
)
def test_each_edition_says_what_changed_since_the_one_before(
    tmp_path: Path, told: tuple[str, ...], change: Change
) -> None:
    laid(tmp_path, a=decided("Ett", *told))
    assert [each.change for each in edition(tmp_path).changes] == [change]
    assert edition(tmp_path, "r2019").changes == ()


def test_what_a_later_meeting_decided_is_new(tmp_path: Path) -> None:
    laid(tmp_path, a=decided("Ett", "2020-06 pågår: Ja.").replace("'2019'", "'2020'"))
    assert [each.change for each in edition(tmp_path).changes] == [Change.NEW]


@pytest.mark.parametrize(
    ("covers", "previous"),
    [("covers: '2019'", "r2019"), ("covers: ['2020', '2019']", "r2019"), ("covers: '2020'", None), ("", None)],
)
def test_the_edition_before_is_the_newest_of_the_same_meeting(
    tmp_path: Path, covers: str, previous: str | None
) -> None:
    laid(tmp_path, a=decided("Ett"))
    text = f"---\ntitle: R\nas_of: 2020-12-31\n{covers}\n---\n"
    write(tmp_path, files={"content/reports/r2020.md": text.replace("\n\n", "\n")})
    found = edition(tmp_path).previous
    assert (found.report.id if found else None) == previous


def test_the_page_shows_changes_silence_and_archive(tmp_path: Path) -> None:
    laid(
        tmp_path,
        klart=decided("Redan klart", "2019-06 genomfört: Klart."),
        bakat=decided("Bakåt", "2019-06 pågår: Ja.", "2020-06 planeras: Om."),
        tyst=decided("Tyst nu", "2019-06 pågår: Ja."),
    )
    page = published(tmp_path)["rapporter/r2020.html"].decode()
    for words in ("Sedan förra rapporten", "Har gått tillbaka", "tidigare: Pågår", "1 av 2 beslutspunkter redovisade",
                  "Inte längre redovisade", "läget i juni 2019: Pågår", "Avslutade tidigare"):  # fmt: skip
        assert words in page, words
    assert page.index("Avslutade tidigare") < page.index("Redan klart")  # nowhere else
