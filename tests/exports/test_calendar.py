"""The calendar file, read back as a calendar program reads it."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.small import FILES, published, write
from vrapport.exports.calendar import _Entry, _event, _line

DUE = "title: Fana\nmeeting: 2019/arsmote\ndue: {due}\nupdates:\n  - date: 2019-06\n    status: pågår\n    text: x.\n"


def events(root: Path, *changes: dict[str, str]) -> dict[str, icalendar.Event]:
    file = icalendar.Calendar.from_ical(published(write(root, *changes))["kalender.ics"])
    return {str(event["summary"]): event for event in file.walk("VEVENT")}


def test_each_event_has_what_the_standard_asks_for(tmp_path: Path) -> None:
    due = {"content/decisions/2019/B1.yml": DUE.format(due="2020-02-11")}
    content = published(write(tmp_path, due))["kalender.ics"]
    file = icalendar.Calendar.from_ical(content)
    found = file.walk("VEVENT")
    assert file["version"] == "2.0"
    assert file["prodid"]
    assert len({event["uid"] for event in found}) == len(found) == 3
    assert {event["dtstamp"].dt for event in found} == {datetime(2020, 1, 31, tzinfo=UTC)}
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize(
    ("due", "summary", "first", "after"),
    [
        ("2020-02-11", "Klart senast: Fana", date(2020, 2, 11), date(2020, 2, 12)),
        ("2020-02", "Klart senast: Fana (februari 2020)", date(2020, 2, 1), date(2020, 3, 1)),
        (
            "2020-02-11/2020-02-13",
            "Klart senast: Fana (11 februari 2020–13 februari 2020)",
            date(2020, 2, 11),
            date(2020, 2, 14),
        ),
    ],
)
def test_a_day_and_a_month_last_as_long_as_they_do(
    tmp_path: Path, due: str, summary: str, first: date, after: date
) -> None:
    event = events(tmp_path, {"content/decisions/2019/B1.yml": DUE.format(due=due)})[summary]
    assert (event["dtstart"].dt, event["dtend"].dt) == (first, after)
    assert event["url"] == "https://exempel.se/uppfoljning/beslut/2019/B1.html"


@pytest.mark.parametrize("due", ["våren 2020", "2020-Q1", "2020", "senast 2020-03"])
def test_what_nobody_gave_a_day_gets_none(tmp_path: Path, due: str) -> None:
    found = events(tmp_path, {"content/decisions/2019/B1.yml": DUE.format(due=due)})
    assert not [name for name in found if "Fana" in name]


def test_a_campaign_lasts_all_of_its_period(tmp_path: Path) -> None:
    event = events(tmp_path)["Kampanj: Mera cykel"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2019, 1, 1), date(2020, 1, 1))


def test_a_campaign_whose_beginning_nobody_knows_has_no_bar(tmp_path: Path) -> None:
    campaign = {"content/campaigns/cykel.yml": "title: Mera cykel\nperiod: senast 2020-03\n"}
    assert "Kampanj: Mera cykel" not in events(tmp_path, campaign)


def test_an_event_that_is_moved_keeps_its_name(tmp_path: Path) -> None:
    before = events(tmp_path / "a", {"content/decisions/2019/B1.yml": DUE.format(due="2020-02-11")})
    after = events(tmp_path / "b", {"content/decisions/2019/B1.yml": DUE.format(due="2020-05-12")})
    assert before["Klart senast: Fana"]["uid"] == after["Klart senast: Fana"]["uid"]
    assert before["Klart senast: Fana"]["uid"].endswith("@exempel.se")


def test_what_only_members_may_read_is_not_in_it(tmp_path: Path) -> None:
    hidden = "---\nbody: styrelsen\ndate: 2020-02-02\naudience: medlemmar\ntitle: Slutet kanelmöte\n---\n"
    made = published(write(tmp_path, {"content/meetings/2020/hemligt.md": hidden}))
    assert not [name for name in ("kalender.ics", "kalender.html", "nytt.html", "nytt.xml") if b"kanel" in made[name]]


def test_the_name_of_the_calendar_is_escaped(tmp_path: Path) -> None:
    site = re.sub("^title: .*$", "title: Ett, två; tre", FILES["content/site.yml"], flags=re.MULTILINE)
    written = published(write(tmp_path, {"content/site.yml": site}))["kalender.ics"].decode()
    for name in ("NAME", "X-WR-CALNAME"):
        assert re.search(rf"^{name}:Ett\\, två\\; tre: ", written, re.MULTILINE)


TEXTS = some.text(some.characters(codec="utf-8"), max_size=90)


@given(
    some.builds(
        _Entry,
        uid=TEXTS,
        first=some.dates(),
        last=some.dates(),
        summary=TEXTS,
        description=TEXTS,
        category=TEXTS,
        url=some.none() | some.just("https://example.org/a,b;c/å"),
    )
)
def test_an_event_is_written_line_by_line_as_the_library_writes_it_whole(entry: _Entry) -> None:
    event = icalendar.Event()
    stamp = datetime(2019, 1, 2, tzinfo=UTC)
    for name, value in _event(entry, stamp):
        if name not in {"BEGIN", "END"}:
            event.add(name, [value] if name == "CATEGORIES" else value)
    assert b"".join(_line(name, value) for name, value in _event(entry, stamp)) == event.to_ical()
