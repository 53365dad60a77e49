"""Every page is valid HTML, and says what it is to a browser, a reader and a search engine."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CHECKERS, ROOT, Site
from tests.small import built, write
from tests.web.documents import document

CHECKER = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"
# What the checker says that is not so: to it, nothing is `'self'` in a file on disk. test_browser.py asks Chromium.
MISTAKEN = "Resource violates Content Security Policy"

FRAMES = {"base", "record", "overlay", "broken"}  # what other templates stand in, and what only the preview shows
NOT_IN_THE_EXAMPLE = {"resource", "statistic", "moved"}  # of these content/ has no record; tests/small.py has


# Java that runs for seconds only: half its time went to make long runs quicker.
JAVA = ("java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def complaints(folder: Path) -> list[str]:
    """Ask the Nu HTML checker about every page at once; errors and warnings alike, as `page:line: text`."""
    command = [*JAVA, "-jar", str(CHECKER), "--skip-non-html", "--format", "json", "--stdout", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout, done.stderr
    messages = json.loads(done.stdout)["messages"]
    return sorted(_as_line(folder, message) for message in messages if not message["message"].startswith(MISTAKEN))


def _as_line(folder: Path, message: dict[str, str]) -> str:
    page = message.get("url", "").partition(folder.as_posix() + "/")[2]
    kind = message.get("subType", message["type"])
    return f"{page}:{message.get('lastLine', '')}: {kind}: {message['message']} {message.get('extract', '').strip()!r}"


@pytest.mark.java
@pytest.mark.slow
def test_every_page_is_valid_html(either: Site) -> None:
    found = complaints(either.folder)
    assert not found, f"{len(found)} complaints:\n" + "\n".join(found[:40])


@pytest.mark.java
@pytest.mark.slow
def test_a_page_of_every_kind_is_valid_html(tmp_path: Path) -> None:
    moved = {"content/pages/om.md": "---\ntitle: Om\nformerly: gammal/om.html\n---\nText.\n"}
    root = write(tmp_path / "site", moved)
    assert built(root, tmp_path / "out").published
    pages = tmp_path / "out" / "public"
    for address in ("resursbank/brev.html", "statistik/avgifter.html", "gammal/om.html"):
        assert (pages / address).is_file()
    assert not complaints(pages)


@pytest.mark.java
@pytest.mark.slow
def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="sv"><title>Fel</title><p id="a"><section>Utan rubrik</section><p id="a">'
    (tmp_path / "wrong.html").write_text(page, encoding="utf-8")
    found = complaints(tmp_path)
    assert any("error: Duplicate ID" in line for line in found)
    assert any("warning: Section lacks heading" in line for line in found)


def test_the_manifest_lists_what_is_published(either: Site) -> None:
    files = (path.relative_to(either.folder).as_posix() for path in either.folder.rglob("*") if path.is_file())
    assert sorted(files) == list(either.published)


def test_every_page_of_the_theme_is_made(one_of_each: dict[str, str]) -> None:
    templates = {path.stem for path in (ROOT / "templates").glob("*.html")} - FRAMES - NOT_IN_THE_EXAMPLE
    assert set(one_of_each) == {"missing" if name == "404" else name for name in templates}


def test_every_page_has_one_heading_above_all(either: Site) -> None:
    assert not [page for page in either.pages if document(either.folder / page).count("h1") != 1]


def test_every_page_has_one_main_part(either: Site) -> None:
    assert not [page for page in either.pages if document(either.folder / page).count("main") != 1]


def test_every_page_says_its_language(either: Site) -> None:
    assert not [page for page in either.pages if not document(either.folder / page).first("html").get("lang")]


def test_every_page_has_a_title_of_its_own(either: Site) -> None:
    titles: dict[tuple[str, str], list[str]] = {}
    for page in either.pages:
        language = document(either.folder / page).first("html")["lang"]  # what is not translated is called alike in all
        title = either.read(page).partition("<title>")[2].partition("</title>")[0].strip()
        titles.setdefault((language, title), []).append(page)
    assert not [pages for (_, title), pages in titles.items() if not title or len(pages) > 1]


def test_every_page_forbids_what_is_not_its_own(either: Site) -> None:
    for page in either.pages:
        policies = [
            attributes.get("content", "")
            for tag, attributes in document(either.folder / page).elements
            if tag == "meta" and attributes.get("http-equiv", "").lower() == "content-security-policy"
        ]
        assert len(policies) == 1, page
        assert "default-src 'none'" in policies[0], page
        assert "unsafe" not in policies[0], page


def test_no_page_holds_script_or_style_of_its_own(either: Site) -> None:
    for page in either.pages:
        for tag, attributes in document(either.folder / page).elements:
            assert tag != "style", page
            assert "style" not in attributes, page
            assert not [name for name in attributes if name.startswith("on")], page
            assert tag != "script" or "src" in attributes or attributes.get("type") == "application/json", page


def test_the_builders_machine_leaves_no_trace(either: Site) -> None:
    for path in sorted(either.folder.rglob("*")):
        if path.is_file():
            held = path.read_bytes()
            assert str(ROOT).encode() not in held, path
            assert str(either.folder).encode() not in held, path
