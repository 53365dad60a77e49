"""Can nobody read, or learn of, what is not meant for them?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vrapport.checks.texts import Given
from vrapport.findings import Finding, Message, Place, error, say
from vrapport.prose import Mention, Reach, blocks, clause_anchor, reach, scan, without_blocks
from vrapport.records.decisions import Clause, Decision
from vrapport.records.fields import RecordFields, Reference
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.records.resources import Resource
from vrapport.records.updates import SharedUpdate
from vrapport.register import Archive, Attachment, Records, Register, fences, leads_to, lies
from vrapport.sources import stem_of
from vrapport.vocabulary import PUBLIC
from vrapport.wording import Wording

_FAULTS: dict[str, tuple[Message, Message]] = {
    "block-unclosed": (
        say("The block that begins with “::: {word}” never ends, so all that follows is hidden."),
        say("End it with a line of three colons."),
    ),
    "block-nested": (
        say("A block begins inside another block."),
        say("End the first with a line of three colons before the next begins."),
    ),
    "block-unopened": (
        say("The line ends a block that never began."),
        say("Begin it with “::: members”, or remove the line."),
    ),
    "block-mistyped": (
        say("The line looks like the beginning or end of a block, but is not written as one."),
        say("Write “::: members” on a line of its own, and end with a line of three colons."),
    ),
    "unknown-audience": (
        say("“{word}” is no known group of readers, so the block is hidden from all."),
        say("Write “::: members”."),
    ),
}


def wrong_block(records: Records, given: Given) -> Iterator[Finding]:
    """Find blocks for some readers that are not rightly opened and closed; in doubt they are hidden."""
    known = fences(given.words, given.site)
    for record in records:
        for at, text in record.texts:
            for language, said in text.by_language.items():
                for block in blocks(said, known) if "::" in said else ():
                    if block.fault:
                        what, hint = _FAULTS[block.fault]
                        place = record.place_in_text((*at, language) if language else at, block.first, 1)
                        yield error("wrong-block", place, what.filled(word=block.word), hint)


def hidden_record_named(register: Register, words: Wording) -> Iterator[Finding]:
    """Find what the public can read and which names a record or clause that only members may know of."""
    if _secrets(register.archive).are_any:
        yield from hidden_record_named_in(register.archive.everything(), register, words)


def hidden_record_named_in(
    records: Iterable[Record[RecordFields]], register: Register, words: Wording
) -> Iterator[Finding]:
    """Find what some records name in public and should not."""
    archive, known = register.archive, fences(words, register.archive.site)
    secrets = _secrets(archive)
    for record in records:
        if record.data.audience == PUBLIC:
            yield from _in_fields(secrets, record)
            for at, text in record.texts:
                for language, said in text.by_language.items() if _is_public(record.data, at) else ():
                    steps = (*at, language) if language else at
                    public = without_blocks(said, known, {PUBLIC})
                    yield from _in_text(secrets, record, steps, public)


@dataclass(frozen=True, slots=True)
class _Secrets:
    """What only members may know of: records, clauses, and the files that lie beside such records."""

    archive: Archive
    files: Mapping[str, str]  # by path without suffix, the id of the record they belong to

    @property
    def are_any(self) -> bool:
        """Tell whether anything is kept from the public; on most sites nothing is, and nobody need look for it."""
        return bool(self.files) or any(
            clause.audience != PUBLIC for record in self.archive.everything() for clause in _clauses(record)
        )

    def named_by(self, reference: Reference | None, fragment: str = "") -> str | None:
        """Tell which secret a reference gives away, if any."""
        target, record = self.archive.target(reference), self.archive.record(reference)
        if target is None or record is None:
            return None
        if record.data.audience != PUBLIC:
            return record.id
        for number, clause in enumerate(_clauses(record), 1):
            if clause.audience != PUBLIC and (target.clause == number or fragment == clause_anchor(number)):
                return f"{record.id}.{number}"
        return None

    def owning(self, record: Record[RecordFields], mention: Mention) -> str | None:
        """Tell whose file a link leads to: the record's that it lies beside and shares its name with."""
        local = mention.kind != "wiki" and reach(mention.target) is Reach.SITE
        found = lies(record.source, mention.target) if local else None
        return self.files.get(found.path.rpartition(".")[0]) if isinstance(found, Attachment) else None


def _clauses(record: Record[RecordFields]) -> tuple[Clause, ...]:
    return record.data.clauses if isinstance(record.data, Decision | Motion) else ()


def _secrets(archive: Archive) -> _Secrets:
    hidden = (record for record in archive.everything() if record.data.audience != PUBLIC)
    return _Secrets(archive, {stem_of(record.source.path): record.id for record in hidden})


def _is_public(data: object, at: Iterable[str | int]) -> bool:
    """Tell whether a part of a public record is public itself: not in an update or clause for members, nor a remark."""
    for step in at:
        data = data[step] if isinstance(data, tuple | dict) else getattr(data, str(step))  # type: ignore[index]  # a tuple has numbers for steps, a table has names
        if step == "ignore" or getattr(data, "audience", PUBLIC) != PUBLIC:
            return False
    return True


def _in_fields(secrets: _Secrets, record: Record[RecordFields]) -> Iterator[Finding]:
    for at, reference in record.references:
        found = secrets.named_by(reference)
        if found and _is_public(record.data, at):
            yield _named(record.place(*at), found)
    for typed in record.data.each if isinstance(record.data, SharedUpdate) else ():
        found = secrets.named_by(Reference("decisions", typed, record.within))
        if found:
            yield _named(record.place("each", typed, key=True), found)
    if isinstance(record.data, Resource) and record.data.link:
        found = _lent_out(secrets, record, record.data.link)
        if found:
            yield _named(record.place("link"), found)


def _lent_out(secrets: _Secrets, record: Record[RecordFields], link: str) -> str | None:
    """Tell which secret the link of a resource gives away, as a link in its text would."""
    lying = lies(record.source, link) if reach(link) is Reach.SITE else None
    if isinstance(lying, Reference):
        return secrets.named_by(lying, link.partition("#")[2])
    return secrets.files.get(lying.path.rpartition(".")[0]) if lying else None


def _in_text(
    secrets: _Secrets, record: Record[RecordFields], at: tuple[str | int, ...], public: str
) -> Iterator[Finding]:
    for mention in scan(public):
        reference = leads_to(record, mention) if mention.target else Reference(record.kind, record.id)
        found = secrets.named_by(reference, mention.fragment) or secrets.owning(record, mention)
        if found:
            yield _named(record.place_in_text(at, mention.line, mention.column), found)


def _named(place: Place, found: str) -> Finding:
    return error(
        "hidden-record-named",
        place,
        say("A public page names “{id}”, which is for members only.", id=found),
        say("Make this for members too, or take the reference away."),
    )
