"""A quick look at a text never passes over a link to a file."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from vrapport.prose import Reach, reach, scan
from vrapport.register.places import may_link

PIECES = (
    "[", "]", "[[", "]]", "](", "][", "]:", "(", ")", "<", ">", "!", "![", ":", "a", "a.pdf", "../b.png", "A20", " ",
    "\n", "\n\n", "    ", "\\", "`", "*", "_", "&#40;", "\x02", "\x03", "\ufeff", "\u00ad", "<!--", "-->",
    "::: members", "\n:::\n", "<a.pdf>", '<a href="a.pdf">', "</a>", "[a]: a.pdf", "[a](a.pdf)", "[a] (a.pdf)",
    "]\n(a.pdf)", "- ", "> ",
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("[a][b]\n\n[b]: a.pdf")
@example("![a](a.png)")
@example("[a]<!-- x -->(a.pdf)")
@example("[a]\x02(a.pdf)")
def test_what_links_to_a_file_is_seen_at_a_glance(text: str) -> None:
    linked = [each for each in scan(text) if each.kind != "wiki" and each.target and reach(each.target) is Reach.SITE]
    assert not linked or may_link(text)
