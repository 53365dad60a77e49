"""From a tree of nodes to a typed record: what pydantic refuses becomes findings at the right line."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from vrapport.findings import Finding, Message, error, say
from vrapport.nodes import List, Node, Scalar, Step, Table, place_of, plain
from vrapport.records.fields import Fault, Fields, Reader, WrongError
from vrapport.sources import scripts

Typed = TypeVar("Typed", bound=Fields)


def typed(fields: type[Typed], node: Table, reader: Reader) -> tuple[Typed | None, tuple[Finding, ...]]:
    """Read a table of keys as one class of record."""
    empty = tuple(_empty_values(node))
    value = plain(_without_empty(node))
    try:
        return fields.model_validate(value, context=reader), empty
    except ValidationError as refused:
        found = (
            finding
            for problem in refused.errors(include_url=False)
            for finding in _findings(problem, fields, node, reader)
        )
        return None, (*empty, *found)


def _findings(problem: Any, fields: type[Fields], node: Node, reader: Reader) -> Iterator[Finding]:  # noqa: ANN401 - pydantic's ErrorDetails is a TypedDict of Any
    at: tuple[Step, ...] = tuple(problem["loc"])
    wrong = problem.get("ctx", {}).get("error")
    if isinstance(wrong, WrongError):
        for fault in wrong.faults:
            yield error(fault.code, place_of(node, (*at, *fault.at)), fault.what, fault.hint)
        return
    if problem["type"] == "missing":
        yield _missing(at, node)
    elif problem["type"] == "extra_forbidden":
        yield _unknown_key(at, _fields_at(fields, at[:-1]), node, reader)
    else:
        what, hint = _EXPECTED.get(problem["type"], (say("The value cannot be read: {reason}.", reason=problem["msg"]), None))
        key = next((step for step in reversed(at) if isinstance(step, str)), "")
        yield error("wrong-shape", place_of(node, at), what.filled(key=key), hint)


_NUMBER = (say("“{key}” should be a whole number."), say("Write it with digits only, without quotes or units."))
_KEYS = (
    say("“{key}” should hold keys of its own."),
    say("Indent them with two spaces on the lines below, one “key: value” to a line."),
)
_CHOICE = (say("“{key}” cannot have this value."), say("Look in the guide for the values it can have."))
_ONE_VALUE = (say("“{key}” should be a single value."), say("Write it after the colon, on the same line."))
_EXPECTED: dict[str, tuple[Message, Message | None]] = {
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "greater_than_equal": _NUMBER,
    "less_than_equal": _NUMBER,
    "model_type": _KEYS,
    "dict_type": _KEYS,
    "literal_error": _CHOICE,
    "string_pattern_mismatch": _CHOICE,
    "bool_parsing": (say("“{key}” is neither yes nor no."), say("Write ja or nej.")),
    "string_type": _ONE_VALUE,
}


def _missing(at: tuple[Step, ...], node: Node) -> Finding:
    return error(
        "missing-key",
        place_of(node, at[:-1], key=True),
        say("“{key}” is missing.", key=str(at[-1])),
        say("Add a line that begins with “{key}:”.", key=str(at[-1])),
    )


def _unknown_key(at: tuple[Step, ...], fields: type[BaseModel] | None, node: Node, reader: Reader) -> Finding:
    key = str(at[-1])
    known = _keys(fields)
    near = _nearest_key(key, known, reader)
    return error(
        "unknown-key",
        place_of(node, at, key=True),
        _odd(key) or say("There is no key called “{key}” here.", key=key),
        say("Did you mean “{near}”?", near=near) if near else say("Known keys: {known}.", known=tuple(known)),
    )


def _odd(key: str) -> Message | None:
    """Say what the eye cannot see in a key: invisible characters, or letters of another alphabet."""
    hidden = [char for char in key if not char.isprintable() or char == "\u00a0"]
    if hidden:
        code = f"U+{ord(hidden[0]):04X}"
        return say("The key “{key}” holds the invisible character {code}.", key=key, code=code)
    if len(scripts(key)) > 1 or scripts(key) == ("CYRILLIC",):
        return say("The key “{key}” mixes alphabets: {scripts}.", key=key, scripts=scripts(key))
    return None


def _nearest_key(key: str, known: list[str], reader: Reader) -> str | None:
    """Find the key that was meant: misspelt, or written in the site's own words."""
    labels = {reader.words.word(f"field.{name}").casefold(): name for name in known if reader.words.has(f"field.{name}")}
    lowered = key.casefold()
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
            yield from _empty_values(item)
    elif isinstance(node, Table):
        for key, value in node.entries:
            if _is_empty(value):
                yield error(
                    "empty-value",
                    key.place,
                    say("Nothing stands after “{key}:”.", key=key.text),
                    say("Write a value, or remove the line."),
                )
            yield from _empty_values(value)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def _without_empty(node: Node) -> Node:
    if isinstance(node, List):
        return List(tuple(_without_empty(item) for item in node.items if not _is_empty(item)), node.place)
    if isinstance(node, Table):
        return Table(tuple((key, _without_empty(value)) for key, value in node.entries if not _is_empty(value)), node.place)
    return node
