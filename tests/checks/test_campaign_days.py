"""What was done in a campaign happened within its period, and not after the day that the site speaks of."""

from pathlib import Path

import pytest

from tests.told import told

K = "content/campaigns/k.yml"


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("2019-04-02", None),
        ("2019", None),
        ("2018-12", "days-the-wrong-way-round"),
        ("2019-07-01", "days-the-wrong-way-round"),
        ("2025-01-01", "from-the-future"),
    ],
)
def test_the_days_of_a_campaign(tmp_path: Path, date: str, code: str | None) -> None:
    text = f"title: Kampanj\nperiod: 2019-01/2019-06\nactivities:\n  - date: {date}\n    text: Torgmöte\n"
    said = [line.partition(" | ")[0] for line in told(tmp_path, {K: text})]
    assert said == ([f"{K}:4:11 warning {code}"] if code else [])


def test_a_campaign_without_a_period_has_no_days_outside_it(tmp_path: Path) -> None:
    text = "title: Kampanj\nactivities:\n  - {date: 2018, text: Torgmöte}\n  - text: Affischer\n"
    assert told(tmp_path, {K: text}) == []
