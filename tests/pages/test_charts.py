"""Charts: where bars and points lie, what the axes name, and what is drawn when it was not thought of."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.small import CLOCK, published, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.pages.charts import MOST_BARS, MOST_SERIES, chart
from vrapport.records.figures import Column, Figures
from vrapport.views import Plain, View
from vrapport.vocabulary import Chart

RECORD = "content/statistics/x.yml"
TABLE = "content/statistics/x.csv"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    project = examine(write(tmp_path_factory.mktemp("site")), clock=CLOCK).project
    assert project
    return public_view(project, CLOCK)


def figures(names: tuple[str, ...], **columns: list[float | None]) -> Figures:
    made = tuple(
        Column(
            title,
            tuple(str(n) for n in numbers),
            tuple(None if n is None else Decimal(str(n)) for n in numbers),
            max(len(str(n).partition(".")[2]) for n in numbers),
        )
        for title, numbers in columns.items()
    )
    return Figures("Namn", names, made, tuple(range(2, len(names) + 2)))


def drawn(view: View, found: Figures, sort: Chart) -> Plain:
    made = chart(view, found, sort)
    assert made
    return made


def bars(made: Plain) -> list[tuple[object, object]]:
    return [(bar["x"], bar["width"]) for group in made["groups"] for bar in group["bars"]]


@pytest.mark.parametrize(
    ("numbers", "lie"),
    [
        ([50, 100], [(0, 50), (0, 100)]),
        ([0, 100], [(0, 0), (0, 100)]),
        ([-50, 50], [(0, 50), (50, 50)]),
        ([-50, -100], [(50, 50), (0, 100)]),
        ([None, 4], [(None, None), (0, 100)]),
        ([0, 0], [(0, 0), (0, 0)]),
    ],
)
def test_bars_begin_at_nought(
    view: View, numbers: list[float | None], lie: list[tuple[float | None, float | None]]
) -> None:
    assert bars(drawn(view, figures(("a", "b"), A=numbers), Chart.BARS)) == lie


def test_a_bar_carries_its_figure_and_among_several_its_column(view: View) -> None:
    made = drawn(view, figures(("a",), A=[1500.5], B=[2]), Chart.BARS)
    assert [(bar["series"], bar["text"]) for bar in made["groups"][0]["bars"]] == [("A", "1\u00a0500,5"), ("B", "2")]
    alone = drawn(view, figures(("a",), A=[1]), Chart.BARS)
    assert alone["groups"][0]["bars"][0]["series"] is None


def test_stacked_bars_add_up(view: View) -> None:
    made = drawn(view, figures(("a", "b"), A=[1, 4], B=[3, None]), Chart.STACKED)
    parts = [[(p["number"], p["x"], p["width"]) for p in group["bars"][0]["parts"]] for group in made["groups"]]
    assert parts == [[(1, 0, 25), (2, 25, 75)], [(1, 0, 100)]]
    assert [group["bars"][0]["text"] for group in made["groups"]] == ["4", "4"]
    assert [entry["title"] for entry in made["legend"]] == ["A", "B"]


@pytest.mark.parametrize("columns", [{"A": [1.0]}, {"A": [1.0], "B": [-1.0]}], ids=["one column", "below nought"])
def test_what_cannot_be_stacked_stands_side_by_side(view: View, columns: dict[str, list[float | None]]) -> None:
    assert drawn(view, figures(("a",), **columns), Chart.STACKED)["sort"] == "bars"


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ([0, 100], ["0", "25", "50", "75", "100"]),
        ([410, 720], ["0", "200", "400", "600", "800"]),
        ([78.1, 88.1], ["77,5", "80,0", "82,5", "85,0", "87,5", "90,0"]),
        ([-3, 5], ["-4", "-2", "0", "2", "4", "6"]),
        ([7, 7], ["6", "8"]),
        ([0, 0], ["0,00", "0,25"]),
        ([1_000_000, 4_000_000], ["0", "1 000 000", "2 000 000", "3 000 000", "4 000 000"]),
    ],
)
def test_the_axis_names_round_numbers(view: View, numbers: list[float | None], ticks: list[str]) -> None:
    made = drawn(view, figures(("2018", "2019"), A=numbers), Chart.LINES)["panels"][0]
    said = [tick["text"].replace("\u00a0", " ").replace("\u2212", "-") for tick in made["ticks"]]
    assert said[0] == ticks[0]
    assert said[-1] == ticks[-1]
    assert all(0 <= tick["y"] <= 100 for tick in made["ticks"])
    assert made["broken"] is (not made["ticks"][0]["nought"] and numbers[0] > 0)  # type: ignore[operator]  # no missing ones here


def test_a_line_is_broken_where_a_figure_is_missing(view: View) -> None:
    line = drawn(view, figures(("1", "2", "3", "4"), A=[1, None, 3, 4]), Chart.LINES)["panels"][0]["lines"][0]
    assert len(line["points"]) == 3
    assert [(stroke["x1"], stroke["x2"]) for stroke in line["strokes"]] == [(66.67, 100)]


@pytest.mark.parametrize(
    ("names", "across"),
    [
        (("2010", "2015", "2020"), [0, 50, 100]),
        (("2010", "2011", "2020"), [0, 10, 100]),  # years lie as far apart as they are
        (("2011", "2010", "2020"), [0, 50, 100]),  # ... if they follow on each other
        (("Q1", "Q2", "Q3"), [0, 50, 100]),
        (("2010",), [50]),
    ],
)
def test_rows_lie_across_in_time(view: View, names: tuple[str, ...], across: list[float]) -> None:
    made = drawn(view, figures(names, A=[*range(len(names))]), Chart.LINES)["panels"][0]
    assert [point["x"] for point in made["lines"][0]["points"]] == across


def test_no_more_names_than_there_is_room_for(view: View) -> None:
    names = tuple(f"vecka {number} 2019" for number in range(1, 53))
    labels = drawn(view, figures(names, A=[*range(52)]), Chart.LINES)["panels"][0]["labels"]
    assert 1 < len(labels) < 4
    assert labels[0]["anchor"] == "start"


def test_more_lines_than_can_be_told_apart_are_drawn_one_by_one(view: View) -> None:
    columns: dict[str, list[float | None]] = {f"K{n}": [n, n + 1] for n in range(MOST_SERIES + 1)}
    made = drawn(view, figures(("2018", "2019"), **columns), Chart.LINES)
    assert made["sort"] == "multiples"
    assert [panel["title"] for panel in made["panels"]] == list(columns)
    assert len({str(panel["ticks"]) for panel in made["panels"]}) == 1, "one scale, so that they can be compared"


def test_small_multiples_of_what_is_no_time_are_bars(view: View) -> None:
    made = drawn(view, figures(("Norr", "Söder"), A=[1, 2], B=[4, None]), Chart.MULTIPLES)
    assert [[bar["width"] for group in panel["groups"] for bar in group["bars"]] for panel in made["panels"]] == [
        [25, 50],
        [100, None],
    ]


@pytest.mark.parametrize("sort", [None, Chart.TABLE])
def test_without_a_chart_there_is_the_table(view: View, sort: Chart | None) -> None:
    assert chart(view, figures(("a",), A=[1]), sort) is None


@pytest.mark.parametrize("sort", [Chart.BARS, Chart.LINES, Chart.STACKED, Chart.MULTIPLES])
def test_what_no_eye_can_follow_is_left_to_the_table(view: View, sort: Chart) -> None:
    names = tuple(str(n) for n in range(10 * MOST_BARS))
    numbers: list[float | None] = [*range(10 * MOST_BARS)]
    assert chart(view, figures(names, A=numbers, B=numbers), sort) is None
    assert chart(view, figures(("a", "b"), A=[None, None]), sort) is None


def page(root: Path, keys: str, table: str) -> str:
    files = published(write(root, {RECORD: f"title: Siffror\n{keys}", TABLE: table}))
    return files["statistik/x.html"].decode()


@pytest.mark.parametrize("sort", ["staplar", "staplar i lager", "linjer", "små diagram"])
def test_a_chart_has_a_name_and_a_table_that_says_the_same(tmp_path: Path, sort: str) -> None:
    made = page(tmp_path, f"chart: {sort}\nunit: kr\n", "År;Norr;Söder\n2018;1 500,5;20\n2019;;30\n")
    assert re.search(r'role="img" aria-label="[^"]*Siffror[^"]*"', made)
    assert '<th scope="row">2018</th><td class="figure">1\u00a0500,5</td><td class="figure">20</td>' in made
    assert "<caption>Siffror (kr)</caption>" in made
    assert "uppgift saknas" in made
    assert 'href="../filer/statistics/x.csv"' in made
    assert "style=" not in made


def test_only_a_picture_that_does_not_begin_at_nought_says_so(tmp_path: Path) -> None:
    said = "Axeln börjar inte vid noll"
    assert said in page(tmp_path / "a", "chart: linjer\n", "År;A\n2018;95\n2019;100\n")
    assert said not in page(tmp_path / "b", "chart: linjer\n", "År;A\n2018;5\n2019;100\n")
    assert said not in page(tmp_path / "c", "chart: staplar\n", "År;A\n2018;95\n2019;100\n")


def test_without_a_file_the_page_says_that_the_figures_are_not_here(tmp_path: Path) -> None:
    assert "Siffrorna finns inte här än" in published(write(tmp_path))["statistik/avgifter.html"].decode()


def test_what_stands_in_a_table_is_only_text(tmp_path: Path) -> None:
    made = page(tmp_path, "chart: staplar\n", "<b>A</b>;<script>x</script>\n<img src=x>;1\n")
    assert "<script>x" not in made
    assert "<img" not in made
    assert "&lt;img src=x&gt;" in made


def test_a_decision_and_its_statistics_lead_to_each_other(tmp_path: Path) -> None:
    files = published(write(tmp_path, {RECORD: "title: Siffror\ndecision: [2019/A1, 2019/A2]\n"}))
    assert "../beslut/2019/A2.html" in files["statistik/x.html"].decode()
    assert "../../statistik/x.html" in files["beslut/2019/A2.html"].decode()
