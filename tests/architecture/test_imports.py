"""Start-up is quick: asking for the version loads click and nothing heavy."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK_FOR_THE_VERSION = "import sys; from vrapport.cli import main; sys.argv = ['vrapport', '--version']; main()"
BUILD = (
    "import sys; from vrapport.cli import main; "
    "sys.argv = ['vrapport', 'build', '--site', r'{site}', '--output', r'{site}/output']; main()"
)
CHECK = "import sys; from vrapport.cli import main; sys.argv = ['vrapport', 'check', '--site', r'{site}']; main()"
TELLING_OF_SEARCHES = (
    "import atexit, gc, sys; atexit.register(gc.callbacks.clear); "  # the last one of all comes after that
    "gc.callbacks.append(lambda phase, told: print(phase, 'of', told['generation'], file=sys.stderr)); "
)
ALLOWED = {"vrapport", "click"}  # click's own imports are the standard library's


def run(code: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )


def modules_loaded_by(code: str) -> set[str]:
    """Tell the modules loaded, from what `-X importtime` writes."""
    written = run(code, "-X", "importtime").stderr.splitlines()
    return {line.rpartition("|")[2].strip() for line in written if line.startswith("import time:")}


def loaded_by(code: str) -> set[str]:
    """Tell the top-level packages loaded, beside the standard library."""
    return {module.partition(".")[0] for module in modules_loaded_by(code)} - sys.stdlib_module_names


def cpu_seconds(code: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(code)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_the_version_is_told() -> None:
    assert "0." in run(ASK_FOR_THE_VERSION).stdout


def test_the_version_needs_nothing_heavier_than_click() -> None:
    loaded = loaded_by(ASK_FOR_THE_VERSION) - loaded_by("pass") - {"package", "imported package"}
    assert loaded <= ALLOWED, f"`vrapport --version` loads {sorted(loaded - ALLOWED)}"


def test_the_version_takes_less_than_the_blink_of_an_eye() -> None:
    run(ASK_FOR_THE_VERSION)  # the first run may have to compile
    took = [(cpu_seconds(ASK_FOR_THE_VERSION), cpu_seconds("import click")) for _ in range(5)]
    assert min(ours for ours, _ in took) < 2 * min(clicks for _, clicks in took)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Build a site once, so that what each process pays anew is seen in the next."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text("format: 1\ntitle: Stadgar\n", encoding="utf-8")
    run(BUILD.format(site=tmp_path))
    return tmp_path


def test_where_nothing_changed_no_record_page_or_library_of_either_is_loaded(site: Path) -> None:
    loaded = loaded_by(BUILD.format(site=site))
    assert not loaded & {
        "pydantic",
        "pydantic_core",
        "yaml",
        "markdown",
        "jinja2",
        "nh3",
        "icalendar",
        "simplemma",
        "segno",
    }
    assert not modules_loaded_by(BUILD.format(site=site)) & {
        "email.message",
        "importlib.metadata",
        "babel.messages.pofile",
        "multiprocessing",
        "concurrent.futures",
        "zipfile",
        "tempfile",
        "vrapport.outputs",
    }


@pytest.mark.parametrize("command", [BUILD, CHECK])
def test_memory_is_not_searched_while_a_command_loads_what_it_needs(site: Path, command: str) -> None:
    """What is loaded stays to the end: to go through it all took a tenth of the time of an edit."""
    (site / "content" / "site.yml").write_text("format: 1\ntitle: Regler\n", encoding="utf-8")
    said = run(TELLING_OF_SEARCHES + command.format(site=site)).stderr
    assert 0 < said.count("start of 0") < 60  # more than a hundred, where Python searches as often as it is used to
    assert "start of 2" not in said


def test_an_edit_loads_no_library_that_only_a_new_page_or_word_needs(site: Path) -> None:
    settings = site / "content" / "site.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not loaded_by(BUILD.format(site=site)) & {"icalendar", "simplemma", "segno"}
