"""The site as the browser is shown it: the pages of the last good build, and what is wrong with the newest edit."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vrapport.build import Built, Examined, build
from vrapport.digests import canonical, digest
from vrapport.findings import Finding, Place, error, say
from vrapport.outputs import manifest
from vrapport.project import DEFAULT_LANGUAGE, words_in
from vrapport.serve.faults import Faults, faults
from vrapport.shipped import folder
from vrapport.theme import assets
from vrapport.vocabulary import PUBLIC


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

    def refresh(self) -> bool:
        """Build the site and show what came of it; False where another build has the folder just now."""
        built = self._build()
        if any(finding.code == "output-busy" for finding in built.examined.findings):
            return False
        self.words = built.examined.words
        self.shown = _shown(self._root, self._output, None if built.published else faults(built.examined))
        self._report(built)
        return True

    def _build(self) -> Built:
        """Build in this one process: a fork beside running threads may hang."""
        try:
            return build(self._root, self._output, clock=self._clock(), today=self._today, jobs=1)
        except Exception as fault:  # noqa: BLE001 - a template half typed can raise anything, and the next save mends it
            return Built(Examined(words=self.words, sources={}, findings=(_failed(fault),)), None)


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
