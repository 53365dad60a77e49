"""Jinja as the theme wants it: strict and escaping as ever, made quick for plain data and many small macros."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import markupsafe
from jinja2 import BytecodeCache, Environment, StrictUndefined, Template
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.nodes import Call, Expr, Filter, Getattr, Include, Node
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from vrapport.digests import digest

Plain = Mapping[str, Any]
NOTHING: Plain = {}
_MADE: ContextVar[Plain] = ContextVar("what the page being made is made of", default=NOTHING)
_METHODS = frozenset(dir(dict))


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


class _Names(dict[str, Any]):
    """All that a template knows by name; in what many pages share, also what the page is made of that is being made."""

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 - whatever has a name
        """Look up what changes with the page."""
        return _MADE.get().get(name, missing)


class PageContext(Context):
    """The names that a template knows: its own and the globals, and in every macro also what the page is made of.

    So macros need not be imported with their context, which would set them all up again for every import.
    """

    def __init__(self, environment: Environment, parent: dict[str, Any], *others: Any, **named: Any) -> None:  # noqa: ANN401 - Jinja's own
        """Look names up without a function of ours in between: a page asks for hundreds."""
        super().__init__(environment, parent, *others, **named)
        self.vars = _Names(parent)
        self.resolve_or_missing = self.vars.__getitem__  # type: ignore[method-assign,assignment]

    def get_all(self) -> dict[str, Any]:
        """Return all names."""
        return self.vars

    def call(self, function: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever can be called
        """Call with named arguments what a template calls: none of our globals asks for the context."""
        return function.named(*args, **named) if hasattr(function, "named") else function(*args, **named)


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

    def write_commons(self) -> None:
        """Have at hand what is called for every value that is printed."""
        super().write_commons()
        self.writeline("printed, whole = environment.printed, environment.whole")

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """Let a block hand over what it says at once: each piece would pass through all blocks around it."""
        body = tuple(nodes)
        if frame.buffer is None and not any(map(_bypasses, body)):
            self.buffer(frame)
            super().blockvisit(body, frame)
            self.writeline(f"yield concat({frame.buffer})")
        else:
            super().blockvisit(body, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - Jinja's own
        if _escapes(frame):
            self.write("(it if (it := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - as above
        if _escapes(frame):
            self.write(").__class__ is Markup else printed[it.__class__](it))")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `a.b` so that plain data are looked into on the spot: half of what a page does is that."""
        if node.attr in _METHODS:
            super().visit_Getattr(node, frame)
        else:
            self._look(node, frame)

    def visit_Filter(self, node: Filter, frame: Frame) -> None:  # noqa: N802
        """Write `a.b|default(c)` without making up, where plain data lack `b`, what would tell so at length."""
        if node.name == "default" and isinstance(node.node, Getattr) and node.node.attr not in _METHODS:
            with self._filter_test_common(node, frame, is_filter=True):
                self._look(node.node, frame, "environment.nothing if it.__class__ is dict else ")
        else:
            super().visit_Filter(node, frame)

    def _look(self, node: Getattr, frame: Frame, lacking: str = "") -> None:
        self.write(f"(it[{node.attr!r}] if (it := ")
        self.visit(node.node, frame)
        self.write(f").__class__ is dict and {node.attr!r} in it else {lacking}environment.getattr(it, {node.attr!r}))")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """Write a call without the variables of the loop and the block: those are for functions that ask for them."""
        if node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller:
            self.write("context.call(")
            self.visit(node.node, frame)
            self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        else:
            self._callee(node.node, frame)
            self.write("(")
            for argument in node.args:
                self.visit(argument, frame)
                self.write(", ")
        self.write(")")

    def _callee(self, node: Expr, frame: Frame) -> None:
        """Write what is called; most often it is a macro of an imported file, which is no plain data."""
        if isinstance(node, Getattr) and node.attr not in _METHODS:
            self._look(node, frame, f"getattr(it, {node.attr!r}, None) or ")
        else:
            self.visit(node, frame)

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: FBT001, FBT002
        """Let a macro return what is escaped as such, so that nobody needs to wrap it for it."""
        if force_unescaped and _escapes(frame):
            self.writeline(f"return whole(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame, force_unescaped)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write that a macro is set up by the environment, and not by Jinja itself."""
        self.write("environment.macro(" if _escapes(frame) else "(")
        super().macro_def(macro_ref, frame)
        self.write(")")


def _bypasses(node: Node) -> bool:
    """Tell whether something in it hands over what it says itself, whatever is kept back around it."""
    included = (node,) if isinstance(node, Include) else node.find_all(Include)
    return any(not include.with_context for include in included)


def _escapes(frame: Frame) -> bool:
    """Tell whether it is known when a template is compiled that all it prints is to be escaped."""
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile


class _Printed(dict[type, Callable[[Any], str]]):
    """How to print values by their type, texts and numbers without wrapping them to say that they are escaped."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        """Print whatever else as Jinja does."""
        return escape


_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)  # what `escape` wraps


class PageEnvironment(Environment):
    """Templates, their globals and filters; `{{ a.b }}` looks in plain data first by what plain data are."""

    code_generator_class = _Generator
    context_class = PageContext
    template_class = PageTemplate
    nothing = StrictUndefined()
    printed = _Printed({str: _escaped, int: str, float: str})
    whole = partial(str.__new__, Markup)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Hand the globals over as they are where a template has none of its own: each page makes a copy of them."""
        return super().make_globals(d) if d else self.globals

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - whatever a template names
        """Find what stands in plain data under a name, without first asking in vain for an attribute of a dict."""
        if type(obj) is not dict or attribute in _METHODS:
            return super().getattr(obj, attribute)
        return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)

    def macro(self, macro: Macro) -> Any:  # noqa: ANN401 - what can be called
        """Set a macro up that has nothing but arguments: it is called as the plain function that it was compiled to."""
        if macro.caller or macro.catch_kwargs or macro.catch_varargs:
            return macro
        function: Any = macro._func  # noqa: SLF001 - the way round Macro's own bookkeeping
        function.__defaults__ = (missing,) * len(macro.arguments)
        function.__qualname__ = macro.name or "caller"  # as a fault calls it
        function.named = macro
        return function


class Compiled(BytecodeCache):
    """What templates were compiled to: while the program runs, and of vrapport's own templates also afterwards.

    That lies where Python keeps what it compiled of vrapport's modules, and is trusted as they are: who can write
    there can write vrapport itself. Nothing in the folder of a site is ever taken for code, nor is a site's own
    template kept. Jinja takes what is kept only if it was compiled from the same source; that the same program, with
    the same Jinja, compiled it is held here.
    """

    def __init__(self, shipped: frozenset[str], program: str) -> None:
        self.shipped = shipped
        self.program = program

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Keep a template under its own name: what it was compiled to before is of no more use."""
        del filename
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over what is kept under a template's name, if anything is."""
        kept = _KNOWN.get(bucket.key) or (self._read(bucket.key) if bucket.key in self.shipped else None)
        if kept:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        _KNOWN[bucket.key] = bucket.bytecode_to_string()
        if bucket.key in self.shipped and not sys.dont_write_bytecode:
            self._write(bucket.key, _KNOWN[bucket.key])

    def _read(self, name: str) -> bytes | None:
        """Read what a template was compiled to; what is not as this program wrote it is as good as nothing."""
        with suppress(OSError, NotImplementedError):  # the latter: a Python that keeps nothing compiled
            known, _, kept = _place(name).read_bytes().partition(b"\n")
            return kept if known == self._sum(kept) else None
        return None

    def _write(self, name: str, compiled: bytes) -> None:
        """Write it in one step; where nothing can be written, it is compiled again next time."""
        with suppress(OSError, NotImplementedError):  # as above
            aside = _place(name).with_suffix(f".{os.getpid()}.pyc")
            aside.parent.mkdir(exist_ok=True)
            aside.write_bytes(self._sum(compiled) + b"\n" + compiled)
            aside.replace(_place(name))

    def _sum(self, compiled: bytes) -> bytes:
        return digest(self.program, compiled).encode()


_KNOWN: dict[str, bytes] = {}  # a preview builds often, and few templates change


def _place(name: str) -> Path:
    return Path(cache_from_source(str(Path(__file__).with_name(f"template.{name.replace('/', '.')}"))))
