"""What took long to reckon is kept on disk until what it follows from changes; it can be deleted at any time.

What is kept ends up on pages, and a repository that somebody else wrote may bring a folder of that name along. So each
file is sealed with a secret of this user's own, which lies outside all sites: what others wrote is as good as nothing.
"""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vrapport.digests import digest
from vrapport.files import lay, put, put_first, take

FOLDER = ".vrapport"
_SECRET_SIZE = 32


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one version of the program keeps plain data of a site between builds; without a folder nothing is kept."""

    root: Path | None = None
    program: str = ""

    def recall(self, name: str, key: str = "") -> Any | None:  # noqa: ANN401 - whatever plain data was kept
        """Return what was kept under a name for this very key."""
        return recall(self.root, name, digest(self.program, key)) if self.root else None

    def keep(self, name: str, value: Any, key: str = "") -> None:  # noqa: ANN401 - as above
        """Keep plain data under a name."""
        if self.root:
            keep(self.root, name, digest(self.program, key), value)


NOWHERE = Shelf()


def own_shelf(program: str) -> Shelf:
    """Find where one version of the program keeps, for this user, what is the same for all sites."""
    try:
        own_folder().mkdir(parents=True, exist_ok=True)
        return Shelf(own_folder(), program)
    except OSError:
        return NOWHERE


def recall(root: Path, name: str, key: str) -> Any | None:  # noqa: ANN401 - whatever plain data was kept
    """Return what was kept under a name for this very key; what is not as it was written is as good as nothing."""
    try:
        return opened(name, key, take(place_of(root, name)))
    except OSError:
        return None


def keep(root: Path, name: str, key: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Keep plain data under a name, in one step; where nothing can be written it is reckoned again next time."""
    path = place_of(root, name)
    if path.parent.is_symlink():  # which may lead anywhere
        return
    with suppress(OSError):
        _made_private(path.parent)
        put(path, sealed(name, key, value))


def _made_private(folder: Path) -> None:
    """Make the folder, and keep it out of git: it holds what the records say, for members only or not."""
    if not folder.is_dir():
        folder.mkdir()
        lay(folder / ".gitignore", b"*\n")


def sealed(name: str, key: str, value: Any) -> bytes:  # noqa: ANN401 - any plain data
    """Write plain data so that this user's vrapport, and nobody else's, will believe it under this name and key.

    Without a secret of one's own, an OSError is raised.
    """
    kept = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")
    return _seal(name, key, kept) + b"\n" + kept


def opened(name: str, key: str, content: bytes) -> Any | None:  # noqa: ANN401 - as above
    """Read what was sealed under a name and key; what others wrote or changed is as good as nothing."""
    known, _, kept = content.partition(b"\n")
    try:
        return json.loads(kept) if known == _seal(name, key, kept) else None
    except (OSError, ValueError, RecursionError):
        return None


def _seal(name: str, key: str, kept: bytes) -> bytes:
    """Seal what is kept under a name, together with its key; without a secret of one's own nothing can be."""
    sealed = hashlib.blake2b(digest(name, key, kept).encode(), key=_secret(own_folder()), digest_size=32)
    return sealed.hexdigest().encode()


def own_folder() -> Path:
    """Find the folder where this user's programs keep what they can do without."""
    given = Path(os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "")
    try:
        return (given if given.is_absolute() else Path.home() / ".cache") / "vrapport"
    except RuntimeError as fault:  # a user without a home
        raise OSError from fault


@cache
def _secret(own: Path) -> bytes:
    """Read this user's secret, or make one."""
    path = own / "secret"
    if not _is_whole(path):
        own.mkdir(parents=True, exist_ok=True)
        put_first(path, os.urandom(_SECRET_SIZE), _is_whole)
    secret = take(path)  # which another process may have put there
    if len(secret) != _SECRET_SIZE:
        raise OSError
    return secret


def _is_whole(path: Path) -> bool:
    """Tell a secret from one that a full disk cut short."""
    try:
        return len(take(path)) == _SECRET_SIZE
    except FileNotFoundError:
        return False


def place_of(root: Path, name: str) -> Path:
    """Find where something is kept under a name."""
    return root / FOLDER / f"{name}.json"
