"""One build at a time: a lock on a file, let go by the system if the program dies."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":

    def _lock(file: IO[bytes]) -> None:
        """Windows: the swap is whole there too, but two builds at once are not kept apart."""

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class AlreadyLockedError(Exception):
    """Somebody else holds the lock."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock on a file that exists, or say at once that another has it."""
    with path.open("r+b") as file:
        try:
            _lock(file)
        except BlockingIOError as fault:
            raise AlreadyLockedError from fault
        yield
