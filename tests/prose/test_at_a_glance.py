"""What is told of a text at a glance is what a closer look would have told."""

import re
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrapport.prose import limits
from vrapport.prose.hazards import hazards

PIECES = (
    "#", "##", "###a", "\n", "\n\n", " ", "    ", "\t", ">", "> " * 12, "- ", "* ", "1. ", "12. " * 11, "|", "|" * 40,
    "`", "```", "~~~", "a", "å", "<", "<!--", "-->", "[", "](", ")", "\r", "\r\n", "\u00ad", "\u200b", "\u202e", "\x07",
    "\u2028", "\ufdd0", "[[A1]]", "-" * 30, "file:///c", "x\n" * 30,
)  # fmt: skip
LOOK = import_module("vrapport.prose.hazards")  # the package knows the function by that name
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
FEW = settings(max_examples=250, deadline=None)


def slowly(work: str, text: str) -> object:
    """Look closely, whatever the text looks like at first."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(limits, "_is_moderate", lambda _text: False)
        patched.setattr(LOOK, "is_ordinary", lambda _text: False)
        patched.setattr(LOOK, "_UNSEEN", re.compile(""))
        patched.setattr(LOOK, "_has_lines_to_mind", lambda _text: True)
        return limits.excess(text) if work == "excess" else hazards(text)


@FEW
@given(TEXTS)
def test_hazards(text: str) -> None:
    assert hazards(text) == slowly("hazards", text)


@FEW
@given(TEXTS)
def test_excess(text: str) -> None:
    assert limits.excess(text) == slowly("excess", text)


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * limits.MOST_ROWS,
        "a\n" * (limits.MOST_ROWS + 1),
        "a" * limits.LONGEST_BLOCK,
        "a" * (limits.LONGEST_BLOCK + 1),
        "*" * (limits.MOST_MARKUP + 1),
        "|" * 200 + "\n|" * 150,
        "|" * 100 + "\na" * 199,
        "|" * 100 + "\na" * 200,
        "|" * 101 + "\na" * 199,
        "> " * (limits.DEEPEST + 1) + "a",
        "a\n" + ">" * (limits.DEEPEST + 1) + " a",
        "- " * (limits.DEEPEST + 1),
    ],
    ids=repr,
)
def test_excess_at_its_edge(text: str) -> None:
    assert limits.excess(text) == slowly("excess", text)
