"""The house, as a diagram: a module imports only from lines below its own, and neighbours do not know each other."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "vrapport"

HOUSE = (
    ("__main__",),
    ("cli",),
    ("serve",),
    ("starter",),
    ("build",),
    ("glancing",),
    ("examining",),
    ("pages", "exports", "checks", "handouts", "receipts", "preparing"),
    ("theme", "outputs", "views", "search"),
    ("manifest",),
    ("addresses", "exchange", "locking", "hosting"),
    ("accountability",),
    ("register",),
    ("project",),
    ("records", "catalogues"),
    ("wording",),
    ("dates", "vocabulary", "prose", "nodes", "sources", "templating", "makers", "keeping"),
    ("findings", "shipped", "digests", "colours", "qr", "stages", "files", "sharing"),
)
LINE = {room: line for line, rooms in enumerate(HOUSE) for room in rooms}
BELOW_BUILD = frozenset(room for room, line in LINE.items() if line > LINE["build"])

# What only the ends may do: print, leave, read the clock, run another program.
CLOCKS = frozenset({"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"})
ENDS = frozenset({"print", "input", "exit", "quit", "sys.exit", "os._exit", "os.system", "os.popen"})
FORBIDDEN_IMPORTS = frozenset({"subprocess", "click", "livereload"})


@dataclass(frozen=True)
class Module:
    """One file of the package: its dotted name without `vrapport`, and what it holds."""

    name: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.name.partition(".")[0]

    @property
    def is_package(self) -> bool:
        return (PACKAGE / self.name.replace(".", "/")).is_dir()

    def imports(self) -> Iterator[str]:
        """Tell every module imported, wherever the statement stands, by its full dotted name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                yield base
                yield from (f"{base}.{alias.name}" for alias in node.names)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        here = ["vrapport", *self.name.split(".")]
        above = here[: len(here) - node.level + self.is_package]
        return ".".join([*above, node.module or ""]).rstrip(".")

    def neighbours(self) -> set[str]:
        """Tell the modules of vrapport that this one imports, without the `vrapport.`."""
        inside = {name.removeprefix("vrapport.") for name in self.imports() if name.startswith("vrapport.")}
        return (inside & set(names())) - {self.name}


@cache
def modules() -> tuple[Module, ...]:
    return tuple(
        Module(_name(path), ast.parse(path.read_text(encoding="utf-8"), str(path)))
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != PACKAGE / "__init__.py"
    )


@cache
def names() -> tuple[str, ...]:
    return tuple(module.name for module in modules())


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


every_module = pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)


def test_every_module_has_its_place_in_the_house() -> None:
    assert {module.room for module in modules()} <= set(LINE)


def test_every_room_in_the_house_is_built() -> None:
    assert set(LINE) <= {module.room for module in modules()}


@every_module
def test_a_module_imports_only_from_below(module: Module) -> None:
    above = {name for name in module.neighbours() if name.partition(".")[0] != module.room}
    wrong = {name for name in above if LINE[name.partition(".")[0]] <= LINE[module.room]}
    assert not wrong, f"{module.name} imports {sorted(wrong)}, which stand beside or above it"


@every_module
def test_a_module_says_in_one_sentence_what_it_is(module: Module) -> None:
    sentence = (ast.get_docstring(module.tree) or "").partition("\n\n")[0]
    assert sentence.endswith((".", "?")), f"{module.name}: {sentence!r}"


def test_nothing_imports_in_a_circle() -> None:
    graph = {module.name: _but_for_its_own_shelf(module) for module in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"these import each other: {' -> '.join(circle.args[1])}")


def _but_for_its_own_shelf(module: Module) -> set[str]:
    """Leave out the package a module lies in: `from vrapport.pages import front` names it without using it."""
    return {name for name in module.neighbours() if not module.name.startswith(f"{name}.")}


@pytest.mark.parametrize("module", [m for m in modules() if m.room in BELOW_BUILD], ids=lambda module: module.name)
def test_nothing_below_build_prints_leaves_reads_the_clock_or_runs_a_program(module: Module) -> None:
    calls = {_dotted(node.func) for node in ast.walk(module.tree) if isinstance(node, ast.Call)}
    wrong = {call for call in calls if call in ENDS or _last_two(call) in CLOCKS}
    assert not wrong
    assert not {name.partition(".")[0] for name in module.imports()} & FORBIDDEN_IMPORTS


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _last_two(call: str) -> str:
    return ".".join(call.split(".")[-2:])
