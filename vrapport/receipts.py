"""The receipt of a build: all that went in, and what came of it. Where all is as it was, there is nothing to build."""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

from vrapport.digests import canonical, digest
from vrapport.findings import Finding, Severity
from vrapport.makers import program
from vrapport.outputs import MARKER, files_as_published
from vrapport.shipped import folder
from vrapport.sources import UNSTAMPED, Stamp, Stamps, stamps

PLACES = ("content", "templates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day a build was asked to speak of, and the real one where the site follows that."""

    asked: str | None
    clock: str | None

    def is_still(self, asked: date | None, clock: date) -> bool:
        """Tell whether the same question has the same answer."""
        return self.asked == (asked and asked.isoformat()) and self.clock in {None, clock.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was built of which files, on which day, and what there is to say of it."""

    day: Day
    history: str | None  # where git stood, if the pages tell when each record was changed
    language: str
    overrides: Mapping[str, str]
    records: int
    files: int
    errors: int
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
    """A receipt as it lies beside what was published, with the stamps of what went in, and when it was put there."""

    receipt: Receipt | None
    stamps: Stamps
    at: int


@dataclass(frozen=True, slots=True)
class Before:
    """The files of a site as they were before it was read, and what was kept of the last build."""

    order: Order
    stamps: Stamps
    kept: Kept


NOTHING_KEPT = Kept(None, UNSTAMPED, 0)


def look(order: Order) -> Before:
    """Look at the files of a site before they are read."""
    kept = _read(order)
    return Before(order, _stamped(order.root, kept), kept)


def still_good(before: Before, standing: Callable[[Path], str]) -> Receipt | None:
    """Return the receipt of the last build if nothing has changed since: no file, no day, nothing published."""
    order, receipt = before.order, before.kept.receipt
    if receipt is None or not receipt.day.is_still(order.today, order.clock):
        return None
    if _digests(before.stamps) != _digests(before.kept.stamps):
        return None
    if receipt.history is not None and receipt.history != standing(order.root):
        return None
    if files_as_published(order.output, order.audience, program()) != receipt.files:
        return None
    if before.stamps != before.kept.stamps:  # a fresh clone: the same files, with other times
        _write(order, receipt, before.stamps)
    return receipt


def issue(receipt: Receipt, before: Before) -> None:
    """Keep a receipt, unless a file was touched while the site was built."""
    order = before.order
    if _stamped(order.root, Kept(None, before.stamps, _now(order.output))) == before.stamps:
        _write(order, receipt, before.stamps)


def counted(findings: tuple[Finding, ...], severity: Severity) -> int:
    """Count the findings of one severity."""
    return sum(finding.severity is severity for finding in findings)


def _stamped(root: Path, kept: Kept) -> Stamps:
    return {path: stamp for place in PLACES for path, stamp in stamps(root, place, kept.stamps, kept.at).items()}


def _digests(known: Stamps) -> Mapping[str, str]:
    return {path: stamp.digest for path, stamp in known.items()}


def _maker() -> str:
    """Hash the program and its theme: a receipt of another version is none."""
    shipped = stamps(folder("templates").parent, "templates")
    return digest(program(), canonical(_digests(shipped)), *(field.name for field in fields(Receipt)))


def _path(order: Order) -> Path:
    return order.output / f"{MARKER}-{order.audience}-receipt.json"


def _now(output: Path) -> int:
    """Ask the disk for its time: the files of a site are stamped by the same clock."""
    return output.stat().st_mtime_ns


def _read(order: Order) -> Kept:
    """Read what is kept; whatever cannot be read, or is another version's, is as good as nothing."""
    path = _path(order)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["maker"] != _maker():
            return NOTHING_KEPT
        receipt = Receipt(**{**kept["receipt"], "day": Day(**kept["receipt"]["day"])})
        return Kept(receipt, {at: Stamp(*stamp) for at, stamp in kept["stamps"].items()}, path.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return NOTHING_KEPT


def _write(order: Order, receipt: Receipt, known: Stamps) -> None:
    """Keep a receipt in one step; where nothing can be written, the next build does its work once more."""
    path = _path(order)
    aside = path.with_suffix(f".{os.getpid()}")
    said = {"maker": _maker(), "receipt": asdict(receipt), "stamps": known}
    with suppress(OSError):
        aside.write_text(json.dumps(said, separators=(",", ":")), encoding="utf-8")
        aside.replace(path)
    with suppress(OSError):
        aside.unlink(missing_ok=True)
