"""`check` asks every question of a site and says what was found; `checks` lists the questions."""

import click

from vrapport.cli.asking import Asked, asked_of_all, with_asked
from vrapport.cli.memory import seldom_searched

FORMATS = ("text", "json", "github", "sarif")


@click.command()
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to write it."
)
@asked_of_all
@with_asked
@seldom_searched()
def check(asked: Asked, strict: bool, form: str) -> None:
    """Look for what is wrong in the content, without building."""
    from vrapport.cli.reading import examined
    from vrapport.cli.reporting import FORMATS, Reported, counted
    from vrapport.examining import stops

    site = examined(asked)
    reported = Reported(examined=site, root=asked.root)
    for line in FORMATS[form](reported):
        click.echo(line)
    if form == "text" and not asked.quiet:
        click.echo(counted(reported))
    raise click.exceptions.Exit(int(stops(site.findings, strict=strict)))


@click.command()
@asked_of_all
@with_asked
def checks(asked: Asked) -> None:
    """List every check and what it asks.

    A record leaves a check out with a reason: "ignore:" and, indented below it, "unexplained: why".
    """
    from vrapport.checks import CHECKS
    from vrapport.cli.terminal import table, width
    from vrapport.project import read_project

    words = read_project(asked.root).words
    rows = ((each.code, words._(each.severity.label), words.tell(each.asks)) for each in CHECKS)
    for line in table(rows, width()):
        click.echo(line)
