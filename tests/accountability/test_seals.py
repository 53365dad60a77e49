"""An adopted edition stands as it was, and says openly what has been written about its period since."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.accountability.years import BEGUN, TODAY, decided, edition, laid, seen
from tests.conftest import ROOT
from tests.small import published, write
from tests.told import codes
from vrapport.accountability.seals import sealed_text, seals
from vrapport.checks.seals import (
    broken_seal,
    item_silent_in_period,
    report_not_sealed,
    sealed_account_changed,
    sealed_account_missing,
    sealed_decision_changed,
    sealed_report_changed,
)
from vrapport.examining import examine
from vrapport.register import Register

ADOPTED = (
    "---\ntitle: Rapport 2019\nperiod: 2019\nas_of: 2019-12-31\ncovers: '2019'\n"
    "adopted: '2020'\npublished: 2020-01-15\n---\n"
)
ASKED = (
    report_not_sealed,
    broken_seal,
    sealed_account_changed,
    sealed_account_missing,
    sealed_decision_changed,
    sealed_report_changed,
)


def register(root: Path, today: date = TODAY) -> Register:
    found = examine(root, clock=today, today=today).register
    assert found
    return found


def frozen(root: Path, name: str = "r2019") -> Path:
    """Adopt the first report of a site and seal it."""
    write(root, files={f"content/reports/{name}.md": ADOPTED})
    known = register(root)
    report = next(each for each in known.editions if each.id == name)
    write(root, files={f"content/reports/{name}.seal": sealed_text(known, report, "Ett sigill")})
    return root


def told(root: Path) -> list[str]:
    """Ask what the checks of this matter ask."""
    examined = examine(root, clock=TODAY)
    assert examined.register
    found = (finding for ask in ASKED for finding in ask(examined.register, examined.words))
    return [f"{finding.place} {finding.severity.label} {finding.code}" for finding in found]


def added(root: Path) -> list[tuple[str, str | None]]:
    return [
        (decision.id, account.date.code if account and account.date else None)
        for decision, account in edition(root, "r2019").afterwards
    ]


def test_a_seal_has_a_line_for_each_account_and_one_for_each_silence(tmp_path: Path) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.", "2020-06 genomfört: Nu."), b=decided("Två")))
    lines = (tmp_path / "content/reports/r2019.seal").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Ett sigill"
    said = [line.rpartition(" ")[0] for line in lines[1:]]
    assert said == ["report:", "a", "a - 2019-06 ongoing public", "b"]
    (seal,) = seals(register(tmp_path).archive).values()
    assert set(seal.decisions) == {"a", "b"}
    assert [str(line) for line in seal.lines] == lines[3:4]
    assert told(tmp_path) == []


def test_what_is_dated_back_into_a_sealed_period_is_listed_and_not_counted(tmp_path: Path) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja."), b=decided("Två")))
    laid(
        tmp_path,
        a=decided("Ett", "2019-06 pågår: Ja.", "2019-11 genomfört: Det var visst klart."),
        b=decided("Två", "2019-10 planeras: Det var visst planerat."),
    )
    frozen_edition = edition(tmp_path, "r2019")
    assert [entry.decision.status.value for entry in frozen_edition.entries] == ["ongoing", "unreported"]
    assert added(tmp_path) == [("a", "2019-11"), ("b", "2019-10")]
    assert told(tmp_path) == []
    page = published(tmp_path)["rapporter/r2019.html"].decode()
    assert "Tillagt i efterhand" in page
    assert "visst" not in page


def test_a_report_claims_to_stand_as_it_did_only_while_it_does(tmp_path: Path) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja."), b=decided("Två", "2019-06 pågår: Ja.")))
    assert "visas som den var då" in published(tmp_path)["rapporter/r2019.html"].decode()
    laid(tmp_path, b=decided("Två", "2019-06 pågår: Nej."))
    page = published(tmp_path)["rapporter/r2019.html"].decode()
    assert "visas som den var då" not in page
    assert "Något som den bygger på har ändrats sedan dess." in page


def test_what_came_too_late_for_one_edition_counts_in_the_next(tmp_path: Path) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.")))
    laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.", "2019-11 genomfört: Sent skrivet."))
    (entry,) = edition(tmp_path, "r2020").current
    assert entry.decision.status.value == "done"
    assert [each.change.value for each in edition(tmp_path, "r2020").changes] == ["closed"]


def test_a_decision_that_is_added_to_a_sealed_meeting_is_not_counted_either(tmp_path: Path) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.")))
    laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja."), b=decided("Två"))
    assert [entry.whole.id for entry in edition(tmp_path, "r2019").entries] == ["a"]
    assert added(tmp_path) == [("b", None)]


@pytest.mark.parametrize(
    ("now", "expected", "status"),
    [
        ("2019-06 pågår: Nej.", ["sealed-account-changed"], "ongoing"),
        ("2019-06 genomfört: Ja.", ["sealed-account-missing"], "unreported"),
        ("2019-07 pågår: Ja.", ["sealed-account-missing"], "unreported"),
        ("2020-07 pågår: Ja.", ["sealed-account-missing"], "unreported"),
        ("2019-06 pågår: Ja.", [], "ongoing"),
    ],
)
def test_an_account_edited_in_place_is_warned_of(tmp_path: Path, now: str, expected: list[str], status: str) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.")))
    laid(tmp_path, a=decided("Ett", now))
    assert [line.split()[-1] for line in told(tmp_path)] == expected
    assert [entry.decision.status.value for entry in edition(tmp_path, "r2019").entries] == [status]


SILENT = "title: Tyst\narea: vag\nmeeting: '2019'\ntext: Att bygga.\nclauses: [Att ett., Att två.]\ndue: 2020-06\n"
A, R = "content/decisions/a.yml", "content/reports/r2019.md"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tyst\n", "Stilla\n"),
        ("area: vag\n", "area: hus\n"),
        ("area: vag\n", ""),
        ("Att bygga.", "Att riva."),
        ("text: Att", "summary: Att"),
        ("[Att ett., Att två.]", "[Att ett., Att två., Att tre.]"),
        ("[Att ett., Att två.]", "[Att två., Att ett.]"),
        ("Att två.]", "{text: Att två., outcome: avslag}]"),
        ("Att två.]", "{text: Att två., due: 2020-08}]"),
        ("Att två.]", "{text: Att två., audience: medlemmar}]"),
        ("Att två.]", "{text: Att två., responsible: ds}]"),
        ("due: 2020-06", "due: 2020-07"),
        ("due: 2020-06\n", ""),
        ("due: 2020-06\n", "due: 2020-06\nextension: {until: 2020-09, reason: Sent.}\n"),
        ("due: 2020-06\n", "due: 2020-06\noutcome: avslag\n"),
        ("due: 2020-06\n", "due: 2020-06\naudience: medlemmar\n"),
        ("due: 2020-06\n", "due: 2020-06\nresponsible: ds\n"),
        ("due: 2020-06\n", "due: 2020-06\norder: 3\n"),
        ("due: 2020-06\n", "due: 2020-06\nstanding: ja\n"),
        ("meeting: '2019'", "meeting: '2020'"),
    ],
)
def test_a_sealed_decision_that_is_rewritten_is_warned_of(tmp_path: Path, old: str, new: str) -> None:
    frozen(laid(tmp_path, a=SILENT))
    assert told(tmp_path) == []
    laid(tmp_path, a=SILENT.replace(old, new))
    assert [line.partition(" ")[2] for line in told(tmp_path)] == ["warning sealed-decision-changed"]
    assert told(tmp_path)[0].startswith(f"{A}:1:1 ")


def test_what_was_said_of_a_decision_that_another_meeting_is_named_for_is_still_there(tmp_path: Path) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.")))
    laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.").replace("'2019'", "'2020'"))
    assert told(tmp_path) == [f"{A}:1:1 warning sealed-decision-changed"]


@pytest.mark.parametrize("said", [("2019-06 pågår: Ja.",), ()])
def test_a_sealed_decision_that_is_gone_is_warned_of_once(tmp_path: Path, said: tuple[str, ...]) -> None:
    frozen(laid(tmp_path, a=decided("Ett", *said), b=decided("Två")))
    (tmp_path / A).unlink()
    assert told(tmp_path) == [f"{R}:6:10 warning sealed-decision-changed"]


def test_a_status_written_afterwards_does_not_rewrite_the_decision(tmp_path: Path) -> None:
    frozen(laid(tmp_path, a=SILENT, b=decided("Två")))
    laid(
        tmp_path,
        a=SILENT.replace("Att två.]", "{text: Att två., status: pågår}]"),
        b=decided("Två", more="status: oklart"),
    )
    assert told(tmp_path) == []
    assert added(tmp_path) == [("a", None), ("b", None)]


def test_a_translation_rewrites_nothing(tmp_path: Path) -> None:
    frozen(laid(tmp_path, a=SILENT))
    site = BEGUN["content/site.yml"] + "languages: [sv, en]\n"
    laid(write(tmp_path, files={"content/site.yml": site}), a=SILENT.replace("Tyst\n", "{sv: Tyst, en: Silent}\n"))
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Rapport 2019", "Rapporten om 2019"),
        ("period: 2019", "period: 2018/2019"),
        ("as_of: 2019-12-31", "as_of: 2019-12-30"),
        ("covers: '2019'", "covers: ['2019', '2020']"),
        ("covers:", "type: slutrapport\ncovers:"),
        ("covers:", "audience: medlemmar\ncovers:"),
        ("15\n---\n", "15\n---\nDetta gjordes.\n"),
    ],
)
def test_a_sealed_report_that_is_rewritten_is_warned_of(tmp_path: Path, old: str, new: str) -> None:
    frozen(laid(tmp_path, a=decided("Ett")))
    write(tmp_path, files={R: ADOPTED.replace(old, new)})
    assert told(tmp_path) == [f"{R}:2:1 warning sealed-report-changed"]


@pytest.mark.parametrize("old", ["adopted: '2020'", "published: 2020-01-15"])
def test_when_and_where_it_was_adopted_is_not_sealed(tmp_path: Path, old: str) -> None:
    frozen(laid(tmp_path, a=decided("Ett")))
    write(tmp_path, files={R: ADOPTED.replace(old, {"a": "adopted: '2019'", "p": "published: 2020"}[old[0]])})
    assert told(tmp_path) == []


def test_an_account_that_others_may_read_than_did_is_warned_of(tmp_path: Path) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.")))
    laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.") + "    audience: medlemmar\n")
    assert [line.split()[-1] for line in told(tmp_path)] == ["sealed-account-changed"]


SHARED = "title: Läget\ndate: 2019-12\ndecisions: [{names}]\nstatus: pågår\ntext: Arbetet går framåt.\n"


def test_words_shared_by_several_are_added_to_each_by_itself(tmp_path: Path) -> None:
    update = "content/updates/u.yml"
    write(laid(tmp_path, a=decided("Ett"), b=decided("Två")), files={update: SHARED.format(names="a")})
    frozen(tmp_path)
    write(tmp_path, files={update: SHARED.format(names="a, b")})
    assert added(tmp_path) == [("b", "2019-12")]
    assert [entry.decision.status.value for entry in edition(tmp_path, "r2019").entries] == ["ongoing", "unreported"]


def test_words_put_in_before_an_unchanged_do_not_slip_in_with_it(tmp_path: Path) -> None:
    rounds = "title: Läget\ndate: 2019-12\neach:\n  a: oförändrat\n"
    laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja."))
    frozen(write(tmp_path, files={"content/updates/u.yml": rounds}))
    laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.", "2019-09 planeras: Visst ja."))
    (entry,) = edition(tmp_path, "r2019").entries
    assert [(each.status.value, each.date and each.date.code) for each in entry.decision.accounts] == [
        ("ongoing", "2019-06"), ("ongoing", "2019-12"),
    ]  # fmt: skip


def test_what_members_alone_may_read_is_told_apart_and_never_shown(tmp_path: Path) -> None:
    hidden = "  - {date: 2019-05, status: planeras, text: Hemligt., audience: medlemmar}\n"
    begun = decided("Ett", "2019-06 pågår: Ja.").replace("updates:\n", f"updates:\n{hidden}")
    frozen(laid(tmp_path, a=begun))
    later = "  - {date: 2019-07, status: genomfört, text: Också hemligt., audience: medlemmar}\n"
    also = "  - {date: 2019-08, status: genomfört, text: Öppet.}\n"
    laid(tmp_path, a=begun + later + also)
    (entry,) = edition(tmp_path, "r2019").entries
    assert entry.decision.status.value == "ongoing"
    assert added(tmp_path) == [("a", "2019-08")]
    files = published(tmp_path)
    assert not [name for name in files if name.endswith(".seal")]
    assert not [name for name, content in files.items() if b"hemligt" in content.lower()]


def test_no_link_publishes_a_seal(tmp_path: Path) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.")))
    write(tmp_path, files={"content/pages/om.md": "---\ntitle: Om\n---\n[sigill](../reports/r2019.seal)\n"})
    assert [line.split()[-1] for line in codes(examine(tmp_path, clock=TODAY)) if "om.md" in line] != []


@pytest.mark.parametrize(
    "line",
    ["<<<<<<< HEAD", "a", "a - 2019-06 ongoing public", "a 0 2019-06 ongoing public 0123456789abcdef",
     "a 1,, 2019-06 ongoing public 0123456789abcdef", "a - 2019-06 ongoing public 0123456789ABCDEF",
     "a 999999999999999999999 2019-06 ongoing public 0123456789abcdef", "a - 2019-06 ongoing 0123456789abcdef",
     "\u202ea b", "a\tb"],
)  # fmt: skip
def test_a_broken_line_is_an_error_with_its_place(tmp_path: Path, line: str) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.")))
    path = tmp_path / "content/reports/r2019.seal"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert "content/reports/r2019.seal:5 error broken-seal" in told(tmp_path)


@pytest.mark.parametrize("line", [1, 2])
def test_a_line_that_is_missing_is_an_error(tmp_path: Path, line: int) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.")))
    path = tmp_path / "content/reports/r2019.seal"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:line], *lines[line + 1 :]]), encoding="utf-8")
    assert told(tmp_path) == ["content/reports/r2019.seal error broken-seal"]


@pytest.mark.parametrize(("content", "code"), [(b"\xff\xfe\x00", "not-utf8"), (b"a\n" * 600_000, "file-too-large")])
def test_a_seal_that_is_no_text_is_an_error(tmp_path: Path, content: bytes, code: str) -> None:
    frozen(laid(tmp_path, a=decided("Ett")))
    (tmp_path / "content/reports/r2019.seal").write_bytes(content)
    assert any(line.endswith(f"error {code}") for line in codes(examine(tmp_path, clock=TODAY)))


def test_a_seal_of_nothing_is_an_error(tmp_path: Path) -> None:
    write(laid(tmp_path, a=decided("Ett")), files={"content/reports/r2018.seal": "report: 0123456789abcdef\n"})
    assert told(tmp_path) == ["content/reports/r2018.seal error seal-without-report"]


@pytest.mark.parametrize("line", ["adopted: '2020'\n", "published: 2020-01-15\n"])
def test_a_seal_of_what_is_not_adopted_is_an_error(tmp_path: Path, line: str) -> None:
    frozen(laid(tmp_path, a=decided("Ett")))
    write(tmp_path, files={"content/reports/r2019.md": ADOPTED.replace(line, "")})
    assert told(tmp_path) == ["content/reports/r2019.seal error seal-without-report"]


def test_an_adopted_report_without_a_seal_is_asked_for_one(tmp_path: Path) -> None:
    write(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.")), files={"content/reports/r2019.md": ADOPTED})
    assert [line.split()[-1] for line in told(tmp_path)] == ["not-frozen"]
    assert told(frozen(tmp_path)) == []


def test_what_was_spoken_of_before_and_is_silent_now_is_asked_for(tmp_path: Path) -> None:
    laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja."), b=decided("Två"), c=decided("Tre", "2020-06 pågår: Ja."))
    assert silent(tmp_path) == ["content/decisions/a.yml:1:1 unreported-in-period"]
    text = "---\ntitle: Rapport 2020\nperiod: 2020\nas_of: 2020-12-31\ncovers: '2019'\nadopted: '2020'\n---\n"
    write(tmp_path, files={"content/reports/r2020.md": text})
    assert silent(tmp_path) == []


@pytest.mark.parametrize(("today", "asked"), [(date(2020, 12, 30), 0), (date(2020, 12, 31), 1)])
def test_a_report_is_not_asked_before_its_day(tmp_path: Path, today: date, asked: int) -> None:
    laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja."))
    assert len(silent(tmp_path, today)) == asked


def silent(root: Path, today: date = TODAY) -> list[str]:
    examined = examine(root, clock=today, today=today)
    assert examined.register
    return [f"{found.place} {found.code}" for found in item_silent_in_period(examined.register, examined.words)]


# --- the first user's own report --------------------------------------------------------------------------------------

LATER = """\
title: Läget i maj
date: 2021-05
each:
  2019/hallbara-resor:
    status: genomfört
    text: Kampanjen är avslutad.
"""
DATED_BACK = LATER.replace("2021-05", "2019-12")


def test_the_report_of_2019_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    """Compare whole pages, byte for byte: an edition's page speaks from its own day, in its footer too."""
    root = tmp_path / "site"
    shutil.copytree(ROOT / "content", root / "content")
    then = published(root, tmp_path / "then", today=date(2020, 1, 31))
    write(root, files={"content/updates/2021-05.yml": LATER})
    later = published(root, tmp_path / "later", today=date(2021, 6, 1))
    assert then["rapporter/2019.html"] == later["rapporter/2019.html"]
    assert then["beslut/2019/hallbara-resor.html"] != later["beslut/2019/hallbara-resor.html"]


def test_once_sealed_it_is_the_same_but_for_the_list_of_what_came_after(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    path = tmp_path / "content/reports/2019.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("covers:", "adopted: 2021/arskonferens\npublished: 2021\ncovers:"), encoding="utf-8")
    known = register(tmp_path)
    seal = sealed_text(known, known.editions[0], "Sigill")
    write(tmp_path, files={"content/reports/2019.seal": seal})
    then = published(tmp_path, tmp_path / "then", today=TODAY)["rapporter/2019.html"].decode()
    write(tmp_path, files={"content/updates/2021-05.yml": DATED_BACK})
    later = published(tmp_path, tmp_path / "later", today=TODAY)["rapporter/2019.html"].decode()
    assert "63 av 64 beslutspunkter redovisade, 18 utan förklaring" in then
    head, _, tail = later.partition('<section class="appendix" id="tillagt-i-efterhand">')
    assert tail.partition("</section>\n")[0].count("<li") == 1
    assert head + tail.partition("</section>\n")[2] == then
    assert seen(tmp_path).editions[0].frozen
