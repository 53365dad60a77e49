"""What is new is filed no later than today, and named by what it is: what is added above it does not rename it."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.small import CLOCK, published, write
from vrapport.accountability.news import News, news
from vrapport.examining import examine

A2 = "content/decisions/2019/A2.yml"


def account(date: str, status: str, text: str, more: str = "") -> str:
    return f"  - date: {date}\n    status: {status}\n    text: {text}\n{more}"


def found(root: Path, *accounts: str) -> tuple[News, ...]:
    project = examine(write(root, {A2: "title: Avgiften\nupdates:\n" + "".join(accounts)}), clock=CLOCK)
    assert project.register, project.findings
    return news(project.register)


def told(all_news: Iterable[News]) -> dict[str, str]:
    """Name what was told of the decision, by its words."""
    return {
        str(one.account.told.text.by_language[""]): one.name
        for one in all_news
        if one.account and one.account.told.text and one.name.startswith("decisions/2019/A2/")
    }


@pytest.mark.parametrize("when", ["2020", "2019-08/2020-12", "2020-spring", "2020-Q1"])
def test_a_vague_day_is_filed_no_later_than_today(tmp_path: Path, when: str) -> None:
    site = found(tmp_path, account(when, "pågår", "Vagt."))
    (vague,) = [one for one in site if one.when.code == when]
    assert vague.day.isoformat() == "2020-01-31"
    assert vague.when.last > vague.day
    assert [one.day for one in site] == sorted((one.day for one in site), reverse=True)


def test_neither_the_feed_nor_the_page_speaks_of_days_to_come(tmp_path: Path) -> None:
    site = {A2: "title: Avgiften\nupdates:\n" + account("2020", "pågår", "Vagt.")}
    site["content/decisions/2019/B1.yml"] = "title: Ny\nupdates:\n" + account("2020-01-31", "pågår", "I dag.")
    made = published(write(tmp_path, site))
    assert max(re.findall(r"<updated>(\d{4}-\d\d-\d\d)", made["nytt.xml"].decode())) == "2020-01-31"
    page = made["nytt.html"].decode()
    assert page.index("I dag.") < page.index("Vagt.")


FIRST, SECOND = account("2020-01-10", "pågår", "Ett."), account("2020-01-10", "genomfört", "Två.")


def test_an_account_of_the_same_day_does_not_rename_another(tmp_path: Path) -> None:
    alone = told(found(tmp_path / "a", SECOND))
    assert told(found(tmp_path / "b", FIRST, SECOND))["Två."] == alone["Två."]
    assert told(found(tmp_path / "c", SECOND, FIRST))["Två."] == alone["Två."]


def test_accounts_of_one_day_and_status_are_told_apart_by_their_words(tmp_path: Path) -> None:
    again = account("2020-01-10", "pågår", "Åter.")
    one, other = told(found(tmp_path / "a", FIRST, again)), told(found(tmp_path / "b", again, FIRST))
    assert one == other
    assert len(set(one.values())) == 2
    same = found(tmp_path / "c", FIRST, FIRST)
    assert len({each.name for each in same}) == len(same)


def test_the_spot_of_an_account_does_not_move_when_an_earlier_one_is_added(tmp_path: Path) -> None:
    later, earlier = account("2020-01", "genomfört", "Sen."), account("2019-12", "pågår", "Tidig.")
    spots = {}
    for name, accounts in {"a": later, "b": earlier + later}.items():
        page = published(write(tmp_path / name, {A2: f"title: Avgiften\nupdates:\n{accounts}"}))["beslut/2019/A2.html"]
        spots[name] = re.findall(r'id="(lagesrapporter-[^"]+)"', page.decode())
    assert spots == {"a": ["lagesrapporter-2020-01"], "b": ["lagesrapporter-2020-01", "lagesrapporter-2019-12"]}


def test_no_two_accounts_share_a_spot_and_every_link_leads_to_one(tmp_path: Path) -> None:
    accounts = FIRST + FIRST + SECOND + "  - status: pågår\n    date: 2020-01-11\n    text: x\n"
    made = published(write(tmp_path, {A2: f"title: Avgiften\nupdates:\n{accounts}"}))
    page = made["beslut/2019/A2.html"].decode()
    spots = re.findall(r'id="(lagesrapporter-[^"]+)"', page)
    assert len(spots) == len(set(spots)) == 4
    links = set(re.findall(r'href="[^"#]*(?:A2\.html)?#(lagesrapporter-[^"]+)"', page + made["nytt.html"].decode()))
    assert links >= set(spots)
