"""An adopted edition stands as it was, and says openly what has been written about its period since."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.accountability.years import TODAY, decided, edition, laid, seen
from tests.conftest import ROOT
from tests.small import published, write
from tests.told import codes
from vrapport.accountability.seals import sealed_text, seals
from vrapport.build import examine
from vrapport.checks.seals import (
    broken_seal,
    item_silent_in_period,
    report_not_sealed,
    sealed_account_changed,
    sealed_account_missing,
)
from vrapport.register import Register

ADOPTED = (
    "---\ntitle: Rapport 2019\nperiod: 2019\nas_of: 2019-12-31\ncovers: '2019'\n"
    "adopted: '2020'\npublished: 2020-01-15\n---\n"
)
ASKED = (report_not_sealed, broken_seal, sealed_account_changed, sealed_account_missing)


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
    assert lines[1].startswith("a - 2019-06 ongoing ")
    assert lines[2:] == ["b"]
    (seal,) = seals(register(tmp_path).archive).values()
    assert seal.decisions == {"a", "b"}
    assert [str(line) for line in seal.lines] == lines[1:2]


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
    ["<<<<<<< HEAD", "a - 2019-06 ongoing", "a 0 2019-06 ongoing 0123456789abcdef",
     "a 1,, 2019-06 ongoing 0123456789abcdef", "a - 2019-06 ongoing 0123456789ABCDEF",
     "a 999999999999999999999 2019-06 ongoing 0123456789abcdef",
     "\u202ea b", "a\tb"],
)  # fmt: skip
def test_a_broken_line_is_an_error_with_its_place(tmp_path: Path, line: str) -> None:
    frozen(laid(tmp_path, a=decided("Ett", "2019-06 pågår: Ja.")))
    path = tmp_path / "content/reports/r2019.seal"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert "content/reports/r2019.seal:3 error broken-seal" in told(tmp_path)


@pytest.mark.parametrize(("content", "code"), [(b"\xff\xfe\x00", "not-utf8"), (b"a\n" * 600_000, "file-too-large")])
def test_a_seal_that_is_no_text_is_an_error(tmp_path: Path, content: bytes, code: str) -> None:
    frozen(laid(tmp_path, a=decided("Ett")))
    (tmp_path / "content/reports/r2019.seal").write_bytes(content)
    assert any(line.endswith(f"error {code}") for line in codes(examine(tmp_path, clock=TODAY)))


def test_a_seal_of_nothing_is_an_error(tmp_path: Path) -> None:
    write(laid(tmp_path, a=decided("Ett")), files={"content/reports/r2018.seal": "a\n"})
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
