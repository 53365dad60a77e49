"""What is installed is what was reviewed: every lock names versions and hashes, and no registry."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("run.txt", "dev.txt", "bench.txt", "quality.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def entries(lock: str) -> dict[str, str]:
    """Tell the requirements of a lock file by name, each with its hashes."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.partition("==")[0]: line for line in lines}


def name_of(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_versions_and_hashes_alone(lock: str) -> None:
    assert all(re.match(r"[a-z0-9.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line) for line in entries(lock).values())


@pytest.mark.parametrize("lock", [*LOCKS, "package.json"])
def test_a_lock_names_no_registry(lock: str) -> None:
    assert "://" not in (ROOT / "requirements" / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["", "lighthouse"])
def test_a_lock_of_packages_names_no_registry(folder: str) -> None:
    lock = json.loads((ROOT / "requirements" / folder / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


@pytest.mark.parametrize("folder", ["", "lighthouse"])
def test_the_checkers_are_locked_by_hash(folder: str) -> None:
    lock = json.loads((ROOT / "requirements" / folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())


def test_all_that_vrapport_imports_is_locked() -> None:
    assert {name_of(each) for each in PROJECT["project"]["dependencies"]} <= set(entries("run.txt"))


def test_all_that_developers_use_is_locked() -> None:
    wanted = {name_of(each) for each in PROJECT["dependency-groups"]["dev"] if isinstance(each, str)}
    assert wanted <= set(entries("dev.txt"))


def test_what_an_extra_brings_is_there_for_the_tests() -> None:
    extras = {each for extra in PROJECT["project"]["optional-dependencies"].values() for each in extra}
    assert extras <= {each for each in PROJECT["dependency-groups"]["dev"] if isinstance(each, str)}


def test_developers_and_users_run_the_same_versions() -> None:
    assert entries("run.txt").items() <= entries("dev.txt").items()
