"""`build --zip` hands out the site in one file: only what is published, always the same bytes, over no other file."""

import stat
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Ask
from vrapport.outputs import manifest, pack

NAME = "var-forening-2020-01-31.zip"


def names(path: Path) -> list[str]:
    with ZipFile(path) as archive:
        return archive.namelist()


def test_the_archive_lies_beside_the_site_and_is_told_of(ask: Ask, small: Path) -> None:
    done = ask("build", "--site", small, "--zip")
    assert done.exit_code == 0, done.output
    assert (small / "output" / NAME).is_file()
    assert done.stdout.splitlines()[-1].startswith(f"{small / 'output' / NAME}, 0,")
    assert "index.html" in done.stdout.splitlines()[-1]


def test_it_holds_what_is_published_below_one_folder(ask: Ask, small: Path) -> None:
    ask("build", "--site", small, "--zip")
    published = manifest(small / "output", "public")
    assert names(small / "output" / NAME) == sorted(f"var-forening/{address}" for address in published)
    with ZipFile(small / "output" / NAME) as archive:
        for address in published:
            assert archive.read(f"var-forening/{address}") == (small / "output" / "public" / address).read_bytes()


def test_the_same_site_gives_the_same_bytes(ask: Ask, small: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        ask("build", "--site", small, "--output", tmp_path / folder, "--zip", tmp_path / f"{folder}.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_all_its_files_may_be_read_and_have_one_time(ask: Ask, small: Path) -> None:
    ask("build", "--site", small, "--zip")
    with ZipFile(small / "output" / NAME) as archive:
        found = archive.infolist()
    assert {member.date_time for member in found} == {(1980, 1, 1, 0, 0, 0)}
    assert {stat.S_IMODE(member.external_attr >> 16) for member in found} == {0o644}


def test_what_strays_into_the_site_is_not_handed_out(ask: Ask, small: Path) -> None:
    ask("build", "--site", small)
    (small / "output" / "public" / "lösenord.txt").write_text("x", encoding="utf-8")
    packed = pack(small / "output", "public", small / "ut.zip", "site")
    assert packed.files == len(names(packed.path)) == len(manifest(small / "output", "public"))
    assert not [name for name in names(packed.path) if "senord" in name]


def test_it_is_written_over_by_the_next_one(ask: Ask, small: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert ask("build", "--site", small, "--zip", tmp_path / "ut.zip", "-q").output == ""
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["ut.zip"]


def test_a_file_that_vrapport_did_not_make_is_left_alone(ask: Ask, small: Path, tmp_path: Path) -> None:
    (tmp_path / "bilder.zip").write_bytes(b"mina bilder")
    with ZipFile(tmp_path / "andras.zip", "w") as other:
        other.writestr("a", "b")
    for name in ("bilder.zip", "andras.zip"):
        before = (tmp_path / name).read_bytes()
        done = ask("build", "--site", small, "--zip", tmp_path / name)
        assert done.exit_code == 1
        assert "[archive-refused]" in done.stdout
        assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("place", ["output/public/sidan.zip", "content"])
def test_a_place_that_is_somebody_elses_is_refused(ask: Ask, small: Path, place: str) -> None:
    done = ask("build", "--site", small, "--zip", small / place)
    assert done.exit_code == 1
    assert "[archive-refused]" in done.stdout
    assert not (small / "output" / "public" / "sidan.zip").exists()


def test_a_folder_that_is_not_there_is_told_of(ask: Ask, small: Path, tmp_path: Path) -> None:
    done = ask("build", "--site", small, "--zip", tmp_path / "saknas" / "ut.zip")
    assert done.exit_code == 1
    assert "[archive-refused]" in done.stdout
    assert "Mappen finns inte." in done.stdout
    assert "Skapa mappen först" in done.stdout


def test_it_does_not_lie_among_the_sources(ask: Ask, small: Path) -> None:
    done = ask("build", "--site", small, "--zip", small / "content" / "hej.zip")
    assert done.exit_code == 1
    assert "[archive-refused]" in done.stdout
    assert not (small / "content" / "hej.zip").exists()


def test_without_a_site_there_is_no_archive(ask: Ask, broken: Path) -> None:
    assert ask("build", "--site", broken, "--zip").exit_code == 1
    assert not list(broken.rglob("*.zip"))
