"""The stages of a build, for whoever wants to know where the time goes, and the moments at which it may be left."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TypeVar

One = TypeVar("One")

Stage = Callable[[str], AbstractContextManager[object]]
"""Surrounds a stage of a build, given its name."""

STAGES = ("reading", "linking", "checking", "cutting", "pages", "exports", "writing")


def untimed(_name: str) -> AbstractContextManager[object]:
    """Surround a stage with nothing."""
    return nullcontext()


def _go_on() -> None:
    """Do nothing: nobody wants the build to be left."""


_GIVE_WAY: ContextVar[Callable[[], None]] = ContextVar("what is asked between two pieces of work", default=_go_on)


@contextmanager
def giving_way(ask: Callable[[], None]) -> Iterator[None]:
    """Ask between two pieces of work whether to go on; who does not want to raises what ends it."""
    before = _GIVE_WAY.set(ask)
    try:
        yield
    finally:
        _GIVE_WAY.reset(before)


def piece_by_piece(pieces: Iterable[One]) -> Iterator[One]:
    """Go through what takes long, ready to be left before each piece."""
    ask = _GIVE_WAY.get()
    for piece in pieces:
        ask()
        yield piece
