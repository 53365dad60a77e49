"""What a browser has open is shown before the rest of the site is made."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.small import CLOCK, write
from vrapport.serve.preview import Preview

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
