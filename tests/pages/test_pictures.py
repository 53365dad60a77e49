"""Pictures of time show what is known and no more: vague days as stretches, unknown ones in words."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.small import CLOCK, published, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages.pictures import timeline_picture
from vrapport.shipped import folder
from vrapport.vocabulary import Status

HEAD = "title: Prövat\nmeeting: 2019/arsmote\n"  # 10 March 2019; the site speaks of 31 January 2020


def picture(tmp_path: Path, decision: str, *, language: str = "sv") -> Any:  # noqa: ANN401 - plain data
    files = {"content/decisions/2019/A9.yml": decision}
    root = write(tmp_path, files)
    site = root / "content/site.yml"
    site.write_text(site.read_text(encoding="utf-8").replace("language: sv", f"language: {language}"), encoding="utf-8")
    examined = examine(root, clock=CLOCK)
    assert examined.project
    assert examined.register, examined.findings
    view = public_view(examined.project, examined.register.today)
    return timeline_picture(view, view.register.decisions["2019/A9"])


def lanes(found: Any) -> dict[str, list[tuple[str, str]]]:  # noqa: ANN401
    return {lane["title"]: [(mark["look"], mark["words"]) for mark in lane["marks"]] for lane in found["lanes"]}


@pytest.mark.parametrize("decision", ["title: Prövat\n", HEAD, HEAD + "status: pågår\n"])
def test_nothing_is_drawn_where_no_account_and_no_deadline_has_a_day(tmp_path: Path, decision: str) -> None:
    assert picture(tmp_path, decision) is None


def test_a_decision_is_drawn_from_the_meeting_to_the_last_of_its_days(tmp_path: Path) -> None:
    told = "updates:\n  - date: 2019-06-01\n    status: planeras\n  - date: 2019-12\n    status: pågår\n"
    found = picture(tmp_path, f"{HEAD}due: 2020-06\n{told}")
    assert lanes(found) == {
        "Status": [
            ("decided", "Beslutat den 10 mars 2019"), ("told", "Planeras 1 juni 2019"), ("told", "Pågår december 2019"),
        ],
        "Klart senast": [("due", "Klart senast juni 2020")],
    }  # fmt: skip
    status, due = found["lanes"]
    assert [bar["look"] for bar in status["vague"]] == ["told"], "only the month is vague"
    assert due["marks"][0]["x"] == 100, "the last day of the axis is the last day of the deadline"
    assert found["name"].endswith("Pågår december 2019. Klart senast juni 2020.")
    ends = [bar["x"] + bar["width"] for bar in status["held"]]
    assert ends[-1] == pytest.approx(found["now"]["x"], abs=0.02), "what was told last holds until the day of the page"


def test_a_day_that_was_moved_stays_visible(tmp_path: Path) -> None:
    more = "extension:\n  until: 2020-06\n  date: 2019-11\n  by: styrelsen\n  reason: Det tog tid.\n"
    found = picture(tmp_path, f"{HEAD}due: 2019-12\n{more}")
    assert [look for look, _ in lanes(found)["Klart senast"]] == ["moved", "due"]
    assert "Tidigare: Klart senast december 2019." in found["name"]


def test_then_or_earlier_is_a_spot_and_no_stretch(tmp_path: Path) -> None:
    found = picture(tmp_path, f"{HEAD}due: senast 2019-12\n")
    (lane,) = (lane for lane in found["lanes"] if lane["title"] == "Klart senast")
    assert lane["vague"] == []


def test_of_clauses_the_picture_shows_how_far_the_whole_had_come(tmp_path: Path) -> None:
    clauses = "clauses:\n  - summary: Ett.\n  - summary: Två.\n"
    told = (
        "updates:\n  - date: 2019-06\n    clause: 1\n    status: genomfört\n"
        "  - date: 2019-08\n    clause: 2\n    status: planeras\n"
        "  - date: 2019-10\n    clause: 2\n    status: genomfört\n"
    )
    status = lanes(picture(tmp_path, HEAD + clauses + told))["Status"]
    assert [words.split()[0] for _, words in status[1:]] == ["Genomfört", "Planeras", "Genomfört"]


def test_what_reads_leftwards_is_drawn_leftwards(tmp_path: Path) -> None:
    decision = f"{HEAD}updates:\n  - date: 2019-06-01\n    status: ongoing\n"
    right, left = picture(tmp_path / "sv", decision), picture(tmp_path / "ar", decision, language="ar")
    xs = [[mark["x"] for mark in found["lanes"][0]["marks"]] for found in (right, left)]
    assert xs[0] == sorted(xs[0])
    assert [round(100 - x, 2) for x in xs[1]] == pytest.approx(xs[0], abs=0.02)


def test_a_deadline_beyond_all_reason_does_not_flatten_the_picture(tmp_path: Path) -> None:
    told = "updates:\n  - date: 2019-06-01\n    status: pågår\n"
    found = picture(tmp_path, f"{HEAD}due: 9999-12-31\n{told}")
    assert len(found["ticks"]) < 20
    assert int(found["ticks"][-1]["label"]) < 2050


def test_no_two_statuses_are_drawn_alike(tmp_path: Path) -> None:
    """Shape alone tells them apart, in greyscale, on paper and to those who do not see their colours."""
    macros = (folder("templates") / "macros/marks.html").read_text(encoding="utf-8")
    shapes = macros[macros.index("{% set shapes") : macros.index("} %}")]
    drawn = dict(re.findall(r'^  "([\w-]+)": (.+?),?$', shapes, re.MULTILINE))
    assert set(drawn) == {str(status) for status in Status}
    assert len(set(drawn.values())) == len(drawn)
    assert not re.search(r"#(?!fff)|rgb|hsl", shapes), "a mark has the colour of its text"
    page = published(write(tmp_path))["index.html"].decode()
    assert 'class="mark done"' in page
