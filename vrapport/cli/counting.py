"""What a build came to, in a line: counted from the build itself, or from the receipt of the last one."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import click

from vrapport.cli.terminal import visible
from vrapport.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many records a site has, what became of its files, and how much there is to remark on."""

    records: int
    written: int
    kept: int
    removed: int
    errors: int
    warnings: int
    folder: Path


def sum_up(counts: Counts, words: Wording, seconds: float | None) -> None:
    """Say in a line what was built, and where; and in another, that there is something to look at."""
    time = "" if seconds is None else f", {words.figure(Decimal(seconds), 1)} s"
    click.echo(
        words._n(
            "{records}, {n} file ({written} written, {kept} kept, {removed} removed){time}: {folder}",
            "{records}, {n} files ({written} written, {kept} kept, {removed} removed){time}: {folder}",
            counts.written + counts.kept,
            records=words._n("{n} record", "{n} records", counts.records),
            written=counts.written,
            kept=counts.kept,
            removed=counts.removed,
            time=time,
            folder=visible(str(counts.folder)),
        )
    )
    if counts.errors or counts.warnings:
        found = remarks(words, counts.errors, counts.warnings)
        click.echo(words._("{found}: see “vrapport check”.", found=found), err=True)


def remarks(words: Wording, errors: int, warnings: int) -> str:
    """Say how many errors and warnings there are."""
    parts = [
        words._n("{n} error", "{n} errors", errors) if errors else "",
        words._n("{n} warning", "{n} warnings", warnings) if warnings else "",
    ]
    return ", ".join(part for part in parts if part) or words._("Nothing to remark on.")
