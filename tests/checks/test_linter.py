"""Where the line goes, check by check: what is told of, and the nearest that is not."""

from pathlib import Path

import pytest

from tests.told import SETTINGS, Files, asked, write

A, B, C = (f"content/decisions/{name}.yml" for name in "abc")
M, N = "content/meetings/m.md", "content/meetings/n.md"
U, PAGE = "content/updates/u.yml", "content/pages/om.md"
GROUP, OFFICE = "content/bodies/grupp.yml", "content/bodies/kansli.yml"
TODAY = {"content/site.yml": f"{SETTINGS}today: 2021-03-31\n"}
BODIES = {
    "content/bodies/ds.yml": "title: Styrelsen\n",
    OFFICE: "title: Kansliet\n",
    GROUP: "title: Gruppen\nmandate: {task: Att redovisa.}\n",
}


def places(root: Path, code: str, *parts: Files) -> list[str]:
    """Tell where a check complains, without what all paths begin with."""
    found = asked(write(root, TODAY, BODIES, *parts)).findings
    return [str(one.place).removeprefix("content/") for one in found if one.code == code]


def told(date: str = "2020-10", status: str = "pågår", more: str = "") -> str:
    return f"  - date: {date}\n    status: {status}\n    text: Ett brev är skrivet.\n{more}"


def decision(*updates: str, keys: str = "") -> str:
    return f"title: x\n{keys}updates:\n{''.join(updates or [told()])}"


def step(due: str, who: str = "grupp", what: str = "Gruppen redovisar för styrelsen") -> str:
    return f"    next: {{what: {what}, who: {who}, due: {due}}}\n"


def meeting(text: str = "", keys: str = "", date: str = "2020-05-04") -> str:
    return f"---\nbody: ds\ndate: {date}\n{keys}---\n{text}\n"


def page(text: str) -> Files:
    return {PAGE: f"---\ntitle: Om\n---\n{text}\n"}


def summary(text: str, keys: str = "") -> Files:
    return {A: decision(keys=f"summary: {text}\n{keys}")}


# --- drifting deadlines -----------------------------------------------------------------------------------------------

TWO = "clauses: [Ett., Två.]\n"
MAY, JUNE = step("2021-05"), step("2021-06")
NEXT = "next: {what: Brevet skickas, who: kansli, due: %s}\n"
OF_OFFICE = "    next: {what: Brevet skickas, who: kansli, due: %s}\n"
DRIFTS = {
    "three days are two drifts": (
        {A: decision(told("2020-01", more=MAY)), B: decision(told("2020-02", more=JUNE)),
         C: decision(told("2020-03", more=step("2021-07")))},
        ["decisions/a.yml:6:68", "decisions/b.yml:6:68"],
    ),
    "the same last day in other words": ({A: decision(told(more=MAY)), B: decision(told(more=step("2021-05-31")))}, []),
    "moved within one record": (
        {A: decision(told("2020-01", more=MAY), told("2020-02", more=JUNE)), B: decision(told(more=JUNE))}, [],
    ),
    "two clauses of one record": (
        {A: decision(told(more=f"{MAY}    clause: 1\n"), told(more=f"{JUNE}    clause: 2\n"), keys=TWO)}, [],
    ),
    "nobody is to do it, for one motion": (
        {A: decision(told("2020-01", more="    next: {what: Klart, due: 2021-05}\n"), keys="motions: y\n"),
         B: decision(told("2020-02", more="    next: {what: Klart, due: 2021-06}\n"), keys="motions: y\n"),
         "content/motions/y.md": "---\ntitle: y\n---\n"},
        ["decisions/a.yml:7:30"],
    ),
    "nobody is to do it": (
        {A: decision(told(more="    next: {what: Klart, due: 2021-05}\n")),
         B: decision(told(more="    next: {what: Klart, due: 2021-06}\n"))}, [],
    ),
    "two letters from one office": (
        {A: decision(told(more=OF_OFFICE % "2021-05")), B: decision(told(more=OF_OFFICE % "2021-06"))}, [],
    ),
    "one letter, for one motion": (
        {A: decision(told("2020-01", more=OF_OFFICE % "2021-05"), keys="motions: y\n"),
         B: decision(told("2020-02", more=OF_OFFICE % "2021-06"), keys="motions: y\n"),
         "content/motions/y.md": "---\ntitle: y\n---\n"},
        ["decisions/a.yml:7:52"],
    ),
    "one letter, for one decision that both speak of": (
        {A: decision(told("2020-01", more=OF_OFFICE % "2021-05")),
         B: decision(told("2020-02", more=OF_OFFICE % "2021-06"), keys="summary: Se [[a]].\n")},
        ["decisions/a.yml:6:52"],
    ),
    "put off after the meeting": (
        {A: decision(told("2020-10", more=OF_OFFICE % "2021-06")),
         M: meeting("Beslut: Skriv. [[a]]", NEXT % "2021-05")}, [],
    ),
    "put off by the meeting": (
        {A: decision(told("2020-01", more=OF_OFFICE % "2021-05")),
         M: meeting("Beslut: Skriv. [[a]]", NEXT % "2021-06")},
        ["decisions/a.yml:6:52"],
    ),
    "left by a meeting that was not the last": (
        {A: decision(told("2020-01", more=OF_OFFICE % "2021-05")), N: meeting(date="2020-06-01"),
         M: meeting("Beslut: Skriv. [[a]]", NEXT % "2021-06")}, [],
    ),
    "a mandate of another day": (
        {A: decision(told(more=MAY)), GROUP: "title: Gruppen\nmandate:\n  due: 2021-06\n"}, ["bodies/grupp.yml:3:8"],
    ),
    "a mandate that has been delivered": (
        {A: decision(told(more=MAY)), GROUP: "title: Gruppen\nmandate:\n  due: 2020-06\n  delivered: 2020-07\n"}, [],
    ),
    "a step on the way": (
        {A: decision(told(more=step("2021-05", what="Gruppen redovisar muntligt"))),
         GROUP: "title: Gruppen\nmandate:\n  due: 2021-06\n"}, [],
    ),
    "reports twice, once on the day of the mandate": (
        {A: decision(told(more=MAY)), B: decision(told(more=step("2021-12", what="Gruppen redovisar för årsmötet"))),
         GROUP: "title: Gruppen\nmandate:\n  due: 2021-05\n"}, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DRIFTS)
def test_deadlines_that_drift(tmp_path: Path, case: str) -> None:
    files, expected = DRIFTS[case]
    assert places(tmp_path, "drifting-deadline", files) == expected


# --- names ------------------------------------------------------------------------------------------------------------

RENAMED = {"content/bodies/rg.yml": "title: Regiongruppen\nalso: Nya Landstingsgruppen\nformer: Landstingsgruppen\n"}
OLD = told().replace("Ett brev", "Landstingsgruppens brev")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (page("Fråga landstingsgruppen."), [f"{PAGE[8:]}:4:7"]),
        (page("En rad.\n\nSe **Landstingsgruppens** sida."), [f"{PAGE[8:]}:6:6"]),
        (page("Fråga Nya Landstingsgruppen."), []),
        (page("Fråga Regiongruppen, dåvarande Landstingsgruppen."), []),
        (page("Landstingsgruppsmötet och för-Landstingsgruppen."), []),
        ({A: decision(OLD, told("2020-11"))}, []),
        ({A: decision(told(), OLD)}, ["decisions/a.yml:8:11"]),
        ({A: decision(keys="responsible: landstingsgruppen\n")}, ["decisions/a.yml:2:14"]),
        ({A: decision(keys="responsible: Nya Landstingsgruppen\n")}, []),
        ({M: meeting("Landstingsgruppen redovisade.")}, []),
        ({"content/motions/y.md": "---\ntitle: Landstingsgruppen\n---\nLandstingsgruppen.\n"}, []),
        ({"content/bodies/rg.yml": RENAMED["content/bodies/rg.yml"] + "text: Nyss Landstingsgruppen.\n"}, []),
        ({U: "title: Läget\ndate: 2020-12\neach:\n  a: {status: pågår, text: Landstingsgruppen.}\n", A: "title: x\n"},
         ["updates/u.yml:4:28"]),
    ],
)  # fmt: skip
def test_names_from_before(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert places(tmp_path, "former-name", RENAMED, files) == expected


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Ordförande: Förnamn Efternamn", 1),
        ("| Kassör | Förnamn Efternamn |", 3),
        ("Fråga vice ordföranden **Förnamn Efternamn**.", 12),
        ("Fråga styrelseledamoten Förnamn Efternamn-Efternamn.", 7),
        ("Motionären (Förnamn Efternamn) talade.", 1),
        ("Fråga ordföranden, Förnamn Efternamn.", 0),
        ("Fråga ordföranden.\n\nFörnamn Efternamn är ett exempel.", 0),
        ("Fråga ordföranden Förnamn.", 0),
        ("Fråga ordföranden SKR Ås.", 0),
        ("Fråga ordföranden i Norra Ås.", 0),
        ("Fråga Förnamn Efternamn.", 0),
        ("Fråga kassören Gamla Stans hus.", 0),
        ("Fråga gruppledaren Nya Landstingsgruppens sida.", 0),
        ("Ordförandeskap Förnamn Efternamn", 0),
    ],
)
def test_names_of_persons(tmp_path: Path, text: str, column: int) -> None:
    site = {"content/site.yml": f"{SETTINGS}known_names: Gamla Stan\n"}
    expected = [f"pages/om.md:4:{column}"] if column else []
    assert places(tmp_path, "private-name", RENAMED, site, page(text)) == expected


def test_names_of_persons_in_english(tmp_path: Path) -> None:
    english = {"content/site.yml": "format: 1\ntitle: T\nlanguage: en\n"}
    assert places(tmp_path, "private-name", english, page("Ask the chair Firstname Lastname.")) == ["pages/om.md:4:9"]


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (summary("Styrelsen verkar enligt ovan."), ["decisions/a.yml:2:34"]),
        (summary("En plan tas fram. Den följer ovanstående."), ["decisions/a.yml:2:39"]),
        (summary("Verka för dessa krav."), ["decisions/a.yml:2:20"]),
        (summary("Att detta genomförs."), ["decisions/a.yml:2:14"]),
        (summary("Ta fram planer. Dessa redovisas."), []),
        (summary("Planer och dessas följder."), []),
        (summary("Styrelsen redovisar planer och sprider dessa."), []),
        (summary("Under denna mandatperiod ordnas en kurs."), []),
        (summary("Att dessa planeras."), ["decisions/a.yml:2:14"]),
        (summary("Att dessa årliga krav planeras."), ["decisions/a.yml:2:14"]),
        (summary("Rören läggs ovan mark."), []),
        (summary("En ovannämnd sak."), ["decisions/a.yml:2:13"]),
        ({A: decision(keys="text: |-\n  Tre krav:\n  - Bussar\n\n  Kraven ovan skickas vidare.\n")}, []),
        ({A: decision(keys="text: |-\n  Reglerna enligt nedan:\n  - Städa\n")}, []),
        ({A: decision(keys="text: Reglerna enligt nedan.\n")}, ["decisions/a.yml:2:23"]),
        ({A: decision(keys="text: Enligt nedan.\nclauses: [Att städa., Att sopa.]\n")}, []),
        (
            {A: decision(keys="clauses: [Att dessa krav framförs., Att dessa krav skickas.]\n")},
            ["decisions/a.yml:2:15"],
        ),
        ({A: decision(keys="clauses: [Ett krav., Kravet ovan skickas.]\n")}, []),
        ({A: decision(keys="summary: Tre krav.\nclauses: [Att dessa krav framförs.]\n")}, []),
        ({A: decision(told().replace("Ett brev", "Enligt ovan: ett brev"))}, []),
        (page("Se ovan."), []),
    ],
)
def test_words_that_dangle(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert places(tmp_path, "dangling-word", files) == expected


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Carry out the above.", 20),
        ("Spread these demands.", 17),
        ("During this year a course is held.", 0),
        ("Houses above 20 metres.", 0),
        ("Make plans, and spread these.", 0),
    ],
)
def test_words_that_dangle_in_english(tmp_path: Path, text: str, column: int) -> None:
    english = {"content/site.yml": "format: 1\ntitle: T\nlanguage: en\n"}
    files = {A: f"title: x\nsummary: {text}\n"}
    assert places(tmp_path, "dangling-word", english, files) == ([f"decisions/a.yml:2:{column}"] if column else [])


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Se Error! Reference source not found. där", 4),
        ("Fel! Bokmärket är inte definierat.", 1),
        ("Click or tap here to enter text.", 1),
        ("Sida { PAGE } av", 6),
        ("Kära {MERGEFIELD Namn}", 6),
        ("[Rubrik](#_Toc12345678)", 11),
        ("p style=mso-bidi-font-size:12", 9),
        ("Bilden [cid:bild]", 8),
        ("\uf0a7 punkt", 1),
        ("Bo\u00adstad", 3),
        ("Bild \ufffc", 6),
        ("\uf0b7 en \uf0b7 två", 1),
        ("Ett fel! Hittar inte vägen.", 0),
        ("Se sidan {sida} om PAGE-numret.", 0),
        ("Ett mso-möte", 0),
        ("• punkt – och streck", 0),
        ("Fil_Toc", 0),
    ],
)
def test_what_word_leaves(tmp_path: Path, text: str, column: int) -> None:
    assert places(tmp_path, "word-residue", page(text)) == ([f"pages/om.md:4:{column}"] if column else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Styrelsen beslutade att köpa.", ["5:11"]),
        ("## § 1 Brev\nDet beslöts enhälligt\natt skriva.", ["6:5"]),
        ("Styrelsen beslutade:\n- att köpa", ["5:11"]),
        ("Styrelsen beslutade att godkänna dagordningen och beslutade att köpa.", ["5:51"]),
        ("Styrelsen beslutade att köpa. [[a]]", []),
        ("Årsmötet [[meetings/m|beslutade att köpa]].", []),
        ("Styrelsen beslutade att köpa.\n\nSe [[a]].", ["5:11"]),
        ("Styrelsen beslutade att lägga rapporten till handlingarna.", []),
        ("Regionen har beslutat att köpa.", []),
        ("Beslut: Styrelsen beslutar att köpa.", []),
        ("Beslut:\n\nStyrelsen beslutar att köpa.", []),
        ("Styrelsen talade om beslutet att köpa.", []),
    ],
)
def test_decisions_told_of_in_passing(tmp_path: Path, text: str, expected: list[str]) -> None:
    found = places(tmp_path, "decision-without-record", {M: meeting(text), A: decision()})
    assert found == [f"meetings/m.md:{place}" for place in expected]


def test_decisions_told_of_in_english(tmp_path: Path) -> None:
    english = {"content/site.yml": "format: 1\ntitle: T\nlanguage: en\n"}
    minutes = {M: meeting("The board resolved to buy bikes.\n\nThe council had decided to sell its own.")}
    assert places(tmp_path, "decision-without-record", english, minutes) == ["meetings/m.md:5:11"]


# --- what records say of each other -----------------------------------------------------------------------------------


def shared(entry: str, date: str = "2020-10") -> Files:
    return {U: f"title: Läget\ndate: {date}\neach:\n  a{entry}\n"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({A: decision(), **shared(": {status: klart}")}, ["updates/u.yml:4:6"]),
        ({A: decision(), **shared(": {status: pågående}")}, []),
        ({A: decision(), **shared(": {status: klart}", "2020-10-31")}, []),
        ({A: decision(), **shared(": oförändrat")}, []),
        ({A: decision(told(), told(status="klart"))}, []),
        (
            {
                A: decision(told("2020-06")),
                **shared(": oförändrat"),
                U.replace("u.", "v."): "title: Klart\ndate: 2020-10\ndecisions: a\nstatus: klart\n",
            },
            [],
        ),  # what is unchanged stands in another file, on another day
        ({A: decision(told(more="    clause: 1\n"), keys=TWO), **shared(".2: {status: klart}")}, []),
        ({A: decision(told(more="    clause: 2\n"), keys=TWO), **shared(".2: {status: klart}")}, ["updates/u.yml:4:8"]),
    ],
)
def test_statuses_that_disagree(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert places(tmp_path, "statuses-disagree", files) == expected


@pytest.mark.parametrize(
    ("outcome", "motions", "more", "found"),
    [
        ("avslagen", "y", {}, True),
        ("bifallen", "y", {}, False),
        ("avslagen", "[y, z]", {}, False),
        ("avslagen", "y", {B: decision(keys="outcome: avslagen\nmotions: y\n")}, False),
        ("avslagen", "y", {B: decision(keys="motions: y\n")}, False),
    ],
)
def test_outcomes_that_disagree(tmp_path: Path, outcome: str, motions: str, more: Files, found: bool) -> None:  # noqa: FBT001 - a table of cases
    files = {
        A: decision(keys=f"outcome: bifallen\nmotions: {motions}\n"),
        "content/motions/y.md": f"---\ntitle: y\noutcome: {outcome}\n---\n",
        "content/motions/z.md": "---\ntitle: z\n---\n",
    }
    assert bool(places(tmp_path, "statuses-disagree", files, more)) is found


def test_a_decision_without_an_outcome_contradicts_no_motion(tmp_path: Path) -> None:
    files = {A: decision(keys="motions: y\n"), "content/motions/y.md": "---\ntitle: y\noutcome: avslagen\n---\n"}
    assert not places(tmp_path, "statuses-disagree", files)


@pytest.mark.parametrize(
    ("whole", "first", "second", "found"),
    [
        ("klart", "klart", "", False),
        ("klart", "pågår", "", True),
        ("pågår", "klart", "", False),
        ("pågår", "klart", "klart", True),
        ("pågår", "klart", "planeras", True),
        ("delvis", "klart", "ej gjort", False),
        ("delvis", "klart", "klart", True),
        ("planeras", "planeras", "klart", False),
    ],
)
def test_clauses_that_disagree(tmp_path: Path, whole: str, first: str, second: str, found: bool) -> None:  # noqa: FBT001 - a table of cases
    parts = [told(status=status, more=f"    clause: {n}\n") for n, status in ((1, first), (2, second)) if status]
    files = {A: decision(told(status=whole), *parts, keys=TWO)}
    assert places(tmp_path, "clauses-disagree", files) == (["decisions/a.yml:5:13"] if found else [])


def test_clauses_that_disagree_without_a_date(tmp_path: Path) -> None:
    typed = (
        "title: x\nstatus: klart\nclauses:\n  - {summary: Ett., status: klart}\n  - {summary: Två., status: pågår}\n"
    )
    assert places(tmp_path, "clauses-disagree", {A: typed}) == ["decisions/a.yml:2:9"]


# --- time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({A: decision(told("2020-04"), keys="meeting: m\n")}, ["decisions/a.yml:4:11"]),
        ({A: decision(told("senast 2020-01"), keys="meeting: m\n")}, ["decisions/a.yml:4:11"]),
        ({A: decision(told("2020-05"), keys="meeting: m\n")}, []),
        ({A: decision(told("2020-04"))}, []),
        ({A: decision(keys="meeting: m\nheld: 2020-02\n")}, ["decisions/a.yml:3:7"]),
        ({A: "title: x\nmeeting: m\n", **shared(": {status: klart}", "2020-04")}, ["updates/u.yml:4:6"]),
    ],
)
def test_accounts_from_before_the_decision(tmp_path: Path, files: Files, expected: list[str]) -> None:
    assert places(tmp_path, "account-before-decision", {M: meeting()}, files) == expected


DONE = {GROUP: "title: G\nmandate: {decision: a, delivered: 2020-11}\n"}
DONE_IN_PART = {GROUP: "title: G\nmandate: {decision: a.2, delivered: 2020-11}\n"}
ENDED = {"content/campaigns/k.yml": "title: Kampanjen\nperiod: 2020\n"}
PLANNED = told("2020-05", "planeras")
RECURS = "recurs: {dates: [2020-06, 2020-12]}\nheld: [%s]\n"
OUT = {"content/statements/s.md": "---\ntitle: s\nstage: publicerat\npublished: 2020-09-01\ndecision: a\n---\n"}
ANSWER = "referrals: {to: kansli, reply_wanted: ja, replied: %s}\n"
WAITS = told("2020-06", "väntar", "    waits_for: kansli\n")


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({A: decision(told("2020-06")), **DONE}, True),
        ({A: decision(told("2020-06", "klart")), **DONE}, False),
        ({A: decision(told("2020-12")), **DONE}, False),
        ({A: decision(told("2020-06")), GROUP: "title: G\nmandate: {decision: a, delivered: 2021-11}\n"}, False),
        ({A: decision(told("2020-06")), **DONE,
          OFFICE: "title: K\nmandate: {decision: a}\n"}, False),
        ({A: decision(told("2020-06"), keys=TWO), **DONE}, False),
        ({A: decision(told("2020-06"), keys=TWO), **DONE_IN_PART}, True),
        ({A: decision(PLANNED), **OUT}, True),
        ({A: decision(told("2020-05", "pågår")), **OUT}, False),
        ({A: decision(told("2020-10", "planeras")), **OUT}, False),
        ({A: decision(PLANNED, keys="campaign: k\n"), **ENDED}, True),
        ({A: decision(told("2020-05"), keys="campaign: k\n"), **ENDED}, False),
        ({A: decision(told("2021-01", "planeras"), keys="campaign: k\n"), **ENDED}, False),
        ({A: decision(told("2020-11"), keys=RECURS % "2020-06, 2020-12")}, True),
        ({A: decision(told("2020-11"), keys=RECURS % "2020-06")}, False),
        ({A: decision(told("2021-01"), keys=RECURS % "2020-06, 2020-12")}, False),
        ({A: decision(PLANNED, keys="recurs: {at_least: 4, per: år}\nheld: 2020-06\n")}, True),
        ({A: decision(told("2020-05"), keys="recurs: {at_least: 4, per: år}\nheld: 2020-06\n")}, False),
        ({A: decision(told("2020-05"), keys=RECURS % "2020-06")}, False),
        ({A: decision(WAITS, keys=ANSWER % "2020-09")}, True),
        ({A: decision(WAITS, keys=ANSWER % "2020-05")}, False),
        ({A: decision(WAITS, keys="referrals: {to: kansli, reply_wanted: ja}\n")}, False),
        ({A: decision(told("2020-05", "planeras", step("2020-08")))}, True),
        ({A: decision(told("2020-05", "planeras", step("2020-10")))}, False),
        ({A: decision(told("2020-05", "pågår", step("2020-08")))}, False),
        ({A: decision(told("2020-05", "planeras", step("2020-08")), told("2021-01", "planeras"))}, False),
        ({A: decision(PLANNED, keys="due: 2020-08\n")}, False),
        # Of several accounts the last one counts.
        ({A: decision(told("2020-06"), told("2020-12")), **DONE}, False),
        ({A: decision(PLANNED, told("2020-10", "planeras")), **OUT}, False),
        ({A: decision(PLANNED, told("2021-01", "planeras"), keys="campaign: k\n"), **ENDED}, False),
        ({A: decision(told("2020-11"), told("2021-01"), keys=RECURS % "2020-06, 2020-12")}, False),
        ({A: decision(WAITS, told("2020-10", "väntar", "    waits_for: kansli\n"), keys=ANSWER % "2020-09")}, False),
        ({A: decision(told("2020-04", "klart"), told("2020-06")), **DONE}, True),
    ],
)  # fmt: skip
def test_statuses_that_are_overtaken(tmp_path: Path, files: Files, found: bool) -> None:  # noqa: FBT001 - a table of cases
    assert bool(places(tmp_path, "overtaken-status", files)) is found


@pytest.mark.parametrize(("reason", "found"), [("", ["decisions/a.yml:2:12"]), (", reason: Sjukdom", [])])
def test_more_time_needs_a_reason(tmp_path: Path, reason: str, found: list[str]) -> None:
    files = {A: decision(keys=f"extension: {{until: 2021-05{reason}}}\n")}
    assert places(tmp_path, "extension-without-reason", files) == found
