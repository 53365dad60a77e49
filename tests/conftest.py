"""What the tests share: the example built once by the real command, and a browser that notes every complaint."""

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from vrapport.keeping import sealed
from vrapport.outputs import manifest

if sys.platform != "win32":
    import fcntl

ROOT = Path(__file__).resolve().parent.parent
CHECKERS = Path(sys.prefix) / "checkers" / "node_modules"  # where `make setup` puts axe and the HTML checker

# No sandbox: tests run as root in containers. The rest keeps Chromium from calling home while it looks at our pages.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Command = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expected output anew, to be read in review")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if _in_ci():  # there, what is missing is a failure
        return
    missing = {name: why for name, found, why in _NEEDS if not found()}
    for item in items:
        for name, why in missing.items():
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=why))


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


@functools.cache
def _chromium() -> str | None:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def _java() -> str | None:
    return shutil.which("java")


_NEEDS = (
    ("browser", _chromium, "no Chromium here: on Debian, apt-get install chromium"),
    ("java", _java, "no Java here: on Debian, apt-get install default-jre-headless"),
)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name a folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def own_cache(shared_folder: Path) -> Iterator[None]:
    """Keep what vrapport keeps outside sites in a folder of the tests' own: the secret that seals what it recalls."""
    with pytest.MonkeyPatch.context() as patches:
        patches.setenv("XDG_CACHE_HOME", str(shared_folder / "cache"))
        with alone(shared_folder / "secret"):
            sealed("", "", None)  # all workers have the same secret from now on
        yield


# --- the command and the site -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def vrapport() -> Command:
    """Run vrapport as a user does, in a process of its own."""

    def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "vrapport", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run


@dataclass(frozen=True)
class Site:
    """The example as it was built: its folder, what the manifest lists, and the pages among that, in order."""

    folder: Path
    published: tuple[str, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        return tuple(address for address in self.published if address.endswith(".html"))

    def read(self, address: str) -> str:
        return (self.folder / address).read_text(encoding="utf-8")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one worker at a time do something in a folder; whoever comes later finds it done."""
    with folder.with_suffix(".lock").open("w") as lock:
        if sys.platform != "win32":  # where two builds are not kept apart either
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def built_once(vrapport: Command, shared_folder: Path) -> Callable[[Path], Site]:
    """Build a site by the real command, once for all workers."""

    def build(root: Path) -> Site:
        output = shared_folder / root.name
        with alone(output):
            if not (output / "public").is_dir():
                done = vrapport("build", "--output", output, cwd=root)
                assert done.returncode == 0, done.stdout + done.stderr
        return Site(output / "public", tuple(sorted(manifest(output, "public"))))

    return build


@pytest.fixture(scope="session")
def site(built_once: Callable[[Path], Site]) -> Site:
    """Build content/ once."""
    return built_once(ROOT)


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Keep the test's output free of requests."""


@pytest.fixture(scope="session")
def served(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site from a sub-folder of a host, and tell its address (with a closing slash)."""
    host = tmp_path_factory.mktemp("host")
    (host / "en" / "plats").mkdir(parents=True)
    (host / "en" / "plats" / "rapport").symlink_to(site.folder, target_is_directory=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(host))) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/en/plats/rapport/"
        server.shutdown()


# --- the browser ------------------------------------------------------------------------------------------------------


@dataclass
class Visit:
    """A page in a browser of its own, what it asked for, and all that the browser complained of."""

    page: Page
    asked_for: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked_for.append(request.url))
        self.page.on("requestfailed", self._note_failure)
        self.page.on(
            "response", lambda answer: answer.status < 400 or self.complaints.append(f"{answer.url}: {answer.status}")
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:  # a breach of the content security policy is an error here
            self.complaints.append(f"{message.type}: {message.text}")

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # an icon still on its way when the next page was opened
            self.complaints.append(f"{request.url}: {request.failure}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    executable = _chromium()
    assert executable, "no Chromium here: make test installs it where it may"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_new_browser(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a new window with settings of its own (`color_scheme`, `viewport`, `java_script_enabled`, ...)."""
    contexts: list[BrowserContext] = []

    def open_one(**settings: object) -> Visit:
        contexts.append(browser.new_context(locale="sv-SE", **settings))  # type: ignore[arg-type]
        return Visit(contexts[-1].new_page())

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def open_browser(open_new_browser: Callable[..., Visit]) -> Callable[..., Visit]:
    """Open a window for a test: a new one, unless the file of the test says that it can do with a used one."""
    return open_new_browser


@pytest.fixture
def visit(open_browser: Callable[..., Visit]) -> Visit:
    """Open a window with the usual settings."""
    return open_browser()
