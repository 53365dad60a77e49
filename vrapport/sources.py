"""The files of a site as they lie on disk: found without following links, read once, decoded, never trusted."""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from vrapport.findings import Finding, Place, error, say

MEGABYTE = 1_000_000
RECORD_SUFFIXES = (".yml", ".yaml", ".md")
_RESERVED_ON_WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
_FORBIDDEN_IN_NAMES = '<>:"\\|?*'
_LONGEST_NAME_IN_BYTES = 200  # 255 is the file systems' limit; a page adds suffixes of its own


@dataclass(frozen=True, slots=True)
class Source:
    """One text file: its path from the site's root, its text (NFC, LF, no byte-order mark) and its bytes' hash."""

    path: str
    text: str
    digest: str

    def line(self, number: int) -> str:
        """Return one line of the text, counted from 1, or an empty string past its end."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in a site's content folder: texts to read as records, and other files by path."""

    sources: tuple[Source, ...]
    attachments: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_folder(root: Path, name: str) -> Folder:
    """Read every record below `root/name`; other files are only listed."""
    sources: list[Source] = []
    attachments: list[str] = []
    findings: list[Finding] = []
    for path, problem in _walk(root, PurePosixPath(name)):
        read = problem or _accept(root, path, attachments)
        if isinstance(read, Source):
            sources.append(read)
        elif isinstance(read, Finding):
            findings.append(read)
    findings += _twins([source.path for source in sources])
    return Folder(tuple(sources), tuple(attachments), tuple(findings))


def read_source(root: Path, path: str) -> Source | Finding:
    """Read one text file below `root`, or say why it cannot be read."""
    try:
        content = _bytes_of(root / path)
    except _ChangedWhileReadingError:
        return error(
            "changed-while-reading",
            Place(path),
            say("The file changed while it was being read."),
            say("Run the command again."),
        )
    except OSError as fault:
        return error(
            "unreadable-file",
            Place(path),
            say("The file cannot be opened: {reason}.", reason=fault.strerror or str(fault)),
            say("Check that it is an ordinary file, and that you may read it."),
        )
    if len(content) > MEGABYTE:
        return error(
            "file-too-large",
            Place(path),
            say("The file is larger than 1 MB."),
            say("A record holds text only. Split it, or link to the large file instead."),
        )
    return decode(path, content)


def decode(path: str, content: bytes) -> Source | Finding:
    """Turn a file's bytes into text: UTF-8, with any line ends, with or without a byte-order mark."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _not_utf8(path, 1, 0)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return _not_utf8(path, content.count(b"\n", 0, fault.start) + 1, fault.start)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return Source(path, text, hashlib.sha256(text.encode()).hexdigest())


def read_attachment(root: Path, path: str) -> bytes | Finding:
    """Read a file that a record links to, byte for byte."""
    try:
        return _bytes_of(root / path, limit=None)
    except (OSError, _ChangedWhileReadingError) as fault:
        return error(
            "unreadable-file",
            Place(path),
            say("The file cannot be opened: {reason}.", reason=str(fault)),
            say("Check that it is an ordinary file, and that you may read it."),
        )


class _ChangedWhileReadingError(Exception):
    """The file was written to between the first byte read and the last."""


def _bytes_of(path: Path, limit: int | None = MEGABYTE) -> bytes:
    """Read a regular file without following a link at its end; one byte past the limit proves it too large."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise OSError(0, "not an ordinary file")
        content = file.read() if limit is None else file.read(limit + 1)
        after = os.fstat(handle)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _ChangedWhileReadingError
    return content


def _walk(root: Path, folder: PurePosixPath) -> Iterator[tuple[str, Finding | None]]:
    """Yield every visible file below a folder in a fixed order, with a finding where it must not be opened."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        yield str(folder), error(
            "unreadable-file",
            Place(str(folder)),
            say("The folder cannot be opened: {reason}.", reason=reason),
            say("Check that it is there, and that you may read it."),
        )
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        problem = _bad_name(str(path), entry.name) or _bad_sort(str(path), entry)
        if entry.is_dir(follow_symlinks=False) and not problem:
            yield from _walk(root, path)
        else:
            yield str(path), problem


def _accept(root: Path, path: str, attachments: list[str]) -> Source | Finding | None:
    """Read a record; take note of any other file."""
    if path.endswith(RECORD_SUFFIXES):
        return read_source(root, path)
    attachments.append(path)
    return None


def _bad_sort(path: str, entry: "os.DirEntry[str]") -> Finding | None:
    """Refuse what is neither an ordinary file nor a folder, and folders that are named as records."""
    if entry.is_symlink():
        return error(
            "link-in-content",
            Place(path),
            say("This is a link to another place, and links are not followed."),
            say("Put the file itself here."),
        )
    if entry.is_dir(follow_symlinks=False):
        return _folder_named_as_record(path) if path.endswith(RECORD_SUFFIXES) else None
    if not entry.is_file(follow_symlinks=False):
        return error(
            "not-a-file",
            Place(path),
            say("This is neither a file nor a folder."),
            say("Move it out of the content folder."),
        )
    return None


def _folder_named_as_record(path: str) -> Finding:
    return error(
        "not-a-file",
        Place(path),
        say("This is a folder, but its name is that of a record."),
        say("Give the folder a name without a suffix."),
    )


def _bad_name(path: str, name: str) -> Finding | None:
    """Refuse names that some common system cannot hold, or that deceive the eye."""
    stem = name.split(".")[0].lower()
    hidden = [char for char in name if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"}]
    if hidden:
        what = say("The name holds the invisible character {code}.", code=f"U+{ord(hidden[0]):04X}")
    elif stem in _RESERVED_ON_WINDOWS or name != name.rstrip(". ") or set(name) & set(_FORBIDDEN_IN_NAMES):
        what = say("No file can be called “{name}” on Windows.", name=name)
    elif len(unicodedata.normalize("NFC", name).encode()) > _LONGEST_NAME_IN_BYTES:
        what = say("The name is too long.")
    elif len(scripts(name)) > 1:
        what = say("The name mixes letters of different alphabets that look alike: {scripts}.", scripts=scripts(name))
    elif name.removesuffix(".yml").removesuffix(".yaml").endswith((".", " ")):
        what = say("The name ends in a full stop or a space.")
    else:
        return None
    return error("bad-file-name", Place(path), what, say("Rename it: letters, digits and hyphens always work."))


def scripts(text: str) -> tuple[str, ...]:
    """Name the alphabets a text is written in, so that a Cyrillic letter among Latin ones is seen."""
    names = {unicodedata.name(char, "?").split()[0] for char in text if char.isalpha()}
    return tuple(sorted(names & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}))


def _twins(paths: list[str]) -> Iterator[Finding]:
    """Find files that some file system, or the site's addresses, cannot tell apart."""
    seen: dict[str, str] = {}
    for path in paths:
        key = unicodedata.normalize("NFC", path).casefold()
        if key in seen:
            yield error(
                "same-name",
                Place(path),
                say("“{path}” and “{other}” are the same name on macOS or Windows.", path=path, other=seen[key]),
                say("Rename one of them."),
            )
        seen.setdefault(key, path)


def _not_utf8(path: str, line: int, offset: int) -> Finding:
    return error(
        "not-utf8",
        Place(path, line),
        say("The text is not saved as UTF-8 (byte {offset}).", offset=offset),
        say("Open the file, choose “Save as” and the encoding UTF-8."),
    )
