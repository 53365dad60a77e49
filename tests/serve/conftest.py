"""A small site as a newcomer has it, and the preview of it in a process of its own."""

import http.client
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 20.0  # seconds that anything may take before a test gives up on it: generous, for a busy machine

SITE = {
    "site.yml": "format: 1\ntitle: Byalaget beslutar\norganisation: Byalaget\nlanguage: sv\ntoday: 2020-06-01\n",
    "bodies/arsmotet.yml": "title: Årsmötet\ntype: konferens\n",
    "decisions/2020/1.yml": "title: Bygdegården målas\nmeeting: 2020/arsmote\nstatus: pågår\n",
    "decisions/2020/2.yml": "title: Vägen grusas\nmeeting: 2020/arsmote\nstatus: pågår\n",
    "decisions/2020/3.yml": "title: Bryggan lagas\nmeeting: 2020/arsmote\nstatus: planerat\n",
    "meetings/2020/arsmote.md": "---\ntitle: Årsmötet 2020\nbody: arsmotet\ndate: 2020-03-01\n---\n\n## § 1 Öppnande\n\nHej.\n",
}

SERVE = """
import sys
from datetime import date
from pathlib import Path
from vrapport.findings import has_errors
from vrapport.serve import serve

def report(built):
    print("built" if built.published else "faulty", flush=True)

serve(Path(sys.argv[1]), Path(sys.argv[2]), port=int(sys.argv[3]), open_browser=False, today=None,
      clock=lambda: date(2020, 6, 1), report=report)
print("ended", flush=True)
"""


@dataclass
class Served:
    """A preview that runs: the site and its output, its address, and what it has said."""

    folder: Path
    output: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

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
        waiting, until = selectors.DefaultSelector(), time.monotonic() + LONGEST
        assert self.process.stdout
        waiting.register(self.process.stdout, selectors.EVENT_READ)
        while not any(word in line for line in self.said[since:]):
            assert waiting.select(until - time.monotonic()), f"no {word!r} in {self.said}"
            line = self.process.stdout.readline()
            assert line, f"it ended, having said {self.said}"
            self.said.append(line)
        return len(self.said)

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path exactly as it is written; headers are given with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        connection.putrequest("GET", path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONGEST)


Serve = Callable[..., Served]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in SITE.items():
        target = tmp_path / "site" / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tmp_path / "site"


@pytest.fixture
def serve(folder: Path) -> Iterator[Serve]:
    """Serve the small site, as it lies there by then."""
    running: list[subprocess.Popen[str]] = []

    def start() -> Served:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, folder, folder / "output", "0"],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=1,
            encoding="utf-8",
        )
        running.append(process)
        preview = Served(folder, folder / "output", process)
        preview.hears("http://")
        return preview

    yield start
    for process in running:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.fixture
def served(serve: Serve) -> Served:
    return serve()
