"""The quick way of reading a record says the same as the way that knows where everything stands, or nothing at all."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vrapport.catalogues import words_in
from vrapport.nodes import DEEPEST, Table, plain, read_plain, read_yaml
from vrapport.records.fields import Reader
from vrapport.records.reading import read_content, read_record
from vrapport.records.typing import typed
from vrapport.sources import Source, decode

HERE = Path(__file__).resolve().parent
FIXTURES = sorted(path for path in HERE.glob("*/*") if path.suffix in {".yml", ".md"})
PIECES = (
    "a", "b: ", "title: ", "\n", "\n  ", "\n- ", "- ", "#", " #x", " # x", "&x ", "*x", "!x ", "|\n  ", ">\n  ", "'",
    '"', '"\\x07"', '"\\u2028"', "\\", "[", "]", "{", "}", ", ", ":", ": ", "---\n", "...\n", "%YAML 1.1\n", "\t", "\r",
    "\x07", "\x85", "\u2028", "\ufdd0", "\ufeff", "\ufffe", "\u00a0", "å", "\U0001f600", "? ", "~", "''", '""', "<<: ",
)  # fmt: skip


def nested(depth: int, opening: str = "[", closing: str = "]") -> str:
    return f"a: {opening * depth}x{closing * depth}"


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40))
@example(nested(DEEPEST - 1))
@example(nested(DEEPEST))
@example(nested(DEEPEST - 1, "{b: ", "}"))
@example(nested(DEEPEST, "{b: ", "}"))
@example("a: 1\n---\nb: 2")
@example("a: 1\n...\n")
@example("a: 1\na: 2")
@example("a: &x 1")
@example("&x a: 1")
@example("&x\na: 1")
@example("!x\na: 1")
@example('a: "\\a"')
@example('"\\a": a')
@example("a: b\u2028c")
@example("a: b\ufdd0c")
@example("a: b #c")
@example("a: ''")
@example("a: '\u00a0'")
@example("[a]: b")
@example("a: \ud800")
def test_what_is_read_plainly_is_what_stands_there_and_nothing_is_to_be_said(text: str) -> None:
    values = read_plain(text)
    if values is not None:
        reading = read_yaml(text, "x.yml")
        assert reading.findings == ()
        assert reading.node is not None
        assert plain(reading.node) == values


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_example_is_read_plainly(path: Path) -> None:
    node = read_content(_source(path.name, path.read_bytes())).node
    front = path.read_text(encoding="utf-8").split("---\n")[1 if path.suffix == ".md" else 0]
    assert node is not None
    assert read_plain(front.replace(" #", " ")) == plain(node) or " #" in front  # what may be a comment is looked into


KEYS = st.sampled_from(["due: 2020", "updates: []", "text: y", "summary: ' '", "order: 0", "order: 1", "source: [x]"])
BODY = st.sampled_from(["", "Hej", "  ", "\n\n", "\x07", "a\u2028b", "\n Hej \n"])


@settings(deadline=None)
@given(st.lists(KEYS, max_size=3), BODY, st.sampled_from(["x.md", "x.yml"]))
def test_a_file_is_typed_alike_both_ways(keys: list[str], body: str, name: str) -> None:
    text = "\n".join(["---", "title: x", *keys, "---", body] if name == "x.md" else ["title: x", *keys])
    source = _source(name, text.encode())
    record, findings = read_record(source, "pages", "x", READER)
    content = read_content(source)
    assert (record is None) == bool(findings)
    if record:
        data, said = typed(type(record.data), record.node, READER)
        assert (data, said, content.findings) == (record.data, (), ())


def test_the_place_of_a_value_is_found_when_it_is_asked_for() -> None:
    source = _source("x.md", b"---\ntitle: x\n---\n\nHej\n")
    record, _ = read_record(source, "pages", "x", READER)
    assert record
    assert str(record.place("title")) == "content/pages/x.md:2:8"
    assert str(record.place_in_text(("text",), 1, 3)) == "content/pages/x.md:5:3"
    assert isinstance(record.node, Table)


def _source(name: str, content: bytes) -> Source:
    source = decode(f"content/pages/{name}", content)
    assert isinstance(source, Source)
    return source


READER = Reader(words_in(HERE, "sv"), ("sv", "en"))
