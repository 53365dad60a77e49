"""Much work shared among several processes, each forked with all it needs, so that only what came of it is sent."""

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TypeVar, cast

Work = TypeVar("Work")
Result = TypeVar("Result")
Progress = Callable[[int, int], None]
CAN_SHARE = hasattr(os, "fork")
BATCH = 50  # results that are sent together: a message costs more than what is in it


def one_by_one(work: Iterable[Work], do: Callable[[Work], Result], done: Callable[[], None]) -> Iterator[Result]:
    """Do all work here."""
    for piece in work:
        result = do(piece)
        done()
        yield result


def shared(parts: Sequence[Sequence[Work]], do: Callable[[Work], Result], done: Callable[[], None]) -> Iterator[Result]:
    """Do each part of the work in a process of its own; what fails there is done again here, where it can be told."""
    with _children(parts, do) as readings:
        came: dict[Connection, list[Result]] = {reading: [] for reading in readings}
        _receive(came, done)
    for results, part in zip(came.values(), parts, strict=True):
        yield from results
        yield from one_by_one(part[len(results) :], do, done)


@contextmanager
def _children(parts: Sequence[Sequence[Work]], do: Callable[[Work], Result]) -> Iterator[Sequence[Connection]]:
    """Start a child for each part; whatever happens, none is left when the work is over."""
    context = get_context("fork")
    children, readings = [], []
    gc.freeze()  # a collection in a child would copy every page of memory that it shares with this process
    try:
        for part in parts:
            reading, writing = context.Pipe(duplex=False)
            readings.append(reading)
            children.append(context.Process(target=_do_part, args=(part, do, writing, tuple(readings))))
            children[-1].start()
            writing.close()
        yield readings
    except BaseException:
        for child in children:
            child.kill()
        raise
    finally:
        gc.unfreeze()
        for reading in readings:
            reading.close()
        for child in children:
            child.join()


def _receive(came: dict[Connection, list[Result]], done: Callable[[], None]) -> None:
    """Take what the children send, until the last of them is gone, however it went."""
    open_still = set(came)
    while open_still:
        for reading in cast("list[Connection]", wait(list(open_still))):
            try:
                results: list[Result] = reading.recv()
            except (EOFError, OSError):
                open_still.remove(reading)
                continue
            came[reading] += results
            for _ in results:
                done()


def _do_part(
    part: Sequence[Work], do: Callable[[Work], Result], writing: Connection, readings: tuple[Connection, ...]
) -> None:
    """Work in a child, and send what comes of it; if the parent dies, the pipe breaks and the child with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends its children
    for reading in readings:
        reading.close()
    try:
        for first in range(0, len(part), BATCH):
            writing.send([do(piece) for piece in part[first : first + BATCH]])
    except Exception:  # noqa: BLE001 - the parent does it again, and meets the same
        raise SystemExit(1) from None
