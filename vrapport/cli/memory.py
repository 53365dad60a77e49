"""How often Python looks for what nobody holds any longer, while a command runs that is soon over."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 10_000, 10, 1_000_000


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Let what was made long ago be: a site that was read is held to the end, and going through it all takes long."""
    known = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*known)
