"""What is edited in a branch is seen at once, also in one that the settings name only now."""

from pathlib import Path

import pytest

from tests.federation.sites import FARSTA, KISTA, district, federation
from tests.small import CLOCK
from vrapport.receipts import Order, look
from vrapport.records.roots import places
from vrapport.serve.watching import SiteWatcher, watched

LOOKS = 30  # ticks within which an edit is surely seen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return federation(tmp_path / "site", district(f"roots: {KISTA}\n"))


@pytest.fixture
def watcher(root: Path) -> SiteWatcher:
    started = SiteWatcher(lambda: watched(root))
    started.begin()
    next(started.moments)
    return started


def notices(watcher: SiteWatcher) -> bool:
    return any(next(watcher.moments) for _ in range(LOOKS))


def test_an_edit_in_a_branch_is_seen(root: Path, watcher: SiteWatcher) -> None:
    (root / KISTA / "content/pages/om.md").write_text("---\ntitle: Nytt\n---\n", encoding="utf-8")
    assert notices(watcher)


def test_an_edit_in_a_branch_that_is_named_later_is_seen(root: Path, watcher: SiteWatcher) -> None:
    (root / "content/site.yml").write_text(district()["content/site.yml"], encoding="utf-8")
    assert notices(watcher)
    while next(watcher.moments):
        pass
    (root / FARSTA / "decisions/2019/A1.yml").write_text("title: Nytt\n", encoding="utf-8")
    assert notices(watcher)


def test_places_are_those_of_the_settings(root: Path) -> None:
    assert places(root) == ("content", f"{KISTA}/content")
    (root / "content/site.yml").write_text(district()["content/site.yml"], encoding="utf-8")
    assert places(root) == ("content", f"{KISTA}/content", FARSTA)


@pytest.mark.parametrize("link", ["foreningar", KISTA, f"{KISTA}/content"])
def test_nothing_behind_a_link_is_looked_at(root: Path, tmp_path: Path, link: str) -> None:
    (root / link).rename(tmp_path / "behind")
    (root / link).symlink_to(tmp_path / "behind")
    assert not [place for place in watched(root) if place.is_relative_to(tmp_path / "behind")]
    asked = Order(root=root, output=root / "output", audience="public", today=None, clock=CLOCK)
    assert not [path for path, stamp in look(asked).stamps.items() if path.endswith("A1.yml") and "kista" in path]


@pytest.mark.parametrize("roots", ["roots:\n  a: b\n", "roots: [[a]]\n", "roots: ''\n", "roots: {\n", "# roots\n"])
def test_settings_that_cannot_be_read_name_none(root: Path, roots: str) -> None:
    (root / "content/site.yml").write_text(district(roots)["content/site.yml"], encoding="utf-8")
    assert places(root) == ("content",)
