"""What some readers may see: what nothing is taken from stays the same, and is then not tied together once more."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.small import CLOCK, FILES, SMALLEST, write
from vrapport.examining import examine, whole
from vrapport.project import Project, day_of
from vrapport.register import Register, archive, cut_to, fences, link, permitted
from vrapport.vocabulary import MEMBERS, PUBLIC

A1, A3, MOTION, UPDATE, ABOUT = (
    "content/decisions/2019/A1.yml",
    "content/decisions/2019/A3.yml",
    "content/motions/2019/A1.md",
    "content/updates/2020-01.yml",
    "content/pages/om.md",
)
FENCED = "\n::: medlemmar\nHemligt.\n:::\n"
# What takes something from the public, each in another way; how they come together is for chance to say.
SECRETS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "a decision": (A1, FILES[A1] + "audience: medlemmar\n"),
        "an account": (A1, FILES[A1].replace("    status: pågår\n", "    status: pågår\n    audience: medlemmar\n")),
        "a clause": (A3, FILES[A3].replace("Det andra.", "Det andra.\n    audience: medlemmar")),
        "a remark": (A3, FILES[A3] + "ignore:\n  unreported: Det är väntat.\n"),
        "a block": (MOTION, FILES[MOTION] + FENCED),
        "a round": (UPDATE, FILES[UPDATE] + "audience: medlemmar\n"),
        "an entry": (UPDATE, FILES[UPDATE] + "  2019/A2:\n    unchanged: ja\n"),
        "a page": (ABOUT, FILES[ABOUT].replace("title", "audience: medlemmar\ntitle", 1)),
    }
)


def project_of(root: Path) -> Project:
    project = examine(root, clock=CLOCK).project
    assert isinstance(project, Project)
    return project


def both_ways(project: Project, audience: str = PUBLIC) -> tuple[Register, Register, Register]:
    """Give the register of all, what is cut of it, and the same linked anew."""
    register = link(whole(project), day_of(project.site, None, CLOCK))
    seen = permitted(project.records.by_kind, frozenset({audience, PUBLIC}), fences(project.words, project.site))
    anew = link(archive(seen, project.site, project.attachments), register.today)
    return register, cut_to(register, seen), anew


@pytest.mark.parametrize("files", [FILES, SMALLEST], ids=["every kind", "nothing"])
def test_where_nothing_is_cut_nothing_is_tied_anew(tmp_path: Path, files: Mapping[str, str]) -> None:
    register, cut, anew = both_ways(project_of(write(tmp_path, files=files)))
    assert cut.decisions is register.decisions
    assert cut == anew


@pytest.mark.parametrize("name", SECRETS)
def test_what_is_cut_is_tied_anew(tmp_path: Path, name: str) -> None:
    path, text = SECRETS[name]
    register, cut, anew = both_ways(project_of(write(tmp_path, {path: text})))
    assert cut == anew
    assert (cut.decisions is register.decisions) == (name == "an entry")  # which tells the public what it may know


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(sorted(SECRETS))), st.sampled_from([PUBLIC, MEMBERS]))
def test_cut_is_the_same_as_linked_anew(names: set[str], audience: str) -> None:
    with TemporaryDirectory() as folder:
        project = project_of(write(Path(folder), *({SECRETS[name][0]: SECRETS[name][1]} for name in sorted(names))))
        _, cut, anew = both_ways(project, audience)
        assert cut == anew
        untouched = [
            record
            for kind, records in cut.archive.by_kind.items()
            for record in records.values()
            if record == project.records.by_kind[kind][record.id]
        ]
        assert all(record is project.records.by_kind[record.kind][record.id] for record in untouched)


def test_what_is_known_beside_the_records_is_nobody_elses(tmp_path: Path) -> None:
    root = write(tmp_path, {"content/translations.txt": "# Inget.\n"})
    register, cut, _ = both_ways(project_of(root))
    assert register.archive.translations
    assert not cut.archive.translations


def test_records_that_are_only_alike_are_tied_anew(tmp_path: Path) -> None:
    project = project_of(write(tmp_path))
    register = link(whole(project), CLOCK)
    alike = {
        kind: {ident: replace(record) for ident, record in records.items()}
        for kind, records in project.records.by_kind.items()
    }
    cut = cut_to(register, alike)
    assert all(cut.decisions[ident].record is record for ident, record in alike["decisions"].items())
    assert cut_to(register, {**alike, "decisions": {}}).decisions == {}


def test_a_register_holds_nothing_that_cutting_forgets() -> None:
    followed = ["archive", "today", "decisions", "minutes"]
    only_of_the_same_readers = ["mentions_as_in"]  # set by `retied` alone, which is given what they may read
    assert [field.name for field in fields(Register)] == [*followed, *only_of_the_same_readers]
