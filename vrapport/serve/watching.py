"""The eye on a site's files: calls for a build after each burst of edits, and misses none."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from livereload.watcher import Watcher
from watchfiles import watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from vrapport.records.roots import places
from vrapport.shipped import folder

BURST = 100  # milliseconds within which edits are one burst
PAUSE = 8  # milliseconds of quiet that end a burst sooner: an editor that writes in two steps takes less than one
TICK = 100  # milliseconds after which an uneventful wait looks about: has a folder come or gone?
PATIENCE = 0.5  # seconds before a build that could not be made is tried again

Identity = tuple[int, int]
Edits = frozenset[Path]
SOMEWHERE: Edits = frozenset({Path()})
"""What may have been edited where nobody was watching."""
NOWHERE: Edits = frozenset()


def watched(root: Path) -> tuple[Path, ...]:
    """Name the folders a site is made of; what vrapport writes lies in none of them."""
    inside = (root / place for place in (*places(root), "templates"))
    return tuple(dict.fromkeys(place.resolve() for place in (*inside, folder("templates"))))


class SiteWatcher(Watcher):  # type: ignore[misc] # livereload does not say its types
    """Watches folders, also those that come later or are put in another's place, and builds between edits."""

    def __init__(self, look: Callable[[], tuple[Path, ...]]) -> None:
        """Watch the folders that `look` names, which edits may make others."""
        super().__init__()
        self._look = look
        self._places = look()
        self._stopped, self._edited = Event(), Event()
        self._edits: deque[Edits] = deque()
        self.moments = self._watch()

    def begin(self) -> None:
        """Begin to watch: whatever happens from here on is seen by `attend`."""
        next(self.moments)

    def attend(self, build: Callable[[], bool]) -> None:
        """Build after each burst of edits, until stopped; a fault of ours in watching ends it, too."""
        with ThreadPoolExecutor(max_workers=1) as apart:
            watching = apart.submit(self._note)
            try:
                while not watching.done():
                    if self._edited.wait(TICK / 1000):
                        self._edited.clear()
                        self.insist(build)
            finally:  # else what went wrong in a build would wait for ever for the next edit to be noted
                self.stop()
            watching.result()

    @property
    def is_edited(self) -> bool:
        """Tell whether there was an edit since the build under way began."""
        return self._edited.is_set()

    def edits(self) -> Edits:
        """Name what was edited since this was last asked."""
        return frozenset().union(*(self._edits.popleft() for _ in range(len(self._edits))))

    def _note(self) -> None:
        for edits in self.moments:
            if edits:
                self._edits.append(edits)
                self._edited.set()

    def insist(self, build: Callable[[], bool]) -> None:
        """Build, again and again while the build says that it had to give way to another."""
        while not build() and not self._stopped.wait(PATIENCE):
            pass

    def stop(self) -> None:
        """Stop when the build under way is done."""
        self._stopped.set()

    def _watch(self) -> Iterator[Edits]:
        """Yield at once where a watch begins, and then at each tick, what may have been edited."""
        while not self._stopped.is_set():
            self._places = self._look()
            there = _identities(self._places)
            try:
                yield from self._watch_these(there)
            except FileNotFoundError:  # gone between the look and the watch
                self._stopped.wait(TICK / 1000)
            except WatchfilesRustInternalError:  # a file's name is no text: the build will tell of it
                self._stopped.wait(TICK / 1000)

    def _watch_these(self, there: Mapping[Path, Identity]) -> Iterator[Edits]:
        """Watch until one of the folders is another: the system watches a folder, not what comes under its name."""
        before = SOMEWHERE  # what happened before the watch was there
        for changes in watch(
            *there,
            watch_filter=lambda _, path: _counts(Path(path), self._places),
            debounce=BURST,
            step=PAUSE,
            rust_timeout=TICK,
            yield_on_timeout=True,
            stop_event=self._stopped,
        ):
            yield before.union(Path(path) for _, path in changes)
            before = NOWHERE
            if any(Path(path) in there for _, path in changes) or _identities(self._places) != there:
                return
            if changes and self._look() != self._places:
                return


def _identities(places: tuple[Path, ...]) -> dict[Path, Identity]:
    """Find the folders that are there, each with what tells it from another of its name."""
    found = {}
    for place in places:
        if place.is_dir():
            stat = place.stat()
            found[place] = stat.st_dev, stat.st_ino
    return found


def _counts(path: Path, places: tuple[Path, ...]) -> bool:
    """Leave out what is not read as content either: hidden files, and the copies that editors make."""
    inside = next((path.relative_to(place) for place in places if path.is_relative_to(place)), path)
    return not path.name.endswith("~") and not any(part.startswith(".") for part in inside.parts)
