"""Prose as a page shows it: safe HTML, or plain text, with every mention led to where the page says."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import nh3

from vrapport.prose.anchors import Anchors
from vrapport.prose.blocks import fences_blanked, hidden
from vrapport.prose.limits import excess
from vrapport.prose.mentions import Link, Mention
from vrapport.prose.parser import LINE, PAGE, Heading, Reading
from vrapport.prose.source import tidy

NO_LINKS: Mapping[str, Link] = MappingProxyType({})

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td"}
_TAGS = _HEADINGS | _BLOCKS | {"a", "em", "strong", "code", "br", "img", "span"}
_ATTRIBUTES = {
    "a": {"href", "rel", "data-status", "lang"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "p": {"id"},
    "th": {"scope"},
    **{heading: {"id"} for heading in _HEADINGS},
}
_ALIGNED = {"align-left", "align-center", "align-right"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    allowed_classes={"td": _ALIGNED, "th": _ALIGNED, "span": {"missing"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)

# Text that Markdown leaves alone: no sign that could be markup, no line that could begin a block, none that ends in
# a space. A test holds the two ways to the same result.
_PLAIN = re.compile(r"[^`*_\[<>&\\|~\x00-\x09\x0b-\x1f\x7f-\xa0\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\uffff]+")
_BLOCK = re.compile(r"^(?:\s|#|[-+]|\d+\.|::)|[^\S\n]$", re.MULTILINE)
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_TAG_OR_TEXT = re.compile(r"""(<[a-z/](?:[^"'<>]|"[^"]*"|'[^']*')*>)|([^<]+)""")
_WORDS_OF_IMAGE = re.compile(r"""<img\b(?:[^"<>]|"[^"]*")*?\balt="([^"]*)"(?:[^"<>]|"[^"]*")*>""")
_TAG = re.compile(r"""<(?P<name>/?[a-z0-9]+)(?:[^"<>]|"[^"]*")*>""")
_BREAKS = frozenset({f"/{name}" for name in _HEADINGS | _BLOCKS - {"td", "th", "hr"}} | {"br", "hr", "ul", "ol", "p"})
_GAPS = frozenset({"/td", "/th"})


def render(
    text: str,
    links: Mapping[str, Link] = NO_LINKS,
    *,
    level: int = 2,
    prefix: str | None = None,
    names: Iterable[str] = (),
) -> str:
    """Make safe HTML of Markdown; its topmost headings become `h<level>`.

    Headings get ids, each beginning with `prefix`, only where one is given: a page may show several texts. Paragraphs
    take the `names` that are given, one each, as long as these last.
    """
    if _is_plain(text):
        return _plain_paragraphs(text, iter(names))
    anchors = None if prefix is None else Anchors(prefix)
    return _converted(hidden(text), Reading(links=links, level=level, anchors=anchors, names=iter(names)))


def render_inline(text: str, links: Mapping[str, Link] = NO_LINKS) -> str:
    """Make safe HTML of one line, a title or a summary: emphasis, code and links, no paragraph around it."""
    line = " ".join(hidden(text).split())
    if _PLAIN.fullmatch(line):
        return line
    if excess(line):
        return _fallback(line).removeprefix("<p>").removesuffix("</p>")
    return _cleaned(LINE.convert(line, Reading(links=links))).removeprefix("<p>").removesuffix("</p>")


def plain(text: str, links: Mapping[str, Link] = NO_LINKS) -> str:
    """Give the words alone, for search and for feeds: a line for each block, code too, mentions by their label."""
    shown = _WORDS_OF_IMAGE.sub(r"\1", render(text, links).replace("\n", " "))
    words = html.unescape(_TAG.sub(_gap, shown))
    lines = (" ".join(line.split()) for line in _BIDI.sub("", words).split("\n"))
    return "\n".join(line for line in lines if line)


@lru_cache(maxsize=20_000)  # checks, pages and the search index ask about the same texts
def scan(text: str) -> tuple[Mention, ...]:
    """Find every reference in the prose, for any audience, in the order typed."""
    return tuple(sorted(read(text).mentions, key=lambda mention: (mention.line, mention.column)))


def headings(text: str, prefix: str = "") -> tuple[Heading, ...]:
    """List the headings that `render` with the same prefix gives ids, for those who check links to them."""
    return tuple(read(hidden(text), Anchors(prefix)).headings) if "#" in text else ()


def read(text: str, anchors: Anchors | None = None) -> Reading:
    """Go through the prose for what is in it; nothing is found in a text that would take too long to read."""
    reading = Reading(anchors=anchors)
    if anchors is not None or "[" in text or "<" in text:
        source = fences_blanked(tidy(text))
        if not excess(source):
            PAGE.convert(source, reading)
    return reading


def _plain_paragraphs(text: str, names: Iterator[str]) -> str:
    paragraphs = (paragraph for paragraph in re.split(r"\n{2,}", text.strip("\n")) if paragraph)
    named = ((paragraph, next(names, "")) for paragraph in paragraphs)
    return "\n".join(f'<p id="{name}">{text}</p>' if name else f"<p>{text}</p>" for text, name in named)


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and not _BLOCK.search(text)


def _converted(text: str, reading: Reading) -> str:
    return _fallback(text) if excess(text) else _cleaned(PAGE.convert(text, reading))


def _cleaned(unsafe: str) -> str:
    safe = _CLEANER.clean(unsafe)
    return _TAG_OR_TEXT.sub(_isolated, safe) if _BIDI.search(safe) else safe


def _isolated(found: re.Match[str]) -> str:
    """Keep signs that turn the reading direction from turning what follows the text they stand in."""
    if found[1]:
        return _BIDI.sub("", found[1])
    return f"<bdi>{found[2]}</bdi>" if _BIDI.search(found[2]) else found[2]


def _fallback(text: str) -> str:
    """Show text that would take too long to read as it was typed; the checks have refused it by then."""
    return _TAG_OR_TEXT.sub(_isolated, f"<p>{html.escape(text.strip())}</p>")


def _gap(tag: re.Match[str]) -> str:
    if tag["name"] in _BREAKS:
        return "\n"
    return " " if tag["name"] in _GAPS else ""
