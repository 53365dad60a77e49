"""What was published last, and from what: so that nothing is made twice, and nothing stale is kept."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from vrapport.digests import digest
from vrapport.files import lay, take, take_about
from vrapport.keeping import opened, sealed
from vrapport.locking import AlreadyLockedError, locked
from vrapport.sharing import shared_where_many

MARKER = ".vrapport"
NEXT = ".next"


class Entry(NamedTuple):  # a build that finds nothing changed does little else than make tens of thousands of these
    """A published file: what its bytes follow from, and what shows that it is still as it was written."""

    fingerprint: str
    size: int
    time: int
    content: str

    def still(self, path: str) -> "Entry | None":
        """Return what describes the file as it lies, if it holds what was written: times are new in a restored copy."""
        lying = self.at(path)
        return lying if lying is self or (lying and lying.is_held_by(path)) else None

    def at(self, path: str) -> "Entry | None":
        """Return what describes the file by what the disk says of it: none if it cannot hold what was written.

        It is this very entry where the time is the one that was noted; with another time, the file has to be read.
        """
        try:
            found = os.lstat(path)
        except OSError:
            return None
        if found.st_size != self.size or not S_ISREG(found.st_mode):
            return None
        time = found.st_mtime_ns
        return self if time == self.time else Entry(self.fingerprint, self.size, time, self.content)

    def is_held_by(self, path: str) -> bool:
        """Read a file, and tell whether it holds what was written."""
        try:
            return digest(take_about(path, self.size)) == self.content
        except (OSError, TypeError, OverflowError):  # or a size that is none
            return False


Entries = Mapping[str, Entry]


def manifest(folder: Path, name: str) -> Mapping[str, str]:
    """Return the published addresses and their fingerprints, whoever says so."""
    try:
        said = json.loads(take(_path(folder, name)).partition(b"\n")[2])
        return {address: Entry(*values).fingerprint for address, values in said["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def known(folder: Path, name: str, program: str) -> Entries:
    """Return what this very program published last, for this user; what others made is all made anew."""
    try:
        path = _path(folder, name)
        found = opened(path.name, program, take(path)) or {}
        return {address: Entry(*values) for address, values in found["files"].items()}
    except (OSError, TypeError, KeyError, AttributeError):
        return {}


def mark_of(entries: Entries) -> str:
    """Hash what was published: where each file lies, and what it holds."""
    return digest("\n".join(f"{address} {entries[address].content}" for address in sorted(entries)))


def files_as_published(folder: Path, name: str, program: str, jobs: int = 1) -> str | None:
    """Return the mark of what this very program published, if all of it, and nothing else, lies there as written."""
    entries = known(folder, name, program)
    found = _as_they_lie(entries, folder / name, jobs)
    if found is None:
        return None
    with suppress(AlreadyLockedError, OSError), locked(folder / MARKER):
        refresh(folder, name, program, entries, found)
    return mark_of(entries)


def _as_they_lie(entries: Entries, published: Path, jobs: int) -> Entries | None:
    """Describe published files as they lie, if these and no others do; those with other times are read, all at once."""
    if entries.keys() != frozenset(files_in(published)):
        return None
    found: dict[str, Entry] = {}
    touched: list[tuple[Entry, str]] = []
    for address, entry in entries.items():
        path = f"{published}/{address}"
        now = entry.at(path)
        if now is None:
            return None
        if now is not entry:
            touched.append((entry, path))
        found[address] = now
    return found if all(shared_where_many(touched, jobs, lambda each: each[0].is_held_by(each[1]))) else None


def refresh(folder: Path, name: str, program: str, before: Entries, found: Entries) -> None:
    """Take note of new times of the same files, so that they need not be read next time."""
    if any(found[address] is not before[address] for address in found):
        with suppress(OSError):
            _written(_path(folder, name), program, found).replace(_path(folder, name))


def files_in(published: Path) -> Iterator[str]:
    """Find every file in a published folder, by its address."""
    for place, folders, files in os.walk(published):
        below = os.path.relpath(place, published).replace(os.sep, "/")
        links = (name for name in folders if Path(place, name).is_symlink())  # which lead elsewhere
        yield from (name if below == "." else f"{below}/{name}" for name in (*files, *links))


def renew(folder: Path, name: str, program: str, entries: Entries, swap: Callable[[], None]) -> None:
    """Swap the site and its manifest: whoever is stopped on the way leaves none, and the next build makes all anew."""
    path = _path(folder, name)
    aside = path.with_suffix(NEXT)
    try:
        _written(path, program, entries)
        path.unlink(missing_ok=True)
        swap()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _written(path: Path, program: str, entries: Entries) -> Path:
    """Write a manifest beside the one there is; where it cannot be sealed, all is made anew next time."""
    aside = path.with_suffix(NEXT)
    plain = {"files": {address: entries[address] for address in sorted(entries)}}
    try:
        content = sealed(path.name, program, plain)
    except OSError:
        content = b"\n" + json.dumps(plain).encode()
    lay(aside, content)
    return aside


def _path(folder: Path, name: str) -> Path:
    return folder / f"{MARKER}-{name}.json"
