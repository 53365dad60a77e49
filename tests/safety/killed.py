"""Publish over a site, and be killed at a given step on the way: run by test_interrupted.py, as a process of its own.

It is told folder after folder. Each time a child, forked when all is loaded, publishes and dies; how, is printed. The
steps are those that Python itself tells of (sys.addaudithook): every file opened, linked, renamed or removed.
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


def publish_and_die(folder: Path, step: int, way: str) -> None:
    """Publish the new site over the old one, but not to the end."""
    if way == "two steps":
        at_work.exchange = lambda *_: False
    sys.addaudithook(kill_at(step))
    publish(outputs(NEW), folder, "public", program="1")
    os._exit(FINISHED)


def main(way: str) -> None:
    """Publish into each folder that is told, with one more step each time, until there are no more."""
    for step, folder in enumerate(sys.stdin, start=1):
        child = os.fork()
        if child == 0:
            publish_and_die(Path(folder.rstrip("\n")), step, way)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201 - who asked reads it


if __name__ == "__main__":
    main(sys.argv[1])
