"""Rows 25-35 of the list of hostile and unlucky input: sizes, encodings and signs nobody sees."""

import tracemalloc
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from tests.small import tree
from tests.told import CLOCK, asked, codes, decision, judged, told, write
from vrapport.build import build

A = "content/decisions/a.yml"
PAGE = "content/pages/a.md"
CONTROLS = ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\ufdd0", "\ufffe"]


def test_row_25_fifty_megabytes_are_not_read_whole(tmp_path: Path) -> None:
    write(tmp_path, decision(""))
    with (tmp_path / A).open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    found = codes(asked(tmp_path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [f"{A} error file-too-large"]
    assert most < 10_000_000


def test_row_26_latin_1(tmp_path: Path) -> None:
    (said,) = told(tmp_path, decision("title: a\nsummary: å\n".encode("latin-1")))
    assert said.startswith(f"{A}:2 error not-utf8 | Texten är inte sparad som UTF-8 (byte 18). | Öppna filen, välj")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_row_27_utf_16(tmp_path: Path, encoding: str) -> None:
    assert judged(tmp_path, decision("title: a\n".encode(encoding))) == [f"{A}:1 error not-utf8"]


def test_row_28_a_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    page = {PAGE: b"\xef\xbb\xbf---\ntitle: a\n---\n# Rubrik\n"}
    assert judged(tmp_path, decision(b"\xef\xbb\xbftitle: a\nstatus: done\n"), page) == []


@pytest.mark.parametrize(("sign", "code"), [("\ufeff", "U+FEFF"), ("\u200b", "U+200B"), ("\u00ad", "U+00AD")])
def test_row_29_signs_within_a_key(tmp_path: Path, sign: str, code: str) -> None:
    (said,) = told(tmp_path, decision(f"ti{sign}tle: a\n"))
    assert said.startswith(f"{A}:1:1 error unknown-key")
    assert f"det osynliga tecknet {code}. | Menade du ”title”?" in said


def test_row_29_a_mark_at_the_beginning_of_a_line(tmp_path: Path) -> None:
    (said,) = told(tmp_path, decision("title: a\n\ufeffstatus: done\n"))
    assert said.startswith(f"{A}:2:1 error no-ordinary-space | Raden innehåller det osynliga tecknet U+FEFF.")


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
def test_row_30_any_line_ends_give_the_same_site(tmp_path: Path, ends: bytes) -> None:
    files = {A: b"title: a\nstatus: done\nsummary: |\n  Ett\n  tu\n", PAGE: b"---\ntitle: a\n---\n# Rubrik\n\nText.\n"}
    sites = []
    for name, made in (("lf", files), ("other", {path: text.replace(b"\n", ends) for path, text in files.items()})):
        write(tmp_path / name, made)
        done = build(tmp_path / name, tmp_path / f"{name}-site", clock=CLOCK)
        assert done.published
        sites.append(tree(done.published.folder))
    assert sites[0] == sites[1]


def test_row_30_mixed_line_ends(tmp_path: Path) -> None:
    assert judged(tmp_path, decision(b"title: a\r\nstatus: done\rsummary: x\n")) == []


@pytest.mark.parametrize("sign", CONTROLS)
@pytest.mark.parametrize(
    ("path", "before", "place"),
    [(A, "title: x", "1:9"), (PAGE, "---\ntitle: x", "2:9"), (PAGE, "---\ntitle: x\n---\n\nText\n här", "6:5")],
    ids=["yaml", "front matter", "body"],
)
def test_row_31_control_characters(tmp_path: Path, path: str, before: str, place: str, sign: str) -> None:
    (said,) = told(
        tmp_path, {path: f"{before}{sign}y\n"} if "\nT" in before or path == A else {path: f"{before}{sign}\n---\n"}
    )
    assert said.startswith(f"{path}:{place} error control-character")
    assert f"U+{ord(sign):04X}" in said


@pytest.mark.parametrize("escaped", [r"a\0b", r"a\x1bb", r"a\x85b", r"a\ufffeb"])
def test_row_32_control_characters_in_disguise(tmp_path: Path, escaped: str) -> None:
    assert judged(tmp_path, decision(f'title: "{escaped}"\n')) == [f"{A}:1:8 error control-character"]


def test_row_32_half_a_character(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, decision('title: "\\ud800"\n'))
    assert found.endswith("error yaml-syntax")


@pytest.mark.parametrize("sign", ["\u202e", "\u2066"])
def test_row_33_signs_that_turn_the_text(tmp_path: Path, sign: str) -> None:
    files = {A: f"title: a{sign}b\nstatus: done\n", PAGE: f"---\ntitle: a\n---\nx{sign}y\n"}
    assert judged(tmp_path, files) == [f"{A}:1:9 warning bidi-character", f"{PAGE}:4:2 warning bidi-character"]


def test_row_33_they_are_kept_apart_on_the_page(tmp_path: Path) -> None:
    files = {A: "title: a\u202eb\nsummary: c\u202ed\nstatus: done\n"}
    done = build(write(tmp_path, files), tmp_path / "site", clock=CLOCK)
    assert done.published
    page = (done.published.folder / "beslut/a.html").read_text(encoding="utf-8")
    assert "<bdi>c\u202ed</bdi>" in page
    assert "\u202e" not in page.replace("<bdi>c\u202ed</bdi>", "")


def test_row_33_not_in_keys_and_ids(tmp_path: Path) -> None:
    files = {"content/decisions/a\u202eb.yml": "title: a\n", "content/decisions/b.yml": "ti\u202etle: a\n"}
    assert [line.split()[-1] for line in judged(tmp_path, files)] == ["bad-file-name", "unknown-key"]


def test_row_33_text_from_right_to_left_is_text(tmp_path: Path) -> None:
    assert judged(tmp_path, decision("title: שלום עולם\nsummary: مرحبا\nstatus: done\n")) == []


def test_row_34_a_key_in_letters_of_another_alphabet(tmp_path: Path) -> None:
    (said, *_) = told(tmp_path, decision("title: a\nѕtatus: done\n"))
    assert "ur ett annat alfabet som ser ut som latinska: ѕ (U+0455). | Menade du ”status”?" in said


@pytest.mark.parametrize("name", ["А20", "2019А", "РА", "сор"])
def test_row_34_an_id_in_letters_of_another_alphabet(tmp_path: Path, name: str) -> None:
    path = f"content/decisions/{name}.yml"
    assert judged(tmp_path, {path: "title: a\n"}) == [f"{path} error bad-file-name"]


@pytest.mark.parametrize("name", ["решение", "απόφαση", "決定", "årsmöte"])
def test_row_34_other_alphabets_are_welcome(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, {f"content/decisions/{name}.yml": "title: a\n"}) == []


def test_row_35_letters_stored_in_two_parts(tmp_path: Path) -> None:
    found = []
    forms: tuple[tuple[str, Literal["NFC", "NFD"]], ...] = (("c", "NFC"), ("d", "NFD"))
    for name, form in forms:
        files = {
            f"content/decisions/{normalize(form, 'årsmöte')}.yml": normalize(form, "title: Årsmöte\nstatus: pågår\n")
        }
        done = build(write(tmp_path / name, files), tmp_path / f"{name}-site", clock=CLOCK)
        assert done.published
        found.append(tree(done.published.folder))
    assert found[0] == found[1]
