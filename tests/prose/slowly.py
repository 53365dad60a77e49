"""Prose rendered the long way: for one page at a time, by every step of Python-Markdown, and sanitised at the end."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from vrapport.prose import Anchors, Link, Mention
from vrapport.prose.blocks import hidden
from vrapport.prose.cleaning import BIDI, BLOCKS, HEADINGS, cleaned, isolated
from vrapport.prose.limits import excess
from vrapport.prose.parser import (
    _AUTOLINK,
    _CODE,
    _CODE_SET_ASIDE,
    _HEADINGS,
    _TAG,
    Reading,
    _amp,
    _Autolinks,
    _Code,
    _element,
    _Headings,
    _Images,
    _Links,
    _markdown,
    _only_a_line,
    _Parser,
    _Tags,
    _text,
)  # fmt: skip
from vrapport.prose.source import Positions, marked, unmarked, without_comments


@dataclass
class Page:
    links: Mapping[str, Link]
    level: int = 2
    prefix: str | None = None
    names: Iterator[str] = field(default_factory=lambda: iter(()))


def render(text: str, page: Page) -> str:
    return _safe(hidden(text), page, inline=False)


def render_inline(text: str, page: Page) -> str:
    line = " ".join(hidden(text).split())
    return _safe(line, page, inline=True).removeprefix("<p>").removesuffix("</p>")


def _safe(text: str, page: Page, *, inline: bool) -> str:
    refused = f"<p>{html.escape(text.strip())}</p>" if excess(text) else None
    safe = refused or cleaned(_Whole(page, inline=inline).html(text))
    return isolated(safe) if BIDI.search(safe) else safe


class _Levels(Treeprocessor):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def run(self, root: Element) -> None:
        for heading in root.iter():
            if heading.tag in _HEADINGS:
                heading.tag = f"h{min(self.page.level + int(heading.tag[1]) - 1, 6)}"
                name = heading.attrib.pop("id")
                if self.page.prefix is not None:
                    heading.set("id", self.page.prefix + name)


class _Names(Treeprocessor):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def run(self, root: Element) -> None:
        named = (part for part in root if part.tag == "p" and not _CODE_SET_ASIDE.fullmatch(part.text or ""))
        for paragraph, name in zip(named, self.page.names, strict=False):
            paragraph.set("id", name)


class _WholeLinks(_Links):
    def _leading(self, mention: Mention, own: str) -> Element:
        link = self.parser.page.links.get(mention.key)  # type: ignore[attr-defined]
        label = own or AtomicString(_amp((link.title if link else "") or mention.target))
        if link is None:
            return _text(label)
        if link.missing:
            return _element("span", label, {"class": "missing"})
        status = {"data-status": link.status} if link.status else {}
        language = {"lang": link.language} if link.language and not own else {}
        return _element("a", label, {"href": link.href, **status, **language})


class _WholeImages(_Images):
    def _slot(self, kind: str, words: str) -> Element:
        assert kind == "image"
        link = self.parser.page.links.get(self.parser.reading.mentions[-1].key)  # type: ignore[attr-defined]
        if link is None or link.missing:
            return _text(words)
        return _element("img", None, {"src": link.href, "alt": html.unescape(words) or link.title})


class _Whole(_Parser):
    def __init__(self, page: Page, *, inline: bool) -> None:
        self.page = page
        super().__init__(inline=inline)

    def _make(self) -> None:
        self.markdown = _markdown()
        if self.inline:
            _only_a_line(self.markdown)
        else:
            self.markdown.treeprocessors.register(_Headings(self), "headings", 30)
            self.markdown.treeprocessors.register(_Levels(self.page), "levels", 29)
            self.markdown.treeprocessors.register(_Names(self.page), "paragraphs", 25)
        patterns = self.markdown.inlinePatterns
        patterns.register(_Code(_CODE, self.markdown), "backtick", 190)
        patterns.register(_Autolinks(_AUTOLINK, self.markdown), "autolink", 170)
        patterns.register(_WholeImages(r"!\[", self), "image", 165)
        patterns.register(_WholeLinks(r"\[", self), "link", 160)
        patterns.register(_Tags(_TAG, self), "tags", 150)

    def html(self, text: str) -> str:
        self.reading = Reading(anchors=Anchors())
        self.reading.positions = Positions(text)
        source, self.reading.offsets = marked(text)
        return unmarked(self.markdown.convert(without_comments(source)))


_BREAKS = frozenset({f"/{name}" for name in HEADINGS | BLOCKS - {"td", "th", "hr"}} | {"br", "hr", "ul", "ol", "p"})
_IMAGE = re.compile(r"""<img\b(?:[^"<>]|"[^"]*")*?\balt="([^"]*)"(?:[^"<>]|"[^"]*")*>""")
_ANY_TAG = re.compile(r"""<(?P<name>/?[a-z0-9]+)(?:[^"<>]|"[^"]*")*>""")


def words(page: str) -> str:
    shown = _IMAGE.sub(r"\1", page.replace("\n", " "))
    spoken = html.unescape(_ANY_TAG.sub(_gap, shown))
    lines = (" ".join(line.split()) for line in BIDI.sub("", spoken).split("\n"))
    return "\n".join(line for line in lines if line)


def _gap(tag: re.Match[str]) -> str:
    if tag["name"] in _BREAKS:
        return "\n"
    return " " if tag["name"] in {"/td", "/th"} else ""
