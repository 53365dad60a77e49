"""Outputs made: what is as it was published before is kept, the rest is written beside it, in several processes."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vrapport.digests import digest
from vrapport.manifest import Entries, Entry
from vrapport.outputs.elsewhere import Elsewhere
from vrapport.outputs.output import Folder, Output, Planned, Work
from vrapport.sharing import CAN_SHARE, Progress, in_parts, one_by_one, shared

WORTH_SHARING = 200  # below this many files, starting processes costs more than they save
TOGETHER = 50  # files that one process makes before it takes more: a message costs more than what is in it
PUBLISHED_MODE = 0o644


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an output: the addresses that are as they were, and the files written anew."""

    kept: Entries
    written: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Workforce:
    """How many processes may work at once, here or elsewhere, and who is told how far they have come."""

    jobs: int = 1
    progress: Progress = lambda _done, _total: None
    elsewhere: Elsewhere | None = None

    def is_worth_it(self, wanted: Sequence[Work]) -> bool:
        """Tell whether there is so much to do that several processes are done sooner."""
        return self.jobs > 1 and len(wanted) >= WORTH_SHARING and CAN_SHARE


@dataclass(frozen=True, slots=True)
class Making:
    """Where files are made: beside what was published before, into which folder."""

    before: Entries
    published: Path
    aside: Path

    def make(self, wanted: Sequence[Work], force: Workforce) -> Iterator[Made]:
        """Make what is new, in several processes where it pays."""
        done = _counter(len(wanted), force.progress)
        if force.elsewhere:
            return self._with_others(wanted, force.elsewhere, done)
        if force.is_worth_it(wanted):
            return shared(list(_parts(wanted)), force.jobs, self._make, done)
        return one_by_one(wanted, self._make, done)

    def _make(self, work: Work) -> Made:
        output = _settled(work)
        if isinstance(output, Folder):
            return _together(map(self._make, output.plan()))
        kept = self._as_before(output)
        return Made(kept, {}) if kept else Made({}, self._write(output))

    def _with_others(self, wanted: Sequence[Work], elsewhere: Elsewhere, done: Callable[[], None]) -> Iterator[Made]:
        """Find out here what is new, and let other machines make it; what they lose, or cannot make, is made here."""
        near: list[Made] = []
        for outputs, contents in elsewhere.each(self._sent(wanted, near, done)):
            for output, content in zip(outputs, contents or (output.make() for output in outputs), strict=True):
                done()
                yield Made({}, {output.address: written(self.aside / output.address, content, output.fingerprint)})
        yield from near

    def _sent(self, wanted: Sequence[Work], near: list[Made], done: Callable[[], None]) -> Iterator[Output]:
        """Yield what others are to make; what is as before, or only this process can make, joins what is `near`."""
        for output in map(_settled, wanted):
            if not isinstance(output, Output) or not output.portable:
                near += one_by_one([output], self._make, done)
            elif kept := self._as_before(output):
                near.append(Made(kept, {}))
                done()
            else:
                yield output

    def _as_before(self, output: Output) -> Entries:
        """Find the file that an output would make just as it lies there already, if it does."""
        known = self.before.get(output.address)
        as_before = known and known.fingerprint == output.fingerprint
        still = known.still(f"{self.published}/{output.address}") if known and as_before else None
        return {output.address: still} if still else {}

    def _write(self, output: Output) -> Entries:
        return {output.address: written(self.aside / output.address, output.make(), output.fingerprint)}


def _settled(work: Work) -> Output | Folder:
    return work.plan() if isinstance(work, Planned) else work


def _together(made: Iterable[Made]) -> Made:
    kept: dict[str, Entry] = {}
    wrote: dict[str, Entry] = {}
    for each in made:
        kept |= each.kept
        wrote |= each.written
    return Made(kept, wrote)


def written(path: Path, content: bytes, fingerprint: str) -> Entry:
    """Write a file that all may read, and describe it."""
    try:
        file = path.open("wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("wb")
    with file:
        file.write(content)
        file.flush()
        found = os.fstat(file.fileno())
        if found.st_mode & 0o777 != PUBLISHED_MODE:
            path.chmod(PUBLISHED_MODE)
    return Entry(fingerprint, found.st_size, found.st_mtime_ns, digest(content))


def _parts(wanted: Sequence[Work]) -> Iterator[Sequence[Work]]:
    """Divide the work; a folder is much by itself, and is begun with."""
    yield from ([output] for output in wanted if isinstance(output, Folder))
    yield from in_parts([output for output in wanted if not isinstance(output, Folder)], TOGETHER)


def _counter(total: int, progress: Progress) -> Callable[[], None]:
    numbers = iter(range(1, total + 1))
    return lambda: progress(next(numbers, total), total)
