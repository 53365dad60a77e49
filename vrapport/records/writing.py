"""A record as the file a secretary would have typed."""

from typing import Any

import yaml

from vrapport.records import BY_FOLDER
from vrapport.records.fields import RecordFields


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as a block, and indents lists below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def write_record(kind: str, data: RecordFields) -> str:
    """Write a record: YAML, or front matter and Markdown where text is the point."""
    values: dict[str, Any] = data.written()
    text = values.pop(data.prose, "") if BY_FOLDER[kind].markdown else ""
    if isinstance(text, dict):  # several languages stay together, as a key
        values, text = {**values, data.prose: text}, ""
    keys = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{keys}---\n{text}\n" if BY_FOLDER[kind].markdown else keys
