"""A site's folder read from disk: its settings, its words and its records."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from os.path import lexists
from pathlib import Path

from babel.localedata import exists

from vrapport.dates import SEASONS, shortened
from vrapport.findings import Finding, Place, error, say
from vrapport.nodes import List, Scalar, Table, place_of
from vrapport.records.fields import Reader, read_id
from vrapport.records.reading import Records, read_content, read_records
from vrapport.records.reports import is_seal
from vrapport.records.site import Site
from vrapport.records.typing import typed
from vrapport.shipped import folder
from vrapport.sources import Folder, Source, read_folder, read_source
from vrapport.vocabulary import MEMBERS, PUBLIC, Status
from vrapport.wording import NotACatalogue, Wording, slug, wording

SETTINGS = "content/site.yml"
DEFAULT_LANGUAGE = "sv"
TEMPLATES = "templates"
_LONGEST_STATUS = 60


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
    settings: Table
    seals: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder that cannot be read as a site, and why; `words` says it in the site's language where that is known."""

    words: Wording
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]


def read_project(root: Path) -> Project | Unreadable:
    """Read a whole site; broken records become findings, a broken settings file or catalogue ends it."""
    try:
        return _read_project(root)
    except NotACatalogue as fault:
        place = Place(f"{TEMPLATES}/strings")
        hint = say("Mend the file, or remove your own copy of it.")
        return Unreadable(
            words_in(folder(TEMPLATES), DEFAULT_LANGUAGE), {}, (error("bad-catalogue", place, fault.message, hint),)
        )


def _read_project(root: Path) -> Project | Unreadable:
    lying = read_folder(root, "content")
    sources = {source.path: source for source in lying.sources}
    settings = sources.get(SETTINGS)
    if settings is None:
        places = [place for place in ("content", SETTINGS) if lexists(root / place)]
        unread = next((found for found in lying.findings if found.place.path in places), _no_settings())
        return Unreadable(words_in(root, DEFAULT_LANGUAGE), sources, (unread,))
    content = read_content(settings)
    table = content.node or Table((), Place(SETTINGS))
    words = words_in(root, _language(table))
    site, findings = typed(Site, table, Reader(words, ("sv", "en", words.language)))
    if site is None or content.node is None:
        findings = (*content.findings, *(findings if content.node else ()))
        records = _records(lying, Reader(words, _languages(table), (PUBLIC, MEMBERS, *_own_audiences(table))))
        return Unreadable(words, sources, (*findings, *records.findings))
    return _read(root, site, table, lying, (*content.findings, *findings))


def _records(lying: Folder, reader: Reader) -> Records:
    return read_records((source for source in lying.sources if source.path != SETTINGS), reader, lying.findings)


def _read(root: Path, site: Site, settings: Table, lying: Folder, findings: tuple[Finding, ...]) -> Project:
    """Read the records with the site's own words and languages."""
    reader = reader_of(root, site)
    records = _records(lying, reader)
    sealed = [path for path in lying.attachments if is_seal(path)]
    seals = [read_source(root, path) for path in sealed]
    read = tuple(seal for seal in seals if isinstance(seal, Source))
    return Project(
        root=root,
        site=site,
        words=reader.words,
        reader=reader,
        records=records,
        sources={source.path: source for source in (*lying.sources, *read)},
        attachments=tuple(path for path in lying.attachments if path not in sealed),
        findings=(
            *findings,
            *_unknown_words(root, site, settings),
            *records.findings,
            *(unread for unread in seals if isinstance(unread, Finding)),
        ),
        settings=settings,
        seals=read,
    )


def _unknown_words(root: Path, site: Site, settings: Table) -> Iterator[Finding]:
    """Find words of the site's own that replace nothing, or that no address or list can be made of."""
    shipped = words_in(root, site.language)
    for key, word in site.words.items():
        place = place_of(settings, ("words", key), key=True)
        if not shipped.has(key):
            near = get_close_matches(key, sorted(shipped.keys()), n=1)
            yield error(
                "unknown-word",
                place,
                say("No word is called “{key}”.", key=shortened(key)),
                say("Did you mean “{near}”?", near=near[0]) if near else say("Remove the line."),
            )
        elif key.startswith("address.") and read_id(word) is None:
            yield error(
                "bad-id",
                place_of(settings, ("words", key)),
                say("“{id}” cannot be part of an address.", id=shortened(word)),
                say("Write letters, digits and hyphens only."),
            )
    yield from _unclear_statuses(words_of(root, site, site.language), site, settings)


def _unclear_statuses(words: Wording, site: Site, settings: Table) -> Iterator[Finding]:
    """Ask that every status have a name of its own: each gets a page that is called after it."""
    named: dict[str, Status] = {}
    for status in sorted(Status, key=lambda status: status in site.statuses):
        name = slug(words.label(status))
        if status in site.statuses and (not name or len(name) > _LONGEST_STATUS or name in named):
            yield error(
                "bad-status-name",
                place_of(settings, ("statuses", status, "label")),
                say("“{label}” cannot be the name of this status.", label=shortened(words.label(status))),
                say("Write a short name that no other status has."),
            )
        named[name] = status


def reader_of(root: Path, site: Site) -> Reader:
    """Know how this site's records are read: its words, languages and audiences."""
    languages = tuple(dict.fromkeys((site.language, *site.languages)))
    return Reader(words_of(root, site, site.language), languages, (PUBLIC, MEMBERS, *site.audiences))


def words_of(root: Path, site: Site, language: str) -> Wording:
    """Take up the site's own words in one of its languages."""
    audiences = {f"audience.{code}": text.said_in(language, site.language)[0] for code, text in site.audiences.items()}
    own = {**site.words, **{f"status.{status}": words.label for status, words in site.statuses.items() if words.label}}
    overrides = {**audiences, **(own if language == site.language else {})}
    return words_in(
        root, language, overrides, {name: (season.first, season.last) for name, season in site.seasons.items()}
    )


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


def _language(table: Table) -> str:
    """Look ahead for the language, so that even a broken settings file is complained of in it."""
    language = table.get("language")
    typed_language = language.text if isinstance(language, Scalar) else ""
    return typed_language if re.fullmatch("[a-z]{2,3}", typed_language) and exists(typed_language) else DEFAULT_LANGUAGE


def _languages(table: Table) -> tuple[str, ...]:
    """Guess the languages of a site whose settings are broken, so that its records can be complained of too."""
    typed_languages = table.get("languages")
    items = typed_languages.items if isinstance(typed_languages, List) else (typed_languages,)
    return tuple(dict.fromkeys([_language(table), *(item.text for item in items if isinstance(item, Scalar))]))


def _own_audiences(table: Table) -> tuple[str, ...]:
    audiences = table.get("audiences")
    return tuple(key.text for key, _ in audiences.entries) if isinstance(audiences, Table) else ()


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
