"""What a meeting refused leaves nothing to carry out: nobody owes an account of it, and it is not counted."""

import json
from pathlib import Path

import pytest

from tests.small import published, write
from tests.told import told

REFUSED = ("avslagen", "tillbakadragen", "avvisad", "förfallen", "avskriven", "till handlingarna")
GOES_ON = ("bifallen", "besvarad", "hänskjuten", "återremitterad", "bordlagd", "antagen")
CLAUSES = "title: x\nclauses:\n  - summary: Ett\n    outcome: bifallen\n  - summary: Två\n    outcome: avslagen\n"
TOLD = "updates:\n  - date: 2019-12\n    clause: 1\n    status: genomfört\n    text: Ett brev.\n"


def asked_for(root: Path, decision: str) -> list[str]:
    """Tell of what an account is asked for."""
    return [said for said in told(root, {"content/decisions/a.yml": decision}) if " unreported | " in said]


@pytest.mark.parametrize("outcome", REFUSED)
def test_nobody_owes_an_account_of_what_was_refused(tmp_path: Path, outcome: str) -> None:
    assert not asked_for(tmp_path, f"title: x\noutcome: {outcome}\n")


@pytest.mark.parametrize("outcome", GOES_ON)
def test_everything_else_asks_for_one(tmp_path: Path, outcome: str) -> None:
    assert asked_for(tmp_path, f"title: x\noutcome: {outcome}\n")


def test_a_clause_that_was_refused_is_shown_and_not_counted(tmp_path: Path) -> None:
    assert not asked_for(tmp_path / "site", CLAUSES + TOLD)
    site = write(tmp_path / "small", {"content/decisions/2019/A9.yml": CLAUSES + TOLD})
    pages = published(site)
    data = json.loads(pages["beslut/2019/A9.json"])
    assert (data["status"], data["items"]) == ("done", {"total": 1, "reported": 1})
    assert [clause["status"] for clause in data["clauses"]] == ["done", None]
    page = pages["beslut/2019/A9.html"].decode()
    assert "1 av 1 att-sats redovisad" in page
    assert "Avslaget" in page
    assert "Ej redovisat" not in page


@pytest.mark.parametrize(
    ("first", "outcome"),
    [
        ("Ett", None),
        ("{text: Ett, outcome: avslagen}", "rejected"),
        ("{text: Ett, outcome: bifallen}", "carried-in-part"),
    ],
)
def test_the_whole_was_refused_only_where_every_clause_was(tmp_path: Path, first: str, outcome: str | None) -> None:
    clauses = f"title: x\nclauses: [{first}, {{text: Två, outcome: avslagen}}]\n"
    site = write(tmp_path, {"content/decisions/2019/A9.yml": clauses})
    assert json.loads(published(site)["beslut/2019/A9.json"])["outcome"] == outcome


def test_a_decision_that_was_refused_is_in_no_count_of_what_is_left(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/decisions/2019/A9.yml": "title: Rökning tillåten\noutcome: avslaget\n"})
    pages = published(site)
    assert "Avslaget" in pages["beslut/2019/A9.html"].decode()
    for address in ("ej-redovisade", "oppna", "star-stilla", "for-vidare"):
        assert "Rökning" not in pages[f"beslut/{address}.html"].decode()
    assert "Rökning" in pages["beslut/index.html"].decode()


def test_what_was_carried_out_all_the_same_is_told(tmp_path: Path) -> None:
    done = "title: x\noutcome: avslaget\nupdates:\n  - date: 2019-12\n    status: genomfört\n    text: Ett brev.\n"
    site = write(tmp_path, {"content/decisions/2019/A9.yml": done})
    assert json.loads(published(site)["beslut/2019/A9.json"])["status"] == "done"
