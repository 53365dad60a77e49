"""A language that is written wrong is told of once, and a text is translated in one place."""

from pathlib import Path

import pytest

from tests.told import told

A, OTHER = "content/pages/om.yml", "content/pages/om.en.md"
TEXTS = {f"content/pages/s{n}.yml": "title: {sv: Sida, en: Page}\ntext: {sv: Ja, en: Yes}\n" for n in range(10)}


def site(languages: str) -> dict[str, str]:
    return {"content/site.yml": f"format: 1\ntitle: {{sv: T, en: T}}\nlanguages: {languages}\n"}


@pytest.mark.parametrize("code", ["EN-gb", "EN", "en_GB", "en-US"])
def test_a_language_written_wrong_is_told_of_once_with_what_was_meant(tmp_path: Path, code: str) -> None:
    (said,) = told(tmp_path, site(f"[sv, {code}]"), TEXTS, {OTHER: "---\n---\nText.\n", A: "title: Om\n"})
    assert " not-a-language | " in said
    assert said.endswith("Menade du ”en”?")


def test_texts_under_the_code_written_wrong_are_not_told_of_too(tmp_path: Path) -> None:
    texts = {path: text.replace("en:", "EN-gb:") for path, text in TEXTS.items()}
    assert len(told(tmp_path, site("[sv, EN-gb]"), texts)) == 1


def test_no_hint_lists_a_code_that_is_none(tmp_path: Path) -> None:
    said = told(tmp_path, site("[sv, EN-gb, 99]"), {A: "title: {fi: Om}\n"})
    (unknown,) = [line for line in said if " unknown-language | " in line]
    assert unknown.endswith("sv och en.")


def test_a_title_translated_in_two_places_is_told_of_with_both(tmp_path: Path) -> None:
    both = {A: "title: {sv: Om, en: About}\n", OTHER: "---\ntitle: About us\n---\nText.\n"}
    (said,) = [line for line in told(tmp_path / "both", site("[sv, en]"), both) if " error " in line]
    assert said.startswith(f"{OTHER}:2:8 error translated-twice | ")
    assert f"{A}:1:21" in said
    one = {A: "title: {sv: Om, en: About}\n", OTHER: "---\n---\nText.\n"}
    assert not [line for line in told(tmp_path / "one", site("[sv, en]"), one) if " error " in line]
