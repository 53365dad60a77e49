"""How a matter went, step by step: what is dated, what is ahead, and what is missing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.small import CLOCK, FILES, SMALLEST, published, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages.decision import decisions
from vrapport.pages.motion import motions

A1, M1 = "content/decisions/2019/A1.yml", "content/motions/2019/A1.md"
SITE = {
    "content/site.yml": FILES["content/site.yml"],
    "content/meetings/2019/arsmote.md": FILES["content/meetings/2019/arsmote.md"],
    "content/bodies/styrelsen.yml": "title: Styrelsen\n",
    "content/bodies/kommunen.yml": "title: Kommunen\n",
    "content/bodies/gruppen.yml": "title: Gruppen\n",
}
MOTION = "---\ntitle: Cykelställ\nmeeting: 2019/arsmote\nmovers: kommunen\n{more}---\nText.\n"
Steps = Sequence[Mapping[str, Any]]


def steps(root: Path, *changes: Mapping[str, str]) -> Steps:
    """Give the chain of the one decision."""
    examined = examine(write(root, *changes, files=SITE), clock=CLOCK)
    assert examined.project is not None
    assert examined.register is not None
    (page,) = decisions(public_view(examined.project, examined.register.today))
    found: Steps = page.data["decision"]["chain"]
    return found


def chains_of_motion(root: Path, *changes: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
    """Give the chains of the one motion."""
    examined = examine(write(root, *changes, files=SITE), clock=CLOCK)
    assert examined.project is not None
    assert examined.register is not None
    (page,) = motions(public_view(examined.project, examined.register.today))
    found: Sequence[Mapping[str, Any]] = page.data["motion"]["chains"]
    return found


def said(found: Steps) -> list[tuple[str, str, str | None, str | None, str]]:
    """Tell each step by its kind, what it says, its note, its date, and whether it is missing or ahead."""
    return [
        (
            step["label"],
            step["title"],
            step["note"],
            step["date"] and step["date"]["text"],
            "missing" if step["missing"] else "open" if step["open"] else "",
        )
        for step in found
    ]


FULL = """\
title: Skrivelse om cykelställ
meeting: 2019/arsmote
outcome: bifallen
motions: 2019/A1
referrals:
  - to: kommunen
    sent: 2019-04
    reply_wanted: ja
    replied: 2019-09-01
    text: Det byggs.
  - to: gruppen
    sent: 2019-05
    reply_wanted: ja
    reminded: 2019-10
  - to: styrelsen
    sent: 2019-06
updates:
  - date: 2019-12
    status: genomfört
    when: 2019-11
    text: Klart.
    next: Invigning
"""


def test_every_step_from_motion_to_result_in_its_order(tmp_path: Path) -> None:
    found = steps(tmp_path, {A1: FULL, M1: MOTION.format(more="")})
    assert said(found) == [
        ("Motion", "A1, Kommunen", None, None, ""),
        ("Beslutat vid", "Årsmötet 2019", "Bifallet", "10 mars 2019", ""),
        ("Beslut", "Skrivelse om cykelställ", None, "10 mars 2019", ""),
        ("Skickat vidare", "Kommunen", None, "april 2019", ""),
        ("Skickat vidare", "Gruppen", None, "maj 2019", ""),
        ("Skickat vidare", "Styrelsen", None, "juni 2019", ""),
        ("Svar", "Kommunen", "Det byggs.", "1 september 2019", ""),
        ("Svar", "Gruppen", "Inget svar har kommit. Påmint i oktober 2019.", None, "missing"),
        ("Status", "Genomfört", None, "november 2019", ""),
        ("Nästa steg", "Invigning", None, None, "open"),
    ]
    assert [step["address"] for step in found][:5] == [
        "motioner/2019/A1.html", "moten/2019/arsmote.html#p2", "beslut/2019/A1.html",
        "organ/kommunen.html#skickat-vidare", "organ/gruppen.html#skickat-vidare",
    ]  # fmt: skip
    assert found[8]["address"] == "beslut/2019/A1.html#lagesrapporter-2019-12"


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("outcome: bifallen\n", ("Beslutat vid", "Årsmötet 2019", "Mötets beslut saknas", "10 mars 2019", "missing")),
        ("    sent: 2019-06\n", ("Skickat vidare", "Styrelsen", "Ej skickat", None, "missing")),
        ("    reminded: 2019-10\n", ("Svar", "Gruppen", "Inget svar har kommit.", None, "missing")),
        (FULL[FULL.index("updates:"):], ("Status", "Ej redovisat", None, None, "missing")),
    ],
)  # fmt: skip
def test_what_is_missing_is_shown_where_it_is_missing(
    tmp_path: Path, line: str, step: tuple[str, str, str | None, str | None, str]
) -> None:
    text = FULL.replace(line, "").replace("genomfört", "pågår")  # what is done was sent
    found = said(steps(tmp_path, {A1: text, M1: MOTION.format(more="")}))
    assert step in found


def test_work_that_goes_on_is_ahead_and_not_missing(tmp_path: Path) -> None:
    result = said(steps(tmp_path, {A1: FULL.replace("genomfört", "pågår"), M1: MOTION.format(more="")}))[-2]
    assert result == ("Status", "Pågår", None, "november 2019", "open")


def test_a_board_s_own_decision_needs_no_outcome(tmp_path: Path) -> None:
    first = said(steps(tmp_path, {A1: "title: x\nmeeting: 2019/arsmote\n"}))[0]
    assert first == ("Beslutat vid", "Årsmötet 2019", None, "10 mars 2019", "")


def test_a_decision_that_no_meeting_took_says_so(tmp_path: Path) -> None:
    assert said(steps(tmp_path, {"content/decisions/x.yml": "title: x\nstatus: pågår\n"})) == [
        ("Beslutat vid", "Mötets beslut saknas", None, None, "missing"),
        ("Beslut", "x", None, None, ""),
        ("Status", "Pågår", None, None, "open"),
    ]


def test_a_part_that_nobody_spoke_of_is_said_beside_the_result(tmp_path: Path) -> None:
    clauses = "title: x\nclauses: [Det ena, Det andra]\nupdates:\n  date: 2020-01\n  clause: 1\n  status: genomfört\n"
    result = said(steps(tmp_path, {A1: clauses}))[-1]
    assert result == ("Status", "Genomfört", "1 av 2 att-satser redovisade", "januari 2020", "")


def test_motions_that_fared_differently_each_say_how(tmp_path: Path) -> None:
    text = FULL.replace("motions: 2019/A1", "motions: [2019/A1, 2019/A2]")
    other = {"content/motions/2019/A2.md": MOTION.format(more="outcome: avslagen\n")}
    found = said(steps(tmp_path, {A1: text, M1: MOTION.format(more=""), **other}))
    assert [step[:3] for step in found[:2]] == [
        ("Motion", "A1, Kommunen", None), ("Motion", "A2, Kommunen", "Avslagen"),
    ]  # fmt: skip


# --- motions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "end"),
    [
        ("", [("Behandlad vid", "Årsmötet 2019", "Mötets beslut saknas", "10 mars 2019", "missing")]),
        ("outcome: avslagen\n", [("Behandlad vid", "Årsmötet 2019", "Avslagen", "10 mars 2019", "")]),
        (
            "outcome: bifallen\n",
            [
                ("Behandlad vid", "Årsmötet 2019", "Bifallen", "10 mars 2019", ""),
                ("Beslut", "Inget beslut", None, None, "missing"),
            ],
        ),
        (
            "outcome: bordlagd\n",
            [
                ("Behandlad vid", "Årsmötet 2019", "Bordlagd", "10 mars 2019", ""),
                ("Beslut", "Inget beslut", None, None, "missing"),
            ],
        ),
    ],
)
def test_a_motion_without_decision_ends_where_it_was_refused_or_with_what_is_missing(
    tmp_path: Path, more: str, end: object
) -> None:
    (chain,) = chains_of_motion(tmp_path, {M1: MOTION.format(more=more)})
    assert said(chain["steps"]) == [("Motion", "A1, Kommunen", None, None, ""), *end]  # type: ignore[misc]  # a list of such


def test_a_motion_to_a_meeting_still_to_be_held_misses_nothing(tmp_path: Path) -> None:
    later = {"content/meetings/2019/arsmote.md": "---\ntitle: Årsmötet\nbody: styrelsen\ndate: 2021-03-10\n---\n"}
    (chain,) = chains_of_motion(tmp_path, later, {M1: MOTION.format(more="")})
    assert said(chain["steps"])[1:] == [("Behandlad vid", "Årsmötet", None, "10 mars 2021", "open")]


def test_a_motion_that_several_decisions_answer_leads_to_each(tmp_path: Path) -> None:
    files = {f"content/decisions/{n}.yml": f"title: Beslut {n}\nmotions: 2019/A1\n" for n in "ab"}
    found = chains_of_motion(tmp_path, files, {M1: MOTION.format(more="")})
    assert [chain["title"] for chain in found] == ["Beslut a", "Beslut b"]


def test_the_page_says_in_words_and_by_its_own_mark_what_is_missing(tmp_path: Path) -> None:
    page = published(write(tmp_path, {"content/decisions/a.yml": "title: Alfa\n"}, files=SMALLEST))[
        "beslut/a.html"
    ].decode()
    assert page.count('<li class="missing">') == 2
    assert "Mötets beslut saknas" in page
    assert '<span class="name">Alfa</span>' not in page  # nor does a page name, or lead to, itself


@pytest.mark.parametrize(
    ("more", "is_shown"),
    [
        ("", False),  # meeting, title and status stand above already
        ("updates:\n  - date: 2020-01\n    status: pågår\n    next: {what: Mer, due: 2020-03}\n", True),
        ("motions: a\n", True),
    ],
)
def test_a_chain_that_only_says_again_what_stands_above_is_left_out(
    tmp_path: Path, more: str, *, is_shown: bool
) -> None:
    files = {
        "content/decisions/a.yml": f"title: Alfa\nmeeting: m\n{more}",
        "content/meetings/m.md": "---\ntitle: Mötet\nbody: b\ndate: 2020-01-01\n---\n",
        "content/bodies/b.yml": "title: Mötet\n",
        "content/motions/a.md": "---\ntitle: Motion\n---\n",
    }
    page = published(write(tmp_path, files, files=SMALLEST))["beslut/a.html"].decode()
    assert ('class="chain"' in page) is is_shown
