"""What a program costs: the time on the wall, the time of all its processes on the processors, and their memory."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CLONE = Path(__file__).resolve().parents[1]
EVERY = 0.02  # seconds between two looks at the memory
KIB = 1024


class FailedError(Exception):
    """A program that was to be measured failed; its message is what it said last."""


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds on the wall, seconds of processors, and bytes at most (0 where nobody looked)."""

    wall: float
    cpu: float
    peak: int = 0


def cost_of(command: Sequence[str], folder: Path, *, memory: bool = False) -> Cost:
    """Run a program to its end as a whole: its start is part of what it costs.

    Looking at its memory takes time by itself, so the seconds of a run that is looked at are not to be used.
    """
    os.sync()  # nobody is to wait for what another has written
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = start(command, folder, said.fileno())
        peak = max(_looks(process.pid), default=0) if memory else 0
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise FailedError(f"{' '.join(command)}\n{said.read().decode(errors='replace')[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, peak)


def start(command: Sequence[str], folder: Path, said: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start a program, with the code of this clone and no colours."""
    environment: Mapping[str, str] = {**os.environ, "PYTHONPATH": str(CLONE), "NO_COLOR": "1"}
    return subprocess.Popen(  # noqa: S603 - the programs that are compared
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
    )


def _looks(pid: int) -> Iterator[int]:
    """Look again and again at what a process and its descendants hold, until it has ended."""
    while (held := _held(pid)) is not None:
        yield held
        time.sleep(EVERY)


def _held(pid: int) -> int | None:
    """Add up memory, with each shared page counted once; None when the process has ended."""
    own = _own(pid)
    return None if own is None else own + sum(_held(child) or 0 for child in _children(pid))


def _own(pid: int) -> int | None:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # a process that has ended, and is not yet waited for, has no memory to read
        return None
    return KIB * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _children(pid: int) -> Iterator[int]:
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from map(int, listed.read_text(encoding="ascii").split())
        except OSError:
            continue
