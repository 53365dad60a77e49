"""Markdown as vrapport understands it: Python-Markdown without raw HTML, reference links or attributes.

One parser finds the references and renders them, so what is checked is what is shown.
"""

import html
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from vrapport.prose.anchors import Anchors
from vrapport.prose.mentions import Mention, Reach, reach, split_fragment, well_formed
from vrapport.prose.prepared import Heading, Spot
from vrapport.prose.shortcuts import Shortcuts
from vrapport.prose.source import LONE_MARK, MARK_END, MAYBE_MARK, Positions, marked, tidy, unmarked, without_comments

_LABEL = r"(?P<label>(?>[^\[\]]|\[[^\[\]]*\])*)"
_ADDRESS = r"(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?>[^\s()<]|\([^\s()]*\))*))"
_TITLE = r"""(?:[ \n]+(?:"[^"]*"|'[^']*'))?"""
_LINK = re.compile(rf"\[(?P<mark>{MAYBE_MARK}){_LABEL}\]\([ \n]*{_ADDRESS}{_TITLE}[ \n]*\)")
_WIKI = re.compile(rf"\[(?P<mark>{MAYBE_MARK})\[{MAYBE_MARK}(?P<inside>[^\[\]]+)\]\]")
_ESCAPED = re.compile(r"\x02(\d+)\x03")
_ENTITY = re.compile(r"&#?\w+;")
_SET_ASIDE = re.compile(r"\x02klzzwxh:(\d+)\x03")  # Python-Markdown's word for what it has read already
_CODE_SET_ASIDE = re.compile(r"\x02wzxhzdk:\d+\x03")
_ESCAPED_BAR = "\x02124\x03"
_CODE = r"\\[\\`]|(?<!`)(?P<ticks>`++)(?P<code>(?s:.+?))(?<!`)(?P=ticks)(?!`)"
_AUTOLINK = rf"<{MAYBE_MARK}([^<>\s\x02]+)>"
_TAG = rf"<({MAYBE_MARK})[/!?A-Za-z][^<>]*>"
_FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True, kw_only=True)
class Reading:
    """One text being read, and what is found on the way."""

    anchors: Anchors = field(default_factory=Anchors)
    mentions: list[Mention] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    positions: Positions = field(default_factory=lambda: Positions(""))
    offsets: list[int] = field(default_factory=list)

    def place(self, mark: str) -> tuple[int, int]:
        """Tell where the bracket with this mark was typed."""
        return self.positions.at(self.offsets[int(mark.strip(LONE_MARK + MARK_END))]) if mark else (0, 0)


def code_fences(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Find fenced code as (first, last) indexes; a fence left open runs to the end, as on a git host."""
    opened, fence = 0, ""
    for number, line in enumerate(lines):
        if fence:
            if line.startswith(fence) and not line.rstrip().strip(fence[0]):
                yield opened, number
                fence = ""
        elif found := _FENCE.match(line):
            opened, fence = number, found["fence"]
    if fence:
        yield opened, len(lines)


class _Fences(Preprocessor):
    """Sets fenced code aside before anything in it can be taken for Markdown."""

    def run(self, lines: list[str]) -> list[str]:
        after = 0
        kept: list[str] = []
        for first, last in code_fences(lines):
            code = html.escape("\n".join(lines[first + 1 : last]).rstrip("\n"), quote=False)
            stashed = self.md.htmlStash.store(f"<pre><code>{code}\n</code></pre>")
            kept += [*lines[after:first], "", stashed, ""]
            after = last + 1
        return kept + lines[after:]


class _HashHeader(HashHeaderProcessor):
    """Takes `# Rubrik` for a heading, and `#metoo` for a word."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>[^\s][^\n]*)(?:\n|$)")


class _Headings(Treeprocessor):
    """Gives headings a level below that of those around them, none skipped, and a name to link to."""

    def __init__(self, parser: "_Parser") -> None:
        super().__init__(parser.markdown)
        self.parser = parser

    def run(self, root: Element) -> None:
        above: list[int] = []
        for heading in root.iter():
            if typed := _HEADINGS.get(heading.tag):
                while above and above[-1] >= typed:
                    above.pop()
                self._settle(heading, len(above))
                above.append(typed)

    def _settle(self, heading: Element, depth: int) -> None:
        reading = self.parser.reading
        heading.tag = f"h{depth + 1}"
        heading.text = re.sub(r"(?<=\s)#+$", "", heading.text or "").strip()
        title = unmarked(heading.text)
        heading.set("id", reading.anchors.titled(title))
        reading.headings.append(Heading(heading.get("id", ""), title, depth + 1))


class _Paragraphs(Treeprocessor):
    """Numbers the paragraphs of a text that a page may name: those in no list or quotation."""

    def run(self, root: Element) -> None:
        named = (part for part in root if part.tag == "p" and not _is_code(part.text))
        for number, paragraph in enumerate(named):
            paragraph.set("id", str(number))


def _is_code(text: str | None) -> bool:
    return bool(text and text.startswith(STX) and _CODE_SET_ASIDE.fullmatch(text))


class _Reference(InlineProcessor):
    """What links, images and wiki links share: where they were typed, and what the page knows of them."""

    def __init__(self, pattern: str, parser: "_Parser") -> None:
        super().__init__(pattern, parser.markdown)
        self.parser = parser

    def _set_aside(self, found: re.Match[str]) -> Element | str | None:
        inline: Any = self.parser.markdown.treeprocessors["inline"]
        aside: Element | str | None = inline.stashed_nodes.get(found[1])
        return aside

    def _typed(self, text: str) -> str | None:
        """Give an address as typed; None where code or an image stands in it, which then is no address."""
        text = _SET_ASIDE.sub(
            lambda found: aside if isinstance(aside := self._set_aside(found), str) else found[0], text
        )
        typed = _plain(text)
        return None if "\x02" in typed else typed

    def _address(self, found: re.Match[str]) -> str | None:
        typed = self._typed(found["bare"] if found["angled"] is None else found["angled"])
        return None if typed is None else _ENTITY.sub(lambda entity: html.unescape(entity[0]), typed).strip()

    def _mention(self, kind: str, address: str, label: str, found: re.Match[str]) -> Mention:
        line, column = self.parser.reading.place(found["mark"])
        typed = _plain(str(self.unescape(label)))
        mention = Mention(kind, *split_fragment(address), typed, line, column - (kind == "image"))
        self.parser.reading.mentions.append(mention)
        return mention

    def _slot(self, kind: str, words: str) -> Element:
        """Leave room for what the page knows of the reference mentioned last."""
        return _element(f"ref-{kind}", words, {"n": str(len(self.parser.reading.mentions) - 1)})

    def _leading(self, mention: Mention, own: str) -> Element:
        return self._slot("words", own) if own else self._slot("title", AtomicString(_amp(mention.target)))

    def _unsafe(self, code: str, address: str, found: re.Match[str]) -> None:
        line, column = self.parser.reading.place(found["mark"])
        self.parser.reading.spots.append(Spot(code, line, column - (code == "remote-image"), address))


class _Links(_Reference):
    """Turns `[[id]]`, `[[id|text]]` and `[text](address)` into links, where they may lead."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        for pattern, read in ((_WIKI, self._wiki), (_LINK, self._link)):
            if (found := pattern.match(data, m.start())) and (made := read(found)) is not None:
                return made, found.start(), found.end()
        return None, None, None

    def _wiki(self, found: re.Match[str]) -> Element | None:
        typed, _, own = _SET_ASIDE.sub(self._bar, found["inside"]).partition("|")
        address = self._typed(typed)
        if address is None or not split_fragment(address)[0] or re.search(r"[<>\n]", address):
            return None
        return self._leading(self._mention("wiki", address.strip(), own.strip(), found), own.strip())

    def _bar(self, found: re.Match[str]) -> str:
        """Show an escaped bar, as it must be typed in a table, as a bar."""
        return "|" if self._set_aside(found) == _ESCAPED_BAR else found[0]

    def _link(self, found: re.Match[str]) -> Element | None:
        if (address := self._address(found)) is None:
            return None
        own = found["label"].strip()
        match reach(address):
            case Reach.OUTSIDE:
                return _outside(address, own)
            case Reach.UNSAFE:
                self._unsafe("unsafe-link", address, found)
                return _text(own)
            case Reach.SITE:
                return self._leading(self._mention("link", address, own, found), own)


class _Images(_Reference):
    """Turns `![words](address)` into an image of the site's own; anyone else's becomes its words."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        image = _LINK.match(data, m.start() + 1)
        if image is None or (address := self._address(image)) is None:
            return None, None, None
        return self._image(image, address), m.start(), image.end()

    def _image(self, found: re.Match[str], address: str) -> Element:
        words = html.unescape(_plain(str(self.unescape(found["label"])))).strip()
        match reach(address):
            case Reach.SITE:
                self._mention("image", address, found["label"].strip(), found)
                return self._slot("image", AtomicString(_amp(words)))
            case Reach.OUTSIDE:
                self._unsafe("remote-image", address, found)
            case Reach.UNSAFE:
                self._unsafe("unsafe-link", address, found)
        return _text(AtomicString(_amp(words)))


class _Code(InlineProcessor):
    """Keeps code as typed; Python-Markdown's own looks through the whole text again for each span."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802 - Python-Markdown's name
        if not m["ticks"]:
            return None, None, None
        return _element("code", AtomicString(html.escape(m["code"].strip(), quote=False)), {}), m.start(), m.end()


class _Autolinks(InlineProcessor):
    """Turns `<https://...>` and `<name@host>` into links."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802 - Python-Markdown's name
        typed = unmarked(m[1])
        address = typed if ":" in typed else f"mailto:{typed}"
        if reach(address) is not Reach.OUTSIDE:
            return None, None, None
        return _outside(address, AtomicString(_amp(typed.removeprefix("mailto:")))), m.start(), m.end()


class _Tags(_Reference):
    """Notes where HTML was typed; it stays text."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[None, None, None]:  # type: ignore[override]  # noqa: ARG002, N802 - Python-Markdown's name
        if m[1]:
            line, column = self.parser.reading.place(m[1])
            self.parser.reading.spots.append(Spot("raw-html", line, column, _plain(m[0])[:80]))
        return None, None, None


class _Finish(Treeprocessor):
    """Mends what Markdown allows and HTML does not: links within links, the `align` attribute."""

    def run(self, root: Element) -> None:
        for anchor in root.iter("a"):
            for inner in anchor.iter("a"):
                if inner is not anchor:
                    inner.tag = "kept"
        for cell in chain(root.iter("td"), root.iter("th")):
            if side := cell.attrib.pop("align", ""):
                cell.set("class", f"align-{side}")
        for head in root.iter("th"):
            head.set("scope", "col")


class _Parser(threading.local):
    """One Markdown object for each thread: making one costs more than most texts do."""

    def __init__(self, *, inline: bool = False) -> None:
        self.reading = Reading()
        self.inline = inline
        self._make()

    def _make(self) -> None:
        self.markdown = _markdown()
        if self.inline:
            _only_a_line(self.markdown)
        else:
            self.markdown.treeprocessors.register(_Headings(self), "headings", 30)
            self.markdown.treeprocessors.register(_Paragraphs(self.markdown), "paragraphs", 25)
        patterns = self.markdown.inlinePatterns
        patterns.register(_Code(_CODE, self.markdown), "backtick", 190)
        patterns.register(_Autolinks(_AUTOLINK, self.markdown), "autolink", 170)
        patterns.register(_Images(r"!\[", self), "image", 165)
        patterns.register(_Links(r"\[", self), "link", 160)
        patterns.register(_Tags(_TAG, self), "tags", 150)
        self.shortcuts = Shortcuts(self.markdown)

    def convert(self, text: str, reading: Reading) -> str:
        """Read `text` into HTML that is still to be sanitised, and fill `reading` with what was found."""
        self.reading = reading
        reading.positions = Positions(text)
        source, reading.offsets = marked(text)
        self.markdown.reset()
        try:
            return unmarked(self.shortcuts.convert(without_comments(source)))
        except RecursionError:  # the limits should have refused it; the object is left in the middle of a list
            self._make()
            reading.mentions.clear()
            reading.spots[:] = [Spot("too-deep", 0, 0, "")]
            return f"<p>{html.escape(without_comments(text).strip())}</p>"


def _markdown() -> Markdown:
    markdown = Markdown(
        extensions=[TableExtension(use_align_attribute=True), SaneListExtension()], output_format="html"
    )
    markdown.preprocessors.deregister("html_block")
    markdown.preprocessors.register(_Fences(markdown), "fences", 25)
    blocks = markdown.parser.blockprocessors
    blocks.register(_HashHeader(markdown.parser), "hashheader", 70)
    blocks.deregister("setextheader")  # a rule under a line of text is a rule
    blocks.deregister("reference")
    for name in ("reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref"):
        markdown.inlinePatterns.deregister(name)
    for name in ("autolink", "automail", "html"):
        markdown.inlinePatterns.deregister(name)
    markdown.treeprocessors.register(_Finish(markdown), "finish", 5)
    return markdown


def _only_a_line(markdown: Markdown) -> None:
    """Leave nothing that could make a title that begins with `1.` or `#` a list or a heading."""
    markdown.preprocessors.deregister("fences")
    blocks = markdown.parser.blockprocessors
    for name in ("empty", "indent", "code", "table", "hashheader", "hr", "olist", "ulist", "quote"):
        blocks.deregister(name)


def _plain(typed: str) -> str:
    return unmarked(_ESCAPED.sub(lambda sign: chr(int(sign[1])), typed))


def _outside(address: str, label: str) -> Element:
    return _element("a", label or AtomicString(_amp(address)), {"href": well_formed(address), "rel": "external"})


def _text(words: str) -> Element:
    """Keep words without a link: the sanitiser drops a tag it does not know and leaves what is in it."""
    return _element("kept", words, {})


def _element(tag: str, text: str | None, attributes: dict[str, str]) -> Element:
    made = Element(tag, {name: _amp(value) for name, value in attributes.items()})
    made.text = text
    return made


def _amp(words: str) -> str:
    """Keep `&amp;` in a title as those five signs: the serialiser would take it for an entity."""
    return tidy(words).replace("&", "&amp;")


PAGE = _Parser()
LINE = _Parser(inline=True)
