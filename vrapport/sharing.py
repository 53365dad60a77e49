"""Much work shared among several processes, each forked with all it needs, so that only what came of it is sent."""

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:  # 10 ms, where this process does all by itself
    from multiprocessing.connection import Connection

Work = TypeVar("Work")
Result = TypeVar("Result")
Progress = Callable[[int, int], None]
Part = Sequence[Work]
CAN_SHARE = hasattr(os, "fork")
MUCH = 1_000  # pieces of work as little as reading a file: no fewer are worth a message
_TICKET = 4  # bytes
_MOST_TICKETS = 900  # with those of the folders, these still find room in the smallest of pipes


def one_by_one(work: Iterable[Work], do: Callable[[Work], Result], done: Callable[[], None]) -> Iterator[Result]:
    """Do all work here."""
    for piece in work:
        result = do(piece)
        done()
        yield result


def shared(
    parts: Sequence[Part[Work]], jobs: int, do: Callable[[Work], Result], done: Callable[[], None]
) -> Iterator[Result]:
    """Do work in several processes, this one among them: who is done with one part takes the next.

    Each of the others begins with one of the first parts, so these are to be the largest. What fails there is done
    again here, where it can be told.
    """
    came: dict[int, list[Result]] = {}

    def take(number: int, results: list[Result]) -> None:
        came[number] = results
        for _ in results:
            done()

    with _children(parts, jobs - 1, do) as (tickets, readings):
        working = set(readings)
        for number in _drawn(tickets):
            with suppress(Exception):  # it is done again below, in order, and told then
                take(number, [do(piece) for piece in parts[number]])
            _hear(working, take, patience=0)
        while working:
            _hear(working, take)
    for number, part in enumerate(parts):
        yield from came.pop(number) if number in came else one_by_one(part, do, done)


def shared_where_many(work: Sequence[Work], jobs: int, do: Callable[[Work], Result]) -> Iterator[Result]:
    """Do much little work in several processes, and a little here."""
    if jobs > 1 and len(work) > 2 * MUCH and CAN_SHARE:
        return shared(list(in_parts(work, MUCH)), jobs, do, lambda: None)
    return map(do, work)


def in_parts(work: Sequence[Work], size: int) -> Iterator[Part[Work]]:
    """Divide work into parts of some size, larger only where there would be too many."""
    size = max(size, -(-len(work) // _MOST_TICKETS))
    yield from (work[first : first + size] for first in range(0, len(work), size))


@contextmanager
def _children(
    parts: Sequence[Part[Work]], number: int, do: Callable[[Work], Result]
) -> Iterator[tuple[int, Sequence["Connection"]]]:
    """Start the others; whatever happens, none is left when the work is over."""
    from multiprocessing import get_context  # noqa: PLC0415 - as above

    context = get_context("fork")
    children, readings = [], []
    number = min(number, len(parts))
    tickets = _tickets(range(number, len(parts)))
    gc.freeze()  # a collection in a child would copy every page of memory that it shares with this process
    try:
        for first in range(number):
            reading, writing = context.Pipe(duplex=False)
            readings.append(reading)
            child = context.Process(target=_work, args=(parts, first, tickets, do, writing, tuple(readings)))
            try:
                child.start()
            except OSError:  # no room for one more: the others do its part
                readings.pop().close()
                break
            finally:
                writing.close()
            children.append(child)
        yield tickets, readings
    except BaseException:
        for child in children:
            child.kill()
        raise
    finally:
        gc.unfreeze()
        os.close(tickets)
        for reading in readings:
            reading.close()
        for child in children:
            child.join()


def _tickets(numbers: Iterable[int]) -> int:
    """Lay the numbers of parts into a pipe: whoever draws one does that part."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(number.to_bytes(_TICKET, "big") for number in numbers))
    os.close(writing)
    return reading


def _drawn(tickets: int) -> Iterator[int]:
    while ticket := os.read(tickets, _TICKET):
        yield int.from_bytes(ticket, "big")


def _hear(working: set["Connection"], take: Callable[[int, list[Result]], None], patience: float | None = None) -> None:
    """Take what the others have sent by now, and see who of them is gone, however that went."""
    from multiprocessing.connection import wait  # noqa: PLC0415 - as above

    for reading in cast("list[Connection]", wait(list(working), patience)):
        try:
            take(*reading.recv())
        except (EOFError, OSError):
            working.remove(reading)


def _work(  # noqa: PLR0913, PLR0917 - all that a child is given
    parts: Sequence[Part[Work]],
    first: int,
    tickets: int,
    do: Callable[[Work], Result],
    writing: "Connection",
    readings: tuple["Connection", ...],
) -> None:
    """Work in a child, and send what comes of it; if the parent dies, the pipe breaks and the child with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends its children
    for reading in readings:
        reading.close()
    try:
        for number in chain([first], _drawn(tickets)):
            writing.send((number, [do(piece) for piece in parts[number]]))
    except Exception:  # noqa: BLE001 - the parent does it again, and meets the same
        raise SystemExit(1) from None
