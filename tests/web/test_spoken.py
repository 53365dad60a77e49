"""What is not translated says so wherever it stands: a screen reader speaks it in its own language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from tests.conftest import Site
from tests.web.conftest import SHOWCASE, own_pages
from vrapport.project import Project, read_project
from vrapport.records.fields import Text

pytestmark = pytest.mark.slow

OWN = "sv"
ALIKE: dict[str, str] = {}  # a title that is the same in both languages, and why it is no fault
_VOID = frozenset({"area", "base", "br", "circle", "col", "hr", "img", "input", "line", "link", "meta", "path", "rect"})
_UNMARKED = frozenset({"title", "script", "style"})  # HTML lets no part of them be in another language


@dataclass
class Heard(HTMLParser):
    """The words of a page, each run with the language that it is said to be in."""

    text: str
    runs: list[tuple[str, str]] = field(default_factory=list)
    within: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = self.within[-1][1] if self.within else ""
        if tag not in _VOID:
            self.within.append((tag, dict(attrs).get("lang") or around))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over what holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        while tag not in _VOID and self.within and self.within.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.within and data.strip() and self.within[-1][0] not in _UNMARKED:
            self.runs.append((self.within[-1][1], " ".join(data.split())))


def untranslated(language: str) -> Iterator[str]:
    """Yield what the showcase has a name for in its own language alone."""
    project = read_project(SHOWCASE)
    assert isinstance(project, Project)
    titles = [record.data.title for kind in project.records.by_kind.values() for record in kind.values()]
    for title in (*titles, *(area.title for area in project.site.areas.values()), project.site.organisation):
        if isinstance(title, Text) and language not in title.by_language:
            yield title.said_in(OWN, OWN)[0]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_name_in_another_language_is_marked_wherever_it_stands(showcase: Site, language: str) -> None:
    names = set(untranslated(language)) - set(ALIKE)
    assert len(names) > 10
    unmarked = [
        f"{address}: {said}"
        for address in own_pages(showcase, f"{language}/")
        for spoken, said in Heard(showcase.read(address)).runs
        if spoken != OWN and any(name in said for name in names)
    ]
    assert not unmarked, "\n".join(unmarked[:40])


def test_an_unmarked_name_would_be_found() -> None:
    page = '<html lang="en"><p>The <span lang="sv">Ängen</span> and Ängen<br> once more</p></html>'
    assert Heard(page).runs == [("en", "The"), ("sv", "Ängen"), ("en", "and Ängen"), ("en", "once more")]
