"""The documentation keeps to the truth: its examples are read, its lists compared with the code, its links followed."""

import ast
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import click
import pytest
from pydantic import BaseModel

from tests.conftest import Command
from vrapport.checks import CHECKS
from vrapport.cli import main
from vrapport.examining import examine
from vrapport.findings import Place, Severity, in_order
from vrapport.nodes import Table
from vrapport.project import words_in
from vrapport.records import KINDS
from vrapport.records.fields import Coded, Reader, RecordFields
from vrapport.records.reading import read_content
from vrapport.records.schemas import schemas
from vrapport.records.site import SETTINGS, Site
from vrapport.records.typing import typed
from vrapport.sources import Source
from vrapport.starter import new_site
from vrapport.vocabulary import Code, Outcome, Status

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "sv"
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
RECORD = re.compile(r"`(content/[^`\s]+\.(?:yml|md))`")
FENCED = re.compile(r"^```(?P<form>\w*)[^\n]*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+|unreported|unexplained|placeholder")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """Give what stands under a heading of the second level that holds some words."""
    parts = re.split(r"^## ", FENCED.sub("", text), flags=re.MULTILINE)[1:]  # an example has headings of its own
    found = [part for part in parts if heading in part.partition("\n")[0]]
    assert found, f"there is no section about {heading}"
    return found[0]


def ticked(text: str) -> set[str]:
    """Give the words that stand in back-ticks; of `key: value`, the key."""
    return {words.partition(":")[0].strip() for words in re.findall(r"`([^`\n]+)`", text)}


def listed(name: str) -> set[str]:
    """Give what a page has a heading of the third level for, in back-ticks."""
    return set(re.findall(r"^### `([^`]+)`$", read(name), re.MULTILINE))


# --- the examples -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """A record shown in the documentation: the page, the line, the file it is said to be, and what it holds."""

    page: str
    line: int
    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def examples() -> Iterator[Example]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in FENCED.finditer(text):
            if block["form"] in {"yaml", "markdown"}:
                before = text[: block.start()]
                named = RECORD.findall(before.rpartition("\n```\n")[2])
                line = before.count("\n") + 1
                yield Example(page.relative_to(ROOT).as_posix(), line, named[-1] if named else "", block["text"])


EXAMPLES = tuple(examples())
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=str)
every_record = pytest.mark.parametrize("example", [shown for shown in EXAMPLES if shown.path != SETTINGS], ids=str)
every_settings = pytest.mark.parametrize("example", [shown for shown in EXAMPLES if shown.path == SETTINGS], ids=str)


@pytest.fixture(scope="module")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the shipped example out, in two languages, for the documentation's records to be put into."""
    root = tmp_path_factory.mktemp("documented")
    shutil.copytree(ROOT / "content", root / "content")
    settings = read(SETTINGS)
    assert "languages: [sv]\n" in settings
    (root / SETTINGS).write_text(settings.replace("languages: [sv]\n", "languages: [sv, en]\n"), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def begun_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Begin a site, as the guide asks its reader to."""
    root = tmp_path_factory.mktemp("begun")
    for file in new_site(date(2019, 5, 1)):
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return root


@pytest.fixture
def placed(example: Example, example_site: Path, begun_site: Path) -> Iterator[Path]:
    """Put a record where its text says that it lies, for as long as it is looked at."""
    root = begun_site if example.page == "docs/sv/index.md" else example_site
    path = root / example.path
    known = path.read_bytes() if path.is_file() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.text, encoding="utf-8")
    yield root
    path.unlink()
    if known is not None:
        path.write_bytes(known)


@every_example
def test_an_example_says_which_file_it_is(example: Example) -> None:
    assert example.path, f"{example}: name the file in back-ticks before the example, `content/...`"


@every_record
def test_an_example_is_a_record_without_errors(placed: Path) -> None:
    examined = examine(placed, clock=date(2020, 1, 31))
    found = [(str(each.place), each.code) for each in examined.findings if each.severity is Severity.ERROR]
    assert not found
    assert examined.register is not None


@every_settings
def test_an_example_of_the_settings_is_without_errors(example: Example) -> None:
    content = read_content(Source(SETTINGS, "", lambda: example.text))
    settings, findings = typed(Site, content.node or Table((), Place(SETTINGS)), Reader(words_in(ROOT, "sv")))
    assert settings
    assert not in_order((*content.findings, *findings))


def test_the_message_that_is_shown_is_the_one_that_is_given(example_site: Path, vrapport: Command) -> None:
    shown = next(block["text"] for block in FENCED.finditer(read("docs/sv/fel.md")))
    wrong = example_site / shown.partition(":")[0]
    wrong.write_text("title: Lokaler\nstatus: plannerat\n", encoding="utf-8")
    told = vrapport("check", cwd=example_site)
    wrong.unlink()
    assert shown in told.stdout


def test_there_are_examples_to_read() -> None:
    assert len(EXAMPLES) > 20, "next to no example is found: has the form of the blocks changed?"


def test_every_kind_of_record_has_an_example() -> None:
    shown = {example.path.split("/")[1] for example in EXAMPLES if example.path.startswith("content/")}
    assert {kind.folder for kind in KINDS} <= shown


# --- keys, words and dates --------------------------------------------------------------------------------------------


def classes_within(fields: type[BaseModel]) -> set[type[BaseModel]]:
    """Give a class, and those that its fields hold."""
    inside = {part for field in fields.model_fields.values() for part in _classes(field.annotation)}
    return {fields}.union(*(classes_within(part) for part in inside))


def _classes(annotation: object) -> Iterator[type[BaseModel]]:
    found = (annotation, *_parts(annotation))
    return (part for part in found if isinstance(part, type) and issubclass(part, BaseModel))


def _parts(annotation: object) -> Iterator[object]:
    """Give what a type is put together of, marks included."""
    for part in get_args(annotation):
        yield part
        yield from _parts(part)


def keys(fields: type[BaseModel]) -> set[str]:
    return {field.alias or name for each in classes_within(fields) for name, field in each.model_fields.items()}


KEYS: dict[str, type[BaseModel]] = {f"content/{kind.folder}/": kind.fields for kind in KINDS} | {SETTINGS: Site}


@pytest.mark.parametrize(("heading", "fields"), KEYS.items(), ids=KEYS)
def test_every_key_of_a_kind_is_explained(heading: str, fields: type[BaseModel]) -> None:
    text = read("docs/sv/poster.md")
    common = set(RecordFields.model_fields) if issubclass(fields, RecordFields) else set()
    explained = ticked(section(text, heading)) | ticked(section(text, "Lägesrapporten i ett beslut"))
    assert keys(fields) - common <= explained


def test_the_keys_that_all_records_have_are_explained() -> None:
    common = section(read("docs/sv/poster.md"), "Nycklar som alla poster kan ha")
    assert set(RecordFields.model_fields) <= ticked(common)


@pytest.mark.parametrize("code", [*Status, *Outcome])
def test_every_status_and_outcome_is_explained(code: Code) -> None:
    rows = [row for row in read("docs/sv/statusar.md").split("\n") if f"`{code}`" in row]
    word = words_in(ROOT, "sv").word(code.key)
    assert any(word in row for row in rows), f"no row has both {code} and “{word}”"


def typable() -> Iterator[tuple[str, str]]:
    """Give the words beside each status and outcome that the guide says can be typed too."""
    for row in re.findall(r"^\|.*\|$", read("docs/sv/statusar.md"), re.MULTILINE):
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        codes = [cell.strip("`") for cell in cells if cell.startswith("`")]
        if codes and "kan inte skrivas" not in row:
            yield from ((word.strip(), codes[0]) for word in cells[cells.index(f"`{codes[0]}`") + 1].split(","))


@pytest.mark.parametrize(("word", "code"), list(typable()))
def test_a_word_that_is_said_to_be_understood_is(word: str, code: str) -> None:
    words = words_in(ROOT, "sv")
    assert code in {words.code_for("status", word, tuple(Status)), words.code_for("outcome", word, tuple(Outcome))}


def ways_of_writing_a_date() -> list[str]:
    """Give the first column of the first table."""
    return re.findall(r"^\| (`[^|]+) \|", read("docs/sv/datum.md").partition("\n## ")[0], re.MULTILINE)


@pytest.mark.parametrize("row", ways_of_writing_a_date())
def test_the_ways_of_writing_a_date_are_understood_alike(row: str) -> None:
    words = words_in(ROOT, "sv")
    assert len({words.read_date(form).code for form in re.findall("`([^`]+)`", row)}) == 1


def test_the_schemas_are_those_of_the_records() -> None:
    kept = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "schemas").glob("*.json")}
    assert kept == schemas(), "the records have changed: run make generate"


# --- codes of findings ------------------------------------------------------------------------------------------------

MAKERS = frozenset({"error", "warning", "Fault", "Check", "RecordCheck", "Finding"})
# Where a code is passed on and not named: what they pass on is found by the other rules.
PASSED_ON = frozenset({"findings.py", "records/typing.py", "checks/prose.py", "nodes.py", "records/fields.py"})


@cache
def trees() -> dict[str, ast.Module]:
    package = ROOT / "vrapport"
    return {
        path.relative_to(package).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(package.rglob("*.py"))
    }


@cache
def calls_in(tree: ast.Module) -> tuple[tuple[str, ast.expr], ...]:
    """Give every call of a function by its name, with its first argument: each tree is gone through once."""
    return tuple(
        (node.func.id, node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
    )


def calls(tree: ast.Module, names: frozenset[str]) -> Iterator[ast.expr]:
    """Give the first argument of every call of some functions."""
    return (argument for name, argument in calls_in(tree) if name in names)


def codes_in(tree: ast.Module) -> Iterator[str]:
    """Give every code that is named where a finding is made, or beside the sentence that it will say."""
    for argument in calls(tree, MAKERS):
        yield from _codes_among(argument)
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and len(node.elts) > 1 and _says(node.elts[1]):
            yield from _codes_among(node.elts[0])
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "_SAID":
            yield from _codes_among(node)


def _says(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"


def _codes_among(tree: ast.AST) -> Iterator[str]:
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return (value for value in constants if isinstance(value, str) and CODE.fullmatch(value))


def vocabularies() -> Iterator[str]:
    """Give the lists of words that a key can have a wrong one of."""
    for fields in KEYS.values():
        for each in classes_within(fields):
            for field in each.model_fields.values():
                marks = (*field.metadata, *_parts(field.annotation))
                yield from (mark.vocabulary for mark in marks if isinstance(mark, Coded))


def codes() -> set[str]:
    named = {code for tree in trees().values() for code in codes_in(tree)}
    return named | {f"unknown-{vocabulary}" for vocabulary in vocabularies()}


def test_every_code_of_a_finding_is_explained() -> None:
    assert sorted(codes() - listed("docs/sv/fel.md")) == []


def test_no_code_is_explained_that_nothing_says() -> None:
    assert sorted(listed("docs/sv/fel.md") - codes()) == []


def test_every_code_is_named_where_it_can_be_found() -> None:
    made = ((name, code) for name, tree in trees().items() for code in calls(tree, MAKERS))
    passing = {name for name, code in made if not isinstance(code, ast.Constant)}
    assert passing <= PASSED_ON, "name the code there as it is, so that these tests see it"


def severities() -> dict[str, set[str]]:
    """Tell how each code is said, where the code that says it is a word and not passed on."""
    found: dict[str, set[str]] = {check.code: {check.severity.label} for check in CHECKS}
    for tree in trees().values():
        for maker in ("error", "warning"):
            for argument in calls(tree, frozenset({maker})):
                if isinstance(argument, ast.Constant):
                    found.setdefault(str(argument.value), set()).add(maker)
    return found


@pytest.mark.parametrize(("code", "said"), sorted(severities().items()))
def test_what_is_only_a_warning_is_called_one_and_what_is_an_error_is_not(code: str, said: set[str]) -> None:
    explained = read("docs/sv/fel.md").partition(f"### `{code}`\n")[2]
    if said == {"warning"} and code not in {"risky-text", "unsafe-link"}:
        assert explained.startswith("Varning.")
    if said == {"error"}:
        assert not explained.startswith("Varning.")


def test_every_check_is_explained_among_the_checks() -> None:
    explained = set(re.findall(r"^### `([^`]+)`$", section(read("docs/sv/fel.md"), "Kontrollerna"), re.MULTILINE))
    assert {check.code for check in CHECKS} <= explained


# --- commands ---------------------------------------------------------------------------------------------------------

every_command = pytest.mark.parametrize("command", list(main.commands.values()), ids=list(main.commands))


def options(command: click.Command) -> set[str]:
    context = click.Context(command)
    return {name for option in command.get_params(context) if isinstance(option, click.Option) for name in option.opts}


@every_command
def test_every_option_of_a_command_is_explained(command: click.Command) -> None:
    text = read("docs/sv/kommandon.md")
    shared, own = section(text, "Gemensamt"), section(text, f"`vrapport {command.name}`")
    assert options(command) <= {word.split()[0] for word in ticked(shared) | ticked(own)}


@every_command
def test_no_option_is_explained_that_a_command_does_not_have(command: click.Command) -> None:
    own = section(read("docs/sv/kommandon.md"), f"`vrapport {command.name}`")
    assert set(re.findall(r"^\| `(--[a-z-]+)", own, re.MULTILINE)) <= options(command)


def test_the_options_of_the_program_are_explained() -> None:
    shared = {word.split()[0] for word in ticked(section(read("docs/sv/kommandon.md"), "Gemensamt"))}
    assert options(main) <= shared


@every_command
def test_the_readme_names_every_command(command: click.Command) -> None:
    assert f"| `vrapport {command.name}` |" in read("README.md")


def shell_lines() -> Iterator[tuple[str, str]]:
    """Give every command that the documentation asks its reader to type, with its page."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        blocks = (block["text"] for block in FENCED.finditer(text) if block["form"] in {"sh", "yml"})
        ticks = re.findall(r"`((?:vrapport|make) [^`\n]+)`", FENCED.sub("", text))
        for line in (*(line for block in blocks for line in block.split("\n")), *ticks):
            yield page.name, line.strip().removeprefix("- ").removeprefix("run: ")


def commands_asked_for() -> Iterator[tuple[str, str, str]]:
    """Give every command of vrapport's that the documentation asks for: its page, its name and the whole line."""
    for page, line in shell_lines():
        if line.startswith("vrapport ") and not line.startswith(("vrapport --", "vrapport COMMAND")):
            yield page, line.split()[1], line


def test_every_command_asked_for_exists() -> None:
    asked = {(page, name) for page, name, _ in commands_asked_for()}
    assert asked
    assert not {(page, name) for page, name in asked if name not in main.commands}


def test_every_option_asked_for_exists() -> None:
    asked = (
        (line, option, main.commands[name])
        for _, name, line in commands_asked_for()
        for option in re.findall(r"(?<= )--[a-z-]+", line)
    )
    assert not {line for line, option, command in asked if option not in options(command) | {"--help"}}


def test_every_target_asked_for_stands_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    asked = {line.split()[1] for _, line in shell_lines() if re.match(r"make [a-z]", line)}
    assert {"site", "test"} <= asked <= targets


# --- links ------------------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Give the names that git hosts give a page's headings."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def links() -> Iterator[tuple[str, str]]:
    """Give every link to something of ours, with the page it stands on."""
    for page in PAGES:
        text = re.sub(r"`[^`\n]*`", "", FENCED.sub("", page.read_text(encoding="utf-8")))
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" not in target:
                yield page.relative_to(ROOT).as_posix(), target


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_a_link_leads_somewhere(page: str, target: str) -> None:
    path, _, anchor = target.partition("#")
    found = ((ROOT / page).parent / path).resolve() if path else ROOT / page
    assert found.exists()
    assert not anchor or anchor in anchors(found), f"no such heading; there are: {sorted(anchors(found))}"


def test_the_pictures_are_light() -> None:
    heavy = [path.name for path in (ROOT / "docs" / "assets").iterdir() if path.stat().st_size > 200_000]
    assert not heavy
