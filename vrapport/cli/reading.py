"""A site read for a command, with a word on the way for those who want it."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from vrapport.cli.asking import OUTPUT, Asked, clock
from vrapport.cli.reporting import Reported, as_text
from vrapport.cli.terminal import progress, visible
from vrapport.examining import Examined, examine
from vrapport.findings import has_errors
from vrapport.keeping import Shelf
from vrapport.makers import program
from vrapport.receipts import Order, known_stamps
from vrapport.register import Register
from vrapport.vocabulary import PUBLIC


def examined(asked: Asked) -> Examined:
    """Read a site and ask every question of it; no page is shown of it."""
    with progress("Reading", quiet=asked.quiet):
        order = Order(root=asked.root, output=asked.root / OUTPUT, audience=PUBLIC, today=asked.day, clock=clock())
        shelf = Shelf(asked.root, program())
        stamps = known_stamps(order)
        site = examine(asked.root, clock=order.clock, today=asked.day, shelf=shelf, stamps=stamps, showing=False)
    if asked.verbose:
        remark(site, asked)
    return site


def remark(site: Examined, asked: Asked) -> None:
    """Say what was read, for those who want to know."""
    told = [visible(str(asked.root.resolve()))]
    if site.register:
        told += [site.words._("As of {date}.", date=site.register.today).rstrip("."), records_of(site)]
    click.echo(" · ".join(told), err=True)


def records_of(site: Examined) -> str:
    """Say how many records a site has."""
    n = sum(1 for _ in site.register.archive.everything()) if site.register else 0
    return site.words._n("{n} record", "{n} records", n)


@contextmanager
def register_of(asked: Asked, *, whole: bool = True) -> Iterator[tuple[Examined, Register]]:
    """Read a site to look something up in it; where the whole is wanted and some is wrong, say so at the end."""
    site = examined(asked)
    if site.register is None:
        for line in as_text(Reported(examined=site, root=asked.root)):
            click.echo(line, err=True)
        raise click.exceptions.Exit(1)
    yield site, site.register
    if whole and has_errors(site.findings):
        click.echo(
            site.words._("There are errors in the content, and this may not be all of it: see “vrapport check”."),
            err=True,
        )
        raise click.exceptions.Exit(1)
