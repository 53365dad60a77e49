"""Other people's words come out of Markdown as they went in, wherever they are put."""

import pytest
from markdown import markdown

from vrapport.handouts.markdown import escaped, link, table
from vrapport.prose import plain

WORDS = [
    "`kod`", "a `b` c", "*fet* och _kursiv_ och __mer__", "~~struken~~", "<script>alert(1)</script>", "<b>fet</b>",
    "&lt;b&gt;", "&amp;", "a & b", "# rubrik", "## 2", "- punkt", "+ punkt", "* punkt", "1. etta", "12) tolv",
    "> citat", "[länk](https://exempel.se)", "![bild](x.png)", "[[2019/A1]]", "en \\ två", "slut \\", "a | b", "||",
    "---", "===", "::: medlemmar", "{.klass}", "2019", "Å, ä och ö", "<!-- dold -->", "<https://exempel.se>",
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("before", ["", "- ", "## ", "**Först** ", "1. "])
def test_words_are_shown_as_they_were(words: str, before: str) -> None:
    shown = plain(f"{before}{escaped(words)}")
    assert shown == f"{before.replace('*', '') if '*' in before else ''}{words}"


@pytest.mark.parametrize("words", WORDS)
def test_another_reader_of_markdown_makes_nothing_of_them_either(words: str) -> None:
    made = markdown(escaped(words), extensions=["tables"])
    assert made.startswith("<p>")
    assert made.count("<") == made.count("<p>") + made.count("</p>")


@pytest.mark.parametrize("words", WORDS)
def test_a_cell_stays_one_cell(words: str) -> None:
    last = table(["Ett", "Två"], [[escaped(words), escaped(words)]]).splitlines()[-1]
    assert last.replace("\\\\", "").replace("\\|", "").count("|") == 3


def test_lines_are_put_on_one() -> None:
    assert escaped("ett\n\n# två\t tre") == "ett \\# två tre"


@pytest.mark.parametrize("address", ["https://exempel.se/a(b)c", "https://exempel.se/a b", "https://exempel.se/<a>"])
def test_an_address_does_not_end_before_its_end(address: str) -> None:
    written = link("[titel]", address)
    assert written.startswith("[\\[titel\\]](https://exempel.se/")
    assert not set("()<> ") & set(written.partition("](")[2][:-1])
