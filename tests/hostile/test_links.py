"""Rows 44-46 of the list of hostile and unlucky input: where links and references lead. And all the rows, counted."""

import re
from pathlib import Path

import pytest

from tests.small import tree
from tests.told import CLOCK, MEETING, asked, codes, decision, judged, told, write
from vrapport.build import build

A = "content/decisions/a.yml"
RECORD = "title: x\nstatus: pågår\n"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("../../secret.txt", "error missing-file"),
        ("../../../etc/passwd", "error missing-file"),
        ("%2e%2e/%2e%2e/secret.txt", "error missing-file"),
        ("../site.yml", "error missing-file"),
        ("missing.pdf", "error missing-file"),
        ("file:///etc/passwd", "error unsafe-link"),
        ("C:/Windows/win.ini", "error unsafe-link"),
    ],
)
def test_row_44_no_link_reaches_for_another_file(tmp_path: Path, target: str, code: str) -> None:
    write(tmp_path / "site", decision(f"{RECORD}text: '[x]({target})'\n"))
    (tmp_path / "secret.txt").write_text("hemligt", encoding="utf-8")
    (tmp_path / "site/secret.txt").write_text("hemligt", encoding="utf-8")
    assert codes(asked(tmp_path / "site")) == [f"{A}:3:8 {code}"]


def test_row_44_a_file_beside_the_record_is_published(tmp_path: Path) -> None:
    files = {A: f"{RECORD}text: '[x](plan.txt)'\n", "content/decisions/plan.txt": "planen"}
    done = build(write(tmp_path, files), tmp_path / "site", clock=CLOCK)
    assert done.published
    assert (done.published.folder / "filer/decisions/plan.txt").read_text(encoding="utf-8") == "planen"


ACTIVE = ["html", "htm", "xhtml", "shtml", "js", "mjs", "xml", "xsl", "svg", "svgz", "SVG", "pdf.html"]


@pytest.mark.parametrize("suffix", ACTIVE)
@pytest.mark.parametrize("typed", ["[x](evil.{})", "![x](evil.{})"])
def test_no_file_that_can_hold_a_script_is_published(tmp_path: Path, suffix: str, typed: str) -> None:
    files = {
        A: f"{RECORD}text: '{typed.format(suffix)}'\n",
        f"content/decisions/evil.{suffix}": "<script>alert(1)</script>",
    }
    assert judged(tmp_path, files) == [f"{A}:3:8 error active-attachment"]
    assert build(tmp_path, tmp_path / "site", clock=CLOCK).published is None


def test_nor_is_one_that_a_resource_leads_to(tmp_path: Path) -> None:
    files = {"content/resources/r.yml": "title: x\nlink: evil.html\n", "content/resources/evil.html": "<script>"}
    assert judged(tmp_path, files) == ["content/resources/r.yml:2:7 error active-attachment"]


def test_one_that_nothing_links_to_is_nobodys_business(tmp_path: Path) -> None:
    assert judged(tmp_path, decision(RECORD), {"content/decisions/evil.html": "<script>"}) == []


def test_row_45_the_nearest_is_named(tmp_path: Path) -> None:
    text = "title: x\nmeeting: mm\ntext: |\n  [[aa]] [möte](../meetings/n.md)\n"
    (meeting, record, link) = [line for line in told(tmp_path, decision(text), MEETING) if "error" in line]
    assert meeting == f"{A}:2:10 error missing-record | Inget möte heter ”mm”. | Menade du ”m”?"
    assert record == f"{A}:4:3 error missing-record | Inget beslut heter ”aa”. | Menade du ”a”?"
    assert link.startswith(f"{A}:4:10 error missing-record | Inget möte heter ”n”.")


@pytest.mark.parametrize(
    ("reference", "near"),
    [
        ("[[a#nope]]", "att-2"),
        ("[[a#att-3]]", "att-2"),
        ("[[a.3]]", "att-2"),
        ("[här](#att-9)", "att-2"),
        ("[[meetings/m#p99]]", "p4"),
        ("[x](../meetings/m.md#p99)", "p4"),
    ],
)
def test_row_45_missing_places_on_a_page(tmp_path: Path, reference: str, near: str) -> None:
    text = f"{RECORD}text: '{reference}'\nclauses: [Ett, Två]\n"
    (said,) = [line for line in told(tmp_path, decision(text), MEETING) if "error" in line]
    assert said.startswith(f"{A}:3:8 error missing-place")
    assert said.endswith(f"Menade du ”{near}”?")


@pytest.mark.parametrize(
    "reference", ["[[a#att-2]]", "[[a.1]]", "[x](#att-1)", "[[meetings/m#p4]]", "[x](../meetings/m.md#p4)"]
)
def test_row_45_places_that_are_there(tmp_path: Path, reference: str) -> None:
    assert judged(tmp_path, decision(f"{RECORD}text: '{reference}'\nclauses: [Ett, Två]\n"), MEETING) == []


def test_row_45_one_broken_record_is_one_error(tmp_path: Path) -> None:
    files = {A: f"{RECORD}meeting: m\ntext: 'Se [[b]].'\n", "content/decisions/b.yml": "title: a: b\n", **MEETING}
    broken = {"content/meetings/m.md": "---\nbody: ds\ndate: 2019-06-31\n---\n"}
    assert judged(tmp_path, files, broken) == [
        "content/decisions/b.yml:1:9 error unquoted-colon",
        "content/meetings/m.md:3:7 error not-a-date",
    ]


def test_row_46_circles_are_shown_and_the_site_is_built(tmp_path: Path) -> None:
    replaced = "title: x\nupdates: {{date: 2020, status: ersatt, successor: {}}}\n"
    files = {
        A: replaced.format("b"),
        "content/decisions/b.yml": replaced.format("a"),
        "content/decisions/c.yml": replaced.format("c"),
        "content/decisions/d.yml": f"{RECORD}text: '[[d]]'\n",
        "content/bodies/x.yml": "title: X\npart_of: y\n",
        "content/bodies/y.yml": "title: Y\npart_of: x\n",
        "content/bodies/z.yml": "title: Z\npart_of: z\n",
    }
    done = build(write(tmp_path, files), tmp_path / "site", clock=CLOCK)
    said = [line for line in told(tmp_path, files) if "circle" in line or "part-of" in line]
    assert [line.split(" | ")[1] for line in said] == [
        "Organen är delar av varandra i en cirkel: x → y → x.",
        "Organen är delar av varandra i en cirkel: z → z.",
        "Besluten ersätter varandra i en cirkel: a → b → a.",
        "Besluten ersätter varandra i en cirkel: c → c.",
    ]
    assert done.published


def test_an_error_leaves_the_published_site_as_it_was(tmp_path: Path) -> None:
    root = write(tmp_path / "site", decision(RECORD))
    assert build(root, tmp_path / "output", clock=CLOCK).published
    before = tree(tmp_path / "output")
    write(root, decision("title: Motion A1: studier\n"), {"content/decisions/b.yml": "title: Ny\n"})
    assert build(root, tmp_path / "output", clock=CLOCK).published is None
    assert tree(tmp_path / "output") == before


def test_every_row_has_a_test() -> None:
    tests = " ".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    named = {int(number) for number in re.findall(r"test_row_(\d\d)_", tests)}
    named |= {
        row
        for first, last in re.findall(r"test_rows_(\d\d)_to_(\d\d)", tests)
        for row in range(int(first), int(last) + 1)
    }
    named |= {
        int(number)
        for row in re.findall(r"test_rows_((?:\d\d_)+and_\d\d)", tests)
        for number in re.findall(r"\d\d", row)
    }
    assert named >= set(range(1, 47))
