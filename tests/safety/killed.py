"""Publish twice, and be killed at a given step on the way: run by test_interrupted.py, in a process of its own.

The steps are those that Python itself tells of (sys.addaudithook): every file opened, linked, renamed or removed.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from vrapport.outputs import Folder, Work, publish, ready
from vrapport.outputs import publishing as at_work

OLD = {"index.html": "gammal", "kvar.html": "samma", "bort.html": "gammal", "djupt/ned/a.html": "gammal"}
NEW = {"index.html": "ny", "kvar.html": "samma", "djupt/ned/a.html": "ny", "till.html": "ny"}
ON_DISK = ("open", "os.", "shutil.", "ctypes.")
FINISHED = 3


def outputs(files: dict[str, str]) -> list[Work]:
    """Give a site's outputs, among them one that is made of several files."""
    index = {f"{number}.js": text.encode() for number, text in enumerate(files.values())}
    within = Folder(address="sok", plan=lambda: (ready(f"sok/{name}", content) for name, content in index.items()))
    return [*(ready(at, text.encode()) for at, text in files.items()), within]


def kill_at(step: int) -> Callable[[str, tuple[object, ...]], None]:
    """Count the steps, and die at one of them."""
    left = step

    def count(event: str, _: tuple[object, ...]) -> None:
        nonlocal left
        if event.startswith(ON_DISK):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return count


def main(folder: Path, step: int, way: str) -> None:
    """Publish the new site over the old one, but not to the end."""
    if way == "two steps":
        at_work.exchange = lambda *_: False
    sys.addaudithook(kill_at(step))
    publish(outputs(NEW), folder, "public", program="1")
    os._exit(FINISHED)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
