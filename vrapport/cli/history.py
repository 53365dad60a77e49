"""When each record was last changed, as the git repository around a site tells it."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

# Nothing is written in the repository, and what its own settings would add to an answer is left out.
_GIT = ("git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false")
_LOG = ("log", "--relative", "-z", "--name-only", "--no-renames", "--format=%x01%as", "--")
_EDITED = ("diff", "-z", "--name-only", "--relative", "--no-ext-diff", "HEAD", "--")
_PATIENCE = 60  # seconds


def last_changed(root: Path) -> Mapping[str, date]:
    """Tell on what day each file of a site's content was last changed, by its path from the site's folder.

    A file that holds more than git knows is left out. So is everything where git is missing or broken, where no
    repository is, and in a shallow clone, which would say that all was changed on one day.
    """
    try:
        if _asked(root, ("rev-parse", "--is-shallow-repository")).strip() != "false":
            return {}
        from vrapport.records.roots import places

        where = places(root)
        edited = frozenset(_asked(root, (*_EDITED, *where)).split("\0"))
        told = _read(_asked(root, (*_LOG, *where)))
    except (OSError, subprocess.SubprocessError, ValueError):
        return {}
    return {path: day for path, day in told.items() if path not in edited}


def standing(root: Path) -> str:
    """Tell where the repository stands: with the same commit and the same files, each was last changed when it was."""
    try:
        return " ".join(_asked(root, ("rev-parse", "HEAD", "--is-shallow-repository")).split())
    except (OSError, subprocess.SubprocessError, ValueError):
        return ""


def _read(log: str) -> Mapping[str, date]:
    """Keep the newest day of each path; a rebase may have put the commits in another order than their days."""
    newest: dict[str, date] = {}
    for path, day in _changes(log):
        newest[path] = max(day, newest.get(path, day))
    return newest


def _changes(log: str) -> Iterator[tuple[str, date]]:
    day = date.min
    for part in log.split("\0"):
        if part.startswith("\x01"):
            day = date.fromisoformat(part[1:])
        elif part:
            yield part.removeprefix("\n"), day


def _asked(root: Path, question: tuple[str, ...]) -> str:
    """Ask git about the repository the folder lies in, whichever one a hook may be run from."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    asked = (*_GIT, *question)
    done = subprocess.run(asked, cwd=root, env=around, capture_output=True, check=True, timeout=_PATIENCE)  # noqa: S603 - a fixed question
    return done.stdout.decode()
