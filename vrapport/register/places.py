"""Where a relative link leads, in running text or in a field: to a record, or to a file beside the records."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from vrapport.prose import Reach, reach, scan
from vrapport.records import BY_FOLDER
from vrapport.records.fields import RecordFields, Reference
from vrapport.records.reading import Record
from vrapport.records.resources import Resource
from vrapport.sources import RECORD_SUFFIXES

_CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is no record, by its path from the site's root."""

    path: str


def lies(from_path: str, target: str) -> Reference | Attachment | None:
    """Follow a relative link from the file it stands in; None where it leads out of the content folder."""
    typed = unquote(target.partition("#")[0])
    if typed.startswith("/") or "\\" in typed or "\0" in typed:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(from_path), typed))
    parts = PurePosixPath(path).parts
    if len(parts) < 2 or parts[0] != _CONTENT or any(part.startswith(".") for part in parts):  # noqa: PLR2004 - content/ and a name
        return None
    if path.endswith(RECORD_SUFFIXES) and parts[1] in BY_FOLDER:
        return Reference(parts[1], re.sub(r"\.[^/]*$", "", "/".join(parts[2:])))
    return Attachment(path)


def files_of(record: Record[RecordFields]) -> Iterator[str]:
    """Yield the path of every file that a record links to, lends out, or has its figures in."""
    if record.source.beside:
        yield record.source.beside.path
    for address in _addresses(record):
        found = lies(record.source.path, address) if reach(address) is Reach.SITE else None
        if isinstance(found, Attachment):
            yield found.path


def _addresses(record: Record[RecordFields]) -> Iterator[str]:
    for _, text in record.texts:
        for said in text.by_language.values():
            yield from (mention.target for mention in scan(said) if mention.kind != "wiki" and mention.target)
    if isinstance(record.data, Resource) and record.data.link:
        yield record.data.link
