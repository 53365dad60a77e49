"""Every edit is noticed and nothing else; a build that has to give way is made later."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from vrapport.serve.preview import Preview
from vrapport.serve.watching import SiteWatcher, watched

FIRST = "decisions/2020/1.yml"
LOOKS = 5  # how often to look whether anything was noticed; each look waits a tenth of a second at most


@pytest.fixture
def content(folder: Path) -> Path:
    return folder / "content"


@pytest.fixture
def watcher(folder: Path) -> SiteWatcher:
    started = SiteWatcher(lambda: watched(folder))
    started.begin()
    next(started.moments)  # what was still on its way from the making of the folder
    return started


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system takes no such name")
def test_a_name_that_is_no_text_is_noticed_and_ends_nothing(watcher: SiteWatcher, content: Path) -> None:
    Path(os.fsdecode(os.fsencode(content / "decisions") + b"/f\xff.yml")).write_text("title: x", encoding="utf-8")
    assert notices(watcher)
    (content / FIRST).write_text("title: x", encoding="utf-8")
    assert notices(watcher)


def notices(watcher: SiteWatcher) -> bool:
    return any(next(watcher.moments) for _ in range(LOOKS))


def test_what_was_edited_is_named_once(folder: Path, content: Path) -> None:
    watcher = SiteWatcher(lambda: watched(folder))
    watcher.begin()
    named: list[frozenset[Path]] = []

    def build() -> bool:
        named.append(watcher.edits())
        if content / FIRST in frozenset().union(*named):
            watcher.stop()
        return True

    with ThreadPoolExecutor(1) as apart:
        attending = apart.submit(watcher.attend, build)
        (content / FIRST).write_text("title: x", encoding="utf-8")
        try:
            attending.result(timeout=20)
        finally:
            watcher.stop()
    assert watcher.edits() == frozenset()
    assert content / FIRST in frozenset().union(*named)


def replace(content: Path) -> None:
    content.rename(content.with_name("before"))
    content.mkdir()


def recreate(content: Path) -> None:
    (content / "site.yml").rename(content.with_name("site.yml"))
    for path in sorted(content.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    content.rmdir()
    content.mkdir()


@pytest.mark.parametrize(
    "edit",
    [
        lambda content: (content / FIRST).write_text("title: x"),
        lambda content: (content / FIRST).unlink(),
        lambda content: (content / FIRST).rename(content / "decisions/2020/9.yml"),
        lambda content: (content / "decisions").rename(content / "motions"),
        lambda content: (content / "new/deep").mkdir(parents=True),
        lambda content: (content.parent / "templates").mkdir(),
        replace,
        recreate,
    ],
    ids=["write", "remove", "rename", "rename-folder", "new-folder", "first-template", "replace", "recreate"],
)
def test_an_edit_is_noticed(watcher: SiteWatcher, content: Path, edit: Callable[[Path], object]) -> None:
    edit(content)
    assert notices(watcher)


@pytest.mark.parametrize("put", [replace, recreate])
def test_a_folder_put_in_the_place_of_another_is_watched(
    watcher: SiteWatcher, content: Path, put: Callable[[Path], None]
) -> None:
    put(content)
    assert notices(watcher)
    assert any(not notices(watcher) for _ in range(LOOKS))  # until it is quiet again
    (content / "1.yml").write_text("title: x")
    assert notices(watcher)


def test_an_edit_made_while_nobody_asks_is_noticed_later(watcher: SiteWatcher, content: Path) -> None:
    (content / FIRST).write_text("title: x")
    assert notices(watcher)
    (content / FIRST).write_text("title: y")  # the build under way
    assert notices(watcher)


@pytest.mark.parametrize(
    "name", ["content/.1.yml.swp", "content/1.yml~", "content/.git/x", "output/x", ".vrapport/x", "x"]
)
def test_what_is_no_part_of_the_site_is_not_noticed(watcher: SiteWatcher, folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("x")
    assert not notices(watcher)


def test_to_build_is_no_edit(watcher: SiteWatcher, folder: Path) -> None:
    assert _preview(folder).refresh()
    assert not notices(watcher)


def test_to_stop_ends_the_watch(watcher: SiteWatcher) -> None:
    watcher.stop()
    assert not list(watcher.moments)


def test_another_build_in_the_same_folder_is_waited_for(folder: Path, content: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    preview = _preview(folder)
    assert preview.refresh()
    before = preview.shown.version
    (content / FIRST).write_text("title: Bygdegården rivs\n", encoding="utf-8")
    with (folder / "output" / ".vrapport").open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not preview.refresh()
        assert preview.shown.version == before
        assert preview.shown.faults is None
    assert preview.refresh()
    assert preview.shown.version != before


def test_a_build_that_had_to_give_way_is_made_again(watcher: SiteWatcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vrapport.serve.watching.PATIENCE", 0)
    made = iter([False, False, True])
    watcher.insist(lambda: next(made))
    assert list(made) == []


def test_a_fault_of_ours_in_a_build_ends_the_watch(folder: Path, content: Path) -> None:
    watcher = SiteWatcher(lambda: watched(folder))
    watcher.begin()

    def build() -> bool:
        raise BrokenPipeError

    with ThreadPoolExecutor(1) as apart:
        attending = apart.submit(watcher.attend, build)
        (content / FIRST).write_text("title: x", encoding="utf-8")
        try:
            with pytest.raises(BrokenPipeError):
                attending.result(timeout=20)
        finally:
            watcher.stop()


def _preview(folder: Path) -> Preview:
    return Preview(folder, folder / "output", today=None, clock=lambda: date(2020, 6, 1), report=lambda _: None)
