"""What a new site and a new record begin with."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.told import write
from vrapport import starter
from vrapport.examining import Examined, examine
from vrapport.findings import Severity
from vrapport.records import BY_FOLDER
from vrapport.vocabulary import Status


def test_a_new_site_is_the_same_every_time_on_a_day() -> None:
    assert starter.new_site(date(2020, 1, 31)) == starter.new_site(date(2020, 1, 31))


def test_nothing_is_left_to_fill_in_in_a_new_site() -> None:
    for file in starter.new_site(date(2020, 1, 31)):
        assert "{" not in str(file.path) + file.content.decode()


def test_files_lie_within_the_site() -> None:
    for file in (*starter.new_site(date(2020, 1, 31)), *starter.example_site()):
        assert not file.path.is_absolute()
        assert ".." not in file.path.parts


def test_the_example_brings_its_own_ignored_files_and_what_to_do_next() -> None:
    paths = {str(file.path) for file in starter.example_site()}
    assert {".gitignore", "README.md", "content/site.yml"} <= paths


TODAY = date(2020, 1, 31)
RECORDS = {
    "content/site.yml": "format: 1\ntitle: Provföreningen\nlanguage: sv\nresponsible: ds\n",
    "content/bodies/ds.yml": "title: Styrelsen\n",
    "content/bodies/stamman.yml": "title: Stämman\ntype: årskonferens\n",
    "content/meetings/2017.md": "---\nbody: stamman\ndate: 2017-03-30\n---\n",
    "content/meetings/2019.md": "---\nbody: stamman\ndate: 2019-03-30\n---\n",
    "content/meetings/2021.md": "---\nbody: stamman\ndate: 2021\n---\n",
    "content/decisions/gammalt.yml": "title: Gammalt\nmeeting: '2017'\nstatus: pågår\n",
    "content/decisions/sent.yml": "title: Sent\nmeeting: '2019'\ndue: 2019-12\nstatus: planeras\n",
    "content/decisions/bart.yml": "title: Bart\nmeeting: '2019'\nstatus: pågår\n",
    "content/decisions/halvt.yml": "title: Halvt\nmeeting: '2019'\nclauses: [Ett, Två]\n"
    "updates:\n  - {date: 2020-01, status: pågår, clause: 1, text: Ett brev är skrivet.}\n",
    "content/decisions/tyst.yml": "title: Tyst\nmeeting: '2019'\n",
    "content/decisions/plikt.yml": "title: Plikt\nmeeting: '2019'\nstanding: ja\n"
    "updates:\n  - {date: 2020-01, status: pågår, text: Ett brev är skrivet.}\n",
    "content/decisions/klart.yml": "title: Klart\nmeeting: '2019'\n"
    "updates:\n  - {date: 2020-01, status: genomfört, next: {what: Firas, due: 2020-01-15}}\n",
}
HOSTILE = ["a # b: c", "x\\ny: z", "---", "}, 'x", "\\u200eeach: 1", "\\t- a", "&a *b !c %d @e `f"]


def begun(root: Path, kind: str, title: str, *more: Mapping[str, str]) -> str:
    """Begin a record in a site, put it there, and see that nothing is wrong with it."""
    site = write(root, RECORDS, *more)
    found = examine(site, clock=TODAY)
    assert found.register, found.findings
    file = starter.new_record(BY_FOLDER[kind], title, found.register, found.words)
    (site / file.path).parent.mkdir(parents=True, exist_ok=True)
    (site / file.path).write_bytes(file.content)
    findings = [each for each in examine(site, clock=TODAY).findings if each.severity is Severity.ERROR]
    assert not [each for each in findings if each.place.path == str(file.path)]
    return file.content.decode()


def test_a_report_begins_with_what_is_known(tmp_path: Path) -> None:
    text = begun(tmp_path, "reports", "Delrapport 2020")
    assert "\nas_of: 2020-01-31 " in text
    assert "\ntype: delrapport " in text
    assert "\ncovers: [2019] " in text
    assert "\nperiod: 2019-03/2020-01 " in text


@pytest.mark.parametrize(
    ("as_of", "period"),
    [("2019-06", "2019-07/2020-01"), ("2019-06-10", "2019-06-11/2020-01-31"), ("2020-01-31", "2017-03/2020-01")],
)
def test_a_report_goes_on_where_the_last_one_ended(as_of: str, period: str, tmp_path: Path) -> None:
    last = f"---\ntitle: Förra\nas_of: {as_of}\ncovers: '2017'\n---\n"
    text = begun(tmp_path, "reports", "Nästa", {"content/reports/forra.md": last})
    assert f"\nperiod: {period} " in text
    assert "\ncovers: [2017] " in text
    assert "gammalt: " in text
    assert "sent: " not in text


def test_a_report_proposes_what_becomes_of_each_decision(tmp_path: Path) -> None:
    text = begun(tmp_path, "reports", "Delrapport 2020")
    proposed = text.partition("# Tiden är ute")[2]
    assert re.findall(r"^##   (\S+): (.*?)  # ", proposed, re.MULTILINE) == [
        ("sent", "{status: tiden gick ut}"),
        ("bart", "{status: pågår}"),
        ("halvt.2", "{status: }"),
        ("klart", "{status: genomfört}"),
        ("tyst", "{status: }"),
        ("halvt.1", "oförändrat"),
        ("plikt", "oförändrat"),
    ]
    assert "vrapport new lägesrapport" in text


CLAUSES = {  # what is said of the clauses, and the lines proposed
    "nothing of either": ("", ["d: {status: }  # x (ej redovisat)"]),
    "of one, which goes on": (
        "{date: 2020-01, status: pågår, clause: 1, text: Ja då.}",
        ["d.1: oförändrat  # x, att-sats 1: Ett (pågår)", "d.2: {status: }  # x, att-sats 2: Två (ej redovisat)"],
    ),
    "of one, which is done": (
        "{date: 2020-01, status: genomfört, clause: 1, text: Ja då.}",
        ["d.2: {status: }  # x, att-sats 2: Två (ej redovisat)"],
    ),
    "of both, and one is not explained": (
        "[{date: 2020-01, status: pågår, clause: 1, text: Ja då.}, {date: 2020-01, status: planeras, clause: 2}]",
        ["d.1: oförändrat  # x, att-sats 1: Ett (pågår)", "d.2: {status: planeras}  # x, att-sats 2: Två (planeras)"],
    ),
    "of both as one": ("{date: 2020-01, status: pågår}", ["d: {status: pågår}  # x (pågår)"]),
    "of both, apart and unexplained": (
        "[{date: 2020-01, status: pågår, clause: 1}, {date: 2020-01, status: planeras, clause: 2}]",
        ["d.1: {status: pågår}  # x, att-sats 1: Ett (pågår)",
         "d.2: {status: planeras}  # x, att-sats 2: Två (planeras)"],
    ),
    "only dots": ("{date: 2020-01, status: pågår, text: ...}", ["d: {status: pågår}  # x (pågår)"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CLAUSES)
def test_a_clause_is_proposed_for_apart_where_it_has_come_to_something_else(case: str, tmp_path: Path) -> None:
    said, expected = CLAUSES[case]
    updates = f"updates: {said}\n" if said else ""
    decision = {"content/decisions/d.yml": f"title: x\nmeeting: '2019'\nclauses: [Ett, Två]\n{updates}"}
    text = begun(tmp_path, "reports", "Delrapport", decision)
    assert sorted(re.findall(r"^##   (d[:.].*)$", text, re.MULTILINE)) == expected


def test_a_clause_that_the_meeting_refused_is_not_spoken_of(tmp_path: Path) -> None:
    clauses = "clauses: [Ett, {text: Två, outcome: avslagen}]\n"
    decision = {"content/decisions/d.yml": f"title: x\nmeeting: '2019'\n{clauses}"}
    text = begun(tmp_path, "reports", "Delrapport", decision)
    assert re.findall(r"^##   (d[:.].*)$", text, re.MULTILINE) == [
        "d.1: {status: }  # x, att-sats 1: Ett (ej redovisat)"
    ]


@pytest.mark.parametrize(
    ("due", "remark"),
    [
        ("clauses: [Ett, {text: Två, due: 2019-11}]\n", "Två (ej redovisat; skulle ha varit klart i november 2019)"),
        ("clauses: [{text: Ett, due: 2019-11}, Två]\n", "Två (ej redovisat)"),
        ("due: 2019-11\nclauses: [Ett, Två]\n", "Två (ej redovisat)"),
    ],
)
def test_a_clause_is_remarked_on_by_itself(due: str, remark: str, tmp_path: Path) -> None:
    told = "updates: {date: 2020-01, status: pågår, clause: 1, next: {what: Firas, due: 2020-01-15}}\n"
    decision = {"content/decisions/d.yml": f"title: x\nmeeting: '2019'\n{due}{told}"}
    assert f"d.2: {{status: }}  # x, att-sats 2: {remark}\n" in begun(tmp_path, "reports", "Delrapport", decision)


def test_at_the_end_of_the_period_standing_duties_end(tmp_path: Path) -> None:
    text = begun(tmp_path, "reports", "Slutrapport 2019–2020")
    assert "\ntype: slutrapport " in text
    assert "##   plikt: {status: genomfört}  # Plikt (pågår)\n" in text


def moved(root: Path, lines: Iterable[str]) -> Examined:
    """Make a round of reporting of the lines proposed."""
    text = "\n".join(("title: Runda", "date: 2020-01-31", "each:", *lines, ""))
    return examine(write(root, {"content/updates/runda.yml": text}), clock=TODAY)


def test_the_lines_proposed_can_be_moved_to_a_round_as_they_stand(tmp_path: Path) -> None:
    text = begun(tmp_path, "reports", "Slutrapport 2020")
    lines = re.findall(r"^## ( .*)$", text, re.MULTILINE)
    findings = moved(tmp_path, lines).findings
    empty = {f"content/updates/runda.yml:{n}" for n, line in enumerate(lines, 4) if "{status: }" in line}
    assert empty
    assert empty == {str(each.place).rpartition(":")[0] for each in findings if each.severity is Severity.ERROR}
    found = moved(tmp_path, [line for line in lines if "{status: }" not in line])
    assert not [each for each in found.findings if each.severity is Severity.ERROR]
    assert {each.code for each in found.findings if "runda" in each.place.path} == {"unexplained"}
    assert found.register
    assert found.register.decisions["sent"].status is Status.LAPSED


def test_a_round_tells_what_it_asks_about(tmp_path: Path) -> None:
    text = begun(tmp_path, "updates", "Runda")
    assert "  sent: oförändrat  # Sent (planeras; skulle ha varit klart i december 2019)\n" in text
    assert (
        "  klart: oförändrat  # Klart (genomfört; nästa steg kvar; skulle ha gjorts den 15 januari 2020: Firas)\n"
        in text
    )
    assert "  # halvt.2: ...  # Halvt, att-sats 2: Två (ej redovisat)\n" in text
    assert "  # tyst: ...  # Tyst (ej redovisat)\n" in text


def test_what_nothing_new_was_said_of_for_long_is_no_quiet_confirmation(tmp_path: Path) -> None:
    old = "title: Länge sedan\nmeeting: '2019'\nupdates:\n  - {date: 2019-04, status: pågår, text: Ett brev.}\n"
    text = begun(tmp_path, "updates", "Runda", {"content/decisions/lange.yml": old})
    assert "  lange: oförändrat  # Länge sedan (pågår; inget nytt sedan april 2019)\n" in text


def test_a_round_asks_once_of_a_decision_that_is_silent_in_every_clause(tmp_path: Path) -> None:
    text = begun(tmp_path, "updates", "Runda", {"content/decisions/d.yml": "title: x\nclauses: [Ett, Två]\n"})
    assert re.findall(r"^  # d.*$", text, re.MULTILINE) == ["  # d: ...  # x (ej redovisat)"]


@pytest.mark.parametrize("kind", ["reports", "updates"])
@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_leaves_its_comment(kind: str, title: str, tmp_path: Path) -> None:
    written = {"elakt": "status: pågår\n", "stumt": ""}
    hostile = {
        f"content/decisions/{name}.yml": f'title: "{title}"\nmeeting: "2019"\n{more}' for name, more in written.items()
    }
    lines = [line for line in begun(tmp_path, kind, "Ny", hostile).splitlines() if "elakt" in line or "stumt" in line]
    assert len(lines) == len(written)
