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
from vrapport.sources import OWN, RECORD_SUFFIXES, Home, Source


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is no record, by its path from the site's root, and the home of the records it lies among."""

    path: str
    home: Home = OWN


def lies(source: Source, target: str) -> Reference | Attachment | None:
    """Follow a relative link from the file it stands in; None where it leads out of the folder of its records."""
    typed = unquote(target.partition("#")[0])
    if typed.startswith("/") or "\\" in typed or "\0" in typed:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), typed))
    home = source.home
    way = home.way(path)
    kind, *rest = PurePosixPath(way).parts
    if way == path or any(part.startswith(".") for part in (kind, *rest)):
        return None
    if path.endswith(RECORD_SUFFIXES) and kind in BY_FOLDER:
        return Reference(kind, re.sub(r"\.[^/]*$", "", "/".join(rest)), home.prefix)
    return Attachment(path, home)


def files_of(record: Record[RecordFields]) -> Iterator[Attachment]:
    """Yield every file that a record links to, lends out, or has its figures in."""
    if record.source.beside:
        yield Attachment(record.source.beside.path, record.source.home)
    for address in _addresses(record):
        found = lies(record.source, address) if reach(address) is Reach.SITE else None
        if isinstance(found, Attachment):
            yield found


def may_link(text: str) -> bool:
    """Tell at a glance that a text may link to a file: most only mention other records, by their ids."""
    return "](" in text or "]:" in text or "]<" in text  # a comment, which is dropped


def _addresses(record: Record[RecordFields]) -> Iterator[str]:
    for _, text in record.texts:
        for said in text.by_language.values():
            if may_link(said):
                yield from (mention.target for mention in scan(said) if mention.kind != "wiki" and mention.target)
    if isinstance(record.data, Resource) and record.data.link:
        yield record.data.link
