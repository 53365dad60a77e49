"""Each check on the shelf, with a site it complains of and the nearest one it is content with."""

from pathlib import Path

import pytest

from tests.told import BODY, MEETING, Files, asked, codes, lines, told, write
from vrapport.checks import CHECKS
from vrapport.digests import digest
from vrapport.findings import Severity

A = "content/decisions/a.yml"
B = "content/decisions/b.yml"
U = "content/updates/u.yml"
M = "content/meetings/m.md"
PAGE = "content/pages/om.md"
TOLD = "title: x\nupdates:\n  - date: 2019-12\n    status: pågår\n    text: Ett brev är skrivet.\n"
REPORT, SEAL = "content/reports/r.md", "content/reports/r.seal"
SHARED = "content/updates/u.yml"
GROUP = {"content/bodies/grupp.yml": "title: Gruppen\nmandate: {task: Att redovisa.}\n"}
RENAMED = {"content/bodies/rg.yml": "title: Stora Regiongruppen\nalso: Regiongruppen\nformer: Landstingsgruppen\n"}
HIDDEN = f"{TOLD}audience: medlemmar\n"


def minutes(text: str, date: str = "2019-06-10") -> Files:
    return {**MEETING, M: f"---\nbody: ds\ndate: {date}\n---\n{text}\n"}


def page(text: str) -> Files:
    return {PAGE: f"---\ntitle: Om\n---\n{text}\n"}


def report(keys: str) -> str:
    return f"---\ntitle: Rapport\n{keys}---\n"


HASH = "0123456789abcdef"
ADOPTED = report("as_of: 2019-12\nadopted: m\npublished: 2020-01\n")


def step(due: str, date: str) -> str:
    return (
        f"title: x\nupdates:\n  - date: {date}\n    status: pågår\n    text: Ett brev.\n"
        f"    next:\n      what: Gruppen redovisar\n      who: grupp\n      due: {due}\n"
    )


def two_clauses(whole: str, second: str) -> str:
    return (
        f"title: x\nclauses:\n  - summary: Ett\n  - summary: Två\nupdates:\n  - date: 2019-12\n    status: {whole}\n"
        f"    text: Ja.\n  - date: 2019-12\n    status: {second}\n    clause: 2\n    text: Ja.\n"
    )


SPOKEN = "format: 1\ntitle: T\nlanguages: [sv, en]\n"
MADE = "content/translations.txt"
LETTER = {"content/site.yml": SPOKEN, A: TOLD.replace("Ett brev är skrivet.", "{sv: Ett brev., en: A letter.}")}


def line_of(original: str) -> str:
    hashes = " ".join(digest(words)[:16] for words in (original, "A letter."))
    return f"decisions/a en updates.1.text {hashes}\n"


FIGURES, CSV = "content/statistics/x.yml", "content/statistics/x.csv"
CASES = {  # code: what fails, the line it is told of, what passes
    "unreported": ({A: "title: x\n"}, f"{A}:1:1 warning unreported", {A: TOLD}),
    "unexplained": (
        {A: "title: x\nupdates:\n  - date: 2019-12\n    status: pågår\n    text: Pågående arbete.\n"},
        f"{A}:4:13 warning unexplained",
        {A: TOLD},
    ),
    "placeholder": (
        {A: f"{TOLD}  - date: 2020-01\n    status: pågår\n    text: ...\n"},
        f"{A}:8:11 warning placeholder",
        {A: f"{TOLD}  - date: 2020-01\n    status: pågår\n    text: Brevet ...\n"},
    ),
    "wrong-weekday": (
        page("Vi ses\nmåndagen den 28 augusti 2019."),
        f"{PAGE}:5:1 warning wrong-weekday",
        page("Vi ses onsdagen den 28 augusti 2019."),
    ),
    "undated-status": ({A: "title: x\nstatus: pågår\n"}, f"{A}:2:9 warning undated-status", {A: TOLD}),
    "task-without-record": (
        minutes("## § 1 Brev\nBeslut: Kansliet får i uppdrag att skriva."),
        f"{M}:6:1 warning task-without-record",
        {**minutes("## § 1 Brev\nBeslut: Kansliet får i uppdrag att skriva. [[a]]"), A: TOLD},
    ),
    "due-before-decision": (
        {**MEETING, A: f"{TOLD}meeting: m\nclauses:\n  - summary: Ett\n    due: 2019-05\n"},
        f"{A}:9:10 warning due-before-decision",
        {**MEETING, A: f"{TOLD}meeting: m\nclauses:\n  - summary: Ett\n    due: 2019-06\n"},
    ),
    "updates-out-of-order": (
        {A: f"{TOLD}  - date: 2019-11\n    status: pågår\n    text: Ett brev.\n"},
        f"{A}:6:11 warning updates-out-of-order",
        {A: f"{TOLD}  - date: 2019-H2\n    status: pågår\n    text: Ett brev.\n"},
    ),
    "from-the-future": (
        {A: f"{TOLD}held: 2030-01\n"},
        f"{A}:6:7 warning from-the-future",
        {A: f"{TOLD}held: 2020-01\n"},
    ),
    "reopened-without-reason": (
        {A: f"{TOLD}  - date: 2020-01\n    status: genomfört\n  - date: 2020-01\n    status: pågår\n    text: Igen.\n"},
        f"{A}:9:13 warning reopened-without-reason",
        {A: f"{TOLD}  - date: 2020-01\n    status: genomfört\n  - date: 2020-01\n    status: pågår\n    reason: Ja\n"},
    ),
    "replaced-in-a-circle": (
        {A: "title: x\nupdates: {date: 2019, status: ersatt, successor: b}\n",
         B: "title: x\nupdates: {date: 2019, status: ersatt, successor: a}\n"},
        f"{A}:2:10 warning replaced-in-a-circle",
        {A: "title: x\nupdates: {date: 2019, status: ersatt, successor: b}\n", B: TOLD},
    ),
    "part-of-itself": (
        {"content/bodies/x.yml": "title: X\npart_of: y\n", "content/bodies/y.yml": "title: Y\npart_of: X\n"},
        "content/bodies/x.yml:2:10 warning part-of-itself",
        {"content/bodies/x.yml": "title: X\npart_of: y\n", "content/bodies/y.yml": "title: Y\n"},
    ),
    "risky-text": (page("Ett <b>ord</b>."), f"{PAGE}:4:5 warning raw-html", page("Ett **ord**.")),
    "drifting-deadline": (
        {**GROUP, A: step("2020-03", "2019-12"), B: step("våren 2020", "2020-01")},
        f"{A}:9:12 warning drifting-deadline",
        {**GROUP, A: step("2020-03", "2019-12"), B: step("mars 2020", "2020-01")},
    ),
    "former-name": (
        {**RENAMED, A: f"{TOLD}summary: Landstingsgruppens förslag.\n"},
        f"{A}:6:10 warning former-name",
        {**RENAMED, A: f"{TOLD}summary: Regiongruppens förslag.\ntext: Landstingsgruppen lämnar förslag.\n"},
    ),
    "account-before-decision": (
        {**MEETING, A: "title: x\nmeeting: m\nupdates: {date: 2019-05, status: pågår, text: Ett brev.}\n"},
        f"{A}:3:17 warning account-before-decision",
        {**MEETING, A: "title: x\nmeeting: m\nupdates: {date: 2019-06, status: pågår, text: Ett brev.}\n"},
    ),
    "dangling-word": (
        {A: f"{TOLD}summary: Styrelsen genomför ovanstående.\n"},
        f"{A}:6:29 warning dangling-word",
        {A: f"{TOLD}summary: Styrelsen ordnar en ovanligt stor fest.\n"},
    ),
    "word-residue": (
        {A: f"{TOLD}summary: Se Fel! Hittar inte referenskälla.\n"},
        f"{A}:6:13 warning word-residue",
        {A: f"{TOLD}summary: Se felet! Vi hittar inte källan.\n"},
    ),
    "decision-without-record": (
        minutes("## § 1 Brev\nEn ledamot föredrog.\nStyrelsen beslutade att skriva ett brev."),
        f"{M}:7:11 warning decision-without-record",
        {**minutes("## § 1 Brev\nStyrelsen beslutade att skriva ett brev. [[a]]"), A: TOLD},
    ),
    "statuses-disagree": (
        {A: TOLD, SHARED: "title: Läget\ndate: 2019-12\ndecisions: a\nstatus: genomfört\ntext: Klart.\n"},
        f"{SHARED}:4:9 warning statuses-disagree",
        {A: TOLD, SHARED: "title: Läget\ndate: 2020-01\ndecisions: a\nstatus: genomfört\ntext: Klart.\n"},
    ),
    "clauses-disagree": (
        {A: two_clauses("genomfört", "pågår")},
        f"{A}:7:13 warning clauses-disagree",
        {A: two_clauses("pågår", "genomfört")},
    ),
    "days-the-wrong-way-round": (
        {A: f"{TOLD}referrals:\n  - to: ds\n    sent: 2019-05\n    replied: 2019-04\n", **BODY},
        f"{A}:9:14 warning days-the-wrong-way-round",
        {A: f"{TOLD}referrals:\n  - to: ds\n    sent: 2019-05\n    replied: 2019-05\n", **BODY},
    ),
    "unchanged-of-nothing": (
        {A: "title: x\n", U: "title: y\ndate: 2019-12\neach:\n  a: oförändrat\n"},
        f"{U}:4:3 warning unchanged-of-nothing",
        {A: TOLD, U: "title: y\ndate: 2020-01\neach:\n  a: oförändrat\n"},
    ),
    "second-extension": (
        {A: f"{TOLD}extension:\n  - {{until: 2020-03, reason: Sjukdom}}\n  - {{until: 2020-06, reason: Sjukdom}}\n"},
        f"{A}:8:13 warning second-extension",
        {A: f"{TOLD}extension:\n  - {{until: 2020-03, reason: Sjukdom}}\n"},
    ),
    "overtaken-status": (
        {A: TOLD, "content/bodies/x.yml": "title: Gruppen\nmandate: {decision: a, delivered: 2020-01}\n"},
        f"{A}:4:13 warning overtaken-status",
        {A: TOLD, "content/bodies/x.yml": "title: Gruppen\nmandate: {decision: a, delivered: 2019-12}\n"},
    ),
    "private-name": (
        page("Fråga ordföranden Förnamn Efternamn."),
        f"{PAGE}:4:7 warning private-name",
        {**RENAMED, **page("Fråga ordföranden. Förnamn Efternamn är ett exempel. Gruppledaren Stora Regiongruppen.")},
    ),
    "unreported-in-period": (
        {A: TOLD, REPORT: report("as_of: 2020-12\nperiod: 2020\n")},
        f"{A}:1:1 warning unreported-in-period",
        {A: TOLD, REPORT: report("as_of: 2020-12\nperiod: 2019-12/2020-12\n")},
    ),
    "not-frozen": (
        {**MEETING, REPORT: ADOPTED},
        f"{REPORT}:4:10 warning not-frozen",
        {**MEETING, REPORT: ADOPTED, SEAL: f"report: {HASH}\n"},
    ),
    "sealed-account-changed": (
        {**MEETING, A: TOLD, REPORT: ADOPTED, SEAL: f"report: {HASH}\na {HASH}\na - 2019-12 ongoing public {HASH}\n"},
        f"{A}:4:13 warning sealed-account-changed",
        {**MEETING, A: TOLD, REPORT: ADOPTED, SEAL: f"report: {HASH}\na {HASH}\n"},
    ),
    "sealed-account-missing": (
        {**MEETING, A: TOLD, REPORT: ADOPTED, SEAL: f"report: {HASH}\na {HASH}\na - 2019-11 ongoing public {HASH}\n"},
        f"{REPORT}:4:10 warning sealed-account-missing",
        {**MEETING, A: TOLD, REPORT: ADOPTED, SEAL: f"report: {HASH}\na {HASH}\n"},
    ),
    "sealed-decision-changed": (
        {**MEETING, A: TOLD, REPORT: ADOPTED, SEAL: f"report: {HASH}\na {HASH}\n"},
        f"{A}:1:1 warning sealed-decision-changed",
        {**MEETING, A: TOLD, REPORT: ADOPTED, SEAL: f"report: {HASH}\n"},
    ),
    "sealed-report-changed": (
        {**MEETING, REPORT: ADOPTED, SEAL: f"report: {HASH}\n"},
        f"{REPORT}:2:1 warning sealed-report-changed",
        {**MEETING, REPORT: ADOPTED, SEAL: "report: 733811e5e66a4f3f\n"},
    ),
    "translation-not-recorded": (
        LETTER,
        f"{A}:1:1 warning translation-not-recorded",
        {**LETTER, MADE: line_of("Ett brev.")},
    ),
    "original-changed": (
        {**LETTER, MADE: line_of("Ett annat brev.")},
        f"{A}:5:31 warning original-changed",
        {**LETTER, MADE: line_of("Ett brev.")},
    ),
    "small-count": (
        {FIGURES: "title: x\n", CSV: "Del;Antal\nNorr;4\n"},
        f"{FIGURES}:1:8 warning small-count",
        {FIGURES: "title: x\n", CSV: "Del;Antal\nNorr;5\nSöder;0\n"},
    ),
    "misdrawn-chart": (
        {FIGURES: "title: x\nchart: linjer\n", CSV: "År;Andel\n2019;7\n2018;9\n"},
        f"{FIGURES}:2:8 warning misdrawn-chart",
        {FIGURES: "title: x\nchart: linjer\n", CSV: "År;Andel\n2018;9\n2019;7\n"},
    ),
    "broken-table": (
        {FIGURES: "title: x\n", CSV: "Del;Antal\nNorr\n"},
        f"{CSV}:2 error broken-table",
        {FIGURES: "title: x\n", CSV: "Del;Antal\nNorr;\nSöder;7\n"},
    ),
    "missing-place": (
        {**MEETING, A: f"{TOLD}meeting: m\nparagraph: 99\n"},
        f"{A}:7:12 error missing-place",
        {**MEETING, A: f"{TOLD}meeting: m\nparagraph: § 4\n"},
    ),
    "address-taken": (
        {"content/decisions/index.yml": TOLD},
        "content/decisions/index.yml error address-taken",
        {"content/decisions/indexet.yml": TOLD},
    ),
    "wrong-block": (
        page("::: medlemmar\nHemligt."),
        f"{PAGE}:4:1 error wrong-block",
        page("::: medlemmar\nHemligt.\n:::"),
    ),
    "hidden-record-named": (
        {A: HIDDEN, **page("Se [[a]].")},
        f"{PAGE}:4:4 error hidden-record-named",
        {A: HIDDEN, **page("::: medlemmar\nSe [[a]].\n:::")},
    ),
    "broken-seal": (
        {**MEETING, REPORT: ADOPTED, SEAL: "<<<<<<< HEAD\n"},
        f"{SEAL}:1 error broken-seal",
        {**MEETING, REPORT: ADOPTED, SEAL: f"report: {HASH}\n"},
    ),
}  # fmt: skip


def test_every_check_has_a_failing_and_a_passing_case() -> None:
    assert [check.code for check in CHECKS] == list(CASES)


@pytest.mark.parametrize("code", CASES)
def test_it_complains(tmp_path: Path, code: str) -> None:
    failing, expected, _ = CASES[code]
    said = [said.partition(" | ")[0] for said in told(tmp_path, failing)]
    assert expected in said


@pytest.mark.parametrize("code", CASES)
def test_it_is_content(tmp_path: Path, code: str) -> None:
    _, expected, passing = CASES[code]
    told_of = expected.rpartition(" ")[2]
    assert not [said for said in told(tmp_path, passing) if f" {told_of} | " in said or " error " in said]


@pytest.mark.parametrize("dots", ["text: ...", "text: …", "text: .. .", "evidence: ...", "next: ...", "reason: …"])
def test_dots_are_told_of_and_explain_nothing(tmp_path: Path, dots: str) -> None:
    file = {A: f"title: x\nupdates:\n  - date: 2019-12\n    status: pågår\n    {dots}\n"}
    place = f"{A}:5:{dots.index(' ') + 6}"
    said = [said.partition(" | ")[0] for said in told(tmp_path, file)]
    assert said == [f"{A}:4:13 warning unexplained", f"{place} warning placeholder"]


CAMPAIGN = "title: Höstens kampanj\nperiod: %s\ndecisions: a\n"
PLANNED = "title: x\nupdates:\n  - {date: 2019-01, status: planeras, next: {what: Brev, due: %s}}\n"
SAID = {  # what the files say, and the words that tell of it
    "a report by its title": ({A: TOLD, REPORT: report("as_of: 2020-12\nperiod: 2020\n")}, "rapporten ”Rapport”."),
    "a vague day as it was typed": ({A: PLANNED % "2020-03"}, "nästa steg skulle ha tagits i mars 2020."),
    "a day": ({A: PLANNED % "2020-03-31"}, "nästa steg skulle ha tagits den 31 mars 2020."),
    "a campaign's period": (
        {A: PLANNED % "2025", "content/campaigns/k.yml": CAMPAIGN % "våren 2020"},
        "kampanjen ”Höstens kampanj” (våren 2020) är slut.",
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_what_is_said_in_words(tmp_path: Path, case: str) -> None:
    files, words = SAID[case]
    assert any(words in said for said in told(tmp_path, files))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("::: medlemmar\na\n::: medlemmar\nb\n:::\n:::", "4:1"),
        ("a\n:::", "5:1"),
        ("::: styrelsen\na\n:::", "4:1"),
        (":: medlemmar\na\n:::", "4:1"),
    ],
)
def test_blocks_that_are_not_as_they_should_be(tmp_path: Path, text: str, place: str) -> None:
    assert any(said.startswith(f"{PAGE}:{place} error wrong-block") for said in told(tmp_path, page(text)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[x](javascript:alert)", "warning unsafe-link"),
        ("![x](https://exempel.se/x.png)", "warning remote-image"),
        ("a\u200bb", "warning hidden-character"),
        ("Ett <!-- internt", "error unclosed-comment"),
        ("```\nkod", "warning code-unclosed"),
        ("##Rubrik", "warning heading-unspaced"),
        ("> " * 200 + "x", "error too-deep"),
        ("x" * 500_000, "error too-long"),
    ],
)
def test_risks_in_texts(tmp_path: Path, text: str, code: str) -> None:
    assert any(said.split(" ", 1)[1] == code for said in codes(asked(write(tmp_path, page(text)))))


def test_a_task_is_followed_up_where_a_link_leads_to_the_record(tmp_path: Path) -> None:
    text = "## § 1 Brev\nBeslut: Kansliet får i uppdrag att skriva, se {}."
    link = {**minutes(text.format("[beslutet](../decisions/a.yml)")), A: TOLD}
    assert not [said for said in told(tmp_path / "a", link) if "task-without-record" in said]
    other = {**minutes(text.format("[brevet](https://exempel.se/)")), A: TOLD}
    assert [said for said in told(tmp_path / "b", other) if "task-without-record" in said]


def test_a_weekday_is_read_in_the_language_of_its_text(tmp_path: Path) -> None:
    site = {"content/site.yml": "format: 1\ntitle: T\nlanguages: [sv, en]\n"}
    text = {PAGE: "---\ntitle: Om\ntext:\n  sv: Onsdag 28 augusti 2019\n  en: Monday 28 August 2019\n---\n"}
    _, said = told(tmp_path, site, text)
    assert said.startswith(f"{PAGE}:5:7 warning wrong-weekday | 28 augusti 2019 är en onsdag, inte en måndag.")


def test_in_english_no_article_goes_wrong(tmp_path: Path) -> None:
    (said,) = told(tmp_path, {"content/site.yml": "format: 1\ntitle: T\nlanguage: en\n"}, page("Monday 28 August 2019"))
    assert "28 August 2019: the weekday is Wednesday, not Monday." in said
    assert said.endswith("Either Monday 26 August 2019, or Wednesday 28 August 2019.")


@pytest.mark.parametrize("check", [check.code for check in CHECKS if check.severity is Severity.WARNING])
def test_a_warning_can_be_silenced_with_a_reason(tmp_path: Path, check: str) -> None:
    failing, expected, _ = CASES[check]
    path = expected.partition(":")[0]
    text = str(failing[path])
    ignored = f"ignore: {{{check}: Vi vet.}}\n"
    silenced = {path: text.replace("---\n", f"---\n{ignored}", 1) if path.endswith(".md") else text + ignored}
    code = expected.rpartition(" ")[2]
    assert not [said for said in told(tmp_path, failing, silenced) if said.startswith(path) and f" {code} | " in said]


def test_an_error_cannot_be_silenced(tmp_path: Path) -> None:
    text = {PAGE: "---\ntitle: Om\nignore: {hidden-record-named: Vi vet.}\n---\nSe [[a]].\n", A: HIDDEN}
    said = [said.partition(" | ")[0] for said in told(tmp_path, text)]
    assert f"{PAGE}:5:4 error hidden-record-named" in said
    assert f"{PAGE}:3:10 error unknown-check" in said


def test_a_check_that_is_none_is_named_with_the_nearest(tmp_path: Path) -> None:
    (said,) = [said for said in told(tmp_path, {A: f"{TOLD}ignore: {{unexplaind: Vi vet.}}\n"}) if "error" in said]
    assert said.endswith("Menade du ”unexplained”?")


def test_every_finding_has_its_words_in_swedish(tmp_path: Path) -> None:
    for number, (failing, _, _) in enumerate(CASES.values()):
        assert all(" | " in said and "{" not in said for said in lines(asked(write(tmp_path / str(number), failing))))
