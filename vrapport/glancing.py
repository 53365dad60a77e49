"""Decisions that were edited, put in their places among all else as it was: what can be shown before all is read."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import cast

from vrapport.checks import stopping
from vrapport.examining import Examined
from vrapport.findings import Finding
from vrapport.project import Project
from vrapport.records.decisions import Decision
from vrapport.records.reading import Record, read_record
from vrapport.register import Register, dangling, fences, leaves_others_alone, left_of, retied
from vrapport.sources import link_on, read_source
from vrapport.vocabulary import PUBLIC

_KIND = "decisions"
Edited = dict[str, Record[Decision]]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A site as it is with some decisions edited: for all, and as the public is to see it."""

    project: Project
    register: Register
    seen: Register


def glimpse(last: Examined, seen: Register, paths: Collection[str]) -> Glimpse | None:
    """Read some files again that were edited since a site was examined, and nothing else.

    That will do for decisions that are called what they were called, and of which nothing follows for other records; it
    is None where all must be gone through, or where something is wrong that would stop a build.
    """
    project, register = last.project, last.register
    if project is None or register is None or project.seals:
        return None
    edited = dict(_edited(project, paths))
    if len(edited) < len(paths):
        return None
    after = _put(project, edited)
    tied = retied(register, edited)
    if any(_wrong(after, tied, edited)):
        return None
    left = _left(project, edited)
    nothing_is_cut = seen is register and left == edited
    return Glimpse(after, tied, tied if nothing_is_cut else retied(seen, left))


def _edited(project: Project, paths: Collection[str]) -> Iterator[tuple[str, Record[Decision]]]:
    """Read the files that hold decisions as before, of which nothing is to be said."""
    for path in paths:
        before = project.records.read.get(path)
        old = before.record if before else None
        if before is None or old is None or old.kind != _KIND or link_on(project.root, path):
            continue
        source = read_source(project.root, path)
        if isinstance(source, Finding) or project.records.by_kind[_KIND].get(old.id) is not old:
            continue
        record, findings = read_record(replace(source, home=old.source.home), old.kind, old.id, before.reader)
        if record and not findings and leaves_others_alone(_decision(old), _decision(record)):
            yield record.id, _decision(record)


def _decision(record: Record) -> Record[Decision]:  # type: ignore[type-arg]  # of whatever kind
    return cast("Record[Decision]", record)


def _put(project: Project, edited: Edited) -> Project:
    by_kind = project.records.by_kind
    decisions = {**by_kind[_KIND], **edited}
    return replace(project, records=replace(project.records, by_kind={**by_kind, _KIND: decisions}))


def _wrong(project: Project, register: Register, edited: Edited) -> Iterator[Finding]:
    """Find what would stop a build."""
    records = tuple(edited.values())
    yield from dangling(register.archive, records)
    yield from stopping(register, project.words, records)


def _left(project: Project, edited: Edited) -> Edited:
    """Cut the decisions to what the public may read."""
    known = fences(project.words, project.site)
    readers = frozenset({PUBLIC})
    return {
        ident: _decision(left_of(record, readers, known))
        for ident, record in edited.items()
        if record.data.audience in readers
    }
