"""How often Python looks for what nobody holds any longer, while a command runs that is soon over."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 100_000, 10, 1_000_000


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Let what was made long ago be: a site that was read is held to the end, and going through it all takes long.

    Nor is it gone through as soon as Python searches as before, or when the program ends.
    """
    known = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    atexit.unregister(gc.freeze)  # once, however many commands a process runs
    atexit.register(gc.freeze)
    try:
        yield
    finally:
        gc.freeze()  # and at once let go again: all that is held now counts as looked through
        gc.unfreeze()
        gc.set_threshold(*known)
