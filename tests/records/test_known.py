"""What was read once is not read again, and never believed of a file that is not the same."""

import os
from pathlib import Path

import pytest

from tests.told import CLOCK, SETTINGS, write
from vrapport import nodes
from vrapport.examining import Examined, examine
from vrapport.keeping import FOLDER, Shelf
from vrapport.project import Project, read_project
from vrapport.records import reading
from vrapport.records.known import SHELVES, Kept, changed, kept_on, shelf_of, shelved
from vrapport.records.reading import Known
from vrapport.sources import Source, Stamps, stamps

A, M = "content/decisions/a.yml", "content/meetings/m.md"
SITE = {
    A: "title: Lokaler\nstatus: pågår\nmeeting: m\n",
    "content/decisions/b.yml": "title: Lokaler #metoo\nstatus: pågår\n",  # something is to be said of it
    M: "---\nbody: ds\ndate: 2019-06-10\n---\n## § 4 Resor\n",
    "content/bodies/ds.yml": "title: Styrelsen\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "site", SITE)


def look(root: Path, lying: Stamps | None = None) -> Examined:
    return examine(
        root, clock=CLOCK, shelf=Shelf(root, "1"), stamps=stamps(root, "content") if lying is None else lying
    )


def test_of_a_record_that_was_read_plainly_no_file_is_held(root: Path) -> None:
    project = read_project(root)
    assert isinstance(project, Project)
    held = {path for path, source in project.sources.items() if "text" in source.__dict__}
    assert held.isdisjoint({A, M, "content/bodies/ds.yml"})


@pytest.mark.parametrize("path", [A, M])
def test_of_a_file_that_is_gone_by_now_its_name_is_told(root: Path, path: str) -> None:
    project = read_project(root)
    assert isinstance(project, Project)
    (root / path).unlink()
    records = (record for kind in project.records.by_kind.values() for record in kind.values())
    assert next(record.node.place.path for record in records if record.source.path == path) == path


def test_records_with_the_same_keys_hold_one_set_of_them(root: Path) -> None:
    project = read_project(write(root, {"content/decisions/c.yml": SITE[A], "content/decisions/d.yml": "title: D\n"}))
    assert isinstance(project, Project)
    a, c, d = (project.records.by_kind["decisions"][ident].data for ident in "acd")
    assert a.model_fields_set is c.model_fields_set
    assert a.written().keys() == {"title", "status", "meeting"}
    assert d.written().keys() == {"title"}
    assert a.model_copy(update={"ignore": {}}).model_fields_set - a.model_fields_set == {"ignore"}


def same(one: Examined, other: Examined) -> bool:
    """Tell whether two sites were read alike, to the last place."""
    if one.findings != other.findings or not one.project or not other.project:
        return False
    mine, others = one.project.records.by_kind, other.project.records.by_kind
    return mine == others and all(
        record.node == others[kind][ident].node for kind in mine for ident, record in mine[kind].items()
    )


def test_what_is_recalled_is_what_was_read(root: Path) -> None:
    first = look(root)
    assert {path.stem for path in (root / FOLDER).glob("records-*.json")} == {
        shelf_of(path) for path in SITE if "b.yml" not in path
    }
    assert same(first, look(root))
    assert same(first, look(root, {}))
    assert same(first, examine(root, clock=CLOCK))


def test_what_is_known_is_neither_opened_nor_parsed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, lying = look(root), stamps(root, "content")
    opened: list[str] = []
    call = os.open

    def noting(path: str, *rest: int) -> int:
        opened.append(path)
        return call(path, *rest)

    def parsing(text: str) -> dict[str, object] | None:
        opened.append(text)
        return nodes.read_plain(text)

    monkeypatch.setattr(os, "open", noting)
    monkeypatch.setattr(reading, "read_plain", parsing)
    again = look(root, lying)
    here = sorted(Path(path).name for path in map(str, opened) if "content" in path or "title" in path)
    assert here == ["a.yml", "b.yml", "site.yml", SITE["content/decisions/b.yml"]]  # the first for a finding's place
    assert same(first, again)


@pytest.mark.parametrize("size", ["the same size", "another"])
def test_an_edit_is_seen(root: Path, size: str) -> None:
    before = look(root)
    text = SITE[A].replace("pågår", "väntar" if size == "another" else "klart")
    (root / A).write_text(text, encoding="utf-8")
    edited = look(root)
    assert same(edited, examine(root, clock=CLOCK))
    assert not same(edited, before)
    (root / A).write_text(SITE[A], encoding="utf-8")
    assert same(look(root), before)


def test_settings_decide_anew_what_was_typed(root: Path) -> None:
    write(root, {A: "title: {sv: Lokaler, fr: Locaux}\narea: x\nstatus: pågår\n"})
    (root / "content/site.yml").write_text(SETTINGS + "languages: [sv, fr]\n", encoding="utf-8")
    assert "unknown-language" not in {found.code for found in look(root).findings}
    (root / "content/site.yml").write_text(SETTINGS, encoding="utf-8")
    assert same_findings(look(root), examine(root, clock=CLOCK))


def same_findings(one: Examined, other: Examined) -> bool:
    return one.findings == other.findings and any(found.code == "unknown-language" for found in one.findings)


def test_what_is_removed_is_forgotten(root: Path) -> None:
    look(root)
    (root / A).unlink()
    look(root)
    assert not [path for path in (root / FOLDER).iterdir() if A in path.read_text(encoding="utf-8")]


def test_another_version_of_the_program_reads_anew(root: Path) -> None:
    look(root)
    assert Shelf(root, "1").recall(shelf_of(A))
    assert Shelf(root, "2").recall(shelf_of(A)) is None


@pytest.mark.parametrize(
    "shelf", [None, [], {A: None}, {A: []}, {A: ["x"]}, {A: [1, {}]}, {A: ["x", []]}, {A: ["x", {}, 1]}]
)
def test_what_is_no_shelf_is_as_good_as_nothing(shelf: object) -> None:
    assert kept_on([shelf]) == {}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"title": 1},
        {"title": None},
        {"title": ["x"]},
        {"title": {"x": []}},
        {"x": "y"},
        {"title": "x", "updates": [[]]},
    ],
)
def test_values_are_typed_as_strictly_as_what_is_read(root: Path, values: dict[str, object]) -> None:
    """Even a shelf that lies with the right seal can say nothing that a file could not: the file is read instead."""
    digests = {path: stamp.digest for path, stamp in stamps(root, "content").items()}
    project = read_project(root, Known({A: (digests[A], values)}, digests))
    assert isinstance(project, Project)
    assert project.records.by_kind["decisions"]["a"].data.title.by_language == {"": "Lokaler"}


def test_a_file_that_went_away_meanwhile_has_no_text(root: Path) -> None:
    first = read_project(root)
    digests = {path: stamp.digest for path, stamp in stamps(root, "content").items()}
    project = read_project(root, Known(first.records.kept, digests)) if isinstance(first, Project) else first
    (root / A).unlink()
    source = project.sources[A]
    assert isinstance(source, Source)
    assert source.text == ""


def test_one_edit_makes_one_shelf_anew() -> None:
    before: Kept = {f"content/decisions/{n}.yml": (str(n), {"title": str(n)}) for n in range(100)}
    path = "content/decisions/7.yml"
    now = {**before, path: ("x", {"title": "x"})}
    assert [name for name, _ in changed(before, now)] == [shelf_of(path)]
    assert list(changed(before, before)) == []
    assert set(shelved(before)) == set(SHELVES)
    assert kept_on([{at: list(held) for at, held in shelf.items()} for _, shelf in changed({}, before)]) == before
