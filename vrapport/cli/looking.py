"""`list` and `status`: what the records say, at a glance or for a program."""

import click

from vrapport.cli.asking import Asked, asked_of_all, with_asked
from vrapport.cli.kinds import complete_kind

FORMATS = ("table", "json", "csv")


@click.command("list")
@click.argument("kind", shell_complete=complete_kind)
@click.option("--status", help="Only decisions that have come this far, as code or in the site's words.")
@click.option("--area", help="Only what belongs to this area (id or name).")
@click.option("--body", help="Only what this body answers for, or is named by (id or name).")
@click.option("--meeting", help="Only what this meeting decided or was put before it (id or name).")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to write it."
)
@asked_of_all
@with_asked
def list_records(  # noqa: PLR0913, PLR0917 - one argument for each option
    asked: Asked, kind: str, status: str | None, area: str | None, body: str | None, meeting: str | None, form: str
) -> None:
    """List the records of a kind.

    KIND is decisions, motions, meetings, bodies ..., in English or in the site's words.
    """
    from vrapport.cli import listing
    from vrapport.cli.kinds import kind_called
    from vrapport.cli.reading import register_of

    with register_of(asked) as (site, register):
        wanted = listing.Wanted(
            kind=kind_called(kind, site.words).folder, status=status, area=area, body=body, meeting=meeting
        )
        rows = listing.rows(register, site.words, wanted)
        for line in listing.FORMATS[form](rows, site.words):
            click.echo(line)


@click.command()
@asked_of_all
@with_asked
def status(asked: Asked) -> None:
    """Sum up what became of the decisions.

    By status and area, for the decisions of the newest report, and what nobody has accounted for.
    """
    from vrapport.cli.reading import register_of
    from vrapport.cli.summing import summary

    with register_of(asked) as (site, register):
        for line in summary(register, site.words):
            click.echo(line)
