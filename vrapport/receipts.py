"""The receipt of a build: all that went in, and what came of it. Where all is as it was, there is nothing to build."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path

from vrapport.digests import canonical, digest
from vrapport.findings import Finding, Severity
from vrapport.keeping import keep, place_of, recall
from vrapport.makers import program
from vrapport.manifest import files_as_published
from vrapport.shipped import folder
from vrapport.sources import OWN, UNSTAMPED, Home, Stamp, Stamps, home_of, stamps

TEMPLATES = "templates"


Branches = Mapping[str, Home | None]
"""Where the records of a federation's branches lie, by the folders that its settings name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day a build was asked to speak of, and the real one where the site follows that."""

    asked: str | None
    clock: str | None

    def is_still(self, asked: date | None, clock: date) -> bool:
        """Tell whether the same question has the same answer."""
        return self.asked == (asked.isoformat() if asked else None) and self.clock in {None, clock.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was built of which files, on which day, and what there is to say of it."""

    day: Day
    history: str | None  # where git stood, if the pages tell when each record was changed
    language: str
    overrides: Mapping[str, str]
    records: int
    files: int
    published: str  # the mark of what came of it: others may have published something else there since
    warnings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be built: of which site, into which folder, for whom, as of which day."""

    root: Path
    output: Path
    audience: str
    today: date | None
    clock: date


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt as it was kept, with the stamps of what went in, and when it was put there."""

    receipt: Receipt | None
    stamps: Stamps
    at: int
    branches: Branches = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Before:
    """The files of a site as they were before it was read, and what was kept of the last build."""

    order: Order
    stamps: Stamps
    kept: Kept
    branches: Branches = field(default_factory=dict)


NOTHING_KEPT = Kept(None, UNSTAMPED, 0)


def look(order: Order, jobs: int = 1) -> Before:
    """Look at the files of a site before they are read; where many are new, in several processes."""
    return _looked(order, _read(order), jobs)


def _looked(order: Order, kept: Kept, jobs: int = 1) -> Before:
    branches = _branches(order.root, kept.branches)
    known = _stamped(order.root, kept, branches, jobs)
    if branches != kept.branches or _digests(known) != _digests(kept.stamps):  # the settings may name others by now
        now = _branches(order.root, _named(order.root))
        known = known if now == branches else _stamped(order.root, kept, now, jobs)
        branches = now
    return Before(order, known, kept, branches)


def look_again(order: Order, before: Before) -> Before:
    """Look at the files of a site once more in the same process.

    It is not asked what time it was before. But no file that was changed since has its change earlier than that of the
    newest that was stamped then: all that had rested by that time surely is what it was.
    """
    at = max((stamp.changed for stamp in before.stamps.values()), default=0)
    return _looked(order, Kept(before.kept.receipt, before.stamps, at, before.branches))


def known_stamps(order: Order) -> Stamps:
    """Look at the files of a site; where no build has left word of what they were, it is left now, with no receipt."""
    before = look(order)
    if before.kept.receipt is None and before.stamps != before.kept.stamps:
        _write(order, None, before)
    return before.stamps


def still_good(before: Before, standing: Callable[[Path], str], jobs: int = 1) -> Receipt | None:
    """Return the receipt of the last build if nothing has changed since: no file, no day, nothing published."""
    order, receipt = before.order, before.kept.receipt
    if receipt is None or not receipt.day.is_still(order.today, order.clock):
        return None
    if before.branches != before.kept.branches or _digests(before.stamps) != _digests(before.kept.stamps):
        return None
    if receipt.history is not None and receipt.history != standing(order.root):
        return None
    if files_as_published(order.output, order.audience, program(), jobs) != receipt.published:
        return None
    if before.stamps != before.kept.stamps:  # a fresh clone: the same files, with other times
        _write(order, receipt, before)
    return receipt


def issue(receipt: Receipt, before: Before) -> None:
    """Keep a receipt, unless a file was touched while the site was built."""
    order = before.order
    now = _stamped(order.root, Kept(None, before.stamps, before.kept.at), before.branches)
    if now == before.stamps and _branches(order.root, before.branches) == before.branches:
        _write(order, receipt, before)


def counted(findings: tuple[Finding, ...], severity: Severity) -> int:
    """Count the findings of one severity."""
    return sum(finding.severity is severity for finding in findings)


def _stamped(root: Path, kept: Kept, branches: Branches, jobs: int = 1) -> Stamps:
    places = (OWN.folder, TEMPLATES, *(home.folder for home in branches.values() if home))
    return {path: stamp for place in places for path, stamp in stamps(root, place, kept.stamps, kept.at, jobs).items()}


def _branches(root: Path, named: Iterable[str]) -> Branches:
    return {name: home_of(root, name) for name in named}


def _named(root: Path) -> Iterable[str]:
    """Ask the settings which branches there are."""
    from vrapport.records.roots import typed_roots  # noqa: PLC0415 - a fifth of a second, where there is nothing to build

    return typed_roots(root)


def _digests(known: Stamps) -> Mapping[str, str]:
    return {path: stamp.digest for path, stamp in known.items()}


def _maker() -> str:
    """Hash the program and its theme: a receipt of another version is none."""
    shipped = stamps(folder("templates").parent, "templates")
    return digest(program(), canonical(_digests(shipped)), *(each.name for each in fields(Receipt)))


def name_of(order: Order) -> str:
    """Name the receipt of what is published in a folder: a site may be built into several."""
    where = os.path.relpath(order.output, order.root).replace(os.sep, "/")
    return f"receipt-{order.audience}-{digest(where)[:8]}"


def _put_at(order: Order) -> int:
    """Tell when the receipt was put there, by the clock of the disk that the site's files are stamped by."""
    return place_of(order.root, name_of(order)).stat().st_mtime_ns


def _read(order: Order) -> Kept:
    """Read what is kept; whatever cannot be read, or is another version's, is as good as nothing."""
    kept = recall(order.root, name_of(order), _maker()) or {}
    try:
        said = kept["receipt"]
        receipt = None if said is None else Receipt(**{**said, "day": Day(**said["day"])})
        stamped = {at: Stamp(*stamp) for at, stamp in kept["stamps"].items()}
        branches = {name: Home(**home) if home else None for name, home in kept["branches"].items()}
        return Kept(receipt, stamped, _put_at(order), branches)
    except (OSError, TypeError, KeyError, AttributeError):
        return NOTHING_KEPT


def _write(order: Order, receipt: Receipt | None, before: Before) -> None:
    """Keep a receipt; where nothing can be written, the next build does its work once more."""
    branches = {name: home and asdict(home) for name, home in before.branches.items()}
    said = {"receipt": receipt and asdict(receipt), "stamps": before.stamps, "branches": branches}
    keep(order.root, name_of(order), _maker(), said)
