"""References that lead nowhere: in fields, in running text and in the settings."""

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import get_close_matches

from vrapport.dates import shortened
from vrapport.digests import canonical, digest
from vrapport.findings import Finding, Message, Place, error, say
from vrapport.nodes import Table, place_of
from vrapport.prose import Mention, Reach, clause_anchor, reach, scan
from vrapport.records.decisions import Decision
from vrapport.records.fields import RecordFields, Reference, parts
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reading import BRANCH, Record
from vrapport.records.resources import Resource
from vrapport.records.updates import SharedUpdate
from vrapport.register.archive import Archive
from vrapport.register.names import Names, Target, mentioned
from vrapport.register.places import lies

_NOTHING = {
    "areas": say("No area is called “{id}”."),
    "bodies": say("No body is called “{id}”."),
    "campaigns": say("No campaign is called “{id}”."),
    "decisions": say("No decision is called “{id}”."),
    "meetings": say("No meeting is called “{id}”."),
    "motions": say("No motion is called “{id}”."),
    "movers": say("No body is called “{id}”."),
}


# What browsers open as a document of the site's own, with scripts and all; a picture in SVG is such a document too.
_ACTIVE = (
    ".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht", ".js", ".mjs", ".xml", ".xsl", ".xslt", ".rdf",
    ".rss", ".atom", ".svg", ".svgz",
)  # fmt: skip
_ADDRESSES = (  # what else a link that leads to no file may have been meant for, and how that is written
    (re.compile(r"www\.[^\s@]+"), "https://"),
    (re.compile(r"[^\s/@]+@[^\s/@]+\.[^\s/@.]+"), "mailto:"),
)
_WITH_PLACES = ("decisions", "meetings", "motions")
_NO_SETTINGS = Table((), Place("content/site.yml"))

Spot = Callable[[], Place]
"""Where a reference was typed, to be found when it is to be told: most lead where they should."""


def dangling(
    archive: Archive,
    records: Iterable[Record[RecordFields]] | None = None,
    broken: Collection[tuple[str, str]] = (),
) -> Iterator[Finding]:
    """Find every reference in records that leads nowhere, but for those to records that could not be read."""
    for record in archive.everything() if records is None else records:
        found = (*_in_fields(archive, record), *_in_texts(archive, record))
        yield from (finding for finding in found if not _is_excused(finding, broken))


def dangling_in_settings(
    archive: Archive, settings: Table = _NO_SETTINGS, broken: Collection[tuple[str, str]] = ()
) -> Iterator[Finding]:
    """Find every reference in a site's settings that leads nowhere, but for those to records that cannot be read."""
    for at, reference in parts(Reference, archive.site):
        found = _nowhere(archive, reference, functools.partial(place_of, settings, at))
        yield from (finding for finding in found if not _is_excused(finding, broken))


def standing(archive: Archive) -> frozenset[str]:
    """Write out all that a reference may lead to, a line for each name, place and file.

    While these stand, what leads somewhere goes on doing so, whatever comes beside them. In a federation a new name may
    take the place of another that stood farther off, so there nothing may be added either.
    """
    lines = {f"{kind}/{name}" for kind, known in archive.names.ids.items() for name in known}
    for kind in _WITH_PLACES:
        records = archive.by_kind[kind]
        for name, ident in archive.names.ids[kind].items():
            lines.update(f"{kind}/{name}#{anchor}" for anchor in anchors(archive, records[ident]))
    lines.update(f"/{path}" for path in archive.attachments)
    return frozenset({digest(canonical(sorted(lines)))} if archive.site.roots else lines)


def _is_excused(finding: Finding, broken: Collection[tuple[str, str]]) -> bool:
    reference = finding.what.values.get("reference")
    return isinstance(reference, Reference) and _is_broken(reference, broken)


def _is_broken(reference: Reference, broken: Collection[tuple[str, str]]) -> bool:
    kind = "bodies" if reference.kind == "movers" else reference.kind
    spelt = {reference.typed, f"{reference.within}/{reference.typed}"}
    if (BRANCH, reference.typed.partition("/")[0]) in broken:
        return True
    return any((kind, typed) in broken or (kind, typed.rpartition(".")[0]) in broken for typed in spelt)


def _in_fields(archive: Archive, record: Record[RecordFields]) -> Iterator[Finding]:
    for at, reference in record.references:
        yield from _nowhere(archive, reference, functools.partial(record.place, *at))
    for typed in record.data.each if isinstance(record.data, SharedUpdate) else ():
        reference = Reference("decisions", typed, record.within)
        yield from _nowhere(archive, reference, functools.partial(record.place, "each", typed, key=True))
    if isinstance(record.data, Resource) and record.data.link:
        yield from _linked(archive, record, record.data.link, functools.partial(record.place, "link"))


def _nowhere(archive: Archive, reference: Reference, spot: Spot) -> Iterator[Finding]:
    """Look up one reference, and its clause where it names one."""
    target = archive.target(reference)
    if target is None:
        yield _missing(archive.names, reference, spot())
    elif target.clause:
        yield from _no_such_place(archive, target, clause_anchor(target.clause), spot)


def _in_texts(archive: Archive, record: Record[RecordFields]) -> Iterator[Finding]:
    for at, text in record.texts:
        for language, words in text.by_language.items():
            for mention in scan(words):
                steps = (*at, language) if language else at
                spot = functools.partial(record.place_in_text, steps, mention.line, mention.column)
                yield from _mention(archive, record, mention, spot)


def mentions_of(archive: Archive, record: Record[RecordFields]) -> Iterator[Target]:
    """Yield what the running text of a record refers to."""
    for mention in record.mentions:
        target = archive.target(leads_to(record, mention))
        if target:
            yield target


def leads_to(record: Record[RecordFields], mention: Mention) -> Reference | None:
    """Read a reference in running text as one to a record; a link to another file or site is none."""
    if mention.kind == "wiki":
        return mentioned(mention.target, record.within)
    found = lies(record.source, mention.target) if reach(mention.target) is Reach.SITE else None
    return found if isinstance(found, Reference) else None


def _mention(archive: Archive, record: Record[RecordFields], mention: Mention, spot: Spot) -> Iterator[Finding]:
    """Look up one reference in running text, and the spot on the page where it names one."""
    if mention.kind == "wiki":
        reference: Reference | None = mentioned(mention.target, record.within)
    elif mention.target:
        yield from _linked(archive, record, mention.target, spot)
        reference = leads_to(record, mention)
    else:
        reference = Reference(record.kind, record.id)
    if reference is None:
        return
    if mention.kind == "wiki":
        yield from _nowhere(archive, reference, spot)
    target = archive.target(reference) if mention.fragment else None
    if target:
        yield from _no_such_place(archive, target, mention.fragment, spot)


def _linked(archive: Archive, record: Record[RecordFields], address: str, spot: Spot) -> Iterator[Finding]:
    """Look up the address of a link; one that leads out of the site is not for us to follow."""
    if reach(address) is not Reach.SITE:
        return
    found = lies(record.source, address)
    if isinstance(found, Reference):
        yield from _nowhere(archive, found, spot)
    elif found is None or found.path not in archive.attachments:
        yield _missing_file(address, spot())
    elif found.path.lower().endswith(_ACTIVE):
        yield _active(found.path, spot())


def _no_such_place(archive: Archive, target: Target, fragment: str, spot: Spot) -> Iterator[Finding]:
    record = archive.by_kind.get(target.kind, {}).get(target.id)
    known = anchors(archive, record) if record else ()
    if fragment in known:
        return
    near = next(iter(get_close_matches(fragment, known, n=1, cutoff=0.5)), None) or (known[-1] if known else None)
    yield error(
        "missing-place",
        spot(),
        say("“{id}” has no place called “{fragment}”.", id=target.id, fragment=shortened(fragment)),
        say("Did you mean “{near}”?", near=near) if near else say("Leave out what stands after # or the full stop."),
    )


def anchors(archive: Archive, record: Record[RecordFields]) -> tuple[str, ...]:
    """Name the places on a record's page that can be linked to: paragraphs of minutes, and clauses."""
    data = record.data
    if isinstance(data, Meeting):
        return tuple(part.anchor for part in archive.paragraphs(record) if part.anchor)
    if isinstance(data, Decision | Motion):
        return tuple(clause_anchor(number) for number, _ in enumerate(data.clauses, 1))
    return ()


def _missing(names: Names, reference: Reference, place: Place) -> Finding:
    near = names.nearest(reference)
    what: Message = _NOTHING.get(reference.kind, say("Nothing is called “{id}”."))
    return error(
        "missing-record",
        place,
        what.filled(id=shortened(reference.typed), reference=reference),
        say("Did you mean “{near}”?", near=near) if near else say("Write that record first, or remove the reference."),
    )


def _missing_file(target: str, place: Place) -> Finding:
    meant = next((begins + target for form, begins in _ADDRESSES if form.fullmatch(target)), None)
    return error(
        "missing-file",
        place,
        say("No file in the content folder lies at “{target}”.", target=shortened(target)),
        say("Did you mean “{near}”?", near=meant)
        if meant
        else say("Links go to files in the content folder, from the folder this file lies in."),
    )


def _active(path: str, place: Place) -> Finding:
    return error(
        "active-attachment",
        place,
        say(
            "“{name}” can hold a script, which would run as part of the site.", name=shortened(path.rpartition("/")[2])
        ),
        say("Save it in another format, such as PDF or PNG, and link to that."),
    )
