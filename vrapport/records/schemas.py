"""The records described to editors and programs: JSON Schema, made from the classes that read them."""

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from vrapport.records import KINDS
from vrapport.records.fields import Fields, listed
from vrapport.records.site import Site

Described = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCALAR = ["string", "number", "boolean"]  # an editor takes 2019 for a number and ja for a truth; here both are text


def schemas() -> Mapping[str, Described]:
    """Describe the settings and every kind of record, by the name of the file or folder."""
    classes: dict[str, type[Fields]] = {"site": Site, **{kind.folder: kind.fields for kind in KINDS}}
    return {name: _described(fields) for name, fields in classes.items()}


def _described(fields: type[Fields]) -> Described:
    made: Described = _as_typed(fields.model_json_schema(schema_generator=_Shorter))
    return {"$schema": DIALECT, **made}


class _Shorter(GenerateJsonSchema):
    """Describes what may be typed, where a value is also taken in a shorter form."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        if schema["function"]["function"] is listed:
            return {"anyOf": [inner["items"], inner]}
        return {"anyOf": [{"type": "string"}, inner]}  # a word for yes or no, or one value for a whole table


def _as_typed(value: Any, *, key: str = "") -> Any:  # noqa: ANN401 - JSON is what it is
    """Let an editor accept every scalar that is read as text here, and leave out what pydantic adds for itself."""
    if isinstance(value, list):
        return [_as_typed(item) for item in value]
    if not isinstance(value, dict):
        return value
    described = {name: _as_typed(item, key=name) for name, item in value.items() if not _is_noise(name, item, key)}
    described = _never_null(described)
    if described.get("type") == "string" and "pattern" not in described and "enum" not in described:
        described["type"] = SCALAR
    if described.get("type") == "integer":
        described["type"] = ["integer", "string"]
    if described.get("const") == "1":
        del described["const"]
        described |= {"type": ["integer", "string"], "enum": [1, "1"]}
    return described


def _is_noise(name: str, item: object, within: str) -> bool:
    """Tell the titles that pydantic makes of names (`Waits For`), and defaults that no one types."""
    return within != "properties" and ((name == "title" and isinstance(item, str)) or name == "default" or item == [])


def _never_null(described: Described) -> Described:
    """Leave out null: a key with nothing after it is an error here."""
    choices = [choice for choice in described.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        return {**choices[0], **{name: item for name, item in described.items() if name != "anyOf"}}
    return {**described, "anyOf": choices} if choices else described
