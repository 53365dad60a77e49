"""A site's folder read from disk: its settings, its words and its records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vrapport.dates import SEASONS
from vrapport.findings import Finding, Place, error, say
from vrapport.nodes import Scalar, Table
from vrapport.records.fields import Reader
from vrapport.records.reading import Records, read_content, read_records
from vrapport.records.site import Site
from vrapport.records.typing import typed
from vrapport.shipped import folder
from vrapport.sources import Folder, Source, read_folder
from vrapport.vocabulary import MEMBERS, PUBLIC
from vrapport.wording import Wording, wording

SETTINGS = "content/site.yml"
DEFAULT_LANGUAGE = "sv"


@dataclass(frozen=True, slots=True)
class Project:
    """A site as it was read: where it lies, what it says of itself, its records, and all that is wrong so far."""

    root: Path
    site: Site
    words: Wording
    reader: Reader
    records: Records
    sources: Mapping[str, Source]
    attachments: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder that cannot be read as a site, and why; `words` says it in the site's language where that is known."""

    words: Wording
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]


def read_project(root: Path) -> Project | Unreadable:
    """Read a whole site; broken records become findings, a broken settings file ends it."""
    lying = read_folder(root, "content")
    sources = {source.path: source for source in lying.sources}
    settings = sources.get(SETTINGS)
    if settings is None:
        unread = next((found for found in lying.findings if found.place.path == SETTINGS), _no_settings())
        return Unreadable(words_in(root, DEFAULT_LANGUAGE), sources, (unread,))
    content = read_content(settings)
    table = content.node or Table((), Place(SETTINGS))
    words = words_in(root, _language(table))
    site, findings = typed(Site, table, Reader(words, ("sv", "en", words.language)))
    if site is None or content.node is None:
        return Unreadable(words, sources, (*content.findings, *(findings if content.node else ())))
    return _read(root, site, lying, (*content.findings, *findings))


def _read(root: Path, site: Site, lying: Folder, findings: tuple[Finding, ...]) -> Project:
    """Read the records with the site's own words and languages."""
    reader = reader_of(root, site)
    records = read_records((source for source in lying.sources if source.path != SETTINGS), reader)
    return Project(
        root=root,
        site=site,
        words=reader.words,
        reader=reader,
        records=records,
        sources={source.path: source for source in lying.sources},
        attachments=lying.attachments,
        findings=(*findings, *lying.findings, *records.findings),
    )


def reader_of(root: Path, site: Site) -> Reader:
    """Know how this site's records are read: its words, languages and audiences."""
    languages = tuple(dict.fromkeys((site.language, *site.languages)))
    return Reader(words_of(root, site, site.language), languages, (PUBLIC, MEMBERS, *site.audiences))


def words_of(root: Path, site: Site, language: str) -> Wording:
    """Take up the site's own words in one of its languages."""
    own = {**site.words, **{f"status.{status}": words.label for status, words in site.statuses.items() if words.label}}
    overrides = own if language == site.language else {}
    return words_in(root, language, overrides, {name: (season.first, season.last) for name, season in site.seasons.items()})


def words_in(
    root: Path,
    language: str,
    overrides: Mapping[str, str] | None = None,
    seasons: Mapping[str, tuple[int, int]] | None = None,
) -> Wording:
    """Load the catalogues of a language; Swedish and English are understood in every site."""
    catalogues = {tag: _catalogue(root, tag) for tag in dict.fromkeys((language, "sv", "en"))}
    return wording(
        language, catalogues[language], catalogues["en"], overrides, seasons={**SEASONS, **(seasons or {})}, also=catalogues
    )


def _catalogue(root: Path, language: str) -> bytes:
    """Read a language's words: the site's own catalogue wins over the shipped one; without either, English."""
    places = (root / "templates", folder("templates"))
    found = (place / "strings" / f"{language}.po" for place in places)
    path = next((path for path in found if path.is_file()), folder("templates") / "strings" / "en.po")
    return path.read_bytes()


def _language(table: Table) -> str:
    """Look ahead for the language, so that even a broken settings file is complained of in it."""
    typed_language = table.get("language")
    return typed_language.text if isinstance(typed_language, Scalar) and typed_language.text.isalpha() else DEFAULT_LANGUAGE


def _no_settings() -> Finding:
    return error(
        "no-settings",
        Place(SETTINGS),
        say("There is no site here: content/site.yml is missing."),
        say("Go to the site's folder, or make a new site with “vrapport init”."),
    )


def day_of(site: Site, asked: date | None, clock: date) -> date:
    """Choose the day the site speaks of: the one asked for, else the settings' own, else the real one."""
    if asked:
        return asked
    return site.today.last if site.today else clock
