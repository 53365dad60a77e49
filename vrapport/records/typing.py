"""From a tree of nodes to a typed record: what pydantic refuses becomes findings at the right line."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

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


def _worth_saying(
    problems: Iterable[Any], fields: type[Fields], node: Node, reader: Reader
) -> Iterator[Any]:  # pydantic's ErrorDetails is a TypedDict of Any
    """Leave out that a key is missing where it stands there misspelt, or without a value."""
    problems = list(problems)
    misspelt = {
        (*at[:-1], _nearest_key(str(at[-1]), _keys(_fields_at(fields, at[:-1])), reader))
        for at in (problem["loc"] for problem in problems if problem["type"] == "extra_forbidden")
    }
    for problem in problems:
        if problem["type"] != "missing" or not (problem["loc"] in misspelt or _stands(node, problem["loc"])):
            yield problem


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
    elif problem["type"] == "extra_forbidden":
        yield _unknown_key(at, _keys(_fields_at(fields, at[:-1])), node, reader)
    elif is_key and problem["type"] == "literal_error":
        yield _unknown_key(at, re.findall("'([^']+)'", problem["ctx"]["expected"]), node, reader)
    else:
        yield _wrong_shape(problem, at, node)


def _wrong_shape(problem: Any, at: tuple[Step, ...], node: Node) -> Finding:  # noqa: ANN401 - as above
    what, hint = _EXPECTED.get(problem["type"], (say("The value cannot be read: {reason}."), None))
    key = next((step for step in reversed(at) if isinstance(step, str)), "")
    limits = problem.get("ctx", {})
    limit = limits.get("ge", limits.get("le"))
    return error("wrong-shape", place_of(node, at), what.filled(key=key, limit=limit, reason=problem["msg"]), hint)


_NUMBER = (say("“{key}” should be a whole number."), say("Write it with digits only, without quotes or units."))
_KEYS = (
    say("“{key}” should hold keys of its own."),
    say("Indent them with two spaces on the lines below, one “key: value” to a line."),
)
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
