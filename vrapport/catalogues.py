"""The words of a site in each language: its own catalogue before the shipped one."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from vrapport.dates import SEASONS
from vrapport.shipped import folder
from vrapport.wording import Wording, wording

TEMPLATES = "templates"


def words_in(
    root: Path,
    language: str,
    overrides: Mapping[str, str] | None = None,
    seasons: Mapping[str, tuple[int, int]] | None = None,
) -> Wording:
    """Load the catalogues of a language; Swedish and English are understood in every site."""
    catalogues = tuple((tag, _catalogue(root, tag)) for tag in dict.fromkeys((language, "sv", "en")))
    said = {**SEASONS, **(seasons or {})}
    return _words(language, catalogues, tuple((overrides or {}).items()), tuple(said.items()))


@lru_cache(maxsize=32)  # they are asked for again and again, and remember what they have read and said
def _words(
    language: str,
    catalogues: tuple[tuple[str, bytes], ...],
    overrides: tuple[tuple[str, str], ...],
    seasons: tuple[tuple[str, tuple[int, int]], ...],
) -> Wording:
    also = dict(catalogues)
    return wording(language, also[language], also["en"], dict(overrides), seasons=dict(seasons), also=also)


def _catalogue(root: Path, language: str) -> bytes:
    """Read a language's words: the site's own catalogue wins over the shipped one; without either, English."""
    places = (root / TEMPLATES, folder(TEMPLATES))
    found = (place / "strings" / f"{language}.po" for place in places)
    path = next((path for path in found if path.is_file()), folder(TEMPLATES) / "strings" / "en.po")
    return path.read_bytes()
