"""The files of a site as they lie on disk: found without following links, read once, decoded, never trusted."""

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from vrapport.findings import Finding, Message, Place, error, say, warning

MEGABYTE = 1_000_000
RECORD_SUFFIXES = (".yml", ".yaml", ".md")
_NEARLY = re.compile(r"(?P<stem>.+)(?P<suffix>\.(ya?ml|md))(\.txt)?", re.IGNORECASE)
_RESERVED_ON_WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
_FIGURES = "content/statistics/"
_FORBIDDEN_IN_NAMES = '<>:"\\|?*'
_LONGEST_NAME_IN_BYTES = 200  # 255 is the file systems' limit; a page adds suffixes of its own
_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})  # those with letters of the same look
_LIKE_LATIN = frozenset("АВЕЅІЈКМНОРСТХаеѕіјорсух")  # noqa: RUF001 - Cyrillic, on purpose


@dataclass(frozen=True, slots=True)
class Source:
    """One text file: its path from the site's root, its text (NFC, LF, no byte-order mark) and its bytes' hash."""

    path: str
    text: str
    digest: str
    beside: "Source | None" = None  # the figures that lie beside a record, under the same name

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
    for path, problem in walk(root, name):
        read = problem or _accept(root, path, attachments)
        if isinstance(read, Source):
            sources.append(read)
        elif isinstance(read, Finding):
            findings.append(read)
    findings += _twins([*(source.path for source in sources), *attachments])
    findings += _stray(sources, attachments)
    with_figures = tuple(_with_figures(root, source, frozenset(attachments), findings) for source in sources)
    return Folder(with_figures, tuple(attachments), tuple(findings))


def is_figures(path: str) -> bool:
    """Tell a table of figures from the other files that lie beside records."""
    return path.startswith(_FIGURES) and path.endswith(".csv")


def _with_figures(root: Path, source: Source, lying: frozenset[str], findings: list[Finding]) -> Source:
    """Read the figures beside a record with it, so that whoever may not see the one never sees the other."""
    path = f"{stem_of(source.path)}.csv"
    if path not in lying or not is_figures(path):
        return source
    read = read_source(root, path)
    if isinstance(read, Source):
        return replace(source, beside=read)
    findings.append(read)
    return source


def walk(root: Path, name: str) -> Iterator[tuple[str, Finding | None]]:
    """Yield every visible file below `root/name` in a fixed order, with a finding where it must not be opened."""
    if (root / name).is_symlink():
        yield name, _link(name)
    else:
        yield from _walk(root, PurePosixPath(name))


def read_source(root: Path, path: str) -> Source | Finding:
    """Read one text file below `root`, or say why it cannot be read."""
    try:
        content = _bytes_of(root / path)
    except _ChangedWhileReadingError:
        return _changed(path)
    except OSError as fault:
        return _unreadable(path, fault)
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
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:2]:  # UTF-16, with or without its mark
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
    except _ChangedWhileReadingError:
        return _changed(path)
    except OSError as fault:
        return _unreadable(path, fault)


class _ChangedWhileReadingError(Exception):
    """The file was written to between the first byte read and the last."""


def _bytes_of(path: Path, limit: int | None = MEGABYTE) -> bytes:
    """Read a regular file without following a link at its end; one byte past the limit proves it too large."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        content = file.read() if limit is None else file.read(limit + 1)
        after = os.fstat(handle)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _ChangedWhileReadingError
    return content


def _walk(root: Path, folder: PurePosixPath) -> Iterator[tuple[str, Finding | None]]:
    """Go through a folder that is no link itself."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as fault:
        yield str(folder), _unreadable(str(folder), fault)
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
    return _almost_a_record(path)


def _almost_a_record(path: str) -> Finding | None:
    """Tell of what was surely meant as a record: some editors add `.txt`, some systems write suffixes in capitals."""
    meant = _NEARLY.fullmatch(path.rpartition("/")[2])
    if meant is None:
        return None
    return warning(
        "unread-file",
        Place(path),
        say("The file is not read: its name does not end as that of a record."),
        say("Rename it to “{name}”.", name=meant["stem"] + meant["suffix"].lower()),
    )


def _stray(sources: list[Source], attachments: list[str]) -> Iterator[Finding]:
    """Find figures that lie beside no record of their name, so that nobody sees them."""
    known = [stem_of(source.path) for source in sources if source.path.startswith(_FIGURES)]
    for path in attachments:
        stem = path.removesuffix(".csv")
        if is_figures(path) and stem not in known:
            near = next(iter(get_close_matches(stem, known, n=1)), stem).rpartition("/")[2]
            yield warning(
                "stray-table",
                Place(path),
                say("These figures belong to no record, and are not shown."),
                say("Give the file and its record the same name: {name}.csv beside {name}.yml.", name=near),
            )


def _bad_sort(path: str, entry: "os.DirEntry[str]") -> Finding | None:
    """Refuse what is neither an ordinary file nor a folder, and folders that are named as records."""
    if entry.is_symlink():
        return _link(path)
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
    what = wrong_in_name(name)
    if what is None:
        return None
    return error("bad-file-name", Place(path), what, say("Rename it: letters, digits and hyphens always work."))


def wrong_in_name(name: str) -> Message | None:
    """Say why a file or folder cannot have this name everywhere, if so."""
    stem = stem_of(name).split(".")[0]
    hidden = [char for char in name if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"}]
    if hidden:
        return say("The name holds the invisible character {code}.", code=f"U+{ord(hidden[0]):04X}")
    if stem.lower() in _RESERVED_ON_WINDOWS or set(name) & set(_FORBIDDEN_IN_NAMES):
        return say("No file can be called “{name}” on Windows.", name=name)
    if name.endswith((".", " ")) or stem_of(name).endswith((".", " ")):
        return say("The name ends in a full stop or a space.")
    if len(unicodedata.normalize("NFC", name).encode()) > _LONGEST_NAME_IN_BYTES:
        return say("The name is too long.")
    if is_deceptive(stem):
        return say("The name holds letters of another alphabet that look like Latin ones: {letters}.",
                   letters=foreign(stem))  # fmt: skip
    return None


def stem_of(name: str) -> str:
    """Take the suffix off a record's path or name."""
    return next((name.removesuffix(suffix) for suffix in RECORD_SUFFIXES if name.endswith(suffix)), name)


def is_deceptive(word: str) -> bool:
    """Tell whether a word mixes alphabets that look alike, or is spelt in Cyrillic letters that all look Latin."""
    letters = {char for char in word if char.isalpha()}
    return len({_alphabet(char) for char in letters} & _ALPHABETS) > 1 or (bool(letters) and letters <= _LIKE_LATIN)


def foreign(word: str) -> str:
    """Give the letters of a word that are not Latin, with their codes, for those who must find them."""
    odd = dict.fromkeys(char for char in word if char.isalpha() and _alphabet(char) != "LATIN")
    return ", ".join(f"{char} (U+{ord(char):04X})" for char in odd)


def _alphabet(char: str) -> str:
    return unicodedata.name(char, "?").split()[0]


def _twins(paths: list[str]) -> Iterator[Finding]:
    """Find files that some file system, or the site's addresses, cannot tell apart."""
    seen: dict[str, str] = {}
    for path in paths:
        key = unicodedata.normalize("NFC", stem_of(path)).casefold()
        other = seen.setdefault(key, path)
        if other != path and not _only_suffixes_differ(path, other):
            yield error("same-name", Place(path), _alike(path, other), say("Rename one of them."))


def _only_suffixes_differ(path: str, other: str) -> bool:
    """Tell `a.yml` from `a.yaml`: the same id, but no file system takes the one for the other."""
    return stem_of(path) == stem_of(other)


def _alike(path: str, other: str) -> Message:
    if unicodedata.normalize("NFC", path) == unicodedata.normalize("NFC", other):
        return say("Two files are called “{path}”, with letters stored in two ways: {first} and {second}.",
                   path=path, first=ascii(other), second=ascii(path))  # fmt: skip
    return say("“{path}” and “{other}” are the same name on macOS or Windows.", path=path, other=other)


def _link(path: str) -> Finding:
    return error(
        "link-in-content",
        Place(path),
        say("This is a link to another place, and links are not followed."),
        say("Put the file or folder itself here."),
    )


def _changed(path: str) -> Finding:
    return error(
        "changed-while-reading",
        Place(path),
        say("The file changed while it was being read."),
        say("Run the command again."),
    )


_REASONS = {
    errno.EACCES: say("you may not read it"),
    errno.EPERM: say("you may not read it"),
    errno.ENOENT: say("it is not there"),
    errno.ELOOP: say("it is a link to another place"),
    errno.EISDIR: say("it is no ordinary file"),
    errno.ENXIO: say("it is no ordinary file"),
}


def _unreadable(path: str, fault: OSError) -> Finding:
    return error(
        "unreadable-file",
        Place(path),
        say("This cannot be opened: {reason}.", reason=_REASONS.get(fault.errno or 0, fault.strerror or str(fault))),
        say("Check that it is there, that it is an ordinary file or folder, and that you may read it."),
    )


def _not_utf8(path: str, line: int, offset: int) -> Finding:
    return error(
        "not-utf8",
        Place(path, line),
        say("The text is not saved as UTF-8 (byte {offset}).", offset=offset),
        say("Open the file, choose “Save as” and the encoding UTF-8."),
    )
