"""The lists that the board works from, and the page of measures: who is on them, and what is said of each."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.small import CLOCK, FILES, SMALLEST, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages.ledgers import ledgers
from vrapport.pages.lists import lists
from vrapport.pages.measures import over_time
from vrapport.theme import Page, theme
from vrapport.views import View

MEETING = "meeting: 2019/arsmote\n"


def seen(root: Path, *changes: Mapping[str, str], files: Mapping[str, str] = FILES) -> View:
    examined = examine(write(root, *changes, files=files), clock=CLOCK)
    assert examined.project
    assert examined.register
    return public_view(examined.project, examined.register.today)


def decision(name: str, *lines: str) -> dict[str, str]:
    return {f"content/decisions/{name}.yml": f"title: {name}\n{MEETING}" + "".join(f"{line}\n" for line in lines)}


def told(status: str, *more: str, date: str = "2020-01") -> str:
    return "\n".join(["updates:", f"  - date: {date}", f"    status: {status}", *(f"    {line}" for line in more)])


def listed(view: View, address: str) -> Mapping[str | None, list[tuple[str, str | None]]]:
    """Give a list's rows (title and note) under their headings."""
    page = next(page for page in lists(view) if page.address == f"beslut/{address}.html")
    groups = page.data["list"]["groups"]
    return {group["title"]: [(row["title"], row["note"]) for row in group["rows"]] for group in groups}


# --- the lists --------------------------------------------------------------------------------------------------------


def test_what_is_late_is_listed_the_latest_first_with_the_day_it_was_due(tmp_path: Path) -> None:
    view = seen(
        tmp_path,
        decision("sen", "due: 2019-12", "responsible: kommunen"),
        decision("senare", "due: hösten 2019", "clauses: Att göra"),
        decision("tidig", "due: 2019-06-30"),
        decision("tidigt", "due: 2020-02"),
        decision("gjort", "due: 2019-06-30", told("genomfört", "text: Gjort.")),
    )
    rows = listed(view, "forsenade")[None]
    assert [title for title, _ in rows] == ["tidig", "sen", "senare"]
    assert rows[1][1] == "Försenat sedan 31 december 2019 · Kommunen"


def test_what_nobody_spoke_of_for_long_is_listed_the_longest_first(tmp_path: Path) -> None:
    view = seen(
        tmp_path,
        decision("nyss", told("pågår", "text: Så.")),
        decision("länge", told("pågår", "text: Så.", date="2019-05")),
        decision("längst", told("pågår", "text: Så.", date="2019-03-11")),
        decision("tyst"),
    )
    rows = listed(view, "inget-nytt")[None]
    assert rows == [
        ("längst", "Inget nytt sedan 11 mars 2019 · Styrelsen"),
        ("länge", "Inget nytt sedan maj 2019 · Styrelsen"),
    ]


def test_what_the_next_period_takes_over_stands_under_what_is_to_be_done_with_it(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if "/decisions/" not in path and "/updates/" not in path}
    view = seen(
        tmp_path,
        decision("öppet", told("pågår", "text: Så.")),
        decision("tyst"),
        decision("klart", told("genomfört", "text: Så.")),
        decision("nästan", told("genomfört", "next: Ett tack")),
        decision("skickat", "referrals: {to: styrelsen, reply_wanted: ja}", told("genomfört", "text: Så.")),
        decision("för kännedom", "referrals: {to: styrelsen}", told("genomfört", "text: Så.")),
        decision("alltid", "standing: ja", told("pågår", "text: Så.")),
        decision("förbi", told("lapsed", "text: Så.", "next: Ingenting")),
        files=files,
    )
    assert {title: [name for name, _ in rows] for title, rows in listed(view, "for-vidare").items()} == {
        "Öppna": ["öppet"],
        "Ej redovisat": ["tyst"],
        "Avslutade, men nästa steg är kvar": ["nästan"],
        "Svar har inte kommit": ["skickat"],
        "Löpande åtaganden": ["alltid"],
        "Tiden gick ut": ["förbi"],
    }


def test_motions_that_were_not_agreed_to_stay_findable(tmp_path: Path) -> None:
    motions = {
        f"content/motions/2019/{name}.yml": f"title: {name}\nmeeting: 2019/arsmote\n{outcome}"
        for name, outcome in {
            "nej": "outcome: rejected\n",
            "återtagen": "outcome: withdrawn\n",
            "avvisad": "outcome: ruled-out\n",
            "fallen": "outcome: fallen\n",
            "ja": "outcome: carried\n",
            "öppen": "",
        }.items()
    }
    answer = {"content/decisions/2019/A1.yml": "title: Nej\nmotions: 2019/A1\noutcome: rejected\n"}
    view = seen(tmp_path, motions, answer)
    rows = dict(listed(view, "avslagna")[None])
    assert rows.keys() == {"Cykelställ", "nej", "återtagen", "avvisad", "fallen"}
    assert rows["nej"] == "Avslagen · Årsmötet 2019"


def test_commitments_that_come_back_say_how_they_are_kept(tmp_path: Path) -> None:
    held = "recurs:\n  at_least: 2\n  per: år\nheld:\n  - date: 2019-09-01\n    text: Träff."
    rows = dict(listed(seen(tmp_path, decision("träffar", held)), "aterkommande")[None])
    assert rows["träffar"] is not None
    assert "1 av 2 tillfällen" in rows["träffar"]
    assert rows["Två ting att göra"] == "Inga tillfällen redovisade"
    assert rows["träffar"].endswith("1 av 2 tillfällen, mars 2019–februari 2020")


def test_every_list_is_there_and_led_to_even_while_it_is_empty(tmp_path: Path) -> None:
    linked = led_to(seen(tmp_path / "some"))
    view = seen(tmp_path / "none", files=SMALLEST)
    assert led_to(view) == {"status/index.html"}  # where nothing is decided, all of them would be empty
    made = {page.address: page for page in (*lists(view), *ledgers(view), *over_time(view))}
    named = {f"beslut/{name}.html" for name in ("forsenade", "inget-nytt", "for-vidare", "aterkommande", "avslagna")}
    assert named | {"beslut/matt.html"} <= linked <= {*made, "beslut/uppfoljning.html"}
    look = theme(tmp_path, {view.language: view.words})
    for address in sorted(named | {"beslut/matt.html"}):
        assert look.render(made[address]), address
    empty = {address: page.data["list"] for address in linked & made.keys() if "list" in (page := made[address]).data}
    assert {address: found["empty"] for address, found in empty.items() if not found["groups"]} == EMPTY
    assert not [found["lead"] for found in empty.values() if "0" in (found["lead"] or "")]


def led_to(view: View) -> set[str]:
    (page,) = (page for page in lists(view) if page.address == "beslut/index.html")
    return {link["address"] for link in page.data["list"]["elsewhere"][-1]["entries"]}


EMPTY = {
    "beslut/oppna.html": "Inget beslut är öppet.",
    "beslut/forsenade.html": "Inget beslut är försenat.",
    "beslut/star-stilla.html": "Inget beslut står stilla eller är tyst.",
    "beslut/inget-nytt.html": "Alla öppna beslut har redovisats på senare tid.",
    "beslut/ej-redovisade.html": "Alla beslutspunkter är redovisade.",
    "beslut/utan-forklaring.html": "Ingen beslutspunkt saknar förklaring.",
    "beslut/vantar.html": "Inget beslut väntar på andra.",
    "beslut/skickat-vidare.html": "Inget har skickats vidare.",
    "beslut/for-vidare.html": "Inget beslut behöver föras vidare.",
    "beslut/aterkommande.html": "Inget beslut är ett återkommande åtagande.",
    "beslut/avslagna.html": "Ingen motion är avslagen.",
}


# --- measures over time -----------------------------------------------------------------------------------------------

EARLIER = {"content/reports/2018.md": "---\ntitle: Rapport 2018\nas_of: 2019-06\n---\nDetta gjordes.\n"}


def measured(view: View) -> Mapping[str, Any]:
    (page,) = over_time(view)
    return page.data["measures"]  # type: ignore[no-any-return]


def test_each_report_is_a_row_of_its_own_day_newest_first(tmp_path: Path) -> None:
    newest, earlier = measured(seen(tmp_path, EARLIER))["editions"]
    assert (newest["title"], newest["as_of"]["text"]) == ("Rapport 2019", "januari 2020")
    assert (earlier["title"], earlier["as_of"]["text"]) == ("Rapport 2018", "juni 2019")
    assert newest["closed"] == {"percent": "50\N{NO-BREAK SPACE}%", "of": "1 av 2"}
    assert earlier["closed"]["of"] == "0 av 3"  # nobody had spoken of A2 by then, and A3 was decided nowhere
    assert (newest["days_to_close"], earlier["days_to_close"]) == ("204", None)
    assert newest["oldest"]["title"] == "Cykelställ vid stationen"


def test_the_newest_report_is_shown_by_area_and_body(tmp_path: Path) -> None:
    found = measured(seen(tmp_path, EARLIER))
    assert [(row["title"], row["total"]) for row in found["areas"]] == [("Kampanj", "1"), ("Ekonomi", "1")]
    assert [(row["title"], row["total"]) for row in found["bodies"]] == [("Styrelsen", "2")]


def test_a_later_account_changes_no_row_of_an_earlier_report(tmp_path: Path) -> None:
    then = measured(seen(tmp_path / "then"))
    today = FILES["content/site.yml"].replace("today: 2020-01-31", "today: 2020-12-31")
    later = {
        "content/site.yml": today,
        "content/updates/2020-05.yml": (
            "title: Maj\ndate: 2020-05\neach:\n  2019/A1:\n    status: genomfört\n    text: Nu.\n"
        ),
    }
    assert measured(seen(tmp_path / "later", later)) == then


def test_without_a_report_today_is_measured(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if "/reports/" not in path}
    found = measured(seen(tmp_path, files=files))
    (row,) = found["editions"]
    assert (row["title"], row["as_of"]["text"], row["total"]) == ("I dag", "31 januari 2020", "3")
    assert found["lead"] == "Ännu finns ingen rapport att mäta: siffrorna visar läget i dag."


def test_of_nothing_there_are_no_shares(tmp_path: Path) -> None:
    (row,) = measured(seen(tmp_path, files=SMALLEST))["editions"]
    assert (row["total"], row["closed"], row["days_to_close"], row["oldest"]) == ("0", None, None, None)


def test_tables_say_what_they_hold(tmp_path: Path) -> None:
    view = seen(tmp_path, decision("odaterat", "status: genomfört"))
    html = rendered(view, *over_time(view))
    assert html.count("<caption ") == html.count("<table") == 3
    assert html.count('scope="col"') == 18  # of eight columns, two say nothing in any row
    assert html.count('scope="row"') == 5
    assert html.count("1 utan känd dag") == 3


def rendered(view: View, page: Page) -> str:
    return theme(Path(), {view.language: view.words}).render(page).decode()
