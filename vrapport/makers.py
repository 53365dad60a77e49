"""What makes a site of records: this version of vrapport and the libraries that bytes of a site come from."""

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from vrapport.digests import digest

LIBRARIES = (
    "babel", "icalendar", "jinja2", "markdown", "markupsafe", "nh3", "pydantic", "pydantic_core", "pyyaml", "segno",
    "simplemma",
)  # fmt: skip


@cache
def program() -> str:
    """Hash what makes a site of records; what another made is made anew."""
    here = str(Path(__file__).parent)
    own = (part for path in sorted(_files_in(here)) for part in (path, _content(f"{here}/{path}")))
    return digest(platform.python_version(), *map(version, LIBRARIES), *own)


def _files_in(folder: str, below: str = "") -> Iterator[str]:
    """Find every file that is not compiled from another."""
    with os.scandir(folder) as lying:
        for entry in lying:
            if entry.is_dir():
                yield from _files_in(entry.path, f"{below}{entry.name}/")
            elif not entry.name.endswith(".pyc"):
                yield f"{below}{entry.name}"


def _content(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - there are hundreds, and each Path would cost as much as its file
        return file.read()


def version(library: str) -> str:
    """Tell which version of a library is installed."""
    return _installed().get(library) or _told(library)


@cache
def _installed() -> Mapping[str, str]:
    """Read the versions off the names of the folders that installers leave beside packages: `babel-2.17.0.dist-info`.

    The first on the path is the one that is imported.
    """
    found: dict[str, str] = {}
    for folder in reversed([*filter(os.path.isabs, sys.path)]):
        found |= _left_in(Path(folder))
    return found


def _left_in(folder: Path) -> Mapping[str, str]:
    """Read the versions in one folder; where an upgrade was broken off there are several, and all of them count."""
    versions: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.dist-info")):
        name, _, version = path.stem.lower().partition("-")
        versions.setdefault(name, []).append(version)
    return {name: " ".join(several) for name, several in versions.items()}


def _told(library: str) -> str:
    from importlib import metadata  # noqa: PLC0415 - 40 ms, where no other way has found it

    return metadata.version(library)
