"""Rows 36-43 of the list of hostile and unlucky input: what files may be called, and what may lie in content/."""

import os
from pathlib import Path
from unicodedata import normalize

import pytest

from tests.told import CLOCK, asked, codes, decision, judged, lines, told, write
from vrapport.build import build

RECORD = "title: x\nstatus: pågår\n"
A = "content/decisions/a.yml"


def test_row_36_twins_that_differ_in_how_they_are_stored(tmp_path: Path) -> None:
    (said,) = [
        line
        for line in told(tmp_path, {f"content/decisions/{normalize(form, 'å')}.yml": RECORD for form in ("NFC", "NFD")})
        if "error" in line
    ]
    assert "error same-name | Två filer heter ”content/decisions/å.yml”" in said
    assert r"a\u030a" in said
    assert r"\xe5" in said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("decisions/A1.yaml", "decisions/a1.yaml"),
        ("decisions/A1.yml", "decisions/a1.yaml"),
        ("files/Plan.pdf", "files/plan.pdf"),
    ],
)
def test_row_37_twins_that_differ_in_case(tmp_path: Path, one: str, other: str) -> None:
    assert judged(tmp_path, {f"content/{one}": RECORD, f"content/{other}": RECORD}) == [
        f"content/{other} error same-name"
    ]


def test_row_38_two_records_with_one_id(tmp_path: Path) -> None:
    (said,) = [line for line in told(tmp_path, {A: RECORD, "content/decisions/a.yaml": RECORD}) if "error" in line]
    assert "error same-id" in said
    assert "content/decisions/a.yml" in said
    assert "content/decisions/a.yaml" in said


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("pages/index.md", "index.html"),
        ("pages/sok.md", "sok.html"),
        ("pages/404.md", "404.html"),
        ("decisions/index.yml", "beslut/index.html"),
        ("decisions/index-2.yml", "beslut/index-2.html"),
        ("bodies/index.yml", "organ/index.html"),
        ("pages/omraden/miljo.md", "omraden/miljo.html"),
        ("decisions/ej-redovisade.yml", "beslut/ej-redovisade.html"),
    ],
)
def test_row_38_an_id_of_the_sites_own(tmp_path: Path, path: str, address: str) -> None:
    text = f"---\n{RECORD}---\n" if path.endswith(".md") else RECORD
    text = text.replace("status: pågår\n", "") if "decisions" not in path else text
    (said,) = [line for line in told(tmp_path, {f"content/{path}": text}) if "error" in line]
    assert said.startswith(f"content/{path} error address-taken | Sidan skulle få adressen ”{address}”, som är en av")


def test_row_38_two_kinds_with_one_address(tmp_path: Path) -> None:
    (said,) = [
        line
        for line in told(tmp_path, {A: RECORD, "content/pages/beslut/a.md": "---\ntitle: x\n---\n"})
        if "error" in line
    ]
    assert "content/pages/beslut/a.md error address-taken" in said
    assert A in said


WAYS_OUT = ["../../evil", "/etc/x", "..", ".git", r"a\b", "C:x", "a/../b", "./a"]


@pytest.mark.parametrize("way", WAYS_OUT)
def test_row_39_no_reference_leads_out(tmp_path: Path, way: str) -> None:
    found = judged(tmp_path, decision(f"title: x\nmotions: '{way}'\ntext: '[[{way}]]'\n"))
    assert found == [f"{A}:2:10 error missing-record", f"{A}:3:8 error missing-record"]


@pytest.mark.parametrize("way", [*WAYS_OUT, "beslut/con.html", "beslut/a.html.", "beslut/a", "a//b.html", "a:b.html"])
def test_row_39_no_former_address_leads_out(tmp_path: Path, way: str) -> None:
    root = write(tmp_path / "site", decision(f"title: x\nstatus: pågår\nformerly: '{way}'\n"))
    assert codes(asked(root)) == [f"{A}:3:11 error bad-address"]
    assert build(root, tmp_path / "output", clock=CLOCK).published is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_row_39_a_former_address_of_the_site(tmp_path: Path) -> None:
    assert judged(tmp_path, decision(f"{RECORD}formerly: [beslut/2019/A1.html, beslut/år/Å.html]\n")) == []


@pytest.mark.parametrize("way", WAYS_OUT)
def test_row_39_no_link_leads_out(tmp_path: Path, way: str) -> None:
    (found, *_) = judged(tmp_path, decision(f"title: x\nstatus: pågår\ntext: '[x]({way})'\n"))
    assert found.startswith(f"{A}:3:8 error")


@pytest.mark.parametrize(
    "name", ["con", "CON", "nul.txt", "aux", "COM1", "lpt9.x", "a.", "a ", "a:b", "a?", "a|b", 'a"b']
)
def test_row_40_names_that_windows_cannot_hold(tmp_path: Path, name: str) -> None:
    path = f"content/decisions/{name}.yml"
    assert judged(tmp_path, {path: RECORD}) == [f"{path} error bad-file-name"]


@pytest.mark.parametrize("name", ["con", "x.", "a "])
def test_row_40_folders_too(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, {f"content/decisions/{name}/a.yml": RECORD}) == [
        f"content/decisions/{name} error bad-file-name"
    ]


@pytest.mark.parametrize("ident", ["a" * 240, "å" * 120, f"{'a' * 120}/{'b' * 120}/c"])
def test_row_41_an_id_that_is_too_long(tmp_path: Path, ident: str) -> None:
    (found,) = judged(tmp_path, {f"content/decisions/{ident}.yml": RECORD})
    assert found.endswith(("error bad-file-name", "error bad-id"))


def test_row_41_a_title_of_five_thousand_characters(tmp_path: Path) -> None:
    done = build(write(tmp_path, decision(f"title: {'x' * 5000}\nstatus: pågår\n")), tmp_path / "site", clock=CLOCK)
    assert done.published
    page = (done.published.folder / "beslut/a.html").read_text(encoding="utf-8")
    assert page.count("x" * 5000) == 1
    assert f"{'x' * 5000}</p>" in page  # whole where the decision is told; cut where it only names the page


def test_row_42_nothing_but_files_and_folders_is_opened(tmp_path: Path) -> None:
    folder = write(tmp_path / "site", {A: RECORD}) / "content/decisions"
    outside = tmp_path / "outside.yml"
    outside.write_text("title: hemligt\n", encoding="utf-8")
    (folder / "link.yml").symlink_to(outside)
    (folder / "loop").symlink_to(".")
    (folder / "nowhere.yml").symlink_to("nothing")
    (folder.parent / "bodies").symlink_to(tmp_path)
    os.mkfifo(folder / "fifo.yml")
    examined = asked(tmp_path / "site")
    assert codes(examined) == [
        "content/bodies error link-in-content",
        "content/decisions/fifo.yml error not-a-file",
        "content/decisions/link.yml error link-in-content",
        "content/decisions/loop error link-in-content",
        "content/decisions/nowhere.yml error link-in-content",
    ]
    assert "hemligt" not in str(examined.sources)


@pytest.mark.parametrize("path", ["content", "content/site.yml"])
def test_row_42_nor_are_the_settings_behind_a_link(tmp_path: Path, path: str) -> None:
    root = write(tmp_path / "site", {A: RECORD})
    (root / path).rename(tmp_path / "elsewhere")
    (root / path).symlink_to(tmp_path / "elsewhere")
    assert codes(asked(root))[0] == f"{path} error link-in-content"


def test_row_43_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        tmp_path,
        {A: RECORD, "content/decisions/b.yml": "title: b\nupdates: {date: 2020, status: ersatt, successor: a}\n"},
    )
    (tmp_path / A).chmod(0)
    if os.geteuid() == 0:  # whom no mode stops: stand in the system's way where it would have said no
        monkeypatch.setattr(os, "open", _refusing(A))
    examined = asked(tmp_path)
    assert codes(examined) == [f"{A} error unreadable-file"]
    assert lines(examined)[0].split(" | ")[1] == "Det här går inte att öppna: du får inte läsa det."


def test_row_43_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {A: RECORD})
    (tmp_path / "content/decisions").chmod(0)
    if os.geteuid() == 0:
        monkeypatch.setattr(os, "scandir", _refusing("decisions", os.scandir))
    assert codes(asked(tmp_path)) == ["content/decisions error unreadable-file"]
    (tmp_path / "content/decisions").chmod(0o755)


def _refusing(name: str, call=os.open):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - stands for two calls of `os`
    def refuse(path: Path, *rest: int) -> object:
        if str(path).endswith(name):
            raise PermissionError(13, "Permission denied", str(path))
        return call(path, *rest)

    return refuse


def test_row_43_a_folder_named_as_a_record(tmp_path: Path) -> None:
    write(tmp_path, {A: RECORD})
    (tmp_path / "content/decisions/x.yaml").mkdir()
    assert codes(asked(tmp_path)) == ["content/decisions/x.yaml error not-a-file"]


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {A: RECORD})
    stats = iter([os.stat_result((0o100644, *[0] * 5, size, 0, 0, 0)) for size in range(100)])
    monkeypatch.setattr(os, "fstat", lambda _: next(stats))
    assert "changed-while-reading" in codes(asked(tmp_path))[0]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("lokaler.yml.txt", "lokaler.yml"),
        ("lokaler.yaml.txt", "lokaler.yaml"),
        ("Lokaler.md.TXT", "Lokaler.md"),
        ("LOKALER.YML", "LOKALER.yml"),
    ],
)
def test_what_was_meant_as_a_record_is_not_left_out_in_silence(tmp_path: Path, name: str, meant: str) -> None:
    (said,) = [line for line in told(tmp_path, {A: RECORD, f"content/decisions/{name}": RECORD}) if "unread" in line]
    assert said.startswith(f"content/decisions/{name} warning unread-file")
    assert said.endswith(f"Döp om den till ”{meant}”.")


@pytest.mark.parametrize("name", ["lokaler.txt", "yml.txt", "amd.txt", "lokaler.pdf"])
def test_other_files_are_not_taken_for_records(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, {A: RECORD, f"content/decisions/{name}": "x"}) == []


def test_hidden_files_and_backups_are_nobodys_business(tmp_path: Path) -> None:
    assert judged(tmp_path, {A: RECORD, "content/decisions/.a.yml.swp": "{", "content/decisions/a.yml~": "{"}) == []
