"""`schema` describes what the classes read, so that an editor can help."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import ROOT, Ask
from vrapport.records import BY_FOLDER

Schema = dict[str, Any]


def test_every_kind_and_the_settings_are_described(ask: Ask, tmp_path: Path) -> None:
    assert ask("schema", "--out", tmp_path / "schemas").exit_code == 0
    written = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "schemas").iterdir()}
    assert set(written) == {"site", *BY_FOLDER}
    assert written == json.loads(ask("schema").stdout)


def test_the_same_is_written_every_time(ask: Ask) -> None:
    assert ask("schema").stdout == ask("schema").stdout


def test_a_decision_knows_its_keys(ask: Ask) -> None:
    decision = json.loads(ask("schema").stdout)["decisions"]
    assert decision["required"] == ["title"]
    assert decision["additionalProperties"] is False
    assert {"status", "updates", "clauses", "motions"} <= set(decision["properties"])
    assert "unreported" not in decision["properties"]["status"]["examples"]


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.yml")), ids=lambda path: path.name)
def test_the_example_is_as_described(described: Schema, path: Path) -> None:
    folder = path.relative_to(ROOT / "content").parts[0]
    schema = described["site" if path.name == "site.yml" else folder]
    assert fits(yaml.load(path.read_text(encoding="utf-8"), yaml.SafeLoader), schema, schema.get("$defs", {}))


@pytest.fixture(scope="module")
def described() -> Schema:
    from vrapport.records.schemas import schemas  # noqa: PLC0415 - beside the fixture that needs it

    return dict(schemas())


def fits(value: object, schema: Schema, known: dict[str, Schema]) -> bool:
    """Tell whether a value is as described: as much of JSON Schema as is used here."""
    if "$ref" in schema:
        return fits(value, known[schema["$ref"].rpartition("/")[2]], known)
    if "anyOf" in schema:
        return any(fits(value, choice, known) for choice in schema["anyOf"])
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if isinstance(value, dict):
        other = schema.get("additionalProperties", True)
        return "object" in types and set(schema.get("required", ())) <= set(value) and all(
            fits(item, schema["properties"][key], known) if key in schema.get("properties", {})
            else bool(other) and (other is True or fits(item, other, known))
            for key, item in value.items()
        )  # fmt: skip
    if isinstance(value, list):
        return "array" in types and all(fits(item, schema["items"], known) for item in value)
    return bool({"string", "number", "integer", "boolean"} & set(types))
