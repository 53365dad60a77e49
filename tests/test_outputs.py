import os
import resource
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small import stamps, tree
from vrapport.findings import Place
from vrapport.outputs import (
    Folder,
    Output,
    Planned,
    Published,
    RefusedError,
    collisions,
    making,
    manifest,
    prepare,
    publish,
    ready,
)
from vrapport.outputs import publishing as at_work
from vrapport.outputs.output import _PLAIN, _folded, _folder_of, _page_above
from vrapport.sharing import _TICKET, in_parts, shared, shared_where_many

SITE = "public"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    assert prepare(folder, tmp_path / "site") is None
    return folder


def put(folder: Path, files: Mapping[str, str], *, program: str = "1", jobs: int = 1) -> Published:
    return publish([ready(at, text.encode()) for at, text in files.items()], folder, SITE, program=program, jobs=jobs)


def lying(folder: Path) -> dict[str, str]:
    return {at: content.decode() for at, content in tree(folder / SITE).items()}


def leftovers(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {SITE, ".vrapport", f".vrapport-{SITE}.json"}


def unmade() -> bytes:
    raise AssertionError("made, though nothing changed")


# --- what lies there afterwards ---------------------------------------------------------------------------------------


def test_the_folder_holds_what_was_published_and_nothing_else(folder: Path) -> None:
    put(folder, {"index.html": "a", "beslut/A1.html": "b", "gammal.html": "c"})
    done = put(folder, {"index.html": "a", "beslut/A1.html": "B", "ny/sida.html": "d"})
    assert lying(folder) == {"index.html": "a", "beslut/A1.html": "B", "ny/sida.html": "d"}
    assert (done.written, done.kept, done.removed) == (2, 1, 1)
    assert not leftovers(folder)


def test_what_somebody_else_put_there_is_taken_away(folder: Path) -> None:
    put(folder, {"index.html": "a"})
    (folder / SITE / "främmande.html").write_text("x", encoding="utf-8")
    assert put(folder, {"index.html": "a"}).removed == 1
    assert lying(folder) == {"index.html": "a"}


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_text("förvanskad", encoding="utf-8")])
def test_what_somebody_else_changed_is_made_again(folder: Path, harm: Callable[[Path], object]) -> None:
    put(folder, {"index.html": "a", "b.html": "b"})
    harm(folder / SITE / "index.html")
    put(folder, {"index.html": "a", "b.html": "b"})
    assert lying(folder) == {"index.html": "a", "b.html": "b"}


def test_where_nothing_changed_nothing_is_made_written_or_swapped(folder: Path) -> None:
    put(folder, {"index.html": "a", "b/c.html": "b"})
    before = stamps(folder)
    known = [Output(address=at, fingerprint=mark, make=unmade) for at, mark in manifest(folder, SITE).items()]
    assert publish(known, folder, SITE, program="1") == Published(folder / SITE, 0, 2, 0)
    assert stamps(folder) == before


def test_a_restored_copy_is_the_same_whatever_its_times(folder: Path) -> None:
    put(folder, {"index.html": "a", "b/c.html": "b"})
    for path in (folder / SITE).rglob("*.html"):
        os.utime(path, (1, 1))
    known = [Output(address=at, fingerprint=mark, make=unmade) for at, mark in manifest(folder, SITE).items()]
    assert publish(known, folder, SITE, program="1") == Published(folder / SITE, 0, 2, 0)
    noted = stamps(folder)
    assert publish(known, folder, SITE, program="1").kept == 2
    assert stamps(folder) == noted  # the new times were noted once


def test_a_file_of_the_same_size_with_other_words_is_made_again(folder: Path) -> None:
    put(folder, {"index.html": "a"})
    (folder / SITE / "index.html").write_text("b", encoding="utf-8")
    os.utime(folder / SITE / "index.html", (1, 1))
    put(folder, {"index.html": "a"})
    assert lying(folder) == {"index.html": "a"}


def test_another_version_of_the_program_makes_everything_anew(folder: Path) -> None:
    put(folder, {"index.html": "a"}, program="1")
    assert put(folder, {"index.html": "a"}, program="2").written == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"program": "1"}', '{"program": "1", "files": {"index.html": [1]}}'])
def test_a_manifest_that_cannot_be_read_makes_everything_anew(folder: Path, text: str) -> None:
    put(folder, {"index.html": "a"})
    (folder / f".vrapport-{SITE}.json").write_text(text, encoding="utf-8")
    assert put(folder, {"index.html": "a"}).written == 1


def test_a_file_system_without_hard_links_gets_copies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    put(folder, {"index.html": "a", "b.html": "b"})
    monkeypatch.setattr(os, "link", refuse)
    assert put(folder, {"index.html": "a", "b.html": "B"}).kept == 1
    assert put(folder, {"index.html": "a", "b.html": "B"}).kept == 2
    assert lying(folder) == {"index.html": "a", "b.html": "B"}


# --- folders ----------------------------------------------------------------------------------------------------------


def in_folder(files: Mapping[str, str]) -> Folder:
    """Plan a folder in which a file follows from its content alone."""
    return Folder(address="sok", plan=lambda: (ready(f"sok/{name}", files[name].encode()) for name in files))


@pytest.mark.parametrize("jobs", [1, 2])
def test_of_a_folder_each_file_is_kept_by_itself(folder: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "WORTH_SHARING", 1)
    publish([in_folder({"a.js": "a", "b.js": "b", "c.js": "c"})], folder, SITE, program="1", jobs=jobs)
    kept = (folder / SITE / "sok/a.js").stat()
    done = publish([in_folder({"a.js": "a", "b.js": "B"})], folder, SITE, program="1", jobs=jobs)
    assert (done.written, done.kept, done.removed) == (1, 1, 1)
    assert lying(folder) == {"sok/a.js": "a", "sok/b.js": "B"}
    assert (folder / SITE / "sok/a.js").stat().st_mtime_ns == kept.st_mtime_ns


# --- several processes ------------------------------------------------------------------------------------------------


@pytest.fixture
def many() -> dict[str, str]:
    return {f"s/{number}.html": str(number) for number in range(making.WORTH_SHARING + 7)}


@contextmanager
def failing_outside(process: int) -> Iterator[Callable[[], bytes]]:
    """Give a thing to make that can only be made in one process."""

    def make() -> bytes:
        if os.getpid() != process:
            os._exit(9)
        return b"hit"

    yield make


# From Python 3.12 on, a fork beside another thread warns; pytest-xdist has such threads, a command has none.
forks = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")


@forks
def test_several_processes_publish_what_one_does(folder: Path, many: dict[str, str]) -> None:
    told: list[tuple[int, int]] = []
    outputs = [ready(at, text.encode()) for at, text in many.items()]
    done = publish(
        [*outputs, in_folder({"a.js": "a"})], folder, SITE, program="1", jobs=3,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert lying(folder) == {**many, "sok/a.js": "a"}
    assert done.written == len(many) + 1
    assert told == [(number, len(many) + 1) for number in range(1, len(many) + 2)]


@forks
@pytest.mark.parametrize("jobs", [1, 3])
def test_what_is_planned_is_found_out_first_where_it_is_made(folder: Path, many: dict[str, str], jobs: int) -> None:
    def planned(changed: str) -> list[Planned]:
        texts = many | {"s/3.html": changed}
        return [Planned(address=at, plan=lambda at=at: ready(at, texts[at].encode())) for at in texts]

    publish(planned("x"), folder, SITE, program="1", jobs=jobs)
    done = publish(planned("y"), folder, SITE, program="1", jobs=jobs)
    assert (done.written, done.kept) == (1, len(many) - 1)
    assert lying(folder) == many | {"s/3.html": "y"}


@forks
def test_a_process_that_dies_is_stood_in_for(folder: Path, many: dict[str, str]) -> None:
    with failing_outside(os.getpid()) as make:
        outputs = [ready(at, text.encode()) for at, text in many.items()]
        publish([*outputs, Output(address="x.html", fingerprint="1", make=make)], folder, SITE, program="1", jobs=2)
    assert lying(folder) == {**many, "x.html": "hit"}


@forks
def test_a_fault_in_another_process_is_told_as_if_it_were_here(folder: Path, many: dict[str, str]) -> None:
    outputs = [ready(at, text.encode()) for at, text in many.items()]
    with pytest.raises(AssertionError, match="made, though"):
        publish([*outputs, Output(address="x", fingerprint="1", make=unmade)], folder, SITE, program="1", jobs=2)
    assert not leftovers(folder)


# --- what goes wrong leaves the published site as it was --------------------------------------------------------------


@contextmanager
def no_room_for_more_than(size: int) -> Iterator[None]:
    """Let no file grow past a size: what a full disk does, for those who may not make a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def as_nobody() -> Iterator[None]:
    """Lay down root's powers, to whom everything is writable."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("size", [0, 1, 50, 250, 310])
def test_a_full_disk_leaves_the_old_site_and_no_litter(folder: Path, size: int) -> None:
    put(folder, {"index.html": "a", "b.html": "b", "c.html": "c"})
    before = stamps(folder / SITE)
    changed = {"index.html": "A" * 300, "b.html": "b", "d.html": "d"}
    with no_room_for_more_than(size), pytest.raises(RefusedError) as refused:
        put(folder, changed)
    assert refused.value.finding.code == "output-unwritable"
    assert stamps(folder / SITE) == before
    assert not leftovers(folder)
    put(folder, changed)
    assert lying(folder) == changed


def test_a_read_only_output_is_left_as_it_is(folder: Path) -> None:
    put(folder, {"index.html": "a"})
    before = stamps(folder)
    for path in (folder.parent, *folder.parent.parents):
        if path.stat().st_uid == os.geteuid() and not path.stat().st_mode & 0o001:
            path.chmod(path.stat().st_mode | 0o011)  # let nobody come this far
    folder.chmod(0o555)
    with as_nobody(), pytest.raises(RefusedError) as refused:
        put(folder, {"index.html": "b"})
    folder.chmod(0o755)
    assert refused.value.finding.code == "output-unwritable"
    assert stamps(folder) == before


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt])
def test_a_fault_in_the_making_leaves_the_old_site_and_no_litter(folder: Path, fault: type[BaseException]) -> None:
    def make() -> bytes:
        raise fault

    put(folder, {"index.html": "a"})
    before = stamps(folder / SITE)
    with pytest.raises(fault):
        publish([ready("a.html", b"a"), Output(address="b", fingerprint="", make=make)], folder, SITE, program="1")
    assert stamps(folder / SITE) == before
    assert not leftovers(folder)


def test_folders_that_cannot_change_places_in_one_step_do_so_in_two(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_work, "exchange", lambda *_: False)
    put(folder, {"index.html": "a"})
    put(folder, {"index.html": "b"})
    assert lying(folder) == {"index.html": "b"}
    assert not leftovers(folder)


def test_the_old_site_comes_back_if_the_second_step_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def only_away(path: Path, target: Path) -> Path:
        if path.name.startswith(".next-"):
            raise OSError(28, "full")
        return rename(path, target)

    put(folder, {"index.html": "a"})
    before = stamps(folder / SITE)
    monkeypatch.setattr(at_work, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", only_away)
    with pytest.raises(RefusedError):
        put(folder, {"index.html": "b"})
    assert stamps(folder / SITE) == before
    assert not leftovers(folder)


def test_what_an_earlier_build_left_behind_is_swept_away(folder: Path) -> None:
    for name in (".next-public", ".old-public"):
        (folder / name / "djupt").mkdir(parents=True)
        (folder / name / "djupt/sida.html").write_text("halv", encoding="utf-8")
    put(folder, {"index.html": "a"})
    put(folder, {"index.html": "b"})
    assert lying(folder) == {"index.html": "b"}
    assert not leftovers(folder)


def test_a_link_left_where_the_next_site_goes_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "annans").mkdir()
    (tmp_path / "annans/brev.txt").write_text("kvar", encoding="utf-8")
    (folder / ".next-public").symlink_to(tmp_path / "annans")
    put(folder, {"index.html": "a"})
    assert (tmp_path / "annans/brev.txt").exists()
    assert not leftovers(folder)


def test_a_link_left_where_the_manifest_is_written_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("kvar", encoding="utf-8")
    (folder / f".vrapport-{SITE}.next").symlink_to(tmp_path / "brev.txt")
    put(folder, {"index.html": "a"})
    assert (tmp_path / "brev.txt").read_text(encoding="utf-8") == "kvar"
    assert put(folder, {"index.html": "a"}).kept == 1


def test_a_link_among_what_was_published_is_taken_away(folder: Path, tmp_path: Path) -> None:
    put(folder, {"index.html": "a"})
    (folder / SITE / "annans").symlink_to(tmp_path, target_is_directory=True)
    put(folder, {"index.html": "a"})
    assert not (folder / SITE / "annans").is_symlink()


def test_without_a_secret_of_ones_own_all_is_made_anew_and_known_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    put(folder, {"index.html": "a"})
    assert set(manifest(folder, SITE)) == {"index.html"}
    assert put(folder, {"index.html": "a"}).written == 1


def test_what_another_user_says_was_published_is_made_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, {"index.html": "a"})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    assert put(folder, {"index.html": "a"}).written == 1


def test_a_published_folder_that_is_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "annans").mkdir()
    (folder / SITE).symlink_to(tmp_path / "annans")
    with pytest.raises(RefusedError) as refused:
        put(folder, {"index.html": "a"})
    assert refused.value.finding.code == "output-refused"
    assert not list((tmp_path / "annans").iterdir())


# --- which folders are refused ----------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("content", "templates"):
        (tmp_path / "site" / name).mkdir(parents=True)
    return tmp_path / "site"


def test_an_empty_folder_and_one_that_is_not_there_yet_are_taken(root: Path, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    for folder in (tmp_path / "tom", tmp_path / "ny/djupt", root / "output"):
        assert prepare(folder, root) is None
        assert prepare(folder, root) is None  # and again, now that it is ours


@pytest.mark.parametrize("name", [".", "content", "content/decisions", "templates", "..", "../.."])
def test_the_site_and_all_above_it_and_its_records_are_refused(root: Path, name: str) -> None:
    before = stamps(root)
    refused = prepare(root / name, root)
    assert refused is not None
    assert refused.code == "output-refused"
    assert stamps(root) == before


def test_the_root_and_the_home_folder_are_refused(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hem").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "hem"))
    for folder in (Path("/"), tmp_path / "hem", tmp_path / "hem/../hem"):
        refused = prepare(folder, root)
        assert refused is not None
        assert refused.code == "output-refused"
    assert not list((tmp_path / "hem").iterdir())


def test_a_folder_with_foreign_files_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder/a.jpg").write_bytes(b"x")
    before = stamps(tmp_path)
    refused = prepare(tmp_path / "bilder", root)
    assert refused is not None
    assert refused.code == "output-refused"
    assert stamps(tmp_path) == before


def test_a_file_and_a_link_are_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    (tmp_path / "tom").mkdir()
    (tmp_path / "lank").symlink_to(tmp_path / "tom")
    (tmp_path / "slinga").symlink_to(tmp_path / "slinga")
    for name in ("fil", "lank", "slinga"):
        refused = prepare(tmp_path / name, root)
        assert refused is not None
        assert refused.code == "output-refused", name
    assert not list((tmp_path / "tom").iterdir())


def test_a_folder_that_may_not_be_read_is_a_finding(root: Path, tmp_path: Path) -> None:
    shut = tmp_path / "stangd"
    shut.mkdir(mode=0)
    with as_nobody():
        refused = prepare(shut / "output", root)
    assert refused is not None
    assert refused.code == "output-unwritable"


# --- collisions -------------------------------------------------------------------------------------------------------


def clashes(*addresses: str) -> list[tuple[str, str]]:
    outputs = [ready(at, b"", Place(f"content/{number}.yml")) for number, at in enumerate(addresses)]
    return [(finding.code, str(finding.place)) for finding in collisions(outputs)]


def test_addresses_that_differ_collide_with_none() -> None:
    assert clashes("index.html", "beslut/index.html", "beslut/A1.html", "beslut.html", "å.html") == []


@pytest.mark.parametrize("other", ["beslut/a.html", "BESLUT/A.html", "beslut/A\u030a.html", "BESLUT/\u00c5.HTML"])
def test_addresses_that_some_file_system_cannot_tell_apart_collide(other: str) -> None:
    first = "beslut/\u00e5.html" if len(other) > 13 or "\u00c5" in other else "beslut/A.html"
    assert clashes(first, other) == [("same-address", "content/1.yml")]


def test_a_page_cannot_lie_inside_another(folder: Path) -> None:
    assert clashes("a.html", "A.html/b.html") == [("same-address", "content/1.yml")]
    inside = [in_folder({}), ready("sok/x.js", b"")]
    assert [finding.code for finding in collisions(inside)] == ["same-address"]
    assert lying(folder) == {}


@pytest.mark.parametrize(
    "address",
    [
        "../ond",
        "/etc/x",
        "..",
        ".",
        ".git/config",
        "a/../b",
        "a\\b",
        "C:x",
        "a//b",
        "a/",
        "",
        " a",
        "a ",
        "a\nb",
        "a*",
        'a"b',
    ],
)
def test_an_address_that_leads_out_or_fits_no_system_is_refused(address: str) -> None:
    assert clashes(address) == [("bad-address", "content/0.yml")]


PIECES = st.sampled_from(["a", "A", "b.html", ".a", "", " ", "..", "å", "Å", "c-1", "x:y", "é", "e\u0301", "a*"])
ADDRESSES = st.lists(PIECES, min_size=1, max_size=4).map("/".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(ADDRESSES, max_size=6))
def test_what_is_seen_at_a_glance_is_what_a_long_look_finds(addresses: list[str]) -> None:
    assert not [address for address in addresses if _PLAIN.fullmatch(address) and not _is_proper(address)]
    lying = {_folded(address): ready(address, b"") for address in addresses if _is_proper(address)}
    assert lying.keys() == {unicodedata.normalize("NFC", each).casefold() for each in addresses if _is_proper(each)}
    for address in lying:
        above = next((folder for folder in map(str, PurePosixPath(address).parents) if folder in lying), None)
        assert _page_above(_folder_of(address), lying) == (above and lying[above])


def _is_proper(address: str) -> bool:
    plain = all(part and part == part.strip() and not part.startswith(".") for part in address.split("/"))
    return plain and not set(address) & set(":*")


# --- work shared ------------------------------------------------------------------------------------------------------


@forks
@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("number", [0, 1, 10, 11, 60])
def test_what_comes_of_little_work_is_the_same_however_much_there_is(
    jobs: int, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vrapport.sharing.MUCH", 5)
    pieces = list(range(number))
    done = list(shared_where_many(pieces, jobs, lambda piece: (piece, os.getpid())))
    assert [piece for piece, _ in done] == pieces
    assert jobs > 1 or {where for _, where in done} <= {os.getpid()}


@forks
@pytest.mark.parametrize("jobs", [2, 3, 9])
@pytest.mark.parametrize("number", [1, 2, 7, 60])
def test_what_comes_of_shared_work_comes_in_order(jobs: int, number: int) -> None:
    told: list[int] = []
    parts = list(in_parts(range(number), 5))
    assert list(shared(parts, jobs, str, lambda: told.append(1))) == [*map(str, range(number))]
    assert len(told) == number


@forks
def test_each_of_several_processes_does_some_of_the_work() -> None:
    def slowly(_: int) -> int:
        time.sleep(0.01)
        return os.getpid()

    done = list(shared([[number] for number in range(30)], 3, slowly, lambda: None))
    assert len(set(done)) == 3
    assert os.getpid() in done
    assert os.getpid() not in done[:2]  # the others begin with the first parts, which may be long


@forks
def test_where_one_process_dies_its_part_is_done_here_and_no_other_is_lost() -> None:
    own = os.getpid()

    def fatal(number: int) -> int:
        if number == 0 and os.getpid() != own:
            os._exit(9)
        return number

    assert list(shared([[number] for number in range(30)], 3, fatal, lambda: None)) == list(range(30))


@forks
@pytest.mark.parametrize("room", [0, 1])
def test_where_no_more_processes_can_be_started_those_there_are_do_the_work(
    monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    fork, started = os.fork, []

    def forked() -> int:
        if len(started) == room:
            raise BlockingIOError
        started.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", forked)
    assert list(shared([[number] for number in range(30)], 4, str, lambda: None)) == [*map(str, range(30))]
    assert len(started) == room


@forks
def test_a_fault_is_that_of_the_first_piece_that_fails_whoever_met_it() -> None:
    def fails(number: int) -> int:
        return number // (number % 5 - 3)

    for _ in range(5):
        came = shared([[number] for number in range(30)], 3, fails, lambda: None)
        assert [next(came) for _ in range(3)] == [0, -1, -2]
        with pytest.raises(ZeroDivisionError):
            next(came)


@pytest.mark.parametrize("number", [0, 1, 50, 51, 100_000, 1_000_000])
def test_parts_hold_all_of_the_work_and_are_not_too_many(number: int) -> None:
    parts = list(in_parts(range(number), 50))
    assert [piece for part in parts for piece in part] == list(range(number))
    assert len(parts) * _TICKET <= 4096  # what a pipe holds at the least: laying tickets there must not wait
