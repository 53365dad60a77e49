"""A text gone through once: clean HTML with slots for what a page fills in, and all that was found on the way."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from types import MappingProxyType

from vrapport.prose.cleaning import BIDI, BLOCKS, HEADINGS, isolated, opened, words
from vrapport.prose.mentions import Link, Mention
from vrapport.prose.source import tidy

NO_LINKS: Mapping[str, Link] = MappingProxyType({})

# A < in what the sanitiser returns always begins a tag, and a > ends it.
_LABEL = r'ref-(?P<kind>title|image) n="(?P<number>\d+)">(?P<label>[^<]*)</ref-(?P=kind)>'
_LABELS = re.compile(f"<{_LABEL}")
_SLOTS = re.compile(
    rf'<(?:{_LABEL}|ref-words n="(?P<around>\d+)">|(?P<done>/ref-words>)|(?P<heading>h[1-6]) id="(?P<id>[^"]*)">'
    r'|/(?P<ended>h[1-6])>|p id="(?P<paragraph>\d+)">|(?P<outside>a(?: [^>]*)?>)|(?P<left>/a>))'
)
_BREAKS = "|".join(
    [f"/{name}" for name in sorted(HEADINGS | BLOCKS - {"td", "th", "hr"})] + ["br", "hr", "ul", "ol", "p"]
)
_BREAK = re.compile(f"<(?:{_BREAKS})(?![a-z0-9-])[^>]*>")
_GAP = re.compile("</t[dh](?![a-z0-9-])[^>]*>")
_TAG = re.compile("</?[a-z0-9-]+[^>]*>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within prose, under the name that links to it use."""

    anchor: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Something the checks may ask about, at a line and column from 1."""

    code: str
    line: int
    column: int
    detail: str


@dataclass(frozen=True, slots=True)
class Label:
    """A reference that may show the title of what it leads to: its number, and the words it has of its own."""

    number: int
    own: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a text alone: a line for each block, and, where there are labels, what stands around these."""

    lines: str
    around: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """What Markdown made of a text, sanitised: its topmost headings are `h1`, its references are numbered slots."""

    html: str
    mentions: tuple[Mention, ...] = ()
    spots: tuple[Spot, ...] = ()
    headings: tuple[Heading, ...] = ()
    told: Spoken | None = None  # where its words are known from before
    proven: bool = True  # that the HTML is clean

    @cached_property
    def slots(self) -> tuple[re.Match[str], ...]:
        """Where a page fills something in."""
        return tuple(_SLOTS.finditer(self.html))

    @cached_property
    def between(self) -> tuple[str, ...]:
        """What stands before, between and after the slots."""
        return tuple(_between(self.html, self.slots))

    @cached_property
    def turns(self) -> bool:
        """Whether the text holds signs that turn the reading direction."""
        return BIDI.search(self.html) is not None

    @cached_property
    def in_order(self) -> tuple[Mention, ...]:
        """The references in the order they were typed."""
        return tuple(sorted(self.mentions, key=lambda mention: (mention.line, mention.column)))

    @cached_property
    def spoken(self) -> Spoken:
        """The words alone."""
        return self.told or spoken_of(self.html)


def _between(text: str, parts: Iterable[re.Match[str]]) -> Iterator[str]:
    end = 0
    for part in parts:
        yield text[end : part.start()]
        end = part.end()
    yield text[end:]


def _together(between: tuple[str, ...], made: list[str]) -> str:
    return "".join(chain.from_iterable(zip(between, [*made, ""], strict=True)))


def spoken_of(shown: str) -> Spoken:
    """Take the words out of HTML with slots."""
    lines = _collapsed(_words(shown))
    if not (found := tuple(_LABELS.finditer(shown))):
        return Spoken(lines)
    labels = tuple(Label(int(label["number"]), html.unescape(label["label"])) for label in found)
    return Spoken(lines, tuple(map(_words, _between(shown, found))), labels)


def said(prepared: Prepared, links: Mapping[str, Link]) -> str:
    """Give the words alone, references by their label."""
    spoken = prepared.spoken
    if not links or not spoken.labels:
        return spoken.lines
    titles = (_title(prepared.mentions[label.number], label.own, links) for label in spoken.labels)
    return _collapsed(_together(spoken.around, [BIDI.sub("", title).replace("\n", " ") for title in titles]))


def _title(mention: Mention, own: str, links: Mapping[str, Link]) -> str:
    link = links.get(mention.key)
    title = tidy(link.title) if link else ""
    if mention.kind == "image":
        return own or (title if link and not link.missing else "")
    return title or own


def _words(shown: str) -> str:
    shown = shown.replace("\n", " ")
    words = html.unescape(_TAG.sub("", _GAP.sub(" ", _BREAK.sub("\n", shown))))
    return words if shown.isprintable() else BIDI.sub("", words)


def _collapsed(spoken: str) -> str:
    lines = (" ".join(line.split()) for line in spoken.split("\n"))
    return "\n".join(line for line in lines if line)


class Filling:
    """One text on its way to one page: what the page knows, and the references that are open."""

    def __init__(
        self, prepared: Prepared, links: Mapping[str, Link], level: int, prefix: str | None, names: Iterator[str]
    ) -> None:
        """Take what the page has for the slots; headings have names only where a prefix is given."""
        self._prepared = prepared
        self._links = links
        self._level = level
        self._prefix = prefix
        self._names = names
        self._ends: list[str] = []  # the tag that ends each reference, empty where it is no link here

    def html(self) -> str:
        """Fill the slots."""
        made = [_FILL[slot.lastgroup or ""](self, slot) for slot in self._prepared.slots]
        whole = _together(self._prepared.between, made)
        return isolated(whole) if self._prepared.turns or BIDI.search("".join(made)) else whole

    def label(self, slot: re.Match[str]) -> str:
        """Write an image, or a reference that has no words of its own."""
        mention = self._prepared.mentions[int(slot["number"])]
        link = self._links.get(mention.key)
        if slot["kind"] == "image":
            return _picture(link, slot["label"]) if link and not link.missing else slot["label"]
        label = words(link.title) if link and link.title else slot["label"]
        tag, end = self._tags(link, link.language if link else None)
        return f"{tag}{label}{end}"

    def around(self, slot: re.Match[str]) -> str:
        """Begin a reference around its own words."""
        tag, end = self._tags(self._links.get(self._prepared.mentions[int(slot["around"])].key), None)
        self._ends.append(end)
        return tag

    def _tags(self, link: Link | None, language: str | None) -> tuple[str, str]:
        if link is None:
            return "", ""
        if link.missing:
            return '<span class="missing">', "</span>"
        if "</a>" in self._ends:  # HTML knows no links within links
            return "", ""
        status = (("data-status", link.status),) if link.status else ()
        spoken = (("lang", language),) if language else ()
        return opened("a", *status, ("href", link.href), *spoken), "</a>"

    def outside(self, slot: re.Match[str]) -> str:
        """Begin a link that leads out of the site."""
        kept = "</a>" not in self._ends
        self._ends.append("</a>" if kept else "")
        return slot[0] if kept else ""

    def end(self, slot: re.Match[str]) -> str:  # noqa: ARG002 - every slot is filled alike
        """End the innermost reference."""
        return self._ends.pop()

    def heading(self, slot: re.Match[str]) -> str:
        """Begin a heading at the level the page has left for it."""
        tag = self._heading(slot["heading"])
        return f"<{tag}>" if self._prefix is None else opened(tag, ("id", self._prefix + slot["id"]))

    def ended(self, slot: re.Match[str]) -> str:
        """End a heading."""
        return f"</{self._heading(slot['ended'])}>"

    def _heading(self, tag: str) -> str:
        return f"h{min(self._level - 1 + int(tag[1]), 6)}"

    def paragraph(self, slot: re.Match[str]) -> str:  # noqa: ARG002 - as above
        """Begin a paragraph, with a name as long as there are any."""
        name = next(self._names, "")
        return opened("p", ("id", name)) if name else "<p>"


_FILL: Mapping[str, Callable[[Filling, re.Match[str]], str]] = {
    "label": Filling.label,
    "around": Filling.around,
    "done": Filling.end,
    "outside": Filling.outside,
    "left": Filling.end,
    "id": Filling.heading,
    "ended": Filling.ended,
    "paragraph": Filling.paragraph,
}


def _picture(link: Link, label: str) -> str:
    return opened("img", ("alt", html.unescape(label) or link.title), ("src", link.href))
