"""The published site in one file, to be handed out and opened from a folder: the same site, the same bytes."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vrapport.findings import Finding, Message, Place, error, say
from vrapport.locking import AlreadyLockedError, locked
from vrapport.manifest import MARKER, manifest
from vrapport.outputs.making import PUBLISHED_MODE
from vrapport.outputs.refusals import RefusedError, busy

if TYPE_CHECKING:  # 10 ms, where no archive is asked for
    from zipfile import ZipInfo

MADE_HERE = b"Made by vrapport."
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that the format knows: the same site gives the same bytes
_ON_UNIX = 3  # whose permissions are told, whatever system it is made on


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive that was written: where it lies, how many files it holds, and its size in bytes."""

    path: Path
    files: int
    size: int


def pack(folder: Path, name: str, target: Path, top: str, sources: tuple[Path, ...] = ()) -> Packed:
    """Put the site published in `folder/name`, and nothing else that lies there, into one file below one folder.

    The file may not lie among the `sources`, which it would be taken for one of.
    """
    if not target.parent.exists():
        raise RefusedError(_no_folder(target))
    reason = _why_not(target, folder / name, sources)
    if reason:
        raise RefusedError(_refused(target, reason))
    try:
        with locked(folder / MARKER):
            addresses = sorted(manifest(folder, name))
            _write(folder / name, addresses, target, top)
    except AlreadyLockedError as fault:
        raise RefusedError(busy(folder)) from fault
    except OSError as fault:
        raise RefusedError(_unwritable(target, fault)) from fault
    return Packed(target, len(addresses), target.stat().st_size)


def _write(published: Path, addresses: list[str], target: Path, top: str) -> None:
    """Write aside, and take the old one's place when all is there."""
    from tempfile import NamedTemporaryFile  # noqa: PLC0415 - as above
    from zipfile import ZIP_DEFLATED, ZipFile  # noqa: PLC0415

    with NamedTemporaryFile(dir=target.parent, prefix=".next-", suffix=".zip", delete=False) as aside:
        try:
            with ZipFile(aside, "w", ZIP_DEFLATED, compresslevel=9) as archive:
                archive.comment = MADE_HERE
                for address in addresses:
                    archive.writestr(_member(f"{top}/{address}"), (published / address).read_bytes())
            aside.close()
            Path(aside.name).chmod(PUBLISHED_MODE)
            Path(aside.name).replace(target)
        finally:
            Path(aside.name).unlink(missing_ok=True)


def _member(name: str) -> "ZipInfo":
    from zipfile import ZIP_DEFLATED, ZipInfo  # noqa: PLC0415 - as above

    member = ZipInfo(name, _NO_TIME)
    member.compress_type, member.create_system, member.external_attr = ZIP_DEFLATED, _ON_UNIX, PUBLISHED_MODE << 16
    return member


def _why_not(target: Path, published: Path, sources: tuple[Path, ...]) -> Message | None:
    if target.resolve().is_relative_to(published.resolve()):
        return say("It lies inside the published site.")
    if any(target.resolve().is_relative_to(place.resolve()) for place in sources):
        return say("It lies among the site's sources.")
    if target.is_symlink():
        return say("It is a link to another place.")
    if target.is_dir():
        return say("It is a folder.")
    if target.exists() and not _is_ours(target):
        return say("There is a file that vrapport did not make.")
    return None


def _is_ours(path: Path) -> bool:
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - as above

    try:
        with ZipFile(path) as archive:
            return archive.comment == MADE_HERE
    except (BadZipFile, OSError):
        return False


def _no_folder(target: Path) -> Finding:
    why = say("The folder does not exist.")
    what = say("The archive cannot be written here. {why}", why=why)
    return error("archive-refused", Place(str(target)), what, say("Make the folder first, or name another one."))


def _refused(target: Path, why: Message) -> Finding:
    return error(
        "archive-refused",
        Place(str(target)),
        say("The archive cannot be written here. {why}", why=why),
        say("Give it another name: “--zip NAME.zip”."),
    )


def _unwritable(target: Path, fault: OSError) -> Finding:
    return error(
        "output-unwritable",
        Place(str(target)),
        say("The archive could not be written: {reason}.", reason=fault.strerror or str(fault)),
        say("Make room or give yourself the right to write, and build again."),
    )
