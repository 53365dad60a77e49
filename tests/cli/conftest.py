import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vrapport.cli import main

ROOT = Path(__file__).resolve().parents[2]
Ask = Callable[..., Result]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what the machine that runs the tests wants of colour and day."""
    for name in ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ask() -> Ask:
    """Run a command in this process, at a day that no site speaks of."""

    def run(*arguments: str | Path, **settings: object) -> Result:
        return CliRunner().invoke(main, list(map(os.fspath, arguments)), **settings)  # type: ignore[arg-type]

    return run


@pytest.fixture
def write() -> Callable[[Path, dict[str, str]], Path]:
    """Write the files of a site."""

    def written(folder: Path, files: dict[str, str]) -> Path:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        return folder

    return written


SITE = "format: 1\ntitle: Vår förening\nlanguage: sv\ntoday: 2020-01-31\nresponsible: styrelsen\nareas:\n  vag: Vägar\n"


@pytest.fixture
def small(tmp_path: Path, write: Callable[[Path, dict[str, str]], Path]) -> Path:
    """Write a site of a few records with nothing wrong in it."""
    return write(
        tmp_path / "förening",
        {
            "content/site.yml": SITE,
            "content/bodies/styrelsen.yml": "title: Styrelsen\nalso: Föreningsstyrelsen\n",
            "content/bodies/kansliet.yml": "title: Kansliet\n",
            "content/meetings/2019/arsmote.md": "---\ntitle: Årsmötet\nbody: styrelsen\ndate: 2019-03\n---\n",
            "content/decisions/2019/A2.yml": _decision("Bänkar", "planeras", "area: vag\nmeeting: 2019/arsmote\n"),
            "content/decisions/2019/A10.yml": _decision("Belysning", "pågår", "responsible: kansliet\n"),
            "content/motions/2019/A2.md": "---\ntitle: Bänkar\nmovers: kansliet\nmeeting: 2019/arsmote\n---\nJa.\n",
        },
    )


def _decision(title: str, status: str, more: str = "") -> str:
    return f"title: {title}\n{more}updates:\n  - date: 2019-12\n    status: {status}\n    text: Ett brev är skrivet.\n"


@pytest.fixture
def broken(small: Path, write: Callable[[Path, dict[str, str]], Path]) -> Path:
    """Spoil the small site in three places."""
    return write(
        small,
        {
            "content/decisions/2019/A3.yml": "title: Ett: två\n",
            "content/decisions/2019/A4.yml": "title: Tak\nstatus: pågor\ndue: 2019-06-31\n",
        },
    )
