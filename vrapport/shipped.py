"""Where the theme and the example lie that come with vrapport, in a clone and from a wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Find a folder that is shipped with vrapport: `templates` or `content`."""
    packed = _PACKAGE / "_shipped" / name  # only in a wheel: the build puts them there
    return packed if packed.is_dir() else _PACKAGE.parent / name
