"""What is kept is found again for the same key only, and nothing that lies there can stop a build."""

from pathlib import Path

import pytest

from vrapport.keeping import FOLDER, keep, recall


def test_what_is_kept_is_found_for_its_key_and_no_other(tmp_path: Path) -> None:
    keep(tmp_path, "similar", "a", {"2019/A2": ["2019/A1", "å"]})
    assert recall(tmp_path, "similar", "a") == {"2019/A2": ["2019/A1", "å"]}
    assert recall(tmp_path, "similar", "b") is None
    assert recall(tmp_path, "other", "a") is None


def test_only_the_newest_is_kept(tmp_path: Path) -> None:
    keep(tmp_path, "similar", "a", 1)
    keep(tmp_path, "similar", "b", 2)
    assert (recall(tmp_path, "similar", "a"), recall(tmp_path, "similar", "b")) == (None, 2)
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["similar.json"]


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
