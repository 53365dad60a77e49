"""What a page says of itself to those who list it elsewhere: every page something, and each its own."""

import re
from pathlib import Path

import pytest

from tests.small import FILES, SMALLEST, published, write

SITE = "content/site.yml"
A1 = "content/decisions/2019/A1.yml"
MORE = {
    SITE: f"{FILES[SITE]}languages: [sv, en]\n",
    A1: f"{FILES[A1]}formerly: beslut/2019/cykel.html\n",
    "content/decisions/2019/A4.yml": "title: Intet\nmeeting: 2019/arsmote\n",
}
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
TITLE = re.compile(r"<title>([^<]*)</title>")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    files = published(write(tmp_path_factory.mktemp("described"), MORE))
    return {name: body.decode() for name, body in files.items() if name.endswith(".html")}


def described(page: str) -> str | None:
    found = DESCRIPTION.search(page)
    return found[1] if found else None


def test_every_page_but_the_missing_one_says_what_it_is(pages: dict[str, str]) -> None:
    assert [name for name, page in pages.items() if not described(page)] == ["404.html"]


def test_no_two_pages_with_different_titles_say_the_same(pages: dict[str, str]) -> None:
    named = {TITLE.findall(page)[0]: described(page) for page in pages.values() if described(page)}
    assert len(set(named.values())) == len(named)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("index.html", "Vad blev det av besluten? 3 beslut. 1 är genomfört, 1 är på väg"),
        ("en/index.html", "What became of the decisions? 3 decisions. 1 is carried out, 1 is on its way"),
        ("rapporter/2019.html", "Rapport 2019. 2019 · 3 beslut."),
        ("sok.html", "Sök bland beslut, motioner och protokoll. Beslut, Motioner, Möten, Kalender"),
        ("organ/kommunen.html", "Kommunen. Läs vad Provföreningen i Ås har beslutat"),
        ("en/organ/kommunen.html", "Kommunen. Read what Provföreningen i Ås has decided"),
    ],
)
def test_a_page_says_what_it_holds(pages: dict[str, str], address: str, said: str) -> None:
    assert (described(pages[address]) or "").startswith(said)


def test_what_retells_a_text_describes_its_page(tmp_path: Path) -> None:
    om = {"content/pages/om.md": "---\ntitle: Vilka är vi?\nsummary: En förening i Ås.\n---\nVi finns.\n"}
    assert described(published(write(tmp_path, om))["om.html"].decode()) == "Vilka är vi? En förening i Ås."


def test_a_site_of_nothing_says_that_there_is_nothing(tmp_path: Path) -> None:
    front = published(write(tmp_path, files=SMALLEST))["index.html"].decode()
    assert described(front) == "Vad blev det av besluten? 0 beslut."
