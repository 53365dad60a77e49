"""The site as the browser is shown it: the pages of the last good build, and what is wrong with the newest edit."""

import gc
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from vrapport.addresses import ASSETS
from vrapport.build import AtHand, Built, Draft, Manner, build
from vrapport.catalogues import words_in
from vrapport.digests import canonical, digest
from vrapport.examining import Examined
from vrapport.findings import Finding, Place, error, say
from vrapport.outputs import manifest
from vrapport.project import DEFAULT_LANGUAGE
from vrapport.receipts import Before, Order, look, look_again
from vrapport.serve.faults import Faults, faults
from vrapport.shipped import folder
from vrapport.sources import RECORD_SUFFIXES
from vrapport.theme import TemplateFaultError, assets
from vrapport.views import FILES
from vrapport.vocabulary import PUBLIC

OPEN = 8  # pages: as many as are thought to be open at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What there is to see: the files by address, the faults if the last edit made any, and a mark of all that."""

    files: Mapping[str, Path | bytes]
    is_site: bool
    faults: Faults | None
    version: str
    loaded: Mapping[str, str] = field(default_factory=dict)  # what pages load: style sheets, scripts, pictures


@dataclass(frozen=True, slots=True)
class Last:
    """The last good build: of which files it was made, and what it left at hand."""

    files: Before
    at_hand: AtHand

    def loads_the_same(self, files: Before, draft: Draft) -> bool:
        """Tell whether pages still load what is published beside them."""
        accent = self.at_hand.examined.project.site.accent if self.at_hand.examined.project else None
        return accent == draft.project.site.accent and _beside_pages(self.files) == _beside_pages(files)


def _beside_pages(files: Before) -> Mapping[str, str]:
    """List what is no page's text, template or words, and may so be loaded by any page."""
    texts = (*RECORD_SUFFIXES, ".html", ".po")
    return {path: stamp.digest for path, stamp in files.stamps.items() if not path.endswith(texts)}


class Preview:
    """A site that is built anew when told to; what was good stays shown until something better is there."""

    def __init__(
        self,
        root: Path,
        output: Path,
        *,
        today: date | None,
        clock: Callable[[], date],
        report: Callable[[Built], None],
    ) -> None:
        self._root, self._output = root, output
        self._today, self._clock, self._report = today, clock, report
        self.words = words_in(folder("templates").parent, DEFAULT_LANGUAGE)
        self.shown = _shown(root, output, None)
        self._looked_at: dict[str, None] = {}
        self._files: Before | None = None  # as they lay when they were last looked at
        self._last: Last | None = None

    def look_at(self, address: str) -> None:
        """Take note of a page that a browser has open: it is shown before the rest of the site is made."""
        self._looked_at.pop(address, None)
        self._looked_at[address] = None
        for forgotten in list(self._looked_at)[:-OPEN]:
            del self._looked_at[forgotten]

    def refresh(
        self, hurry: Callable[[], None] = lambda: None, is_overtaken: Callable[[], bool] = lambda: False
    ) -> bool:
        """Build the site and show what came of it; False where another build has the folder just now.

        `hurry` is called when the pages that are looked at can be shown, if they are others than before. The site as
        a whole then follows without a new mark, unless something is wrong with it or another page was looked at. But
        where it `is_overtaken` by then it is left: what was saved since is shown sooner, and the whole comes with that.
        """
        before, ahead = self.shown, dict[str, bytes]()

        def show_ahead(draft: Draft) -> None:
            ahead.update(self._ahead(draft))
            if ahead and (before.faults or any(made != _bytes_of(before, at) for at, made in ahead.items())):
                self.shown = _shown_ahead(before, ahead)
                hurry()
            gc.enable()  # from here on nobody waits

        def give_way() -> None:
            if ahead and is_overtaken():
                raise _OvertakenError

        gc.disable()  # to go through all that is at hand takes as long as all that somebody waits for
        try:
            built = self._build(_watchful(show_ahead, give_way))
        except _OvertakenError:
            return True
        finally:
            gc.enable()
        if any(finding.code == "output-busy" for finding in built.examined.findings):
            return False
        self._take(built, before, ahead)
        self._report(built)
        return True

    def _take(self, built: Built, before: Shown, ahead: Mapping[str, bytes]) -> None:
        """Show what came of a build; what was shown ahead, and turned out so, is not loaded again."""
        self.words = built.examined.words
        if built.at_hand and self._files:
            self._last = Last(self._files, built.at_hand)
        shown = _shown(self._root, self._output, None if built.published else faults(built.examined))
        is_seen = self.shown is not before and frozenset(self._looked_at) <= ahead.keys()
        is_so = is_seen and _is_as_it_was_shown(shown, ahead, before)
        self.shown = replace(shown, version=self.shown.version) if is_so else shown

    def _look(self) -> Before:
        """Look at the files, opening those alone that may have changed."""
        clock = self._clock()
        order = Order(root=self._root, output=self._output, audience=PUBLIC, today=self._today, clock=clock)
        return look_again(order, self._files) if self._files else look(order)

    def _ahead(self, draft: Draft) -> Mapping[str, bytes]:
        """Make the pages that are looked at, unless one of them is gone, or what they load is to be another."""
        noted = tuple(self._looked_at)  # in one go: a browser may ask for another page meanwhile
        looked_at = {address for address in noted if address in self.shown.files}
        files, last = self._files, self._last
        if not looked_at or not files or not last or not last.loads_the_same(files, draft):
            return {}
        try:
            made = {page.address: page.make() for page in draft.pages(looked_at)}
        except TemplateFaultError:  # which the build will come upon, and tell
            return {}
        return made if made.keys() == looked_at else {}

    def _build(self, manner: Manner) -> Built:
        """Build in this one process: a fork beside running threads may hang."""
        try:
            self._files = self._look()
            return build(
                self._root,
                self._output,
                clock=self._files.order.clock,
                today=self._today,
                before=self._files,
                last=self._last.at_hand if self._last else None,
                manner=manner,
            )
        except _OvertakenError:
            raise
        except Exception as fault:  # noqa: BLE001 - a template half typed can raise anything, and the next save mends it
            return Built(Examined(words=self.words, sources={}, findings=(_failed(fault),)), None)


class _OvertakenError(Exception):
    """Something was saved since."""


def _watchful(ahead: Callable[[Draft], None], give_way: Callable[[], None]) -> Manner:
    """Build in this one process, ready to give way before each stage and each file."""

    @contextmanager
    def stage(_name: str) -> Iterator[None]:
        give_way()
        yield

    return Manner(ahead=ahead, stage=stage, progress=lambda _done, _total: give_way())


def _shown(root: Path, output: Path, wrong: Faults | None) -> Shown:
    """Show what the manifest lists and nothing else; before there is a site, only what the page of faults needs."""
    published = manifest(output, PUBLIC)
    place = (output / PUBLIC).resolve()
    files: dict[str, Path | bytes] = {address: place / address for address in published} or dict(assets(root))
    said = wrong.listed if wrong else ()
    version = digest(canonical(published), canonical(said))
    loaded = {address: mark for address, mark in published.items() if _is_loaded(address)}
    return Shown(files=files, is_site=bool(published), faults=wrong, version=f"v{version[:16]}", loaded=loaded)


def _shown_ahead(before: Shown, pages: Mapping[str, bytes]) -> Shown:
    """Show some pages among the old ones."""
    version = digest(before.version, *pages.values())
    return replace(before, files={**before.files, **pages}, is_site=True, faults=None, version=f"v{version[:16]}")


def _is_as_it_was_shown(shown: Shown, ahead: Mapping[str, bytes], before: Shown) -> bool:
    """Tell whether the pages shown ahead need not be loaded again: the whole may know better, or bring new pictures."""
    same = all(made == _bytes_of(shown, address) for address, made in ahead.items())
    return same and shown.faults is None and shown.loaded == before.loaded


def _is_loaded(address: str) -> bool:
    """Tell the files that pages load from those that stand beside them."""
    return address.startswith((f"{ASSETS}/", f"{FILES}/")) and not address.startswith(f"{ASSETS}/search/")


def _bytes_of(shown: Shown, address: str) -> bytes | None:
    found = shown.files.get(address)
    try:
        return found.read_bytes() if isinstance(found, Path) else found
    except OSError:
        return None


def _failed(fault: Exception) -> Finding:
    """Point at the innermost line: of a template, or of vrapport."""
    *_, innermost = traceback.extract_tb(fault.__traceback__)
    return error(
        "build-failed",
        Place(innermost.filename, innermost.lineno or 0),
        say("The build stopped: {reason}.", reason=f"{type(fault).__name__}: {fault}"),
        say("If you have just changed a template or a list of words, look there; otherwise it is a fault in vrapport."),
    )
