import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, Template, TemplateError, nodes

from tests.small import built, published, write
from vrapport import templating
from vrapport.templating import Compiled, PageEnvironment, making

TEXTS = st.text(alphabet="ab <>&\"'å{", max_size=6)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "items", "text"]), inner),
    max_leaves=8,
)
WAYS = (
    "{{ x }}{{ x.a }}",
    "{{ x.items }}",
    "{{ x['items'] }}{{ x.b|default('<') }}",
    "{{ x.a.b if x.a else x.text }}",
    "{% for y in x %}{{ loop.index }}{{ y }}{{ y.a }}{% endfor %}",
    "{{ m.one(x) }}{{ m.two(x) }}{{ m.two(x, b='&') }}{{ m.two(x, x) }}",
    "{{ m.two() }}",
    "{{ m.two(b=x) }}{{ m.two(a=x, b=1) }}",
    "{{ m.two(x, a=1) }}",
    "{{ m.two(*[x, 1]) }}{{ m.two(**{'b': x}) }}",
    "{{ m.unsaid(x) }}",
    "{{ m }}{{ m.nothing(x) }}",
    "{{ m.one(x, c=1) }}",
    "{{ m.rest(x, 1, '<', c=2) }}",
    "{% call m.around(x) %}<{{ x.text }}>{% endcall %}{{ m.around(x) }}",
    "{% call m.one(x) %}{% endcall %}",
    "{% call(y) m.each(x) %}<{{ y.text }}{{ m.one(y) }}>{% endcall %}",
    "{{ x.a.b|default('<') }}{{ x.text|default(x.a, true) }}{{ x.a|default(x.b)|default('&') }}",
    "{{ (x or {}).text }}{{ [x][0].text }}",
    "{{ {'a': m.nothing}.a|default('<') }}",
    "{% extends 'base' %}{% block one %}<{{ super() }}{{ x }}>{{ self.two() }}{% endblock %}",
    "{% include 'part' %}{{ x }}{% include 'part' without context %}{% set y = 1 %}{% include 'part' %}",
    "{% autoescape x %}{{ x }}{% macro own(y) %}{{ y }}{% endmacro %}{{ own(x) }}{% endautoescape %}",
    "{% autoescape false %}{% macro own(y) %}{{ y }}{% endmacro %}{{ own(x) }}{% endautoescape %}{{ own(x) }}",
    "{% filter upper %}{{ x }}{% endfilter %}{% with y = x %}{{ y.text }}{% endwith %}",
    "{% for y in x recursive %}{{ y }}{{ loop(y) if y.a else '' }}{% endfor %}",
    "{% set x = 2 %}{{ x }}{{ m.one(x) }}{% block last scoped %}{{ x }}{% endblock %}",
    "{% set y %}<{{ x }}>{% endset %}{{ y }}{{ y ~ x }}",
    "{% autoescape false %}{{ x }}{{ m.one(x) }}{% endautoescape %}",
    "{% for y in x if y %}{% set z = y %}{{ m.one(z) }}{% else %}-{% endfor %}{{ x|length }}{{ x|first }}",
)  # fmt: skip
MACROS = (
    "{% macro one(a) %}<b>{{ a }}</b>{% endmacro %}{% macro two(a, b='<') -%} {{ a.text }}{{ b }}{% endmacro %}"
    "{% macro rest(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}"
    "{% macro around(a) %}{{ a }}{{ caller() }}{% endmacro %}"
    "{% macro each(a) %}{% for b in a %}{{ caller(b) }}{% endfor %}{% endmacro %}"
    "{% macro unsaid(a) %}{{ unsaid_by_anybody }}{% endmacro %}"
)
OTHERS = {
    "macros": MACROS,
    "base": "{% block one %}&{{ x }}{% endblock %}-{% block two %}{{ x.text }}{% endblock %}{% include 'part' %}",
    "part": "<i>{{ y|default('none') }}{% block three %}{% endblock %}</i>",
}


@cache
def template(kind: type[Environment], source: str) -> Template:
    loader = DictLoader({"page": '{% import "macros" as m %}' + source, **OTHERS})
    return kind(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("page")


def said(kind: type[Environment], source: str, data: Mapping[str, Any]) -> str:
    """Render a template in an environment of a kind; a fault is told by its words."""
    try:
        return template(kind, source).render(data)  # type: ignore[arg-type] # a class has a hash, whatever mypy says
    except (TemplateError, TypeError, KeyError) as fault:
        return f"{type(fault).__name__}: {fault}"


@pytest.mark.parametrize("source", WAYS)
@given(x=PLAIN)
def test_the_quick_ways_make_what_jinja_makes(source: str, x: object) -> None:
    if ".items" not in source or not isinstance(x, dict):  # a method is printed with its place in memory
        assert said(PageEnvironment, source, {"x": x}) == said(Environment, source, {"x": x})


def test_a_macro_that_is_called_with_too_much_says_so_by_its_name() -> None:
    assert said(PageEnvironment, "{{ m.two(1, 2, 3) }}", {}).startswith("TypeError: two() takes")


def test_a_name_that_is_also_a_method_of_a_dict_stays_the_method() -> None:
    data = {"x": {"items": 1}}
    assert said(PageEnvironment, "{{ x.items()|list }}{{ x['items'] }}", data) == "[(&#39;items&#39;, 1)]1"


def test_no_global_asks_for_the_context_that_is_not_offered() -> None:
    asked = [value for value in PageEnvironment().globals.values() if hasattr(value, "jinja_pass_arg")]
    assert not asked


# --- macros and the page that is made ---------------------------------------------------------------------------------

OWN = {
    "templates/macros/own.html": "{% macro way() %}<i>{{ link(site.front) }} {{ page.title }}</i>{% endmacro %}",
    "templates/page.html": '{% import "macros/own.html" as own %}{{ own.way() }}\n',
    "content/pages/andra.md": "---\ntitle: Andra\n---\nx\n",
}


def test_a_macro_that_many_pages_share_speaks_of_each_as_its_own(tmp_path: Path) -> None:
    files = published(write(tmp_path, OWN))
    assert files["om.html"].startswith(b"<i>index.html Om")
    assert files["andra.html"] == b"<i>index.html Andra</i>"


@pytest.mark.parametrize("early", ["{% set early = link(site.front) %}", "{% set early = page.title %}"])
def test_what_is_said_of_the_first_page_is_never_said_of_all(tmp_path: Path, early: str) -> None:
    macros = {"templates/macros/own.html": early + "{% macro way() %}{{ early }}{% endmacro %}"}
    refused = built(write(tmp_path, OWN | macros))
    assert [found.code for found in refused.examined.findings if not found.severity] == ["template-fault"]
    with_context = {"templates/page.html": '{% import "macros/own.html" as own with context %}{{ own.way() }}\n'}
    files = published(write(tmp_path, OWN | macros | with_context))
    assert files["andra.html"] in {b"index.html", b"Andra"}


def test_what_a_page_is_made_of_is_known_only_while_it_is_made() -> None:
    with making({"a": 1}):
        assert templating.made() == {"a": 1}
        with making({}):
            assert not templating.made()
    assert not templating.made()


# --- what templates were compiled to ----------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is compiled in a folder of the test's own."""
    monkeypatch.setattr(templating, "_place", lambda name: tmp_path / "compiled" / name)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "compiled" / "t"


def compilations(
    source: str, monkeypatch: pytest.MonkeyPatch, *, shipped: bool = True, program: str = "this"
) -> tuple[str, int]:
    """Render a template as a program does that has just begun, and count what had to be compiled."""
    monkeypatch.setattr(templating, "_KNOWN", {})
    counted: list[str] = []

    class Counting(PageEnvironment):
        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            counted.append(source)
            return super()._parse(source, name, filename)

    compiled = Compiled(frozenset({"t"} if shipped else ()), program)
    environment = Counting(loader=DictLoader({"t": source}), autoescape=True, bytecode_cache=compiled)
    return environment.get_template("t").render(x="<"), len(counted)


def test_a_shipped_template_is_compiled_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compilations("a{{ x }}", monkeypatch) == ("a&lt;", 1)
    assert compilations("a{{ x }}", monkeypatch) == ("a&lt;", 0)
    assert compilations("b{{ x }}", monkeypatch) == ("b&lt;", 1)
    assert [path.name for path in kept.parent.iterdir()] == ["t"]


def test_a_site_s_own_template_is_neither_kept_nor_taken(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compilations("a{{ x }}", monkeypatch, shipped=False) == ("a&lt;", 1)
    assert not kept.exists()
    assert compilations("a{{ x }}", monkeypatch) == ("a&lt;", 1)
    assert compilations("a{{ x }}", monkeypatch, shipped=False) == ("a&lt;", 1)


@pytest.mark.parametrize("damage", [b"", b"x", b"\n", b"0" * 64 + b"\nj2"])
def test_what_was_damaged_is_compiled_again(kept: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    compilations("a{{ x }}", monkeypatch)
    whole = kept.read_bytes()
    for broken in (damage, whole[:-1], whole[:80] + b"x" + whole[81:]):
        kept.write_bytes(broken)
        assert compilations("a{{ x }}", monkeypatch) == ("a&lt;", 1)
        assert kept.read_bytes() == whole


def test_another_jinja_or_another_vrapport_compiles_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compilations("a{{ x }}", monkeypatch)
    assert kept.exists()
    assert compilations("a{{ x }}", monkeypatch, program="another") == ("a&lt;", 1)


def test_nothing_is_kept_where_nothing_can_be(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.parent.write_text("no folder", encoding="utf-8")
    assert compilations("a{{ x }}", monkeypatch) == ("a&lt;", 1)
    kept.parent.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compilations("a{{ x }}", monkeypatch) == ("a&lt;", 1)
    assert not kept.parent.exists()
