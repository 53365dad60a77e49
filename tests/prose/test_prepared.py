import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.prose import slowly
from tests.prose.test_rendering import ATOMS, assert_safe
from vrapport.prose import (
    Link,
    asked_for,
    hazards,
    headings,
    kept,
    offer,
    plain,
    render,
    render_inline,
    rendering,
    scan,
)
from vrapport.prose.kept import _asked
from vrapport.prose.rendering import _anew, _found, _prepared, _to_fill, _unmarked_lines

NESTED = st.sampled_from(
    ["[x [y](z) w](q)", "[[n]]", "[](z)", "[[](javascript:x)](z)", "![w](b.png)", "[a ![b](c.png) d](e)", "**fet** ",
     "[y <https://x.se>](z)", "[ut [y](z)](https://x.se)", "- a\n  b\n", "> c\n", "a|b\n-|-\n[[n\\|m]]|d\n", "## R\n",
     "### S\n", "a\n\n\n b\n\n", "    kod\n", "    - under\n", "***\n", "- - -\n", "a  \nb", "_x_ *y*", "__z__",
     "&#xFDD0;", "&#14;0&#15;", "Ord. Ord", "`[[k]]`", "```\nkod\n```\n", "<!-- k -->", "!<!-- k -->[w](b.png)",
     "-<!-- k -->--\n", '<ref-words n="0">', "</ref-words>", '<ref-title n="0">x</ref-title>', "[[n|</a>]]", "\\|",
     "\\[", "1. a\n", "* b\n"]
)  # fmt: skip
TEXTS = st.lists(ATOMS | NESTED, max_size=25).map("".join)
TITLES = st.sampled_from(
    ["Titel", '<b>&amp; "x"</b>', "", " a\nb ", "\u202eomvänd", "a\xa0b", "&#2;", "\x0e0\x0f", "\ud800"]
)
LINKS = st.builds(
    Link,
    href=st.sampled_from(["target-1", "../a/b.html#p1", "javascript:x", "x\"y&z'", "", "//evil", "\u202e"]),
    title=TITLES,
    status=st.sampled_from([None, "Pågår", 'på "gång"><script>']),
    missing=st.booleans(),
    language=st.sampled_from([None, "en"]),
)


@given(TEXTS, st.lists(LINKS, max_size=6), st.integers(1, 5), st.sampled_from([None, "", "text-"]), st.integers(0, 4))
@example("[[a]] [](b) ![](c)", [Link(href="x", title="t")], 2, None, 0)
def test_a_page_filled_in_is_the_page_rendered_whole(
    text: str, links: list[Link], level: int, prefix: str | None, most: int
) -> None:
    known = dict(zip(dict.fromkeys(mention.key for mention in scan(text)), links, strict=False))

    def names() -> Iterator[str]:
        return iter([f"text.{number}" for number in range(most)])

    whole = slowly.render(text, slowly.Page(known, level, prefix, names()))
    assert render(text, known, level=level, prefix=prefix, names=names()) == whole
    assert render(text) == slowly.render(text, slowly.Page({}))
    assert render_inline(text, known) == slowly.render_inline(text, slowly.Page(known))


@pytest.mark.parametrize(
    "text",
    ["[x [y](z) w](q)", "[ut [y](z)](https://x.se)", "[y <https://x.se>](z)", "[a ![b](c.png) d](e)", "![](c.png)",
     "*[[n]]* **[t](u)** `[[k]]`", "[[](javascript:x)](z)", "![a](https://x.se/y.png)", "# [[n]]\n\n###### x\n## y",
     "***", "* * *", "_ _ _", "-  -  -", "> ---", "- ***", "a\n***\nb", "a|b\n|", "a|b\n:-|-:\nc|d", "> a|b\n> -|-",
     "- a\n\n    b|c\n    -|-", "|a|\n|-|\n|b|", "a|b\n- | -\n[[n\\|m]]|d", "a  \nb", "- a  \n  b", "    x", "\tx",
     "- a\n    - b\n\n    c", "a\n \nb", " \n a", "```\n[[n]]\n```", "a\n~~~\nb", "&amp;&copy;&", "\\*a\\* \\[",
     "<b> <a@b.se>",
     "1. a\n2. b\n\n3. c", "4) a", "+ a\n+ b", "-<!-- k -->--", "!<!-- k -->[w](b.png)", "#\tx", "# x #", "x\n# y\nz"],
)  # fmt: skip
@pytest.mark.parametrize("missing", [False, True])
def test_so_is_what_is_easily_forgotten(text: str, missing: bool) -> None:  # noqa: FBT001 - as pytest gives it
    known = {mention.key: Link(href="target-1", title="Titel", missing=missing) for mention in scan(text)}
    names = [f"text.{number}" for number in range(3)]
    whole = slowly.render(text, slowly.Page(known, 3, "text-", iter(names)))
    assert render(text, known, level=3, prefix="text-", names=names) == whole
    assert render_inline(text, known) == slowly.render_inline(text, slowly.Page(known))


@given(TEXTS, TITLES, st.booleans())
def test_the_words_are_those_of_the_page(text: str, title: str, missing: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    links = {mention.key: Link(href="target-1", title=title, missing=missing) for mention in scan(text)}
    assert plain(text, links) == slowly.words(render(text, links))


@given(TEXTS.filter(lambda text: "&#" not in text))
def test_no_sign_of_a_slot_can_be_typed(text: str) -> None:
    links = {mention.key: Link(href="target-1", title=text, status=text) for mention in scan(text)}
    page = render(text, links, prefix="", names=(f"text.{n}" for n in count()))
    assert "<ref-" not in page
    assert "</ref-" not in page
    assert_safe(page)


def asked(text: str) -> list[Any]:
    """Say everything there is to say of a text."""
    links = {mention.key: Link(href="target-1", title="Titel") for mention in scan(text)}
    return [render(text, links, prefix="x-"), plain(text, links), scan(text), hazards(text), headings(text)]


def forget() -> None:
    for known in (_to_fill, _found, _prepared, _anew, _unmarked_lines):
        known.cache_clear()
    _asked.clear()
    offer(None)


def test_what_is_reckoned_to_fill_a_text_in_is_not_held_with_the_text() -> None:
    forget()
    text = "Se [[a]] och **b**."
    assert "<strong>" in render(text)
    assert "slots" in _to_fill(text).__dict__
    assert _prepared(text).__dict__.keys().isdisjoint({"slots", "between", "spoken"})
    forget()


@given(TEXTS)
def test_what_was_kept_says_the_same_as_the_text(text: str) -> None:
    forget()
    anew = asked(text)
    brought = json.loads(json.dumps(asked_for(), default=None))
    forget()
    offer(brought)
    assert asked(text) == anew
    assert asked_for() == brought
    forget()


TEXT = "# Rubrik\n\nSe [[a]], [b](c) och ![d](e.png). <b>"


def test_what_was_kept_saves_the_conversion(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    anew = asked(TEXT)
    brought = asked_for()
    assert len(brought) == 1
    forget()
    offer(brought)
    monkeypatch.setattr(rendering, "_converted", None)
    assert asked(TEXT) == anew
    forget()


HTML = '<h1 id="rubrik">Rubrik</h1>\n<p id="0">'
POISON = [
    HTML + "<script>alert(1)</script></p>",
    HTML + '<a href="javascript:alert(1)">x</a></p>',
    HTML + '<img src="x" onerror="alert(1)"></p>',
    HTML + '<ref-words n="99">x</ref-words></p>',
    HTML + '<ref-image n="1">x</ref-image></p>',
    HTML + '<ref-title n="0">x</ref-title></p>',
    HTML + '<ref-title n="1"><em>x</em></ref-title></p>',
    HTML + "<ref-words>x</ref-words></p>",
    '<p id="search">x</p>',
    '<h1 id="x&quot; onclick">x</h1>',
    "<h1>x</h1>",
    "<p>x",
    "<svg><style><img src=x onerror=y></style></svg>",
]


@pytest.mark.parametrize("html", POISON)
def test_poisoned_html_is_as_good_as_none(html: str) -> None:
    forget()
    anew = asked(TEXT)
    ((key, (_, *found)),) = asked_for().items()
    forget()
    offer({key: [html, *found]})
    assert asked(TEXT) == anew
    forget()


@pytest.mark.parametrize(
    ("part", "row", "at", "value"),
    [(1, 0, 0, "x"), (1, 0, 1, None), (1, 0, 4, "1"), (1, 0, 4, True), (1, 0, 4, 10**9), (1, 0, 5, -1),
     (1, 1, 5, 10**9),
     (2, 0, 0, 1), (2, 0, 1, 10**9), (2, 0, 2, -1), (3, 0, 0, "a b"), (3, 0, 2, 10**9), (3, 0, 2, 0),
     (4, 1, 0, None), (4, 2, 0, [3, "a"]), (4, 2, 0, [-1, "a"]), (4, 2, 0, [True, "a"]), (4, 2, 0, ["0", "a"])],
)  # fmt: skip
def test_nor_is_anything_that_cannot_be(part: int, row: int, at: int, value: object) -> None:
    forget()
    anew = asked(TEXT)
    ((key, whole),) = asked_for().items()
    whole[part][row][at] = value
    forget()
    offer({key: whole})
    assert asked(TEXT) == anew
    forget()


@pytest.mark.parametrize(
    ("part", "value"), [(0, None), (0, ["<p>x</p>"]), (1, []), (1, [["wiki"]]), (1, "abc"), (3, {"a": 1}), (4, "x"),
     (4, ["x", ["a"], []]), (4, ["x", ["a"], [[0, "a"]]]), (4, [1, [], []]), (4, ["x", []])],
)  # fmt: skip
def test_nor_is_anything_of_another_form(part: int, value: object) -> None:
    forget()
    anew = asked(TEXT)
    ((key, whole),) = asked_for().items()
    forget()
    offer({key: [value if number == part else said for number, said in enumerate(whole)]})
    assert asked(TEXT) == anew
    forget()


@pytest.mark.parametrize("html", POISON)
def test_nor_is_it_where_only_the_words_were_asked_for_before(html: str) -> None:
    forget()
    anew, words = render(TEXT, prefix="x-"), plain(TEXT)
    ((key, (_, *found)),) = asked_for().items()
    forget()
    offer({key: [html, *found]})
    assert plain(TEXT) == words
    assert render(TEXT, prefix="x-") == anew
    forget()


def test_words_that_others_wrote_stay_words() -> None:
    forget()
    asked(TEXT)
    ((key, (*found, _)),) = asked_for().items()
    forget()
    offer({key: [*found, ["<script>", [], []]]})
    assert_safe(render(plain(TEXT)))
    forget()


@pytest.mark.parametrize("sign", ["\0", "\ud800", "\u2028", "\r"])
@pytest.mark.parametrize("words", [["{0}", [], []], ["x", ["{0}", "y"], [[0, "a"]]], ["x", ["x", "y"], [[0, "{0}"]]]])
def test_nor_are_signs_that_no_text_has(sign: str, words: list[Any]) -> None:
    forget()
    anew = asked(TEXT)
    ((key, (*found, _)),) = asked_for().items()
    forget()
    offer({key: [*found, json.loads(json.dumps(words).replace("{0}", json.dumps(sign)[1:-1]))]})
    assert asked(TEXT) == anew
    forget()


def test_a_slot_of_many_digits_is_none() -> None:
    forget()
    anew = asked(TEXT)
    ((key, (_, *found)),) = asked_for().items()
    forget()
    offer({key: ['<p><ref-words n="0000000011">x</ref-words></p>', *found]})
    assert asked(TEXT) == anew
    forget()


def test_a_text_is_proven_when_a_page_is_to_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    shown, *others = asked(TEXT)
    brought = asked_for()
    proven: list[str] = []
    monkeypatch.setattr(kept, "cleaned", lambda html: proven.append(html) or html)
    forget()
    offer(brought)
    links = {mention.key: Link(href="target-1", title="Titel") for mention in scan(TEXT)}
    assert [plain(TEXT, links), scan(TEXT), hazards(TEXT), headings(TEXT)] == others
    assert not proven
    assert render(TEXT, links, prefix="x-") == shown
    assert proven == [brought[key][0] for key in brought]
    forget()


PLAIN = st.text("aå1 .#-+:\n\t\xa0", max_size=30)


@given(PLAIN | TEXTS)
@example("a\n\n\n\nb")
@example("\n\n a\n\nb  c\nd\n\n")
def test_a_text_without_markup_says_what_markdown_makes_of_it(text: str) -> None:
    assert plain(text) == slowly.words(slowly.render(text, slowly.Page({})))


def test_not_even_what_was_kept_puts_a_link_within_a_link() -> None:
    forget()
    asked(TEXT)
    ((key, (_, *found)),) = asked_for().items()
    forget()
    offer({key: ['<p><ref-words n="1">x<ref-words n="2">y</ref-words></ref-words></p>', *found]})
    links = {mention.key: Link(href="target-1", title="") for mention in scan(TEXT)}
    assert render(TEXT, links) == '<p><a href="target-1">xy</a></p>'
    forget()


@pytest.mark.parametrize("damaged", [None, [], "x", 1, {"a": 1}, {"": [[]]}])
def test_damage_is_as_good_as_nothing(damaged: object) -> None:
    forget()
    anew = asked(TEXT)
    key = next(iter(asked_for()))
    forget()
    offer(damaged)
    assert asked(TEXT) == anew
    forget()
    offer({key: damaged})
    assert asked(TEXT) == anew
    forget()
