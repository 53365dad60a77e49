"""The files of a site as they lie on disk: found without following links, read once, decoded, never trusted."""

import errno
import hashlib
import os
import re
import stat
import sys
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache, partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

from vrapport.findings import Finding, Message, Place, error, say, warning
from vrapport.sharing import shared_where_many

MEGABYTE = 1_000_000
RECORD_SUFFIXES = (".yml", ".yaml", ".md")
_ORDINARY = re.compile(r"[A-Za-z0-9_-]{1,100}(\.[A-Za-z0-9_-]{1,20}){0,3}")  # what nearly all names are
_NEARLY = re.compile(r"(?P<stem>.+)(?P<suffix>\.(ya?ml|md))(\.txt)?", re.IGNORECASE)
_RESERVED_ON_WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
_FIGURES = "statistics/"
_FORBIDDEN_IN_NAMES = '<>:"\\|?*'
_LONGEST_NAME_IN_BYTES = 200  # 255 is the file systems' limit; a page adds suffixes of its own
_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})  # those with letters of the same look
_LIKE_LATIN = frozenset("АВЕЅІЈКМНОРСТХаеѕіјорсух")  # noqa: RUF001 - Cyrillic, on purpose


@dataclass(frozen=True, slots=True)
class Home:
    """A folder with a folder for each kind of record, and what the ids of those records begin with.

    A site has one, without a beginning. A federation has one more for each of its branches.
    """

    folder: str = "content"
    prefix: str = ""
    is_elsewhere: bool = False  # kept in a repository of its own

    def way(self, path: str) -> str:
        """Return the way from here to a file, given by its path from the site's folder."""
        return path.removeprefix(f"{self.folder}/")

    def whole(self, ident: str) -> str:
        """Return the id that the whole site knows a record by, of the one it goes by at home."""
        return f"{self.prefix}/{ident}" if self.prefix else ident

    def named(self, ident: str) -> str:
        """Return what a record goes by at home, of the id that the whole site knows it by.

        What belongs to others has a slash before its id, where it stands in a branch.
        """
        own = ident.removeprefix(f"{self.prefix}/")
        return own if not self.prefix or own != ident else f"/{ident}"

    def meant(self, name: str) -> str:
        """Return the id that the whole site knows a record by, of what `named` gave."""
        return name[1:] if self.prefix and name.startswith("/") else self.whole(name)


OWN = Home()
"""The home of the site's own records."""


def home_of(root: Path, folder: str) -> Home | None:
    """Find the home of a branch's records: below `content/` where its folder is a whole site; none behind a link."""
    if link_on(root, folder):
        return None
    inside = root / folder / OWN.folder
    return Home(
        folder=f"{folder}/{OWN.folder}" if inside.is_dir() and not inside.is_symlink() else folder,
        prefix=PurePosixPath(folder).name,
        is_elsewhere=(root / folder / ".git").exists(),
    )


def link_on(root: Path, folder: str) -> str | None:
    """Find a link on the way from a site's folder to another inside it."""
    way = PurePosixPath(folder)
    return next((str(path) for path in (*reversed(way.parents[:-1]), way) if (root / path).is_symlink()), None)


@dataclass(frozen=True)
class Source:
    """One text file: its path from the site's root, its bytes' hash, and its text (NFC, LF, no byte-order mark).

    The text of a file that is known by its hash is read when somebody asks for it.
    """

    path: str
    digest: str
    read: Callable[[], str] = field(compare=False, repr=False)
    beside: "Source | None" = None  # the figures that lie beside a record, under the same name
    home: Home = OWN

    @cached_property
    def text(self) -> str:
        """What stands in the file."""
        return self.read()

    def let_go(self) -> None:
        """Hold the text no longer: once a record is made of it, it is asked for only where something is found."""
        self.__dict__.pop("text", None)

    def altered(self, **changes: Any) -> "Source":  # noqa: ANN401 - any of its fields
        """Return the same file with something else said of it, and its text if that is at hand."""
        other = replace(self, **changes)
        if "text" in self.__dict__:
            other.__dict__["text"] = self.text
        return other

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


class Stamp(NamedTuple):
    """What the disk says of a file, and the hash of what the file held then."""

    size: int
    modified: int
    changed: int
    inode: int
    digest: str


Stamps = Mapping[str, Stamp]
"""The stamps of files by path; `UNSTAMPED` where nothing is known."""
UNSTAMPED: Stamps = MappingProxyType({})
_SETTLED = 2_000_000_000  # nanoseconds: some file systems count time in steps of two seconds


def stamps(root: Path, name: str, before: Stamps = UNSTAMPED, taken: int = 0, jobs: int = 1) -> dict[str, Stamp]:
    """Stamp every visible file below `root/name`, opening only those that may have changed.

    `before` are the stamps of an earlier run, which were kept on disk at `taken` (nanoseconds, by the disk's own
    clock). A file that has been left alone since well before that is not opened; of all others the hash decides.
    What must not be opened is stamped with the code of what is wrong with it.
    """
    found: dict[str, Stamp] = {}
    touched: dict[str, os.DirEntry[str]] = {}
    for path, entry, problem in _walk(str(root), name):
        if problem:
            found[path] = Stamp(0, 0, 0, 0, problem.code)
        elif entry and (known := _rested(entry, before.get(path), taken)):
            found[path] = known
        elif entry:
            touched[path] = entry
    return found | dict(zip(touched, shared_where_many(list(touched.values()), jobs, _stamp), strict=True))


def _rested(entry: "os.DirEntry[str]", before: Stamp | None, taken: int) -> Stamp | None:
    """Find the stamp that still holds for a file, without opening it."""
    try:
        return before if before and _is_as_it_was(entry.stat(follow_symlinks=False), before, taken) else None
    except OSError:
        return None


def _stamp(entry: "os.DirEntry[str]") -> Stamp:
    try:
        lies = entry.stat(follow_symlinks=False)
        digest = digest_of(_bytes_of(entry.path, limit=None))
    except (_ChangedWhileReadingError, OSError) as fault:
        return Stamp(0, 0, 0, 0, type(fault).__name__)
    return Stamp(lies.st_size, lies.st_mtime_ns, lies.st_ctime_ns, lies.st_ino, digest)


def _is_as_it_was(lies: os.stat_result, before: Stamp, taken: int) -> bool:
    """Tell whether a file is surely the one that was stamped: alike, and not touched while the stamps were taken."""
    size, modified, changed, inode, _ = before
    same = modified == lies.st_mtime_ns and changed == lies.st_ctime_ns and size == lies.st_size
    return same and inode == lies.st_ino and max(modified, changed) < taken - _SETTLED


def digest_of(content: bytes) -> str:
    """Hash a file as it lies on disk."""
    return hashlib.sha256(content).hexdigest()


def read_folder(root: Path, name: str, unread: Mapping[str, str] = MappingProxyType({})) -> Folder:
    """Read every record below `root/name`; other files are only listed.

    Those in `unread` are known by the hashes given there, and are opened when somebody asks for their text.
    """
    sources: list[Source] = []
    attachments: list[str] = []
    findings: list[Finding] = []
    for path, problem in walk(root, name):
        read = problem or _unread(root, path, unread) or _accept(root, path, attachments)
        if isinstance(read, Source):
            sources.append(read)
        elif isinstance(read, Finding):
            findings.append(read)
    findings += _twins([*(source.path for source in sources), *attachments])
    figures = f"{name}/{_FIGURES}"
    findings += _stray(sources, attachments, figures)
    lying = frozenset(attachments)
    with_figures = tuple(_with_figures(root, source, lying, figures, findings) for source in sources)
    return Folder(with_figures, tuple(attachments), tuple(findings))


def _unread(root: Path, path: str, unread: Mapping[str, str]) -> Source | None:
    """Let a file be whose hash is known; should it be gone when somebody asks for its text, it is empty."""
    known = path in unread and path.endswith(RECORD_SUFFIXES)
    return Source(path, unread[path], partial(_text_of, root, path)) if known else None


def _text_of(root: Path, path: str) -> str:
    source = read_source(root, path)
    return source.text if isinstance(source, Source) else ""


def _held(root: Path, source: Source) -> Source:
    """Hold the text of a file until it is let go; who asks for it after that opens the file again."""
    held = replace(source, read=partial(_text_of, root, source.path))
    held.__dict__["text"] = source.text
    return held


def _with_figures(root: Path, source: Source, lying: frozenset[str], figures: str, findings: list[Finding]) -> Source:
    """Read the figures beside a record with it, so that whoever may not see the one never sees the other."""
    path = f"{stem_of(source.path)}.csv" if source.path.startswith(figures) else ""
    if path not in lying:
        return source
    read = read_source(root, path)
    if isinstance(read, Source):
        return source.altered(beside=read)
    findings.append(read)
    return source


def walk(root: Path, name: str) -> Iterator[tuple[str, Finding | None]]:
    """Yield every visible file below `root/name` in a fixed order, with a finding where it must not be opened."""
    for path, _, problem in _walk(str(root), name):
        yield path, problem


def read_source(root: Path, path: str) -> Source | Finding:
    """Read one text file below `root`, or say why it cannot be read."""
    try:
        content = _bytes_of(f"{root}/{path}")
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
        text = content.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as fault:
        return _not_utf8(path, content.count(b"\n", 0, fault.start) + 1, fault.start)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return Source(path, digest_of(content), lambda: text)


def read_attachment(root: Path, path: str) -> bytes | Finding:
    """Read a file that a record links to, byte for byte."""
    try:
        return _bytes_of(f"{root}/{path}", limit=None)
    except _ChangedWhileReadingError:
        return _changed(path)
    except OSError as fault:
        return _unreadable(path, fault)


class _ChangedWhileReadingError(Exception):
    """The file was written to between the first byte read and the last."""


def _bytes_of(path: str, limit: int | None = MEGABYTE) -> bytes:
    """Read a regular file without following a link at its end; one byte past the limit proves it too large."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | getattr(os, "O_BINARY", 0))
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        content = _all_of(handle, before.st_size, limit)
        after = os.fstat(handle)
    finally:
        os.close(handle)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _ChangedWhileReadingError
    return content


def _all_of(handle: int, size: int, limit: int | None) -> bytes:
    """Read to the end, or one byte past the limit; a file that is as large as it says takes two calls."""
    most = sys.maxsize if limit is None else limit + 1
    pieces = [os.read(handle, min(size + 1, most))]
    read = len(pieces[0])
    while read < most and (piece := os.read(handle, min(size + 1, most - read))):
        pieces.append(piece)
        read += len(piece)
    return b"".join(pieces)


def _walk(root: str, name: str) -> Iterator[tuple[str, "os.DirEntry[str] | None", Finding | None]]:
    """Yield every visible file with its entry on disk; without one, what keeps it from being looked for."""
    if Path(root, name).is_symlink():
        yield name, None, _link(name)
    else:
        yield from _below(root, name)


def _below(root: str, folder: str) -> Iterator[tuple[str, "os.DirEntry[str] | None", Finding | None]]:
    """Go through a folder that is no link itself."""
    try:
        with os.scandir(f"{root}/{folder}") as lying:
            entries = sorted(lying, key=lambda entry: entry.name)
    except OSError as fault:
        yield folder, None, _unreadable(folder, fault)
        return
    for entry in entries:
        name = entry.name
        if name.startswith(".") or name.endswith("~"):
            continue
        path = f"{folder}/{name}"
        problem = _bad_name(path, name) or _bad_sort(path, entry)
        if not problem and entry.is_dir(follow_symlinks=False):
            yield from _below(root, path)
        else:
            yield path, entry, problem


def _accept(root: Path, path: str, attachments: list[str]) -> Source | Finding | None:
    """Read a record; take note of any other file."""
    if path.endswith(RECORD_SUFFIXES):
        read = read_source(root, path)
        return _held(root, read) if isinstance(read, Source) else read
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


def _stray(sources: list[Source], attachments: list[str], figures: str) -> Iterator[Finding]:
    """Find figures that lie beside no record of their name, so that nobody sees them."""
    known = [stem_of(source.path) for source in sources if source.path.startswith(figures)]
    for path in attachments:
        stem = path.removesuffix(".csv")
        if path.startswith(figures) and path.endswith(".csv") and stem not in known:
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


@lru_cache(maxsize=50_000)  # a folder is gone through more than once
def wrong_in_name(name: str) -> Message | None:
    """Say why a file or folder cannot have this name everywhere, if so."""
    stem = name.partition(".")[0]
    is_reserved = stem.lower() in _RESERVED_ON_WINDOWS
    return None if _ORDINARY.fullmatch(name) and not is_reserved else _odd_in_name(name, stem)


def _odd_in_name(name: str, stem: str) -> Message | None:
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
    for suffix in RECORD_SUFFIXES:
        if name.endswith(suffix):
            return name[: -len(suffix)]
    return name


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
        key = _as_others_see(path)
        other = seen.setdefault(key, path)
        if other != path and not _only_suffixes_differ(path, other):
            yield error("same-name", Place(path), _alike(path, other), say("Rename one of them."))


@lru_cache(maxsize=50_000)  # a folder is gone through more than once
def _as_others_see(path: str) -> str:
    """Give a path as those see it who know no case, and no two ways to store a letter."""
    return unicodedata.normalize("NFC", stem_of(path)).casefold()


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
