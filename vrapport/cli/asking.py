"""What can be asked of every command, before its name or after it: which site, which day, how much to say."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

import click
from click.decorators import pass_meta_key

Function = TypeVar("Function", bound=Callable[..., object])

OUTPUT = "output"
SETTINGS = Path("content", "site.yml")
EPOCH = "SOURCE_DATE_EPOCH"
ASKED = "vrapport.asked"  # one for a run: click's `meta` is shared between the program and its command


class Asked(NamedTuple):  # a dataclass would take longer to import than all the rest here
    """What was asked of any command."""

    site: Path | None = None
    today: str | None = None
    quiet: bool = False
    verbose: bool = False
    debug: bool = False

    @property
    def root(self) -> Path:
        """The site's folder: the one named, else the nearest one upwards that holds a site, else this one."""
        return self.site or nearest_site(Path.cwd())

    @property
    def day(self) -> date | None:
        """The day asked for, if any was: typed, or set for the whole machine."""
        if self.today is not None:
            return _typed_day(self.today, self.root)
        return _day_of_epoch(os.environ[EPOCH]) if os.environ.get(EPOCH) else None


class RefusedError(click.ClickException):
    """What was asked for cannot be done here; nothing was written. It is said in the site's words, and nothing else."""

    exit_code = 2

    def show(self, file: IO[str] | None = None) -> None:
        """Say it without the English word that click begins its own complaints with."""
        click.echo(f"vrapport: {self.format_message()}", file=file, err=file is None)


def clock() -> date:
    """Read the real date: nothing else in vrapport does."""
    return datetime.now(UTC).astimezone().date()


def nearest_site(here: Path) -> Path:
    """Find the site that a folder lies in; without one, the folder itself."""
    found = next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), here)
    return Path(os.path.relpath(found, here))


def _typed_day(typed: str, root: Path) -> date:
    """Read a day; only one that is not a plain date needs the site's words, and its last day counts."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return _last_day(typed, root)


def _last_day(typed: str, root: Path) -> date:
    from vrapport.dates import NotADate
    from vrapport.project import read_project

    words = read_project(root).words
    try:
        return words.read_date(typed).last
    except NotADate as fault:
        raise RefusedError(f"--today: {words.tell(fault.message)} {words.tell(fault.hint)}") from None


def _day_of_epoch(seconds: str) -> date:
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"{EPOCH} should be a number of seconds since 1970, not “{seconds}”.") from None


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep what was asked; what stands after the command's name wins over what stands before it."""
    known = ctx.meta.setdefault(ASKED, Asked())
    ctx.meta[ASKED] = known._replace(**{str(param.name): value}) if value not in (None, False) else known


def asked_of_all(command: Function) -> Function:
    """Give a command the options that all have; `with_asked` hands them to it."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


with_asked = pass_meta_key(ASKED)

_OPTIONS = (
    click.option(
        "--site",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The site's folder.  [default: the nearest one upwards that holds content/site.yml]",
        expose_value=False,
        callback=_remember,
    ),
    click.option(
        "--today",
        metavar="DATE",
        help="The day to speak of: 2020-01-31, 2020-01 ...  [default: the site's own, else the real one]",
        expose_value=False,
        callback=_remember,
    ),
    click.option(
        "-q", "--quiet", is_flag=True, help="Say only what was asked for.", expose_value=False, callback=_remember
    ),
    click.option(
        "-v", "--verbose", is_flag=True, help="Say what is being done, too.", expose_value=False, callback=_remember
    ),
    click.option(
        "--debug",
        is_flag=True,
        help="Show where in vrapport a fault of its own lies.",
        expose_value=False,
        callback=_remember,
    ),
)
