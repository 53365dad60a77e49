"""A small association's site, byte for byte as it is published: what a change does to the pages is read in review.

`pytest tests/published --update` writes the expectation anew.
"""

import shutil
from pathlib import Path

import pytest

from tests.small import built, tree

HERE = Path(__file__).parent
CASES = sorted(path.name for path in HERE.iterdir() if (path / "content").is_dir())
NOT_COMPARED = ("assets/", "status/")  # the theme's own files, the search index, and thirteen lists of one look


@pytest.mark.parametrize("case", CASES)
def test_the_site_is_published_as_expected(case: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    shutil.copytree(HERE / case / "content", tmp_path / "site" / "content")
    done = built(tmp_path / "site", tmp_path / "out")
    assert done.published
    made = {path: text for path, text in tree(done.published.folder).items() if not path.startswith(NOT_COMPARED)}
    if request.config.getoption("update"):
        _write(HERE / case / "expected", made)
    assert made == tree(HERE / case / "expected")


def _write(folder: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
