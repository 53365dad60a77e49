"""The front page says how things stand, in numbers that agree with each other, and leads on."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from tests.small import CLOCK, SMALLEST, published, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages.front import front
from vrapport.views import View

SITE = "format: 1\ntitle: Prov\nlanguage: sv\ntoday: 2020-01-31\nareas:\n  a: Första\n  b: Andra\n"
DONE_IN_AUGUST = "  - date: 2019-08\n    status: genomfört\n"
MEETING = {
    "content/meetings/m.md": "---\nbody: b\ndate: 2019-03-10\ntype: protokoll\n---\nText.\n",
    "content/bodies/b.yml": "title: Mötet\n",
}


def site(root: Path, *decisions: str, **more: str) -> Path:
    """Write a site of some decisions of one meeting."""
    records = {f"content/decisions/D{number}.yml": text for number, text in enumerate(decisions, 1)}
    return write(root, {"content/site.yml": SITE}, MEETING, records, more, files={})


def view_of(root: Path) -> View:
    examined = examine(root, clock=CLOCK)
    assert examined.project
    assert examined.register, examined.findings
    return public_view(examined.project, examined.register.today)


def shown(root: Path) -> Any:  # noqa: ANN401 - plain data
    (page,) = front(view_of(root))
    return page.data["front"]


def decision(status: str = "", *, area: str = "a", date: str = "2019-06", more: str = "", head: str = "") -> str:
    told = f"updates:\n  - date: {date}\n    status: {status}\n    text: Något gjordes.\n{more}" if status else ""
    return f"title: Prövat\narea: {area}\nmeeting: m\n{head}{told}"


def test_the_table_has_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    found = shown(
        site(tmp_path, decision("pågår"), decision("genomfört"), decision(area="b"), decision("pågår", area="b"))
    )
    table = found["table"]
    codes = [column["status"]["code"] for column in table["columns"]]
    assert codes == ["done", "ongoing", "unreported"]
    assert [(row["title"], row["cells"], row["total"]) for row in table["rows"]] == [
        ("Första", [1, 1, 0], 2), ("Andra", [0, 1, 1], 2),
    ]  # fmt: skip
    assert [column["count"] for column in table["columns"]] == [1, 2, 1]
    assert table["total"] == found["total"] == sum(column["count"] for column in table["columns"])
    for row, area in zip(table["rows"], found["areas"], strict=True):
        assert len(area["decisions"]) == row["total"] == area["total"]


def test_one_area_needs_no_table(tmp_path: Path) -> None:
    assert shown(site(tmp_path, decision("pågår")))["table"] is None


def test_what_asked_for_nothing_is_counted_nowhere(tmp_path: Path) -> None:
    found = shown(site(tmp_path, decision("pågår"), decision(head="outcome: avslag\n")))
    assert (found["total"], found["silent"]) == (1, 0)


def burnup(root: Path) -> Any:  # noqa: ANN401
    return shown(root)["period"]["burnup"]


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        (decision("genomfört", date="2019-06-15"), "2019-03-31", "2019-06-30"),
        (decision("genomfört", date="2020-01", more="    when: senast 2019-09\n"), "2019-03-31", "2019-09-30"),
        (decision("genomfört", date="2020-01", more="    when: 2019-07/2019-09\n"), "2019-07-31", "2019-09-30"),
        (decision("pågår", date="2019-05", more=DONE_IN_AUGUST), "2019-05-31", "2019-08-31"),
        (decision("genomfört", date="2020-01", more="    when: 2019-07-02\n"), "2019-07-31", "2019-07-31"),
    ],
    ids=["told", "by", "between", "open before", "a day"],
)  # fmt: skip
def test_a_decision_was_closed_at_some_time_within_what_is_known(
    tmp_path: Path, told: str, first: str, last: str
) -> None:
    rows = burnup(site(tmp_path, told))["rows"]
    assert next(row["date"]["code"] for row in rows if row["perhaps"]) == first
    assert next(row["date"]["code"] for row in rows if row["closed"]) == last
    assert next(row["date"]["code"] for row in rows if row["fulfilled"]) == last


def test_what_closed_on_no_known_day_is_counted_in_words_only(tmp_path: Path) -> None:
    undated = "title: Klart\narea: a\nmeeting: m\nstatus: genomfört\n"
    root = site(tmp_path, undated, decision("genomfört", date="2019-06-15"))
    found = burnup(root)
    assert (found["closed"], found["undated"], found["rows"][-1]["perhaps"]) == (2, 1, 1)
    assert "1 utan känd dag, inte med i bilden" in published(root)["index.html"].decode()


def test_no_curve_is_drawn_where_no_day_is_known(tmp_path: Path) -> None:
    found = shown(site(tmp_path, "title: Klart\narea: a\nmeeting: m\nstatus: genomfört\n"))
    assert found["period"]["burnup"] is None


def test_closed_unfulfilled_is_closed_and_not_carried_out(tmp_path: Path) -> None:
    dropped = decision("genomförs inte", date="2019-06-15", more="    reason: Nej.\n    decided_by: b\n")
    found = burnup(site(tmp_path, dropped, decision("genomfört", date="2019-06-15")))
    assert (found["closed"], found["fulfilled"]) == (2, 1)
    assert (found["rows"][-1]["closed"], found["rows"][-1]["fulfilled"]) == (2, 1)


def test_reopened_is_not_closed(tmp_path: Path) -> None:
    again = "  - date: 2019-09\n    status: pågår\n    reason: Det räckte inte.\n"
    assert shown(site(tmp_path, decision("genomfört", more=again)))["period"]["burnup"] is None


def test_the_curves_never_fall_and_never_cross(tmp_path: Path) -> None:
    days = ("2019-04", "2019-Q2", "senast 2019-12", "2019-09-09", "2019-H2")
    found = burnup(site(tmp_path, *(decision("genomfört", date="2020-01", more=f"    when: {day}\n") for day in days)))
    for row in found["rows"]:
        assert row["fulfilled"] <= row["closed"] <= row["perhaps"] <= row["decided"] == 5
    for points in found["curves"].values():
        ys = [y for _, y in points]
        assert ys == sorted(ys, reverse=True)


def test_campaigns_meetings_and_deadlines_lie_along_the_period(tmp_path: Path) -> None:
    root = site(
        tmp_path,
        decision("pågår", head="due: 2020-03\n"),
        decision("pågår", head="due: 2019-12\n"),
        **{
            "content/campaigns/k.yml": "title: Kampanjen\nperiod: 2019-10/2020-02\n",
            "content/campaigns/l.yml": "title: Utan dagar\n",
        },
    )
    lines = {line["title"]: line for line in shown(root)["period"]["lines"]}
    assert list(lines) == ["Kampanjen", "Möten", "Tidsgränser och nästa steg"]
    assert [bar["look"] for bar in lines["Kampanjen"]["stretches"]] == ["campaign"]
    assert [point["look"] for point in lines["Möten"]["points"]] == ["past"]
    due = lines["Tidsgränser och nästa steg"]
    assert [point["look"] for point in due["points"]] == ["late", "ahead"]
    assert due["note"] == "1 tidsgräns passerad, inte klart · 1 kommande"
    assert due["address"] == "kalender.html"


def test_what_lies_in_one_place_is_drawn_once_with_its_number(tmp_path: Path) -> None:
    dues = ("2020-03-31", "2020-03-31", "2020-03-30", "våren 2020", "2019-12-31")
    root = site(tmp_path, *(decision("pågår", head=f"due: {due}\n") for due in dues))
    line = next(line for line in shown(root)["period"]["lines"] if line["address"] == "kalender.html")
    assert [(point["look"], point["count"]) for point in line["points"]] == [("late", 1), ("ahead", 3), ("ahead", 1)]
    assert [bar["look"] for bar in line["stretches"]] == ["vague"], "only the season is vague"
    bar, ring = line["stretches"][0], line["points"][-1]
    assert ring["x"] == pytest.approx(bar["x"] + bar["width"], abs=0.02), "its last day counts"
    assert '<text class="many"' in published(root)["index.html"].decode()


def test_a_plan_adopted_on_a_vague_day_does_not_look_like_a_period(tmp_path: Path) -> None:
    plan = {"content/campaigns/k.yml": "title: Kampanjen\nplan: {adopted: hösten 2019, by: b}\n"}
    line = next(line for line in shown(site(tmp_path, decision("pågår"), **plan))["period"]["lines"] if line["note"])
    assert ([bar["look"] for bar in line["stretches"]], len(line["points"])) == (["vague"], 1)


def test_where_no_closing_has_a_day_a_sentence_says_so_and_nothing_is_drawn(tmp_path: Path) -> None:
    told = decision("genomfört", date="2020-01-31", more="    when: senast 2020-01\n")
    root = site(tmp_path, told, told)
    assert burnup(root)["pace"] == "Dagarna är inte kända: någon gång mellan 10 mars 2019 och 31 januari 2020."
    page = published(root)["index.html"].decode()
    assert burnup(root)["pace"] in page
    assert 'class="strip rising"' not in page
    assert "<details" not in page.partition('class="period"')[2]


def test_the_table_of_closed_decisions_has_no_rows_alike_but_the_last(tmp_path: Path) -> None:
    rows = burnup(site(tmp_path, decision("genomfört", date="2019-06-15"), decision("pågår")))["rows"]
    counts = [(row["decided"], row["closed"], row["perhaps"], row["fulfilled"]) for row in rows]
    assert counts == [(2, 0, 1, 0), (2, 1, 1, 1), (2, 1, 1, 1)]
    assert rows[-1]["date"]["code"] == "2020-01-31"


def test_what_is_late_stands_first_then_silence_then_what_is_not_begun(tmp_path: Path) -> None:
    waits = "    waits_for: b\n"
    root = site(
        tmp_path,
        decision("väntar", more=waits),
        decision("ej genomfört"),
        decision(),
        decision("pågår", head="due: 2019-12\n"),
    )
    first, _, _ = shown(root)["lists"]
    assert [row["address"] for row in first["rows"]] == [f"beslut/D{number}.html" for number in (4, 3, 2, 1)]
    assert [(more["title"], more["count"]) for more in first["more"]] == [
        ("Försenade beslut", "1"), ("Står stilla eller tyst", "3"),
    ]  # fmt: skip


def test_late_comes_before_silent_and_nothing_twice(tmp_path: Path) -> None:
    late = decision("väntar", head="due: 2019-12\n", more="    waits_for: b\n")
    found = shown(site(tmp_path, decision(), late))
    first, _, _ = found["lists"]
    assert [row["address"] for row in first["rows"]] == ["beslut/D2.html", "beslut/D1.html"]
    assert first["rows"][0]["note"] == "Försenat sedan 31 december 2019"


def test_the_lists_lead_to_the_calendar_and_to_what_is_new(tmp_path: Path) -> None:
    _, changed, coming = shown(site(tmp_path, decision("pågår")))["lists"]
    assert [more["address"] for more in (*changed["more"], *coming["more"])] == ["nytt.html", "kalender.html"]


def test_an_empty_site_has_a_front_page_too(tmp_path: Path) -> None:
    page = published(write(tmp_path, files=SMALLEST))["index.html"].decode()
    assert "Inga beslut ännu." in page
    assert "<h2" not in page.partition("<main")[2].partition("</main>")[0], "no empty list, no empty picture"
    assert "<table" not in page
    assert "None" not in page


def test_nothing_on_the_page_styles_itself(tmp_path: Path) -> None:
    page = published(write(tmp_path))["index.html"].decode()
    assert not re.search(r"style=|<style|javascript:|\son\w+=", page)


def test_rows_become_bars_and_the_page_stays_light(tmp_path: Path) -> None:
    """Beyond 200 decisions a row is a bar; page, style sheet and script stay below 30 kB together."""
    areas = "areas:\n" + "".join(f"  o{number}: Område {number}\n" for number in range(20))
    statuses = ("pågår", "genomfört", "planeras", "oklart", "ej genomfört", "delvis", "vid behov")
    decisions = [
        decision(statuses[n % 7], area=f"o{n % 20}", date=f"2019-{n % 8 + 4:02}", head=f"due: 2020-{n % 12 + 1:02}\n")
        for n in range(240)
    ]
    root = site(tmp_path, *decisions, **{"content/site.yml": SITE.partition("areas:")[0] + areas})
    files = published(root)
    page = files["index.html"]
    assert page.count(b'<div class="bar">') == 20
    assert page.count(b'<ol class="rings">') == 0
    parts = (page, files["assets/site.css"], files["assets/site.js"])
    assert sum(len(gzip.compress(part, mtime=0)) for part in parts) < 30_000


def test_a_whole_closed_on_no_known_day_where_one_of_its_parts_did(tmp_path: Path) -> None:
    parts = "clauses:\n  - summary: Ett.\n  - summary: Två.\n    status: genomfört\n"
    first = "updates:\n  - date: 2019-06\n    clause: 1\n    status: genomfört\n    text: Gjort.\n"
    root = site(tmp_path, decision(head=parts) + first, decision("genomfört"))
    assert (burnup(root)["closed"], burnup(root)["undated"]) == (2, 1)
