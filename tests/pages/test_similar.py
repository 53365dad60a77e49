"""A decision leads to earlier ones on much the same, and to none that this audience may not read."""

from pathlib import Path

from tests.small import CLOCK, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages.similar import matters, similar_rows
from vrapport.search.similar import similar
from vrapport.views import View

AGAIN = {
    "content/meetings/2020/arsmote.md": "---\nbody: styrelsen\ndate: 2020-01\n---\nText.\n",
    "content/decisions/2020/B1.yml": (
        "title: Fler cykelställ\nmeeting: 2020/arsmote\nsummary: Föreningen\nclauses:\n  - summary: Vid stationerna.\n"
    ),
    "content/decisions/2019/A4.yml": (
        "title: Cykelställ vid torget\naudience: members\nmeeting: 2019/arsmote\ntext: Stationerna.\n"
    ),
}


def seen(root: Path) -> View:
    project = examine(write(root, AGAIN), clock=CLOCK).project
    assert project
    return public_view(project, CLOCK)


def test_what_is_compared_is_what_was_decided_and_when(tmp_path: Path) -> None:
    found = matters(seen(tmp_path))
    decided = {ident for ident, matter in found.items() if not matter.among}
    assert decided == {"2019/A1", "2019/A2", "2020/B1"}  # A3 has no meeting, A4 is not for everybody
    assert found["2020/B1"].text.split() == ["Föreningen", "Vid", "stationerna."]
    assert str(found["2020/B1"].day) == "2020-01-01"


def test_an_earlier_decision_on_the_same_is_a_row_with_its_day(tmp_path: Path) -> None:
    view = seen(tmp_path)
    nearest = similar(matters(view), "sv")
    (row,) = similar_rows(view, nearest["2020/B1"])
    assert (row["title"], row["date"]["text"]) == ("Cykelställ vid stationen", "10 mars 2019")


def test_what_is_no_longer_there_is_no_row(tmp_path: Path) -> None:
    assert similar_rows(seen(tmp_path), ["2019/A9", "2019/A4"]) == []
