"""What makes a site of records: this version of vrapport and the libraries that bytes of a site come from."""

import os
import platform
import sys
from collections.abc import Mapping
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
    here = Path(__file__).parent
    files = sorted(path for path in here.rglob("*") if path.is_file() and path.suffix != ".pyc")
    own = (part for path in files for part in (path.relative_to(here).as_posix(), path.read_bytes()))
    return digest(platform.python_version(), *map(version, LIBRARIES), *own)


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
