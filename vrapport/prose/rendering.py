"""Prose as a page shows it: safe HTML, or plain text, with every mention led to where the page says."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from vrapport.prose.blocks import fences_blanked, hidden
from vrapport.prose.cleaning import cleaned
from vrapport.prose.kept import asked_for, forget, is_proven, key, recall, remember
from vrapport.prose.limits import excess
from vrapport.prose.mentions import Link, Mention
from vrapport.prose.parser import LINE, PAGE, Reading
from vrapport.prose.prepared import NO_LINKS, Filling, Heading, Prepared, Spot, said
from vrapport.prose.source import is_ordinary, tidy

# Text that Markdown leaves alone: no sign that could be markup, no line that could begin a block, none that ends in
# a space. A test holds the two ways to the same result.
_MARKUP = "[*_`<>&\\|~"
_BLOCK = re.compile(r"\n(?: |#|[-+]|\d+\.|::)")


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
    return Filling(_to_fill(text), links, level, prefix, iter(names)).html()


def render_inline(text: str, links: Mapping[str, Link] = NO_LINKS) -> str:
    """Make safe HTML of one line, a title or a summary: emphasis, code and links, no paragraph around it."""
    line = " ".join(hidden(text).split())
    if _is_unmarked(line):
        return line
    return Filling(_line(line), links, 2, None, iter(())).html()


def plain(text: str, links: Mapping[str, Link] = NO_LINKS) -> str:
    """Give the words alone, for search and for feeds: a line for each block, code too, mentions by their label."""
    lines = _unmarked_lines(text)
    return said(_shown(text), links) if lines is None else lines


def scan(text: str) -> tuple[Mention, ...]:
    """Find every reference in the prose, for any audience, in the order typed."""
    return _found(text).in_order if "[" in text else ()


def key_of(text: str) -> str:
    """Name a text among those that are kept between runs."""
    return key(fences_blanked(tidy(text)))


def worked_out(texts: Iterable[str]) -> dict[str, list[Any]]:
    """Go through texts for a process that will be offered what is found; what others found is left out."""
    forget()
    for text in texts:
        _found(text)
    return asked_for()


def headings(text: str, prefix: str = "") -> tuple[Heading, ...]:
    """List the headings that `render` with the same prefix gives ids, for those who check links to them."""
    found = _found(hidden(text)).headings if "#" in text else ()
    return tuple(replace(heading, anchor=prefix + heading.anchor, level=min(heading.level + 1, 6)) for heading in found)


def spots(text: str) -> tuple[Spot, ...]:
    """Find what the checks may ask about; nothing in a text that would take too long to read."""
    return _found(text).spots if "[" in text or "<" in text else ()


def _shown(text: str) -> Prepared:
    """Prepare what of a text anyone may read."""
    return _unmarked(text) if _is_plain(text) else _prepared(hidden(text))


@lru_cache(maxsize=100)  # who shows a text twice does so at once; more would fill memory to no use
def _to_fill(text: str) -> Prepared:
    """Prepare what of a text anyone may read, with HTML that is proven clean.

    It is a copy, so that what is reckoned for filling it in is let go with it.
    """
    prepared = replace(_shown(text))
    return prepared if is_proven(prepared) else _anew(hidden(text))


@lru_cache(maxsize=50_000)
def _found(text: str) -> Prepared:
    """Prepare all of a text, whoever may read it."""
    return _prepared(fences_blanked(tidy(text)))


@lru_cache(maxsize=50_000)
def _prepared(source: str) -> Prepared:
    prepared = recall(source)  # nothing that is too much was ever kept
    if prepared is None and excess(source):
        return Prepared(_refused(source))
    prepared = prepared or _converted(source)
    remember(source, prepared)
    return prepared


@lru_cache(maxsize=1_000)
def _anew(source: str) -> Prepared:
    """Prepare a text of which something else was kept."""
    return Prepared(_refused(source)) if excess(source) else _converted(source)


def _converted(source: str) -> Prepared:
    reading = Reading()
    made = cleaned(PAGE.convert(source, reading))
    return Prepared(made, tuple(reading.mentions), tuple(reading.spots), tuple(reading.headings))


@lru_cache(maxsize=5_000)
def _line(line: str) -> Prepared:
    if excess(line):
        return Prepared(html.escape(line))
    reading = Reading()
    made = cleaned(LINE.convert(line, reading)).removeprefix("<p>").removesuffix("</p>")
    return Prepared(made, tuple(reading.mentions))


def _refused(text: str) -> str:
    """Show text that would take too long to read as it was typed; the checks have refused it by then."""
    return f"<p>{html.escape(text.strip())}</p>"


def _unmarked(text: str) -> Prepared:
    paragraphs = (paragraph for paragraph in re.split(r"\n{2,}", text.strip("\n")) if paragraph)
    return Prepared("\n".join(f'<p id="{number}">{paragraph}</p>' for number, paragraph in enumerate(paragraphs)))


@lru_cache(maxsize=5_000)
def _unmarked_lines(text: str) -> str | None:
    """Give the words of a text that Markdown leaves alone, a line for each paragraph; None for any other."""
    if not _is_plain(text):
        return None
    lines = "\n".join(line for part in text.split("\n\n") if (line := " ".join(part.split())))
    return text if lines == text else lines  # which is at hand anyway


def _is_plain(text: str) -> bool:
    return _is_unmarked(text) and " \n" not in f"{text}\n" and not _BLOCK.search(f"\n{text}")


def _is_unmarked(text: str) -> bool:
    return not any(map(text.__contains__, _MARKUP)) and is_ordinary(text)
