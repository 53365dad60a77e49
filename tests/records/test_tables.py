"""Figures are read as a Swedish or an English spreadsheet writes them; what is no table is told of, line by line."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small import built, errors, published, write
from vrapport.findings import Finding
from vrapport.records.figures import MOST_ROWS, Figures, read_figures
from vrapport.sources import Source, decode

PATH = "content/statistics/x.csv"
RECORD = {"content/statistics/x.yml": "title: X\n"}


def source(text: str | bytes) -> Source:
    decoded = decode(PATH, text.encode() if isinstance(text, str) else text)
    assert isinstance(decoded, Source)
    return decoded


def figures(text: str | bytes) -> Figures:
    found, findings = read_figures(source(text))
    assert found, findings
    return found


def told(text: str) -> list[str]:
    found, findings = read_figures(source(text))
    assert bool(findings) is (found is None)
    return [f"{finding.place.line}: {finding.code}" for finding in findings]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("150 000,50", "150000.50"),
        ("150\u00a0000,50", "150000.50"),  # no-break space
        ("150\u202f000,50", "150000.50"),  # narrow no-break space
        ("1234567", "1234567"),
        ("-12,5", "-12.5"),
        ("\u221212,5", "-12.5"),  # the minus sign of typographers
        ("+3", "3"),
        ("0", "0"),
        (" 7 ", "7"),
    ],
)
def test_numbers_are_read_as_swedes_write_them(cell: str, number: str) -> None:
    assert figures(f"A;B\nx;{cell}\n").columns[0].numbers == (Decimal(number),)


@pytest.mark.parametrize("cell", ["", "-", "–", "—", "..", ".", "…"])
def test_what_is_not_known_is_missing_and_no_nought(cell: str) -> None:
    assert figures(f"A;B\nx;{cell}\ny;1\n").columns[0].numbers == (None, Decimal(1))


@pytest.mark.parametrize(
    "text",
    [
        "A;B;C\nx;1,5;2\n",
        "A,B,C\nx,1.5,2\n",
        "A\tB\tC\nx\t1,5\t2\n",
        "\ufeffA;B;C\r\nx;1,5;2\r\n",
        'A;B;C\n"x";"1,5";2\n',
        "A;B;C;;\nx;1,5;2;;\n;;;;\n",
    ],
    ids=["semicolons", "commas", "tabs", "byte-order mark and CRLF", "quoted", "empty cells to the right"],
)
def test_the_form_of_the_file_makes_no_difference(text: str) -> None:
    found = figures(text)
    assert (found.rows, found.names, found.lines) == ("A", ("x",), (2,))
    assert [(column.title, column.numbers) for column in found.columns] == [
        ("B", (Decimal("1.5"),)),
        ("C", (Decimal(2),)),
    ]


def test_a_column_of_words_is_no_column_of_figures() -> None:
    found = figures("A;B;C\nx;ord;1\ny;2;3\nz;fler ord;4\n")
    assert [column.title for column in found.numeric] == ["C"]
    assert found.columns[0].cells == ("ord", "2", "fler ord")


def test_a_column_keeps_as_many_decimals_as_its_most_exact_number() -> None:
    assert [column.decimals for column in figures("A;B;C\nx;1,25;3\ny;2;4\n").columns] == [2, 0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["1: broken-table"]),
        ("A;B\n", ["1: broken-table"]),
        ("A\n1\n", ["1: broken-table"]),
        ("A;B\nx;1;2\n\ny;1\nz\n", ["2: broken-table", "5: broken-table"]),
        ("A;;C\nx;1;2\n", ["1: broken-table"]),
        ("A;B;B\nx;1;2\n", ["1: broken-table"]),
        ("A;B\n;1\n", ["2: broken-table"]),
        ('A;B\n"x;1\ny;2\n', ["2: broken-table"]),
        ('A;B\nx;"1"2\n', ["2: broken-table"]),
        ("A;B\nx;12 st\ny;3\n", ["2: not-a-number"]),
        ("A;B\nx;1.500\ny;3\n", ["2: not-a-number"]),  # a thousand and a half, or one and a half?
        ('A,B\nx,"1,500"\ny,3\n', ["2: not-a-number"]),
        ("A;B\nx;1 00\ny;3\n", ["2: not-a-number"]),
        (f"A;B\nx;{'9' * 60}\ny;3\nz;4\n", ["2: not-a-number"]),
        ('A;B\n=HYPERLINK("x");1\n', ["2: formula-in-table"]),
        ("A;B\n=1+1;1\n", ["2: formula-in-table"]),
        ("A;B\nx;=1+1\ny;2\n", ["2: formula-in-table"]),
        ("A;@SUM(A1)\nx;2\n", ["1: formula-in-table"]),
        ("A;B\n-cmd;2\n+cmd;3\n", ["2: formula-in-table", "3: formula-in-table"]),
        ("A;B\nx\x00;2\n", ["2: control-character"]),
        ("A;B\n" + "x;1\n" * (MOST_ROWS + 1), ["1: broken-table"]),
        (";".join(map(str, range(50))) + "\n", ["1: broken-table"]),
        ("A;B\nx;" + "1" * 200_000 + "\n", ["2: broken-table"]),  # more than the csv module reads into a cell
    ],
)
def test_what_is_no_table_is_told_of_on_its_line(text: str, found: list[str]) -> None:
    assert told(text) == found


def test_a_cell_may_hold_a_line_end_and_the_lines_after_it_keep_their_numbers() -> None:
    found = figures('A;B\n"två\nrader";1\ny;2\n')
    assert found.names == ("två rader", "y")
    assert found.lines == (2, 4)


def test_what_is_wrong_a_thousand_times_is_told_ten_times() -> None:
    assert len(told("A;B\n" + "x\n" * 1000)) == 10


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_figures_or_findings(text: str) -> None:
    decoded = decode(PATH, text.encode("utf-8", "surrogatepass"))
    if isinstance(decoded, Source):
        told(decoded.text)
    else:
        assert isinstance(decoded, Finding)


def test_a_broken_table_stops_the_build_and_says_where(tmp_path: Path) -> None:
    done = built(write(tmp_path, RECORD, {PATH: "A;B\nx;1;2\n"}))
    assert not done.published
    assert any(line.startswith(f"{PATH}:2: broken-table") for line in errors(done))


def test_another_encoding_is_told_of_with_its_line(tmp_path: Path) -> None:
    root = write(tmp_path, RECORD)
    (root / PATH).write_bytes("Område;Antal\nÖster;7\n".encode("cp1252"))
    done = built(root)
    assert not done.published
    assert any(line.startswith(f"{PATH}:1: not-utf8") for line in errors(done))


def test_a_huge_file_is_told_of(tmp_path: Path) -> None:
    root = write(tmp_path, RECORD, {PATH: "A;B\n" + "x;1\n" * 300_000})
    assert any(line.startswith(f"{PATH}: file-too-large") for line in errors(built(root)))


def test_figures_without_a_record_are_told_of(tmp_path: Path) -> None:
    root = write(tmp_path, {"content/statistics/avgift.csv": "A;B\nx;1\n"})
    assert [line for line in errors(built(root)) if "avgift.csv: stray-table" in line]
    named = write(tmp_path / "named", {"content/statistics/avgifter.csv": "A;B\nx;1\n"})
    assert not [line for line in errors(built(named)) if "stray-table" in line]


@pytest.mark.parametrize(
    ("unit", "heading", "figure", "is_told"),
    [
        ("kronor", "Antal", "4", True),
        ("kronor", "Antal personer", "1", True),
        ("personer", "Norr", "2", True),
        ("kronor", "Antal", "5", False),
        ("kronor", "Antal", "0", False),
        ("kronor", "Inbetalt", "3", False),
    ],
)
def test_fewer_than_five_persons_are_told_of(
    tmp_path: Path, unit: str, heading: str, figure: str, *, is_told: bool
) -> None:
    record = {"content/statistics/x.yml": f"title: X\nunit: {unit}\n", PATH: f"A;{heading}\nx;{figure}\n"}
    found = [line for line in errors(built(write(tmp_path, record))) if "small-count" in line]
    assert bool(found) is is_told
    assert all(line.startswith("content/statistics/x.yml:1:") for line in found)


def test_the_file_is_published_with_its_record_and_only_with_it(tmp_path: Path) -> None:
    table = "Del;Antal\nKANARIE;70\n"
    open_site = published(write(tmp_path / "open", RECORD, {PATH: table}))
    assert open_site["filer/statistics/x.csv"].decode() == table
    members = {"content/statistics/x.yml": "title: X\naudience: medlemmar\nchart: staplar\n"}
    hidden = published(write(tmp_path / "hidden", members, {PATH: table}))
    assert not {at for at, content in hidden.items() if b"KANARIE" in content or at.startswith("filer/")}
