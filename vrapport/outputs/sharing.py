"""Much work shared among several processes, each forked with all it needs, so that nothing must be sent to it."""

import os
import signal
from collections.abc import Callable, Iterable, Sequence
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import TypeVar

Work = TypeVar("Work")
Progress = Callable[[int, int], None]
CAN_SHARE = hasattr(os, "fork")


def one_by_one(work: Iterable[Work], do: Callable[[Work], None], done: Callable[[], None]) -> None:
    """Do all work here."""
    for piece in work:
        do(piece)
        done()


def shared(parts: Sequence[Sequence[Work]], do: Callable[[Work], None], done: Callable[[], None]) -> None:
    """Do each part of the work in a process of its own; what fails there is done again here, where it can be told."""
    reading, writing = os.pipe()
    children: list[BaseProcess] = []
    try:
        for part in parts:
            children.append(get_context("fork").Process(target=_do_part, args=(part, do, reading, writing)))
            children[-1].start()
        os.close(writing)
        _count(reading, done)
    except BaseException:
        for child in children:
            child.kill()
        raise
    finally:
        os.close(reading)
        for child in children:
            child.join()
    for child, part in zip(children, parts, strict=True):
        if child.exitcode:
            one_by_one(part, do, lambda: None)


def _count(reading: int, done: Callable[[], None]) -> None:
    """Read a sign for each piece of work, until the last child is gone, however it went."""
    while signs := os.read(reading, 1024):
        for _ in signs:
            done()


def _do_part(part: Sequence[Work], do: Callable[[Work], None], reading: int, writing: int) -> None:
    """Work in a child, and write a sign for each piece; if the parent dies, the pipe breaks and the child with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends its children
    os.close(reading)
    try:
        for piece in part:
            do(piece)
            os.write(writing, b".")
    except Exception:  # noqa: BLE001 - the parent does it again, and meets the same
        raise SystemExit(1) from None
