"""What Python-Markdown need not try on a text: the steps that wait for a sign which does not stand in it."""

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.serializers import RE_AMP
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

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
# The row below a table's heading has no words beside its bars, and a rule is three signs in a row.
_CLOSER = {"table": re.compile(r"\|(?![^\s|:-])"), "hr": re.compile(r"([-*_])(?: {0,2}\1){2}")}
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
        # Tags are written by steps, in lower case; this is asked twice of every element.
        markdown.is_block_level = frozenset(markdown.block_level_elements).__contains__  # type: ignore[assignment,method-assign]
        markdown.parser.parseBlocks = self._parse_blocks  # type: ignore[method-assign]
        self._steps = [_named(steps) for steps in (
            markdown.preprocessors, markdown.parser.blockprocessors, markdown.inlinePatterns, markdown.treeprocessors,
        )]  # fmt: skip

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
        output = "".join(map(_written, root)).strip()
        for step in self._markdown.postprocessors:
            output = step.run(output)
        return output.strip()

    def _called_for(self, text: str) -> Iterable[list[Step]]:
        standing = {sign for sign in _ALL if sign in text}
        idle = {name for name, signs in _SIGNS.items() if standing.isdisjoint(signs)}
        idle.update(name for name, closer in _CLOSER.items() if name not in idle and not closer.search(text))
        return ([(_SIGNS.get(name, ()), step) for name, step in steps if name not in idle] for steps in self._steps)

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
        self._inside = False

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Set words without a sign aside beforehand."""
        self._inside = False
        signs = tuple({sign for signs, _ in self.patterns for sign in signs or ("",)})
        for element in tree.iter():
            if element.text and not _stand(signs, element.text):
                element.text = AtomicString(element.text)
        return super().run(tree, ancestors)

    # Python gives this name to a method private to the class. Were it called otherwise, all would be read as before.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        inside, self._inside = self._inside, True
        if not inside:
            chosen: Any = [step for signs, step in self.patterns if not signs or _stand(signs, data)]
            self.inlinePatterns = chosen
        read: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        self._inside = inside
        return read


def _written(element: Element) -> str:
    """Write an element as `markdown.serializers` does, which is made for more than stands in prose."""
    tag, text, tail = element.tag, element.text or "", element.tail or ""
    attributes = (
        "".join(f' {name}="{_quoted(value)}"' for name, value in sorted(element.items())) if element.attrib else ""
    )
    inside = "".join(map(_written, element)) if len(element) else ""
    end = "" if tag in _EMPTY else f"{_escaped(text)}{inside}</{tag}>"
    return f"<{tag}{attributes}>{end}{_escaped(tail)}"


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _quoted(value: str) -> str:
    return _escaped(value).replace('"', "&quot;")
