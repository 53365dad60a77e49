"""The command line: what is asked comes in here, findings and exit codes go out."""

import click

from vrapport import __version__
from vrapport.cli.agenda import agenda
from vrapport.cli.asking import asked_of_all
from vrapport.cli.building import build, serve
from vrapport.cli.checking import check, checks
from vrapport.cli.describing import schema
from vrapport.cli.editions import changes, freeze, report
from vrapport.cli.looking import list_records, status
from vrapport.cli.program import Program
from vrapport.cli.starting import init, new
from vrapport.cli.translating import translated

COMMANDS = (
    init, new, check, build, serve, list_records, status, report, changes, agenda, freeze, translated, schema, checks,
)  # fmt: skip

COMPLETION = """\b
Completion of commands, options and kinds (put the line in the shell's start-up file):
  bash   eval "$(_VRAPPORT_COMPLETE=bash_source vrapport)"
  zsh    eval "$(_VRAPPORT_COMPLETE=zsh_source vrapport)"
  fish   _VRAPPORT_COMPLETE=fish_source vrapport | source
\b
Exit codes: 0 fine, 1 the content is wrong, 2 wrongly asked, 70 a fault in vrapport.
NO_COLOR and FORCE_COLOR are honoured; SOURCE_DATE_EPOCH sets the day as --today does."""


@click.group(cls=Program, epilog=COMPLETION, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="vrapport %(version)s")
@asked_of_all
def main() -> None:
    """Tell what became of our decisions: from records in git to a searchable site and a report."""


for command in COMMANDS:
    main.add_command(command)
