"""When a file was last changed, asked of real repositories."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.small import FILES, write
from vrapport.build import History, build
from vrapport.cli.history import last_changed

A1, A2 = "content/decisions/2019/A1.yml", "content/decisions/2019/A2.yml"
ODD = "content/pages/åäö med mellanslag.md"


def git(folder: Path, *asked: str, day: str = "2020-01-01T12:00:00+0100") -> None:
    """Run git as an author of that day."""
    who = {
        f"GIT_{role}_{fact}": f"{role}@example.org" for role in ("AUTHOR", "COMMITTER") for fact in ("NAME", "EMAIL")
    }
    around = {**os.environ, **who, "GIT_AUTHOR_DATE": day, "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(folder)}
    subprocess.run(["git", *asked], cwd=folder, check=True, capture_output=True, env=around)


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Ändrat", day=day)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Keep a site two folders below the top of a repository: A1 changed late, the rest early."""
    top = tmp_path / "förråd"
    root = write(top / "föreningen" / "beslut", {ODD: "---\ntitle: Udda\n---\nText.\n"})
    git(top, "init", "-q")
    commit(top, "2020-01-02T23:30:00+0100")
    (root / A1).write_text(FILES[A1] + "ref: 1/20\n", encoding="utf-8")
    commit(top, "2020-03-04T00:30:00+0100")
    return root


def test_each_file_has_the_day_its_author_last_changed_it(kept: Path) -> None:
    known = last_changed(kept)
    assert known[A1] == date(2020, 3, 4)
    assert known[A2] == known[ODD] == date(2020, 1, 2)


def test_the_newest_day_counts_in_whatever_order_the_commits_stand(kept: Path) -> None:
    (kept / A1).write_text(FILES[A1], encoding="utf-8")
    commit(kept, "2019-12-24T12:00:00+0100")
    assert last_changed(kept)[A1] == date(2020, 3, 4)


def test_a_file_with_edits_that_git_does_not_know_of_is_left_out(kept: Path) -> None:
    (kept / A2).write_text(FILES[A2] + "ref: 2/20\n", encoding="utf-8")
    known = last_changed(kept)
    assert A2 not in known
    assert A1 in known


def test_a_hook_of_another_repository_does_not_lead_astray(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "annat")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "annat" / ".git"))
    assert last_changed(kept)[A1] == date(2020, 3, 4)


@pytest.mark.usefixtures("kept")
def test_a_shallow_clone_knows_no_days(tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "förråd").as_uri(), "grund")
    assert last_changed(tmp_path / "grund" / "föreningen" / "beslut") == {}


def test_without_a_repository_or_commits_nothing_is_known(tmp_path: Path) -> None:
    root = write(tmp_path / "site")
    assert last_changed(root) == {}
    git(root, "init", "-q")
    assert last_changed(root) == {}


def test_a_broken_repository_or_no_git_at_all_is_no_fault(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kept.parents[1] / ".git" / "HEAD").write_text("skräp", encoding="utf-8")
    assert last_changed(kept) == {}
    monkeypatch.setenv("PATH", "")
    assert last_changed(kept) == {}


def test_history_is_asked_for_only_where_the_site_names_its_repository(tmp_path: Path) -> None:
    root, asked = write(tmp_path / "site"), []

    def history(folder: Path) -> dict[str, date]:
        asked.append(folder)
        return {A2: date(2020, 1, 2)}

    build(root, tmp_path / "o", clock=date(2026, 1, 2), history=History(changed=history))
    assert asked == []
    settings = root / "content" / "site.yml"
    settings.write_text(FILES["content/site.yml"] + "repository: https://github.com/a/b\n", encoding="utf-8")
    done = build(root, tmp_path / "o", clock=date(2026, 1, 2), history=History(changed=history))
    assert asked == [root]
    assert done.published
    page = (done.published.folder / "beslut" / "2019" / "A2.html").read_text(encoding="utf-8")
    assert "Senast ändrad den 2 januari 2020" in page
