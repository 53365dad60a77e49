"""What makes a site of records: this version of vrapport and the libraries that bytes of a site come from."""

import platform
from functools import cache
from importlib import metadata
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
    return digest(platform.python_version(), *map(metadata.version, LIBRARIES), *own)
