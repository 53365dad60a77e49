"""Every check has a page in the documentation; its examples are what they say: wrong, mended and silenced."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.told import asked, write
from vrapport.checks import CHECKS
from vrapport.checks.prose import RISKS
from vrapport.findings import Severity
from vrapport.project import words_in

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "sv" / "kontroller"
CODES = tuple(check.code for check in CHECKS)
WARNINGS = tuple(check.code for check in CHECKS if check.severity is Severity.WARNING)
FENCED = re.compile(r"(?:^I `(?P<path>content/[^`]+)`:\n\n)?^```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^## (?:Så blir det fel|Så blir det rätt|Tysta kontrollen)$", re.MULTILINE)

# What the examples take for granted: the bodies and meetings of the shipped example, and two of its decisions.
TOLD = "title: {}\nupdates: {{date: 2020-01, status: pågår, text: Arbetet har börjat.}}\n"
AROUND: Mapping[str, str] = {
    "content/site.yml": "format: 1\ntitle: Uppföljning\ntoday: 2020-01-31\nresponsible: ds\n",
    "content/bodies/ds.yml": "title: Distriktsstyrelsen\nalso: [DS, styrelsen]\n",
    "content/bodies/kansliet.yml": "title: Kansliet\n",
    "content/bodies/arskonferensen.yml": "title: Årskonferensen\n",
    "content/bodies/regiongruppen.yml": "title: Regiongruppen\nformer: Landstingsgruppen\n",
    "content/bodies/arbetsgrupp-offentliga-lokaler.yml": "title: Gruppen\nmandate: {task: Att gå igenom lokalerna.}\n",
    "content/meetings/2019/arskonferens.md": "---\nbody: arskonferensen\ndate: 2019-03/2019-04\n---\n",
    "content/meetings/ds/2019-06-10.md": "---\nbody: ds\ndate: 2019-06-10\n---\n",
    "content/decisions/2019/A20.yml": TOLD.format("Offentliga lokaler i distriktet"),
    "content/decisions/2019/A22.yml": TOLD.format("Lokaler för alla"),
}


@dataclass(frozen=True)
class Page:
    """What a page shows: the files that are wrong, those that mend them, and the lines that silence the check."""

    wrong: Mapping[str, str]
    right: Mapping[str, str]
    silence: str


@cache
def page(code: str) -> Page:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    _, wrong, right, silent = HEADING.split(text)
    silence = FENCED.search(silent)
    return Page(_files(wrong), _files(right), silence["text"] if silence else "")


def _files(part: str) -> dict[str, str]:
    return {shown["path"]: shown["text"] for shown in FENCED.finditer(part)}


def found(root: Path, code: str, *parts: Mapping[str, str]) -> set[str]:
    """Write a site, and tell the files that a check complains of."""
    sorts = {code, *RISKS} if code == "risky-text" else {code}
    return {finding.place.path for finding in asked(write(root, AROUND, *parts)).findings if finding.code in sorts}


def with_keys(text: str, keys: str) -> str:
    """Add keys to a record, below the others or in the front matter."""
    return text.replace("---\n", f"---\n{keys}", 1) if text.startswith("---\n") else text + keys


def test_every_check_has_a_page_and_every_page_a_check() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} - {"index"} == set(CODES)


@pytest.mark.parametrize("check", CHECKS, ids=CODES)
def test_the_page_and_the_list_ask_what_the_check_asks(check: object) -> None:
    asks = words_in(ROOT, "sv").tell(check.asks)  # type: ignore[attr-defined]
    code = check.code  # type: ignore[attr-defined]
    assert f"| [`{code}`]({code}.md) | {asks} |" in (PAGES / "index.md").read_text(encoding="utf-8")
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# `{code}`: ")
    assert f"**{asks}**" in text


@pytest.mark.parametrize("code", CODES)
def test_the_example_that_is_wrong_is_found(tmp_path: Path, code: str) -> None:
    assert found(tmp_path, code, page(code).wrong) & set(page(code).wrong)


@pytest.mark.parametrize("code", CODES)
def test_the_mended_example_is_in_order(tmp_path: Path, code: str) -> None:
    wrong, right = page(code).wrong, page(code).right
    assert right
    assert not found(
        tmp_path, code, wrong if right.keys() & wrong.keys() else {}, right
    )  # else the file got a new name


@pytest.mark.parametrize("code", WARNINGS)
def test_the_lines_that_silence_it_do(tmp_path: Path, code: str) -> None:
    wrong = page(code).wrong
    told = found(tmp_path / "told", code, wrong)
    silenced = {path: with_keys(wrong[path], page(code).silence) for path in told}
    assert not found(tmp_path / "silenced", code, wrong, silenced)


def test_an_error_is_said_to_be_one_that_cannot_be_silenced() -> None:
    assert not any(page(code).silence for code in set(CODES) - set(WARNINGS))


def test_every_risk_is_named_on_its_page() -> None:
    text = (PAGES / "risky-text.md").read_text(encoding="utf-8")
    assert not [code for code in RISKS if f"`{code}`" not in text]
