"""What took long to reckon is kept on disk until what it follows from changes; it can be deleted at any time."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

FOLDER = ".vrapport"


def recall(root: Path, name: str, key: str) -> Any | None:  # noqa: ANN401 - whatever plain data was kept
    """Return what was kept under a name for this very key; what cannot be read is as good as nothing."""
    try:
        kept = json.loads(_path(root, name).read_text(encoding="utf-8"))
        return kept["value"] if kept["key"] == key else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def keep(root: Path, name: str, key: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Keep plain data under a name, in one step; where nothing can be written it is reckoned again next time."""
    path = _path(root, name)
    aside = path.with_suffix(f".{os.getpid()}")
    if path.parent.is_symlink():  # which may lead anywhere
        return
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        aside.write_text(json.dumps({"key": key, "value": value}, ensure_ascii=False), encoding="utf-8")
        aside.replace(path)
    with suppress(OSError):
        aside.unlink(missing_ok=True)


def _path(root: Path, name: str) -> Path:
    return root / FOLDER / f"{name}.json"
