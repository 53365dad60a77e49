"""Which libraries made a site is known without asking each of them."""

import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from vrapport import makers
from vrapport.makers import LIBRARIES, _files_in, _installed, program, version


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Look for packages in these folders, and nowhere else."""
    _installed.cache_clear()
    monkeypatch.setattr("sys.path", [str(tmp_path / "first"), str(tmp_path / "second"), str(tmp_path / "none")])
    yield sys.path
    _installed.cache_clear()


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_version_is_what_python_says_it_is(library: str) -> None:
    assert version(library) == metadata.version(library)


def test_the_first_on_the_path_is_the_one_that_is_used(path: list[str]) -> None:
    for folder, name in zip(path, ("Babel-2.1.dist-info", "babel-3.0.dist-info"), strict=False):
        Path(folder, name).mkdir(parents=True)
    assert version("babel") == "2.1"


def test_an_upgrade_that_was_broken_off_is_another_version(path: list[str]) -> None:
    for name in ("babel-2.10.dist-info", "babel-2.9.dist-info"):
        Path(path[0], name).mkdir(parents=True)
    assert version("babel") == "2.10 2.9"


def test_what_left_no_folder_is_asked_for(path: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path(path[0], "babelfish-9.dist-info").mkdir(parents=True)
    monkeypatch.setattr("importlib.metadata.version", {"babel": "1.0"}.get)
    assert version("babel") == "1.0"


def test_every_file_that_is_not_compiled_from_another_counts() -> None:
    here = Path(makers.__file__).parent
    lying = (path for path in here.rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert sorted(_files_in(str(here))) == sorted(path.relative_to(here).as_posix() for path in lying)


def test_another_word_or_another_name_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = set()
    monkeypatch.setattr(makers, "__file__", str(tmp_path / "makers.py"))
    for name, text in (("a.py", "1"), ("a.py", "2"), ("b/a.py", "2"), ("b/c.txt", "")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
        made.add(program.__wrapped__())
    assert len(made) == 4
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert program.__wrapped__() in made
