"""One hash for all: of bytes, of texts, and of plain data."""

import hashlib
import json
from typing import Any


def digest(*parts: str | bytes) -> str:
    """Hash parts one after another, so that no two lists of parts run together."""
    total = hashlib.sha256()
    for part in parts:
        content = part.encode(errors="surrogatepass") if isinstance(part, str) else part  # a file's name may be no text
        total.update(len(content).to_bytes(8, "big"))
        total.update(content)
    return total.hexdigest()


def canonical(data: Any) -> str:  # noqa: ANN401 - any plain data has one way of being written
    """Write plain data in the one way that equal data is written."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def written(data: Any, indent: int | None = None) -> bytes:  # noqa: ANN401 - any plain data
    """Write plain data as JSON as it stands, in the order of its keys: several times quicker than `canonical`."""
    from pydantic_core import to_json  # noqa: PLC0415 - 40 ms, where nothing is written

    return to_json(data, indent=indent)
