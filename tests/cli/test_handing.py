"""`report` and `changes` write Markdown that stands whatever the records hold; `freeze` keeps a report as it was."""

import shutil
from pathlib import Path

import pytest

from tests.accountability.years import decided, laid
from tests.cli.conftest import ROOT, Ask
from tests.small import published, write
from vrapport.prose import render

ADOPTED = (
    "---\ntitle: Rapport 2019\nperiod: 2019\nas_of: 2019-12-31\ncovers: '2019'\n"
    "adopted: '2020'\npublished: 2020-01-15\n---\n"
)


@pytest.fixture
def years(tmp_path: Path) -> Path:
    return laid(
        tmp_path / "site",
        klart=decided("Redan klart", "2019-06 genomfört: Huset står där."),
        nu=decided("Klart nu", "2019-06 pågår: Arbetet har börjat.", "2020-06 genomfört: Vägen är öppnad."),
        bakat=decided("Bakåt", "2019-06 pågår: Ja.", "2020-06 planeras: Allt börjar om."),
        tyst=decided("Tyst nu", "2019-06 pågår: Ja."),
        aldrig=decided("Aldrig sagt"),
    )


def blocks(text: str) -> dict[str, str]:
    """Give what stands under each heading."""
    parts = text.split("\n#")
    return {head.lstrip("# ").strip(): body.strip() for head, _, body in (part.partition("\n") for part in parts)}


def test_a_report_stands_in_two_columns_area_by_area(ask: Ask, years: Path) -> None:
    done = ask("report", "r2020", "--site", years)
    assert done.exit_code == 0, done.output
    said = blocks(done.stdout)
    assert "2 av 4 beslutspunkter redovisade, 0 utan förklaring." in said["Rapport 2020"]
    assert "Läget den 31 december 2020. Avser 2020." in said["Rapport 2020"]
    rows = said["Vägar"].splitlines()
    assert rows[:2] == ["| Beslut | Vad som har gjorts |", "| --- | --- |"]
    assert rows[2] == "| **[Aldrig sagt](https://exempel.se/beslut/aldrig.html)** | **Ej redovisat**. |"
    assert [row.count(" | ") for row in rows] == [1] * 6
    assert "| **Ej redovisat**. Läget i juni 2019: Pågår. |" in next(row for row in rows if "Tyst nu" in row)
    assert "Redan klart" not in said["Vägar"]
    assert said["Avslutade tidigare"] == "- [Redan klart](https://exempel.se/beslut/klart.html): Genomfört"
    assert said["Avslutade"] == "- [Klart nu](https://exempel.se/beslut/nu.html): Genomfört (tidigare: Pågår)"
    assert said["Sedan förra rapporten"].startswith("Rapport 2019: 1 avslutat, 1 har gått tillbaka, 1 inte längre")


def test_clauses_are_told_one_by_one_and_the_silent_ones_named(ask: Ask, years: Path) -> None:
    clauses = "clauses:\n  - Att ett.\n  - Att två.\n  - Att tre.\n  - {text: Att fyra., outcome: avslag}"
    told = decided("Flera", "2020-06 pågår: Två av dem.", more=clauses).replace(
        "    status", "    clause: [1, 3]\n    status"
    )
    write(years, files={"content/decisions/flera.yml": told})
    row = next(
        line for line in ask("report", "r2020", "--site", years).stdout.splitlines() if line.startswith("| **[Flera]")
    )
    assert row == (
        "| **[Flera](https://exempel.se/beslut/flera.html)** (1) Att ett. (2) Att två. (3) Att tre. "
        "(4) Att fyra. (Avslaget) | **Pågår**. Att-sats 1 och 3: Pågår. Två av dem. Att-sats 2: Ej redovisat. |"
    )


def test_words_for_the_whole_hold_for_what_no_later_account_has_replaced(ask: Ask, years: Path) -> None:
    told = decided(
        "Flera",
        "2020-05 väntar: Frågan är ställd.",
        "2020-06 genomfört: Ett är klart.",
        more="clauses: [Att ett., Att två., Att tre.]",
    ).replace("    status: genomfört", "    clause: 1\n    status: genomfört")
    write(years, files={"content/decisions/flera.yml": told.replace("    text: Fr", "    waits_for: ds\n    text: Fr")})
    said = "Att-sats 2 och 3: Väntar. Frågan är ställd. Väntar på: Styrelsen. Att-sats 1: Genomfört. Ett är klart."
    row = next(
        line for line in ask("report", "r2020", "--site", years).stdout.splitlines() if line.startswith("| **[Flera]")
    )
    assert said in row
    page = published(years)["rapporter/r2020.html"].decode()
    assert page.index("att-sats 2 och 3: Väntar") < page.index("Frågan är ställd.")
    assert page.index("att-sats 1: Genomfört") < page.index("Ett är klart.")


def test_a_status_without_a_date_is_told_as_what_stood_before(ask: Ask, years: Path) -> None:
    write(years, files={"content/decisions/bart.yml": decided("Bart", more="status: pågår")})
    said = ask("report", "r2020", "--site", years).stdout
    assert "| **Ej redovisat**. Tidigare: Pågår. |" in said
    assert "- [Bart](https://exempel.se/beslut/bart.html): tidigare: Pågår" in said
    assert "tidigare: Pågår" in published(years)["rapporter/r2020.html"].decode().partition('id="bart"')[2]


def test_an_account_of_every_clause_needs_no_label(ask: Ask, years: Path) -> None:
    told = decided("Flera", "2020-06 pågår: Två av dem.", more="clauses: [Att ett., Att två.]")
    write(years, files={"content/decisions/flera.yml": told.replace("    status", "    clause: [1, 2]\n    status")})
    assert "| **Pågår**. Två av dem. |" in ask("report", "r2020", "--site", years).stdout


def test_what_shows_it_who_decided_it_and_what_came_instead_is_said(ask: Ask, years: Path) -> None:
    dropped = "    reason: Pengarna räckte inte.\n    decided_by: ds\n"
    shown = "    evidence: [Ett brev., 'Protokoll, 3 §']\n"
    files = {
        "bort": decided("Bort", "2020-06 genomförs inte: Vi lade ner det.") + dropped,
        "ersatt": decided("Ersatt", "2020-06 ersatt: Nytt beslut.") + "    successor: nu\n",
        "visat": decided("Visat", "2020-06 genomfört: Klart.") + shown,
    }
    write(years, files={f"content/decisions/{name}.yml": text for name, text in files.items()})
    for arguments in (("report", "r2020"), ("changes", "--since", "2019", "--letter")):
        said = ask(*arguments, "--site", years).stdout
        assert "Vi lade ner det. Skäl: Pengarna räckte inte. Beslutat av Styrelsen." in said
        assert "Nytt beslut. Ersatt av Klart nu." in said
        assert "Klart. Underlag: Ett brev; Protokoll, 3 §." in said
    page = published(years)["rapporter/r2020.html"].decode()
    for words in ("Underlag: Ett brev.; Protokoll, 3 §", "Ersatt av <a", "Beslutat av <a"):
        assert words in page


AHEAD = "---\ntitle: Rapport 2021\nperiod: 2021\nas_of: 2021-06-30\ncovers: '2019'\n---\n"


def test_a_report_whose_day_has_not_come_is_a_draft(ask: Ask, years: Path) -> None:
    write(years, files={"content/reports/r2021.md": AHEAD})
    said = blocks(ask("report", "r2021", "--site", years).stdout)["Rapport 2021"]
    assert said.startswith(
        "Utkast. Rapportens dag, den 30 juni 2021, har inte kommit: läget är det den 1 juni 2021. Avser 2021."
    )
    assert "Läget den 30 juni" not in said


def test_a_report_is_not_compared_with_a_draft(ask: Ask, years: Path) -> None:
    later = AHEAD.replace("06-30", "07-30").replace("Rapport 2021", "Senare")
    write(years, files={"content/reports/r2021.md": AHEAD, "content/reports/r2022.md": later})
    done = ask("changes", "--since", "r2021", "--site", years)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "30 juni 2021 är senare än 1 juni 2021" in done.stderr
    assert ask("report", "r2022", "--since", "r2021", "--site", years).exit_code == 2
    assert ask("report", "r2022", "--since", "r2020", "--site", years).exit_code == 0


def test_a_correction_of_what_was_closed_says_what_was_said_before(ask: Ask, years: Path) -> None:
    told = decided("Visst inte", "2019-06 genomfört: Klart.", "2020-06 genomförs inte: Det var fel.")
    write(years, files={"content/decisions/visst.yml": told + "    reason: Fel.\n    decided_by: ds\n"})
    listed = blocks(ask("changes", "--since", "2019", "--site", years).stdout)["Avslutade"]
    assert "Visst inte](https://exempel.se/beslut/visst.html): Genomförs inte (tidigare: Genomfört)" in listed
    letter = blocks(ask("changes", "--since", "2019", "--letter", "--site", years).stdout)["Avslutade"]
    assert "Före det var läget: Genomfört. Det var fel." in letter


@pytest.mark.parametrize("name", ["r2019", "R2019", "rapport  2019", "Rapport 2019"])
def test_a_report_goes_by_its_id_or_its_title(ask: Ask, years: Path, name: str) -> None:
    said = ask("report", name, "--site", years)
    assert said.exit_code == 0
    assert "Sedan förra rapporten" not in said.stdout  # it is the first


def test_a_report_is_compared_with_the_one_asked_for(ask: Ask, years: Path) -> None:
    third = "---\ntitle: Rapport 2021\nperiod: 2021\nas_of: 2021-05\ncovers: '2019'\n---\n"
    write(years, files={"content/reports/r2021.md": third})
    assert "Avslutade\n" not in ask("report", "r2021", "--site", years).stdout
    said = blocks(ask("report", "r2021", "--site", years, "--since", "r2019").stdout)
    assert "Rapport 2019: " in said["Sedan förra rapporten"]
    assert "Klart nu" in said["Avslutade"]  # although the report between them has shown that already


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report", "r2091"), "Ingen rapport heter ”r2091”. Menade du ”r20"),
        (("report", "zzz"), "Ingen rapport heter ”zzz”. Rapporter: r2020 och r2019."),
        (("report", "r2019", "--since", "r2091"), "Ingen rapport heter ”r2091”."),
        (("changes", "--since", "igår"), "--since: ”igår” är inget datum. Ingen rapport heter ”igår”."),
        (("changes", "--since", "2030"), "31 december 2030 är senare än 1 juni 2021, dagen som webbplatsen talar om."),
        (("freeze", "r2019"), "Rapporten är inte fastställd än: content/reports/r2019.md har ingen rad ”adopted”."),
        (("freeze", "nej"), "Ingen rapport heter ”nej”."),
    ],
)
def test_what_cannot_be_done_is_said_in_the_site_s_words(
    ask: Ask, years: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = ask(*arguments, "--site", years)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_the_report_of_2019_is_the_same_on_another_day_with_more_in_the_tree(ask: Ask, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    then = ask("report", "2019", "--site", tmp_path, "--today", "2020-01-31").stdout
    later = "title: Maj\ndate: 2021-05\neach:\n  2019/A1:\n    status: oklart\n    text: Ingen minns.\n"
    write(tmp_path, files={"content/updates/2021-05.yml": later})
    assert ask("report", "2019", "--site", tmp_path, "--today", "2021-06-01").stdout == then
    assert "63 av 64 beslutspunkter redovisade, 18 utan förklaring." in then
    assert (
        "Ingen minns"
        in ask("changes", "--letter", "--since", "2019", "--site", tmp_path, "--today", "2021-06-01").stdout
    )


def test_changes_are_listed_by_what_happened(ask: Ask, years: Path) -> None:
    said = blocks(ask("changes", "--since", "2019-12-31", "--site", years).stdout)
    assert list(said) == [
        "Det här har hänt med besluten sedan den 31 december 2019",
        "Avslutade", "Har gått tillbaka", "Fortfarande ej redovisade",
    ]  # fmt: skip
    assert said["Har gått tillbaka"] == "- [Bakåt](https://exempel.se/beslut/bakat.html): Planeras (tidigare: Pågår)"
    assert "2 oförändrade." in next(iter(said.values()))


@pytest.mark.parametrize("since", ["2019", "december 2019", "r2019", "Rapport 2019"])
def test_a_vague_day_counts_to_its_end_and_a_report_from_its_day(ask: Ask, years: Path, since: str) -> None:
    said = ask("changes", "--since", since, "--site", years).stdout
    assert said == ask("changes", "--since", "2019-12-31", "--site", years).stdout


def test_a_letter_is_whole_sentences(ask: Ask, years: Path) -> None:
    said = blocks(ask("changes", "--since", "2019-12-31", "--letter", "--site", years).stdout)
    assert said["Avslutade"] == (
        "- Beslutet **[Klart nu](https://exempel.se/beslut/nu.html)** är genomfört. Vägen är öppnad."
    )
    assert said["Har gått tillbaka"].endswith("** planeras. Före det var läget: Pågår. Allt börjar om.")
    assert "Något har hänt med 2 av de 5 beslut som vi följer upp." in said[next(iter(said))]
    assert said["Fortfarande ej redovisade"] == (
        "Om 1 beslut har inget sagts ännu:\n\n- [Aldrig sagt](https://exempel.se/beslut/aldrig.html)\n\n"
        "Alla beslut, och vad det har blivit av dem: [Provföreningen](https://exempel.se/)"
    )


def test_a_letter_says_once_what_was_said_of_several_together(ask: Ask, years: Path) -> None:
    shared = (
        "title: Två på en gång\ndate: 2020-08\ndecisions: [aldrig, tyst]\nstatus: genomfört\ntext: Ljuset är tänt.\n"
    )
    write(years, files={"content/updates/tva.yml": shared})
    said = blocks(ask("changes", "--since", "2019-12-31", "--letter", "--site", years).stdout)["Avslutade"]
    assert said.count("Ljuset är tänt.") == 1
    assert "** och **" in said
    assert "har samma läge: Genomfört. Ljuset är tänt." in said


def test_a_letter_of_nothing_says_so(ask: Ask, years: Path) -> None:
    said = ask("changes", "--since", "2021-05", "--letter", "--site", years).stdout
    assert "Inget har ändrats sedan dess" in said


def test_what_members_alone_may_read_is_in_no_handout(ask: Ask, years: Path) -> None:
    inside = "updates:\n  - {date: 2020-07, status: oklart, text: Hemligt., audience: medlemmar}\n"
    path = years / "content/decisions/nu.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("updates:\n", inside), encoding="utf-8")
    write(years, files={"content/decisions/inom.yml": decided("Hemligt inom", more="audience: medlemmar")})
    for arguments in (
        ("report", "r2020"),
        ("changes", "--since", "2019-12-31"),
        ("changes", "--since", "2019", "--letter"),
    ):
        done = ask(*arguments, "--site", years)
        assert done.exit_code == 0
        assert "hemligt" not in done.stdout.lower()


HOSTILE = [
    "Ett | två | tre",
    "<script>alert(1)</script>",
    "# Rubrik",
    "- [x] punkt",
    "1. etta",
    "![bild](https://ond.exempel/x.png)",
    "`kod` **fet** _kursiv_ ~~struken~~",
    "Slut \\",
    "&lt;b&gt; &amp;",
    "[länk](javascript:alert(1))",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_words_of_a_record_become_markup(ask: Ask, years: Path, title: str) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    write(years, files={"content/decisions/ond.yml": decided(quoted, f"2020-06 pågår: {quoted}")})
    for arguments in (("report", "r2020"), ("changes", "--since", "2019"), ("changes", "--since", "2019", "--letter")):
        said = ask(*arguments, "--site", years).stdout
        lines = [line for line in said.splitlines() if "ond.html" in line]
        assert lines
        for line in lines:
            assert not line.startswith("|") or line.replace("\\|", "").count("|") == 3
            shown = render(line.strip("| ").replace(" | ", " "))
            assert shown.count("<a ") == 1
            assert not {"<img", "<h1", "<code", "<del", "<script"} & {tag for tag in shown.split() if "<" in tag}


def test_what_cannot_be_seen_does_not_reach_the_terminal(ask: Ask, years: Path) -> None:
    write(years, files={"content/decisions/ond.yml": decided("Do\u200blt\u202e", "2020-06 pågår: Ja\ue000.")})
    said = ask("report", "r2020", "--site", years).stdout
    assert "ond.html" in said
    assert not {"\u200b", "\u202e", "\ue000"} & set(said)


def test_a_report_is_frozen_once(ask: Ask, years: Path) -> None:
    write(years, files={"content/reports/r2019.md": ADOPTED})
    done = ask("freeze", "Rapport 2019", "--site", years)
    assert done.exit_code == 0, done.output
    path = years / "content/reports/r2019.seal"
    assert done.stdout == f"{path}\n"
    before = path.read_bytes()
    assert before.startswith("# Det som rapporten r2019 bygger på.".encode())
    again = ask("freeze", "r2019", "--site", years)
    assert again.exit_code == 2
    assert path.read_bytes() == before
    late = "updates:\n  - {date: 2019-05, status: planeras, text: Skrivet sent.}\n"
    record = years / "content/decisions/nu.yml"
    record.write_text(record.read_text(encoding="utf-8").replace("updates:\n", late), encoding="utf-8")
    said = blocks(ask("report", "r2019", "--site", years).stdout)
    assert said["Tillagt i efterhand"] == "- [Klart nu](https://exempel.se/beslut/nu.html): maj 2019, Planeras"
    assert "Skrivet sent" not in str(said)
    assert "Rapporten är fastställd" in said["Rapport 2019"]


@pytest.mark.parametrize("missing", ["adopted: '2020'\n", "published: 2020-01-15\n"])
def test_only_what_is_adopted_and_published_is_frozen(ask: Ask, years: Path, missing: str) -> None:
    write(years, files={"content/reports/r2019.md": ADOPTED.replace(missing, "")})
    assert ask("freeze", "r2019", "--site", years).exit_code == 2
    assert not (years / "content/reports/r2019.seal").exists()


def test_nothing_is_frozen_of_content_that_is_wrong(ask: Ask, years: Path) -> None:
    write(
        years, files={"content/reports/r2019.md": ADOPTED, "content/decisions/fel.yml": "title: Fel\nstatus: kanske\n"}
    )
    assert ask("freeze", "r2019", "--site", years).exit_code == 1
    assert not (years / "content/reports/r2019.seal").exists()
