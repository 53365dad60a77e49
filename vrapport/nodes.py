"""YAML as a tree in which every value knows its line and column, and every scalar is text as it was typed."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol, cast

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from vrapport.findings import Finding, Message, Place, error, say, warning

try:  # libyaml's parser alone: its loader makes a resolver and a constructor that are not asked for anything
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]  # it is there for its loaders
except ImportError:
    from yaml import Loader as _Parser  # type: ignore[assignment]

_Next = Callable[[], Any]
DEEPEST = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NO_SPACE = re.compile("[\u00a0\u2007\u202f\u200b\u2060\ufeff]")  # these look like a space, or like nothing
_TAB_FIRST = re.compile(r"[ \-]*\t")
_LONGEST_EXAMPLE = 80
_HASH_RIGHT_AFTER_A_VALUE = re.compile(r"[ \t]+#\w")
_KEY_AND_VALUE = re.compile(r"(?P<key>(?P<margin> *(?:- +)*)[\w-]+: +)(?P<value>[^\s'\"\[{|>&*!].*)")
_CLOSED_BY_A_CURLY_ONE = re.compile(r"""(?:^|[:-]) *(["'])(?:(?!\1).)*([\u2018-\u201f])\s*""")
_MOST_COLONS = 20  # so many are looked beyond in one file


class Shape(Enum):
    """How a text stands in its file: from its place on, on the lines below it (`|`), or folded from several lines."""

    HERE = auto()
    BELOW = auto()
    FOLDED = auto()


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as text; `indent` tells how far in from its place, or from the margin, it begins."""

    text: str
    place: Place
    shape: Shape = Shape.HERE
    indent: int = 0

    def within(self, line: int, column: int) -> Place:
        """Find the place of a spot in the text, both counted from 1."""
        path, first, begins = self.place.path, self.place.line, self.place.column
        if self.shape is Shape.FOLDED:
            return self.place
        if self.shape is Shape.BELOW:
            return Place(path, first + line, column + self.indent)
        return Place(path, first + line - 1, column + (begins - 1 + self.indent if line == 1 else 0))


@dataclass(frozen=True, slots=True)
class List:
    """A list of values."""

    items: "tuple[Node, ...]"
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and their values, in the order they were typed."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    place: Place

    def get(self, key: str) -> "Node | None":
        """Return the value of a key, if it is there."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | List | Table
Step = str | int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text held: the tree, if it could be read, and what is wrong with it."""

    node: Node | None
    findings: tuple[Finding, ...] = ()


class _Mark(Protocol):
    """A spot in the text, counted from 0: libyaml's marks and PyYAML's own have no common type."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class _RefusedError(Exception):
    """The text holds something that no record may hold."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def read_plain(text: str) -> dict[str, Any] | None:
    """Read a table of keys of which nothing is to be said, as dicts, lists and strings.

    This is the way of nearly all that is read, so it makes no more of a value than the value itself. None, without a
    reason, is for `read_yaml` to look into.
    """
    try:
        if _is_odd(text) or ("#" in text and _HASH_RIGHT_AFTER_A_VALUE.search(text)):
            return None
        next_event = _Parser(text).get_event
        opening = [next_event() for _ in range(3)]
        table = _plain_entries(next_event, 1) if _is_untold(opening[2], MappingStartEvent) else None
        closing = [next_event() for _ in range(2)]
    except (yaml.YAMLError, UnicodeEncodeError, _OddError):
        return None
    return table if closing[1].__class__ is yaml.StreamEndEvent else None


def _is_odd(text: str) -> bool:
    """Tell whether a text may hold a control character that libyaml lets pass; it refuses the others itself."""
    return any(sign in text for sign in "\r\x85\u2028\u2029") or b"\xef\xb7" in text.encode()


class _OddError(Exception):
    """The text holds something that its author must perhaps be told of."""


def _is_untold(event: Any, sort: type[Any]) -> bool:  # noqa: ANN401 - PyYAML's events have no type in common that says what they hold
    """Tell whether an event is of a sort, without an anchor or a tag."""
    return event.__class__ is sort and not (event.anchor or event.tag)


def _plainly(event: Any, next_event: Callable[[], Any], depth: int) -> Any:  # noqa: ANN401 - as above
    """Read the value that an event begins."""
    if event.__class__ is ScalarEvent:
        return _plain_text(event)
    if depth == DEEPEST:
        raise _OddError
    if _is_untold(event, SequenceStartEvent):
        return _plain_items(next_event, depth + 1)
    if _is_untold(event, MappingStartEvent):
        return _plain_entries(next_event, depth + 1)
    raise _OddError


def _plain_text(event: Any) -> str:  # noqa: ANN401 - as above
    text: str = event.value
    if event.anchor or event.tag or not text or text.isspace() or (event.style == '"' and has_control_characters(text)):
        raise _OddError
    return text


def _plain_items(next_event: Callable[[], Any], depth: int) -> list[Any]:
    items = []
    while (event := next_event()).__class__ is not SequenceEndEvent:
        items.append(_plainly(event, next_event, depth))
    return items


def _plain_entries(next_event: Callable[[], Any], depth: int) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    while (event := next_event()).__class__ is ScalarEvent:
        key = _plain_text(event)
        if key in entries:
            raise _OddError
        entries[key] = _plainly(next_event(), next_event, depth)
    if event.__class__ is not MappingEndEvent:
        raise _OddError
    return entries


def read_yaml(text: str, path: str, first_line: int = 1) -> Reading:
    """Read one YAML document that begins on `first_line` of the file at `path`.

    A value with a colon that should have been in quotes is an error, and the rest is read as if it were.
    """
    refused = control_characters(text, path, first_line)
    if refused:
        return Reading(None, refused)
    lines, colons = text.split("\n"), list[Finding]()
    reading = _composed(lines, path, first_line)
    while len(colons) < _MOST_COLONS and (quoted := _in_quotes(lines, reading, first_line)):
        colons.append(reading.findings[-1])
        lines = quoted
        reading = _composed(lines, path, first_line)
    return Reading(reading.node, (*colons, *reading.findings))


def _composed(lines: list[str], path: str, first_line: int) -> Reading:
    composer = _Composer(path, first_line, lines)
    try:
        node = composer.document("\n".join(lines))
    except _RefusedError as refusal:
        return Reading(None, (*composer.findings, refusal.finding))
    except yaml.YAMLError as fault:
        return Reading(None, (*composer.findings, _syntax(fault, composer)))
    return Reading(node, tuple(composer.findings))


def _in_quotes(lines: list[str], reading: Reading, first_line: int) -> list[str] | None:
    """Put the value with a colon, at which the reading stopped, in quotes; None where that is not what stopped it."""
    if reading.node is not None or not reading.findings or reading.findings[-1].code != "unquoted-colon":
        return None
    at = reading.findings[-1].place.line - first_line
    found = _KEY_AND_VALUE.fullmatch(lines[at])
    below = next((line for line in lines[at + 1 :] if line.strip()), "")
    if found is None or len(below) - len(below.lstrip(" ")) > len(found["margin"]):
        return None  # a value that goes on upon the next line has no end that could be known
    value = found["value"].rstrip().replace("'", "''")
    return [*lines[:at], f"{found['key']}'{value}'", *lines[at + 1 :]]


def plain(node: Node) -> object:
    """Turn a tree into dicts, lists and strings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, List):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def value_at(node: Node, steps: Sequence[Step]) -> Node:
    """Find the value at `steps`, or the nearest one around it."""
    for step in steps:
        if isinstance(node, Table) and isinstance(step, str):
            node = node.get(step) or node
        elif isinstance(node, List) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node


def place_of(node: Node, steps: Sequence[Step], *, key: bool = False) -> Place:
    """Find where the value at `steps` was typed (its key, if asked for), or the nearest value around it."""
    place = node.place
    for step in steps:
        if isinstance(node, Table) and isinstance(step, str):
            entry = next(((name, value) for name, value in node.entries if name.text == step), None)
            if entry is None:
                continue  # a name the typed record gave to what was written shorter
            node, place = entry[1], entry[0].place if key else entry[1].place
        elif isinstance(node, List) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
    return place


def sought(text: str, steps: Sequence[Step], path: str, *, key: bool = False) -> Place | None:
    """Find where `place_of` would, in a document that is known to be sound, reading no further than there.

    None is returned where the steps do not lead all the way: then the nearest value around is to be found otherwise.
    """
    next_event = _Parser(text).get_event
    try:
        root = next(event for event in iter(next_event, None) if not isinstance(event, _FRAME))
        mark = _mark_after(steps, root, next_event, key=key)
    except (yaml.YAMLError, StopIteration):
        return None
    return Place(path, mark.line + 1, mark.column + 1) if mark else None


def _mark_after(steps: Sequence[Step], event: Any, next_event: _Next, *, key: bool) -> "_Mark | None":  # noqa: ANN401 - libyaml's events
    mark: _Mark | None = event.start_mark
    for step in steps:
        name, event = _entered(event, step, next_event)
        if event is None:
            return None
        mark = name.start_mark if key and name else event.start_mark
    return mark


def _entered(event: Any, step: Step, next_event: _Next) -> tuple[Any, Any]:  # noqa: ANN401 - as above
    """Go on to a value within a table, with its key, or within a list; None where there is no such value."""
    if isinstance(event, MappingStartEvent) and isinstance(step, str):
        while isinstance(name := next_event(), ScalarEvent):
            if name.value == step:
                return name, next_event()
            _leave_out(next_event(), next_event)
    elif isinstance(event, SequenceStartEvent) and isinstance(step, int):
        left = step
        while not isinstance(item := next_event(), SequenceEndEvent):
            if not left:
                return None, item
            _leave_out(item, next_event)
            left -= 1
    return None, None


def _leave_out(event: Any, next_event: _Next) -> None:  # noqa: ANN401 - as above
    """Go past a value, with all that is in it."""
    depth = int(isinstance(event, yaml.CollectionStartEvent))
    while depth:
        event = next_event()
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


class _Composer:
    """Builds the tree from libyaml's events and refuses at once what could hurt: PyYAML's own composer recurses."""

    def __init__(self, path: str, first_line: int, lines: list[str]) -> None:
        self.path = path
        self.first_line = first_line
        self.lines = lines
        self.findings: list[Finding] = []

    def document(self, text: str) -> Node | None:
        """Read exactly one document."""
        events = self._guarded(text)
        roots = [self._node(event, events) for event in events if not isinstance(event, _FRAME)]
        return roots[0] if roots else None

    def _guarded(self, text: str) -> Iterator[yaml.Event]:
        """Pass on the events, refusing anchors, aliases, tags, depth and second documents."""
        depth = documents = 0
        for event in iter(_Parser(text).get_event, None):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            refusal = _refusal(event, depth, documents)
            if refusal:
                raise _RefusedError(error(refusal[0], self._place(event), refusal[1], refusal[2]))
            yield event

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
        place = self._place(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return List(tuple(self._node(item, events) for item in _until(events, yaml.SequenceEndEvent)), place)
        if isinstance(event, yaml.MappingStartEvent):
            return Table(tuple(self._entries(events)), place)
        return self._scalar(cast("yaml.ScalarEvent", event), place)

    def _entries(self, events: Iterator[yaml.Event]) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Scalar] = {}
        for event in _until(events, yaml.MappingEndEvent):
            key = self._node(event, events)
            if not isinstance(key, Scalar):
                raise _RefusedError(_odd_key(key.place))
            value = self._node(next(events), events)
            if key.text in seen:
                self.findings.append(_twice(key, seen[key.text]))
                continue
            seen[key.text] = key
            yield key, value

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        broken = _CONTROL.search(event.value)
        if broken:
            raise _RefusedError(_control_character(broken.group(), place))
        if not event.style:
            self._look_for_lost_text(event)
        return Scalar(event.value, place, *self._shape(event))

    def _shape(self, event: yaml.ScalarEvent) -> tuple[Shape, int]:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Shape.HERE, 0
        if event.style == "|":
            below = next((line for line in self.lines[start.line + 1 : end.line + 1] if line.strip()), "")
            return Shape.BELOW, len(below) - len(below.lstrip(" "))
        one_line = start.line == end.line and event.style != ">"
        return (Shape.HERE if one_line else Shape.FOLDED), 1 if event.style else 0

    def _look_for_lost_text(self, event: yaml.ScalarEvent) -> None:
        """Warn of `Kanal #metoo i styrelsen`: YAML takes all after ` #` for a comment."""
        end = event.end_mark
        if end is None:
            return
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if _HASH_RIGHT_AFTER_A_VALUE.match(rest):
            place = Place(self.path, end.line + self.first_line, end.column + 2)
            self.findings.append(_lost(place, rest.strip()))

    def _place(self, event: yaml.Event) -> Place:
        return self.place_at(event.start_mark) if event.start_mark else Place(self.path, self.first_line)

    def place_at(self, mark: "_Mark") -> Place:
        """Find the place in the file of a mark in the text."""
        return Place(self.path, mark.line + self.first_line, mark.column + 1)


_FRAME = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)


def _until(events: Iterator[yaml.Event], end: type) -> Iterator[yaml.Event]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _refusal(event: yaml.Event, depth: int, documents: int) -> tuple[str, Message, Message] | None:
    """Name what no record may hold, with its code and the next step."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return (
            "yaml-anchor",
            say("Anchors and aliases (& and *) are not allowed."),
            say("Write the text out, or put it in quotes if it begins with & or *."),
        )
    if getattr(event, "tag", None):
        return (
            "yaml-tag",
            say("Tags (words that begin with !) are not allowed."),
            say("Put the value in quotes if it should begin with an exclamation mark."),
        )
    if depth > DEEPEST:
        return (
            "yaml-depth",
            say("The text is nested deeper than {n} levels.", n=DEEPEST),
            say("Look for a stray “[” or “- ” and put the value in quotes."),
        )
    if documents > 1:
        return (
            "second-document",
            say("The file holds two records, divided by a line of three hyphens."),
            say("Give each record a file of its own."),
        )
    return None


def has_control_characters(text: str) -> bool:
    """Tell whether a text holds an invisible control character; most need no closer look."""
    return not text.replace("\n", "").isprintable() and _CONTROL.search(text) is not None


def control_characters(text: str, path: str, first_line: int = 1) -> tuple[Finding, ...]:
    """Find the first invisible control character in a text, which no record may hold."""
    found = _CONTROL.search(text) if has_control_characters(text) else None
    if not found:
        return ()
    line = text.count("\n", 0, found.start())
    column = found.start() - text.rfind("\n", 0, found.start())
    return (_control_character(found.group(), Place(path, line + first_line, column)),)


def _control_character(char: str, place: Place) -> Finding:
    return error(
        "control-character",
        place,
        say("The text holds the invisible character {code}.", code=f"U+{ord(char):04X}"),
        say("Remove it: it often comes along when text is pasted from another program."),
    )


def _twice(key: Scalar, first: Scalar) -> Finding:
    return error(
        "duplicate-key",
        key.place,
        say("“{key}” stands twice, on line {first} and line {second}.", key=key.text, first=first.place.line,
            second=key.place.line),
        say("Keep one of them. Several values are written as a list."),
    )  # fmt: skip


def _odd_key(place: Place) -> Finding:
    return error(
        "odd-key",
        place,
        say("A key must be a single word."),
        say("Write it as “key: value”, and put a value that begins with ? or [ in quotes."),
    )


def _lost(place: Place, lost: str) -> Finding:
    return warning(
        "lost-after-hash",
        place,
        say("The text after “ #” is a comment, so “{lost}” is left out.", lost=lost),
        say("Put the whole value in quotes if it belongs to the text."),
    )


def _syntax(fault: yaml.YAMLError, composer: _Composer) -> Finding:
    """Say in plain words what libyaml could not read."""
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    begun = getattr(fault, "context_mark", None) or mark
    problem = str(getattr(fault, "problem", None) or "")
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(composer.lines):  # libyaml ends the last line itself, and looks on below it
        line, column = len(composer.lines) - 1, len(composer.lines[-1])
    typed = composer.lines[line] if line < len(composer.lines) else ""
    place = Place(composer.path, line + composer.first_line, column + 1)
    if _TAB_FIRST.match(typed) or "tab" in problem:
        return _tab(place)
    for number in range(begun.line if begun else line, line + 1):
        odd = _NO_SPACE.search(composer.lines[number]) if number < len(composer.lines) else None
        if odd:
            return _no_space(odd.group(), Place(composer.path, number + composer.first_line, odd.start() + 1))
    if "mapping values are not allowed" in problem:
        return _colon(place, typed)
    half = _half_curly(composer, line) if any(sign in problem for sign in _IN_AN_OPEN_QUOTE) else None
    if half:
        return half
    what, hint = next((said for sign, said in _PROBLEMS.items() if sign in problem), _UNREADABLE)
    opened = begun if problem in _FOUND_TOO_LATE and begun else None
    return error("yaml-syntax", composer.place_at(opened) if opened else place, what, hint)


def _half_curly(composer: _Composer, last: int) -> Finding | None:
    """Find the typographic quotation mark that was to close a straight one, as in `"Lokaler”`."""
    for number, line in enumerate(composer.lines[: last + 1]):
        found = _CLOSED_BY_A_CURLY_ONE.search(line)
        if found and found.end() == len(line):
            return error(
                "yaml-syntax",
                Place(composer.path, number + composer.first_line, found.start(2) + 1),
                say("The quotation mark {mark} does not close what a straight one opens.", mark=found[2]),
                say("Write the same straight mark, {mark}, at both ends.", mark=found[1]),
            )
    return None


def _tab(place: Place) -> Finding:
    return error(
        "tab-indentation",
        place,
        say("The line is indented with a tab."),
        say("Use spaces: most editors can turn tabs into spaces."),
    )


def no_space_in(node: Node) -> Finding | None:
    """Find what looks like a space, and is none, in a value that should have been a key and a value."""
    found = _NO_SPACE.search(node.text) if isinstance(node, Scalar) else None
    if found is None:
        return None
    place = node.place
    return _no_space(found.group(), Place(place.path, place.line, place.column + found.start()))


def _no_space(char: str, place: Place) -> Finding:
    return error(
        "no-ordinary-space",
        place,
        say("The line holds the invisible character {code}.", code=f"U+{ord(char):04X}"),
        say("Delete it, and type an ordinary space if one belongs there."),
    )


def _colon(place: Place, typed: str) -> Finding:
    """Tell a colon within a value from a key that stands further in than its neighbours."""
    if typed.find(": ") == place.column - 1 or typed.endswith(":"):
        return error(
            "wrong-indentation",
            place,
            say("A key cannot begin here: the line above already has a value."),
            say("Begin the key as far in as its neighbours, or put the value above and this line in quotes together."),
        )
    return error(
        "unquoted-colon",
        place,
        say("There is a colon followed by a space inside the value."),
        say("Put the whole value in quotes: {example}.", example=_quoted(typed)),
    )


def _quoted(line: str) -> str:
    key, _, value = line.strip().partition(": ")
    mark = "'" if '"' in value else '"'
    shown = value if len(value) <= _LONGEST_EXAMPLE else f"{value[:_LONGEST_EXAMPLE]}…"
    return f"{key}: {mark}{shown}{mark}"


_KEY_EXPECTED = (
    say("A key and a colon should stand here."),
    say("Check the indentation and the quotes of this line and the one before it."),
)
_BRACKET = (say("A bracket is opened here and never closed."), say("Close it, or put the whole value in quotes."))
_UNREADABLE = (
    say("The line cannot be read."),
    say("Check quotes, brackets and indentation on this line and the one before it."),
)
_PROBLEMS = {
    "could not find expected ':'": (
        say("There is no colon after the key."),
        say("Write “key: value”, or begin the line with spaces if it belongs to the value above it."),
    ),
    "did not find expected key": _KEY_EXPECTED,
    "did not find expected '-' indicator": (
        say("The line stands among the items of a list, but does not begin with a hyphen."),
        say("Begin it with “- ”, or indent it as the key that the list belongs to."),
    ),
    "block sequence entries are not allowed": (
        say("A list cannot begin here."),
        say("Begin it on the line below its key, or put the value in quotes if the hyphen belongs to it."),
    ),
    "did not find expected ',' or": _BRACKET,
    "found unexpected end of stream": (
        say("A quotation mark is opened here and never closed."),
        say("Close it. Within quotes of one sort, use the other sort."),
    ),
    "found character that cannot start any token": (
        say("A value cannot begin with this sign."),
        say("Put the whole value in quotes."),
    ),
    "escape c": (
        say("The sign after the backslash means nothing here."),
        say("Use single quotes, in which a backslash is only a backslash."),
    ),
}
_FOUND_TOO_LATE = frozenset(
    {
        "could not find expected ':'",
        "found unexpected end of stream",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
    }
)
_IN_AN_OPEN_QUOTE = ("found unexpected end of stream", "did not find expected key", "could not find expected ':'")
