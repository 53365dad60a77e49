"""Other machines: a scheduler and workers started as a user would start them, each a process of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cluster.conftest import Showcase, Workers
from tests.conftest import ROOT, Command
from tests.small import published, tree, write
from vrapport.cli import main

pytestmark = pytest.mark.slow


def test_two_workers_make_what_this_machine_makes(
    showcase: Showcase, vrapport: Command, scheduler: str, workers: Workers, tmp_path: Path
) -> None:
    workers(2)
    done = vrapport("build", "--site", showcase.root, "--scheduler", scheduler, "--output", tmp_path / "ut", "--quiet")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    assert tree(tmp_path / "ut" / "public") == showcase.files


def test_who_is_killed_in_the_middle_takes_nothing_along(scheduler: str, workers: Workers, tmp_path: Path) -> None:
    busy, root = workers(2), write(tmp_path / "site")
    here = published(root)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.cluster.driven", scheduler, root, tmp_path / "ut"]
        + [str(each.process.pid) for each in busy],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "ut" / "public") == here
    assert all(each.was_killed for each in busy)
    with_both, with_one, in_all = map(int, done.stdout.split())
    assert with_both == with_one == 0  # the other worker did what the first one left
    assert in_all > 0  # and when it was gone too, this process did the rest


def test_a_worker_with_another_version_is_refused(
    vrapport: Command, scheduler: str, workers: Workers, tmp_path: Path
) -> None:
    for folder in ("vrapport", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / "annan" / folder)
    (tmp_path / "annan" / "vrapport" / "ny.py").write_text("", encoding="utf-8")
    (other,) = workers(1, code=tmp_path / "annan")
    assert "annan version" in (said := refused(vrapport, scheduler, tmp_path))
    assert other.address in said


def test_a_scheduler_without_workers_is_of_no_use(vrapport: Command, scheduler: str, tmp_path: Path) -> None:
    assert f"dask worker {scheduler}" in refused(vrapport, scheduler, tmp_path)


def test_a_scheduler_that_cannot_be_reached_is_named(vrapport: Command, tmp_path: Path) -> None:
    assert "tcp://127.0.0.1:1" in refused(vrapport, "tcp://127.0.0.1:1", tmp_path)


@pytest.mark.parametrize("address", ["hej", "foo://bar", "tcp://värd:port"])
def test_what_is_no_address_is_refused_at_once(ask: Command, address: str, tmp_path: Path) -> None:
    assert f"Ingen schemaläggare svarar på {address}." in refused(ask, address, tmp_path)


def test_secrecy_is_not_left_out_where_it_is_asked_for(ask: Command, tmp_path: Path) -> None:
    assert "TLS" in refused(ask, "tls://127.0.0.1:1", tmp_path)


def test_what_is_not_installed_is_asked_for(ask: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "-m pip install distributed" in refused(ask, "tcp://127.0.0.1:1", tmp_path)


@pytest.fixture
def ask() -> Command:
    """Run a command in this process."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        done = CliRunner().invoke(main, list(map(os.fspath, arguments)))
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)

    return run


def refused(vrapport: Command, scheduler: str, folder: Path) -> str:
    """Build on other machines in vain, and tell what is said of it, in the site's own words."""
    root = write(folder / "site")
    done = vrapport("build", "--site", root, "--scheduler", scheduler)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert not (root / "output" / "public").exists()
    return done.stderr
