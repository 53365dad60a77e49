"""One publication: what is unchanged is carried over, what is new is made, and the whole is swapped in at once."""

import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vrapport.exchange import exchange
from vrapport.findings import say
from vrapport.locking import AlreadyLockedError, locked
from vrapport.manifest import MARKER, files_in, known, mark_of, refresh, renew
from vrapport.outputs.elsewhere import Elsewhere
from vrapport.outputs.making import Making, Workforce
from vrapport.outputs.output import Work
from vrapport.outputs.refusals import RefusedError, busy, refused, unwritable
from vrapport.sharing import Progress

NEXT, OLD = ".next-", ".old-"


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: how many files were written, kept as they were, and removed; and the mark of them all."""

    folder: Path
    written: int
    kept: int
    removed: int
    mark: str = field(default="", compare=False)


def publish(  # noqa: PLR0913 - what, where, and how
    outputs: Iterable[Work],
    folder: Path,
    name: str,
    *,
    program: str,
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
    elsewhere: Elsewhere | None = None,
) -> Published:
    """Make `folder/name` hold these outputs and nothing else; what this very `program` made before is kept."""
    try:
        with locked(folder / MARKER):
            _sweep(folder, name)
            try:
                return _publish(tuple(outputs), folder, name, program, Workforce(jobs, progress, elsewhere))
            finally:
                _sweep(folder, name)
    except AlreadyLockedError as fault:
        raise RefusedError(busy(folder)) from fault
    except OSError as fault:
        raise RefusedError(unwritable(folder, fault)) from fault


def _publish(wanted: Sequence[Work], folder: Path, name: str, program: str, force: Workforce) -> Published:
    """Put the next site together beside the published one, and swap them; where nothing changed, do nothing."""
    published, aside = folder / name, folder / f"{NEXT}{name}"
    if published.is_symlink():
        raise RefusedError(refused(published, say("It is a link to another place.")))
    before = known(folder, name, program)
    lying = set(files_in(published))
    made = tuple(Making(before, published, aside).make(wanted, force))
    kept = {address: entry for each in made for address, entry in each.kept.items()}
    written = {address: entry for each in made for address, entry in each.written.items()}
    if not written and kept.keys() == lying:
        refresh(folder, name, program, before, kept)
        return Published(published, 0, len(kept), 0, mark_of(kept))
    _keep(kept, published, aside)
    entries = written | kept
    renew(folder, name, program, entries, lambda: _swap(aside, published))
    return Published(published, len(written), len(kept), len(lying - entries.keys()), mark_of(entries))


def _keep(addresses: Collection[str], old: Path, aside: Path) -> None:
    """Carry over what is unchanged, by a second name for the same file where the file system can."""
    aside.mkdir(exist_ok=True)
    for folder in sorted({address.rpartition("/")[0] for address in addresses}):
        (aside / folder).mkdir(parents=True, exist_ok=True)
    for address in addresses:
        lying, target = f"{old}/{address}", f"{aside}/{address}"
        try:
            os.link(lying, target)
        except OSError:
            shutil.copy2(lying, target)


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
