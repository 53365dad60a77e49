"""The sanitiser, which has the last word on everything that content becomes, and what it leaves to a page to fill in.

A *slot* is a tag of our own around what depends on the page: `<ref-words n="0">`, `<ref-title n="0">` and
`<ref-image n="0">` for the reference numbered 0, and the numbers of paragraphs and levels of headings. Raw HTML in
content is text long before the sanitiser sees it, and the sanitiser writes every sign `<` of a text as `&lt;`: so what
looks like a slot in the content stays words. What a page fills in is cleaned by the same sanitiser, or holds no tag.
"""

import html
import re
from functools import lru_cache

import nh3

from vrapport.prose.source import tidy

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td"})
_TAGS = {*HEADINGS, *BLOCKS, "a", "em", "strong", "code", "br", "img", "span"}
_SLOTS = {"ref-words", "ref-title", "ref-image"}
_ATTRIBUTES = {
    "a": {"href", "rel", "data-status", "lang"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "p": {"id"},
    "th": {"scope"},
    **{heading: {"id"} for heading in HEADINGS},
}
_ALIGNED = {"align-left", "align-center", "align-right"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS | _SLOTS,
    attributes={**_ATTRIBUTES, **{slot: {"n"} for slot in _SLOTS}},
    allowed_classes={"td": _ALIGNED, "th": _ALIGNED, "span": {"missing"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)

BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_TAG_OR_TEXT = re.compile(r"""(<[a-z/](?:[^"'<>]|"[^"]*"|'[^']*')*>)|([^<]+)""")


def cleaned(unsafe: str) -> str:
    """Keep of some HTML what may stand on a page, slots included."""
    return _CLEANER.clean(unsafe)


def words(text: str) -> str:
    """Write a text that comes from outside the prose as HTML without a tag, signs as the sanitiser writes them."""
    return html.escape(tidy(text), quote=False).replace("\xa0", "&nbsp;")


@lru_cache(maxsize=20_000)  # a page leads to the same places again and again
def opened(tag: str, *attributes: tuple[str, str]) -> str:
    """Write the tag that opens an element, with what the sanitiser lets through of its attributes."""
    typed = "".join(f' {name}="{html.escape(tidy(value))}"' for name, value in attributes)
    return cleaned(f"<{tag}{typed}></{tag}>").removesuffix(f"</{tag}>")


def isolated(safe: str) -> str:
    """Keep signs that turn the reading direction from turning what follows the text they stand in."""
    return _TAG_OR_TEXT.sub(_isolated, safe)


def _isolated(found: re.Match[str]) -> str:
    if found[1]:
        return BIDI.sub("", found[1])
    return f"<bdi>{found[2]}</bdi>" if BIDI.search(found[2]) else found[2]
