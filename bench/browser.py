"""How soon an edit is seen: from the save of a file until the page in Chromium shows it."""

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from urllib.error import URLError

from playwright.sync_api import Browser, Page, sync_playwright
from processes import FailedError, start
from sites import VRAPPORT, WORD, Pair, Site

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
PATIENCE = 120.0  # seconds: a large site is built before it is served
REST = 1.5  # seconds between two edits, so that each finds the server idle
# Look at the page every few milliseconds, and tell when it first shows another number than before.
LOOK = f"""
setInterval(() => {{
  const shown = (document.body?.textContent.match(/{WORD} (\\d+) /) ?? [])[1]
  if (shown && shown !== window.lastShown) {{ window.lastShown = shown; window.seen(Number(shown), Date.now()) }}
}}, 4)
"""


def seconds_until_visible(pair: Pair, times: int) -> dict[str, list[float]]:
    """Serve the sites side by side, edit each in turn, and measure how long the browser takes to show it."""
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        watched = {name: stack.enter_context(_watched(browser, pair, name, site)) for name, site in pair.both()}
        measured: dict[str, list[float]] = {name: [] for name in watched}
        for turn in range(times + 1):
            for name, until in watched.items():
                time.sleep(REST)
                saved = time.time()
                took = until(pair.edit(name)) - saved
                if turn:  # the first edit warms what later ones find warm
                    measured[name].append(took)
        return measured


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser of this machine."""
    executable = next(found for name in CHROMIUM if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def _watched(browser: Browser, pair: Pair, name: str, site: Site) -> Iterator[Callable[[int], float]]:
    """Serve a site and open the page that is edited; yield what waits for a number, and tells when it was seen."""
    port = _free_port()
    server = start(_server(name, site, port), site.folder)
    page = browser.new_page()
    try:
        address = f"http://127.0.0.1:{port}/{pair.address}"
        _await(address, server)
        yield _seen(page, address)
    finally:
        page.close()
        server.terminate()
        server.wait()


def _seen(page: Page, address: str) -> Callable[[int], float]:
    moments: dict[int, float] = {}
    page.expose_function("seen", lambda number, milliseconds: moments.setdefault(number, milliseconds / 1000))
    page.add_init_script(LOOK)
    page.goto(address)

    def until(number: int) -> float:
        end = time.monotonic() + PATIENCE
        while number not in moments:
            if time.monotonic() > end:
                raise FailedError(f"{address} never showed edit {number}.")
            page.wait_for_timeout(5)
        return moments[number]

    return until


def _server(name: str, site: Site, port: int) -> Sequence[str]:
    if name == "ours":
        return (*VRAPPORT, "serve", "--quiet", "--port", str(port))
    return (site.build[0], "server", *site.build[1:], "--port", str(port), "--bind", "127.0.0.1")


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise FailedError(f"{address} does not answer.")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
