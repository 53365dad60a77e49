"""Where vrapport must not publish, and why: only what it made itself may be replaced."""

from collections.abc import Iterable
from os.path import realpath
from pathlib import Path

from vrapport.findings import Finding, Message, Place, error, say
from vrapport.manifest import MARKER

MARKER_TEXT = "vrapport made this folder, and will replace what lies in it.\n"


class RefusedError(Exception):
    """Nothing was published; carries why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def prepare(folder: Path, root: Path, branches: Iterable[str] = ()) -> Finding | None:
    """Make the output folder of the site at `root` ready, or say why it must not be used."""
    try:
        reason = _why_not(folder, root.resolve(), ("content", "templates", *branches))
        if reason:
            return refused(folder, reason)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / MARKER).exists():
            (folder / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
    except OSError as fault:
        return unwritable(folder, fault)
    return None


def _why_not(folder: Path, root: Path, sources: Iterable[str]) -> Message | None:
    if folder.is_symlink():
        return say("It is a link to another place.")
    resolved = Path(realpath(folder))  # unlike resolve(), at ease with links that lead in a circle
    if any(path.is_relative_to(resolved) for path in (root, *_home())):
        return say("It holds the site itself, or your home folder.")
    if any(resolved.is_relative_to(root / name) for name in sources):
        return say("It lies inside the site's own records or templates.")
    if folder.exists() and not folder.is_dir():
        return say("It is a file.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        return say("There are files in it that vrapport did not make.")
    return None


def _home() -> Iterable[Path]:
    try:
        return (Path.home().resolve(),)
    except RuntimeError:  # nobody's: an account without one
        return ()


def refused(folder: Path, why: Message) -> Finding:
    """Say that a folder may not be used."""
    return error(
        "output-refused",
        Place(str(folder)),
        say("The site cannot be built here. {why}", why=why),
        say("Choose an empty folder with “--output”."),
    )


def unwritable(folder: Path, fault: OSError) -> Finding:
    """Say that the system did not let the site be written."""
    return error(
        "output-unwritable",
        Place(str(folder)),
        say("The site could not be written: {reason}.", reason=fault.strerror or str(fault)),
        say("The published site is as it was. Make room or give yourself the right to write, and build again."),
    )


def busy(folder: Path) -> Finding:
    """Say that another build is at work."""
    return error(
        "output-busy",
        Place(str(folder)),
        say("Another build is writing to this folder."),
        say("Wait until it is done, and build again."),
    )
