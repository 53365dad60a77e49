"""Markdown made of other people's words: nothing in them can become a heading, a link, a table or HTML."""

import re
from collections.abc import Iterable, Sequence

from vrapport.addresses import absolute
from vrapport.records.fields import RecordFields, Text
from vrapport.records.reading import Record
from vrapport.register import Followed
from vrapport.views import View

_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~#&]")
_FIRST = re.compile(r"^(?:[-+:]|\d+(?=[.)]))")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "~": "&#126;", ":": "&#58;"}  # not every reader knows a backslash before these
_IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20", "\\": "%5C"})


def escaped(text: str) -> str:
    """Write plain words so that Markdown shows them as they are, on one line and in any place."""
    return _FIRST.sub(_not_a_list, _SIGNS.sub(_sign, " ".join(text.split())))


def _sign(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0], f"\\{found[0]}")


def _not_a_list(found: re.Match[str]) -> str:
    """Keep what begins a line from beginning a list or a block."""
    return f"{found[0]}\\" if found[0].isdecimal() else _sign(found)


def link(text: str, address: str | None) -> str:
    """Write words as a link; without an address they stand alone."""
    return f"[{escaped(text)}]({address.translate(_IN_ADDRESS)})" if address else escaped(text)


def heading(level: int, text: str) -> str:
    """Write a heading of plain words."""
    return f"{'#' * level} {escaped(text)}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table of cells that are Markdown already."""
    lines = [[escaped(head) for head in heads], ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def bullets(items: Iterable[str]) -> str:
    """Write a list of lines that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def page(blocks: Iterable[str]) -> str:
    """Put blocks below each other, with an empty line between."""
    return "\n\n".join(block for block in blocks if block)


def titled(view: View, decision: Followed) -> str:
    """Write what a decision is called, with a link where the site says where it is published."""
    label = view.tab(decision.record)
    return f"{linked(view, decision)} ({escaped(label)})" if label else linked(view, decision)


def linked(view: View, decision: Followed) -> str:
    """Write the title of a decision as a link to its page, where the site says where that is."""
    address = absolute(view.site.url, view.addresses.record("decisions", decision.id))
    return link(view.title(decision.record), address)


def words_of(view: View, text: Text | None, origin: Record[RecordFields]) -> list[str]:
    """Give the plain words of a text, a line for each of its blocks."""
    return [escaped(line) for line in view.searchable(text, origin).split("\n") if line]


def ended(words: str) -> str:
    """Close a sentence that has no sign at its end."""
    return words if words.endswith((".", "!", "?", "…", ":")) else f"{words}."
