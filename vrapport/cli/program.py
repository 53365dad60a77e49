"""How the command ends: quietly when it is stopped or no longer read, in one line when the fault is vrapport's own."""

import os
import sys
import traceback
from collections.abc import Mapping
from typing import Any

import click

from vrapport.cli.asking import ASKED, Asked

OUR_FAULT, STOPPED, NOT_READ = 70, 130, 141
# What else is installed has no say in what a record may hold, and need not be looked for.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


class Program(click.Group):
    """The group of all commands, and the one place that catches what no command should let out."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run with colour where it is wanted, and on any terminal's alphabet."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        return super().main(*args, **{"color": wants_colour(os.environ), **extra})

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command; every way it can end is one of the exit codes."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            sys.exit(STOPPED)
        except BrokenPipeError:
            _stop_writing()
            sys.exit(NOT_READ)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the user gets a sentence and not a traceback
            _own_up(fault, debug=ctx.meta.get(ASKED, Asked()).debug)
            sys.exit(OUR_FAULT)


def wants_colour(environment: Mapping[str, str]) -> bool | None:
    """Tell whether colour is asked for or refused; None leaves it to whether a terminal reads."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return False if environment.get("TERM") == "dumb" else None


def _own_up(fault: Exception, *, debug: bool) -> None:
    if debug:
        click.echo("".join(traceback.format_exception(fault)), err=True, nl=False)
    said = " ".join(f"{type(fault).__name__}: {fault}".split())[:200]
    next_step = (
        "Report it with what stands above." if debug else "Run the command again with --debug, and report what it says."
    )
    click.echo(f"vrapport: a fault in vrapport itself, not in your records ({said!a}). {next_step}", err=True)


def _stop_writing() -> None:
    """Let what is still unwritten go nowhere, so that Python does not complain of it on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
