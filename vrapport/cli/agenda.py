"""`agenda`: what a body takes up of its decisions at its next meeting, to be pasted into the agenda or the minutes."""

from typing import TYPE_CHECKING

import click

from vrapport.cli.asking import Asked, asked_of_all, with_asked

if TYPE_CHECKING:
    from vrapport.dates import VagueDate
    from vrapport.records.bodies import Body
    from vrapport.records.reading import Record
    from vrapport.register import Register
    from vrapport.wording import Wording


@click.command()
@click.argument("body", required=False)
@click.option("--date", "day", metavar="DATE", help="The day of the meeting.  [default: as the last minutes say]")
@asked_of_all
@with_asked
def agenda(asked: Asked, body: str | None, day: str | None) -> None:
    """Write the item on following decisions up, for the next meeting.

    BODY is who meets (id or name); without it, the body that answers for the decisions. Written as Markdown.
    """
    from vrapport.accountability.agenda import agenda as agenda_of
    from vrapport.addresses import Addresses
    from vrapport.cli.reading import register_of
    from vrapport.cli.terminal import visible
    from vrapport.handouts.agenda import agenda_text
    from vrapport.views import View
    from vrapport.vocabulary import PUBLIC

    with register_of(asked) as (site, register):
        meets = _meeting_day(day, register, site.words) if day else None
        found = agenda_of(register, _body(register, site.words, body), meets)
        view = View(register, site.words, Addresses(site.words), PUBLIC)
        for line in agenda_text(view, found).splitlines():
            click.echo(visible(line))


def _body(register: "Register", words: "Wording", typed: str | None) -> "Record[Body]":
    """Find the body that meets, by id or by any name it has; without one, choose it."""
    from vrapport.accountability.agenda import default_body
    from vrapport.cli.asking import RefusedError
    from vrapport.dates import shortened
    from vrapport.records.fields import Reference

    if typed is None:
        found = default_body(register)
        if found is None:
            raise RefusedError(words._("No body is named, and “responsible:” in content/site.yml names none."))
        return found
    asked = Reference("bodies", typed)
    named = next(iter(register.archive.bodies([asked])), None)
    if named is None:
        near = register.archive.names.nearest(asked)
        said = [words._("No body is called “{id}”.", id=shortened(typed))]
        raise RefusedError(" ".join([*said, *([words._("Did you mean “{near}”?", near=near)] if near else [])]))
    return named


def _meeting_day(typed: str, register: "Register", words: "Wording") -> "VagueDate":
    """Read the day of the meeting, which has not been held on the day that the site speaks of."""
    from vrapport.cli.asking import RefusedError
    from vrapport.dates import NotADate

    try:
        day = words.read_date(typed)
    except NotADate as fault:
        raise RefusedError(f"--date: {words.tell(fault.message)} {words.tell(fault.hint)}") from None
    if day.last < register.today:
        said = words._(
            "A meeting {meeting:on} lies before {today}, the day that the site speaks of. Give a later day, or another "
            "day with --today.",
            meeting=day, today=register.today,
        )  # fmt: skip
        raise RefusedError(f"--date: {said}")
    return day
