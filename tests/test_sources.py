"""Files are stamped without being opened where that is sure to say the same as opening them."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrapport.sources import Home, Stamps, _all_of, decode, digest_of, read_folder, stamps, wrong_in_name

LATER = time.time_ns() + 10**12  # long after all that these tests write
A = "content/decisions/a.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in {A: "title: a\n", "content/site.yml": "format: 1\n", "content/files/plan.pdf": "%PDF"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Take down every file that is opened, by its name."""
    names: list[str] = []
    call: Callable[..., int] = os.open

    def noting(path: str, *rest: int) -> int:
        names.append(Path(path).name)
        return call(path, *rest)

    monkeypatch.setattr(os, "open", noting)
    return names


def digests(found: Stamps) -> dict[str, str]:
    return {path: stamp.digest for path, stamp in found.items()}


def test_every_visible_file_is_stamped_with_the_hash_of_its_bytes(root: Path) -> None:
    (root / "content/.hidden").touch()
    found = stamps(root, "content")
    assert list(found) == [A, "content/files/plan.pdf", "content/site.yml"]
    assert found[A].digest == digest_of(b"title: a\n")


def test_what_was_left_alone_is_not_opened(root: Path, opened: list[str]) -> None:
    before = stamps(root, "content")
    opened.clear()
    assert stamps(root, "content", before, LATER) == before
    assert opened == []


def test_what_may_have_been_touched_while_it_was_stamped_is_opened(root: Path, opened: list[str]) -> None:
    before = stamps(root, "content")
    opened.clear()
    assert stamps(root, "content", before, time.time_ns()) == before
    assert len(opened) == len(before)


def test_an_edit_of_the_same_size_with_its_time_set_back_is_seen(root: Path) -> None:
    before = stamps(root, "content")
    (root / A).write_text("title: b\n", encoding="utf-8")
    os.utime(root / A, ns=(before[A].modified, before[A].modified))
    assert stamps(root, "content", before, LATER)[A].digest == digest_of(b"title: b\n")


def test_a_file_that_took_the_place_of_another_is_opened(root: Path) -> None:
    before = stamps(root, "content")
    (root / "x").write_text("title: b\n", encoding="utf-8")
    (root / "x").replace(root / A)
    assert stamps(root, "content", before, LATER)[A].digest == digest_of(b"title: b\n")


def test_what_is_new_comes_in_and_what_is_gone_falls_out(root: Path) -> None:
    before = stamps(root, "content")
    (root / A).rename(root / "content/decisions/b.yml")
    found = digests(stamps(root, "content", before, LATER))
    assert A not in found
    assert found["content/decisions/b.yml"] == before[A].digest


def test_new_times_alone_change_no_hash(root: Path) -> None:
    before = stamps(root, "content")
    (root / A).touch()
    assert digests(stamps(root, "content", before, LATER)) == digests(before)


@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_stamp_what_one_does(root: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr("vrapport.sharing.MUCH", 2)
    for number in range(20):
        (root / "content" / f"{number}.yml").write_text(f"title: {number}\n", encoding="utf-8")
    (root / "content/shut.yml").mkdir()
    (root / "content/link.yml").symlink_to(root / A)
    alone = stamps(root, "content")
    assert stamps(root, "content", jobs=jobs) == alone
    (root / "content/7.yml").write_text("title: x\n", encoding="utf-8")
    assert stamps(root, "content", alone, LATER, jobs) == stamps(root, "content") != alone


@given(st.binary(max_size=50), st.integers(-5, 60), st.one_of(st.none(), st.integers(0, 60)))
def test_a_file_is_read_to_its_end_or_one_past_the_limit_whatever_size_it_was_said_to_have(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, more: int, limit: int | None
) -> None:
    path = tmp_path_factory.getbasetemp() / "read"
    path.write_bytes(content)
    handle = os.open(path, os.O_RDONLY)
    try:
        read = _all_of(handle, max(0, len(content) + more), limit)
    finally:
        os.close(handle)
    assert read == (content if limit is None else content[: limit + 1])


def test_a_text_that_was_let_go_is_read_again_when_it_is_asked_for(root: Path, opened: list[str]) -> None:
    source = next(source for source in read_folder(root, "content").sources if source.path == A)
    other = source.altered(home=Home(prefix="norr"))
    assert (source.text, other.text, opened.count("a.yml")) == ("title: a\n", "title: a\n", 1)
    other.let_go()
    assert (source.text, opened.count("a.yml")) == ("title: a\n", 1)
    assert (other.text, opened.count("a.yml")) == ("title: a\n", 2)


def test_a_text_that_was_let_go_and_is_gone_is_empty(root: Path) -> None:
    source = next(source for source in read_folder(root, "content").sources if source.path == A)
    source.let_go()
    (root / A).unlink()
    assert not source.text


def test_what_must_not_be_opened_is_stamped_with_the_reason(root: Path) -> None:
    (root / "content/link.yml").symlink_to(root / A)
    (root / "content/con.yml").touch()
    found = digests(stamps(root, "content"))
    assert (found["content/link.yml"], found["content/con.yml"]) == ("link-in-content", "bad-file-name")
    assert digests(stamps(root, "nowhere")) == {"nowhere": "unreadable-file"}


@given(st.binary(max_size=60))
def test_a_file_is_known_by_its_bytes(content: bytes) -> None:
    decoded = decode("x.yml", content)
    assert getattr(decoded, "digest", digest_of(content)) == digest_of(content)


@pytest.mark.parametrize("name", ["a", "A20.yml", "a-b_c.en.md", "2019", "å.yml", "a.b.c.d.yml", "a" * 101])
def test_a_name_that_every_system_can_hold(name: str) -> None:
    assert wrong_in_name(name) is None


@pytest.mark.parametrize(
    "name", ["con", "CON.yml", "lpt1.txt", "a.", "a ", "a:b", "a\u200bb", "а.yml", "aа.yml", "a" * 201, "a\n"]
)
def test_a_name_that_some_system_cannot_hold_or_that_deceives(name: str) -> None:
    assert wrong_in_name(name) is not None
