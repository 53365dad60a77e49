"""What a decision's page says of time: late since when, put off how often, gone back, opened again, how it recurs."""

import html
import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests.small import published, write

PAGE = "beslut/2019/A9.html"


def page(root: Path, decision: str, today: date, *files: dict[str, str]) -> str:
    """Build a site with one decision more, and give the words of its page."""
    site = write(
        root, {"content/decisions/2019/A9.yml": f"title: Belysning\nmeeting: 2019/arsmote\n{decision}"}, *files
    )
    return words_of(published(site, today=today)[PAGE])


def words_of(made: bytes) -> str:
    body = made.decode().partition("<main")[2]
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", body)).split()).replace(" ,", ",")


def told(day: str, status: str, *lines: str) -> str:
    return "".join([f"  - date: {day}\n    status: {status}\n", *(f"    {line}\n" for line in lines)])


STEP = "next: {what: Lamporna sätts upp, who: styrelsen, due: %s}"
TWO_A_YEAR = "recurs: {at_least: 2, per: år}\nheld: [2019-04, 2020-04, 2020-05]\nupdates:\n" + told(
    "2020-05", "pågår", "text: Ja."
)
SAID = {  # what is typed, the day, what the page says, what it must not say
    "late": (
        "due: 2019-11\nupdates:\n" + told("2019-10", "pågår", "text: Ett brev."),
        date(2019, 12, 1), "Försenat sedan 30 november 2019", "Inget nytt sedan",
    ),
    "in time": (
        "due: 2019-11\nupdates:\n" + told("2019-10", "pågår", "text: Ett brev."),
        date(2019, 10, 15), "Klart senast november 2019", "Försenat",
    ),
    "soon": (
        "due: 2019-11\nupdates:\n" + told("2019-10", "pågår", "text: Ett brev."),
        date(2019, 11, 10), "Snart dags", "Försenat",
    ),
    "a mark beside the status": (
        "due: 2019-11\nupdates:\n" + told("2019-10", "pågår", "text: Ett brev."),
        date(2020, 6, 1), "Pågår oktober 2019 Försenat Inget nytt Ett brev.", "Nästa steg",
    ),
    "a step that is late": (
        "due: 2020-04\nupdates:\n" + told("2019-10", "pågår", STEP % "2020-01"),
        date(2020, 2, 1), "Klart senast april 2020 Tid Nästa steg försenat sedan 31 januari 2020", "Tid Försenat",
    ),
    "a step that is late, marked": (
        "due: 2020-04\nupdates:\n" + told("2019-10", "pågår", STEP % "2020-01"),
        date(2020, 2, 1), "oktober 2019 Nästa steg försenat", "oktober 2019 Försenat",
    ),
    "a step that is late, and the whole too": (
        "due: 2020-01\nupdates:\n" + told("2019-10", "pågår", STEP % "2019-12"),
        date(2020, 2, 1), "Klart senast januari 2020 Tid Försenat sedan 31 januari 2020", "Nästa steg försenat",
    ),
    "put off": (
        "updates:\n" + told("2019-05", "pågår", STEP % "2019-10") + told("2019-09", "pågår", STEP % "2019-12")
        + told("2019-12", "pågår", STEP % "2020-03"),
        date(2020, 1, 1), "Senarelagt 2 gånger, först oktober 2019 och december 2019", "Försenat",
    ),
    "more time": (
        "due: 2019-11\nextension: {until: 2020-03, reason: Lamporna är slut, by: styrelsen, date: 2019-10}\n",
        date(2019, 12, 1), "Senarelagt 1 gång, först november 2019", "Försenat",
    ),
    "the reason for more time": (
        "due: 2019-11\nextension: {until: 2020-03, reason: Lamporna är slut, by: styrelsen, date: 2019-10}\n",
        date(2019, 12, 1), "först november 2019 Lamporna är slut ( Styrelsen, oktober 2019 )", "Försenat",
    ),
    "nothing new": (
        "updates:\n" + told("2019-05", "pågår", "text: Ett brev."),
        date(2019, 12, 1), "Pågår maj 2019 Inget nytt", "Inget nytt sedan",
    ),
    "gone back": (
        "updates:\n" + told("2019-05", "delvis genomfört", "text: Ja.") + told("2019-06", "planeras", "text: Nej."),
        date(2019, 7, 1), "Planeras Har gått tillbaka", "Återöppnat",
    ),
    "opened again": (
        "updates:\n" + told("2019-05", "genomfört", "text: Ja.") + told("2019-06", "pågår", "reason: De slocknade"),
        date(2019, 7, 1), "Pågår Återöppnat Skäl: De slocknade", "Har gått tillbaka",
    ),
    "done in time": (
        "due: 2019-11\nupdates:\n" + told("2019-10", "genomfört", "text: Ja."),
        date(2020, 1, 1), "Klart i tid", "Försenat",
    ),
    "a recurring commitment": (
        TWO_A_YEAR,
        date(2020, 6, 1),
        "Minst 2 gånger per år. Uppfyllt 2 av 2 tillfällen, mars 2020–februari 2021", "Inga tillfällen",
    ),
    "a year alone": (
        TWO_A_YEAR.replace("2019-04, ", ""),
        date(2019, 12, 1), "Minst 2 gånger per år. Inga tillfällen redovisade", "2019–",
    ),
    "a period that has no end": (
        "recurs: {at_least: 2, per: period}\nheld: 2019-04\n",
        date(2019, 12, 1), "1 av 2 tillfällen, sedan mars 2019", "9999",
    ),
    "listed days": (
        "recurs: {dates: [2019-04, 2019-09]}\nheld: 2019-04\n",
        date(2019, 12, 1),
        "april 2019, september 2019. Ej uppfyllt 1 av 2 tillfällen Ej uppfyllt 0 av 1 tillfälle, september 2019",
        "Inga",
    ),
    "each of its years": (
        TWO_A_YEAR,
        date(2020, 6, 1),
        "Ej uppfyllt 1 av 2 tillfällen, mars 2019–februari 2020 Tillfällen april 2019", "Inga tillfällen",
    ),
    "one that nobody counted": (
        "recurs: {at_least: 2, per: år}\nupdates:\n" + told("2020-05", "pågår", "text: Ja."),
        date(2024, 6, 1), "Minst 2 gånger per år. Inga tillfällen redovisade", "Ej uppfyllt",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("decision", "today", "says", "never"), SAID.values(), ids=SAID)
def test_the_page_says_it_in_words(tmp_path: Path, decision: str, today: date, says: str, never: str) -> None:
    said = page(tmp_path, decision, today)
    assert says in said
    assert never not in said


def test_the_data_says_it_in_codes(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/decisions/2019/A9.yml": "title: Belysning\nmeeting: 2019/arsmote\ndue: 2019-11\n"
                            "extension: {until: 2020-03, reason: Slut, by: styrelsen}\n"})  # fmt: skip
    data = json.loads(published(site, today=date(2020, 4, 1))["beslut/2019/A9.json"])
    assert data["extension"] == [{"until": "2020-03", "date": None, "reason": "Slut", "by": ["styrelsen"]}]
    assert data["schedule"] == {
        "as_of": "2020-04-01", "code": "overdue", "due": "2020-03", "overdue": True, "moved_from": ["2019-11"],
        "stale_since": None,
    }  # fmt: skip
