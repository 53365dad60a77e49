"""Every finding that can be made has a case somewhere in the tests that makes it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAKERS = {"error", "warning", "Fault"}
JUDGES = ("sources.py", "nodes.py", "project.py", "records/", "register/", "checks/")
TABLES = {"_SAID"}  # the codes of texts' hazards are keys of a table


def codes() -> Iterator[tuple[str, str]]:
    """Tell every code that stands in the source, and where."""
    for path in sorted((ROOT / "vrapport").rglob("*.py")):
        name = path.relative_to(ROOT / "vrapport").as_posix()
        if name.startswith(JUDGES):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                for code in _codes_in(node):
                    yield code, f"{name}:{getattr(node, 'lineno', 0)}"


def _codes_in(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id=maker), args=[ast.Constant(value=str(code)), *_]) if maker in MAKERS:
            yield code
        case ast.Call(
            func=ast.Name(id="Fault"), args=[ast.JoinedStr(values=[ast.Constant(value=str(begins)), *_]), *_]
        ):
            yield begins  # unknown-{vocabulary}
        case ast.AnnAssign(target=ast.Name(id=table), value=ast.Dict(keys=keys)) if table in TABLES:
            yield from (str(key.value) for key in keys if isinstance(key, ast.Constant))
        case ast.Return(value=ast.Tuple(elts=[ast.Constant(value=str(code)), ast.Call(), ast.Call()])):
            yield code  # what YAML may not hold: a code and two sentences


def tried() -> str:
    here = Path(__file__)
    paths = (path for path in (ROOT / "tests").rglob("*") if path.suffix in {".py", ".txt"} and path != here)
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_the_codes_are_found() -> None:
    found = {code for code, _ in codes()}
    assert {"unknown-key", "yaml-anchor", "not-utf8", "unknown-", "raw-html", "missing-record", "unreported"} <= found
    assert len(found) > 60


def test_every_code_has_a_failing_case() -> None:
    seen = tried()
    assert not [f"{place}: {code}" for code, place in codes() if code not in seen]


def test_codes_are_words_with_hyphens() -> None:
    assert not [code for code, _ in codes() if not code.replace("-", "").isalnum() or code != code.lower()]
