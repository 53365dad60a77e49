"""A text in another language: a file beside the record, with what it translates and nothing more."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.told import CLOCK, MEETING, codes, write
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.project import words_of
from vrapport.records.meetings import Meeting
from vrapport.views import View

SITE = {"content/site.yml": "format: 1\ntitle: T\nlanguages: [sv, en]\n"}
ENGLISH = "content/meetings/m.en.md"
NAMED = {**MEETING, "content/meetings/m.md": "---\ntitle: Vårmötet\nbody: ds\ndate: 2019-06-10\n---\n## § 4 Resor\n"}


def views(root: Path) -> tuple[View, View]:
    """See a site that is without errors in Swedish and in English."""
    examined = examine(root, clock=CLOCK)
    assert [said for said in codes(examined) if "translation-not-recorded" not in said] == []
    assert examined.project
    swedish = public_view(examined.project, CLOCK)
    return swedish, replace(swedish, words=words_of(root, swedish.site, "en"))


def titles(root: Path) -> list[str]:
    return [view.title(view.register.archive.by_kind["meetings"]["m"]) for view in views(root)]


@pytest.mark.parametrize("keys", ["", "# inget eget namn\n"])
def test_minutes_are_translated_by_their_text_alone(tmp_path: Path, keys: str) -> None:
    root = write(tmp_path, SITE, MEETING, {ENGLISH: f"---\n{keys}---\n## § 4 Travels\n"})
    meeting = views(root)[0].register.archive.by_kind["meetings"]["m"].data
    assert isinstance(meeting, Meeting)
    assert meeting.text
    assert meeting.text.by_language == {"sv": "## § 4 Resor", "en": "## § 4 Travels"}
    assert meeting.title is None


def test_a_translation_without_keys_or_text_is_empty(tmp_path: Path) -> None:
    root = write(tmp_path, SITE, MEETING, {ENGLISH: "---\n---\n"})
    assert codes(examine(root, clock=CLOCK)) == [f"{ENGLISH}:1 error empty-record"]


def test_an_english_title_does_not_become_the_swedish_one(tmp_path: Path) -> None:
    english = {ENGLISH: "---\ntitle: The board in June\n---\n## § 4 Travels\n"}
    assert titles(write(tmp_path, SITE, MEETING, english)) == ["Styrelsen 10 juni 2019", "The board in June"]


def test_nor_a_swedish_title_the_english_one(tmp_path: Path) -> None:
    root = write(tmp_path, SITE, NAMED, {ENGLISH: "---\n---\n## § 4 Travels\n"})
    assert titles(root) == ["Vårmötet", "Styrelsen 10 June 2019"]


def test_both_titles_stand_where_both_are_given(tmp_path: Path) -> None:
    root = write(tmp_path, SITE, NAMED, {ENGLISH: "---\ntitle: The spring meeting\n---\n## § 4 Travels\n"})
    assert titles(root) == ["Vårmötet", "The spring meeting"]
