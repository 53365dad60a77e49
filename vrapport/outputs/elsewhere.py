"""Work done by other processes, on other machines too: sent in slices to an executor, done here where none can."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

from vrapport.makers import program
from vrapport.outputs.output import Output

if TYPE_CHECKING:  # 10 ms, where all is made here
    from concurrent.futures import Executor, Future

SLICE = 32  # files that are sent together: a message costs more than a page does
AHEAD = 4  # slices on their way to each worker: it need not wait, and no more than they are held in memory
PATIENCE = 0.5  # seconds after which those who are waited for are counted again

Slice = Sequence[Output]
_one_at_a_time = Lock()  # a worker may have many threads; what turns Markdown into HTML is made for one


class OtherProgramError(Exception):
    """A worker has another vrapport, or other libraries: what it made might not be what is made here."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Other processes, here or on other machines: how they are reached, and how many there are at the moment.

    Any executor of processes will do. Work is sent as pickles, so each side must trust the other as itself. Threads of
    this process will not do: pages' data are made here meanwhile, of the same Markdown.
    """

    executor: "Executor"
    workers: Callable[[], int]
    together: int = SLICE

    def __post_init__(self) -> None:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - as above

        if isinstance(self.executor, ThreadPoolExecutor):
            raise TypeError("Pages can be made by other processes, not by threads of this one.")

    def each(self, outputs: Iterable[Output]) -> Iterator[tuple[Slice, Sequence[bytes] | None]]:
        """Yield outputs together with their bytes, as they come back; None where nobody could make them."""
        waiting: dict[Future[Sequence[bytes]], Slice] = {}
        for piece in _sliced(outputs, self.together):
            room = AHEAD * self.workers()
            while waiting and len(waiting) >= room:
                yield from self._arrived(waiting)
            if future := self._sent(piece) if room else None:
                waiting[future] = piece
            else:
                yield piece, None
        while waiting:
            yield from self._arrived(waiting)

    def _sent(self, piece: Slice) -> "Future[Sequence[bytes]] | None":
        """Send a slice, if there still is a way to send it."""
        import pickle  # noqa: PLC0415 - as above

        packed = pickle.dumps([output.make for output in piece])
        try:
            return self.executor.submit(made, program(), packed)
        except (RuntimeError, OSError):  # the executor is broken or closed
            return None

    def _arrived(
        self, waiting: "dict[Future[Sequence[bytes]], Slice]"
    ) -> Iterator[tuple[Slice, Sequence[bytes] | None]]:
        """Wait for what comes back next; if nothing does, and nobody is left who could make it, wait for none."""
        from concurrent.futures import FIRST_COMPLETED, wait  # noqa: PLC0415 - as above

        done, _ = wait(waiting, PATIENCE, FIRST_COMPLETED)
        if not done and not self.workers():
            done = {future for future in waiting if future.cancel()}
        for future in done:
            yield waiting.pop(future), _came_of(future)


def made(maker: str, packed: bytes) -> Sequence[bytes]:
    """Make in a worker what another process sent, if both are the same program."""
    import pickle  # noqa: PLC0415 - as above

    if maker != program():
        raise OtherProgramError
    with _one_at_a_time:
        return [make() for make in pickle.loads(packed)]  # noqa: S301 - who sends work can send any


def _came_of(future: "Future[Sequence[bytes]]") -> Sequence[bytes] | None:
    try:
        return future.result()
    except Exception:  # noqa: BLE001 - whatever it was, if it is the page's fault it is met again here, and told
        return None


def _sliced(outputs: Iterable[Output], size: int) -> Iterator[Slice]:
    """Cut a stream into slices, each taken when it is asked for."""
    stream = iter(outputs)
    while piece := tuple(islice(stream, size)):
        yield piece
