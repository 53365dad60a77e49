"""The site as the browser is shown it: the pages of the last good build, and what is wrong with the newest edit."""

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vrapport.addresses import ASSETS
from vrapport.build import Built, Manner, build
from vrapport.catalogues import words_in
from vrapport.digests import canonical, digest
from vrapport.examining import Examined
from vrapport.findings import Finding, Place, error, say
from vrapport.outputs import Output, Planned, Work, manifest
from vrapport.project import DEFAULT_LANGUAGE
from vrapport.serve.faults import Faults, faults
from vrapport.shipped import folder
from vrapport.theme import assets
from vrapport.vocabulary import PUBLIC

OPEN = 8  # pages: as many as are thought to be open at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What there is to see: the files by address, the faults if the last edit made any, and a mark of all that."""

    files: Mapping[str, Path | bytes]
    is_site: bool
    faults: Faults | None
    version: str


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

    def look_at(self, address: str) -> None:
        """Take note of a page that a browser has open: it is shown before the rest of the site is made."""
        self._looked_at.pop(address, None)
        self._looked_at[address] = None
        for forgotten in list(self._looked_at)[:-OPEN]:
            del self._looked_at[forgotten]

    def refresh(self, hurry: Callable[[], None] = lambda: None) -> bool:
        """Build the site and show what came of it; False where another build has the folder just now.

        `hurry` is called when the pages that are looked at can be shown, if they are others than before. The site as
        a whole then follows without a new mark, unless something is wrong with it or another page was looked at.
        """
        seen_ahead: list[frozenset[str]] = []

        def show_ahead(outputs: Sequence[Work]) -> None:
            looked_at = frozenset(self._looked_at)
            shown = self._ahead(outputs, looked_at)
            if shown:
                self.shown = shown
                seen_ahead.append(looked_at)
                hurry()

        built = self._build(show_ahead)
        if any(finding.code == "output-busy" for finding in built.examined.findings):
            return False
        self.words = built.examined.words
        shown = _shown(self._root, self._output, None if built.published else faults(built.examined))
        is_seen = built.published and seen_ahead and seen_ahead[0] >= self._looked_at.keys()
        self.shown = replace(shown, version=self.shown.version) if is_seen else shown
        self._report(built)
        return True

    def _ahead(self, outputs: Sequence[Work], looked_at: frozenset[str]) -> Shown | None:
        """Make the pages that are looked at, and show them among the old ones, if any of them has changed."""
        published = manifest(self._output, PUBLIC)
        planned = [each.plan() for each in outputs if isinstance(each, Planned) and each.address in looked_at]
        new = [output for output in planned if published.get(output.address) != output.fingerprint]
        beside = (each for each in outputs if isinstance(each, Output) and _is_shown_on_pages(each))
        if any(published.get(each.address) != each.fingerprint for each in beside):
            return None  # a style sheet or a picture has changed with the pages: they come together
        gone = (published.keys() & looked_at) - {output.address for output in outputs}
        if not new or gone:
            return None
        version = digest(self.shown.version, *(output.fingerprint for output in new))
        files = {**self.shown.files, **{output.address: output.make() for output in new}}
        return Shown(files=files, is_site=True, faults=None, version=f"v{version[:16]}")

    def _build(self, ahead: Callable[[Sequence[Work]], None]) -> Built:
        """Build in this one process: a fork beside running threads may hang."""
        try:
            return build(self._root, self._output, clock=self._clock(), today=self._today, manner=Manner(ahead=ahead))
        except Exception as fault:  # noqa: BLE001 - a template half typed can raise anything, and the next save mends it
            return Built(Examined(words=self.words, sources={}, findings=(_failed(fault),)), None)


def _is_shown_on_pages(output: Output) -> bool:
    """Tell the files that pages load from those that stand beside them."""
    return output.origin is not None or output.address.startswith(f"{ASSETS}/")


def _shown(root: Path, output: Path, wrong: Faults | None) -> Shown:
    """Show what the manifest lists and nothing else; before there is a site, only what the page of faults needs."""
    published = manifest(output, PUBLIC)
    place = (output / PUBLIC).resolve()
    files: dict[str, Path | bytes] = {address: place / address for address in published} or dict(assets(root))
    said = wrong.listed if wrong else ()
    version = digest(canonical(published), canonical(said))
    return Shown(files=files, is_site=bool(published), faults=wrong, version=f"v{version[:16]}")


def _failed(fault: Exception) -> Finding:
    """Point at the innermost line: of a template, or of vrapport."""
    *_, innermost = traceback.extract_tb(fault.__traceback__)
    return error(
        "build-failed",
        Place(innermost.filename, innermost.lineno or 0),
        say("The build stopped: {reason}.", reason=f"{type(fault).__name__}: {fault}"),
        say("If you have just changed a template or a list of words, look there; otherwise it is a fault in vrapport."),
    )
