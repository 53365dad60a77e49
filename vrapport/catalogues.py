"""The words of a site in each language: its own catalogue before the shipped one."""

from collections.abc import Mapping
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
    catalogues = {tag: _catalogue(root, tag) for tag in dict.fromkeys((language, "sv", "en"))}
    return wording(
        language,
        catalogues[language],
        catalogues["en"],
        overrides,
        seasons={**SEASONS, **(seasons or {})},
        also=catalogues,
    )


def _catalogue(root: Path, language: str) -> bytes:
    """Read a language's words: the site's own catalogue wins over the shipped one; without either, English."""
    places = (root / TEMPLATES, folder(TEMPLATES))
    found = (place / "strings" / f"{language}.po" for place in places)
    path = next((path for path in found if path.is_file()), folder(TEMPLATES) / "strings" / "en.po")
    return path.read_bytes()
