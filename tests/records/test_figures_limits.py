"""Tables at their limits: numbers too long to show, work that must not grow, and rows that cannot be divided."""

from pathlib import Path

import pytest

from tests.records.test_tables import PATH, RECORD, figures, source, told
from tests.small import CLOCK, built, errors, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.findings import Finding
from vrapport.pages.charts import chart
from vrapport.pages.statistic import statistics
from vrapport.records import figures as reading
from vrapport.records.figures import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, read_figures
from vrapport.vocabulary import Chart
from vrapport.wording import Wording

STACKED = {"content/statistics/x.yml": "title: X\nchart: staplar i lager\n"}


def said(words: Wording, text: str) -> list[str]:
    return [words.tell(finding.what) for finding in read_figures(source(text))[1]]


def findings(text: str) -> tuple[Finding, ...]:
    return read_figures(source(text))[1]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Wording:
    return examine(write(tmp_path_factory.mktemp("site")), clock=CLOCK).words


@pytest.mark.parametrize("digits", [21, 28, 29, 36, 39, 40, 60])
@pytest.mark.parametrize("form", ["9", "-9", "9,9", "1,9"])
def test_a_number_with_more_figures_than_can_be_shown_is_told_of(form: str, digits: int) -> None:
    whole, _, decimals = form.partition(",")
    cell = (
        f"{whole},{decimals * digits}"
        if form == "1,9"
        else f"{whole * 1}{'9' * (digits - 1)}" + (f",{decimals}" if decimals else "")
    )
    assert told(f"A;B\nx;{cell}\n") == ["2: not-a-number"]
    assert "figures" in findings(f"A;B\nx;{cell}\n")[0].what.text


@pytest.mark.parametrize("sort", list(Chart))
def test_what_is_read_can_be_shown_in_every_chart(tmp_path: Path, sort: Chart) -> None:
    great, small = "9" * reading.MOST_WHOLE, "0," + "0" * (reading.MOST_DECIMALS - 1) + "1"
    project = examine(write(tmp_path), clock=CLOCK).project
    assert project
    view = public_view(project, CLOCK)
    for rows in (f"2018;{great};{small}\n2019;{small};{great}\n", f"2018;{great};1\n2019;{great[:-1]}8{small[1:]};\n"):
        assert chart(view, figures(f"År;A;B\n{rows}"), sort) or sort is Chart.TABLE


def test_a_site_with_the_greatest_numbers_is_built(tmp_path: Path) -> None:
    great = "9" * reading.MOST_WHOLE
    table = f"År;A;B\n2018;{great},{'9' * reading.MOST_DECIMALS};{great}\n2019;{great};0,5\n"
    assert built(write(tmp_path / "read", STACKED, {PATH: table})).published
    done = built(write(tmp_path / "unread", STACKED, {PATH: f"År;A\n2018;{'9' * 37}\n"}))
    assert not done.published
    assert any(line.startswith(f"{PATH}:2: not-a-number") for line in errors(done))


def test_decimals_are_counted_once_for_each_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, columns, counted = 100, 20, []
    table = "".join(f"{row};" + ";".join(f"{n},5" for n in range(columns)) + "\n" for row in range(rows))
    count = reading._decimals  # noqa: SLF001
    monkeypatch.setattr(reading, "_decimals", lambda number: counted.append(number) or count(number))
    heading = "A;" + ";".join(f"K{n}" for n in range(columns))
    project = examine(write(tmp_path, STACKED, {PATH: f"{heading}\n{table}"}), clock=CLOCK).project
    assert project
    assert list(statistics(public_view(project, CLOCK)))
    assert rows * columns <= len(counted) <= 3 * rows * columns


def test_no_more_cells_than_a_page_can_hold() -> None:
    columns = MOST_COLUMNS - 1
    heading = "A;" + ";".join(f"K{n}" for n in range(columns)) + "\n"
    row = "x" + ";1" * columns + "\n"
    fits = MOST_CELLS // MOST_COLUMNS
    assert MOST_CELLS < MOST_ROWS * MOST_COLUMNS
    assert told(heading + row * fits) == []
    assert told(heading + row * (fits + 1)) == ["1: broken-table"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("A;B\nx\n", "Raden har en cell, rubrikraden har 2."),
        ("A;B\nx;1;2\n", "Raden har 3 celler, rubrikraden har 2."),
        ('A;B\n"x;1\n', "Raden kan inte delas upp i celler: antalet citattecken är udda."),
        (
            'A;B\nx;"1"2\n',
            "Raden kan inte delas upp i celler: det står något efter det citattecken som avslutar en cell.",
        ),
        ("A;B\nx;" + "1" * 200_000 + "\n", "Raden kan inte delas upp i celler: en av dem är för lång."),
        ("sep=;\nA;B\nx;1\n", "Raden ”sep=;” är till för Excel och hör inte till tabellen."),
        ('"sep=,"\nA,B\nx,1\n', "Raden ”sep=,” är till för Excel och hör inte till tabellen."),
    ],
)
def test_what_is_wrong_is_said_as_it_is(words: Wording, text: str, what: str) -> None:
    assert said(words, text) == [what]


@pytest.mark.parametrize(
    "text",
    [
        'A,B\n"x;=1+1",2\n',
        'A;B\n"x;=1+1";2\n',
        "A;B\nx,@SUM(A1);2\n",
        'A;B\n"x\t=1+1";2\n',
        'A,B\n"x;""=1+1""",2\n',
    ],
)
def test_a_formula_is_found_wherever_another_program_would_divide_the_cell(text: str) -> None:
    assert told(text) == ["2: formula-in-table"]


@pytest.mark.parametrize("cell", ["Norr, söder - öst", "3,-", "a,-5", "a, = b", "Ja;-"])
def test_what_is_no_formula_is_let_be(cell: str) -> None:
    assert told(f'A;B\n"{cell}";2\n') == []


def test_a_column_without_figures_shows_dashes_and_the_other_keeps_its_name(tmp_path: Path) -> None:
    project = examine(write(tmp_path, RECORD), clock=CLOCK).project
    assert project
    view = public_view(project, CLOCK)
    for sort in (Chart.BARS, Chart.STACKED):
        made = chart(view, figures("År;Antal;B\n2018;;3\n2019;..;4\n"), sort)
        assert made
        assert {bar["series"] for group in made["groups"] for bar in group["bars"]} == {"B"}
    made = chart(view, figures("År;Antal;B\n2018;;3\n2019;..;4\n"), Chart.LINES)
    assert made
    assert [entry["title"] for entry in made["legend"]] == ["B"]
    made = chart(view, figures("År;B\n2018;3\n"), Chart.BARS)
    assert made
    assert made["groups"][0]["bars"][0]["series"] is None


def test_what_is_missing_is_a_dash_in_a_column_that_has_no_figures(tmp_path: Path) -> None:
    project = examine(write(tmp_path, RECORD, {PATH: "År;Antal;B\n2018;-;3\n2019;..;4\n"}), clock=CLOCK).project
    assert project
    (data,) = [page.data["statistic"] for page in statistics(public_view(project, CLOCK)) if "x" in page.address]
    assert data["table"]["rows"] == [["2018", None, "3"], ["2019", None, "4"]]
    assert data["table"]["missing"]
