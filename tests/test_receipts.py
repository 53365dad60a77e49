"""The receipt of a build stands for the next one only while nothing at all has changed."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.small import CLOCK, tree, write
from vrapport import sources
from vrapport.build import History, build
from vrapport.digests import digest
from vrapport.receipts import Order, Receipt, issue, known_stamps, look, still_good

ROOT = Path(__file__).resolve().parents[1]
A1 = "content/decisions/2019/A1.yml"
TODAY = "today: 2020-01-31\n"
RECEIPT = f".vrapport/receipt-public-{digest('output')[:8]}.json"
Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small site with a template of its own."""
    root = write(tmp_path_factory.mktemp("pristine") / "site")
    (root / "templates").mkdir()
    (root / "templates/unused.html").write_text("a", encoding="utf-8")
    built(root)
    return root


@pytest.fixture
def site(pristine: Path, tmp_path: Path) -> Path:
    """Copy the built site, with its receipt."""
    return shutil.copytree(pristine, tmp_path / "site")


def order(root: Path, today: date | None = None, clock: date = CLOCK) -> Order:
    return Order(root=root, output=root / "output", audience="public", today=today, clock=clock)


def built(root: Path, commit: str = "1", *, strict: bool = False, clock: date = CLOCK) -> None:
    asked = order(root, clock=clock)
    done = build(
        root, asked.output, clock=clock, before=look(asked), history=History(standing=lambda _: commit), strict=strict
    )
    assert done.published


def kept(
    root: Path, commit: str = "1", *, today: date | None = None, clock: date = CLOCK, jobs: int = 1
) -> Receipt | None:
    return still_good(look(order(root, today, clock), jobs), lambda _: commit, jobs)


def command(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    settings = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**settings, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def edit(path: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


def disguised(change: Change, path: str) -> Change:
    """Change a file and set its time back: size and time are as before."""

    def changed(root: Path) -> None:
        time = (root / path).stat().st_mtime_ns
        change(root)
        os.utime(root / path, ns=(time, time))

    return changed


def add(path: str, text: str = "x") -> Change:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return change


def test_where_nothing_changed_the_last_receipt_stands(site: Path) -> None:
    receipt = kept(site)
    assert receipt
    assert receipt.files == len(tree(site / "output/public"))
    assert receipt.language == "sv"
    assert receipt.records > 0


def test_a_command_that_has_nothing_to_do_does_not_even_load_what_builds(site: Path) -> None:
    asked = "import sys; from vrapport.cli import main; main(['build'], standalone_mode=False)"
    said = f"{asked}; print(sorted({{'vrapport.build', 'pydantic', 'jinja2', 'markdown'}} & set(sys.modules)))"

    def run(code: str) -> str:
        done = command(site, "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout

    first, second = run(asked), run(said)
    assert second.splitlines()[1:] == ["[]"]
    assert second.split("(")[0] == first.split("(")[0]  # the same records, the same files


@pytest.mark.parametrize(
    "change",
    [
        edit(A1, "Ett brev", "Två brev"),
        disguised(edit(A1, "Ett brev", "Ett kort"), A1),
        add("content/decisions/2019/A9.yml", "title: Ny\n"),
        add("content/decisions/2019/bild.png"),
        add("templates/base.html"),
        add("templates/strings/sv.po"),
        edit("templates/unused.html", "a", "b"),
        lambda root: (root / A1).unlink(),
        lambda root: (root / A1).rename(root / "content/decisions/2019/A1b.yml"),
        lambda root: (root / "output/public/index.html").unlink(),
        edit("output/public/index.html", "</html>", "<!--x--></html>"),
        disguised(edit("output/public/index.html", "<html", "<HTML"), "output/public/robots.txt"),
        add("output/public/nytt.html"),
        lambda root: shutil.rmtree(root / "output/public"),
        lambda root: (root / "output/.vrapport-public.json").unlink(),
        lambda root: (root / RECEIPT).unlink(),
    ],
)
def test_whatever_changes_the_site_is_built_again(site: Path, change: Change) -> None:
    change(site)
    assert kept(site) is None


def test_what_a_preview_published_in_between_is_not_taken_for_what_the_receipt_is_of(site: Path) -> None:
    """The records are again what they were when the receipt was issued, but what is published is not."""
    edit(A1, "Ett brev", "Två brev")(site)
    assert build(site, site / "output", clock=CLOCK).published
    edit(A1, "Två brev", "Ett brev")(site)
    assert kept(site) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"maker": 1}', '{"maker": "x", "receipt": {}, "stamps": {}}'])
def test_a_receipt_that_cannot_be_read_is_none(site: Path, text: str) -> None:
    (site / RECEIPT).write_text(text, encoding="utf-8")
    assert kept(site) is None


def test_a_receipt_of_another_version_is_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vrapport.receipts.program", lambda: "another")
    assert kept(site) is None


def test_another_day_is_another_build(site: Path) -> None:
    assert kept(site, clock=date(2027, 1, 1))  # the site says which day it speaks of
    assert kept(site, today=date(2020, 1, 31)) is None
    edit("content/site.yml", TODAY, "")(site)
    built(site)
    assert kept(site)
    assert kept(site, clock=date(2026, 1, 3)) is None


def test_another_commit_counts_only_where_pages_tell_when_records_changed(site: Path) -> None:
    assert kept(site, commit="2")
    edit("content/site.yml", TODAY, f"{TODAY}repository: https://github.com/a/b\n")(site)
    built(site)
    assert kept(site, commit="1")
    assert kept(site, commit="2") is None


def test_a_fresh_clone_with_what_was_built_is_as_it_was(site: Path, tmp_path: Path) -> None:
    clone = shutil.copytree(site, tmp_path / "clone", copy_function=shutil.copyfile)
    assert kept(clone)
    noted = (clone / RECEIPT).read_bytes()
    assert noted != (site / RECEIPT).read_bytes()
    assert kept(clone)
    assert (clone / RECEIPT).read_bytes() == noted  # the new times were noted once


@pytest.mark.parametrize(
    "change",
    [
        edit(A1, "Ett brev", "Ett kort"),
        edit("output/public/index.html", "<html", "<HTML"),
        edit("output/public/index.html", "</html>", "<!--x--></html>"),
        lambda root: (root / "output/public/robots.txt").unlink(),
    ],
)
def test_in_a_fresh_clone_all_is_read_by_several_processes_and_any_change_is_seen(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    monkeypatch.setattr("vrapport.sharing.MUCH", 2)
    clone = shutil.copytree(site, tmp_path / "clone", copy_function=shutil.copyfile)
    assert kept(clone, jobs=3) == kept(site)
    other = shutil.copytree(site, tmp_path / "other", copy_function=shutil.copyfile)
    change(other)
    assert kept(other, jobs=3) is None


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are always followed there")
def test_a_link_in_place_of_a_published_file_is_not_followed(site: Path) -> None:
    page = site / "output/public/index.html"
    page.rename(site / "elsewhere")
    page.symlink_to(site / "elsewhere")
    os.utime(page, (1, 1))
    assert kept(site) is None


def test_an_edit_while_the_site_is_built_gets_no_receipt(site: Path) -> None:
    edit(A1, "Ett brev", "Två brev")(site)
    before = look(order(site))
    edit(A1, "Två brev", "Tre brev")(site)
    build(site, site / "output", clock=CLOCK, before=before)
    assert kept(site) is None


@pytest.mark.parametrize("change", [edit(A1, "Ett brev", "Tre brev"), disguised(edit(A1, "Ett brev", "Två brev"), A1)])
def test_files_left_alone_are_not_opened_again_and_those_touched_are(
    site: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    later = time.time_ns() + 60_000_000_000  # as if all files had been left alone well before the receipt was put there
    os.utime(site / RECEIPT, ns=(later, later))
    before, opened, take = look(order(site)), list[str](), sources._bytes_of  # noqa: SLF001

    def taken(path: str, limit: int | None = sources.MEGABYTE) -> bytes:
        opened.append(path)
        return take(path, limit)

    monkeypatch.setattr(sources, "_bytes_of", taken)
    assert before.kept.receipt
    (site / RECEIPT).unlink()
    issue(before.kept.receipt, before)
    assert (site / RECEIPT).is_file()
    assert not [path for path in opened if path.startswith(str(site))]
    (site / RECEIPT).unlink()
    change(site)
    issue(before.kept.receipt, before)
    assert not (site / RECEIPT).is_file()
    assert [path for path in opened if path.startswith(str(site))] == [str(site / A1)]


def test_strictness_is_asked_anew(site: Path) -> None:
    receipt = kept(site)
    assert receipt
    assert receipt.warnings
    done = command(site, "-m", "vrapport", "build", "--strict", "-q")
    assert done.returncode == 1
    assert done.stdout.count("varning") == receipt.warnings


def test_who_only_looks_leaves_word_of_the_files_and_no_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "site")
    for path in (root / "content").rglob("*"):
        os.utime(path, (1, 1))
    seen = known_stamps(order(root))
    assert seen.keys() >= {A1}
    monkeypatch.setattr(sources, "_SETTLED", -(2**60))  # as if all had been left alone since long ago
    opened: list[str] = []
    call = os.open
    monkeypatch.setattr(os, "open", lambda path, *rest: opened.append(str(path)) or call(path, *rest))
    assert known_stamps(order(root)) == seen
    assert not [path for path in opened if f"{root}/content" in path]
    assert kept(root) is None


def test_who_only_looks_sees_an_edit(tmp_path: Path) -> None:
    root = write(tmp_path / "site")
    seen = known_stamps(order(root))
    edit(A1, "Ett brev", "Två brev")(root)
    assert known_stamps(order(root))[A1].digest != seen[A1].digest
    built(root)
    assert kept(root)


def test_who_only_looks_leaves_a_receipt_as_it_is(site: Path) -> None:
    receipt = (site / RECEIPT).read_bytes()
    edit(A1, "Ett brev", "Två brev")(site)
    known_stamps(order(site))
    assert (site / RECEIPT).read_bytes() == receipt
    assert kept(site) is None
