"""The calendar: under which month each thing stands, what is past, what is late, and what has a day in the months."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.small import FILES, published, write
from vrapport.dates import read_code
from vrapport.pages.months import is_closer, stretch

CAMPAIGN = "title: Mera cykel\nperiod: {period}\n"
DUE = (
    "title: {title}\nmeeting: 2019/arsmote\ndue: {due}\n"
    "updates:\n  - date: 2019-06\n    status: {status}\n    text: x.\n"
)
STEP = (
    "title: Brev\nmeeting: 2019/arsmote\nupdates:\n  - date: 2019-06\n    status: pågår\n    text: x.\n"
    "    next: {what: Brevet skickas, due: 2020-03}\n"
)
LISTED = "title: Läger\nmeeting: 2019/arsmote\nrecurs:\n  dates: [2020-08, 2020-08-09]\n"
MEETING = "---\nbody: {body}\ndate: {date}\n{more}---\nText.\n"


def page(root: Path, *changes: dict[str, str], address: str = "kalender.html", today: date | None = None) -> str:
    return published(write(root, *changes), today=today)[address].decode()


def headings(html: str, section: str) -> list[str]:
    part = html.partition(f'<section class="{section}">')[2].partition("<h2>")[2].partition("<h2>")[0]
    return re.findall("<h3>(.*?)</h3>", part)


def text(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", "", html).split())


def under(html: str, heading: str) -> str:
    return html.partition(f"<h3>{heading}</h3>")[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("when", "heading"),
    [
        ("2020-03-08", "2020-03"),
        ("2020-03", "2020-03"),
        ("by 2020-03", "2020-03"),
        ("by 2020-spring", "2020-06"),
        ("2020-03-07/2020-03-08", "2020-03"),
        ("2020-03-30/2020-04-02", "2020-03-30/2020-04-02"),
        ("2020-spring", "2020-spring"),
        ("2020-Q1", "2020-Q1"),
        ("2020", "2020"),
    ],
)
def test_a_date_stands_under_its_month_or_its_own_words(when: str, heading: str) -> None:
    assert stretch(read_code(when)).code == heading


def test_a_month_says_no_more_than_its_heading() -> None:
    assert is_closer(read_code("2020-03-08"))
    assert is_closer(read_code("by 2020-03"))
    assert not is_closer(read_code("2020-03"))
    assert not is_closer(read_code("2020-spring"))


def test_what_comes_stands_nearest_first_and_what_has_been_newest_first(tmp_path: Path) -> None:
    html = page(
        tmp_path,
        {"content/campaigns/cykel.yml": CAMPAIGN.format(period="våren 2020")},
        {"content/decisions/2019/B1.yml": DUE.format(title="Fana", due="2020-02-11", status="pågår")},
        {"content/decisions/2019/B2.yml": DUE.format(title="Tält", due="2019-12", status="genomfört")},
        {"content/decisions/2019/B3.yml": STEP},
    )
    assert headings(html, "coming") == ["Februari 2020", "Mars 2020", "Våren 2020"]
    assert headings(html, "past") == ["December 2019", "Mars 2019"]
    assert "tis 11 feb." in under(html, "Februari 2020")
    assert "Nästa steg · Brevet skickas" in text(under(html, "Mars 2020"))
    assert "<time" not in under(html, "Våren 2020")


def test_what_is_late_is_marked_and_what_was_done_is_not(tmp_path: Path) -> None:
    html = page(
        tmp_path,
        {"content/decisions/2019/B1.yml": DUE.format(title="Fana", due="2019-11-30", status="pågår")},
        {"content/decisions/2019/B2.yml": DUE.format(title="Tält", due="2019-12-01", status="genomfört")},
    )
    assert "Försenat" in under(html, "November 2019")
    assert "Försenat" not in under(html, "December 2019")
    assert "(1)</a>" in html.partition("</header>")[2].partition("</header>")[0]


def test_a_meeting_is_announced_until_it_has_a_record_of_its_own(tmp_path: Path) -> None:
    held = {
        "content/meetings/2020/jan.md": MEETING.format(
            body="styrelsen", date="2020-01-15", more="next_meeting: 2020-02-19\n"
        )
    }
    html = page(tmp_path / "a", held)
    assert "Nästa möte" in under(html, "Februari 2020")
    recorded = {"content/meetings/2020/feb.md": MEETING.format(body="styrelsen", date="2020-02-19", more="")}
    html = page(tmp_path / "b", held, recorded)
    assert "Nästa möte" not in under(html, "Februari 2020")
    assert "Styrelsen 19 februari 2020" in under(html, "Februari 2020")


def test_a_step_told_of_several_decisions_stands_once(tmp_path: Path) -> None:
    shared = (
        "title: Båda\ndate: 2020-01\nby: styrelsen\ndecisions: [2019/A1, 2019/A3]\nstatus: pågår\ntext: Vi börjar.\n"
        "next: {what: Vi ses, due: 2020-02-03}\n"
    )
    html = page(tmp_path, {"content/updates/2020-01b.yml": shared})
    assert text(under(html, "Februari 2020")).count("Vi ses · och 1 beslut till") == 1


@pytest.mark.parametrize(("month", "heading"), [("2020-03", "Mars 2020"), ("2019-11", "November 2019")])
def test_what_only_has_the_month_says_so_and_stands_last(tmp_path: Path, month: str, heading: str) -> None:
    dues = {"B1": month, "B2": f"{month}-08", "B3": f"{month}-20"}
    decisions = {
        f"content/decisions/2019/{name}.yml": DUE.format(title=name, due=due, status="genomfört")
        for name, due in dues.items()
    }
    html = under(page(tmp_path, decisions), heading)
    days = re.findall('<p class="day">(.*?)</p>', html)
    assert [re.sub("<[^>]*>", "", day) == "under månaden" for day in days] == [False, False, True]
    assert re.findall(r">(B\d)<", html)[-1] == "B1"


def test_a_month_without_days_needs_no_column_of_days(tmp_path: Path) -> None:
    html = page(tmp_path, {"content/decisions/2019/B1.yml": DUE.format(title="Tält", due="2020-04", status="pågår")})
    assert 'class="day"' not in under(html, "April 2020")


@pytest.mark.parametrize(("due", "rows"), [("2020-03", 1), ("2020-04", 2)])
def test_a_step_due_with_its_decision_stands_with_it(tmp_path: Path, due: str, rows: int) -> None:
    both = STEP.replace("updates:", f"due: {due}\nupdates:")
    html = text(page(tmp_path, {"content/decisions/2019/B1.yml": both}))
    assert html.count("Brevet skickas") == 1
    assert html.count("Klart senast") == 1
    assert ("Klart senast · Nästa steg · Brevet skickas" in html) == (rows == 1)


def test_what_has_no_day_is_named_below_its_month(tmp_path: Path) -> None:
    html = page(
        tmp_path,
        {"content/decisions/2019/B1.yml": DUE.format(title="Fana", due="2020-02-11", status="pågår")},
        {"content/decisions/2019/B2.yml": DUE.format(title="Tält", due="2020-02", status="pågår")},
    )
    below = html.partition("<caption>Februari 2020</caption>")[2].partition("</table>")[2].partition("</section>")[0]
    assert text(below) == "Under månaden: Tält"


def test_a_mandate_and_a_listed_day_stand_in_it(tmp_path: Path) -> None:
    html = page(
        tmp_path,
        {"content/bodies/grupp.yml": "title: Gruppen\nmandate:\n  task: Utreda.\n  due: 2020-04-01\n"},
        {"content/decisions/2019/B1.yml": LISTED},
    )
    assert "Uppdraget ska vara redovisat" in under(html, "April 2020")
    assert under(html, "Augusti 2020").count("Återkommande åtagande") == 2


def test_only_what_has_a_day_is_drawn_in_the_months(tmp_path: Path) -> None:
    html = page(
        tmp_path,
        {"content/decisions/2019/B1.yml": DUE.format(title="Fana", due="2020-02-11", status="pågår")},
        {"content/decisions/2019/B2.yml": DUE.format(title="Tält", due="2020-04", status="pågår")},
        {"content/meetings/2020/helg.md": MEETING.format(body="kommunen", date="2020-02-01/2020-02-02", more="")},
    )
    tables = re.findall("<caption>(.*?)</caption>.*?</table>", html, re.DOTALL)
    assert tables == ["Februari 2020"]
    weeks = html.partition("<caption>Februari 2020</caption>")[2].partition("</table>")[0]
    assert re.findall(r'<abbr title="(\w+)">', weeks)[0] == "måndag"
    cells = re.findall(r'<time datetime="([\d-]+)">\d+</time>(.*?)</td>', weeks, re.DOTALL)
    assert [day for day, rest in cells if "<a" in rest] == ["2020-02-01", "2020-02-02", "2020-02-11"]
    assert weeks.count("<td") == 5 * 7


def test_today_is_marked(tmp_path: Path) -> None:
    html = page(tmp_path, {"content/meetings/2020/nu.md": MEETING.format(body="kommunen", date="2020-01-31", more="")})
    assert re.search(r'<td aria-current="date"><time datetime="2020-01-31">31</time> <span class="today">i dag', html)


@pytest.mark.parametrize(("language", "said"), [("sv", "sön 7 juni"), ("en", "Sun 7 Jun")])
def test_a_day_is_said_in_the_order_of_the_catalogue(tmp_path: Path, language: str, said: str) -> None:
    spoken = {"content/site.yml": FILES["content/site.yml"].replace("language: sv", f"language: {language}")}
    meeting = {"content/meetings/2020/m.md": MEETING.format(body="kommunen", date="2020-06-07", more="")}
    address = "kalender.html" if language == "sv" else "calendar.html"
    assert f'<time datetime="2020-06-07">{said}</time>' in page(tmp_path, spoken, meeting, address=address)


def test_earlier_years_have_pages_of_their_own(tmp_path: Path) -> None:
    old = {
        f"content/meetings/{year}/m.md": MEETING.format(body="kommunen", date=f"{year}-05-02", more="")
        for year in (2011, 2018)
    }
    made = published(write(tmp_path, old))
    assert "Kommunen 2 maj 2018" not in made["kalender.html"].decode()
    assert 'href="kalender-2018.html"' in made["kalender.html"].decode()
    assert "Kommunen 2 maj 2018" in made["kalender-2018.html"].decode()
    assert "kalender-2011.html" in made
    assert "kalender-2019.html" not in made


def test_a_year_too_long_for_the_page_is_whole_on_its_own(tmp_path: Path) -> None:
    write(tmp_path)
    settings = tmp_path / "content/site.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "list_length: 3\n", encoding="utf-8")
    due = {
        f"content/decisions/2019/B{n}.yml": DUE.format(title=f"Sak {n}", due=f"2020-05-0{n}", status="pågår")
        for n in range(1, 6)
    }
    for path, text in due.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    made = published(tmp_path)
    assert "Sak 5" not in made["kalender.html"].decode()
    assert "Sak 5" in made["kalender-2020-2.html"].decode()


def test_a_site_without_a_day_in_it_says_so(tmp_path: Path) -> None:
    made = published(write(tmp_path, files={"content/site.yml": "format: 1\ntitle: Nästan inget\ntoday: 2020-01-01\n"}))
    assert 'class="empty"' in made["kalender.html"].decode()
