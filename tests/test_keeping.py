"""What is kept is found again for the same key only, and nothing that lies there can stop a build."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vrapport.files import put_first
from vrapport.keeping import FOLDER, Shelf, keep, own_shelf, recall


def test_what_is_kept_is_found_for_its_key_and_no_other(tmp_path: Path) -> None:
    keep(tmp_path, "similar", "a", {"2019/A2": ["2019/A1", "å"]})
    assert recall(tmp_path, "similar", "a") == {"2019/A2": ["2019/A1", "å"]}
    assert recall(tmp_path, "similar", "b") is None
    assert recall(tmp_path, "other", "a") is None


def test_only_the_newest_is_kept(tmp_path: Path) -> None:
    keep(tmp_path, "similar", "a", 1)
    keep(tmp_path, "similar", "b", 2)
    assert (recall(tmp_path, "similar", "a"), recall(tmp_path, "similar", "b")) == (None, 2)
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} == {".gitignore", "similar.json"}


def test_what_is_kept_stays_out_of_git_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    keep(tmp_path, "similar", "a", 1)
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "*\n"
    assert (tmp_path / FOLDER / "similar.json").stat().st_mode & 0o077 == 0


def test_a_link_that_somebody_laid_is_not_followed(tmp_path: Path) -> None:
    mine = tmp_path / "brev.txt"
    mine.write_text("kvar", encoding="utf-8")
    (tmp_path / FOLDER).mkdir()
    for name in ("similar.json", f"similar.{os.getpid()}"):
        (tmp_path / FOLDER / name).symlink_to(mine)
    keep(tmp_path, "similar", "a", 1)
    assert recall(tmp_path, "similar", "a") == 1
    assert mine.read_text(encoding="utf-8") == "kvar"


@pytest.mark.parametrize("lay", [lambda path: path.symlink_to("/dev/zero"), os.mkfifo])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, lay: Callable[[Path], object]) -> None:
    (tmp_path / FOLDER).mkdir()
    lay(tmp_path / FOLDER / "similar.json")
    assert recall(tmp_path, "similar", "a") is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"1", b"null", b'{"key": "a"}', b"\xff", b'{"value": 1}', b"[" * 100_000]
)
def test_what_cannot_be_read_is_as_good_as_nothing(tmp_path: Path, content: bytes) -> None:
    keep(tmp_path, "similar", "a", 1)
    (tmp_path / FOLDER / "similar.json").write_bytes(content)
    assert recall(tmp_path, "similar", "a") is None
    keep(tmp_path, "similar", "a", 2)
    assert recall(tmp_path, "similar", "a") == 2


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    keep(tmp_path, "similar", "a", 1)
    assert recall(tmp_path, "similar", "a") is None
    assert (tmp_path / FOLDER).read_text() == "in the way"


def test_what_lies_in_its_place_is_left(tmp_path: Path) -> None:
    (tmp_path / FOLDER / "similar.json").mkdir(parents=True)
    keep(tmp_path, "similar", "a", 1)
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["similar.json"]


def test_what_a_killed_run_left_aside_is_neither_read_nor_in_the_way(tmp_path: Path) -> None:
    keep(tmp_path, "similar", "a", 1)
    aside = tmp_path / FOLDER / f"similar.{os.getpid()}"  # where this very process would write, too
    aside.write_bytes((tmp_path / FOLDER / "similar.json").read_bytes())
    (tmp_path / FOLDER / "similar.json").unlink()
    assert recall(tmp_path, "similar", "a") is None
    keep(tmp_path, "similar", "a", 2)
    assert recall(tmp_path, "similar", "a") == 2
    assert not aside.exists()


@pytest.fixture
def others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Become another user, whose programs keep things elsewhere."""

    def become(name: str) -> Path:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))
        return tmp_path / name

    return become


def test_what_another_user_kept_is_as_good_as_nothing(tmp_path: Path, others: Callable[[str], Path]) -> None:
    others("one")
    keep(tmp_path, "similar", "a", 1)
    others("another")
    assert recall(tmp_path, "similar", "a") is None
    others("one")
    assert recall(tmp_path, "similar", "a") == 1


def test_what_was_kept_under_one_name_is_not_taken_for_another(tmp_path: Path) -> None:
    keep(tmp_path, "similar", "a", 1)
    (tmp_path / FOLDER / "similar.json").rename(tmp_path / FOLDER / "other.json")
    assert recall(tmp_path, "other", "a") is None


def test_a_secret_is_ones_own(tmp_path: Path, others: Callable[[str], Path]) -> None:
    own = others("one") / "vrapport" / "secret"
    keep(tmp_path, "similar", "a", 1)
    assert (len(own.read_bytes()), own.stat().st_mode & 0o777) == (32, 0o600)
    assert own.read_bytes() not in (tmp_path / FOLDER / "similar.json").read_bytes()


@pytest.mark.parametrize("secret", [b"", b"short"])
def test_half_a_secret_is_made_whole(tmp_path: Path, others: Callable[[str], Path], secret: bytes) -> None:
    own = others(f"half-{len(secret)}") / "vrapport"
    own.mkdir(parents=True)
    (own / "secret").write_bytes(secret)
    keep(tmp_path, "similar", "a", 1)
    assert recall(tmp_path, "similar", "a") == 1
    assert len((own / "secret").read_bytes()) == 32


def test_the_first_secret_is_everybodys(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    put_first(secret, b"first", Path.exists)
    put_first(secret, b"second", Path.exists)
    assert secret.read_bytes() == b"first"
    put_first(secret, b"third", lambda _path: False)
    assert secret.read_bytes() == b"third"
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_what_is_kept_for_a_user_is_no_sites(tmp_path: Path, others: Callable[[str], Path]) -> None:
    own = others("one")
    own_shelf("1").keep("similar", 1)
    assert own_shelf("1").recall("similar") == 1
    assert Shelf(tmp_path, "1").recall("similar") is None
    Shelf(tmp_path, "1").keep("similar", 2)
    assert own_shelf("1").recall("similar") == 1
    assert {path.name for path in own.iterdir()} == {"vrapport"}
    assert not (tmp_path / FOLDER / "secret").exists()


def test_a_user_without_a_home_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    keep(tmp_path, "similar", "a", 1)
    assert recall(tmp_path, "similar", "a") is None
