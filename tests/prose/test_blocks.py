import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrapport.prose import blocks, headings, paragraphs, plain, render, render_inline, without_blocks

AUDIENCES = {"medlemmar": "members", "members": "members", "public": "public"}
TEXT = "a\n::: medlemmar\nHEMLIGT\n:::\nb"
LINES = st.sampled_from(
    [
        "a",
        "",
        "```",
        "~~~",
        "<!--",
        "-->",
        "x <!-- y",
        "z --> w",
        ":::",
        "::: members",
        "::: medlemmar",
        "::: okänd",
        ":: members",
        "  ::: members",
        "> ::: members",
        ":::members",
        "::::",
        "- ::: members",
        "\ufeff::: members",
        "## § 1 R",
        "    :::",
    ],
)


def faults(text: str) -> list[tuple[str, int]]:
    return [(block.fault, block.first) for block in blocks(text, AUDIENCES) if block.fault]


def test_a_block_is_gone_for_those_it_is_not_for_and_lines_keep_their_numbers() -> None:
    assert without_blocks(TEXT, AUDIENCES, {"public"}) == "a\n\n\n\nb"
    assert without_blocks(TEXT, AUDIENCES, {"public", "members"}) == "a\n\nHEMLIGT\n\nb"


def test_a_block_knows_its_audience_and_lines() -> None:
    (block,) = blocks(TEXT, AUDIENCES)
    assert (block.word, block.audience, block.first, block.last, block.fault) == ("medlemmar", "members", 2, 4, "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("::: members\nHEMLIGT", ("block-unclosed", 1)),
        ("::: members\nx\n::: members\nHEMLIGT\n:::\nHEMLIGT\n:::", ("block-nested", 1)),
        ("::: medlmar\nHEMLIGT\n:::", ("unknown-audience", 1)),
        (":: members\nHEMLIGT\n:::", ("block-mistyped", 1)),
        ("- ::: members\n  HEMLIGT\n  :::", ("block-mistyped", 1)),
        ("> ::: members\n> HEMLIGT\n:::", ("block-mistyped", 1)),
        ("\u200b::: members\nHEMLIGT\n:::", ("block-mistyped", 1)),
        ("a\n:::", ("block-unopened", 2)),
    ],
)
def test_a_faulty_block_is_named_and_shown_to_nobody(text: str, fault: tuple[str, int]) -> None:
    assert faults(text) == [fault]
    assert "HEMLIGT" not in without_blocks(text, AUDIENCES, {"public", "members"})


@pytest.mark.parametrize(
    "text",
    [
        "<!<!-- x -->-- HEMLIGT -->",
        "::: members\na <!--\n:::\nHEMLIGT -->",
        "a <!-- b\n::: members\nc --> HEMLIGT\n:::",
        "```\n::: members\nHEMLIGT\n```\n:::",
        "a\r\n::: members\r\nHEMLIGT\r\n:::",
        "::: Medlemmar\nHEMLIGT\n:::",
    ],
)
def test_in_doubt_text_is_hidden(text: str) -> None:
    assert "HEMLIGT" not in without_blocks(text, AUDIENCES, {"public"})


def test_what_nobody_let_through_is_in_no_output() -> None:
    text = "## Rubrik\n::: members\n## HEMLIGT\nBeslut: HEMLIGT [[HEMLIGT]]\n:::"
    shown = [render(text), plain(text), render_inline(text), str(headings(text)), str(paragraphs(text))]
    assert not any("HEMLIGT" in output for output in shown)


@given(st.lists(LINES, max_size=12), st.lists(LINES, max_size=12))
def test_a_closed_block_hides_its_line_whatever_stands_around_it(before: list[str], after: list[str]) -> None:
    text = "\n".join([*before, "::: members", "HEMLIGT", ":::", *after])
    shown = without_blocks(text, AUDIENCES, {"public"})
    hides_too_little = any(block.fault for block in blocks("\n".join([*before, "::: members"]), AUDIENCES)[:-1])
    assert "HEMLIGT" not in shown or hides_too_little
    assert shown.count("\n") == text.count("\n")


@given(st.lists(LINES, max_size=15))
def test_filtering_twice_changes_nothing(lines: list[str]) -> None:
    once = without_blocks("\n".join(lines), AUDIENCES, {"members"})
    assert without_blocks(once, AUDIENCES, {"members"}) == once
