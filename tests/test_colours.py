"""A site's colour can be read on its pages whatever is typed, and so can the colours that vrapport ships."""

import re
from pathlib import Path

import pytest

from tests.small import built, errors, published, write
from vrapport.colours import DARK_GROUNDS, LIGHT_GROUNDS, accents, contrast, read_colour
from vrapport.shipped import folder

TOKENS = (folder("templates") / "styles/00-tokens.css").read_text(encoding="utf-8")
SITE = "format: 1\ntitle: Färgat\n"
TEXTS = ("ink", "soft", "accent", "done", "going", "still", "ended")


def scheme(number: int) -> dict[str, str]:
    """Read one of the blocks of colours: light, dark, and the two of high contrast, as they cascade."""
    blocks = re.findall(r":root \{(.*?)\}", TOKENS, re.DOTALL)
    light, dark, more, more_dark = (
        {name: read_colour(typed) or typed for name, typed in re.findall(r"--(\w+): (#\w+)", block)} for block in blocks
    )
    return [light, light | dark, light | more, light | dark | more_dark][number]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("#9c1f33", "#9c1f33"), (" #9C1F33 ", "#9c1f33"), ("#fa0", "#ffaa00"),
        ("9c1f33", None), ("#9c1f3", None), ("red", None), ("#9c1f33;}", None), ("", None), ("#９c1f33", None),
    ],
)  # fmt: skip
def test_a_colour_is_three_or_six_figures(typed: str, read: str | None) -> None:
    assert read_colour(typed) == read


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("red", ["00", "55", "9c", "ff"])
@pytest.mark.parametrize("green", ["00", "55", "1f", "ff"])
@pytest.mark.parametrize("blue", ["00", "33", "99", "ff"])
def test_an_accent_can_be_read_whatever_was_chosen(red: str, green: str, blue: str) -> None:
    light, dark = accents(f"#{red}{green}{blue}")
    assert all(contrast(light, ground) >= 7 for ground in LIGHT_GROUNDS)
    assert all(contrast(dark, ground) >= 7 for ground in DARK_GROUNDS)


def test_a_colour_that_can_be_read_already_is_left_as_it_is() -> None:
    assert accents("#9c1f33")[0] == "#9c1f33"
    assert accents("#ff9aa6")[1] == "#ff9aa6"


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("text", TEXTS)
def test_the_colours_of_text_can_be_read_in_every_scheme(number: int, text: str) -> None:
    colours = scheme(number)
    assert min(contrast(colours[text], colours[ground]) for ground in ("paper", "wash")) >= 7
    assert contrast(colours["edge"], colours["paper"]) >= 3


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    assert tuple(scheme(0)[ground] for ground in ("paper", "wash")) == LIGHT_GROUNDS
    assert tuple(scheme(1)[ground] for ground in ("paper", "wash")) == DARK_GROUNDS


def test_high_contrast_leaves_nothing_half_visible() -> None:
    for number in (2, 3):
        colours = scheme(number)
        assert all(contrast(colours[line], colours["paper"]) == 21 for line in ("ink", "soft", "rule", "edge"))
        assert all(contrast(colours[text], colours["paper"]) >= 10 for text in TEXTS if text != "accent")


def test_the_accent_is_published_for_both_schemes_after_the_one_it_replaces(tmp_path: Path) -> None:
    sheet = published(write(tmp_path, files={"content/site.yml": f'{SITE}accent: "#fa0"\n'}))[
        "assets/site.css"
    ].decode()
    light, dark = accents("#ffaa00")
    assert sheet.index("--accent: #9c1f33") < sheet.index(f"--accent: {light}") < sheet.index("@layer base")
    assert f"prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}" in sheet


def test_another_accent_changes_the_style_sheet_and_no_page(tmp_path: Path) -> None:
    files = [published(write(tmp_path, files={"content/site.yml": SITE + more})) for more in ("", 'accent: "#00f"\n')]
    changed = {address for address in files[0] if files[0][address] != files[1][address]}
    assert changed == {"assets/site.css"}


@pytest.mark.parametrize("typed", ["röd", '"#12345"', '"#123;}"'])
def test_what_is_no_colour_is_said_with_what_to_write(tmp_path: Path, typed: str) -> None:
    done = built(write(tmp_path, files={"content/site.yml": f"{SITE}accent: {typed}\n"}))
    assert not done.published
    (said,) = (found for found in done.examined.findings if found.code == "bad-colour")
    assert (str(said.place), said.hint is not None) == ("content/site.yml:3:9", True), errors(done)


def test_the_table_of_contrasts_in_the_documentation_is_reckoned_from_the_sheet() -> None:
    design = (folder("templates").parent / "docs/design.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `--(\w+)` \| [^|]+ \| `(#\w+)` \| ([\d.]+) \| ([\d.]+) \| `(#\w+)` \| ([\d.]+) \| ([\d.]+) \|",
        design,
        re.MULTILINE,
    )
    assert {name for name, *_ in rows} == {*TEXTS, "edge"}
    for name, *said in rows:
        assert said == [cell for number in (0, 1) for cell in _row(scheme(number), name)], name


def _row(colours: dict[str, str], name: str) -> list[str]:
    return [colours[name], *(f"{contrast(colours[name], colours[ground]):.1f}" for ground in ("paper", "wash"))]
