"""The index as files: always the same, harmless as scripts, and mostly untouched by an edit."""

import json
import random
import re
from dataclasses import replace

import pytest

from vrapport.search import Document, index
from vrapport.search.numerals import DIGITS, numerals, steps

SYLLABLES = ("ba", "ko", "tra", "fik", "bo", "stad", "hy", "res", "kam", "panj", "möt", "et", "på", "gå", "led", "are")


def document(number: int, *, words: int = 120) -> Document:
    chance = random.Random(number)  # noqa: S311 - no secret, only many different words
    text = " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(words))
    return Document(
        address=f"beslut/{2000 + number % 20}/A{number}.html",
        title=f"Beslut {number}",
        text=text,
        kind="Beslut",
        year=str(2000 + number % 20),
        ident=f"A{number}",
    )


def data(files: dict[str, bytes], name: str) -> object:
    call = re.fullmatch(r'vrapportSearch\.part\("([^"]*)","([^"]*)",(.*)\);\n', files[f"search/sv/{name}.js"].decode())
    assert call
    return json.loads(call[3])


def shard(files: dict[str, bytes], kind: str) -> str:
    """Find the only shard of a kind."""
    (name,) = (name for name in files if f"/{kind}-" in name)
    return name.rpartition("/")[2].removesuffix(".js")


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [document(number) for number in range(300)]


def test_the_order_of_documents_does_not_change_a_byte(documents: list[Document]) -> None:
    shuffled = random.Random(1).sample(documents, k=len(documents))  # noqa: S311 - no secret
    assert index(shuffled, "sv") == index(documents, "sv")


def test_an_edit_leaves_most_files_as_they_were(documents: list[Document]) -> None:
    edited = [replace(documents[0], text=documents[0].text + " alldeles nytt"), *documents[1:]]
    before, after = index(documents, "sv"), index(edited, "sv")
    assert all(before[name] == after[name] for name in before.keys() & after.keys() if "-" in name)
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    assert [len([name for name in each if "cards-" in name]) for each in (gone, new)] == [1, 1]
    assert len(gone | new) < len(after) / 2


def test_a_new_document_leaves_the_numbers_of_older_ones(documents: list[Document]) -> None:
    new = replace(document(300), address="beslut/2030/A300.html", year="2030")
    before, after = index(documents, "sv"), index([*documents, new], "sv")
    same = [name for name in before if "cards-" in name and before[name] == after.get(name)]
    assert len(same) >= len([name for name in before if "cards-" in name]) - 1


def test_no_content_can_leave_the_script_it_stands_in() -> None:
    hostile = 'a</script><!-- "\\ \N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR} \0 \ud800 b'
    files = index([Document(address="a.html", title=hostile, text=hostile, kind="<i>", bodies=("]]>",))], "sv")
    for content in files.values():
        assert not re.search("[<\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]", content.decode())
    assert data(files, shard(files, "cards")) == [
        ["a.html", hostile.replace("\ud800", "?"), hostile.replace("\ud800", "?"), ""]
    ]


def test_no_documents_make_an_index_all_the_same() -> None:
    assert sorted(index([], "sv")) == [f"search/sv/{name}.js" for name in ("documents", "lexicon", "names")]


def test_names_stand_in_the_order_of_the_language() -> None:
    titles = ["Ö", "Motion A10", "”Zon”", "Å", "Motion A2", "Ä"]
    documents = [Document(address=f"{n}.html", title=title, text="", kind="") for n, title in enumerate(titles)]
    assert data(index(documents, "sv"), "names") == numerals([4, 1, 2, 3, 5, 0])


def test_facets_hold_the_sites_own_words() -> None:
    one = Document(
        address="a.html",
        title="A",
        text="",
        kind="Beslut",
        area="Kampanj",
        status="Pågår",
        status_code="ongoing",
        bodies=("Styrelsen", "Kansliet"),
        year="2019",
    )
    summary = data(
        index([one, replace(one, address="b.html", bodies=(), status="", status_code="")], "sv"), "documents"
    )
    assert isinstance(summary, dict)
    assert summary["count"] == 2
    assert summary["codes"] == {"Pågår": "ongoing"}
    assert summary["facets"]["body"] == {"names": ["Kansliet", "Styrelsen"], "sets": [[], [1, 0]], "column": "$#"}
    assert summary["facets"]["status"] == {"names": ["Pågår"], "sets": [[], [0]], "column": "$#"}


def test_numbers_are_written_short_and_unambiguous() -> None:
    written = {number: numerals([number]) for number in range(60_000)}
    assert len(set(written.values())) == 60_000
    assert [len(written[number]) for number in (59, 60, 1_859, 1_860, 55_859, 55_860)] == [1, 2, 2, 3, 3, 4]
    assert not set('<"\\ !') & set(DIGITS)


def test_rising_numbers_are_written_as_steps() -> None:
    assert steps([3, 4, 9]) == numerals([3, 1, 5])
    assert steps([]) == ""
