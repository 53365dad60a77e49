import re
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vrapport.prose import Link, headings, plain, render, render_inline, scan
from vrapport.prose.rendering import _is_plain, _prepared, _unmarked

TAGS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody",
    "tr", "th", "td", "a", "em", "strong", "code", "br", "img", "span", "bdi",
}  # fmt: skip
ATTRIBUTES = {"href", "rel", "data-status", "src", "alt", "start", "scope", "id", "class"}
LINKS = {
    "[[2019/A20]]": Link(href="../beslut/2019/A20.html", title="Offentliga <lokaler> & annat", status="ongoing"),
    "../decisions/2019/A20.yml": Link(href="a.html", title="Lokaler"),
    "bild.png": Link(href="filer/bild.png", title="Bild"),
    "[[borta]]": Link(href="", title="", missing=True),
}

ATOMS = st.sampled_from(
    [
        "[",
        "]",
        "(",
        ")",
        "![",
        "[[",
        "]]",
        "|",
        "<",
        ">",
        "</",
        "<a ",
        "`",
        "``",
        "```",
        "~~~",
        "*",
        "**",
        "_",
        "__",
        "\\",
        "&",
        "&amp;",
        "&#x0A;",
        "<!--",
        "-->",
        "a",
        "A20",
        " ",
        "  \n",
        "\n",
        "\n\n",
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "\t",
        "---",
        '"',
        "'",
        "http://x.se",
        "javascript:",
        "//evil",
        "@",
        ":::",
        "::: members",
        "\r\n",
        "\r",
        "\u202e",
        "\u2028",
        "\ufdd0",
        "\ufdd1",
        "0",
        "1",
        "\x02",
        "\x03",
        "klzzwxh:0000",
        "wzxhzdk:0",
        "onclick=x",
        "{: id=x}",
        "<script>",
        "[a](b)",
        "[[a]]",
        "[[a|b]]",
        "![a](b)",
        "<http://a.se>",
        "a|b\n-|-\n",
        "\xa0",
        "å",
        "a\u0308",
        "#",
        "=",
        "\ud800",
        "\x00",
        "\x1b",
        "data:text/html,x",
        "[x](java&#x0A;script:x)",
        "+",
        "%",
        "$",
        "{{ 7*7 }}",
    ],
)
HOSTILE = st.lists(ATOMS, max_size=40).map("".join) | st.text(max_size=80)


class Seen(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.depth = 0
        self.nested = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.nested = self.nested or (tag == "a" and self.depth > 0)
        self.depth += tag == "a"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "a"

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def assert_safe(page: str) -> None:
    seen = Seen(page)
    assert not seen.nested
    for tag, attributes in seen.tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES
        for address in (attributes.get("href"), attributes.get("src")):
            assert address is None or re.match(r"(https?://|mailto:|target-)", address)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ud800-\udfff]", page)


@given(HOSTILE)
def test_content_brings_no_tag_attribute_or_scheme_of_its_own(text: str) -> None:
    links = {mention.key: Link(href="target-1", title=text, status="done") for mention in scan(text)}
    assert_safe(render(text, links, prefix=""))
    assert_safe(render(text))
    assert_safe(render_inline(text, links))


@given(HOSTILE.filter(lambda text: "::" not in text))
def test_the_links_rendered_are_the_mentions_found(text: str) -> None:
    mentions = scan(text)
    links = {key: Link(href=f"target-{n}", title=key) for n, key in enumerate(dict.fromkeys(m.key for m in mentions))}
    shown = [address for tag, a in Seen(render(text, links)).tags for address in [a.get("href") or a.get("src")]
             if address and address.startswith("target-")]  # fmt: skip
    assert sorted(shown) == sorted(links[mention.key].href for mention in mentions)


@given(HOSTILE)
def test_a_mention_stands_where_it_is_said_to(text: str) -> None:
    lines = re.sub("\r\n?", "\n", text).split("\n")
    for mention in scan(text):
        start = {"wiki": "[[", "link": "[", "image": "!["}[mention.kind]
        assert lines[mention.line - 1][mention.column - 1 :].startswith(start)


@given(HOSTILE.map(lambda text: text.replace("\r", "")))
def test_line_ends_of_any_kind_give_the_same_page(text: str) -> None:
    assert render(text.replace("\n", "\r\n")) == render(text) == render(text.replace("\n", "\r"))
    assert scan(text.replace("\n", "\r\n")) == scan(text)


@given(
    st.lists(
        st.sampled_from([*"abåÖ.,:;!?()'\"-+=/12§%{}$@^", "\u200b", "#", " ", "  ", "\n", "\n\n", "1. ", "- ", "--"]),
        max_size=20,
    ).map("".join)
)
@example("a  \nb")
@example("a\n\n\n  \n\n\nb ")
@example("1986\\. a")
def test_text_without_markup_takes_the_short_way_to_the_same_page(text: str) -> None:
    if _is_plain(text):
        assert _unmarked(text) == _prepared(text)


@given(HOSTILE)
def test_plain_text_is_the_words_of_the_page(text: str) -> None:
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", plain(text))


@given(st.lists(ATOMS, max_size=15).map("".join), st.lists(ATOMS, max_size=15).map("".join))
def test_a_comment_is_in_no_output(before: str, after: str) -> None:
    text = f"{before}<!-- INTERNT [[INTERNT]] -->{after}"
    assert "INTERNT" not in render(text) + render_inline(text) + plain(text) + str(headings(text))


@pytest.mark.parametrize(
    "typed",
    [
        "<!<!-- x -->-- INTERNT -->",
        "a <!-- INTERNT",
        "<!<!<!-- x -->-- y -->-- INTERNT",
        "`<!-- INTERNT -->`",
        "<!--\nINTERNT\n\n-->",
    ],
)
def test_no_arrangement_of_comments_shows_one(typed: str) -> None:
    assert "INTERNT" not in render(typed) + plain(typed) + render_inline(typed)


def test_a_mention_becomes_a_link_with_the_title_and_status_of_its_target() -> None:
    assert render("Se [[2019/A20]].", LINKS) == (
        '<p>Se <a data-status="ongoing" href="../beslut/2019/A20.html">Offentliga &lt;lokaler&gt; &amp; annat</a>.</p>'
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[[2019/A20|**egen** text]]", "<strong>egen</strong> text</a>"),
        ("[text](../decisions/2019/A20.yml)", '<a href="a.html">text</a>'),
        ("[](../decisions/2019/A20.yml)", '<a href="a.html">Lokaler</a>'),
        ("![ord](bild.png)", '<img alt="ord" src="filer/bild.png">'),
        ("[[borta]]", '<span class="missing">borta</span>'),
        ("[[okänd]]", "<p>okänd</p>"),
        ("[text](okänd.yml)", "<p>text</p>"),
        ("[ut](https://ex.se/?a=1&copy=2)", '<a href="https://ex.se/?a=1&amp;copy=2" rel="external">ut</a>'),
        ("<https://ex.se/a>", '<a href="https://ex.se/a" rel="external">https://ex.se/a</a>'),
        ("<styrelsen@ex.se>", '<a href="mailto:styrelsen@ex.se" rel="external">styrelsen@ex.se</a>'),
        ("`[[2019/A20]]`", "<code>[[2019/A20]]</code>"),
        (r"\[[2019/A20]]", "<p>[[2019/A20]]</p>"),
        ("```\n[[2019/A20]]\n```", "<pre><code>[[2019/A20]]\n</code></pre>"),
        ("|a|b|\n|-|-:|\n|[[2019/A20\\|x]]|c|", 'A20.html">x</a></td>\n<td class="align-right">c</td>'),
        ("[se <https://ex.se> här](https://x.se)", 'external">se https://ex.se här</a></p>'),
        ("[a](![b](bild.png))", '<p>[a](<img alt="b" src="filer/bild.png">)</p>'),
        ("    [a]\tb", "<pre><code>[a] b\n</code></pre>"),
        ("#metoo", "<p>#metoo</p>"),
        ("text\n---", "<p>text</p>\n<hr>"),
        ("{{ 7*7 }} {% include 'x' %}", "<p>{{ 7*7 }} {% include 'x' %}</p>"),
    ],
)
def test_markdown_is_shown_as(typed: str, shown: str) -> None:
    assert shown in render(typed, LINKS)


@pytest.mark.parametrize("tag", ["<script>alert(1)</script>", "<img src=x onerror=y>", "<svg onload=x>", "<iframe>"])
def test_html_is_shown_as_text(tag: str) -> None:
    assert render(tag) == f"<p>{tag.replace('<', '&lt;').replace('>', '&gt;')}</p>"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:x", "java&#x0A;script:x", "&#106;avascript:x", "data:text/html,x", "vbscript:x",
     "//evil.se", "/\\evil.se", "\\\\\\\\evil.se", "file:///etc/passwd", "C:x", "https:evil", "https://user@evil.se",
     "\u200bjavascript:x", "<java script:x>"],
)  # fmt: skip
def test_an_unsafe_link_is_removed_and_its_text_kept(address: str) -> None:
    assert render(f"[text]({address})") == "<p>text</p>"
    assert scan(f"[text]({address})") == ()


@pytest.mark.parametrize(
    "typed", ["```{.x onclick=a}\nkod\n```", "# Rubrik {: onclick=a }", "[a](https://x.se){: onclick=a}"]
)
def test_attributes_cannot_be_typed(typed: str) -> None:
    assert not any("onclick" in attributes or "class" in attributes for _, attributes in Seen(render(typed)).tags)


def test_a_remote_image_becomes_its_words() -> None:
    assert render("![karta](https://ex.se/k.png)") == "<p>karta</p>"


def test_headings_begin_at_the_level_asked_for_and_skip_none() -> None:
    assert re.findall("<h.", render("## a\n#### b\n# c\n## d", level=3)) == ["<h3", "<h4", "<h3", "<h4"]


def test_headings_have_unique_names_only_where_a_prefix_is_given() -> None:
    assert re.findall('id="([^"]*)"', render("## Årsmöte\n## Årsmöte\n## ###", prefix="om-")) == [
        "om-arsmote", "om-arsmote-2", "om-s",
    ]  # fmt: skip
    assert "id=" not in render("## Årsmöte")
    assert [heading.anchor for heading in headings("## P5\n## Att-2\n## مرحبا")] == ["s-p5", "s-att-2", "s"]


def test_a_heading_keeps_its_name_whatever_its_links_are_called() -> None:
    assert 'id="om-2019-a20"' in render("# Om [[2019/A20]]", LINKS, prefix="")


def test_signs_that_turn_the_reading_direction_are_isolated() -> None:
    assert render("a \u202eb **c**") == "<p><bdi>a \u202eb </bdi><strong>c</strong></p>"
    assert render("שלום [a](b)") == "<p>שלום a</p>"
    assert render_inline("![\u202ex](bild.png)", LINKS) == '<img alt="x" src="filer/bild.png">'


def test_a_title_is_never_a_list_or_a_heading() -> None:
    assert render_inline("1. Foo *bar*\n\n- # x") == "1. Foo <em>bar</em> - # x"
    assert render_inline("  ") == ""


def test_plain_text_has_labels_code_and_one_line_for_each_block() -> None:
    typed = "# Rubrik\nSe\n[[2019/A20]] & `kod <b>`.\n\n- ![bild](bild.png) ett\n- två\n\n|a|b|\n|-|-|\n|c|d|"
    assert plain(typed, LINKS) == "Rubrik\nSe Offentliga <lokaler> & annat & kod <b>.\nbild ett\ntvå\na b\nc d"


def test_a_mention_has_its_parts() -> None:
    mentions = scan("[[2019/A20#att-2]] [[motions/2019/A20|m]]\r\nå ![b](../x.png) [c](y.md#z)")
    assert [(m.kind, m.target, m.fragment, m.label, m.line, m.column) for m in mentions] == [
        ("wiki", "2019/A20", "att-2", "", 1, 1),
        ("wiki", "motions/2019/A20", "", "m", 1, 20),
        ("image", "../x.png", "", "b", 2, 3),
        ("link", "y.md", "z", "c", 2, 18),
    ]
    assert [m.key for m in mentions] == ["[[2019/A20#att-2]]", "[[motions/2019/A20]]", "../x.png", "y.md#z"]
    assert scan("[[2019/A20.2]]")[0].target == "2019/A20.2"


def test_decomposed_letters_name_the_same_place() -> None:
    assert headings("# a\u030arsmo\u0308te")[0].anchor == headings("# årsmöte")[0].anchor == "arsmote"


def test_texts_may_be_rendered_side_by_side() -> None:
    texts = [f"- [[2019/A20]] *{n}*\n\n> [x{n}](../decisions/2019/A20.yml)" for n in range(50)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: render(text, LINKS), texts)) == [render(text, LINKS) for text in texts]
