"""Whenever a build is stopped, what is published is the old site or the new one, whole; and the next build is clean."""

import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.safety.killed import FINISHED, NEW, OLD, outputs
from tests.small import built, published, stamps, tree, write
from vrapport.outputs import Folder, Output, prepare, publish

ENOUGH = 400  # steps; far more than a publication of five files takes


def site(files: dict[str, str]) -> dict[str, bytes]:
    within = [made for output in outputs(files) for made in (output.plan() if isinstance(output, Folder) else [output])]
    return {made.address: made.make() for made in within if isinstance(made, Output)}


@pytest.mark.slow
@pytest.mark.parametrize("way", ["one step", "two steps"])
def test_killed_at_any_step_the_site_is_old_or_new_and_whole(tmp_path: Path, way: str) -> None:
    before = tmp_path / "before"
    prepare(before, tmp_path / "site")
    publish(outputs(OLD), before, "public", program="1")
    seen = []
    command = [sys.executable, "-m", "tests.safety.killed", way]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as dying:
        for step in count(1):
            assert step < ENOUGH
            folder = tmp_path / str(step)
            shutil.copytree(before, folder, copy_function=shutil.copy2)
            ended = _publish_and_die(dying, folder)
            seen.append(_found_after(folder))
            publish(outputs(NEW), folder, "public", program="1")
            assert tree(folder / "public") == site(NEW), step
            assert {path.name for path in folder.iterdir()} == {"public", ".vrapport", ".vrapport-public.json"}, step
            if ended == FINISHED:
                break
    assert {"old", "new"} <= set(seen) <= {"old", "new", "put aside"}
    assert ("put aside" in seen) == (way == "two steps")  # the one moment there is none, mended by the next build
    assert len(seen) > 20


def _publish_and_die(dying: "subprocess.Popen[str]", folder: Path) -> int:
    assert dying.stdin
    assert dying.stdout
    print(folder, file=dying.stdin, flush=True)
    ended = int(dying.stdout.readline())
    assert ended in {-signal.SIGKILL, FINISHED}
    return ended


def _found_after(folder: Path) -> str:
    if not (folder / "public").exists():
        assert tree(folder / ".old-public") == site(OLD)
        return "put aside"
    found = tree(folder / "public")
    assert found in (site(OLD), site(NEW))
    return "old" if found == site(OLD) else "new"


BUILD = """
import sys
from datetime import date
from pathlib import Path
from vrapport.build import Manner, build
done = build(Path(sys.argv[1]), Path(sys.argv[2]), clock=date(2026, 1, 2), manner=Manner(jobs=int(sys.argv[3])))
sys.exit(",".join(finding.code for finding in done.examined.findings if finding.severity == 0) or 0)
"""


def start(root: Path, output: Path, jobs: int = 1) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", BUILD, str(root), str(output), str(jobs)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)


def many_decisions(number: int, word: str) -> dict[str, str]:
    return {f"content/decisions/2019/B{n}.yml": f"title: {word} {n}\nstatus: pågår\n" for n in range(number)}


@pytest.mark.slow
@pytest.mark.parametrize(("files", "jobs"), [(1, 1), (40, 2), (200, 2)])
def test_a_whole_build_killed_while_it_writes_leaves_the_old_site(tmp_path: Path, files: int, jobs: int) -> None:
    root, output = write(tmp_path / "site", many_decisions(120, "Gammalt")), tmp_path / "output"
    old = published(root, output)
    before = stamps(output / "public")
    write(root, many_decisions(120, "Nytt"))
    building = start(root, output, jobs)
    while building.poll() is None and _staged(output) < files:
        time.sleep(0.001)  # no longer: the moment is short
    assert building.returncode is None, "the build ended before it was killed"
    os.killpg(building.pid, signal.SIGKILL) if files == 40 else building.kill()
    building.communicate()
    assert tree(output / "public") == old
    assert stamps(output / "public") == before
    again = start(root, output, jobs)
    while "output-busy" in again.communicate()[1]:  # the children of the dead may still be at their last page
        again = start(root, output, jobs)
    assert again.returncode == 0
    assert tree(output / "public") == published(root, tmp_path / "clean")


def _staged(output: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(output / ".next-public"))


def test_two_builds_at_once_leave_a_whole_site(tmp_path: Path) -> None:
    root, output = write(tmp_path / "site"), tmp_path / "output"
    builds = [start(root, output) for _ in range(4)]
    ends = [build.communicate()[1].strip() for build in builds]
    assert {end for end in ends if end} <= {"output-busy"}
    assert "" in ends
    assert tree(output / "public") == published(root, tmp_path / "clean")


def test_a_second_build_is_told_that_one_is_at_work(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="on Windows two builds are not kept apart")
    root = write(tmp_path)
    published(root)
    before = stamps(root / "output")
    with (root / "output/.vrapport").open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        refused = built(root)
    assert [finding.code for finding in refused.examined.findings if not finding.severity] == ["output-busy"]
    assert stamps(root / "output") == before
