"""One build at a time: a lock on a file, let go by the system if the program dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: the folder swap is still whole, two builds at once are not kept apart
    fcntl = None  # type: ignore[assignment]


class AlreadyLockedError(Exception):
    """Somebody else holds the lock."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock on a file that exists, or say at once that another has it."""
    with path.open("r+b") as file:
        if fcntl:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as fault:
                raise AlreadyLockedError from fault
        yield
