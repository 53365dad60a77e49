"""What was published last, and from what: so that nothing is made twice, and nothing stale is kept."""

import json
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

MARKER = ".vrapport"


@dataclass(frozen=True, slots=True)
class Entry:
    """A published file: what its bytes follow from, and what shows that it is still as it was written."""

    fingerprint: str
    size: int
    time: int

    def is_still(self, path: Path) -> bool:
        """Tell whether nobody touched the file since."""
        try:
            return entry(path, self.fingerprint) == self
        except OSError:
            return False


Entries = Mapping[str, Entry]


def entry(path: Path, fingerprint: str) -> Entry:
    """Describe a file as it lies now."""
    found = path.lstat()
    return Entry(fingerprint, found.st_size, found.st_mtime_ns)


def manifest(folder: Path, name: str) -> Mapping[str, str]:
    """Return the published addresses and their fingerprints."""
    return {address: known.fingerprint for address, known in _read(folder, name)[1].items()}


def known(folder: Path, name: str, program: str) -> Entries:
    """Return what this very program published last; another version's pages are all made anew."""
    made_by, entries = _read(folder, name)
    return entries if made_by == program else {}


def renew(folder: Path, name: str, program: str, entries: Entries, swap: Callable[[], None]) -> None:
    """Swap the site and its manifest: whoever is stopped on the way leaves none, and the next build makes all anew."""
    path = _path(folder, name)
    aside = path.with_suffix(".next")
    plain = {address: astuple(entries[address]) for address in sorted(entries)}
    try:
        aside.write_text(json.dumps({"program": program, "files": plain}, indent=0), encoding="utf-8")
        path.unlink(missing_ok=True)
        swap()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _read(folder: Path, name: str) -> tuple[str, Entries]:
    """Read a manifest; one that cannot be read is as good as none."""
    try:
        found = json.loads(_path(folder, name).read_text(encoding="utf-8"))
        return found["program"], {address: Entry(*values) for address, values in found["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return "", {}


def _path(folder: Path, name: str) -> Path:
    return folder / f"{MARKER}-{name}.json"
