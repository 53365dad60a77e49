"""An edition cuts the records to a period and a day, and remembers the edition before it."""

from datetime import date
from pathlib import Path

import pytest

from tests.accountability.years import BEGUN, decided, edition, laid, seen
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


def test_a_status_without_a_date_belongs_to_the_first_edition_that_can_tell_of_it(tmp_path: Path) -> None:
    laid(tmp_path, a=decided("Ett", more="status: pågår"), b=decided("Två", more="status: genomfört"))
    assert statuses(tmp_path, "r2019") == {"a": Status.ONGOING, "b": Status.DONE}
    assert statuses(tmp_path, "r2020") == {"a": Status.UNREPORTED, "b": Status.DONE}  # b was settled
    assert (len(edition(tmp_path).items), edition(tmp_path).reported) == (1, 0)


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


def test_what_is_opened_again_is_owed_an_account_and_an_explanation(tmp_path: Path) -> None:
    laid(tmp_path, a=decided("Ett", "2019-06 genomfört: Klart.", "2020-06 pågår"))
    then = edition(tmp_path)
    assert (then.settled, len(then.items), then.reported) == (0, 1, 1)
    assert len(then.unexplained(seen(tmp_path).words)) == 1


def test_a_clause_opened_again_is_owed_and_its_neighbour_is_not(tmp_path: Path) -> None:
    told = "".join(
        f"  - {{date: {when}, clause: {clause}, status: {status}, text: Ja.}}\n"
        for when, clause, status in (("2019-06", "[1, 2]", "genomfört"), ("2020-06", "1", "pågår"))
    )
    laid(tmp_path, a=f"title: Ett\nmeeting: '2019'\nclauses: [Att ett., Att två.]\nupdates:\n{told}")
    (entry,) = edition(tmp_path).current
    assert [item.number for item in entry.items] == [1]
    assert edition(tmp_path).settled == 1


@pytest.mark.parametrize("covers", ["covers: ['2019', '2021']\n", ""])
def test_a_decision_of_a_meeting_not_yet_held_is_not_counted(tmp_path: Path, covers: str) -> None:
    laid(tmp_path, a=decided("Ett"), b=decided("Två").replace("'2019'", "'2021'"))
    write(
        tmp_path,
        files={
            "content/meetings/2021.md": "---\ntitle: Årsmötet 2021\nbody: ds\ndate: 2021-03-10\n---\nText.\n",
            "content/reports/r2020.md": f"---\ntitle: R\nas_of: 2020-12-31\n{covers}---\n",
            "content/reports/r2021.md": f"---\ntitle: R\nas_of: 2021-04\n{covers}---\n",
        },
    )
    assert [entry.whole.id for entry in edition(tmp_path).entries] == ["a"]
    assert [entry.whole.id for entry in edition(tmp_path, "r2021").entries] == ["a", "b"]


AHEAD = "---\ntitle: Rapport 2021\nperiod: 2021\nas_of: 2021-06-30\ncovers: '2019'\n---\n"


def test_a_report_whose_day_has_not_come_is_a_draft(tmp_path: Path) -> None:
    laid(tmp_path, a=decided("Ett", "2020-06 pågår: Ja."))
    write(tmp_path, files={"content/reports/r2021.md": AHEAD, "content/reports/r2022.md": AHEAD.replace("06-30", "07")})
    assert [each.is_draft for each in seen(tmp_path).editions] == [True, True, False, False]
    assert [each.previous and each.previous.report.id for each in seen(tmp_path).editions][:2] == ["r2020", "r2020"]
    assert not edition(tmp_path, "r2021", date(2021, 6, 30)).is_draft
    front = seen(tmp_path).register.front_report
    assert front
    assert front.id == "r2020"


def test_a_month_that_has_begun_is_no_draft(tmp_path: Path) -> None:
    write(laid(tmp_path, a=decided("Ett")), files={"content/reports/r2021.md": AHEAD.replace("06-30", "06")})
    assert not edition(tmp_path, "r2021").is_draft


def test_a_site_may_name_a_draft_for_its_front_page(tmp_path: Path) -> None:
    site = BEGUN["content/site.yml"] + "front: r2021\n"
    write(laid(tmp_path, a=decided("Ett")), files={"content/reports/r2021.md": AHEAD, "content/site.yml": site})
    front = seen(tmp_path).register.front_report
    assert front
    assert front.id == "r2021"


def test_a_draft_says_so_and_is_not_measured(tmp_path: Path) -> None:
    laid(tmp_path, a=decided("Ett", "2020-06 pågår: Ja."))
    files = published(write(tmp_path, files={"content/reports/r2021.md": AHEAD}))
    page = files["rapporter/r2021.html"].decode()
    assert "Utkast. Rapportens dag, den 30 juni 2021, har inte kommit: läget är det den 1 juni 2021." in page
    assert "äget den 30 juni" not in page
    measured = files["beslut/matt.html"].decode()
    assert "Rapport 2020" in measured
    assert "Rapport 2021" not in measured
    assert "Utkast" not in files["rapporter/r2020.html"].decode()


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


@pytest.mark.parametrize(
    ("told", "before", "after", "change"),
    [
        (("2019-06 pågår: Ja.",), Status.UNREPORTED, Status.UNREPORTED, Change.STILL_UNREPORTED),
        (("2019-06 planeras: Ja.", "2021-02 pågår: Nu."), Status.UNREPORTED, Status.ONGOING, Change.MOVED_ON),
        (("2020-06 pågår: Ja.",), Status.ONGOING, Status.UNREPORTED, Change.FELL_SILENT),
        (("2020-06 genomfört: Ja.", "2021-02 oklart: Nej."), Status.DONE, Status.UNCLEAR, Change.REOPENED),
    ],
)
def test_before_is_what_the_earlier_edition_showed(
    tmp_path: Path, told: tuple[str, ...], before: Status, after: Status, change: Change
) -> None:
    third = "---\ntitle: Rapport 2021\nperiod: 2021\nas_of: 2021-05\ncovers: '2019'\n---\n"
    write(laid(tmp_path, a=decided("Ett", *told)), files={"content/reports/r2021.md": third})
    (shown,) = edition(tmp_path).entries
    (found,) = edition(tmp_path, "r2021").changes
    assert found.before is shown.decision.status
    assert (found.before, found.after, found.change) == (before, after, change)


def test_a_correction_of_what_was_closed_is_told(tmp_path: Path) -> None:
    dropped = decided("Ett", "2019-06 genomfört: Ja.", "2020-06 genomförs inte: Nej.")
    laid(tmp_path, a=dropped + "    reason: Det var fel.\n    decided_by: ds\n")
    assert [(each.before, each.change) for each in edition(tmp_path).changes] == [(Status.DONE, Change.CLOSED)]
    page = published(tmp_path)["rapporter/r2020.html"].decode()
    assert "1 avslutat." in page
    assert "tidigare: Genomfört" in page


def test_what_is_done_is_counted_in_one_way_on_a_page(tmp_path: Path) -> None:
    step = "updates:\n  - date: 2019-06\n    status: genomfört\n    next: En sak till.\n"
    laid(tmp_path, a=f"title: Ett\narea: vag\nmeeting: '2019'\n{step}")
    page = published(tmp_path)["rapporter/r2020.html"].decode()
    assert "0 av 1 genomfört" in page  # it is shown as not reported, also in short
    assert "1 av 1 genomfört" not in page


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


def test_a_step_that_nobody_spoke_of_again_is_no_longer_reported_though_its_decision_is_closed(tmp_path: Path) -> None:
    closed = decided("Klart", "2019-06 genomfört: Ja.").rstrip("\n") + "\n    next: Invigningen hålls\n"
    laid(tmp_path, klart=closed)
    (changed,) = edition(tmp_path).changes
    assert (changed.change.value, changed.after.value) == ("fell-silent", "unreported")
