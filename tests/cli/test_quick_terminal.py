"""A quick look at a text never lays it out otherwise than the slow one would."""

import textwrap

from hypothesis import example, given
from hypothesis import strategies as st

from vrapport.cli.terminal import folded_after, folded_to

TEXTS = st.text(st.sampled_from("ab  ,-å\t\n\u00a0\u200b日"), max_size=40)
ROOMS = st.integers(min_value=1, max_value=60)


@given(TEXTS, ROOMS)
@example(" a", 5)
@example("a ", 5)
@example("a\tb", 5)
def test_a_text_that_fits(text: str, room: int) -> None:
    assert folded_to(text, room) == (textwrap.wrap(text, room, break_on_hyphens=False) or [""])
    assert folded_to(text, None) == [text]


@given(TEXTS.filter(str.strip), st.integers(min_value=0, max_value=30), st.integers(min_value=50, max_value=90))
@example("a b", 30, 50)
@example("ab " * 12 + "b", 30, 50)
def test_a_text_that_fits_after_something_else(text: str, head: int, room: int) -> None:
    first, *more = textwrap.wrap(text, room, initial_indent=" " * head, subsequent_indent="  ", break_on_hyphens=False)
    assert folded_after(head, text, room) == [first[head:], *(line.removeprefix("  ") for line in more)]
