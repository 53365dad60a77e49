"""Each kind of record: a least and a full example, read, written as a secretary would, and read again."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from vrapport.nodes import Table, control_characters
from vrapport.project import words_in
from vrapport.records import BY_FOLDER, KINDS
from vrapport.records.fields import Reader, RecordFields, Text
from vrapport.records.reading import read_record
from vrapport.records.writing import write_record
from vrapport.sources import Source, decode

HERE = Path(__file__).resolve().parent
FIXTURES = sorted(path for path in HERE.glob("*/*") if path.suffix in {".yml", ".md"})


@cache
def reader() -> Reader:
    return Reader(words_in(HERE, "sv"), ("sv", "en"))


def source(kind: str, content: bytes) -> Source:
    decoded = decode(f"content/{kind}/x{BY_FOLDER[kind].suffix}", content)
    assert isinstance(decoded, Source)
    return decoded


def read(kind: str, content: bytes) -> RecordFields:
    record, findings = read_record(source(kind, content), kind, "x", reader())
    assert record, findings
    assert findings == ()
    return record.data


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_every_kind_has_a_least_and_a_full_example() -> None:
    assert {name(path) for path in FIXTURES} >= {
        f"{kind.folder}/{size}" for kind in KINDS for size in ("minimal", "full")
    }


@pytest.mark.parametrize("path", FIXTURES, ids=name)
def test_what_is_written_reads_the_same(path: Path) -> None:
    kind = path.parent.name
    data = read(kind, path.read_bytes())
    written = write_record(kind, data)
    assert read(kind, written.encode()) == data
    assert write_record(kind, read(kind, written.encode())) == written


@pytest.mark.parametrize("kind", [kind.folder for kind in KINDS])
def test_the_examples_use_every_field(kind: str) -> None:
    fields = {f"{cls.__name__}.{field}" for cls in _classes(BY_FOLDER[kind].fields) for field in cls.model_fields}
    assert fields <= fields_used()


@cache
def fields_used() -> frozenset[str]:
    return frozenset(name for path in FIXTURES for name in _used(read(path.parent.name, path.read_bytes())))


def _used(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from (f"{type(value).__name__}.{field}" for field in value.model_fields_set)
        yield from (name for field in type(value).model_fields for name in _used(getattr(value, field)))
    elif isinstance(value, tuple | dict):
        yield from (name for item in (value.values() if isinstance(value, dict) else value) for name in _used(item))


def _classes(fields: type[BaseModel]) -> set[type[BaseModel]]:
    found = {fields}
    for field in fields.model_fields.values():
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                found |= _classes(part)
    return found


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _parts(part)
    if hasattr(annotation, "__metadata__"):
        yield from _parts(annotation.__origin__)  # type: ignore[attr-defined]  # what Annotated wraps


@pytest.mark.parametrize("kind", [kind.folder for kind in KINDS])
def test_every_field_says_what_it_is_for(kind: str) -> None:
    silent = [
        f"{cls.__name__}.{name}"
        for cls in _classes(BY_FOLDER[kind].fields)
        for name, field in cls.model_fields.items()
        if not field.description
    ]
    assert silent == []


# What may stand in a file at all: no control characters, and line ends as they are read.
SIGNS = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], include_characters="\n", exclude_characters="\ufeff"
)
UNHURRIED = settings(deadline=None)
WORDS = st.text(SIGNS, min_size=1, max_size=60).filter(
    lambda text: text.strip() and decode("x.yml", text.encode()) and not control_characters(text, "x.yml")
)
DATES = st.one_of(
    st.dates().filter(lambda day: day.year > 999).map(str),
    st.sampled_from(["2019-11", "2020-spring", "2020-Q1", "2019-H2", "2019", "by 2020-01", "2019-03/2020-01"]),
)


def _as_read(text: str) -> str:
    """Give a text as it comes out of a file: composed letters, no line ends around it."""
    decoded = decode("x.yml", text.encode())
    assert isinstance(decoded, Source)
    return decoded.text


@UNHURRIED
@given(title=WORDS, summary=WORDS, said=WORDS, english=WORDS, when=DATES)
def test_any_text_and_date_survives(title: str, summary: str, said: str, english: str, when: str) -> None:
    values = {
        "title": {"sv": _as_read(title), "en": _as_read(english)},
        "summary": _as_read(summary),
        "due": when,
        "updates": [{"date": when, "status": "ongoing", "said": _as_read(said)}],
    }
    if not all(text.strip() for text in (_as_read(title), _as_read(english), _as_read(summary), _as_read(said))):
        return
    data = BY_FOLDER["decisions"].fields.model_validate(values, context=reader())
    assert read("decisions", write_record("decisions", data).encode()) == data


@UNHURRIED
@given(text=WORDS)
def test_any_markdown_survives(text: str) -> None:
    data = BY_FOLDER["pages"].fields.model_validate({"title": "x", "text": _as_read(text)}, context=reader())
    if isinstance(data.text, Text) and data.text.by_language[""].strip():
        assert read("pages", write_record("pages", data).encode()) == data


def test_a_record_without_a_place_is_not_made_up() -> None:
    record, findings = read_record(source("decisions", b""), "decisions", "x", reader())
    assert record is None
    assert [finding.code for finding in findings] == ["empty-record"]
    assert not isinstance(findings, Table)
