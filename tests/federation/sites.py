"""A federation of three small sites: a district, a branch that is a whole site, and one that is only its records."""

from collections.abc import Mapping
from pathlib import Path

from tests.small import CLOCK, FILES, write
from vrapport.examining import Examined, examine

KISTA, FARSTA = "foreningar/kista", "foreningar/farsta"
ROOTS = f"roots: [{KISTA}, {FARSTA}]\n"


def below(folder: str, files: Mapping[str, str]) -> dict[str, str]:
    """Put files in a folder."""
    return {f"{folder}/{path}": text for path, text in files.items()}


def bare(files: Mapping[str, str]) -> dict[str, str]:
    """Take files out of `content/`."""
    return {path.removeprefix("content/"): text for path, text in files.items()}


ONLY_A1 = {
    "decisions/2019/A1.yml": "title: Ett eget A1\nresponsible: Kommunen\n"
    "text: Som [[2019/A2]], och [[motions/2019/A1]].\n"
    "updates:\n  - date: 2019-05\n    status: pågår\n    text: Se [[2019/A1]].\n",
    "README.md": "# Farsta\n",
    "LICENSE": "CC0\n",
}


def district(roots: str = ROOTS) -> dict[str, str]:
    """Give the files of a district that names its branches."""
    return {**FILES, "content/site.yml": FILES["content/site.yml"] + roots}


def federation(root: Path, *changes: Mapping[str, str]) -> Path:
    """Write a federation; all three have the same records, as far as they have any."""
    branches = {**below(KISTA, FILES), **below(FARSTA, ONLY_A1)}
    return write(root, *changes, files={**district(), **branches})


def asked(root: Path) -> Examined:
    """Read a federation, and ask every question of it."""
    return examine(root, clock=CLOCK)


def codes(root: Path) -> list[str]:
    """Tell where the errors are, and their codes."""
    return [f"{found.place} {found.code}" for found in asked(root).findings if found.severity.label == "error"]
