"""One publication: what is unchanged is carried over, what is new is made, and the whole is swapped in at once."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vrapport.exchange import exchange
from vrapport.findings import say
from vrapport.locking import AlreadyLockedError, locked
from vrapport.outputs.manifest import MARKER, Entries, Entry, entry, known, renew
from vrapport.outputs.output import Bundle, Output
from vrapport.outputs.refusals import RefusedError, busy, refused, unwritable
from vrapport.outputs.sharing import CAN_SHARE, Progress, one_by_one, shared

NEXT, OLD = ".next-", ".old-"
WORTH_SHARING = 200  # below this many new files, starting processes costs more than they save
PUBLISHED_MODE = 0o644


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: how many files were written, kept as they were, and removed."""

    folder: Path
    written: int
    kept: int
    removed: int


def publish(  # noqa: PLR0913 - what, where, and how
    outputs: Iterable[Output | Bundle],
    folder: Path,
    name: str,
    *,
    program: str,
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
) -> Published:
    """Make `folder/name` hold these outputs and nothing else; what this very `program` made before is kept."""
    try:
        with locked(folder / MARKER):
            _sweep(folder, name)
            try:
                return _publish(tuple(outputs), folder, name, program, _Making(jobs, progress))
            finally:
                _sweep(folder, name)
    except AlreadyLockedError as fault:
        raise RefusedError(busy(folder)) from fault
    except OSError as fault:
        raise RefusedError(unwritable(folder, fault)) from fault


@dataclass(frozen=True, slots=True)
class _Making:
    """How new files are made: in how many processes, and who is told how far it has come."""

    jobs: int
    progress: Progress

    def write(self, outputs: Sequence[Output | Bundle], aside: Path) -> None:
        """Make and write what is new, in several processes where it pays."""
        done = _counter(len(outputs), self.progress)
        if self.jobs > 1 and len(outputs) >= WORTH_SHARING and CAN_SHARE:
            shared(list(_parts(outputs, self.jobs)), lambda output: _write(output, aside), done)
        else:
            one_by_one(outputs, lambda output: _write(output, aside), done)


def _publish(wanted: Sequence[Output | Bundle], folder: Path, name: str, program: str, making: _Making) -> Published:
    """Put the next site together beside the published one, and swap them; where nothing changed, do nothing."""
    published, aside = folder / name, folder / f"{NEXT}{name}"
    if published.is_symlink():
        raise RefusedError(refused(published, say("It is a link to another place.")))
    before = known(folder, name, program)
    lying = set(_files_in(published))
    unchanged = {output.address: _as_before(output, before, published) for output in wanted}
    kept = {address for entries in unchanged.values() for address in entries}
    fresh = [output for output in wanted if not unchanged[output.address]]
    if not fresh and kept == lying:
        return Published(published, 0, len(kept), 0)
    _keep(kept, published, aside)
    making.write(fresh, aside)
    made = {address: output.fingerprint for output in fresh for address in output.written(aside)}
    from_what = made | {address: before[address].fingerprint for address in kept}
    entries = {address: entry(aside / address, fingerprint) for address, fingerprint in from_what.items()}
    renew(folder, name, program, entries, lambda: _swap(aside, published))
    return Published(published, len(made), len(kept), len(lying - entries.keys()))


def _as_before(output: Output | Bundle, before: Entries, published: Path) -> Mapping[str, Entry]:
    """Return the files that an output would make just as they lie there already, or none."""
    made = {address: before[address] for address in output.among(before)}
    same = all(made[at].fingerprint == output.fingerprint and made[at].is_still(published / at) for at in made)
    return made if same else {}


def _keep(addresses: Iterable[str], old: Path, aside: Path) -> None:
    """Carry over what is unchanged, by a second name for the same file where the file system can."""
    aside.mkdir()
    made: set[Path] = set()
    for address in sorted(addresses):
        target = aside / address
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        try:
            os.link(old / address, target)
        except OSError:
            shutil.copy2(old / address, target)


def _parts(outputs: Sequence[Output | Bundle], jobs: int) -> Iterator[Sequence[Output | Bundle]]:
    """Divide the work; a bundle is much by itself, and gets a process of its own."""
    yield from ([output] for output in outputs if isinstance(output, Bundle))
    single = [output for output in outputs if isinstance(output, Output)]
    yield from (single[first::jobs] for first in range(jobs))


def _counter(total: int, progress: Progress) -> Callable[[], None]:
    numbers = iter(range(1, total + 1))
    return lambda: progress(next(numbers, total), total)


def _write(output: Output | Bundle, aside: Path) -> None:
    for address, content in output.files().items():
        target = aside / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(PUBLISHED_MODE)


def _swap(aside: Path, published: Path) -> None:
    """Put the new site in the old one's place in one step, or in two that `_sweep` can finish."""
    if not published.exists():
        aside.rename(published)
    elif not exchange(aside, published):
        published.rename(published.with_name(f"{OLD}{published.name}"))
        aside.rename(published)


def _sweep(folder: Path, name: str) -> None:
    """Clear away what an interrupted publication left; if it was stopped between two steps, put the old site back."""
    old, aside = folder / f"{OLD}{name}", folder / f"{NEXT}{name}"
    if old.is_dir() and not (folder / name).exists():
        old.rename(folder / name)
    for left in (old, aside):
        if left.is_symlink() or left.is_file():
            left.unlink()
        elif left.is_dir():
            shutil.rmtree(left, ignore_errors=True)


def _files_in(published: Path) -> Iterator[str]:
    for place, _, files in os.walk(published):
        below = os.path.relpath(place, published).replace(os.sep, "/")
        yield from (name if below == "." else f"{below}/{name}" for name in files)
