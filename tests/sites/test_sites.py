"""Small sites as a user could have written them, each with what vrapport says of it in `findings.txt`.

A new case is a folder with a content/ in it; `pytest --update tests/sites` writes what is expected, for review.
"""

from pathlib import Path

import pytest

from tests.told import asked, lines

HERE = Path(__file__).resolve().parent
CASES = sorted(path.parent for path in HERE.glob("*/content"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_author_is_told(case: Path, request: pytest.FixtureRequest) -> None:
    said = "".join(f"{line}\n" for line in lines(asked(case)))
    expected = case / "findings.txt"
    if request.config.getoption("--update"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


def test_there_are_cases() -> None:
    assert len(CASES) > 5


def test_no_expectation_is_left_without_its_site() -> None:
    left = [path.relative_to(HERE) for path in HERE.rglob("findings.txt") if path.parent not in CASES]
    assert not left
