"""Whatever is edited, a build upon the last one publishes what a clean build does, byte for byte."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.small import FILES, built, stamps, tree, write
from vrapport import theme
from vrapport.shipped import folder

TEMPLATES = folder("templates")
SITE = FILES["content/site.yml"]
A1, A2 = "content/decisions/2019/A1.yml", "content/decisions/2019/A2.yml"
Edit = tuple[str, str | None]


def shipped(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def instead(path: str, old: str, new: str) -> str:
    assert old in FILES[path]
    return FILES[path].replace(old, new)


MEETING, UPDATE, ABOUT = "content/meetings/2019/arsmote.md", "content/updates/2020-01.yml", "content/pages/om.md"

# What a file can come to hold; None takes it away, and what it held first is always among the choices.
CHOICES: Mapping[str, tuple[str | None, ...]] = {
    "content/site.yml": (
        SITE.replace("Kampanj", "Kampanjer"),
        SITE.replace("2020-01-31", "2020-02-01"),
        SITE.replace("2020-01-31", "2019-06-01"),  # before most of what was said
        SITE.replace("url: https://exempel.se/uppfoljning/\n", ""),
        f"{SITE}list_length: 1\n",
        f"{SITE}words:\n  status.ongoing: på väg\n  field.next: Härnäst\n",
        f"{SITE}statuses:\n  genomfört:\n    label: i hamn\n",
    ),
    A1: (instead(A1, "Cykelställ vid", "Bänkar vid"), instead(A1, "pågår", "oklart")),
    A2: (instead(A2, "blir oförändrad", "höjs"), instead(A2, "text: Besl", "audience: medlemmar\n    text: Besl")),
    "content/decisions/2019/A3.yml": (None, "title: Ett ting\nformerly: beslut/2019/gammal.html\n"),
    "content/decisions/2019/nytt.yml": (
        "title: Nytt\nstatus: pågår\narea: ekonomi\n",
        "title: Nytt\naudience: medlemmar\n",
    ),
    "content/decisions/2020/A1.yml": (FILES[A1], "title: Samma namn\nmeeting: 2019/arsmote\n"),
    MEETING: (instead(MEETING, "Årsmötet 2019", "Årsstämman"), instead(MEETING, "§ 2", "§ 7")),
    "content/bodies/styrelsen.yml": ("title: Föreningens styrelse\n", "title: Styrelsen\npart_of: kommunen\n"),
    "content/resources/brev.md": (None,),
    UPDATE: (None, instead(UPDATE, "Kommunen har", "Ingen har")),
    ABOUT: (None, instead(ABOUT, "Ås", "Ås, se [kartan](karta.txt)")),
    "content/pages/karta.txt": ("norr är upp", "söder är upp"),
    "templates/page.html": (shipped("page.html").replace("<article", '<article id="text"'), None),
    "templates/macros/parts.html": (shipped("macros/parts.html").replace('"rows"', '"rows all"'), None),
    "templates/strings/sv.po": (shipped("strings/sv.po").replace("Sidan byggdes", "Sidan gjordes"), None),
    "templates/assets/site.css": ("body { color: red }", None),
}
WRONG: tuple[Edit, ...] = (
    ("content/site.yml", SITE.replace("  ekonomi: Ekonomi\n", "")),  # A2 now names an area that is not there
    ("content/bodies/styrelsen.yml", None),
    ("templates/decision.html", shipped("decision.html") + "{{ saknas }}"),
)


def edits() -> st.SearchStrategy[Edit]:
    right = [(path, text) for path, texts in CHOICES.items() for text in dict.fromkeys((FILES.get(path), *texts))]
    return st.sampled_from([*right, *WRONG])


def apply(root: Path, edit: Edit) -> None:
    path, text = edit
    if text is None:
        (root / path).unlink(missing_ok=True)
    else:
        write(root, files={path: text})


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site once; each trial begins with a copy of it, output and all."""
    root = write(tmp_path_factory.mktemp("first"))
    assert built(root).published
    return root


@contextmanager
def copied(first: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as place:
        yield Path(shutil.copytree(first, Path(place) / "site"))


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


@pytest.mark.slow
@settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(script=st.lists(st.lists(edits(), min_size=1, max_size=4), min_size=1, max_size=3))
def test_a_build_upon_the_last_one_is_as_good_as_a_clean_one(first: Path, script: list[list[Edit]]) -> None:
    with copied(first) as root:
        for round_of_edits in script:
            for edit in round_of_edits:
                apply(root, edit)
            assert same_as_clean(root)


# --- and it would be seen if a page did not know what it is made of ---------------------------------------------------

NEIGHBOUR: Edit = (A2, instead(A2, "blir oförändrad", "höjs"))
LOOK: Edit = ("templates/page.html", shipped("page.html").replace("<article", '<article id="text"'))
DAY: Edit = ("content/site.yml", SITE.replace("2020-01-31", "2020-02-01"))


def without_the_theme(fingerprint: Callable[..., str], look: theme.Theme, page: theme.Page) -> str:
    return fingerprint(theme.Theme("", look.environments, look.own), page)


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
    def unmade(*_: object) -> None:
        raise AssertionError("the index was made")

    monkeypatch.setattr("vrapport.exports.index.index", unmade)
    with copied(first) as root:
        apply(root, ("content/site.yml", SITE.replace("title: Provföreningen", "title: Prov")))
        done = built(root).published
        assert done is not None
        assert done.written > 20
