"""The same input gives the same bytes: on any machine, on any day, in any order, with any number of workers."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.small import tree, write
from vrapport.outputs import making

# A process of its own: hash seed, time zone and locale are settled when Python starts.
BUILD = """
import locale, os, sys
from datetime import date
from pathlib import Path
from vrapport.build import Manner, build
locale.setlocale(locale.LC_ALL, "")
day, manner = date.fromisoformat(sys.argv[3]), Manner(jobs=int(sys.argv[4]))
done = build(Path(sys.argv[1]), Path(sys.argv[2]), clock=day, manner=manner)
assert done.published, done.examined.findings
"""
MANY = {f"content/decisions/2019/C{n}.yml": f"title: Ärende {n}\nstatus: planeras\n" for n in range(110)}


def bytes_of(
    root: Path, output: Path, *, cwd: Path = ROOT, clock: str = "2026-01-02", jobs: int = 1, **environment: str
) -> Mapping[str, str]:
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", **environment}
    command = [sys.executable, "-c", BUILD, os.path.relpath(root, cwd), os.path.relpath(output, cwd), clock, str(jobs)]
    subprocess.run(command, cwd=cwd, env=settings, check=True)
    return {at: sha256(content).hexdigest() for at, content in tree(output / "public").items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("site"), MANY)


@pytest.fixture(scope="module")
def usual(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return bytes_of(site, tmp_path_factory.mktemp("usual"), PYTHONHASHSEED="0")


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "4711", "TZ": "America/Adak", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"},
    ],
    ids=["east", "west"],
)
def test_seed_zone_and_locale_change_nothing(
    site: Path, usual: Mapping[str, str], tmp_path: Path, environment: Mapping[str, str]
) -> None:
    assert bytes_of(site, tmp_path / "output", **environment) == usual


@pytest.mark.slow
def test_two_workers_somewhere_else_on_another_day_change_nothing(
    site: Path, usual: Mapping[str, str], tmp_path: Path
) -> None:
    """The site says which day it speaks of, so the real one does not matter."""
    assert bytes_of(site, tmp_path / "output", cwd=tmp_path, clock="2038-01-19", jobs=2) == usual


@pytest.mark.slow
def test_a_clone_with_other_times_in_another_order_changes_nothing(
    site: Path, usual: Mapping[str, str], tmp_path: Path
) -> None:
    files = sorted(path for path in site.rglob("*") if path.is_file())
    for age, path in enumerate(reversed(files)):
        target = tmp_path / "clone" / path.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
        os.utime(target, (age, age))
    assert bytes_of(tmp_path / "clone", tmp_path / "output") == usual


def test_all_workers_were_put_to_work(usual: Mapping[str, str]) -> None:
    assert len(usual) > making.WORTH_SHARING, json.dumps(sorted(usual))
