"""The stages of a build, each announced where it begins and ends, for whoever wants to know where the time goes."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

Stage = Callable[[str], AbstractContextManager[object]]
"""Surrounds a stage of a build, given its name."""

STAGES = ("reading", "linking", "checking", "cutting", "pages", "exports", "writing")


def untimed(_name: str) -> AbstractContextManager[object]:
    """Surround a stage with nothing."""
    return nullcontext()
