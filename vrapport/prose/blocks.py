"""Blocks for one audience only, `::: members` to `:::`, taken out of prose before anything else sees it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from vrapport.prose.source import tidy, without_comments

# In doubt a line is a fence, whatever stands before the colons: to hide too much is mended by reading the error.
_FENCE = re.compile(
    r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff>*+-]*(?:\d+[.)]\s+)?(?P<colons>:{2,})(?P<word>.*)"
)
_OPENING = re.compile(r" {0,3}:{3,} ?[^\W_][\w-]*\s*")
_CLOSING = re.compile(r"\s*:{3,}\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines `first` to `last` (from 1, fences included) meant for `audience`; None where nobody may have them."""

    word: str
    audience: str | None
    first: int
    last: int
    fault: str = ""


def blocks(text: str, audiences: Mapping[str, str]) -> tuple[Block, ...]:
    """Find the fenced blocks; `audiences` gives the code for each word an author may type (in lower case).

    `fault` is `block-unclosed`, `block-nested`, `block-unopened`, `block-mistyped` or `unknown-audience`, else empty.
    """
    found: list[Block] = []
    opened: Block | None = None
    depth = 0
    lines = tidy(text).split("\n")
    for number, line in enumerate(lines, start=1):
        fence = _FENCE.fullmatch(line) if "::" in line else None
        if fence is None:
            continue
        if opened is None:
            opened, depth = _opened(line, fence["word"], number, audiences), 1
            if opened.fault == "block-unopened":
                found.append(opened)
                opened = None
        elif _CLOSING.fullmatch(line):
            depth -= 1
            if depth == 0:
                found.append(replace(opened, last=number))
                opened = None
        else:
            depth += bool(fence["word"].strip())
            fault = "block-nested" if fence["word"].strip() else "block-mistyped"
            opened = replace(opened, audience=None, fault=opened.fault or fault)
    if opened is not None:
        found.append(replace(opened, audience=None, last=len(lines), fault="block-unclosed"))
    return tuple(found)


def without_blocks(text: str, audiences: Mapping[str, str], allowed: Collection[str]) -> str:
    """Give the text those in `allowed` may read; lines keep their numbers, comments and others' blocks are gone.

    Blocks and comments are both found in the text as typed, so neither can open what the other hides.
    """
    text = tidy(text)
    fenced = blocks(text, audiences) if "::" in text else ()
    lines = without_comments(text).split("\n")
    for block in fenced:
        if block.audience in allowed and not block.fault:
            lines[block.first - 1] = lines[block.last - 1] = ""
        else:
            lines[block.first - 1 : block.last] = [""] * (block.last - block.first + 1)
    return "\n".join(lines)


def hidden(text: str) -> str:
    """Give what anyone may read: a block still fenced when prose is rendered is one that nobody let through."""
    return without_blocks(text, {}, ())


def fences_blanked(text: str) -> str:
    """Give all the text without the fence lines, for those who check every audience's words at once."""
    if "::" not in text:
        return text
    return "\n".join("" if "::" in line and _FENCE.fullmatch(line) else line for line in text.split("\n"))


def _opened(line: str, word: str, number: int, audiences: Mapping[str, str]) -> Block:
    word = word.strip(": \t")
    audience = audiences.get(word.casefold())
    if not word:
        fault = "block-unopened"
    elif not _OPENING.fullmatch(line):
        fault = "block-mistyped"
    else:
        fault = "" if audience else "unknown-audience"
    return Block(word=word, audience=None if fault else audience, first=number, last=number, fault=fault)
