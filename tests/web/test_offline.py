"""The site in an archive, unpacked in a folder and opened without a network: all of it reads, and the search finds."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import Command, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def unpacked(vrapport: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example into an archive, and unpack it as a member would."""
    folder = tmp_path_factory.mktemp("årsmöte 2020")
    done = vrapport("build", "--output", folder / "output", "--zip", folder / "ut.zip")
    assert done.returncode == 0, done.stdout + done.stderr
    with ZipFile(folder / "ut.zip") as archive:
        archive.extractall(folder)
    return folder / "beslutsuppfoljning"


@pytest.fixture
def offline(open_browser: Callable[..., Visit]) -> Visit:
    """Open a window that no network reaches."""
    return open_browser(offline=True)


def test_the_search_finds_and_leads_there(unpacked: Path, offline: Visit) -> None:
    offline.page.goto((unpacked / "index.html").as_uri())
    offline.page.locator("input[name=q]").first.fill("kollektivtrafik")
    offline.page.keyboard.press("Enter")
    hit = offline.page.locator("#search-results a").first
    hit.wait_for()
    hit.click()
    offline.page.wait_for_load_state()
    assert offline.page.locator("h1").is_visible()
    assert not offline.complaints
    assert all(url.startswith((unpacked.as_uri(), "data:")) for url in offline.asked_for)


def test_what_was_seen_is_remembered_and_what_is_new_is_marked(unpacked: Path, offline: Visit) -> None:
    page, address = offline.page, (unpacked / "nytt.html").as_uri()
    page.goto(address)
    assert page.locator("#news .new").count() == 0  # the first visit has nothing to compare with
    assert page.locator("#since").inner_text() == ""
    page.evaluate(_AN_HOUR_AGO_WITHOUT_TWO)
    for _ in range(2):  # looking again within half an hour clears nothing
        page.goto(address)
        assert page.locator("#news .new").count() == 2
        assert page.locator("#news .new .tag").first.inner_text() == "Nytt sedan ditt förra besök"
        assert page.locator("#since").inner_text().endswith("): 2")
    page.evaluate(_LATER)
    page.goto(address)
    assert page.locator("#news .new").count() == 0
    assert page.locator("#since").inner_text().startswith("Inget nytt")


_AN_HOUR_AGO_WITHOUT_TWO = """() => {
  const key = Object.keys(localStorage).find((name) => name.startsWith("vrapport:"));
  const kept = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify({ ...kept, now: kept.now.slice(2), at: kept.at - 3600000 }));
}"""
_LATER = """() => {
  const key = Object.keys(localStorage).find((name) => name.startsWith("vrapport:"));
  const kept = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify({ ...kept, at: kept.at - 3600000 }));
}"""
