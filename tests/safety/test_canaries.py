"""What is not for the public is in no byte that the public can fetch, and in no file's name."""

from datetime import date
from pathlib import Path

import pytest

from tests.small import FILES, built, errors, published, write

A1, A3 = FILES["content/decisions/2019/A1.yml"], FILES["content/decisions/2019/A3.yml"]
MINUTES = FILES["content/meetings/2019/arsmote.md"]
BLOCK = "::: medlemmar\nKANARIE-block\n:::\n"

# Whole records for members.
HIDDEN = {
    "content/decisions/2019/kanarie.yml": "title: KANARIE\naudience: medlemmar\nstatus: pågår\ntext: KANARIE\n",
    "content/decisions/2019/flyttad.yml": "title: KANARIE\naudience: medlemmar\nformerly: kanarie/gammal.html\n",
    "content/motions/2019/kanarie.md": "---\ntitle: KANARIE\naudience: medlemmar\nmovers: styrelsen\n---\nKANARIE\n",
    "content/meetings/2019/kanarie.md": "---\nbody: styrelsen\ndate: 2019-04\naudience: medlemmar\n---\n## KANARIE\n",
    "content/bodies/kanarie.yml": "title: KANARIE-organ\naudience: medlemmar\nalso: KANARIE\n",
    "content/pages/kanarie.md": "---\ntitle: KANARIE\naudience: medlemmar\n---\nKANARIE [fil](kanarie.pdf)\n",
    "content/pages/kanarie.pdf": "%PDF KANARIE-fil",
    "content/statistics/kanarie.yml": "title: KANARIE\naudience: medlemmar\nsource: KANARIE\n",
    "content/statistics/kanarie.csv": "Post;Antal\nKANARIE-tal;5\n",
    "content/updates/kanarie.yml": (
        "title: KANARIE\naudience: medlemmar\ndate: 2020-01\nby: styrelsen\ndecisions: 2019/A2\n"
        "status: väntar\nwaits_for: styrelsen\ntext: KANARIE-gemensam\n"
    ),
}

# Public records, of which a part is for members, or for authors only.
PARTLY = {
    "content/decisions/2019/A1.yml": f"{A1}"
    "  - date: 2020-01\n    status: oklart\n    audience: medlemmar\n"
    "    text: KANARIE-lagesrapport om [[2019/kanarie]]\n    said: KANARIE\n"
    "ignore:\n  unexplained: KANARIE-skal, se [[2019/A2]] och [filen](../../pages/kanarie.pdf)\n"
    "# internt: KANARIE-kommentar\n",
    "content/decisions/2019/A3.yml": A3.replace(
        "  - summary: Det andra.\n",
        "  - summary: KANARIE-att-sats\n    audience: medlemmar\n  - summary: Det andra. <!-- INTERNT KANARIE -->\n",
    ).replace(
        "    text: Gjort.\n", "    text: |\n      Gjort.\n\n      ::: medlemmar\n      KANARIE-stycke\n      :::\n"
    ),
    "content/meetings/2019/arsmote.md": MINUTES.replace(
        "## § 2", f"{BLOCK}\n<!-- INTERNT: KANARIE\n\növer flera rader -->\n\n## § 2"
    ).replace("title: Årsmötet 2019\n", "# internt: KANARIE\ntitle: Årsmötet 2019 # KANARIE\n"),
    "content/pages/om.md": f"---\ntitle: Om oss\n---\n# Rubrik\n{BLOCK}\nVi finns. <!-- KANARIE -->\n\n{BLOCK}",
    "content/pages/anteckning.txt": "KANARIE: en fil som ingen länkar till",
    "content/site.yml": FILES["content/site.yml"] + "# internt: KANARIE\n",
}


# What public records say of a clause that is for members. The check refuses them; nothing may rest on that alone.
CLAUSE = {
    "content/decisions/2019/A3.yml": A3.replace(
        "  - summary: Det andra.\n", "  - summary: KANARIE-att-sats\n    audience: medlemmar\n"
    )
}
SAID_OF_CLAUSE = {
    "each": "title: KANARIE\ndate: 2020-01\neach:\n  2019/A3.2:\n    status: pågår\n    text: KANARIE\n",
    "each, typed loosely": "title: KANARIE\ndate: 2020-01\neach:\n  2019/a3.2:\n    status: pågår\n    text: KANARIE\n",
    "decisions": "title: KANARIE\ndate: 2020-01\ndecisions: 2019/A3.2\nstatus: pågår\ntext: KANARIE\n",
    "among others": (
        "title: Läget\ndate: 2020-01\neach:\n  2019/A3.1:\n    status: pågår\n    text: Alla ser.\n"
        "  2019/A3.2:\n    status: pågår\n    text: KANARIE\n"
    ),
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return published(write(tmp_path_factory.mktemp("site"), HIDDEN, PARTLY))


def test_no_byte_of_it_is_published(public: dict[str, bytes]) -> None:
    found = {at for at, content in public.items() if b"kanarie" in content.lower() or b"INTERNT" in content}
    assert not found


def test_no_file_is_named_after_it(public: dict[str, bytes]) -> None:
    assert not {at for at in public if "kanarie" in at.lower()}
    assert not [at for at in public if at.startswith("filer/")]


def test_no_page_is_there_because_of_it(tmp_path: Path) -> None:
    """Counts, lists, menus and the search index are those of a site without the hidden records."""
    assert published(write(tmp_path / "with", HIDDEN)) == published(write(tmp_path / "without"))


def test_a_members_update_does_not_change_the_public_status(public: dict[str, bytes], tmp_path: Path) -> None:
    """The public status is the newest public update: that of January, though the members' one comes after it."""
    assert b'"status": "ongoing"' in public["beslut/2019/A1.json"]
    assert b'"status": "done"' in public["beslut/2019/A2.json"]
    assert b"Oklart" not in public["beslut/2019/A1.html"]
    told = f"{A1}  - date: 2020-01\n    status: oklart\n    text: Ingen vet.\n"
    root = write(tmp_path, {"content/decisions/2019/A1.yml": told})
    assert b'"status": "unclear"' in published(root)["beslut/2019/A1.json"]


def test_a_clause_after_a_hidden_one_keeps_its_number(public: dict[str, bytes]) -> None:
    page = public["beslut/2019/A3.html"].decode()
    assert 'id="att-3"' in page
    assert 'id="att-2"' not in page


@pytest.mark.parametrize("said", SAID_OF_CLAUSE.values(), ids=list(SAID_OF_CLAUSE))
def test_what_is_said_of_a_hidden_clause_is_refused_and_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    path = "content/updates/kanarie.yml"
    root = write(tmp_path, CLAUSE, {path: said})
    done = built(root)
    assert done.published is None
    assert [line.partition(":")[0] for line in errors(done) if "hidden-record-named" in line] == [path]
    for asking in ("ask_each", "ask_all"):
        monkeypatch.setattr(f"vrapport.examining.{asking}", lambda *_: ())
    files = published(root)
    assert not {at for at, content in files.items() if b"kanarie" in content.lower()}
    assert (b"Alla ser" in files["beslut/2019/A3.html"]) == ("Alla ser" in said)


@pytest.mark.parametrize(
    "naming",
    [
        {"content/pages/om.md": "---\ntitle: Om\n---\nSe [[2019/A3.2]].\n"},
        {"content/pages/om.md": "---\ntitle: Om\n---\nSe [[2019/A3#att-2]].\n"},
        {"content/pages/om.md": "---\ntitle: Om\n---\nSe [satsen](../decisions/2019/A3.yml#att-2).\n"},
        {"content/decisions/2019/A3.yml": CLAUSE["content/decisions/2019/A3.yml"] + "text: Se [satsen](#att-2).\n"},
        {
            "content/decisions/2019/A2.yml": (
                "title: A\nupdates: {date: 2019-05, status: ersatt, successor: 2019/A3.2, text: Se nästa.}\n"
            )
        },
    ],
    ids=["reference", "reference to the spot", "link", "link within the page", "field"],
)
def test_a_public_record_that_names_a_hidden_clause_is_refused(tmp_path: Path, naming: dict[str, str]) -> None:
    done = built(write(tmp_path, CLAUSE, naming))
    (path,) = naming
    assert done.published is None
    assert [line for line in errors(done) if "hidden-record-named" in line and path in line and "A3.2" in line]


def test_other_clauses_and_the_members_own_may_be_named(tmp_path: Path) -> None:
    named = {
        "content/pages/om.md": "---\ntitle: Om\n---\nSe [[2019/A3.1]].\n\n::: medlemmar\nSe [[2019/A3.2]].\n:::\n",
        "content/updates/kanarie.yml": f"{SAID_OF_CLAUSE['each']}audience: medlemmar\n",
    }
    files = published(write(tmp_path, CLAUSE, named))
    assert not {at for at, content in files.items() if b"kanarie" in content.lower()}


@pytest.mark.parametrize(
    "naming",
    [
        {"content/pages/om.md": "---\ntitle: Om\n---\nSe [[2019/kanarie]].\n"},
        {"content/pages/om.md": "---\ntitle: Om\n---\nSe [beslutet](../decisions/2019/kanarie.yml).\n"},
        {"content/pages/om.md": "---\ntitle: Om\n---\nSe [talen](../statistics/kanarie.csv).\n"},
        {"content/decisions/2019/A2.yml": "title: A\nresponsible: kanarie\n"},
        {"content/decisions/2019/A2.yml": "title: A\nreferrals: kanarie-organ\n"},
        {"content/updates/2020-01.yml": "title: R\ndate: 2020-01\neach:\n  2019/kanarie: oförändrat\n"},
    ],
    ids=["reference", "link", "figures", "body", "body by name", "round of reporting"],
)
def test_a_public_record_that_names_a_hidden_one_is_refused(tmp_path: Path, naming: dict[str, str]) -> None:
    done = built(write(tmp_path, HIDDEN, naming))
    assert done.published is None
    (path,) = naming
    assert any("hidden-record-named" in line and path in line for line in errors(done)), errors(done)


def test_what_is_hidden_stays_so_on_any_day(tmp_path: Path) -> None:
    root = write(tmp_path, HIDDEN, PARTLY)
    for day in (date(2018, 1, 1), date(2030, 1, 1)):
        assert not [at for at, content in published(root, today=day).items() if b"kanarie" in content.lower()]
