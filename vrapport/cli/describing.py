"""`schema` describes the records to editors and programs, from the classes that read them."""

import json
from pathlib import Path

import click

from vrapport.cli.asking import Asked, asked_of_all, with_asked


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a file for each kind, and site.json, into this folder.",
)
@asked_of_all
@with_asked
def schema(asked: Asked, out: Path | None) -> None:
    """Describe every kind of record (JSON Schema).

    Without --out all of it is one object, with a key for the settings (site) and for each kind.
    """
    from vrapport.records.schemas import schemas

    made = schemas()
    if out is None:
        click.echo(_written(made), nl=False)
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, described in made.items():
            (out / f"{name}.json").write_text(_written(described), encoding="utf-8")
    except OSError as fault:
        raise click.UsageError(f"{out} cannot be written: {fault.strerror}.") from fault
    if not asked.quiet:
        click.echo(f"{len(made)} files in {out}", err=True)


def _written(described: object) -> str:
    return json.dumps(described, ensure_ascii=True, indent=2) + "\n"
