"""`init` begins a site, `new` begins a record; neither ever writes over anything."""

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vrapport.cli.asking import Asked, RefusedError, asked_of_all, clock, with_asked
from vrapport.cli.kinds import complete_kind

if TYPE_CHECKING:
    from vrapport.starter import NewFile
    from vrapport.wording import Wording

NOT_IN_THE_WAY = frozenset({".git"})


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--example", is_flag=True, help="Begin with the example: what became of 63 decisions.")
@asked_of_all
@with_asked
def init(asked: Asked, folder: Path, example: bool) -> None:
    """Begin a new site in DIR, or here.

    The folder must be empty, or hold nothing but .git.
    """
    from vrapport.project import read_project
    from vrapport.starter import example_site, new_site

    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    if set(there) - NOT_IN_THE_WAY:
        words = read_project(folder).words
        raise RefusedError(
            words._("{folder} is not empty. A new site needs a folder of its own: vrapport init DIR", folder=folder)
        )
    files = example_site() if example else new_site(asked.day or clock())
    for path in _write(folder, files, read_project(folder).words):
        if asked.verbose:
            click.echo(path, err=True)
    if not asked.quiet:
        _say_what_next(folder)


def _say_what_next(folder: Path) -> None:
    from vrapport.cli.terminal import visible
    from vrapport.project import read_project

    words = read_project(folder).words
    command = "vrapport build" if folder == Path() else f"cd {shlex.quote(str(folder))} && vrapport build"
    click.echo(words._("The site is begun: README.md says how to go on. Next: {command}", command=visible(command)))


@click.command()
@click.argument("kind", shell_complete=complete_kind)
@click.argument("title")
@asked_of_all
@with_asked
def new(asked: Asked, kind: str, title: str) -> None:
    """Begin a record, and say where it lies.

    KIND is decision, motion, meeting, body ..., in English or in the site's words. An update is begun with a line for
    every open decision, and a report with a proposal for everything that is left to be said.
    """
    from vrapport.cli.kinds import kind_called
    from vrapport.cli.reading import register_of
    from vrapport.starter import CannotStartError, new_record

    title = " ".join(title.split())
    if not title.isprintable():
        raise click.BadParameter("The title holds a control character.", param_hint="TITLE")
    with register_of(asked, whole=False) as (site, register):
        try:
            begun = new_record(kind_called(kind, site.words), title, register, site.words)
        except CannotStartError as fault:
            raise RefusedError(str(fault)) from fault
        for path in _write(asked.root, [begun], site.words):
            click.echo(path)


def _write(root: Path, files: "Iterable[NewFile]", words: "Wording") -> list[Path]:
    """Write files that are not there yet."""
    written = []
    for file in files:
        path = root / file.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as new_file:
                new_file.write(file.content)
        except FileExistsError:
            raise RefusedError(words._("{path} is there already. Nothing was written.", path=path)) from None
        except OSError as fault:
            said = words._("{path} cannot be written: {reason}.", path=path, reason=fault.strerror)
            raise RefusedError(said) from fault
        written.append(path)
    return written
