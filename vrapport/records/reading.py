"""From a file to a record: where it lies says what it is, what it holds is typed, what is wrong is a finding."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar
from unicodedata import normalize

from babel.localedata import exists

from vrapport.dates import shortened
from vrapport.findings import Finding, Message, Place, error, has_errors, say
from vrapport.nodes import (
    Node,
    Reading,
    Scalar,
    Step,
    Table,
    control_characters,
    has_control_characters,
    no_space_in,
    place_of,
    read_plain,
    read_yaml,
    sought,
    value_at,
)
from vrapport.prose import Mention, scan
from vrapport.records import BY_FOLDER, KINDS
from vrapport.records.fields import Fields, Reader, RecordFields, Reference, Text, parts, read_id
from vrapport.records.known import NONE_KEPT, Kept, Values
from vrapport.records.typing import intact, typed, typed_plainly
from vrapport.sources import Source, stem_of

Data = TypeVar("Data", bound=RecordFields, covariant=True)  # noqa: PLC0105 - a Record reads best of its Data
BRANCH = "branch"
_FENCE = "---"
_LANGUAGE = re.compile("[a-z]{2,3}")
_LONGEST_ID_IN_BYTES = 240  # with its folder and suffix, an address stays below what file systems and hosts can hold


@dataclass(frozen=True)
class Record(Generic[Data]):
    """One record: its kind (folder) and id, what it holds, and the file it came from."""

    kind: str
    id: str
    data: Data
    source: Source
    translations: Mapping[str, Table] = field(default_factory=dict)  # files of its own, by language

    @cached_property
    def node(self) -> Table:
        """What its file holds and where: composed for those who ask where something stands, which is for findings."""
        return _with_text(read_content(self.source), self.data.prose, self.source.path)[0]

    @property
    def within(self) -> str:
        """The branch of a federation that it belongs to, or nothing."""
        return self.source.home.prefix

    @cached_property
    def texts(self) -> tuple[tuple[tuple[Step, ...], Text], ...]:
        """Every text it holds, with the way to it: checks, links, pages and the index all go through them."""
        return tuple(parts(Text, self.data))

    @cached_property
    def references(self) -> tuple[tuple[tuple[Step, ...], Reference], ...]:
        """Every reference in its fields, with the way to it."""
        return tuple(parts(Reference, self.data))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Everything that its texts refer to."""
        return tuple(found for _, text in self.texts for said in text.by_language.values() for found in scan(said))

    @cached_property
    def cut(self) -> "dict[object, Record[Data] | None]":
        """What was left of it for some readers, by who they are; nothing where nothing was taken away."""
        return {}

    def place(self, *steps: Step, key: bool = False) -> Place:
        """Find where a value was typed; of a file that nobody has gone through, no more than that is read."""
        is_whole = "node" in self.__dict__ or self.source.path.endswith(".md")
        found = None if is_whole else sought(self.source.text, steps, self.source.path, key=key)
        return found or place_of(self.node, steps, key=key)

    def place_in_text(self, steps: tuple[Step, ...], line: int, column: int) -> Place:
        """Find a spot in a text, counted from the text's own first line and column."""
        value = value_at(self.node, steps)
        return value.within(line, column) if isinstance(value, Scalar) else value.place


@dataclass(frozen=True, slots=True)
class Read:
    """A record as its own file has it, of which nothing was to be said; whoever reads that file so has it already."""

    record: Record[RecordFields]
    reader: Reader

    def stands_for(self, source: Source, reader: Reader) -> bool:
        """Tell whether to read a file would give the same: the same bytes, below the same settings."""
        return self.record.source == source and self.reader == reader


AlreadyRead = Mapping[str, Read]
"""What the same process has read of the files before, by path."""
NOTHING_READ: AlreadyRead = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the files before they are read: by path, from earlier runs, and of the bytes that lie there now.

    From earlier runs there are the values that stood in a file; from this very process, the records themselves.
    """

    kept: Kept
    digests: Mapping[str, str]
    already: AlreadyRead = field(default_factory=lambda: NOTHING_READ)

    def unread(self) -> Mapping[str, str]:
        """List the files that need not be opened, with their hashes: what stands in them is known."""
        return {path: digest for path, digest in self.digests.items() if digest in self._held(path)}

    def _held(self, path: str) -> Iterator[str]:
        """Yield the hashes of what is known to have stood in a file."""
        if path in self.kept:
            yield self.kept[path][0]
        if path in self.already:
            yield self.already[path].record.source.digest


NOTHING_KNOWN = Known(NONE_KEPT, {})


@dataclass(frozen=True, slots=True)
class Records:
    """Every record of a site, by kind and id; what was wrong with the files, and which records that cost.

    A `partial` record holds what could be read of one that was refused: it is only asked what it refers to. Among
    the `broken` are branches (of the kind `BRANCH`) of which nothing could be read.
    """

    by_kind: Mapping[str, Mapping[str, Record[RecordFields]]]
    findings: tuple[Finding, ...]
    broken: frozenset[tuple[str, str]] = frozenset()
    partial: tuple[Record[RecordFields], ...] = ()
    kept: Kept = field(default_factory=lambda: NONE_KEPT)  # for the next run
    read: AlreadyRead = field(default_factory=lambda: NOTHING_READ)  # for the next time in this process


class Translation(Fields):
    """What a file in another language (`x.en.md`) may hold."""

    title: Text | None = None
    text: Text | None = None
    summary: Text | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """What a file's path says of it."""

    kind: str
    id: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Content:
    """The keys and the text of a file."""

    node: Table | None
    text: str = ""
    text_line: int = 1
    findings: tuple[Finding, ...] = ()


def read_records(
    sources: Iterable[Source],
    reader: Reader,
    unread: Iterable[Finding] = (),
    known: Known = NOTHING_KNOWN,
) -> Records:
    """Read all records; a broken one does not hide the others, and neither does a file that was `unread`.

    What is `known` of a file with these very bytes is not read again, and what this process has read below the same
    settings is the very same record.
    """
    reading = _Gathered(reader, known, [*unread])
    for source in sources:
        reading.take(source)
    reading.translate()
    return reading.records()


@dataclass(slots=True)
class _Gathered:
    """What has been read of some files so far; the first record that goes by an id has it."""

    reader: Reader
    known: Known
    findings: list[Finding]
    found: Mapping[str, dict[str, Record[RecordFields]]] = field(
        default_factory=lambda: {kind.folder: {} for kind in KINDS}
    )
    translations: list[tuple[Name, Source]] = field(default_factory=list)
    partial: list[Record[RecordFields]] = field(default_factory=list)
    kept: dict[str, tuple[str, Values]] = field(default_factory=dict)
    read: dict[str, Read] = field(default_factory=dict)

    def take(self, source: Source) -> None:
        """Read a file as what its path says that it is; a translation waits for its original."""
        before = self.known.already.get(source.path)
        if before and before.stands_for(source, self.reader):
            self._keep(before)
            return
        name = named(source.path, self.reader)
        if isinstance(name, Finding):
            self.findings.append(name)
        elif name.language:
            self.translations.append((name, source))
        else:
            self._read(source, name)

    def _keep(self, read: Read) -> None:
        """Take a record of which nothing was to be said."""
        self.read[read.record.source.path] = read
        self._put(read.record)

    def _read(self, source: Source, name: Name) -> None:
        values = _values(source, name, self.known.kept)
        if values is not None:
            self.kept[source.path] = source.digest, values
        plain = _typed_plainly(source, name, values, self.reader)
        if plain:
            self._keep(Read(plain, self.reader))
            source.let_go()
        else:
            self._go_through(source, name)

    def _go_through(self, source: Source, name: Name) -> None:
        """Read a file of which something is to be said, or as much of it as can be read."""
        record, said = _read_closely(source, name.kind, name.id, self.reader)
        self.findings.extend(said)
        if record:
            self._put(record)
        if name.id not in self.found[name.kind]:
            self.partial.extend(_partial(source, name, self.reader))

    def _put(self, record: Record[RecordFields]) -> None:
        """Put a record among those of its kind."""
        path, twin = record.source.path, self.found[record.kind].setdefault(record.id, record).source.path
        if twin != path and normalize("NFC", twin) != normalize("NFC", path):  # two spellings of a name: said elsewhere
            self.findings.append(same_id(path, twin))

    def translate(self) -> None:
        """Add the texts in other languages to the records that they are of."""
        for name, source in self.translations:
            self.findings.extend(_translate(source, name, self.found[name.kind], self.reader))

    def records(self) -> Records:
        """Hand over all that was read."""
        return Records(
            by_kind=self.found,
            findings=tuple(self.findings),
            broken=frozenset(_broken(self.findings, self.found, self.reader)),
            partial=tuple(self.partial),
            kept=self.kept,
            read=self.read,
        )


def _values(source: Source, name: Name, known: Kept) -> Values | None:
    """Recall what stands in a file, or read it plainly."""
    digest, values = known.get(source.path, ("", {}))
    return values if digest == source.digest else _plain_content(source, BY_FOLDER[name.kind].fields.prose)


def _broken(
    findings: Iterable[Finding], found: Mapping[str, Mapping[str, Record[RecordFields]]], reader: Reader
) -> Iterator[tuple[str, str]]:
    """Name what could not be read, so that no reference to it is called wrong on top of that."""
    for finding in findings:
        name = named(finding.place.path, reader)
        if isinstance(name, Name) and name.id not in found[name.kind]:
            yield name.kind, name.id


def read_record(
    source: Source, kind: str, ident: str, reader: Reader
) -> tuple[Record[RecordFields] | None, tuple[Finding, ...]]:
    """Read one file as a record of a kind."""
    plain = _typed_plainly(source, Name(kind, ident), _plain_content(source, BY_FOLDER[kind].fields.prose), reader)
    return (plain, ()) if plain else _read_closely(source, kind, ident, reader)


def _typed_plainly(source: Source, name: Name, values: Values | None, reader: Reader) -> Record[RecordFields] | None:
    """Make a record of values of which nothing is to be said, as is nearly always so."""
    data = typed_plainly(BY_FOLDER[name.kind].fields, values, reader) if values else None
    return None if data is None else Record(name.kind, name.id, data, source)


def _read_closely(
    source: Source, kind: str, ident: str, reader: Reader
) -> tuple[Record[RecordFields] | None, tuple[Finding, ...]]:
    """Go through a file with an eye to what there is to say of it, and where."""
    fields = BY_FOLDER[kind].fields
    content = read_content(source)
    if content.node is None:
        return None, content.findings
    node, clash = _with_text(content, fields.prose, source.path)
    data, findings = typed(fields, node, reader)
    findings = (*content.findings, *clash, *findings)
    if data is None or has_errors(findings):  # a file that is not as it was meant answers no further questions
        return None, findings
    return Record(kind, ident, data, source), findings


def _plain_content(source: Source, prose: str) -> dict[str, Any] | None:
    """Read the keys and the text of a file of which nothing is to be said; None for any other."""
    if not source.path.endswith(".md"):
        return read_plain(source.text)
    lines = source.text.split("\n")
    end = _end_of_front(lines) if lines[0].rstrip() == _FENCE else None
    values = None if end is None else read_plain("\n".join(lines[1:end]))
    text = "" if end is None else "\n".join(lines[end + 1 :]).strip("\n")
    if values is None or not text:
        return values
    return None if prose in values or text.isspace() or has_control_characters(text) else {**values, prose: text}


def _end_of_front(lines: list[str]) -> int | None:
    """Find the line of three hyphens that ends the keys at the top of a file."""
    return next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)


def _partial(source: Source, name: Name, reader: Reader) -> Iterator[Record[RecordFields]]:
    """Read what can be read of a file that was refused as a record."""
    content = read_content(source)
    if content.node:
        fields = BY_FOLDER[name.kind].fields
        node, _ = _with_text(content, fields.prose, source.path)
        yield Record(name.kind, name.id, intact(fields, node, reader), source)


def read_content(source: Source) -> _Content:
    """Divide a file into its keys and its Markdown text."""
    if not source.path.endswith(".md"):
        return _table(read_yaml(source.text, source.path), source)
    lines = source.text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return _Content(None, findings=(_no_front_matter(source, lines),))
    end = _end_of_front(lines)
    if end is None:
        return _Content(None, findings=(_open_front_matter(source),))
    front = _table(read_yaml("\n".join(lines[1:end]), source.path, first_line=2), source)
    text = "\n".join(lines[end + 1 :])
    broken = control_characters(text, source.path, end + 2)
    blank = len(text) - len(text.lstrip("\n"))
    if broken:
        return _Content(None, findings=(*front.findings, *broken))
    return replace(front, text=text.strip("\n"), text_line=end + 2 + blank)


def _table(reading: Reading, source: Source) -> _Content:
    """Ask that a record be a table of keys."""
    if isinstance(reading.node, Table):
        return _Content(reading.node, findings=reading.findings)
    if reading.node is None or (isinstance(reading.node, Scalar) and not reading.node.text):
        return _Content(None, findings=reading.findings or (_empty(source),))
    return _Content(None, findings=(*reading.findings, _not_a_table(reading.node)))


def _with_text(content: _Content, key: str, path: str) -> tuple[Table, tuple[Finding, ...]]:
    """Give the text below the front matter its key; of a file that is gone by now, no more is known than its path."""
    node = content.node or Table((), Place(path))
    if not content.text:
        return node, ()
    place = Place(node.place.path, content.text_line, 1)
    typed_key = next((name for name, _ in node.entries if name.text == key), None)
    if typed_key:
        clash = error(
            "text-twice",
            typed_key.place,
            say("“{key}” stands both as a key and as text below.", key=key),
            say("Keep one of them."),
        )
        return node, (clash,)
    return Table((*node.entries, (Scalar(key, place), Scalar(content.text, place))), node.place), ()


def _translate(source: Source, name: Name, known: dict[str, Record[RecordFields]], reader: Reader) -> Iterator[Finding]:
    """Add a text in another language to its record."""
    content = _translated(source)
    yield from content.findings
    original = known.get(name.id)
    if content.node is None:
        return
    if original is None:
        yield _no_original(source, name)
        return
    node, clash = _with_text(content, "text", source.path)
    other, findings = typed(Translation, node, reader)
    yield from (*clash, *findings)
    if other:
        given = {key: text for key, text in other if text is not None}
        yield from (_translated_twice(original, node, key, name, reader) for key in given if _has(original, key, name))
        data = original.data.with_translation(name.language, reader.languages[0], given)
        translations = {**original.translations, name.language: node}
        known[name.id] = replace(original, data=data, translations=translations)


def _has(record: Record[RecordFields], key: str, name: Name) -> bool:
    """Tell whether a text of a record stands in a language already."""
    said = getattr(record.data, key)
    return said is not None and name.language in said.by_language


def _translated_twice(record: Record[RecordFields], node: Table, key: str, name: Name, reader: Reader) -> Finding:
    apart = record.translations.get(name.language)
    elsewhere = place_of(apart, (key,)) if apart else record.place(key, name.language)
    language = reader.words.tongue(name.language)
    return error(
        "translated-twice",
        place_of(node, (key,)),
        say("“{key}” is translated to {language} here and at {place}.", key=key, language=language,
            place=str(elsewhere)),
        say("Keep one of them."),
    )  # fmt: skip


def _translated(source: Source) -> _Content:
    """Divide a translation, which may be text alone: minutes have no title to translate."""
    content = read_content(source)
    alone = content.text and [finding.code for finding in content.findings] == ["empty-record"]
    return replace(content, node=Table((), Place(source.path, 1)), findings=()) if alone else content


def named(path: str, reader: Reader) -> Name | Finding:
    """Read a path: content/<kind>/<id>[.<language>].<suffix>; in a branch, the id begins with the branch's name."""
    folder, _, rest = reader.home.way(path).partition("/")
    if not rest or folder not in BY_FOLDER:
        return _misplaced(path, folder if rest else "")
    ident, dot, language = stem_of(normalize("NFC", rest)).partition(".")
    if dot and _LANGUAGE.fullmatch(language) and exists(language) and language not in reader.languages:
        return _unknown_language(path, language)
    if dot and language not in reader.languages:
        return _bad_id(path, say("The name holds a full stop: ids have none."))
    if not all(read_id(part) for part in ident.split("/")):
        return _bad_id(path, say("“{id}” cannot be an id.", id=shortened(ident)))
    whole = reader.home.whole(ident)
    if len(whole.encode()) > _LONGEST_ID_IN_BYTES:
        return _too_long(path)
    return Name(folder, whole, language)


def _misplaced(path: str, folder: str) -> Finding:
    near = get_close_matches(folder, list(BY_FOLDER), n=1)
    return error(
        "unknown-folder",
        Place(path),
        say("No kind of record lies in this folder."),
        say("Did you mean “{near}”?", near=near[0]) if near else say("Folders: {known}.", known=tuple(BY_FOLDER)),
    )


def _bad_id(path: str, what: Message) -> Finding:
    return error("bad-id", Place(path), what, say("Rename the file: letters, digits and hyphens only."))


def _unknown_language(path: str, language: str) -> Finding:
    return error(
        "unknown-language",
        Place(path),
        say("“{language}” is not one of the site's languages.", language=language),
        say("Add “{language}” to “languages” in content/site.yml, or take the full stop out of the name.",
            language=language),
    )  # fmt: skip


def _too_long(path: str) -> Finding:
    hint = say("Give the file, or the folders it lies in, shorter names.")
    return error("bad-id", Place(path), say("The id is too long for an address."), hint)


def same_id(path: str, other: str) -> Finding:
    """Say that two files would be the same record."""
    return error(
        "same-id",
        Place(path),
        say("“{path}” and “{other}” have the same id.", path=path, other=other),
        say("Keep one of them, or rename it."),
    )


def _no_original(source: Source, name: Name) -> Finding:
    return error(
        "translation-without-original",
        Place(source.path),
        say("There is no “{id}” to translate.", id=name.id),
        say("Name the file as the original, with the language before the suffix."),
    )


def _empty(source: Source) -> Finding:
    hint = say("Write at least “title:” and a title.")
    return error("empty-record", Place(source.path, 1), say("The record is empty."), hint)


def _not_a_table(node: Node) -> Finding:
    odd = no_space_in(node)
    what, hint = say("The record does not consist of keys and values."), say("Write one “key: value” to a line.")
    return odd or error("no-keys", node.place, what, hint)


def _no_front_matter(source: Source, lines: list[str]) -> Finding:
    late = _FENCE in [line.rstrip() for line in lines]
    what = (
        say("There is text before the first line of three hyphens.")
        if late
        else say("The keys are missing at the top of the file.")
    )
    hint = say("Begin the file with a line of three hyphens, then the keys.")
    return error("no-front-matter", Place(source.path, 1), what, hint)


def _open_front_matter(source: Source) -> Finding:
    return error(
        "open-front-matter",
        Place(source.path, 1),
        say("The keys at the top of the file never end."),
        say("End them with a line of three hyphens."),
    )
