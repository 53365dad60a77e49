"""Where the time of a build goes, stage by stage: read off the clock here, told in the site's words."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from vrapport.cli.terminal import columns, one_line, padded
from vrapport.findings import Message, say
from vrapport.stages import Stage
from vrapport.wording import Wording

STARTING = "starting"
TOLD: Mapping[str, Message] = MappingProxyType(
    {
        STARTING: say("starting the program"),
        "reading": say("reading the records"),
        "linking": say("tying them together"),
        "checking": say("checking them"),
        "cutting": say("leaving out what not all may read"),
        "pages": say("what the pages say"),
        "exports": say("files for programs, and search"),
        "writing": say("making and writing files"),
    }
)


@dataclass(slots=True)
class Spent:
    """What one stage has taken by itself, without the stages within it, and how many times it was entered."""

    seconds: float = 0.0
    times: int = 0


@dataclass(slots=True)
class Profile:
    """A clock with a hand for each stage: only that of the innermost one moves. It starts when the program began."""

    began: float
    spent: dict[str, Spent] = field(default_factory=dict)
    _inside: list[str] = field(default_factory=list)
    _since: float = 0.0

    def __post_init__(self) -> None:
        self._turn()
        self.spent[STARTING] = Spent(self._since - self.began, 1)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time until it is left as this stage's own."""
        self._turn()
        self._inside.append(name)
        self.spent.setdefault(name, Spent()).times += 1
        try:
            yield
        finally:
            self._turn()
            self._inside.pop()

    def telling(self, now: Callable[[str], None]) -> Stage:
        """Count as `stage` does, and say each time what is being done now, in the words of the terminal."""

        def stage(name: str) -> Iterator[None]:
            now(name.capitalize())
            with self.stage(name):
                yield

        return contextmanager(stage)

    def told(self, whole: float, words: Wording) -> Iterator[str]:
        """Tell what each stage took, in the order they were first entered, what none of them took, and the whole."""
        rows = [(_name(stage, words), spent) for stage, spent in self.spent.items()]
        rest = whole - sum(spent.seconds for spent in self.spent.values())
        rows += [(words._("the rest"), Spent(max(0.0, rest))), (words._("the whole"), Spent(whole))]
        yield from _aligned([_heading(words), *(_cells(name, spent, whole, words) for name, spent in rows)])

    def _turn(self) -> None:
        """Give the time since the last turn to the stage that had it."""
        now = time.perf_counter()
        if self._inside:
            self.spent[self._inside[-1]].seconds += now - self._since
        self._since = now


def _name(stage: str, words: Wording) -> str:
    return words.tell(TOLD[stage]) if stage in TOLD else one_line(stage)


def _heading(words: Wording) -> Sequence[str]:
    return words._("Stage"), words._("Seconds"), words._("Share"), words._("Times")


def _cells(name: str, spent: Spent, whole: float, words: Wording) -> Sequence[str]:
    share = f"{round(100 * spent.seconds / whole)} %" if whole else ""
    return name, words.figure(Decimal(spent.seconds), 2), share, str(spent.times or "")


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lay names out from the left, and figures from the right."""
    first, *others = (max(map(columns, column)) for column in zip(*rows, strict=True))
    for name, *figures in rows:
        right = (" " * (wide - columns(figure)) + figure for figure, wide in zip(figures, others, strict=True))
        yield "  ".join((padded(name, first), *right)).rstrip()
