"""A chart that was asked for and is not drawn, or goes back in time, is told of with its reason."""

from pathlib import Path

import pytest

from tests.told import told

RECORD, TABLE = "content/statistics/x.yml", "content/statistics/x.csv"


def said(root: Path, chart: str, table: str | None) -> list[str]:
    files = {RECORD: f"title: x\nchart: {chart}\n", **({} if table is None else {TABLE: table})}
    return [line.partition(" | ")[2] for line in told(root, files) if " misdrawn-chart | " in line]


@pytest.mark.parametrize(
    ("chart", "table", "what"),
    [
        ("staplar", None, "”x.csv” saknas."),
        ("staplar", "Kommun;Svar\nA;ja\nB;nej\n", "ingen kolumn innehåller tal."),
        ("staplar", "Kommun;Andel\nA;81.2\n", "Siffrorna har decimalpunkt"),
        ("staplar", "Kommun;Andel\nA;81.2\n", "Skriv 81,2."),
        ("staplar", "Kommun\tAndel\nA\t81.2\nB\t80.0\n", "Skriv 81,2."),
        ("staplar", "Kommun;Antal;Andel\nA;4;81.2\n", "Skriv 81,2."),
        ("staplar", 'Kommun,Andel\nA,"81,2"\n', "Skriv 81.2."),
        ("linjer", "År;A\n2018;1\n2020;2\n2019;3\n", "”2019” på rad 4."),
        ("linjer", "År;A\n2018;1\n2020;2\n2020;3\n", "”2020” står två gånger, andra gången på rad 4."),
        ("små diagram", "År;A\nQ2 2019;1\nQ1 2019;2\n", "”Q1 2019” på rad 3."),
    ],
)
def test_why_a_chart_is_not_as_it_was_meant(tmp_path: Path, chart: str, table: str | None, what: str) -> None:
    (line,) = said(tmp_path, chart, table)
    assert what in line


@pytest.mark.parametrize(
    ("chart", "table"),
    [
        ("tabell", "Kommun;Svar\nA;ja\n"),
        ("staplar", "Kommun;Andel\nA;81,2\n"),
        ("staplar", "Kommun,Andel\nA,81.2\n"),
        ("staplar", "År;A\n2019;1\n2018;2\n"),
        ("linjer", "År;A\n2018;1\n2019;2\n"),
        ("linjer", "Del;A\nNorr;1\n2019;2\n2018;2\n"),
        ("linjer", "År;A\n2018;1;2\n"),
        ("staplar", "Kommun;Version;Antal\nA;;3\nB;-;4\n"),
    ],
)
def test_what_is_drawn_as_it_was_meant_is_let_be(tmp_path: Path, chart: str, table: str) -> None:
    assert said(tmp_path, chart, table) == []


def test_a_record_without_a_chart_may_wait_for_its_figures(tmp_path: Path) -> None:
    assert not [line for line in told(tmp_path, {RECORD: "title: x\n"}) if "misdrawn-chart" in line]
