"""Which account is the newest, what an "unchanged" confirms, and in one word what was done with a proposal."""

from datetime import date
from pathlib import Path

import pytest

from tests.accountability.years import seen
from tests.small import write
from vrapport.register import Followed
from vrapport.vocabulary import Outcome, summed_up

SITE = "format: 1\ntitle: x\ntoday: 2021-06-01\n"


def followed(root: Path, decision: str, *files: dict[str, str]) -> Followed:
    """Read a site of one decision as everybody may see it."""
    parts = {"content/site.yml": SITE, "content/decisions/a.yml": f"title: A\n{decision}"}
    return seen(write(root, *files, files=parts)).register.decisions["a"]


def told(*accounts: str) -> str:
    """Write updates, each `date status`."""
    lines = (
        f"  - date: {day}\n    status: {status}\n" for day, _, status in (each.partition(": ") for each in accounts)
    )
    return "updates:\n" + "".join(lines)


NEWEST = {  # as written, the status that holds
    "as written": (("2019-06: pågår", "2020-01: genomfört"), "done"),
    "by their days": (("2020-01: genomfört", "2019-06: pågår"), "done"),
    "then or earlier, written later": (("2019-06: pågår", "senast 2020-01: genomfört"), "done"),
    "a whole year, written later": (("2019-06: pågår", "2019: genomfört"), "done"),
    "a whole year, written earlier": (("2019: planeras", "2019-06: pågår"), "ongoing"),
    "a half-year and a month in it": (("2019-H2: planeras", "2019-11: pågår"), "ongoing"),
    "a year before": (("2020-01: genomfört", "2019: pågår"), "done"),
}


@pytest.mark.parametrize(("accounts", "status"), NEWEST.values(), ids=NEWEST)
def test_the_newest_is_by_day_and_of_days_that_overlap_the_one_written_later(
    tmp_path: Path, accounts: tuple[str, ...], status: str
) -> None:
    assert followed(tmp_path, told(*accounts)).status == status


def test_then_or_earlier_is_told_of_only_when_it_was_then(tmp_path: Path) -> None:
    decision = told("2019-06: pågår", "senast 2020-01: genomfört")
    early = {"content/site.yml": SITE.replace("2021-06-01", "2019-12-31")}
    site = write(tmp_path, {"content/decisions/a.yml": f"title: A\n{decision}"}, files=early)
    assert seen(site, date(2019, 12, 31)).register.decisions["a"].status == "ongoing"
    assert seen(site, date(2020, 1, 31)).register.decisions["a"].status == "done"


HIDDEN = "  - date: 2019-10\n    status: genomfört\n    audience: medlemmar\n"
ROUND = {"content/updates/v.yml": "title: Varv\ndate: 2020-06\neach:\n  a: oförändrat\n"}


def test_an_unchanged_confirms_what_everybody_was_told(tmp_path: Path) -> None:
    found = followed(tmp_path, told("2019-06: pågår"), ROUND)
    assert [(account.status, account.unchanged) for account in found.accounts] == [
        ("ongoing", False),
        ("ongoing", True),
    ]


def test_an_unchanged_never_confirms_to_others_what_members_know_to_be_over(tmp_path: Path) -> None:
    found = followed(tmp_path, told("2019-06: pågår") + HIDDEN, ROUND)
    assert [(account.status, account.unchanged) for account in found.accounts] == [("ongoing", False)]


IN_ONE_WORD = {
    "all alike": ({"rejected"}, "rejected"),
    "yes and no": ({"carried", "rejected"}, "carried-in-part"),
    "yes and answered": ({"carried", "answered"}, "carried-in-part"),
    "yes, one of them amended": ({"carried", "carried-amended"}, "carried-amended"),
    "adopted and carried": ({"adopted", "carried"}, "carried"),
    "no and answered: no word is true of both": ({"rejected", "answered"}, None),
    "nothing": (set(), None),
}


@pytest.mark.parametrize(("outcomes", "word"), IN_ONE_WORD.values(), ids=IN_ONE_WORD)
def test_a_mixed_outcome_is_in_part_only_where_a_part_was_carried(outcomes: set[str], word: str | None) -> None:
    assert summed_up(map(Outcome, outcomes)) == word
