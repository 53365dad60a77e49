"""What is new: each account once, from where to where, newest first, and named so that a browser can remember it."""

import re
from pathlib import Path

from tests.small import published, write

ENTRY = re.compile(r'<li id="(n-[0-9a-f]{12})">(.*?)(?=<li id="n-|</ol>)', re.DOTALL)


def page(root: Path, *changes: dict[str, str]) -> str:
    return published(write(root, *changes))["nytt.html"].decode()


def entries(html: str) -> dict[str, str]:
    return dict(ENTRY.findall(html))


def text(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def about(html: str, words: str) -> str:
    return next(text(entry) for entry in entries(html).values() if words in text(entry))


def test_the_newest_stands_first_under_its_month(tmp_path: Path) -> None:
    html = page(tmp_path)
    assert re.findall("<h2>(.*?)</h2>", html) == [
        "Januari 2020", "December 2019", "Oktober 2019", "Juni 2019", "Maj 2019", "Mars 2019",
    ]  # fmt: skip


def test_a_change_says_from_where_to_where(tmp_path: Path) -> None:
    said = about(page(tmp_path), "Beslutat i september.")
    assert "Planeras → blev Genomfört Avslutat" in said


def test_the_first_account_comes_from_nowhere(tmp_path: Path) -> None:
    assert "→" not in about(page(tmp_path), "Ett brev är skrivet.")


def test_a_clause_is_named_and_followed_by_itself(tmp_path: Path) -> None:
    html = page(tmp_path)
    assert "att-sats 1" in about(html, "Gjort.")
    assert "→" not in about(html, "Gjort.")


def test_an_account_leads_to_where_its_decision_tells_it(tmp_path: Path) -> None:
    made = published(write(tmp_path))
    entry = next(entry for entry in entries(made["nytt.html"].decode()).values() if "Beslutat i september" in entry)
    address, _, fragment = re.findall('href="([^"]+)"', entry)[0].partition("#")
    assert f'id="{fragment}"' in made[address].decode()


def test_one_account_of_several_decisions_is_one_entry(tmp_path: Path) -> None:
    shared = (
        "title: Skickat till kommunen\ndate: 2020-01\ndecisions: [2019/A1, 2019/A2, 2019/A3]\n"
        "status: pågår\ntext: Skickat.\n"
    )
    html = page(tmp_path, {"content/updates/2020-01b.yml": shared})
    found = [text(entry) for entry in entries(html).values() if "Skickat." in entry]
    assert len(found) == 1
    assert "Avgiften blir oförändrad Genomfört → blev Pågår Återöppnat" in found[0]


def test_that_nothing_is_new_is_no_news(tmp_path: Path) -> None:
    write(tmp_path, {"content/updates/2020-01.yml": "title: x\ndate: 2020-01\neach:\n  2019/A1: oförändrat\n"})
    assert "Januari 2020" not in published(tmp_path)["nytt.html"].decode()


def test_a_meeting_tells_how_many_decisions_it_took(tmp_path: Path) -> None:
    assert "2 beslut" in about(page(tmp_path), "Årsmötet 2019")


def test_a_meeting_still_to_come_is_no_news(tmp_path: Path) -> None:
    html = page(tmp_path, {"content/meetings/2020/mars.md": "---\nbody: styrelsen\ndate: 2020-03-01\n---\n"})
    assert "mars 2020" not in text(html).casefold()


def test_what_is_mended_keeps_its_name_and_what_is_added_gets_one(tmp_path: Path) -> None:
    before = entries(page(tmp_path))
    path = tmp_path / "content/decisions/2019/A2.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Beslutat i september.", "Beslutades då."), encoding="utf-8"
    )
    assert entries(page_of(tmp_path)).keys() == before.keys()
    path.write_text(
        path.read_text(encoding="utf-8") + "  - date: 2020-01-20\n    status: pågår\n    text: Igen.\n    reason: x\n",
        encoding="utf-8",
    )
    assert len(entries(page_of(tmp_path)).keys() - before.keys()) == 1
    assert not before.keys() - entries(page_of(tmp_path)).keys()


def page_of(root: Path) -> str:
    return published(root)["nytt.html"].decode()


def test_a_decision_added_to_an_old_meeting_makes_the_meeting_new(tmp_path: Path) -> None:
    before = entries(page(tmp_path / "a"))
    after = entries(page(tmp_path / "b", {"content/decisions/2019/B1.yml": "title: Ny\nmeeting: 2019/arsmote\n"}))
    assert [text(after[name])[:12] for name in after.keys() - before.keys()] == ["10 mars 2019"]


def test_older_years_have_pages_of_their_own(tmp_path: Path) -> None:
    told = "".join(
        f"  - date: 20{n // 12:02}-{n % 12 + 1:02}\n    status: pågår\n    text: Gång {n}.\n" for n in range(110)
    )
    made = published(write(tmp_path, {"content/decisions/2019/A2.yml": f"title: Avgiften\nupdates:\n{told}"}))
    assert len(entries(made["nytt.html"].decode())) == 100
    assert 'href="nytt-2000.html"' in made["nytt.html"].decode()
    assert "data-capped" in made["nytt.html"].decode()
    assert made["nytt-2000.html"].decode().count("Avgiften</a>") == 12
    assert "nytt-2009.html" not in made


def test_the_script_is_loaded_here_and_nowhere_else(tmp_path: Path) -> None:
    made = published(write(tmp_path))
    assert [name for name, content in made.items() if name.endswith(".html") and b"news.js" in content] == ["nytt.html"]
