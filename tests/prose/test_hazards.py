import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrapport.findings import Severity
from vrapport.prose import hazards, plain, render, render_inline, scan


def codes(text: str) -> list[tuple[str, int, int]]:
    return [(hazard.code, hazard.line, hazard.column) for hazard in hazards(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hej\n på <script>", [("raw-html", 2, 5)]),
        ("`<script>` och 1 < 2", []),
        ("```\n<b>\n```", []),
        ("a [x](javascript:y)", [("unsafe-link", 1, 3)]),
        ("![x](https://ex.se/y.png)", [("remote-image", 1, 1)]),
        ("a\u202eb\u202ec", [("bidi-character", 1, 2)]),
        ("שלום", []),
        ("a\u200bb", [("hidden-character", 1, 2)]),
        ("a\r\nb\x00", [("control-character", 2, 2)]),
        ("a\x1b\x07\nb\x85", [("control-character", 1, 2), ("control-character", 2, 2)]),
        ("a <!-- b", [("unclosed-comment", 1, 3)]),
        ("a <!-- b --> c", []),
        ("##Rubrik", [("heading-unspaced", 1, 1)]),
        ("#metoo", []),
        ("a\n```\nb", [("code-unclosed", 2, 1)]),
        ("::: members\n<b>\n:::", [("raw-html", 2, 1)]),
    ],
)
def test_a_hazard_is_named_where_it_stands(text: str, found: list[tuple[str, int, int]]) -> None:
    assert codes(text) == found


def test_a_link_into_the_computer_is_an_error_and_other_unsafe_ones_a_warning() -> None:
    found = hazards("[a](file:///etc/passwd) [b](C:x) [c](data:text/html,x) [d](//evil)")
    assert [hazard.severity for hazard in found] == [Severity.ERROR, Severity.ERROR, Severity.WARNING, Severity.WARNING]


TOO_MUCH = {
    "brackets": "[" * 20_000,
    "images": "![" * 10_000,
    "tags": "<a " * 20_000,
    "comments": "<!" * 20_000,
    "back-tick ladder": " ".join("`" * n for n in range(1, 240)),
    "long ladder": " ".join("`" * n for n in range(1, 800)),
    "escaped back-ticks": r"|\````1. [a](b)xxxxxxxxxx" * 1_200,
    "list": "\n".join(" " * 4 * n + "- a" for n in range(500)),
    "list on a line": "- " * 500 + "a",
    "numbers on a line": "1. " * 500 + "a",
    "quotes": ">" * 1_000,
    "spaced quotes": "> " * 1_000 + "a",
    "stars": "*" * 20_000,
    "underlines": "_" * 20_000,
    "emphasis": "*a **b _c __d " * 2_100,
    "strong": "***a** b* " * 2_900,
    "headings": "# a\n" * 9_000,
    "headings, most allowed": ("# a\n" * 950 + "\n") * 10,
    "headings in a quote": ("> # a\n" * 950 + "\n") * 10,
    "rules": ("---\n" * 950 + "\n") * 10,
    "headings in a list": "- a\n" + "    # a\n" * 950,
    "wide table": "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|a\n" * 200,
    "tables": "a|b\n-|-\n" * 330,
    "wiki links": "[[x]] " * 4_900,
    "links": "[x](" * 7_000,
    "titles": '[](x "' * 4_900,
    "spaces": "a" + " " * 300_000 + "b",
    "colons": ":: " * 100_000,
    "entities": "&amp;" * 5_900,
    "escapes": "\\*" * 8_000,
    "words": "ord och mera text. " * 21_000,
    "loose list": "- a\n\n    b\n\n" * 5_000,
    "code": "    a\n\n" * 9_000,
    "comment halves": "<!<!-- x -->-- y -->" * 1_000,
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_hostile_text_is_read_or_refused_in_two_seconds(name: str) -> None:
    text = TOO_MUCH[name]
    for read in (render, scan, hazards, plain, render_inline):
        started = time.process_time()
        read(text)
        assert time.process_time() - started < 2, read.__name__


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a" * 400_001, [("too-long", 0, 0)]),
        ("hej\n\n" + "ord " * 10_001, [("too-long", 3, 0)]),
        ("a\n" * 1_001, [("too-long", 1001, 0)]),
        ("|a" * 100 + "\n" + "|-" * 100 + "\n" + "|a\n" * 199, [("too-long", 201, 0)]),
        ("[" * 20_001, [("too-long", 0, 0)]),
        ("a\n\n" * 10_001, [("too-long", 0, 0)]),
        ("hej\n\n" + ">" * 21 + " a", [("too-deep", 3, 0)]),
        ("- a\n" + " " * 80 + "- b", [("too-deep", 2, 0)]),
        ("- " * 40, []),
        (">" * 20 + " a", []),
    ],
)
def test_what_is_too_much_is_refused(text: str, found: list[tuple[str, int, int]]) -> None:
    assert codes(text) == found


def test_the_deepest_text_allowed_is_shown() -> None:
    text = "\n".join(" " * 4 * n + "- a" for n in range(20))
    assert codes(text) == []
    assert render(text).count("<ul>") == 20
    assert render("> " * 20 + "a").count("<blockquote>") == 20


def test_text_too_deep_for_python_is_an_error_and_spoils_nothing_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = render("a\n\nb *c*")
    monkeypatch.setattr("vrapport.prose.limits.DEEPEST", 10_000)
    monkeypatch.setattr("vrapport.prose.limits.LONGEST_BLOCK", 400_000)
    text = "\n".join(" " * 4 * n + "- [[a]]" for n in range(280))
    assert codes(text) == [("too-deep", 0, 0)]
    assert render(text).startswith("<p>- [[a]]\n")
    assert render("a\n\nb *c*") == before


def test_refused_text_is_still_safe_to_show() -> None:
    text = ">" * 30 + "<script>\u202e<!-- INTERNT -->"
    assert render(text) == f"<p><bdi>{'&gt;' * 30}&lt;script&gt;\u202e</bdi></p>"
    assert scan(text) == ()


@given(st.text(max_size=200))
def test_any_text_has_its_hazards_in_order_and_within_it(text: str) -> None:
    found = hazards(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert list(found) == sorted(found)
    assert all(hazard.column <= len(lines[hazard.line - 1]) + 1 for hazard in found)
