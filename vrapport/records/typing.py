"""From a tree of nodes to a typed record: what pydantic refuses becomes findings at the right line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from vrapport.dates import shortened
from vrapport.findings import Finding, Message, Place, error, say
from vrapport.nodes import List, Node, Scalar, Step, Table, place_of, plain, value_at
from vrapport.records.fields import Fields, Reader, WrongError
from vrapport.sources import foreign, is_deceptive

Typed = TypeVar("Typed", bound=Fields)


def typed(fields: type[Typed], node: Table, reader: Reader) -> tuple[Typed | None, tuple[Finding, ...]]:
    """Read a table of keys as one class of record."""
    empty = tuple(_empty_values(node))
    filled = _without_empty(node)
    try:
        return fields.model_validate(plain(filled), context=reader), empty
    except ValidationError as refused:
        problems = [*_worth_saying(refused.errors(include_url=False), fields, node, reader)]
        found = (finding for problem in problems for finding in _findings(problem, fields, filled, reader))
        return None, (*empty, *found)


def typed_plainly(fields: type[Typed], values: Mapping[str, Any], reader: Reader) -> Typed | None:
    """Read keys as one class of record; None, without a reason, where anything is wrong with them."""
    try:
        return fields.model_validate(values, context=reader)
    except ValidationError:
        return None


def intact(fields: type[Typed], node: Table, reader: Reader) -> Typed:
    """Take what can be read of a refused table, so that what it refers to is looked up all the same."""
    values: dict[str, Any] = {name: None for name, field in fields.model_fields.items() if field.is_required()}
    for name, field in fields.model_fields.items():
        value = node.get(field.alias or name)
        if value is not None and not _is_empty(value):
            read = _intact_value(fields, name, _without_empty(value), reader)
            if read is not None:  # else it stays what it is where nothing is typed
                values[name] = read
    return cast("Typed", fields.model_construct(**values))


def _intact_value(fields: type[Fields], name: str, node: Node, reader: Reader) -> object:
    """Read a value; what cannot be read of it becomes None, so that the rest keeps its place."""
    try:
        return _adapter(fields, name).validate_python(plain(node), context=reader)
    except ValidationError:
        annotation = fields.model_fields[name].annotation
        inside = _class_within(annotation)
        if isinstance(node, List):
            return tuple(_unlisted(_intact_value(fields, name, item, reader)) for item in node.items)
        if not isinstance(node, Table) or inside is None or not issubclass(inside, Fields):
            return None
        if get_origin(annotation) is dict:
            return {
                key.text: intact(inside, value, reader) if isinstance(value, Table) else None
                for key, value in node.entries
            }
        return intact(inside, node, reader)


def _unlisted(value: object) -> object:
    """Take an item out of the list of one that it was read as."""
    return value[0] if isinstance(value, tuple) and len(value) == 1 else value


@cache
def _adapter(fields: type[Fields], name: str) -> TypeAdapter[Any]:
    field = fields.model_fields[name]
    return TypeAdapter(
        cast("Any", Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)
    )


def _worth_saying(
    problems: Iterable[Any], fields: type[Fields], node: Node, reader: Reader
) -> Iterator[Any]:  # pydantic's ErrorDetails is a TypedDict of Any
    """Leave out that a key is missing where it stands there misspelt, or without a value, or in a numbered item."""
    problems = list(problems)
    numbered = {problem["loc"][:-1] for problem in problems if _is_numbered(problem, node)}
    misspelt = {
        (*at[:-1], _nearest_key(str(at[-1]), _keys(_fields_at(fields, at[:-1])), reader))
        for at in (problem["loc"] for problem in problems if problem["type"] == "extra_forbidden")
    }
    for problem in problems:
        loc = problem["loc"]
        if problem["type"] != "missing" or not (loc in misspelt or loc[:-1] in numbered or _stands(node, loc)):
            yield problem


def _is_numbered(problem: Any, node: Node) -> bool:  # noqa: ANN401 - as above
    """Tell a list whose items were numbered (`1: ...`) from a key that is unknown."""
    loc = problem["loc"]
    if problem["type"] != "extra_forbidden" or not str(loc[-1]).isdecimal() or loc[-2:-1] != (0,):
        return False
    around = value_at(node, loc[:-2])
    return isinstance(around, Table) and around.get(str(loc[-1])) is not None


def _stands(node: Node, at: tuple[Step, ...]) -> bool:
    around = value_at(node, at[:-1])
    return isinstance(around, Table) and around.get(str(at[-1])) is not None


def _findings(problem: Any, fields: type[Fields], node: Node, reader: Reader) -> Iterator[Finding]:  # noqa: ANN401 - pydantic's ErrorDetails is a TypedDict of Any
    loc: tuple[Step, ...] = tuple(problem["loc"])
    is_key = loc[-1:] == ("[key]",)  # a key of a table whose keys are the author's own
    at = loc[:-1] if is_key else loc
    wrong = problem.get("ctx", {}).get("error")
    if isinstance(wrong, WrongError):
        for fault in wrong.faults:
            yield error(fault.code, place_of(node, (*at, *fault.at), key=is_key), fault.what, fault.hint)
    elif problem["type"] == "missing":
        yield _missing(at, node)
    elif _is_numbered(problem, node):
        if next(iter(_numbers_at(node, at[:-2])), None) == at[-1]:  # once is enough
            yield _not_a_list(at[:-2], node)
    elif problem["type"] == "extra_forbidden":
        yield _unknown_key(at, _keys(_fields_at(fields, at[:-1])), node, reader)
    elif is_key and problem["type"] == "literal_error":
        yield _unknown_key(at, re.findall("'([^']+)'", problem["ctx"]["expected"]), node, reader)
    else:
        yield _wrong_shape(problem, at, node)


def _numbers_at(node: Node, at: tuple[Step, ...]) -> Iterator[str]:
    around = value_at(node, at)
    entries = around.entries if isinstance(around, Table) else ()
    return (key.text for key, _ in entries if key.text.isdecimal())


def _not_a_list(at: tuple[Step, ...], node: Node) -> Finding:
    what, hint = _LIST
    return error("wrong-shape", place_of(node, at, key=True), what.filled(key=_key_among(at)), hint)


def _key_among(at: tuple[Step, ...]) -> str:
    return next((step for step in reversed(at) if isinstance(step, str)), "")


def _wrong_shape(problem: Any, at: tuple[Step, ...], node: Node) -> Finding:  # noqa: ANN401 - as above
    if problem["type"] == "model_type" and isinstance(at[-1], int) and isinstance(value_at(node, at[:-1]), Scalar):
        return _not_a_list(at[:-1], node)  # one value stood for a list of one, but not for a table
    is_list = problem["type"] in {"model_type", "dict_type"} and isinstance(value_at(node, at), List)
    what, hint = _NO_LIST if is_list else _EXPECTED.get(problem["type"], _UNREADABLE)
    key = _key_among(at)
    limits = problem.get("ctx", {})
    limit = limits.get("ge", limits.get("le"))
    return error("wrong-shape", place_of(node, at), what.filled(key=key, limit=limit, reason=problem["msg"]), hint)


_NUMBER = (say("“{key}” should be a whole number."), say("Write it with digits only, without quotes or units."))
_KEYS = (
    say("“{key}” should hold keys of its own."),
    say("Indent them with two spaces on the lines below, one “key: value” to a line."),
)
_NO_LIST = (
    say("“{key}” should hold keys of its own, not a list."),
    say("Write one “key: value” to a line, without a hyphen before it."),
)
_LIST = (
    say("“{key}” should be a list."),
    say("Begin each item on a line of its own, with a hyphen and a space, and indent its other keys as far."),
)
_UNREADABLE = (say("The value cannot be read: {reason}."), None)
_EXPECTED: dict[str, tuple[Message, Message | None]] = {
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "greater_than_equal": (say("“{key}” should be at least {limit}."), say("Write a larger number.")),
    "less_than_equal": (say("“{key}” should be at most {limit}."), say("Write a smaller number.")),
    "model_type": _KEYS,
    "dict_type": _KEYS,
    "string_type": (say("“{key}” should be a single value."), say("Write it after the colon, on the same line.")),
}


def _missing(at: tuple[Step, ...], node: Node) -> Finding:
    return error(
        "missing-key",
        place_of(node, at[:-1], key=True),
        say("“{key}” is missing.", key=str(at[-1])),
        say("Add a line that begins with “{key}:”.", key=str(at[-1])),
    )


def _unknown_key(at: tuple[Step, ...], known: list[str], node: Node, reader: Reader) -> Finding:
    key = str(at[-1])
    near = _nearest_key(key, known, reader)
    return error(
        "unknown-key",
        place_of(node, at, key=True),
        _odd(key) or say("There is no key called “{key}” here.", key=shortened(key)),
        say("Did you mean “{near}”?", near=near) if near else say("Known keys: {known}.", known=tuple(known)),
    )


def _odd(key: str) -> Message | None:
    """Say what the eye cannot see in a key: invisible characters, or letters of another alphabet."""
    hidden = [char for char in key if not char.isprintable() or char == "\u00a0"]
    if hidden:
        code = f"U+{ord(hidden[0]):04X}"
        return say("The key “{key}” holds the invisible character {code}.", key=shortened(key), code=code)
    if is_deceptive(key):
        return say("The key “{key}” holds letters of another alphabet that look like Latin ones: {letters}.",
                   key=shortened(key), letters=foreign(key))  # fmt: skip
    return None


def _nearest_key(key: str, known: list[str], reader: Reader) -> str | None:
    """Find the key that was meant: misspelt, or written in the site's own words."""
    labels = {
        reader.words.word(f"field.{name}").casefold(): name for name in known if reader.words.has(f"field.{name}")
    }
    lowered = key.casefold()[:60]
    near = get_close_matches(lowered, [*known, *labels], n=1, cutoff=0.6)
    return labels.get(near[0], near[0]) if near else None


def _keys(fields: type[BaseModel] | None) -> list[str]:
    return [field.alias or name for name, field in fields.model_fields.items()] if fields else []


def _fields_at(fields: type[BaseModel], at: tuple[Step, ...]) -> type[BaseModel] | None:
    """Find the class that a nested table is read as."""
    inside: type[BaseModel] | None = fields
    for step in at:
        if isinstance(step, str) and inside and step in inside.model_fields:
            inside = _class_within(inside.model_fields[step].annotation)
    return inside


def _class_within(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _class_within(part))), None)


def _empty_values(node: Node) -> Iterator[Finding]:
    """Find keys with nothing after the colon."""
    if isinstance(node, List):
        for item in node.items:
            if _is_empty(item):
                yield _nothing(item.place, say("Nothing stands in this item of the list."))
            yield from _empty_values(item)
    elif isinstance(node, Table):
        for key, value in node.entries:
            if _is_empty(value):
                yield _nothing(key.place, say("Nothing stands after “{key}:”.", key=shortened(key.text)))
            yield from _empty_values(value)


def _nothing(place: Place, what: Message) -> Finding:
    return error("empty-value", place, what, say("Write a value, or remove the line."))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def _without_empty(node: Node) -> Node:
    if isinstance(node, List):
        return List(tuple(_without_empty(item) for item in node.items if not _is_empty(item)), node.place)
    if isinstance(node, Table):
        return Table(
            tuple((key, _without_empty(value)) for key, value in node.entries if not _is_empty(value)), node.place
        )
    return node
