"""What a user installs is what a clone holds: a wheel of its own builds the example to the same bytes."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a command as a user would: with nothing of the clone on Python's path."""
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=bare, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tracked(folder: str) -> set[str]:
    """Tell the files of a folder in the clone, as git would take them: without what it ignores."""
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", folder).split("\0")
    return {name for name in listed if name and (ROOT / name).is_file()}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment, which borrows the libraries (but not vrapport) from this one."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", wheel)
    borrowed = Path(sysconfig.get_path("purelib", vars={"base": str(environment)})) / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib"), encoding="utf-8")  # a .pth file does not read others' .pth files
    return environment / "bin"


def test_the_wheel_holds_the_package_the_theme_and_the_example(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    shipped = {f"vrapport/_shipped/{name}" for folder in ("templates", "content") for name in tracked(folder)}
    assert packed == tracked("vrapport") | shipped


def test_the_installed_package_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import vrapport; print(vrapport.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(installed.parent)


def test_the_example_from_a_wheel_is_the_clones_byte_for_byte(installed: Path, tmp_path: Path) -> None:
    run(installed / "vrapport", "init", "--example", "site", cwd=tmp_path)
    run(installed / "vrapport", "build", cwd=tmp_path / "site")
    run(sys.executable, "-m", "vrapport", "build", "--output", tmp_path / "clone")
    assert files(tmp_path / "site" / "output" / "public") == files(tmp_path / "clone" / "public")
