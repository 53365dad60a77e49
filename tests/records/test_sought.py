"""A place that is sought without going through the whole file is the one that the whole would have told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.told import asked, write
from vrapport.nodes import List, Node, Step, Table, place_of, read_yaml, sought, value_at

ROOT = Path(__file__).parents[2]
KEYS = st.sampled_from(["title", "text", "updates", "status", "å"])
WORDS = st.sampled_from(["Ja", "", "Två rader\noch en till", "a: b", "# ej", "'", "åäö", "- x", "x" * 90 + " y"])
DATA = st.recursive(WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))
A = "content/decisions/a.yml"


def ways(node: Node, at: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Yield the way to every value, and some that lead past one."""
    yield from (at, (*at, "nothing"), (*at, 7), (*at, "nothing", 0))
    if isinstance(node, Table):
        for name, value in node.entries:
            yield from ways(value, (*at, name.text))
    elif isinstance(node, List):
        yield from ((*at, len(node.items)), (*at, len(node.items) + 1))
        for number, item in enumerate(node.items):
            yield from ways(item, (*at, number))


def leads(node: Node, way: tuple[Step, ...]) -> bool:
    """Tell whether there is a value at the end of a way."""
    for step in way:
        inside = value_at(node, (step,))
        if inside is node:
            return False
        node = inside
    return True


def agree(text: str) -> None:
    root = read_yaml(text, "x.yml").node
    assert root
    for way in ways(root):
        for key in (False, True):
            assert sought(text, way, "x.yml", key=key) == (place_of(root, way, key=key) if leads(root, way) else None)


@settings(max_examples=150, deadline=None)
@given(data=st.dictionaries(KEYS, DATA, min_size=1, max_size=4), flow=st.booleans())
def test_any_document(*, data: object, flow: bool) -> None:
    agree(yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False))


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.yml")), ids=lambda path: path.name)
def test_the_first_users_own_records(path: Path) -> None:
    agree(path.read_text(encoding="utf-8"))


def test_what_is_no_yaml_holds_no_place() -> None:
    assert sought("title: [", ("title", 0), "x.yml") is None
    assert sought("", (), "x.yml") is None


def test_a_record_tells_the_same_place_before_and_after_it_was_gone_through(tmp_path: Path) -> None:
    text = "title: Resor\nstatus: pågår\nclauses:\n  - Ett\n  - summary: Två\n"
    site = asked(write(tmp_path, {A: text}))
    again = asked(tmp_path)
    assert site.register
    assert again.register
    fresh, whole = (each.archive.by_kind["decisions"]["a"] for each in (site.register, again.register))
    assert whole.node
    for way in (("title",), ("clauses", 1), ("clauses", 1, "summary"), ("clauses", 0, "summary"), ("updates", 0)):
        for key in (False, True):
            assert replace(fresh).place(*way, key=key) == whole.place(*way, key=key)
