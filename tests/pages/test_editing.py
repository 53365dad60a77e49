"""The link that begins a status update on the git host: what it opens is right as it stands."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.told import write
from vrapport.addresses import Addresses
from vrapport.examining import examine
from vrapport.findings import Severity
from vrapport.pages.editing import write_update
from vrapport.views import View
from vrapport.vocabulary import PUBLIC

TODAY = date(2020, 1, 31)
SETTINGS = "format: 1\ntitle: x\nlanguage: sv\n"
SITE = {
    "content/site.yml": f"{SETTINGS}repository: https://github.com/forening/beslut\nbranch: ny\n",
    "content/bodies/ds.yml": "title: Styrelsen\n",
    "content/decisions/efter.yml": "title: Efter\n",
}
DECISIONS = {  # what its file says, and the status that the update begins with
    "nothing is said": ("title: Tyst\n", "pågår"),
    "under way": ("title: Går\nstatus: planeras\n", "planeras"),
    "waiting needs whom": ("title: x\nupdates: {date: 2020-01, status: väntar, waits_for: ds}\n", "väntar"),
    "dropped needs why and who": (
        "title: x\nupdates: {date: 2020-01, status: genomförs inte, reason: 'Nej: dyrt', decided_by: ds}\n",
        "genomförs inte",
    ),
    "superseded needs by what": (
        "title: x\nupdates: {date: 2020-01, status: ersatt, successor: 2019/efter}\n", "ersatt",
    ),
    "a title of anything": ('title: "a # b: c\\ndate: 1 & 2"\n', "pågår"),
    "a title in two languages": ("title: {sv: Å, en: A}\n", "pågår"),
}  # fmt: skip


def opened(
    root: Path, decision: str, settings: str = SITE["content/site.yml"]
) -> tuple[str, dict[str, list[str]]] | None:
    files = {**SITE, "content/site.yml": settings, "content/decisions/2019/A20.yml": decision}
    files["content/decisions/2019/efter.yml"] = files.pop("content/decisions/efter.yml")
    found = examine(write(root, files), clock=TODAY)
    assert found.register, found.findings
    view = View(found.register, found.words, Addresses(found.words), PUBLIC)
    address = write_update(view, found.register.decisions["2019/A20"])
    return (urlsplit(address).path, parse_qs(urlsplit(address).query)) if address else None


@pytest.mark.parametrize("case", DECISIONS)
def test_the_update_is_right_as_it_stands(case: str, tmp_path: Path) -> None:
    decision, status = DECISIONS[case]
    languages = SITE["content/site.yml"] + "languages: [sv, en]\n"
    found = opened(tmp_path, decision, languages)
    assert found
    (path,), (text,) = found[1]["filename"], found[1]["value"]
    write(tmp_path, {path: text, "content/site.yml": languages})
    again = examine(tmp_path, clock=TODAY)
    assert not [each for each in again.findings if each.severity is Severity.ERROR and each.place.path == path]
    assert f"\nstatus: {status}\n" in text
    assert again.register
    assert again.register.decisions["2019/A20"].latest
    assert again.register.decisions["2019/A20"].latest.place.path == path


def test_it_lies_on_the_branch_and_under_a_name_that_says_which_and_when(tmp_path: Path) -> None:
    found = opened(tmp_path, "title: x\n")
    assert found
    assert (found[0], found[1]["filename"]) == ("/forening/beslut/new/ny", ["content/updates/2020-01-31-2019-a20.yml"])


@pytest.mark.parametrize("repository", ["", "repository: https://example.org/beslut\n"])
def test_without_a_host_that_is_known_there_is_no_link(repository: str, tmp_path: Path) -> None:
    assert opened(tmp_path, "title: x\n", f"{SETTINGS}{repository}") is None
