"""`vrapport agenda`: the item that a secretary takes to the next meeting, as it stands."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Ask
from vrapport.handouts.agenda import shown
from vrapport.prose import Link, paragraphs, plain, scan

GUIDE = ROOT / "docs" / "sv" / "dagordning.md"
HOSTILE = [
    "A]] och [[A2|B", "Ett | två", "# Rubrik", "- punkt", "1. punkt", "::: medlemmar", "*fet* _kursiv_ `kod`",
    "<b>x</b> <!-- y", "&lt; &amp; &", "[x](javascript:alert(1))", "![x](x.png)", "a\\", "snake_case", "https://x.se",
    "~~~", "===", "> citat", "\\[[x]]", "Å\u00a0Ä\u2028Ö", "tab\tså",
]  # fmt: skip


@pytest.fixture
def meeting(small: Path, write: Callable[[Path, dict[str, str]], Path]) -> Path:
    """Give the small site's board minutes, a decision that is late and one that only members may read."""
    return write(
        small,
        {
            "content/meetings/2019/styrelse.md": "---\nbody: styrelsen\ndate: 2019-12-01\nnext_meeting: 2020-02-12\n"
            "next:\n  - {what: Stadgarna ses över, who: kansliet, due: 2020-01}\n---\n",
            "content/decisions/2019/A4.yml": "title: Tak\ndue: 2019-12\nupdates:\n"
            "  - {date: 2020-01, status: pågår, text: Anbud är begärda. Tre har svarat.}\n",
            "content/decisions/2019/A5.yml": "title: Hyran\naudience: medlemmar\n",
        },
    )


def test_the_guide_shows_what_the_example_gives(ask: Ask) -> None:
    shown = re.search(r"^````text\n(.*?)^````$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert shown
    assert ask("agenda", "--site", ROOT).stdout == shown[1]


def test_the_text_says_what_is_late_who_answers_and_what_was_said_last(ask: Ask, meeting: Path) -> None:
    text = ask("agenda", "--site", meeting).stdout
    assert "Underlag för Styrelsen till mötet den 12 februari 2020. Läget den 31 januari 2020." in text
    assert (
        "- [[2019/A4|A4 Tak]]. Pågår. Skulle ha varit klart i december 2019. Anbud är begärda (januari 2020).\n" in text
    )
    assert "Förslag till beslut: att den ansvariga till nästa möte redovisar" in text
    assert "### Kvar från mötet den 1 december 2019\n\n- Stadgarna ses över (Kansliet, januari 2020).\n" in text


PRINTED = "  - {date: %s, status: pågår, next: {what: Kartan trycks, due: %s, who: kansliet}}\n"
SAID = {  # what the file says, and a sentence of the text
    "put off": (
        f"updates:\n{PRINTED % ('2019-10', '2019-12')}{PRINTED % ('2019-12', '2020-01-15')}",
        "Skulle ha gjorts den 15 januari 2020: Kartan trycks (Kansliet). Senarelagt 1 gång, först december 2019.",
    ),
    "brought forward": (
        f"updates:\n{PRINTED % ('2019-10', '2020-03')}{PRINTED % ('2019-12', '2020-01-15')}",
        "Skulle ha gjorts den 15 januari 2020: Kartan trycks (Kansliet). Tidigarelagt 1 gång, först mars 2020.",
    ),
    "no answer": (
        "referrals: {to: kansliet, sent: 2019-10, reply_wanted: ja}\nstatus: genomfört\n",
        "Genomfört. Inväntar svar från Kansliet sedan oktober 2019.",
    ),
    "waiting": (
        "updates: {date: 2019-12, status: väntar, waits_for: kansliet, text: Vi väntar. Länge.}\n",
        "Väntar på Kansliet sedan december 2019. Vi väntar.",
    ),
    "silent": ("clauses: [Ett, Två]\nupdates: {date: 2020-01, status: pågår, clause: 1}\n",
               "A7 Karta]]. Att-sats 2 är inte redovisad: Två."),
    "a clause is late": ("clauses: [Ett, {text: Två, due: 2019-11}]\nstatus: pågår\n",
                         "Pågår. Att-sats 2 skulle ha varit klar i november 2019."),
    "due": ("due: 2020-02-10\nstatus: planeras\n", "Planeras. Ska vara klart den 10 februari 2020."),
    "stale": ("updates: {date: 2019-06-10, status: pågår, text: Ritad}\n",
              "Pågår, men inget nytt sedan 10 juni 2019. Ritad."),
    "behind": ("recurs: {at_least: 4, per: år}\nheld: [2019-05]\nstatus: pågår\n",
               "Pågår. 1 av 4 tillfällen har hållits (maj 2019–april 2020)."),
    "listed days": ("recurs: {dates: [2019-08, 2019-10]}\nheld: [2019-08]\nstatus: pågår\n",
                    "Pågår. 1 av 2 tillfällen har hållits."),
    "somebody else's": ("responsible: [styrelsen, kansliet]\nstatus: oklart\n", "Ansvariga: Styrelsen och Kansliet."),
    "a question": ("title: Karta?\nstatus: oklart\n", "A7 Karta?]] Oklart om genomfört."),
    "many words": (f"updates: {{date: 2020-01, status: oklart, text: {'orden flödar ' * 30}}}\n",
                   "orden flödar … (januari 2020)."),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_what_is_said_of_a_decision(
    case: str, ask: Ask, meeting: Path, write: Callable[[Path, dict[str, str]], Path]
) -> None:
    decision, sentence = SAID[case]
    title = "" if "title:" in decision else "title: Karta\n"
    write(meeting, {"content/decisions/2019/A7.yml": title + decision})
    (line,) = [line for line in ask("agenda", "--site", meeting).stdout.splitlines() if "2019/A7" in line]
    assert sentence in line


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "Ytterligare 1 beslut är öppet. Det ska inte vara klart före mötet."),
        (["kansliet"], "Ytterligare 1 beslut är öppet. Det ska inte vara klart senast den 1 mars 2020."),
    ],
)
def test_the_others_are_only_said_not_to_be_due(
    asked: list[str], said: str, ask: Ask, meeting: Path, write: Callable[[Path, dict[str, str]], Path]
) -> None:
    minutes = "---\nbody: styrelsen\ndate: 2019-12-01\nnext_meeting: 2020-02-12\n---\n"
    told = "{date: 2020-01, status: pågår, text: Ritad, next: {what: Karta, due: 2020-03-02}}"
    files = {"content/meetings/2019/styrelse.md": minutes}
    files |= {f"content/decisions/2019/A{n}.yml": "title: x\nstatus: genomfört\n" for n in (2, 10)}
    files |= {"content/decisions/2019/A7.yml": f"title: Karta\nresponsible: [styrelsen, kansliet]\nupdates: {told}\n"}
    assert said in ask("agenda", *asked, "--site", write(meeting, files)).stdout.splitlines()


HIDDEN = {
    "the decision": {"content/decisions/2019/A7.yml": "title: Karta\naudience: medlemmar\n"},
    "a clause": {"content/decisions/2019/A7.yml": "title: Karta\nclauses: {text: Ett, audience: medlemmar}\n"},
    "what was said": {
        "content/decisions/2019/A7.yml": "title: Karta\n"
        "updates: {date: 2020-01, status: oklart, text: Dyrt, audience: medlemmar}\n"
    },
    "a shared update": {
        "content/decisions/2019/A7.yml": "title: Karta\n",
        "content/updates/a.yml": "title: x\ndate: 2020-01\ndecisions: 2019/A7\nstatus: oklart\naudience: medlemmar\n",
    },
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_only_members_may_read_is_marked(
    case: str, ask: Ask, meeting: Path, write: Callable[[Path, dict[str, str]], Path]
) -> None:
    text = ask("agenda", "--site", write(meeting, HIDDEN[case])).stdout
    assert "- [[2019/A7|A7 Karta]] (endast för medlemmar)." in text
    assert "- [[2019/A4|A4 Tak]]. " in text


@pytest.mark.parametrize("named", ["kansliet", "Kansliet", "KANSLIET"])
def test_the_body_is_found_by_any_name(named: str, ask: Ask, meeting: Path) -> None:
    assert "Underlag för Kansliet till nästa möte." in ask("agenda", named, "--site", meeting).stdout


def test_an_unknown_body_is_told_of_with_the_nearest(ask: Ask, meeting: Path) -> None:
    refused = ask("agenda", "kanslit", "--site", meeting)
    assert refused.exit_code == 2
    assert refused.stderr == "vrapport: Inget organ heter ”kanslit”. Menade du ”kansliet”?\n"
    assert ask("agenda", "xyz", "--site", meeting).stderr == "vrapport: Inget organ heter ”xyz”.\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12 mars 2020", "till mötet den 12 mars 2020"),
        ("2020-03", "till mötet i mars 2020"),
        ("våren 2020", "till mötet våren 2020"),
    ],
)
def test_the_day_of_the_meeting_is_read_as_everywhere(typed: str, said: str, ask: Ask, meeting: Path) -> None:
    assert said in ask("agenda", "--date", typed, "--site", meeting).stdout


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2019-12-01", "Mötet den 1 december 2019 ligger före 31 januari 2020"),
        ("i går", "är inget datum"),
        ("2020-02-31", "29 dagar"),
    ],
)
def test_a_day_that_cannot_be_is_refused(typed: str, said: str, ask: Ask, meeting: Path) -> None:
    refused = ask("agenda", "--date", typed, "--site", meeting)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_without_a_body_something_is_said(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text("format: 1\ntitle: x\n", encoding="utf-8")
    assert "responsible" in ask("agenda", "--site", tmp_path).stderr


def test_pasted_into_minutes_it_links_every_decision_and_decides_none(ask: Ask) -> None:
    text = ask("agenda", "--site", ROOT).stdout
    linked = [mention.target for mention in scan(text)]
    assert len(linked) == len(set(linked)) == text.count("\n- ")
    assert [(part.title, part.decisions) for part in paragraphs(text)] == [("Uppföljning av beslut", ())]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words_in_minutes(words: str) -> None:
    expected = " ".join(words.split())
    links = {"[[A1]]": Link(href="#", title="fel")}
    assert plain(f"- [[A1|{shown(words)}]]. Pågår.", links) == f"{expected}. Pågår."
    assert plain(f"- {shown(words)}.") == f"{expected}."


def test_a_hostile_title_ends_no_link(ask: Ask, meeting: Path, write: Callable[[Path, dict[str, str]], Path]) -> None:
    write(meeting, {"content/decisions/2019/A6.yml": 'title: "A]] och [[2019/A2|B <!--\\n## C"\n'})
    text = ask("agenda", "--site", meeting).stdout
    assert [mention.target for mention in scan(text)] == ["2019/A4", "2019/A5", "2019/A6"]
    assert [part.title for part in paragraphs(text)] == ["Uppföljning av beslut"]


def test_the_page_is_there_where_a_body_answers_for_the_decisions(ask: Ask, meeting: Path, tmp_path: Path) -> None:
    assert ask("build", "--site", meeting, "--output", tmp_path / "out").exit_code == 0
    page = (tmp_path / "out" / "public" / "beslut" / "uppfoljning.html").read_text(encoding="utf-8")
    assert "Tak" in page
    assert "Hyran" not in page
    assert "Kvar från mötet den 1 december 2019" in page
    assert "Stadgarna ses över" in page
    settings = meeting / "content" / "site.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("responsible: styrelsen\n", ""), encoding="utf-8")
    assert ask("build", "--site", meeting, "--output", tmp_path / "out").exit_code == 0
    assert not (tmp_path / "out" / "public" / "beslut" / "uppfoljning.html").exists()
