"""The site as the browser is shown it: the pages of the last good build, and what is wrong with the newest edit."""

import gc
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from os.path import lexists
from pathlib import Path

from vrapport.addresses import ASSETS
from vrapport.build import AtHand, Built, Draft, Manner, build
from vrapport.catalogues import words_in
from vrapport.digests import canonical, digest
from vrapport.examining import Examined
from vrapport.findings import Finding, Place, error, say
from vrapport.glancing import glimpse
from vrapport.outputs import manifest
from vrapport.project import DEFAULT_LANGUAGE
from vrapport.receipts import Before, Order, look, look_again
from vrapport.serve.faults import Faults, faults
from vrapport.shipped import folder
from vrapport.sources import RECORD_SUFFIXES, Stamps
from vrapport.stages import giving_way
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
        is_beside = self.files is files or _beside_pages(self.files) == _beside_pages(files)
        return is_beside and accent == draft.project.site.accent


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
        self._edits: set[Path] | None = None  # since the last good build, where that is known

    def look_at(self, address: str) -> None:
        """Take note of a page that a browser has open: it is shown before the rest of the site is made."""
        self._looked_at.pop(address, None)
        self._looked_at[address] = None
        for forgotten in list(self._looked_at)[:-OPEN]:
            del self._looked_at[forgotten]

    def refresh(
        self,
        hurry: Callable[[], None] = lambda: None,
        is_overtaken: Callable[[], bool] = lambda: False,
        edits: Collection[Path] | None = None,
    ) -> bool:
        """Build the site and show what came of it; False where another build has the folder just now.

        `hurry` is called when the pages that are looked at can be shown, if they are others than before: at once where
        it is known what the `edits` were, and little follows from them. The site as a whole then follows without a new
        mark, unless something is wrong with it or another page was looked at. But where it `is_overtaken` by then it is
        left: what was saved since is shown sooner, and the whole comes with that.
        """
        self._note(edits)
        turn = _Turn(self.shown, hurry, is_overtaken)
        try:
            with giving_way(turn.give_way), _undisturbed() as at_rest:
                built = self._build(turn, at_rest)
        except _OvertakenError:
            return True
        if any(finding.code == "output-busy" for finding in built.examined.findings):
            return False
        self._take(built, turn)
        self._report(built)
        return True

    def _note(self, edits: Collection[Path] | None) -> None:
        """Take note of what was edited since the last good build; None where that is not known."""
        known = self._edits is not None and edits is not None
        self._edits = {*(self._edits or ()), *(edits or ())} if known else None

    def _show_ahead(self, turn: "_Turn", draft: Draft) -> None:
        """Show the pages that are looked at, if they are others than those shown."""
        turn.ahead.update(self._ahead(draft))
        shown, ahead = self.shown, turn.ahead
        if ahead and (shown.faults or any(made != _bytes_of(shown, at) for at, made in ahead.items())):
            self.shown = _shown_ahead(shown, ahead)
            turn.hurry()

    def _take(self, built: Built, turn: "_Turn") -> None:
        """Show what came of a build; what was shown ahead, and turned out so, is not loaded again."""
        self.words = built.examined.words
        if built.at_hand and self._files:
            self._last, self._edits = Last(self._files, built.at_hand), set()
        shown = _shown(self._root, self._output, None if built.published else faults(built.examined))
        is_seen = self.shown is not turn.before and frozenset(self._looked_at) <= turn.ahead.keys()
        is_so = is_seen and _is_as_it_was_shown(shown, turn.ahead, turn.before)
        self.shown = replace(shown, version=self.shown.version) if is_so else shown

    def _glimpse(self) -> Draft | None:
        """Put what was edited in its place among what the last good build left at hand, where no more follows."""
        last, edits = self._last, self._edits
        if not last or not edits or self.shown.faults or last.files.order.clock != self._clock():
            return None
        paths = {_path(self._root, edit) for edit in edits}
        left = {path for path in paths if lexists(self._root / path) or _was_there(path, last.files.stamps)}
        found = glimpse(last.at_hand.examined, last.at_hand.seen, left) if left else None
        return Draft(found.project, found.register, last.at_hand, found.seen) if found else None

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

    def _build(self, turn: "_Turn", at_rest: Callable[[], None]) -> Built:
        """Show what can be had at a glance, and then build; `at_rest` is told when nobody waits any longer."""

        def ahead(draft: Draft) -> None:
            self._show_ahead(turn, draft)
            at_rest()

        try:
            if seen := self._glimpse():
                self._show_ahead(turn, seen)
            self._files = self._look()
            return build(
                self._root,
                self._output,
                clock=self._files.order.clock,
                today=self._today,
                before=self._files,
                last=self._last.at_hand if self._last else None,
                manner=_watchful(ahead, turn.give_way),
            )
        except _OvertakenError:
            raise
        except Exception as fault:  # noqa: BLE001 - a template half typed can raise anything, and the next save mends it
            return Built(Examined(words=self.words, sources={}, findings=(_failed(fault),)), None)


class _OvertakenError(Exception):
    """Something was saved since."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """One build: what was shown when it began, whom to tell of what is shown ahead of it, and which pages those are."""

    before: Shown
    hurry: Callable[[], None]
    is_overtaken: Callable[[], bool]
    ahead: dict[str, bytes] = field(default_factory=dict)

    def give_way(self) -> None:
        """Leave the build if something was shown of it, and something else was saved since."""
        if self.ahead and self.is_overtaken():
            raise _OvertakenError


@contextmanager
def _undisturbed() -> Iterator[Callable[[], None]]:
    """Let Python not look for memory that nobody holds; what is yielded is called when nobody waits any longer.

    To go through all that is at hand takes as long as all that somebody waits for.
    """
    gc.disable()
    try:
        yield gc.enable
    finally:
        gc.enable()


def _watchful(ahead: Callable[[Draft], None], give_way: Callable[[], None]) -> Manner:
    """Build in this one process, for a fork beside running threads may hang; ready to give way at each stage and file.

    Between the pieces of a stage the build asks by itself, as it was told when it began.
    """

    @contextmanager
    def stage(_name: str) -> Iterator[None]:
        give_way()
        yield

    return Manner(ahead=ahead, stage=stage, progress=lambda _done, _total: give_way())


def _path(root: Path, file: Path) -> str:
    """Name a file from the site's folder, if it lies there."""
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)


def _was_there(path: str, stamps: Stamps) -> bool:
    """Tell a file or folder of the site from what an editor leaves beside it for a moment."""
    return path in stamps or any(known.startswith(f"{path}/") for known in stamps)


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
