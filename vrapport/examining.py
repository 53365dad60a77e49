"""A site read from disk and asked every question there is: all that comes before anything is made of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vrapport.checks import ask_all, ask_each, given
from vrapport.checks.verdicts import Verdicts, verdicts
from vrapport.findings import Finding, Severity, has_errors, in_order
from vrapport.keeping import NOWHERE, Shelf
from vrapport.preparing import prepare_texts
from vrapport.project import Project, Unreadable, day_of, read_project
from vrapport.records.fields import RecordFields
from vrapport.records.known import NONE_KEPT, SHELVES, changed, kept_on
from vrapport.records.reading import Known, Record
from vrapport.register import Archive, Register, archive, dangling, dangling_in_settings, link, standing
from vrapport.sources import UNSTAMPED, Source, Stamps
from vrapport.stages import Stage, untimed
from vrapport.wording import Wording

NOTHING: frozenset[str] = frozenset()
Ahead = Callable[[Project, Register], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A site as it was read and asked about: its words, its sources, all findings, and the register if there is one."""

    words: Wording
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]
    project: Project | None = None
    register: Register | None = None


def examine(  # noqa: PLR0913 - what a person may ask, each by its name
    root: Path,
    *,
    clock: date,
    today: date | None = None,
    without: frozenset[str] = NOTHING,
    stage: Stage = untimed,
    shelf: Shelf = NOWHERE,
    stamps: Stamps = UNSTAMPED,
    jobs: int = 1,
    last: Examined | None = None,
    showing: bool = True,
    ahead: Ahead = lambda _project, _register: None,
) -> Examined:
    """Read a site and ask every question of it.

    Files that are what they were when they were last read are recalled from the shelf; with the stamps of what lies
    there now, they are not even opened. Records that had nothing to answer are not asked again, and their texts are
    gone through only if pages are for `showing`. Who examined the site `last` in this process has their records at
    hand. Where nothing is wrong that would stop a build, `ahead` is told so before the questions that only warn are
    asked.
    """
    with stage("reading"):
        project = _read(root, shelf, stamps, last.project if last else None)
    if not isinstance(project, Project):
        return Examined(words=project.words, sources=project.sources, findings=in_order(project.findings))
    with stage("linking"):
        register = link(whole(project), day_of(project.site, today, clock), last.register if last else None)
    with stage("checking"):
        asked = "checks" not in without
        known = _verdicts(project, register, shelf if asked else NOWHERE)
        if last is None:  # else they are at hand, but for what was edited
            texts = _texts(known.records if showing else known.left)
            prepare_texts("texts", texts, shelf, jobs, some=not showing and len(known.left) < len(known.records))
        wrong = tuple(_errors(project, register, known)) if asked else ()
        # Whatever stops a build has been asked by now, also whether a page gives away what is for members: what is
        # shown ahead is never more than what will be published. A warning may come later; it keeps nothing back.
        if not has_errors((*project.findings, *wrong)):
            ahead(project, register)
        doubtful = tuple(ask_all(register, project.words, Severity.WARNING)) if asked else ()
    findings = in_order(_once((*project.findings, *wrong, *doubtful)))
    return Examined(words=project.words, sources=project.sources, findings=findings, project=project, register=register)


def _read(root: Path, shelf: Shelf, stamps: Stamps, last: Project | None) -> Project | Unreadable:
    """Read a site, and keep what was read for the next time; of what is still in memory nothing need be kept."""
    digests = {path: stamp.digest for path, stamp in stamps.items()}
    if last:
        return read_project(root, Known(NONE_KEPT, digests, last.records.read))
    known = Known(kept_on(map(shelf.recall, SHELVES)), digests)
    project = read_project(root, known)
    if not isinstance(project, Project):
        return project
    for name, values in changed(known.kept, project.records.kept):
        shelf.keep(name, values)
    return replace(project, records=replace(project.records, kept=NONE_KEPT))  # which would fill memory to no use


def _texts(records: Iterable[Record[RecordFields]]) -> Iterator[str]:
    for record in records:
        for _, text in record.texts:
            yield from text.by_language.values()


def _verdicts(project: Project, register: Register, shelf: Shelf) -> Verdicts:
    """Recall which records had nothing to answer: not of themselves, and not of what they refer to."""
    records = register.archive
    key = given(register, project.words).key if shelf.root else ""
    return verdicts(shelf, key, standing(records) if shelf.root else NOTHING, tuple(records.everything()))


def _errors(project: Project, register: Register, known: Verdicts) -> Iterator[Finding]:
    """Ask every question that takes more than one record to answer, and whose answer may stop a build."""
    records, broken = register.archive, project.records.broken
    found = (*dangling(records, known.left, broken), *ask_each(known.left, given(register, project.words)))
    if not broken:  # else what leads to a record that cannot be read would be taken for right
        known.keep(found)
    yield from found
    yield from dangling(records, project.records.partial, broken)
    yield from dangling_in_settings(records, project.settings, broken)
    yield from ask_all(register, project.words, Severity.ERROR)


def stops(findings: tuple[Finding, ...], *, strict: bool) -> bool:
    """Tell whether what was found keeps the site from being published."""
    return has_errors(findings) or (strict and bool(findings))


def whole(project: Project) -> Archive:
    """Put all records of a site where they can be looked up, for no reader in particular."""
    return archive(project.records.by_kind, project.site, project.attachments, project.seals, project.translations)


def _once(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Say the same of the same spot once."""
    seen = set()
    for finding in findings:
        key = finding.code, finding.place, finding.what.text, str(dict(finding.what.values))
        if key not in seen:
            seen.add(key)
            yield finding
