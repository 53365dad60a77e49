import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.small import published

LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard")
Workers = Callable[..., "list[Started]"]


@dataclass(frozen=True)
class Showcase:
    """The showcase, in three languages, and what is published of it by this process alone."""

    root: Path
    files: Mapping[str, bytes] = field(repr=False)


@pytest.fixture(scope="session")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> Showcase:
    root = tmp_path_factory.mktemp("cluster") / "site"
    shutil.copytree(ROOT / "tests" / "showcase", root, ignore=shutil.ignore_patterns(".vrapport", "output"))
    return Showcase(root, published(root))


@dataclass(frozen=True)
class Started:
    """A program of Dask's, started as a user would start it, and what it says when it is ready."""

    process: subprocess.Popen[str]
    says: tuple[str, ...]

    @cached_property
    def address(self) -> str:
        """Read what it says until it is ready, and tell where it can be reached."""
        assert self.process.stderr
        lines = iter(self.process.stderr)
        first, *_ = [next(found[1] for line in lines if (found := re.search(said, line))) for said in self.says]
        return first

    @property
    def was_killed(self) -> bool:
        return self.process.poll() == -signal.SIGKILL


@pytest.fixture(scope="session")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a scheduler on the loopback interface, and tell its address."""
    with ExitStack() as stack:
        command = ["scheduler", "--port", "0", *LOOPBACK]
        yield started(stack, command, (r"Scheduler at: +(\S+)",), tmp_path_factory.mktemp("scheduler")).address


@pytest.fixture
def workers(scheduler: str, tmp_path: Path) -> Iterator[Workers]:
    """Start workers side by side; whatever happens, none outlives its test."""
    command = ["worker", scheduler, "--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path), *LOOPBACK]
    says = (r"Start worker at: +(\S+)", r"(Registered to)")

    def start(number: int, code: Path = ROOT) -> list[Started]:
        side_by_side = [started(stack, command, says, tmp_path, code) for _ in range(number)]
        assert all(each.address for each in side_by_side)
        return side_by_side

    with ExitStack() as stack:
        yield start


def started(stack: ExitStack, command: list[str], says: tuple[str, ...], folder: Path, code: Path = ROOT) -> Started:
    """Start a program of Dask's; it ends with the stack."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(code)},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    stack.enter_context(process)
    stack.callback(process.kill)
    return Started(process, says)
