"""Work done on other machines: sent in slices to any executor, and done here where none of them can."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass

SLICE = 64  # files that are sent together: a message costs more than a page does


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Other machines: how they are reached, and what turns what is sent there into the bytes of each file.

    Executor and function are such that both can be sent: the function is one that a module names, or a partial of it.
    """

    executor: Executor
    make: Callable[[Sequence[object]], Sequence[bytes]]

    def each(self, sent: Sequence[object]) -> Iterator[tuple[Sequence[int], Sequence[bytes] | None]]:
        """Yield the numbers of what was sent together with its bytes, as they come back; None where they were lost."""
        slices = [range(len(sent))[first : first + SLICE] for first in range(0, len(sent), SLICE)]
        waiting: dict[Future[Sequence[bytes]], Sequence[int]] = {
            self.executor.submit(self.make, [sent[number] for number in numbers]): numbers for numbers in slices
        }
        for future in as_completed(waiting):
            yield waiting[future], None if future.exception() else future.result()
