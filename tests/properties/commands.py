"""The build command as a person runs it: in a process that knows nothing, without the second it takes to load."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, chdir, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner

from tests.small import write
from vrapport.build import Built, build
from vrapport.catalogues import words_in
from vrapport.cli import main
from vrapport.examining import Examined
from vrapport.search.lemmas import lemmas
from vrapport.serve.preview import Preview
from vrapport.shipped import folder
from vrapport.theme import Page, Theme, theme

ROOT = Path(__file__).resolve().parents[2]
EMPTY = {"content/site.yml": "format: 1\ntitle: T\nlanguages: [sv, en]\n"}
_ON_ONE_MACHINE = (
    ("vrapport.outputs.making.WORTH_SHARING", 1),  # so that a small site is shared among processes, too
    ("vrapport.sources._SETTLED", 0),  # the disks we test on tell time more finely: a file left alone is not opened
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a build is asked for, and of which version of the program; the site may be checked first."""

    today: str | None = None
    clock: str = "2026-01-02"
    jobs: int = 1
    strict: bool = False
    without: Sequence[str] = ()
    checked: bool = False
    version: str = ""  # of the program: there is one other, which makes everything a little different

    @property
    def commands(self) -> Sequence[Sequence[str]]:
        """The commands as they are typed."""
        today = ["--today", self.today] if self.today else []
        without = [word for part in self.without for word in ("--without", part)]
        check = ["check", "--format", "json", *today]
        build = ["build", "--jobs", str(self.jobs), *today, *without, *(["--strict"] if self.strict else [])]
        return [check, build] if self.checked else [build]


@dataclass(frozen=True, slots=True)
class Came:
    """What a build came to: its exit code, the findings (unless it had no need to look for any), and what it said."""

    code: int
    findings: Sequence[str] | None
    said: str = ""


def run(root: Path, asked: Asked) -> Came:
    """Run the command in this process, in the folder of a site."""
    found: list[Built] = []

    def noted(*what: Any, **how: Any) -> Built:  # noqa: ANN401 - whatever the command asks for
        found.append(build(*what, **how))
        return found[-1]

    shell = CliRunner(env={"SOURCE_DATE_EPOCH": None, "NO_COLOR": "1"})
    with _as_tested(asked), chdir(root), patch("vrapport.build.build", noted):
        done = [shell.invoke(main, command) for command in asked.commands]
    said = "".join(each.output for each in done)
    return Came(done[-1].exit_code, _told(found[0].examined) if found else None, said)


def served(root: Path, asked: Asked) -> Came:
    """Build a site as `serve` does: in a process that goes on, and remembers all that it built before."""
    built: list[Built] = []
    day = asked.today and date.fromisoformat(asked.today)
    clock = date.fromisoformat(asked.clock)
    with _as_tested(asked), chdir(root):
        preview = Preview(Path(), Path("output"), today=day or None, clock=lambda: clock, report=built.append)
        preview.refresh()
    return Came(0 if built[0].published else 1, _told(built[0].examined))


def _told(examined: Examined) -> list[str]:
    """Say all that was found, word for word."""
    tell = examined.words.tell
    return [
        f"{found.place} {found.severity} {found.code} {tell(found.what)} {tell(found.hint) if found.hint else ''}"
        for found in examined.findings
    ]


@contextmanager
def _as_tested(asked: Asked) -> Iterator[None]:
    clocks = [
        (f"vrapport.cli.{name}.clock", lambda: date.fromisoformat(asked.clock)) for name in ("building", "reading")
    ]
    with ExitStack() as patches:
        for name, value in [*_ON_ONE_MACHINE, *clocks, *(_OTHER_VERSION if asked.version else ())]:
            patches.enter_context(patch(name, value))
        yield


def _render(look: Theme, page: Page) -> bytes:
    return _RENDER(look, page) + b"<!-- 2 -->"


_RENDER = Theme.render
_OTHER_VERSION: Sequence[tuple[str, Any]] = (
    ("vrapport.build.program", lambda: "2"),
    ("vrapport.receipts.program", lambda: "2"),
    ("vrapport.cli.reading.program", lambda: "2"),
    ("vrapport.theme.Theme.render", _render),
    ("vrapport.search.lemmas._compounds_lemma", lambda form, _: form),
    ("vrapport.search.similar._tells", lambda word: len(word) > 1),
)


class Shell:
    """Runs the command again and again, each time in a new process, forked from one that knows only an empty site."""

    def __init__(self) -> None:
        self._waiting = subprocess.Popen(
            [sys.executable, "-m", "tests.properties.commands"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, root: Path, asked: Asked) -> Came:
        """Run the command in the folder of a site."""
        assert self._waiting.stdin
        assert self._waiting.stdout
        print(json.dumps({"root": str(root), "asked": asdict(asked)}), file=self._waiting.stdin, flush=True)
        return Came(**json.loads(self._waiting.stdout.readline()))

    def close(self) -> None:
        """End it."""
        self._waiting.communicate()


def _wait_for_orders() -> None:
    """Load everything once; then let a child run each command that is asked for, and print what came of it."""
    _load_all()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            order = json.loads(line)
            came = run(Path(order["root"]), Asked(**order["asked"]))
            _answer(came)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            _answer(Came(status, None, "the process ended by itself"))


def _answer(came: Came) -> None:
    sys.stdout.write(json.dumps(asdict(came)) + "\n")
    sys.stdout.flush()


def _load_all() -> None:
    """Build a site in which there is next to nothing, so that all modules are there, and vrapport's own words."""
    templates = folder("templates")
    for language in ("sv", "en"):
        lemmas(["ord"], language)  # its dictionary
    environment = theme(ROOT, {"sv": words_in(ROOT, "sv")}).environments["sv"]
    for path in templates.rglob("*.html"):  # which a child would compile where Python may not keep what it compiled
        environment.get_template(path.relative_to(templates).as_posix())
    with TemporaryDirectory() as place:
        done = run(write(Path(place), files=EMPTY), Asked())
        assert done.code == 0, done
    gc.collect()
    gc.freeze()  # or every child would copy what it collects


if __name__ == "__main__":
    _wait_for_orders()
