"""Where a relative link in running text leads: to a record, or to a file beside the records."""

import posixpath
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from vrapport.records import BY_FOLDER
from vrapport.records.fields import Reference
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
