"""A small site as a newcomer has it, and the preview of it in a process of its own."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Thread
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60.0  # seconds that anything may take before a test gives up on it: generous, for a busy machine

SITE = {
    "site.yml": """\
format: 1
title: Byalaget beslutar
organisation: Byalaget
language: sv
url: https://exempel.se/
today: 2020-06-01
""",
    "bodies/arsmotet.yml": "title: Årsmötet\ntype: konferens\n",
    "decisions/2020/1.yml": "title: Bygdegården målas\nmeeting: 2020/arsmote\nstatus: pågår\n",
    "decisions/2020/2.yml": "title: Vägen grusas\nmeeting: 2020/arsmote\nstatus: pågår\n",
    "decisions/2020/3.yml": "title: Bryggan lagas\nmeeting: 2020/arsmote\nstatus: planerat\n",
    "meetings/2020/arsmote.md": """\
---
title: Årsmötet 2020
body: arsmotet
date: 2020-03-01
---

## § 1 Öppnande

Hej.
""",
}

SERVE = """
import sys
from datetime import date
from pathlib import Path
from vrapport.serve import serve

def report(built):
    print("built" if built.published else "faulty", flush=True)

serve(Path(sys.argv[1]), Path(sys.argv[2]), port=int(sys.argv[3]), open_browser=False, today=None,
      clock=lambda: date(2020, 6, 1), report=report, announce=lambda line: print(line, flush=True))
print("ended", flush=True)
"""


@dataclass
class Served:
    """A preview that runs: the site and its output, its address, and what it has said."""

    folder: Path
    output: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    lines: Queue[str] = field(default_factory=Queue)
    ear: Thread = field(init=False)

    @property
    def address(self) -> str:
        return next(found[0] for line in self.said if (found := re.search(r"http://\S+/", line)))

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def write(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def title(self, title: str) -> None:
        """Give the first decision a title."""
        self.write("content/decisions/2020/1.yml", f"title: {title}\nmeeting: 2020/arsmote\nstatus: pågår\n")

    def hears(self, word: str, since: int = 0) -> int:
        """Wait until the preview says something after so many lines, and tell how many lines that makes."""
        until = time.monotonic() + LONGEST
        while not any(word in line for line in self.said[since:]):
            self.said.append(self.lines.get(timeout=until - time.monotonic()))
            assert self.said[-1], f"it ended, having said {self.said}"
        return len(self.said)

    def __post_init__(self) -> None:
        self.ear = Thread(target=self._listen)
        self.ear.start()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as said:
            for line in said:
                self.lines.put(line)
        self.lines.put("")

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path exactly as it is written; headers are given with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        connection.putrequest("GET", path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        with closing(connection):
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def restore(self) -> None:
        """Make the site what it was at first, by as few edits as that takes."""
        shutil.rmtree(self.folder / "templates", ignore_errors=True)
        content = self.folder / "content"
        for path in [path for path in content.rglob("*") if path.is_file()]:
            if path.relative_to(content).as_posix() not in SITE:
                path.unlink()
        for name, text in SITE.items():
            if not (content / name).is_file() or (content / name).read_text(encoding="utf-8") != text:
                self.write(f"content/{name}", text)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONGEST)


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, folder, folder / "output", "0"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        bufsize=1,
        encoding="utf-8",
    )
    preview = Served(folder, folder / "output", process)
    try:
        preview.hears("http://")
        yield preview
    finally:
        process.kill()
        process.wait()
        preview.ear.join()


def small_site(folder: Path) -> Path:
    for path, text in SITE.items():
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    """Serve the small site, as it lies there by then."""
    with serving(folder) as preview:
        yield preview


@pytest.fixture(scope="session")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a small site that tests change one after another."""
    with serving(small_site(tmp_path_factory.mktemp("lasting") / "site")) as preview:
        yield preview


@pytest.fixture
def edited(lasting: Served) -> Served:
    """Serve the small site, as it was at first or soon will be again; starting anew for each test takes too long."""
    lasting.restore()
    return lasting


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a small site that no test changes."""
    folder = small_site(tmp_path_factory.mktemp("shared") / "site")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("hemligt")
    with serving(folder) as preview:
        yield preview
