"""A site's folder read from disk: its settings, its words and its records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from os.path import lexists
from pathlib import Path, PurePosixPath

from vrapport.catalogues import words_in
from vrapport.dates import shortened
from vrapport.findings import Finding, Message, Place, error, say, warning
from vrapport.nodes import List, Scalar, Table, place_of
from vrapport.records.fields import Reader, language_meant, read_id
from vrapport.records.reading import BRANCH, NOTHING_KNOWN, Known, Records, read_content, read_records, same_id
from vrapport.records.reports import is_seal
from vrapport.records.roots import homes
from vrapport.records.site import SETTINGS, Site
from vrapport.records.translations import is_of_translations
from vrapport.records.typing import typed
from vrapport.shipped import folder
from vrapport.sources import Folder, Home, Source, read_folder, read_source
from vrapport.vocabulary import MEMBERS, PUBLIC, Status
from vrapport.wording import NotACatalogue, Wording, is_draft, slug

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
    translations: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder that cannot be read as a site, and why; `words` says it in the site's language where that is known."""

    words: Wording
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]


def read_project(root: Path, known: Known = NOTHING_KNOWN) -> Project | Unreadable:
    """Read a whole site; broken records become findings, a broken settings file or catalogue ends it.

    Files whose content is `known` from an earlier run are not read again.
    """
    try:
        return _read_project(root, known)
    except NotACatalogue as fault:
        place = Place(f"{TEMPLATES}/strings")
        hint = say("Mend the file, or remove your own copy of it.")
        return Unreadable(
            words_in(folder(TEMPLATES), DEFAULT_LANGUAGE), {}, (error("bad-catalogue", place, fault.message, hint),)
        )


def _read_project(root: Path, known: Known) -> Project | Unreadable:
    lying = read_folder(root, "content", known.unread())
    sources = {source.path: source for source in lying.sources}
    settings = sources.get(SETTINGS)
    if settings is None:
        places = [place for place in ("content", SETTINGS) if lexists(root / place)]
        unread = next((found for found in lying.findings if found.place.path in places), _no_settings())
        return Unreadable(words_in(root, DEFAULT_LANGUAGE), sources, (unread,))
    content = read_content(settings)
    table = content.node or Table((), Place(SETTINGS))
    words = words_in(root, _language(table))
    site, findings = typed(Site, table, Reader(words, tuple(dict.fromkeys(("sv", "en", *_languages(table))))))
    if site is None or content.node is None:
        findings = (*content.findings, *(findings if content.node else ()))
        reader = Reader(words, _languages(table), (PUBLIC, MEMBERS, *_own_audiences(table)))
        records = _records(lying, reader, known)
        return Unreadable(words, sources, (*findings, *records.findings))
    project = _read(root, site, table, lying, known)
    return replace(project, findings=(*content.findings, *findings, *project.findings))


def _records(lying: Folder, reader: Reader, known: Known) -> Records:
    records = (source for source in lying.sources if source.path != SETTINGS)
    return read_records(records, reader, lying.findings, known)


@dataclass(frozen=True, slots=True)
class _Branch:
    """What lies in one of a federation's folders, the site's own the first of them."""

    lying: Folder
    records: Records
    kept: tuple[Source | Finding, ...]  # seals, and what is remembered of translations
    attachments: tuple[str, ...]


def _own(root: Path, lying: Folder, reader: Reader, known: Known) -> _Branch:
    """Read the records of a folder, and sort its other files."""
    home = reader.home
    kept = [path for path in lying.attachments if is_seal(path, home) or is_of_translations(path, home)]
    read = (read_source(root, path) for path in kept)
    return _Branch(
        lying=lying,
        records=_records(lying, reader, known),
        kept=tuple(replace(each, home=home) if isinstance(each, Source) else each for each in read),
        attachments=tuple(path for path in lying.attachments if path not in kept),
    )


def _branches(root: Path, others: tuple[Home, ...], reader: Reader, known: Known) -> Iterator[_Branch]:
    unread = known.unread() if others else {}
    return (_branch(root, home, reader, known, unread) for home in others)


def _branch(root: Path, home: Home, reader: Reader, known: Known, unread: Mapping[str, str]) -> _Branch:
    """Read a branch; a file beside the folders of the kinds says something of its own site, or of its repository."""
    lying = read_folder(root, home.folder, unread)
    sources = (source.altered(home=home) for source in lying.sources if "/" in home.way(source.path))
    return _own(root, replace(lying, sources=tuple(sources)), replace(reader, home=home), known)


def _together(branches: tuple[_Branch, ...]) -> Records:
    """Lay the records of all branches together; the first that goes by an id has it."""
    own = branches[0].records
    found = {kind: dict(records) for kind, records in own.by_kind.items()}
    twins = list[Finding]()
    for branch in branches[1:]:
        for kind, records in branch.records.by_kind.items():
            for ident, record in records.items():
                other = found[kind].setdefault(ident, record)
                if other is not record:
                    twins.append(same_id(record.source.path, other.source.path))
    every = [branch.records for branch in branches]
    return Records(
        by_kind=found,
        findings=(*(finding for records in every for finding in records.findings), *twins),
        broken=own.broken.union(*(records.broken for records in every)),
        partial=tuple(record for records in every for record in records.partial),
        kept={path: held for records in every for path, held in records.kept.items()},
        read={path: held for records in every for path, held in records.read.items()},
    )


def _read(root: Path, site: Site, settings: Table, lying: Folder, known: Known) -> Project:
    """Read the records with the site's own words and languages."""
    reader = reader_of(root, site)
    others, missing = homes(root, site, settings) if site.roots else ((), ())
    branches = (_own(root, lying, reader, known), *_branches(root, others, reader, known))
    records = _together(branches) if others else branches[0].records
    records = replace(records, broken=records.broken | _unread(site, others)) if missing else records
    remembering = [each for branch in branches for each in branch.kept]
    read = tuple(source for source in remembering if isinstance(source, Source))
    return Project(
        root=root,
        site=site,
        words=reader.words,
        reader=reader,
        records=records,
        sources={source.path: source for source in (*_lying(branches), *read)},
        attachments=tuple(path for branch in branches for path in branch.attachments),
        findings=(
            *_of_the_settings(root, site, settings, reader.words),
            *missing,
            *records.findings,
            *(unread for unread in remembering if isinstance(unread, Finding)),
        ),
        settings=settings,
        seals=tuple(source for source in read if is_seal(source.path, source.home)),
        translations=tuple(source for source in read if is_of_translations(source.path, source.home)),
    )


def _lying(branches: tuple[_Branch, ...]) -> Iterator[Source]:
    return (source for branch in branches for source in branch.lying.sources)


def _unread(site: Site, others: tuple[Home, ...]) -> frozenset[tuple[str, str]]:
    """Name the branches that could not be had, of which nothing is known to be wrong but that."""
    return frozenset((BRANCH, PurePosixPath(folder).name) for folder in site.roots) - {
        (BRANCH, home.prefix) for home in others
    }


def _of_the_settings(root: Path, site: Site, settings: Table, words: Wording) -> Iterator[Finding]:
    """Find what is wrong with settings that can be read."""
    yield from _unknown_words(root, site, settings)
    yield from _unpublished(root, site, settings, words)


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


def _unpublished(root: Path, site: Site, settings: Table, words: Wording) -> Iterator[Finding]:
    """Find languages that a site cannot be published in yet, and its own where nobody has reviewed its words."""
    for number, language in enumerate(site.languages):
        if language != site.language and not _has_words(root, language):
            yield warning(
                "language-without-words",
                place_of(settings, ("languages", number)),
                say("There are no words in {language} ({code}), so nothing is published in it.",
                    language=words.tongue(language), code=language),
                say("Write them in templates/strings/{code}.po, or remove “{code}” from “languages”.", code=language),
            )  # fmt: skip
        elif language != site.language and _is_draft(root, site, language):
            what = say("The words in {language} ({code}) are a draft that no speaker has reviewed, so nothing is "
                       "published in it.", language=words.tongue(language), code=language)  # fmt: skip
            yield _draft(place_of(settings, ("languages", number)), what, language)
    where = place_of(settings, ("language",))
    if not _has_words(root, site.language):
        what = say("There are no words in {language} ({code}), so the pages speak English.",
                   language=words.tongue(site.language), code=site.language)  # fmt: skip
        hint = say("Write them in templates/strings/{code}.po.", code=site.language)
        yield warning("language-without-words", where, what, hint)
    elif _is_draft(root, site, site.language):
        what = say("The words in {language} ({code}), the site's own language, are a draft that no speaker has "
                   "reviewed.", language=words.tongue(site.language), code=site.language)  # fmt: skip
        yield _draft(where, what, site.language)


def _draft(place: Place, what: Message, language: str) -> Finding:
    hint = say("Let a speaker read them through, and then write “reviewed: {code}” in content/site.yml.", code=language)
    return warning("draft-language", place, what, hint)


def published_languages(root: Path, site: Site) -> tuple[str, ...]:
    """List the languages that a site is published in, its own first: those that have words, and no drafts."""
    others = dict.fromkeys(language for language in site.languages if language != site.language)
    return (site.language, *(tag for tag in others if _has_words(root, tag) and not _is_draft(root, site, tag)))


def _is_draft(root: Path, site: Site, language: str) -> bool:
    """Tell whether the words of a language came with vrapport, and nobody who speaks it has reviewed them."""
    if language in site.reviewed or _catalogue_in(root, language).is_file():
        return False
    return is_draft(_catalogue_in(folder(TEMPLATES).parent, language).read_bytes())


def _has_words(root: Path, language: str) -> bool:
    return any(_catalogue_in(place, language).is_file() for place in (root, folder(TEMPLATES).parent))


def _catalogue_in(place: Path, language: str) -> Path:
    return place / TEMPLATES / "strings" / f"{language}.po"


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


def _language(table: Table) -> str:
    """Look ahead for the language, so that even a broken settings file is complained of in it."""
    language = table.get("language")
    typed_language = language.text if isinstance(language, Scalar) else ""
    return language_meant(typed_language) or DEFAULT_LANGUAGE


def _languages(table: Table) -> tuple[str, ...]:
    """Guess the languages of a site whose settings may be broken, so that its records can be complained of too.

    What is no language is said to be none where it stands: texts under it, and under the one meant, are let be.
    """
    typed_languages = table.get("languages")
    items = typed_languages.items if isinstance(typed_languages, List) else (typed_languages,)
    codes = [item.text for item in items if isinstance(item, Scalar)]
    return tuple(dict.fromkeys([_language(table), *codes, *filter(None, map(language_meant, codes))]))


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
