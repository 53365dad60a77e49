"""A process that builds a site again and again takes over what has not changed, and publishes what a fresh one does."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.properties.scripts import Step, World, edits
from tests.small import CLOCK, built, errors, tree, write
from vrapport.build import Built, Draft
from vrapport.records.reading import Record
from vrapport.register import Followed
from vrapport.serve.preview import Preview

A1, A2 = "content/decisions/2019/A1.yml", "content/decisions/2019/A2.yml"


class Warm:
    """A site, and a preview of it that goes on."""

    def __init__(self, place: Path) -> None:
        self.root = write(place / "site")
        self.came: list[Built] = []
        output = self.root / "output"
        self.preview = Preview(self.root, output, today=None, clock=lambda: CLOCK, report=self.came.append)
        self.preview.refresh()

    @property
    def last(self) -> Built:
        return self.came[-1]

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")
        self.preview.refresh()

    def record(self, ident: str) -> Record:  # type: ignore[type-arg]  # of whatever kind
        assert self.last.examined.register
        return self.last.examined.register.decisions[ident].record

    def followed(self, ident: str) -> Followed:
        assert self.last.examined.register
        return self.last.examined.register.decisions[ident]

    def is_as_if_new(self) -> bool:
        """Tell whether a fresh process says and publishes the same."""
        with tempfile.TemporaryDirectory() as elsewhere:
            for part in ("content", "templates"):
                if (self.root / part).is_dir():
                    shutil.copytree(self.root / part, Path(elsewhere) / part)
            clean = built(Path(elsewhere))
            assert errors(self.last) == errors(clean)
            assert bool(self.last.published) == bool(clean.published)
            output = self.root / "output/public"
            return not clean.published or tree(output) == tree(clean.published.folder)


@pytest.fixture
def warm(tmp_path: Path) -> Iterator[Warm]:
    with patch("vrapport.sources._SETTLED", 0):  # the disks we test on tell time finely
        yield Warm(tmp_path)


@pytest.mark.slow
@settings(max_examples=12, phases=[Phase.generate], deadline=None, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(script=st.lists(edits(), min_size=1, max_size=6))
def test_whatever_is_edited_the_site_is_that_of_a_fresh_process(script: Sequence[Step]) -> None:
    with tempfile.TemporaryDirectory() as place, patch("vrapport.sources._SETTLED", 0):
        warm, done = Warm(Path(place)), list[Step]()
        world = World(warm.root)
        warm.preview.look_at("beslut/2019/A1.html")
        warm.preview.look_at("index.html")
        for step in script:
            world.remember()
            step.do(world)
            done.append(step)
            warm.preview.refresh()
            assert warm.is_as_if_new(), done


def test_what_did_not_change_is_the_very_same(warm: Warm) -> None:
    record, followed = warm.record("2019/A2"), warm.followed("2019/A2")
    edited = warm.record("2019/A1")
    warm.edit(A1, "Cykelställ vid", "Bänkar vid")
    assert warm.record("2019/A2") is record
    assert warm.followed("2019/A2") is followed
    assert warm.record("2019/A1") is not edited
    assert warm.is_as_if_new()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/site.yml", "language: sv\n", "language: sv\nlanguages: [sv, en]\n"),
        ("content/site.yml", "today: 2020-01-31", "today: 2020-02-15"),
        ("content/site.yml", "responsible: styrelsen", "responsible: kommunen"),
        ("content/bodies/styrelsen.yml", "title: Styrelsen", "title: Ledningen"),
        ("content/meetings/2019/arsmote.md", "date: 2019-03-10", "date: 2019-03-11"),
        ("content/meetings/2019/arsmote.md", "[[2019/A1]]", "[[2019/A2]]"),
        ("content/updates/2020-01.yml", "status: pågår", "status: genomfört"),
        ("content/campaigns/cykel.yml", "title: Mera cykel", "title: Mera cykel\ndecisions: 2019/A1"),
        (A2, "campaign: cykel\n", ""),
        (A1, "title: Cykelställ vid stationen", "title: Cykelställ\naudience: members"),
    ],
    ids=["language", "day", "responsible", "body", "meeting", "minutes", "shared", "campaign", "no-campaign", "hidden"],
)
def test_what_others_follow_from_is_not_taken_over(warm: Warm, path: str, old: str, new: str) -> None:
    warm.edit(path, old, new)
    assert warm.is_as_if_new()


def test_a_record_that_goes_takes_what_led_to_it_along(warm: Warm) -> None:
    (warm.root / A2).unlink()
    warm.preview.refresh()
    assert warm.is_as_if_new()
    assert "missing-record" in {finding.code for finding in warm.last.examined.findings}


def test_a_save_of_the_same_length_is_seen(warm: Warm) -> None:
    warm.edit(A1, "Cykelställ", "Cykelstall")
    assert warm.is_as_if_new()
    warm.edit(A1, "Cykelstall", "Cykelställ")
    assert warm.is_as_if_new()


def test_after_a_fault_the_site_is_made_anew(warm: Warm) -> None:
    warm.edit(A1, "area: kampanj", "area: ingenting")
    assert not warm.last.published
    warm.edit(A1, "area: ingenting", "area: kampanj")
    assert warm.last.published, errors(warm.last)
    assert warm.is_as_if_new()


def test_a_record_is_read_anew_below_other_settings(warm: Warm) -> None:
    settings = "content/site.yml"
    warm.edit(settings, "language: sv\n", "language: sv\naudiences:\n  byn: Byn\n")
    warm.edit("content/decisions/2019/A3.yml", "clauses:", "audience: byn\nclauses:")
    assert warm.last.published, errors(warm.last)
    warm.edit(settings, "audiences:\n  byn: Byn\n", "")
    assert not warm.last.published
    assert warm.is_as_if_new()


PAGES = ("beslut/2019/A1.html", "beslut/2019/A2.html", "beslut/2019/A3.html", "index.html", "moten/2019/arsmote.html")
NO, HIDDEN = "", "audience: members\n"
AUDIENCES = st.sampled_from([NO, NO, NO, NO, NO, HIDDEN])
CLAUSES = st.sampled_from([NO, "clauses:\n  - {0}\n", f"clauses:\n  - {{0}}\n  - text: Två.\n    {HIDDEN}"])
ACCOUNT = "updates:\n  - date: 2019-06\n{1}"
UPDATES = st.sampled_from([NO, ACCOUNT, f"{ACCOUNT}  - date: 2019-12\n    {HIDDEN}{{2}}"])
SHAPES = st.tuples(AUDIENCES, CLAUSES, UPDATES).map("".join)
"""What others follow from."""
RIGHT = ["Ett brev.", "Se [[2019/A2]].", "Se [[2019/A1]] och [[motions/2019/A1]].", "Mål 50 %"]
SAID = st.sampled_from([*RIGHT * 6, "Se [[2019/A9]].", "Se [[2019/A1.2]]."])
STATUSES = st.sampled_from(["pågår", "genomfört", "väntar\n    waits_for: kommunen", "ersatt\n    successor: 2019/A2"])
TOLD = st.tuples(STATUSES, SAID).map(lambda told: f"    status: {told[0]}\n    text: {told[1]!r}\n")
WORDS = st.tuples(
    st.sampled_from(["title: Cykelställ\n", "title: Avgiften\n", "title: '[[2019/A2]] igen'\n"]),
    st.sampled_from(["", "area: kampanj\n", "area: ekonomi\n"]),
    st.sampled_from(["", "meeting: 2019/arsmote\n", "meeting: 2019/arsmote\nparagraph: 2\n", "paragraph: 7\n"]),
    st.sampled_from(["", "campaign: cykel\n", "motions: 2019/A1\n", "order: 3\n", "responsible: kommunen\n"]),
    SAID.map("text: |\n  {}\n".format) | st.just("text: |\n  Alla.\n\n  ::: members\n  Några.\n  :::\n"),
).map("".join)
EDITS = st.tuples(st.sampled_from(["A1", "A2", "A3"]), st.integers(0, 9), WORDS, SAID, TOLD, TOLD)


@pytest.mark.slow
@settings(max_examples=15, phases=[Phase.generate], deadline=None, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(shapes=st.lists(SHAPES, min_size=3, max_size=3), script=st.lists(EDITS, min_size=4, max_size=9))
def test_what_is_shown_at_a_glance_is_what_is_published_then(
    shapes: Sequence[str], script: Sequence[tuple[str, int, str, str, str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as place, patch("vrapport.sources._SETTLED", 0):
        warm = Warm(Path(place))
        preview, shown = warm.preview, dict[str, bytes]()
        for page in PAGES:
            preview.look_at(page)
        glimpse = preview._glimpse  # noqa: SLF001 - what is seen at a glance, and nothing that is made later

        def noted() -> Draft | None:
            draft = glimpse()
            shown.update(preview._ahead(draft) if draft else {})  # noqa: SLF001 - as above
            return draft

        with patch.object(preview, "_glimpse", noted):
            for ident, shape, words, *said in script:
                path = warm.root / f"content/decisions/2019/{ident}.yml"
                own = shapes[int(ident[1:]) - 1] if shape else shapes[0]  # seldom another's
                path.write_text(words + own.format(*said), encoding="utf-8")
                shown.clear()
                preview.refresh(edits={path})
                assert not shown or warm.last.published, script
                for page, made in shown.items():
                    assert made == (warm.root / "output/public" / page).read_bytes(), (page, script)
