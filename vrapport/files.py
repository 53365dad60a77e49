"""Files of this program's own among others': no link that somebody laid in their place is followed."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

_BINARY = getattr(os, "O_BINARY", 0)
_UNFOLLOWED = getattr(os, "O_NOFOLLOW", 0) | _BINARY
_TO_READ = os.O_RDONLY | _UNFOLLOWED | getattr(os, "O_NONBLOCK", 0)  # a pipe in its place is not waited for


def lay(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, in place of whatever lies there."""
    with suppress(FileNotFoundError):
        path.unlink()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _UNFOLLOWED, 0o600), "wb") as file:  # noqa: PTH123
        file.write(content)


def put(path: Path, content: bytes) -> None:
    """Put a file in its place in one step: who reads it finds the old one or the new one, whole."""
    aside = path.with_suffix(f".{os.getpid()}")
    try:
        lay(aside, content)
        aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def put_first(path: Path, content: bytes, stands: Callable[[Path], bool]) -> None:
    """Put a file in its place unless another process was first, and what it put there `stands`."""
    aside = path.with_suffix(f".{os.getpid()}")
    try:
        lay(aside, content)
        try:
            os.link(aside, path)
        except OSError:  # it is there, or the file system knows no second names
            if not stands(path):
                aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def take(path: Path) -> bytes:
    """Read an ordinary file; anything else in its place raises an OSError at once."""
    handle = os.open(path, _TO_READ)
    with open(handle, "rb") as file:  # noqa: PTH123 - a file that is open already has no path
        if not S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return file.read()


def take_about(path: str, size: int) -> bytes:
    """Read an ordinary file that is to be of some size; of a longer one, no more than shows that it is longer."""
    handle = os.open(path, _TO_READ)
    try:
        return os.read(handle, size + 1)
    finally:
        os.close(handle)
