"""What Python-Markdown need not try on a text: the steps that wait for a sign which does not stand in it."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.serializers import RE_AMP
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX, AtomicString

# What must stand in a text for a step to do anything. One not named here, as of a later version, is always taken.
_SIGNS = {
    "normalize_whitespace": ("\n ",),  # lines of nothing but spaces; all else that it does was done before
    "fences": ("\n```", "\n~~~"),
    "indent": ("    ",),
    "code": ("    ",),
    "table": ("|",),
    "hashheader": ("#",),
    "hr": ("-", "*", "_"),
    "quote": (">",),
    "headings": ("#",),
    "backtick": ("`",),
    "escape": ("\\",),
    "autolink": ("<",),
    "image": ("![",),
    "link": ("[",),
    "tags": ("<",),
    "linebreak": ("  \n",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "unescape": ("\\",),
}
_ALL = sorted({sign for signs in _SIGNS.values() for sign in signs})
# To look for a single sign costs next to nothing; so nothing longer is looked for without one.
_LONGER = [(min(sign, key=" \n".find), sign) for sign in _ALL if len(sign) > 1]
_SINGLE = [sign for sign in _ALL if len(sign) == 1]
# The row below a table's heading has no words beside its bars, and a rule is three signs in a row.
_CLOSER = {
    "table": [("|", re.compile(r"\|(?![^\s|:-])"))],
    "hr": [(sign, re.compile(rf"{re.escape(sign)}(?: {{0,2}}{re.escape(sign)}){{2}}")) for sign in "-*_"],
}
_EMPTY = frozenset({"br", "hr", "img"})

Step = tuple[tuple[str, ...], Any]  # the signs that call for it, none where it is always taken; and the step


class Shortcuts:
    """The steps of a Markdown object, of which each text is taken through those that its signs call for."""

    def __init__(self, markdown: Markdown) -> None:
        """Look at the steps, all of which must be registered by now."""
        self._markdown = markdown
        self._inline = _Inline(markdown)
        self._blocks: list[Step] = []
        markdown.treeprocessors.register(self._inline, "inline", 20)
        markdown.treeprocessors.deregister("prettify")  # done where the tree is written
        # Tags are written by steps, in lower case; this is asked twice of every element.
        markdown.is_block_level = frozenset(markdown.block_level_elements).__contains__  # type: ignore[assignment,method-assign]
        markdown.parser.parseBlocks = self._parse_blocks  # type: ignore[method-assign]
        self._steps = [_named(steps) for steps in (
            markdown.preprocessors, markdown.parser.blockprocessors, markdown.inlinePatterns, markdown.treeprocessors,
        )]  # fmt: skip
        self._chosen = lru_cache(maxsize=1_000)(self._waiting_for)  # texts hold the same few signs

    def convert(self, source: str) -> str:
        """Convert a text that is tidy and has no tabs, by the steps of `Markdown.convert`."""
        if not source.strip():
            return ""
        before, self._blocks, self._inline.patterns, after = self._called_for(f"\n{source}\n")
        lines = [*source.split("\n"), "", ""]
        for _, step in before:
            lines = step.run(lines)
        root: Any = self._markdown.parser.parseDocument(lines).getroot()
        for _, step in after:
            step.run(root)
        output = _written(root, self._markdown.is_block_level).strip()
        for step in self._markdown.postprocessors:
            output = step.run(output)
        return output.strip()

    def _called_for(self, text: str) -> list[list[Step]]:
        standing = [sign for sign in _SINGLE if sign in text]
        standing += [sign for rare, sign in _LONGER if rare in text and sign in text]
        idle = [
            name
            for name, closer in _CLOSER.items()
            if not any(sign in standing and look.search(text) for sign, look in closer)
        ]
        return self._chosen(frozenset(standing), frozenset(idle))

    def _waiting_for(self, standing: frozenset[str], idle: frozenset[str]) -> list[list[Step]]:
        idle |= {name for name, signs in _SIGNS.items() if standing.isdisjoint(signs)}
        return [[(_SIGNS.get(name, ()), step) for name, step in steps if name not in idle] for steps in self._steps]

    def _parse_blocks(self, parent: Element, blocks: list[str]) -> None:
        """Do what `BlockParser.parseBlocks` does, and ask only the steps that the signs of a block call for."""
        while blocks:
            block = blocks[0]
            for signs, step in self._blocks:
                called = not signs or _stand(signs, block)
                if called and step.test(parent, block) and step.run(parent, blocks) is not False:
                    break


def _named(steps: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 - a registry of any kind of step
    names = {id(steps[name]): name for name in _SIGNS if name in steps}
    return [(names.get(id(step), ""), step) for step in steps]


def _stand(signs: tuple[str, ...], text: str) -> bool:
    for sign in signs:  # noqa: SIM110 - any() takes three times as long, and this is asked of everything
        if sign in text:
            return True
    return False


class _Inline(InlineProcessor):
    """Reads the words of an element only where signs stand in them, and only for what these may begin."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.patterns: list[Step] = []
        self._signs: tuple[str, ...] = ()
        self._inside = False

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:  # noqa: ARG002 - as it is called
        """Do what `InlineProcessor.run` does, passing by words without a sign.

        No step of ours asks what an element lies within, so that is not kept.
        """
        self._inside = False
        self.stashed_nodes, self.ancestors = {}, []
        self._signs = (STX, *{sign for signs, _ in self.patterns for sign in signs or ("",)})
        waiting = deque([tree])
        while waiting:
            element = waiting.popleft()
            read = [found for child in element for found in self._read(element, child, waiting)]
            for child, made in read:
                for place, new in enumerate(made):
                    child.insert(place, new)
        return tree

    def _read(
        self, element: Element, child: Element, waiting: deque[Element]
    ) -> Iterator[tuple[Element, list[Element]]]:
        """Read the words of a child and those that follow it; yield what is to stand in it when all are read."""
        if (text := child.text) and not isinstance(text, AtomicString) and _stand(self._signs, text):
            child.text = None
            made = self._made(text, child, is_text=True)
            waiting.extend(made)
            yield child, made
        if child.tail and _stand(self._signs, child.tail):
            tail, child.tail, aside = child.tail, None, Element("aside")
            made = self._made(tail, aside, is_text=False)
            child.tail = aside.tail or None
            for new in reversed(made):
                element.insert(list(element).index(child) + 1, new)
        if len(child):
            waiting.append(child)

    def _made(self, words: str, parent: Element, *, is_text: bool) -> list[Element]:
        set_aside = self._InlineProcessor__handleInline(words)
        made: Any = self._InlineProcessor__processPlaceholders(set_aside, parent, is_text)  # type: ignore[attr-defined]
        return [element for element, _ in made]

    # Python gives this name to a method private to the class. Were it called otherwise, all would be read as before.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        inside, self._inside = self._inside, True
        if not inside:
            chosen: Any = [step for signs, step in self.patterns if not signs or _stand(signs, data)]
            self.inlinePatterns = chosen
        read: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        self._inside = inside
        return read


def _written(root: Element, is_block: Callable[[str], bool]) -> str:
    """Write what stands in an element, as `markdown.serializers` does after `PrettifyTreeprocessor`.

    These go over the tree twice, and are made for more than stands in prose.
    """
    parts: list[str] = []
    for element in root:
        _write(element, parts, is_block, apart=is_block(element.tag))
    return "".join(parts)


def _write(element: Element, parts: list[str], is_block: Callable[[str], bool], *, apart: bool) -> None:
    """Write an element and what follows it; what is set `apart` stands on lines of its own."""
    tag, text, tail = element.tag, element.text, element.tail
    parts.append(f"<{tag}{_attributes(element)}>" if element.attrib else f"<{tag}>")
    if tag not in _EMPTY:
        if apart and len(element) and _is_blank(text) and is_block(element[0].tag):
            text = "\n"
        elif tag == "pre" and len(element) and element[0].tag == "code" and not len(element[0]):
            element[0].text = (element[0].text or "").rstrip() + "\n"
        if text:
            parts.append(_escaped(text))
        for child in element:
            _write(child, parts, is_block, apart=apart and is_block(child.tag))
        parts.append(f"</{tag}>")
    elif tag == "br":
        tail = "\n" if _is_blank(tail) else f"\n{tail}"
    if apart and _is_blank(tail):
        tail = "\n"
    if tail:
        parts.append(_escaped(tail))


def _attributes(element: Element) -> str:
    return "".join([f' {name}="{_quoted(value)}"' for name, value in sorted(element.items())])


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _quoted(value: str) -> str:
    return _escaped(value).replace('"', "&quot;")
