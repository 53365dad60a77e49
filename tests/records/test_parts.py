"""All texts and references of a record are found, though only the fields that can hold any are looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from tests.small import CLOCK, write
from vrapport.dates import VagueDate
from vrapport.examining import examine
from vrapport.project import Project
from vrapport.records import KINDS
from vrapport.records.fields import RecordFields, Reference, Text, parts
from vrapport.records.reading import Record

SHOWCASE = Path(__file__).parents[1] / "showcase"


def everywhere(sort: type, value: object, at: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], object]]:
    """Look at every field."""
    inside: Iterator[tuple[object, object]] = iter(())
    if isinstance(value, sort):
        yield at, value
    elif isinstance(value, BaseModel):
        inside = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, tuple):
        inside = iter(enumerate(value))
    elif isinstance(value, dict):
        inside = iter(value.items())
    for step, held in inside:
        yield from everywhere(sort, held, (*at, step))


def project_of(root: Path) -> Project:
    project = examine(root, clock=CLOCK).project
    assert isinstance(project, Project)
    return project


def records(project: Project) -> Iterator[Record[RecordFields]]:
    return (record for kind in project.records.by_kind.values() for record in kind.values())


@pytest.mark.parametrize("sort", [Text, Reference, VagueDate, str], ids=lambda sort: sort.__name__)
def test_nothing_is_passed_over(tmp_path: Path, sort: type) -> None:
    for project in (project_of(SHOWCASE), project_of(write(tmp_path))):
        assert {record.kind for record in records(project)} >= {kind.folder for kind in KINDS} - {"resources"}
        for record in records(project):
            assert list(parts(sort, record.data)) == list(everywhere(sort, record.data))
        assert list(parts(sort, project.site)) == list(everywhere(sort, project.site))


def test_a_record_knows_its_own(tmp_path: Path) -> None:
    for record in records(project_of(write(tmp_path))):
        assert list(record.texts) == list(everywhere(Text, record.data))
        assert list(record.references) == list(everywhere(Reference, record.data))
