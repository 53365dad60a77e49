"""What the preview answers to an address: a published file, a list of faults, or that there is nothing."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from mimetypes import MimeTypes
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from vrapport.addresses import FRONT, NOT_FOUND
from vrapport.serve.preview import Shown

HTML = "text/html"
SCRIPT = '<script src="/livereload.js?port={port}&amp;snipver={version}&amp;mindelay=200&amp;maxdelay=2000"></script>'

_KINDS = MimeTypes()  # Python's own list: what the machine believes differs
_KINDS.add_type("text/calendar", ".ics")
_KINDS.add_type("text/javascript", ".js")
_CONNECTIONS = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content="[^"]*connect-src [^;"]*)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, a content type, the bytes, and where to go instead."""

    status: int
    kind: str = HTML
    content: bytes = b""
    elsewhere: str | None = field(default=None)


def answer(shown: Shown, address: str, host: str, look_at: Callable[[str], None]) -> Answer:
    """Answer a browser that reached us under a host's name and port.

    Which page it is to `look_at` is told before that is read: what is published later then is known to be news to it.
    """
    asked = address + FRONT if address.endswith("/") or not address else address
    if asked in shown.files and _kind(asked) == HTML:
        look_at(asked)
    content = _read(shown, asked)
    if content is not None and asked != NOT_FOUND:
        return _found(shown, asked, content, host, 200)
    if f"{address}/{FRONT}" in shown.files:
        return Answer(status=302, elsewhere=f"/{quote(address)}/")
    if not shown.is_site and shown.faults and PurePosixPath(asked).suffix in {"", ".html"}:
        return Answer(status=503, content=_live(shown.faults.page(asked), shown, host))
    look_at(NOT_FOUND)
    missing = _read(shown, NOT_FOUND)
    return _found(shown, NOT_FOUND, missing or b"", host, 404)


def _found(shown: Shown, address: str, content: bytes, host: str, status: int) -> Answer:
    kind = _kind(address)
    return Answer(status=status, kind=kind, content=_live(content, shown, host) if kind == HTML else content)


def _kind(address: str) -> str:
    return _KINDS.guess_type(address)[0] or "application/octet-stream"


def _read(shown: Shown, address: str) -> bytes | None:
    """Read a published file; a link that somebody put in its place is not followed."""
    found = shown.files.get(address)
    if not isinstance(found, Path):
        return found
    try:
        return found.read_bytes() if _is_itself(found) else None
    except OSError:  # gone in the swap: the browser is told to ask again in a moment
        return None


def _is_itself(path: Path) -> bool:
    return os.path.realpath(path) == os.fspath(path)


def _live(html: bytes, shown: Shown, host: str) -> bytes:
    """Add to a page on its way out what the file on disk does not have: the overlay, and the script that reloads it.

    The policy of the page stays as strict as it is published, but for the one connection back to here: not every
    browser counts a web socket of the same origin as 'self'.
    """
    overlay = shown.faults.overlay() if shown.faults and shown.is_site else b""
    script = SCRIPT.format(port=host.rpartition(":")[2] if ":" in host else 80, version=shown.version).encode()
    before, end, after = html.rpartition(b"</body>")
    whole = (before if end else after) + overlay + script + (end + after if end else b"")
    return _CONNECTIONS.sub(rb"\g<1> ws://" + host.encode(), whole, count=1)
