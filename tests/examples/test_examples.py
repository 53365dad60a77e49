"""Every record of the format's reference, in a site of its own: what each means once it is read and linked."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.told import CLOCK, codes, lines
from vrapport.build import public_view
from vrapport.examining import Examined, examine
from vrapport.records.bodies import Body
from vrapport.records.fields import Reference, Text
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reports import Report
from vrapport.records.statistics import Statistic
from vrapport.records.updates import SharedUpdate
from vrapport.register import MEMBER, Followed, Register
from vrapport.vocabulary import BodyType, Chart, MeetingType, MotionType, Outcome, Per, ReportType, Status

SITE = Path(__file__).resolve().parent / "site"


@cache
def examined() -> Examined:
    return examine(SITE, clock=CLOCK)


@cache
def register() -> Register:
    found = examined().register
    assert found, lines(examined())
    return found


def decision(ident: str) -> Followed:
    return register().decisions[ident]


def data(kind: str, ident: str) -> object:
    return register().archive.by_kind[kind][ident].data


def text(value: object) -> str:
    assert isinstance(value, Text)
    return value.by_language[""]


def ids(records: object) -> list[str]:
    return [record.id for record in records]  # type: ignore[attr-defined]  # anything that has records


def test_there_is_nothing_wrong_with_them() -> None:
    assert [line for line in codes(examined()) if " error " in line] == []


def test_the_least_that_is_allowed() -> None:
    least = decision("2019/minsta")
    assert (least.status, least.meeting, least.area) == (Status.PLANNED, None, None)
    assert ids(least.responsible) == ["ds"]  # the settings' own, where a decision names none
    assert "content/decisions/2019/minsta.yml:2:9 warning undated-status" in [
        said.partition(" | ")[0] for said in lines(examined())
    ]


def test_a_simple_decision() -> None:
    simple = decision("2019/digitala-verktyg")
    assert (simple.area, simple.status) == ("studier", Status.PLANNED)
    assert simple.meeting
    assert simple.meeting.id == "2019/arskonferens"
    (account,) = simple.accounts
    assert account.date
    assert account.date.code == "2020-01"
    assert text(account.told.said) == "Planerat i februari 2020"
    (step,) = account.told.next
    assert (text(step.what), step.who, step.due) == ("Utbildningen hålls i februari 2020", (), None)


def test_a_full_decision() -> None:
    full = decision("2019/A20")
    assert full.outcome is Outcome.CARRIED
    assert full.data.order == 56
    assert ids(full.motions) == ["2019/A20"]
    assert ids(full.responsible) == ["ds", "arbetsgrupp-offentliga-lokaler"]
    assert full.data.due
    assert (full.data.due.first, full.data.due.last) == (date(2019, 7, 1), date(2019, 12, 31))
    (account,) = full.accounts
    assert account.status is Status.DONE
    assert ids(account.by) == ["ds"]
    assert account.told.when
    assert account.told.when.code == "by 2020-01"
    assert [text(evidence) for evidence in account.told.evidence] == ["Arbetsgruppens slutrapport till styrelsen"]
    (step,) = account.told.next
    assert step.due
    assert step.due.code == "2020-spring"


def test_clauses() -> None:
    clauses = decision("2019/A13-14")
    assert ids(clauses.motions) == ["2019/A13", "2019/A14"]
    first, second = clauses.items
    assert (first.status, ids(first.responsible)) == (Status.ONGOING, ["ds"])
    assert (second.status, ids(second.responsible)) == (Status.UNREPORTED, ["valberedningarna"])
    assert (clauses.status, clauses.reported) == (Status.ONGOING, 1)  # silence about one does not undo the other
    assert text(first.accounts[0].told.next[0].what).startswith("Förslag till")


def test_clauses_that_ended_in_different_ways() -> None:
    ended = decision("2019/avslutade")
    dropped, superseded, waiting = ended.items
    assert [item.status for item in ended.items] == [Status.DROPPED, Status.SUPERSEDED, Status.WAITING]
    assert ended.status is Status.WAITING
    archive = register().archive
    assert dropped.latest
    assert ids(archive.bodies(dropped.latest.told.decided_by)) == ["ds"]
    assert superseded.latest
    assert superseded.latest.told.successor
    target = archive.target(superseded.latest.told.successor)
    assert target
    assert target.id == "2019/kvartal"
    assert waiting.latest
    assert ids(archive.bodies(waiting.latest.told.waits_for)) == ["partistyrelsen"]


def test_sent_on() -> None:
    sent = decision("2019/A2")
    assert [referral.to.typed for referral in sent.data.referrals] == ["stadshusgruppen", "kommungrupperna"]
    assert not any(referral.reply_wanted for referral in sent.data.referrals)
    assert sent.status is Status.DONE  # from the shared update
    assert (sent.latest and sent.latest.shared) is not None


def test_sent_on_with_an_answer_asked_for() -> None:
    (referral,) = decision("2019/avslutade").data.referrals
    assert referral.reply_wanted
    assert (str(referral.sent), str(referral.reminded[0]), str(referral.replied)) == ("2019-05", "2019-10", "2019-12")


def test_a_motion() -> None:
    motion = data("motions", "2019/A20")
    assert isinstance(motion, Motion)
    assert text(motion.text) == "Föreningen vill att distriktet ska ha lokaler som är öppna för allmänheten."
    assert [text(clause.summary) for clause in motion.clauses] == [
        "Att en arbetsgrupp går igenom vad som krävs för en eller flera offentliga lokaler."
    ]
    assert [target.id for mover in motion.movers if (target := register().archive.target(mover))] == ["kista"]
    assert ids(decision.record for decision in register().by_motion["2019/A20"]) == ["2019/A20"]


def test_a_motion_by_a_member_who_stays_unnamed() -> None:
    motion = data("motions", "2019/A2")
    assert isinstance(motion, Motion)
    assert [register().archive.target(mover) for mover in motion.movers] != [None]
    assert motion.movers[0].typed == MEMBER


def test_an_amendment() -> None:
    amendment = data("motions", "2019/VP24")
    assert isinstance(amendment, Motion)
    assert (amendment.type, amendment.outcome) == (MotionType.AMENDMENT, Outcome.REJECTED)
    assert text(amendment.amends) == "Verksamhetsplanen"
    assert [text(clause) for clause in amendment.proposal] == ["Yrkandet avslås."]


def test_minutes() -> None:
    minutes = data("meetings", "ds/2019-06-10")
    assert isinstance(minutes, Meeting)
    assert (minutes.type, minutes.number, minutes.period) == (MeetingType.REPORT, 3, "2019-2020")
    assert minutes.next_meeting
    assert minutes.next_meeting.code == "2019-08-28"
    assert [str(step.due) for step in minutes.next] == ["2019-08", "None"]
    paragraphs = register().minutes["ds/2019-06-10"]
    assert [paragraph.title for paragraph in paragraphs][:2] == ["Regiongruppens arbetsordning", "Höstens kampanjer"]
    assert not any(paragraph.number for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("ident", "paragraph"),
    [
        ("kampanjer", "Höstens kampanjer"),
        ("utskott", "Utskottens riktlinjer"),
        ("arbetsgrupper", "Arbetsgruppernas direktiv"),
    ],
)
def test_a_decision_knows_its_meeting_and_paragraph_from_the_minutes(ident: str, paragraph: str) -> None:
    taken = decision(f"ds/2019-06-10-{ident}")
    assert taken.meeting
    assert taken.meeting.id == "ds/2019-06-10"
    assert taken.paragraph
    assert taken.paragraph.title == paragraph


def test_a_mention_is_no_decision() -> None:
    mentioned = decision("2019/hallbara-resor")
    assert mentioned.meeting
    assert mentioned.meeting.id == "2019/arskonferens"
    assert "ds/2019-06-10" in ids(register().mentioned_in("decisions", "2019/hallbara-resor"))


def test_the_page_of_minutes_is_called_after_body_and_date() -> None:
    project = examined().project
    assert project
    view = public_view(project, register().today)
    assert view.title(register().archive.by_kind["meetings"]["ds/2019-06-10"]) == "Distriktsstyrelsen 10 juni 2019"


def test_the_weekday_in_the_minutes_is_questioned() -> None:
    (said,) = [said for said in lines(examined()) if "wrong-weekday" in said]
    assert "28 augusti 2019 är en onsdag, inte en måndag." in said


def test_a_working_group() -> None:
    group = data("bodies", "arbetsgrupp-offentliga-lokaler")
    assert isinstance(group, Body)
    assert group.type is BodyType.WORKING_GROUP
    assert group.mandate
    assert (str(group.mandate.due), str(group.mandate.delivered)) == ("2019-11", "by 2020-01")
    archive = register().archive
    assert [
        target.id for reference in (group.part_of, group.mandate.report_to) if (target := archive.target(reference))
    ] == [
        "ds",
        "ds",
    ]
    assert archive.record(group.mandate.decision) is archive.by_kind["decisions"]["ds/2019-06-10-arbetsgrupper"]


@pytest.mark.parametrize("name", ["DS", "styrelsen", "ds", "Distriktsstyrelsen", "DISTRIKTSSTYRELSEN"])
def test_a_body_goes_by_several_names(name: str) -> None:
    target = register().archive.target(Reference("bodies", name))
    assert target
    assert target.id == "ds"


def test_a_body_goes_by_its_former_name() -> None:
    target = register().archive.target(Reference("bodies", "Landstingsgruppen"))
    assert target
    assert target.id == "regiongruppen"


def test_a_recurring_commitment() -> None:
    kept = decision("2019/ordforande-gruppledartraffar").data
    assert kept.recurs
    assert (kept.recurs.at_least, kept.recurs.per) == (4, Per.YEAR)
    assert [(str(occasion.date), text(occasion.text)) for occasion in kept.held] == [
        ("2019-11", "Gruppsamtal om kampanjen Resa tillsammans")
    ]


def test_the_other_forms_of_recurrence() -> None:
    in_a_quarter, on_dates = decision("2019/kvartal").data.recurs, decision("2019/augusti").data.recurs
    assert in_a_quarter
    assert on_dates
    assert (in_a_quarter.per, in_a_quarter.in_) == (Per.YEAR, "Q1")
    assert [str(when) for when in on_dates.dates] == ["2019-08", "2020-08"]


def test_a_shared_update_is_one_account_of_several_decisions() -> None:
    shared = data("updates", "2020-01-motioner-skickade")
    assert isinstance(shared, SharedUpdate)
    told = [decision(reference.typed).accounts for reference in shared.decisions]
    assert [len(accounts) for accounts in told] == [1] * 6
    assert {accounts[0].told is shared for accounts in told} == {True}
    assert {accounts[0].status for accounts in told} == {Status.DONE}


def test_a_round_of_reporting() -> None:
    assert decision("2019/A22").status is Status.ONGOING
    assert text(decision("2019/A22").accounts[0].told.next[0].what) == "Kursen hålls"
    latest = decision("2019/A23").latest
    assert latest
    assert (latest.unchanged, latest.status, str(latest.date)) == (True, Status.WAITING, "2020-01-15")


def test_a_report() -> None:
    report = data("reports", "2019")
    assert isinstance(report, Report)
    assert (report.type, str(report.period), str(report.as_of)) == (ReportType.INTERIM, "2019-03/2020-01", "2020-01")
    covered = ids(found.record for found in register().in_front)
    assert "2019/A20" in covered
    assert not [ident for ident in covered if ident.startswith("ds/")]


def test_a_dataset_for_members_alone() -> None:
    statistic = data("statistics", "partiskatt-2019")
    assert isinstance(statistic, Statistic)
    assert (statistic.audience, statistic.chart) == ("members", Chart.BARS)
    assert "content/statistics/partiskatt-2019.csv" in register().archive.attachments
    project = examined().project
    assert project
    seen = public_view(project, register().today).register.archive.by_kind
    assert not seen["statistics"]
    assert "2019/partiskatt-redovisning" not in seen["decisions"]
