"""Pages made by processes that share nothing with this one, not even what was loaded before they began."""

import os
import pickle
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.cluster.conftest import Showcase
from tests.small import CLOCK, FILES, built, published, tree, write
from vrapport.build import Built, Manner, build
from vrapport.outputs import Elsewhere, Output
from vrapport.outputs.elsewhere import AHEAD, OtherProgramError, made
from vrapport.shipped import folder
from vrapport.theme import Page, Theme

pytestmark = pytest.mark.slow

OWN = {
    "templates/page.html": '{% extends "base.html" %}{% block main %}<p>{{ _("Search") }}</p>{% endblock %}',
    "content/site.yml": FILES["content/site.yml"] + "languages: [en]\nwords:\n  status.done: gjort\n",
}


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the pages that are made in this process."""
    noted: list[str] = []
    render_it = Theme.render

    def render(theme: Theme, page: Page) -> bytes:  # it is sent under this name
        noted.append(page.address)
        return render_it(theme, page)

    monkeypatch.setattr(Theme, "render", render)
    return noted


def built_by(executor: Executor, root: Path, output: Path, together: int = 8) -> Built:
    return build(root, output, clock=CLOCK, manner=Manner(elsewhere=lambda: Elsewhere(executor, lambda: 2, together)))


def test_others_make_the_same_bytes(
    showcase: Showcase, processes: Executor, made_here: list[str], tmp_path: Path
) -> None:
    assert built_by(processes, showcase.root, tmp_path).published
    assert tree(tmp_path / "public") == showcase.files
    assert not made_here


def test_what_is_as_before_is_not_made_by_others_either(processes: Executor, tmp_path: Path) -> None:
    root = write(tmp_path)
    published(root)
    done = built_by(processes, root, root / "output").published
    assert done
    assert (done.written, done.removed) == (0, 0)


def test_a_site_s_own_templates_and_words_come_along(processes: Executor, made_here: list[str], tmp_path: Path) -> None:
    catalogue = (folder("templates") / "strings" / "sv.po").read_text(encoding="utf-8")
    own = {"templates/strings/sv.po": catalogue.replace('msgstr "Sök"', 'msgstr "Leta"'), **OWN}
    root = write(tmp_path, own)
    here = published(root)
    assert b"<p>Leta</p>" in here["om.html"]
    made_here.clear()
    assert built_by(processes, root, tmp_path / "ut").published
    assert tree(tmp_path / "ut" / "public") == here
    assert not made_here


def test_a_fault_in_a_template_is_told_as_it_is_here(processes: Executor, tmp_path: Path) -> None:
    root = write(tmp_path, {"templates/page.html": '{% extends "base.html" %}\n{% block main %}{{ ej }}{% endblock %}'})
    here, there = built(root), built_by(processes, root, tmp_path / "ut")
    assert not there.published
    assert there.examined.findings == here.examined.findings
    assert "template-fault" in {finding.code for finding in there.examined.findings}


def test_what_broken_executors_leave_undone_is_done_here(made_here: list[str], tmp_path: Path) -> None:
    root = write(tmp_path)
    here = published(root)
    made_here.clear()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        os.kill(executor.submit(os.getpid).result(), signal.SIGKILL)
        assert built_by(executor, root, tmp_path / "ut").published
    assert tree(tmp_path / "ut" / "public") == here
    assert made_here


def test_threads_are_refused() -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(TypeError):
        Elsewhere(executor, lambda: 1)


def test_another_program_is_refused() -> None:
    with pytest.raises(OtherProgramError):
        made("0" * 64, b"")


class Slow(Executor):
    """Is done with a slice only when as many are on their way as are sent ahead."""

    def __init__(self) -> None:
        self.taken: list[tuple[Future[Sequence[bytes]], int]] = []

    def submit(self, _made: object, _program: object, packed: bytes) -> Future[Sequence[bytes]]:  # type: ignore[override]
        self.taken.append((Future(), len(pickle.loads(packed))))  # noqa: S301 - packed a moment ago
        if len(self.taken) == AHEAD:
            self.finish()
        return self.taken[-1][0]

    def finish(self) -> None:
        future, size = self.taken.pop(0)
        future.set_result([b""] * size)


def test_no_more_is_made_ready_than_is_soon_needed() -> None:
    """With 10,000 pages, what is on all of them must not lie in memory at once."""
    slow, ready, most = Slow(), 0, 0

    def outputs() -> Iterator[Output]:
        nonlocal ready
        for number in range(100):
            ready += 1
            yield Output(address=str(number), fingerprint="", make=bytes, portable=True)
        while slow.taken:
            slow.finish()

    came: list[str] = []
    for piece, contents in Elsewhere(slow, lambda: 1, together=2).each(outputs()):
        assert contents == [b""] * len(piece)
        most = max(most, ready - len(came))
        came += [output.address for output in piece]
    assert sorted(came, key=int) == [str(number) for number in range(100)]
    assert most <= (AHEAD + 1) * 2
