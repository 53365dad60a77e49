"""What a browser has open is shown before the rest of the site is made."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.small import CLOCK, write
from vrapport.checks import CHECKS, Check
from vrapport.findings import Severity
from vrapport.serve.answers import answer
from vrapport.serve.preview import Preview
from vrapport.stages import giving_way, piece_by_piece

GONE = "beslut/2019/extra.html"
A1, PAGE, OTHER = "content/decisions/2019/A1.yml", "beslut/2019/A1.html", "beslut/2019/A2.html"


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    root = write(tmp_path / "site")
    made = Preview(root, tmp_path / "output", today=None, clock=lambda: CLOCK, report=lambda _: None)
    assert made.refresh()
    return made


def edit(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "site" / A1
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def bytes_of(preview: Preview, address: str) -> bytes:
    found = preview.shown.files[address]
    return found.read_bytes() if isinstance(found, Path) else found


def test_a_page_that_is_looked_at_is_shown_first(preview: Preview, tmp_path: Path) -> None:
    preview.look_at(PAGE)
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    before, told = preview.shown.version, []

    def hurry() -> None:
        published = (tmp_path / "output/public" / PAGE).read_text(encoding="utf-8")
        told.append((preview.shown.version, "Bänkar vid" in bytes_of(preview, PAGE).decode(), "Bänkar" in published))

    assert preview.refresh(hurry)
    assert [(shown, published) for _, shown, published in told] == [(True, False)]
    assert told[0][0] not in {before, ""}
    assert preview.shown.version == told[0][0]  # the whole follows without another reload
    assert "Bänkar vid" in (tmp_path / "output/public" / PAGE).read_text(encoding="utf-8")


def test_a_page_opened_in_between_is_reloaded_with_the_whole(preview: Preview, tmp_path: Path) -> None:
    preview.look_at(PAGE)
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    told = []

    def hurry() -> None:
        told.append(preview.shown.version)
        preview.look_at(OTHER)

    preview.refresh(hurry)
    assert preview.shown.version not in told


def test_what_does_not_change_a_page_that_is_looked_at_is_not_hurried(preview: Preview, tmp_path: Path) -> None:
    preview.look_at("kalender.html")
    edit(tmp_path, "text: Ett brev", "text: Två brev")
    before = preview.shown.version
    preview.refresh(lambda: pytest.fail("nothing to show ahead"))
    assert preview.shown.version != before


def test_a_page_that_is_gone_is_not_shown_ahead(preview: Preview, tmp_path: Path) -> None:
    extra = tmp_path / "site/content/decisions/2019/extra.yml"
    extra.write_text("title: Till en tid\n", encoding="utf-8")
    preview.refresh()
    assert GONE in preview.shown.files
    preview.look_at(GONE)
    extra.unlink()
    preview.refresh(lambda: None)
    assert GONE not in preview.shown.files


def test_only_so_many_pages_count_as_open(preview: Preview, tmp_path: Path) -> None:
    preview.look_at(PAGE)
    for number in range(20):
        preview.look_at(f"{number}.html")
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    preview.refresh(lambda: pytest.fail("it was forgotten"))


def test_a_page_waits_for_the_style_sheet_that_changed_with_it(preview: Preview, tmp_path: Path) -> None:
    preview.look_at(PAGE)
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    settings = tmp_path / "site/content/site.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}accent: '#006400'\n", encoding="utf-8")
    before = preview.shown.version
    preview.refresh(lambda: pytest.fail("its style sheet is still the old one"))
    assert preview.shown.version != before


def test_a_build_that_is_overtaken_leaves_the_whole_to_the_next(preview: Preview, tmp_path: Path) -> None:
    preview.look_at(PAGE)
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    published = tmp_path / "output/public"
    assert preview.refresh(is_overtaken=lambda: True)
    assert "Bänkar vid" in bytes_of(preview, PAGE).decode()
    assert "Bänkar vid" not in (published / PAGE).read_text(encoding="utf-8")
    edit(tmp_path, "Bänkar vid", "Bänkar bakom")
    assert preview.refresh()
    assert "Bänkar bakom" in (published / PAGE).read_text(encoding="utf-8")
    assert "Bänkar bakom" in (published / "index.html").read_text(encoding="utf-8") + (published / OTHER).read_text(
        encoding="utf-8"
    )


def test_a_build_that_shows_nothing_ahead_is_not_overtaken(preview: Preview, tmp_path: Path) -> None:
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    assert preview.refresh(is_overtaken=lambda: True)
    assert "Bänkar vid" in (tmp_path / "output/public" / PAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[[2019/A2]]", "[[2019/A9]]", "missing-record"),
        ("[[2019/A2]]", "[[2019/hemligt]]", "hidden-record-named"),
        ("text: Föreningen skriver till kommunen, se", "text: |\n  ::: members\n  se", "wrong-block"),
        ("area: kampanj", "area: ingen", "missing-record"),
    ],
    ids=["dangling", "hidden", "block", "field"],
)
def test_what_must_not_be_published_is_not_shown_ahead(
    preview: Preview, tmp_path: Path, old: str, new: str, code: str
) -> None:
    secret = tmp_path / "site/content/decisions/2019/hemligt.yml"
    secret.write_text("title: Hemligt\naudience: members\n", encoding="utf-8")
    preview.refresh()
    preview.look_at(PAGE)
    edit(tmp_path, old, new)
    preview.refresh(lambda: pytest.fail("it would not be published"))
    assert preview.shown.faults
    assert code in {fault["code"] for fault in preview.shown.faults.listed}


def test_what_the_whole_knows_better_is_loaded_again(preview: Preview, tmp_path: Path) -> None:
    last = preview._last  # noqa: SLF001 - which decisions are similar changes seldom, and not in so small a site
    assert last
    wrong = replace(last.at_hand, similar={"2019/A1": ("2019/A2",)})
    preview._last = replace(last, at_hand=wrong)  # noqa: SLF001 - as above
    preview.look_at(PAGE)
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    told: list[tuple[str, bytes]] = []
    preview.refresh(lambda: told.append((preview.shown.version, bytes_of(preview, PAGE))))
    assert len(told) == 1
    assert told[0][1] != bytes_of(preview, PAGE)
    assert told[0][0] != preview.shown.version


def edits(tmp_path: Path) -> set[Path]:
    return {tmp_path / "site" / A1}


class Seen:
    """What was shown ahead of the build of a whole, and whether that had looked at the files by then."""

    def __init__(self, preview: Preview, address: str = PAGE) -> None:
        self.preview, self.address = preview, address
        self.pages: list[bytes] = []
        self.versions: list[str] = []

    def __call__(self) -> None:
        self.pages.append(bytes_of(self.preview, self.address))
        self.versions.append(self.preview.shown.version)


@pytest.fixture
def glimpsed(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Note what is made of edits before all files are looked at."""
    seen: list[object] = []
    look = preview._glimpse  # noqa: SLF001 - whether a page came from a glimpse cannot be seen from outside

    def noted() -> object:
        seen.append(look())
        return seen[-1]

    monkeypatch.setattr(preview, "_glimpse", noted)
    return seen


def test_an_edited_decision_is_shown_before_all_files_are_looked_at(
    preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview.look_at(PAGE)
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    order: list[str] = []
    look = preview._look  # noqa: SLF001 - in which order things happen is what is promised
    monkeypatch.setattr(preview, "_look", lambda: order.append("look") or look())
    seen = Seen(preview)
    preview.refresh(lambda: (order.append("shown"), seen()), edits=edits(tmp_path))  # type: ignore[arg-type, return-value]
    assert order == ["shown", "look"]
    assert "Bänkar vid" in seen.pages[0].decode()
    assert seen.pages == [bytes_of(preview, PAGE)]  # as the whole has it
    assert preview.shown.version == seen.versions[0]  # which is not loaded again


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Cykelställ vid stationen", "title: Cykelställ\naudience: members"),
        ("area: kampanj", "area: ingen"),
        ("title: Cykelställ vid stationen", "title: Cykel: ställ"),
    ],
    ids=["hidden", "wrong", "unreadable"],
)
def test_what_more_follows_from_is_not_shown_at_a_glance(
    preview: Preview, tmp_path: Path, glimpsed: list[object], old: str, new: str
) -> None:
    preview.look_at(PAGE)
    edit(tmp_path, old, new)
    preview.refresh(edits=edits(tmp_path))
    assert glimpsed == [None]


def test_a_clause_that_others_name_is_not_taken_away_at_a_glance(
    preview: Preview, tmp_path: Path, glimpsed: list[object]
) -> None:
    clauses = "\nclauses:\n- Den första.\n- Den andra.\n"
    edit(tmp_path, "\narea: kampanj\n", f"\narea: kampanj{clauses}")
    other = tmp_path / "site/content/decisions/2019/A2.yml"
    other.write_text(f"{other.read_text(encoding='utf-8')}\nsource: se [[2019/A1.2]]\n", encoding="utf-8")
    preview.refresh()
    preview.look_at(OTHER)
    edit(tmp_path, "- Den andra.\n", "")
    preview.refresh(lambda: pytest.fail("nothing of it may be shown"), edits=edits(tmp_path))
    assert glimpsed == [None, None]
    assert preview.shown.faults


@pytest.mark.parametrize("path", ["site.yml", "bodies/styrelsen.yml", "meetings/2019/arsmote.md"])
def test_an_edit_of_anything_else_waits_for_the_whole(
    preview: Preview, tmp_path: Path, glimpsed: list[object], path: str
) -> None:
    preview.look_at(PAGE)
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    preview.refresh(edits={*edits(tmp_path), tmp_path / "site/content" / path})
    assert glimpsed == [None]
    assert "Bänkar vid" in bytes_of(preview, PAGE).decode()


def test_what_an_editor_left_for_a_moment_is_no_edit(preview: Preview, tmp_path: Path, glimpsed: list[object]) -> None:
    preview.look_at(PAGE)
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    preview.refresh(edits={*edits(tmp_path), tmp_path / "site/content/decisions/2019/4913"})
    assert glimpsed[0]


@pytest.mark.parametrize("left", [False, True], ids=["at once", "after a build that was left"])
def test_a_folder_that_is_gone_is_more_than_an_edit(
    preview: Preview, tmp_path: Path, glimpsed: list[object], *, left: bool
) -> None:
    gone = tmp_path / "site/content/meetings"
    preview.look_at(PAGE)
    gone.rename(tmp_path / "meetings")
    if left:
        preview.refresh(is_overtaken=lambda: True, edits={gone})
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    preview.refresh(lambda: pytest.fail("nothing of it may be shown"), edits={gone, *edits(tmp_path)})
    assert not any(glimpsed)


def test_while_there_are_faults_nothing_is_shown_at_a_glance(
    preview: Preview, tmp_path: Path, glimpsed: list[object]
) -> None:
    preview.look_at(PAGE)
    edit(tmp_path, "area: kampanj", "area: ingen")
    preview.refresh(edits=edits(tmp_path))
    edit(tmp_path, "area: ingen", "area: kampanj")
    preview.refresh(edits=edits(tmp_path))
    assert glimpsed == [None, None]
    assert preview.shown.faults is None


def test_what_was_edited_in_a_build_that_was_left_is_not_forgotten(
    preview: Preview, tmp_path: Path, glimpsed: list[object]
) -> None:
    preview.look_at(PAGE)
    preview.look_at(OTHER)
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    preview.refresh(is_overtaken=lambda: True, edits=edits(tmp_path))
    other = tmp_path / "site/content/decisions/2019/A2.yml"
    other.write_text(other.read_text(encoding="utf-8").replace("title: ", "title: Åter "), encoding="utf-8")
    seen, both = Seen(preview), Seen(preview, OTHER)
    preview.refresh(lambda: (seen(), both()), edits={other})  # type: ignore[arg-type, return-value]
    assert all(glimpsed)
    assert "Bänkar vid" in seen.pages[0].decode()
    assert "Åter " in both.pages[0].decode()
    assert (seen.pages[0], both.pages[0]) == (bytes_of(preview, PAGE), bytes_of(preview, OTHER))


def test_on_another_day_nothing_is_shown_at_a_glance(tmp_path: Path) -> None:
    root, days = write(tmp_path / "site"), [CLOCK]
    preview = Preview(root, tmp_path / "output", today=None, clock=lambda: days[-1], report=lambda _: None)
    preview.refresh()
    preview.look_at(PAGE)
    days.append(CLOCK.replace(year=CLOCK.year + 1))
    edit(tmp_path, "Cykelställ vid", "Bänkar vid")
    preview._note(edits(tmp_path))  # noqa: SLF001 - the whole would hide what is asked
    assert preview._glimpse() is None  # noqa: SLF001 - as above


def test_a_page_is_taken_note_of_before_it_is_read(preview: Preview) -> None:
    noted: list[tuple[str, bytes]] = []

    def note(address: str) -> None:
        path = preview.shown.files[address]
        assert isinstance(path, Path)
        path.write_bytes(b"<body>new</body>")  # a build is done just then
        noted.append((address, path.read_bytes()))

    assert b"new" in answer(preview.shown, PAGE, "localhost:1", note).content
    assert b"new" in answer(preview.shown, "nowhere.html", "localhost:1", note).content
    assert [address for address, _ in noted] == [PAGE, "404.html"]


def test_what_can_stop_a_build_is_asked_at_a_glance_or_follows_from_names_alone() -> None:
    stopping = {check.code for check in CHECKS if isinstance(check, Check) and check.severity is Severity.ERROR}
    asked, from_names = {"missing-place", "hidden-record-named"}, {"address-taken", "broken-seal"}
    assert stopping == asked | from_names


def test_what_takes_long_can_be_left_before_each_piece() -> None:
    done: list[int] = []

    def ask() -> None:
        if done == [1, 2]:
            raise TimeoutError

    def work() -> None:
        for piece in piece_by_piece([1, 2, 3]):
            done.append(piece)  # noqa: PERF402 - each is seen by what is asked before the next

    with pytest.raises(TimeoutError), giving_way(ask):
        work()
    assert done == [1, 2]
    assert list(piece_by_piece([3])) == [3]  # nobody asks any longer
