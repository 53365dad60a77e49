"""A site read from disk and asked every question there is: all that comes before anything is made of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vrapport.checks import check
from vrapport.findings import Finding, has_errors, in_order
from vrapport.keeping import NOWHERE, Shelf
from vrapport.preparing import prepare_texts
from vrapport.project import Project, Unreadable, day_of, read_project
from vrapport.records.known import NONE_KEPT, SHELVES, Known, changed, kept_on
from vrapport.register import Archive, Register, archive, dangling, link
from vrapport.sources import UNSTAMPED, Source, Stamps
from vrapport.stages import Stage, untimed
from vrapport.wording import Wording

NOTHING: frozenset[str] = frozenset()


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
) -> Examined:
    """Read a site and ask every question of it.

    Files that are what they were when they were last read are recalled from the shelf; with the stamps of what lies
    there now, they are not even opened.
    """
    with stage("reading"):
        project = _read(root, shelf, stamps)
    if not isinstance(project, Project):
        return Examined(words=project.words, sources=project.sources, findings=in_order(project.findings))
    with stage("linking"):
        register = link(whole(project), day_of(project.site, today, clock))
    with stage("checking"):
        prepare_texts("texts", _texts(register.archive), shelf, jobs)
        found = () if "checks" in without else tuple(_asked(project, register))
    findings = in_order(_once((*project.findings, *found)))
    return Examined(words=project.words, sources=project.sources, findings=findings, project=project, register=register)


def _read(root: Path, shelf: Shelf, stamps: Stamps) -> Project | Unreadable:
    """Read a site, and keep what was read for the next time."""
    digests = {path: stamp.digest for path, stamp in stamps.items()}
    known = Known(kept_on(map(shelf.recall, SHELVES)), digests)
    project = read_project(root, known)
    if not isinstance(project, Project):
        return project
    for name, values in changed(known.kept, project.records.kept):
        shelf.keep(name, values)
    return replace(project, records=replace(project.records, kept=NONE_KEPT))  # which would fill memory to no use


def _texts(records: Archive) -> Iterator[str]:
    for record in records.everything():
        for _, text in record.texts:
            yield from text.by_language.values()


def _asked(project: Project, register: Register) -> Iterator[Finding]:
    """Ask every question that takes more than one record to answer."""
    yield from dangling(register.archive, project.settings, project.records.broken, project.records.partial)
    yield from check(register, project.words)


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
