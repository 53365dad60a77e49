"""References that lead nowhere: in fields, in running text and in the settings."""

from collections.abc import Iterator

from vrapport.findings import Finding, Message, Place, error, say
from vrapport.prose import Mention, Reach, reach, scan
from vrapport.records.fields import RecordFields, Reference, Text, parts
from vrapport.records.reading import Record
from vrapport.records.updates import SharedUpdate
from vrapport.register.archive import Archive
from vrapport.register.names import Names, Target, mentioned
from vrapport.register.places import Attachment, lies

_NOTHING = {
    "areas": say("No area is called “{id}”."),
    "bodies": say("No body is called “{id}”."),
    "campaigns": say("No campaign is called “{id}”."),
    "decisions": say("No decision is called “{id}”."),
    "meetings": say("No meeting is called “{id}”."),
    "motions": say("No motion is called “{id}”."),
    "movers": say("No body is called “{id}”."),
}


def dangling(archive: Archive) -> Iterator[Finding]:
    """Find every reference that leads nowhere."""
    for _, reference in parts(Reference, archive.site):
        if archive.names.target(reference) is None:
            yield _missing(archive.names, reference, Place("content/site.yml"))
    for records in archive.by_kind.values():
        for record in records.values():
            yield from _in_fields(archive.names, record)
            yield from _in_texts(archive, record)


def _in_fields(names: Names, record: Record[RecordFields]) -> Iterator[Finding]:
    for at, reference in parts(Reference, record.data):
        if names.target(reference) is None:
            yield _missing(names, reference, record.place(*at))
    for typed in record.data.each if isinstance(record.data, SharedUpdate) else ():
        reference = Reference("decisions", typed)
        if names.target(reference) is None:
            yield _missing(names, reference, record.place("each", typed, key=True))


def _in_texts(archive: Archive, record: Record[RecordFields]) -> Iterator[Finding]:
    for at, text in parts(Text, record.data):
        for language, words in text.by_language.items():
            steps = (*at, language) if language else at
            for mention in scan(words):
                place = record.place_in_text(steps, mention.line, mention.column)
                yield from _mention(archive, record, mention, place)


def mentions_of(archive: Archive, record: Record[RecordFields]) -> Iterator[Target]:
    """Yield what the running text of a record refers to."""
    for _, text in parts(Text, record.data):
        for mention in (mention for words in text.by_language.values() for mention in scan(words)):
            target = archive.target(leads_to(record, mention))
            if target:
                yield target


def leads_to(record: Record[RecordFields], mention: Mention) -> Reference | None:
    """Read a reference in running text as one to a record; a link to another file or site is none."""
    if mention.kind == "wiki":
        return mentioned(mention.target)
    found = lies(record.source.path, mention.target) if reach(mention.target) is Reach.SITE else None
    return found if isinstance(found, Reference) else None


def _mention(archive: Archive, record: Record[RecordFields], mention: Mention, place: Place) -> Iterator[Finding]:
    """Look up one reference in running text."""
    if mention.kind == "wiki":
        reference = mentioned(mention.target)
        if archive.names.target(reference) is None:
            yield _missing(archive.names, reference, place)
    elif reach(mention.target) is Reach.SITE and mention.target:
        found = lies(record.source.path, mention.target)
        if found is None or (isinstance(found, Attachment) and found.path not in archive.attachments):
            yield _missing_file(mention.target, place)
        elif isinstance(found, Reference) and archive.names.target(found) is None:
            yield _missing(archive.names, found, place)


def _missing(names: Names, reference: Reference, place: Place) -> Finding:
    near = names.nearest(reference)
    what: Message = _NOTHING.get(reference.kind, say("Nothing is called “{id}”."))
    return error(
        "missing-record",
        place,
        what.filled(id=reference.typed),
        say("Did you mean “{near}”?", near=near) if near else say("Write that record first, or remove the reference."),
    )


def _missing_file(target: str, place: Place) -> Finding:
    return error(
        "missing-file",
        place,
        say("No file in the content folder lies at “{target}”.", target=target),
        say("Links go to files in the content folder, from the folder this file lies in."),
    )


