"""Jinja as the theme wants it: strict and escaping as ever, made quick for plain data and many small macros."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.nodes import Call, Expr, Getattr, Name
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from vrapport.digests import digest

Plain = Mapping[str, Any]
NOTHING: Plain = {}
_MADE: ContextVar[Plain] = ContextVar("what the page being made is made of", default=NOTHING)
_ESCAPED = re.compile("""[&<>"']""")
_METHODS = frozenset(dir(dict))
_MAKERS = ("templating", "theme")  # that filters do not ask for a context is compiled in


@contextmanager
def making(data: Plain) -> Iterator[None]:
    """Let all that is called while a page is made know what it is made of."""
    before = _MADE.set(data)
    try:
        yield
    finally:
        _MADE.reset(before)


def made() -> Plain:
    """Return what the page being made is made of."""
    return _MADE.get()


class PageContext(Context):
    """The names that a template knows: its own and the globals, and in every macro also what the page is made of.

    So macros need not be imported with their context, which would set them all up again for every import.
    """

    def resolve_or_missing(self, key: str) -> Any:  # noqa: ANN401 - whatever has a name
        """Look a name up."""
        if key in self.vars:
            return self.vars[key]
        if key in self.parent:
            return self.parent[key]
        return _MADE.get().get(key, missing)

    def call(self, function: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever can be called
        """Call what a template calls: no global of ours asks for the context, so it is not offered."""
        if type(function) is Macro and not named and _takes_only_arguments(function):
            lacking = function._argument_count - len(args)  # noqa: SLF001 - the way round Macro's own bookkeeping
            if lacking >= 0:
                return Markup(function._func(*args, *(missing,) * lacking))  # noqa: S704, SLF001 - a macro escapes
        return function(*args, **named)


def _takes_only_arguments(macro: Macro) -> bool:
    return not (macro.caller or macro.catch_kwargs or macro.catch_varargs)


class PageTemplate(Template):
    """A template whose macros are set up once, for all pages that import them without their context."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - what Jinja calls it
        shared: bool = False,  # noqa: FBT001, FBT002 - as Jinja calls it
        locals: Mapping[str, Any] | None = None,  # noqa: A002 - what Jinja calls it
    ) -> TemplateModule:
        """Set the macros up; what many pages share must not see the first of them."""
        if shared:
            return super().make_module(vars, shared, locals)
        with making(NOTHING):
            return super().make_module(vars, shared, locals)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Leave out Jinja's search for globals of single templates: there are none."""
        del ctx
        if self._module is None:
            self._module = self.make_module()
        return self._module


class _Generator(CodeGenerator):
    """Write the code of a template with the quick ways of a PageEnvironment."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - Jinja's own
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `a.b` so that plain data are looked into on the spot: half of what a page does is that."""
        if isinstance(node.node, Name) and node.attr not in _METHODS:
            data, key = frame.symbols.ref(node.node.name), repr(node.attr)
            self.write(f"({data}[{key}] if {data}.__class__ is dict and {key} in {data} else ")
            super().visit_Getattr(node, frame)
            self.write(")")
        else:
            super().visit_Getattr(node, frame)

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """Write a call without the variables of the loop and the block: those are for functions that ask for them."""
        self.write("context.call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")


class PageEnvironment(Environment):
    """Templates, their globals and filters; `{{ a.b }}` looks in plain data first by what plain data are."""

    code_generator_class = _Generator
    context_class = PageContext
    template_class = PageTemplate

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - whatever a template names
        """Find what stands in plain data under a name, without first asking in vain for an attribute of a dict."""
        if type(obj) is not dict or attribute in _METHODS:
            return super().getattr(obj, attribute)
        return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)

    @staticmethod
    def printed(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
        """Escape what is printed; most texts need none, and need not be wrapped to say so."""
        kind = type(value)
        if kind is str:
            return escape(value) if _ESCAPED.search(value) else value
        if kind is Markup:
            return value
        return str(value) if kind is int or kind is float else escape(value)


class Compiled(BytecodeCache):
    """What templates were compiled to: while the program runs, and of vrapport's own templates also afterwards.

    That lies where Python keeps what it compiled of vrapport's modules, and is trusted as they are: who can write
    there can write vrapport itself. Nothing in the folder of a site is ever taken for code, nor is a site's own
    template kept. Jinja takes what is kept only if it was compiled from the same source.
    """

    def __init__(self, shipped: frozenset[str]) -> None:
        self.shipped = shipped

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Keep a template under its own name: what it was compiled to before is of no more use."""
        del filename
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over what is kept under a template's name, if anything is."""
        kept = _KNOWN.get(bucket.key) or (_read(bucket.key) if bucket.key in self.shipped else None)
        if kept:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        _KNOWN[bucket.key] = bucket.bytecode_to_string()
        if bucket.key in self.shipped and not sys.dont_write_bytecode:
            _write(bucket.key, _KNOWN[bucket.key])


_KNOWN: dict[str, bytes] = {}  # a preview builds often, and few templates change


def _read(name: str) -> bytes | None:
    """Read what a template was compiled to; what is not as this program wrote it is as good as nothing."""
    with suppress(OSError, NotImplementedError):  # the latter: a Python that keeps nothing compiled
        known, _, kept = _place(name).read_bytes().partition(b"\n")
        return kept if known == _sum(kept) else None
    return None


def _write(name: str, compiled: bytes) -> None:
    """Write it in one step; where nothing can be written, it is compiled again next time."""
    with suppress(OSError, NotImplementedError):  # as above
        aside = _place(name).with_suffix(f".{os.getpid()}.pyc")
        aside.parent.mkdir(exist_ok=True)
        aside.write_bytes(_sum(compiled) + b"\n" + compiled)
        aside.replace(_place(name))


def _place(name: str) -> Path:
    return Path(cache_from_source(str(Path(__file__).with_name(f"template.{name.replace('/', '.')}"))))


def _sum(compiled: bytes) -> bytes:
    return digest(_maker(), compiled).encode()


@cache
def _maker() -> str:
    """Hash what else compiled templates follow from: Jinja, and all that this package teaches it."""
    return digest(version("jinja2"), *(Path(__file__).with_name(f"{name}.py").read_bytes() for name in _MAKERS))
