"""Whatever is edited, a build upon the last one publishes what a clean build does, byte for byte."""

import os
import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.properties import scripts
from tests.properties.commands import Asked, Came, Shell, served
from tests.properties.scripts import A2, CANARIES, Round, World, instead
from tests.small import FILES, built, stamps, tree, write
from vrapport import theme
from vrapport.shipped import folder

TEMPLATES = folder("templates")
SITE = FILES["content/site.yml"]
Edit = tuple[str, str | None]

SCRIPTS = int(os.environ.get("EDIT_SCRIPTS", "50"))
LANES = max(2, SCRIPTS // 50)  # so that several workers share them
SEED = random.SystemRandom().randrange(2**32) if "EDIT_SCRIPTS" in os.environ else 0
_DONE = re.compile(r" \(\d+ .*?\)|, [\d,]+ s")  # what was written and kept, and how long it took


@pytest.fixture(scope="module")
def shell() -> Iterator[Shell]:
    """Open a shell to run the command in."""
    shell = Shell()
    yield shell
    shell.close()


@pytest.fixture(scope="module")
def first(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site once; each script begins with a copy of it, with all that is kept."""
    root = write(tmp_path_factory.mktemp("first") / "site")
    assert shell.run(root, Asked()).code == 0
    return root


@contextmanager
def copied(first: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        yield Path(shutil.copytree(first, Path(place) / "site"))


@pytest.mark.slow
@pytest.mark.parametrize("lane", range(LANES))
def test_a_build_upon_the_last_one_is_as_good_as_a_clean_one(first: Path, shell: Shell, lane: int) -> None:
    """A script that fails is printed so that it can be pasted into `ONCE_WRONG`, and followed again."""

    @seed(SEED + lane)
    @settings(
        max_examples=-(-SCRIPTS // LANES),
        phases=[Phase.generate],  # to find a shorter one that fails as well would take minutes
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(script=scripts.scripts())
    def follow_all(script: list[Round]) -> None:
        follow(script, first, shell)

    follow_all()


def follow(script: Sequence[Round], first: Path, shell: Shell) -> None:
    """Follow a script, and compare after each build."""
    with copied(first) as root:
        world = World(root)
        for number, each in enumerate(script):
            world.remember()
            for step in each.steps:
                step.do(world)
            differing = compared(world, each, shell)
            assert not differing, f"{differing} differ after {script[: number + 1]!r}"


def compared(world: World, each: Round, shell: Shell) -> list[str]:
    """Build upon what is there, and cleanly, and tell what differs; what is wrong leaves the site as it was."""
    before = world.published()
    upon = served(world.root, each.asked) if each.serve else shell.run(world.root, each.asked)
    anew, clean = built_anew(shell, tuple(world.written().items()), each.meant)
    after, meant = world.published(), before if anew.code else clean
    return [
        *_as_told(upon, anew, each),
        *sorted(address for address in after.keys() | meant if after.get(address) != meant.get(address)),
        *([] if anew.code else _leaks(world.written(), after)),
    ]


@lru_cache(maxsize=32)
def built_anew(shell: Shell, files: tuple[tuple[str, bytes], ...], asked: Asked) -> tuple[Came, Mapping[str, bytes]]:
    """Build from what the authors wrote and nothing else, in another folder."""
    with tempfile.TemporaryDirectory() as place:
        world = World(Path(place))
        for path, content in files:
            world.put(path, content)
        return shell.run(world.root, asked), world.published()


def _as_told(upon: Came, anew: Came, each: Round) -> Iterator[str]:
    """Compare the codes, the findings and the summaries; a build that had nothing to do only counts its findings."""
    if upon.code != anew.code:
        yield f"code {upon.code} for {anew.code}: {upon.said}"
    if upon.findings != anew.findings and not (upon.findings is None and upon.code == 0):
        yield f"findings {upon.findings} for {anew.findings}"
    if not each.serve and _DONE.sub("", upon.said) != _DONE.sub("", anew.said):
        yield f"{upon.said!r} for {anew.said!r}"


def _leaks(written: Mapping[str, bytes], published: Mapping[str, bytes]) -> Iterator[str]:
    """Find what is for members only in something that is published."""
    texts = [content.decode(errors="replace") for content in written.values()]
    everything = "\n".join(
        [*published, *(content.decode(errors="replace") for content in published.values())]
    ).casefold()
    for word in CANARIES:
        if word in everything and all("medlemmar" in text for text in texts if word in text):
            yield f"{word} is published, and for members only"


@pytest.mark.slow
@pytest.mark.parametrize("script", scripts.ONCE_WRONG.values(), ids=scripts.ONCE_WRONG)
def test_a_script_that_once_failed_does_so_no_more(first: Path, shell: Shell, script: Sequence[Round]) -> None:
    follow(script, first, shell)


# --- and it would be seen if a page did not know what it is made of ---------------------------------------------------


def shipped(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def apply(root: Path, edit: Edit) -> None:
    path, text = edit
    if text is None:
        (root / path).unlink(missing_ok=True)
    else:
        write(root, files={path: text})


def same_as_clean(root: Path, today: date | None = None) -> bool:
    """Build upon what is there, and cleanly, and compare; what is wrong leaves the site as it was."""
    before = stamps(root / "output/public")
    upon = built(root, today=today)
    with tempfile.TemporaryDirectory() as clean:
        anew = built(root, Path(clean) / "output", today=today)
        assert upon.examined.findings == anew.examined.findings
        if anew.published is None:
            return stamps(root / "output/public") == before
        return tree(root / "output/public") == tree(anew.published.folder)


NEIGHBOUR: Edit = (A2, instead(A2, "blir oförändrad", "höjs"))
LOOK: Edit = ("templates/page.html", shipped("page.html").replace("<article", '<article id="text"'))
DAY: Edit = ("content/site.yml", SITE.replace("2020-01-31", "2020-02-01"))


def without_the_theme(fingerprint: Callable[..., str], look: theme.Theme, page: theme.Page) -> str:
    return fingerprint(replace(look, fingerprint=""), page)


def without_the_neighbours(fingerprint: Callable[..., str], look: theme.Theme, page: theme.Page) -> str:
    return fingerprint(look, _with(page, _untitled(page.data)))


def without_the_day(fingerprint: Callable[..., str], look: theme.Theme, page: theme.Page) -> str:
    return fingerprint(look, _with(page, {**page.data, "today": None}))


def _with(page: theme.Page, data: Mapping[str, Any]) -> theme.Page:
    return theme.Page(address=page.address, language=page.language, template=page.template, make=lambda: data)


def _untitled(data: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    """Take the title from every reference to another page."""
    if isinstance(data, dict):
        is_reference = {"title", "address", "status"} <= data.keys()
        return {key: _untitled(value) for key, value in data.items() if not (is_reference and key == "title")}
    return [_untitled(value) for value in data] if isinstance(data, list) else data


@pytest.mark.parametrize(
    ("forgetful", "edit"),
    [(without_the_theme, LOOK), (without_the_neighbours, NEIGHBOUR), (without_the_day, DAY)],
    ids=["the theme", "a neighbour's title", "the day"],
)
def test_a_fingerprint_that_left_something_out_would_be_found(
    first: Path, forgetful: Callable[..., str], edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with copied(first) as root:
        apply(root, edit)
        assert same_as_clean(root)
    whole = theme.Theme.fingerprint_of
    monkeypatch.setattr(theme.Theme, "fingerprint_of", lambda look, page: forgetful(whole, look, page))
    with tempfile.TemporaryDirectory() as place:
        root = write(Path(place))
        assert built(root).published
        apply(root, edit)
        assert not same_as_clean(root)


# --- only what changes is made ----------------------------------------------------------------------------------------


def test_a_build_with_nothing_to_do_touches_nothing(first: Path) -> None:
    with copied(first) as root:
        before = stamps(root / "output")
        done = built(root).published
        assert done is not None
        assert (done.written, done.removed) == (0, 0)
        assert stamps(root / "output") == before


def test_an_edit_renders_only_the_pages_that_show_it(first: Path) -> None:
    with copied(first) as root:
        before = stamps(root / "output/public")
        apply(root, ("content/pages/om.md", "---\ntitle: Om oss\n---\nVi finns i Öster.\n"))
        assert built(root).published
        changed = {at for at, stamp in stamps(root / "output/public").items() if before.get(at) != stamp}
    pages = {at for at in changed if at.endswith((".html", ".json", ".css", ".xml"))}
    assert pages == {"om.html"}
    assert any(at.startswith("assets/search/") for at in changed)  # its words can be searched


def test_an_edit_that_leaves_all_words_as_they_are_does_not_make_the_index(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(*_: object) -> None:
        raise AssertionError("a document was read")

    monkeypatch.setattr("vrapport.search.notes._noted", unread)
    with copied(first) as root:
        apply(root, ("content/site.yml", SITE.replace("title: Provföreningen", "title: Prov")))
        done = built(root).published
        assert done is not None
        assert done.written > 20
