"""All that is published goes through here: one writer, one manifest, one swap; old or new, never half."""

import json
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path, PurePosixPath

from vrapport.digests import digest
from vrapport.exchange import exchange
from vrapport.findings import Finding, Message, Place, error, say
from vrapport.locking import AlreadyLockedError, locked

MARKER = ".vrapport"
MARKER_TEXT = "vrapport made this folder, and will replace what lies in it.\n"
NEXT, OLD = ".next-", ".old-"
WORTH_SHARING = 200  # below this many new pages, starting workers costs more than they save
PUBLISHED_MODE = 0o644


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file to publish: its address, a hash of all its bytes follow from, and how to make them."""

    address: str
    fingerprint: str
    make: Callable[[], bytes]
    origin: Place | None = None


def ready(address: str, content: bytes, origin: Place | None = None) -> Output:
    """Make an output of bytes that are known already."""
    return Output(address=address, fingerprint=digest(content), make=lambda: content, origin=origin)


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: how many files were written, kept as they were, and removed."""

    folder: Path
    written: int
    kept: int
    removed: int


class RefusedError(Exception):
    """Nothing was published; carries why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


Progress = Callable[[int, int], None]


def collisions(outputs: Iterable[Output]) -> Iterator[Finding]:
    """Find outputs that would lie on top of each other, on any file system, or outside the folder."""
    seen: dict[str, Output] = {}
    for output in outputs:
        key = unicodedata.normalize("NFC", output.address).casefold()
        if not _is_within(output.address):
            yield _outside(output)
        elif key in seen:
            yield _same_address(output, seen[key])
        seen.setdefault(key, output)


def publish(
    outputs: Iterable[Output], folder: Path, name: str, *, jobs: int = 1, progress: Progress = lambda done, total: None
) -> Published:
    """Make `folder/name` hold these outputs and nothing else; what is unchanged is not made again."""
    wanted = {output.address: output for output in outputs}
    try:
        with locked(folder / MARKER):
            _sweep(folder, name)
            return _publish(wanted, folder, name, jobs, progress)
    except AlreadyLockedError as fault:
        raise RefusedError(_busy(folder)) from fault
    except OSError as fault:
        _sweep(folder, name)
        raise RefusedError(_unwritable(folder, fault)) from fault


def prepare(folder: Path, forbidden: Iterable[Path]) -> Finding | None:
    """Make the output folder ready, or say why it must not be used: only what vrapport made may be replaced."""
    reason = _why_not(folder, [path.resolve() for path in forbidden])
    if reason:
        return reason
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / MARKER).exists():
            (folder / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
    except OSError as fault:
        return _unwritable(folder, fault)
    return None


def manifest(folder: Path, name: str) -> Mapping[str, str]:
    """Return the published addresses and their fingerprints."""
    return {address: entry["fingerprint"] for address, entry in _manifest(folder, name).items()}


def _publish(wanted: Mapping[str, Output], folder: Path, name: str, jobs: int, progress: Progress) -> Published:
    """Put the next site together beside the published one, and swap them."""
    old = _manifest(folder, name)
    kept = {
        address
        for address, output in wanted.items()
        if address in old and old[address]["fingerprint"] == output.fingerprint and _is_as_written(folder / name, address, old)
    }
    removed = old.keys() - wanted.keys()
    fresh = [wanted[address] for address in sorted(wanted.keys() - kept)]
    if fresh or removed or not (folder / name).is_dir() or len(kept) != _files_in(folder / name):
        aside = folder / f"{NEXT}{name}"
        _keep(kept, folder / name, aside)
        _write(fresh, aside, jobs, progress)
        _swap(aside, folder / name)
        _remember(wanted, folder, name)
        _sweep(folder, name)
    return Published(folder / name, len(fresh), len(kept), len(removed))


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


def _write(outputs: list[Output], aside: Path, jobs: int, progress: Progress) -> None:
    """Make and write what is new, in several processes where it pays."""
    if jobs < 2 or len(outputs) < WORTH_SHARING or not hasattr(os, "fork"):  # noqa: PLR2004 - one job is none to share
        for done, output in enumerate(outputs, 1):
            _write_one(output, aside)
            progress(done, len(outputs))
        return
    _SHARED[:] = [(output, aside) for output in outputs]
    with get_context("fork").Pool(jobs) as pool:
        for done, _ in enumerate(pool.imap_unordered(_write_shared, range(len(outputs)), chunksize=32), 1):
            progress(done, len(outputs))
    _SHARED.clear()


_SHARED: list[tuple[Output, Path]] = []  # what forked workers inherit: outputs hold closures, which cannot be sent


def _write_shared(number: int) -> None:
    _write_one(*_SHARED[number])


def _write_one(output: Output, aside: Path) -> None:
    target = aside / output.address
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(output.make())
    target.chmod(PUBLISHED_MODE)


def _swap(aside: Path, published: Path) -> None:
    """Put the new site in the old one's place in one step, or in two that `_sweep` can finish."""
    if not published.exists():
        aside.rename(published)
    elif not exchange(aside, published):
        old = published.with_name(f"{OLD}{published.name}")
        published.rename(old)
        aside.rename(published)


def _sweep(folder: Path, name: str) -> None:
    """Clear away what an interrupted publication left; if it was stopped between two steps, put the old site back."""
    old, aside = folder / f"{OLD}{name}", folder / f"{NEXT}{name}"
    if old.is_dir() and not (folder / name).exists():
        old.rename(folder / name)
    for left in (old, aside):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)


def _manifest(folder: Path, name: str) -> dict[str, dict[str, object]]:
    try:
        read = json.loads(_manifest_path(folder, name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _remember(wanted: Mapping[str, Output], folder: Path, name: str) -> None:
    """Write down what lies in the published folder, with what shows that a file is still as it was written."""
    entries = {
        address: {"fingerprint": wanted[address].fingerprint, **_stamp(folder / name / address)} for address in sorted(wanted)
    }
    aside = _manifest_path(folder, name).with_suffix(".tmp")
    aside.write_text(json.dumps(entries, indent=0), encoding="utf-8")
    aside.replace(_manifest_path(folder, name))


def _manifest_path(folder: Path, name: str) -> Path:
    return folder / f"{MARKER}-{name}.json"


def _stamp(path: Path) -> dict[str, int]:
    found = path.lstat()
    return {"size": found.st_size, "time": found.st_mtime_ns}


def _is_as_written(published: Path, address: str, old: Mapping[str, Mapping[str, object]]) -> bool:
    """Tell whether a published file is the one the manifest speaks of, untouched."""
    try:
        now = _stamp(published / address)
    except OSError:
        return False
    return all(old[address].get(key) == value for key, value in now.items())


def _files_in(published: Path) -> int:
    return sum(len(files) for _, _, files in os.walk(published))


def _is_within(address: str) -> bool:
    parts = PurePosixPath(address).parts
    return bool(parts) and not address.startswith("/") and not any(part in {"..", "."} for part in parts) and "\\" not in address


def _why_not(folder: Path, forbidden: list[Path]) -> Finding | None:
    """Say why a folder may not become the output folder."""
    resolved = folder.resolve()
    if folder.is_symlink():
        return _refused(folder, say("It is a link to another place."))
    if any(path == resolved or path.is_relative_to(resolved) for path in (*forbidden, Path.home().resolve())):
        return _refused(folder, say("It holds the site itself, or your home folder."))
    if any(resolved.is_relative_to(path) for path in forbidden[1:]):
        return _refused(folder, say("It lies inside the site's own records or templates."))
    if folder.exists() and not folder.is_dir():
        return _refused(folder, say("It is a file."))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        return _refused(folder, say("There are files in it that vrapport did not make."))
    return None


def _refused(folder: Path, why: Message) -> Finding:
    return error(
        "output-refused",
        Place(str(folder)),
        say("The site cannot be built here. {why}", why=why),
        say("Choose an empty folder with “--output”."),
    )


def _unwritable(folder: Path, fault: OSError) -> Finding:
    return error(
        "output-unwritable",
        Place(str(folder)),
        say("The site could not be written: {reason}.", reason=fault.strerror or str(fault)),
        say("The published site is as it was. Make room or give yourself the right to write, and build again."),
    )


def _busy(folder: Path) -> Finding:
    return error(
        "output-busy",
        Place(str(folder)),
        say("Another build is writing to this folder."),
        say("Wait until it is done, and build again."),
    )


def _outside(output: Output) -> Finding:
    return error(
        "bad-address",
        output.origin or Place(output.address),
        say("“{address}” cannot be the address of a page.", address=output.address),
        say("Addresses lie within the site: no “..”, no slash at the beginning."),
    )


def _same_address(output: Output, other: Output) -> Finding:
    return error(
        "same-address",
        output.origin or Place(output.address),
        say("Two pages would have the address “{address}”; the other is {other}.", address=output.address,
            other=str(other.origin or "one of vrapport's own")),
        say("Rename one of them."),
    )  # fmt: skip
