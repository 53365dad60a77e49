"""`report` and `changes` write what is handed out to people; `freeze` keeps a report as it was adopted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from vrapport.cli.asking import Asked, RefusedError, asked_of_all, with_asked

if TYPE_CHECKING:
    from datetime import date

    from vrapport.accountability.changes import Changed
    from vrapport.accountability.editions import Edition
    from vrapport.dates import VagueDate
    from vrapport.records.reading import Record
    from vrapport.records.reports import Report
    from vrapport.register import Register
    from vrapport.views import View
    from vrapport.wording import Wording


@click.command()
@click.argument("edition", metavar="REPORT")
@click.option("--since", metavar="REPORT", help="Compare with this report.  [default: the one before]")
@asked_of_all
@with_asked
def report(asked: Asked, edition: str, since: str | None) -> None:
    """Write a report as Markdown, as everybody may read it.

    REPORT is its id or its title.
    """
    from dataclasses import replace

    from vrapport.handouts.report import report_text

    with _public(asked) as view:
        asked_for = _edition(view, edition)
        before = _earlier(view, asked_for, since) if since else asked_for.previous
        _say(report_text(replace(view, register=asked_for.register), asked_for, before))


@click.command()
@click.option("--since", required=True, metavar="DATE|REPORT", help="The day, or the report, to compare with.")
@click.option("--letter", is_flag=True, help="Write whole sentences, for a newsletter.")
@asked_of_all
@with_asked
def changes(asked: Asked, since: str, letter: bool) -> None:
    """Write what has happened to the decisions, as Markdown.

    Only what everybody may read is in it.
    """
    from vrapport.handouts import changes as handout

    with _public(asked) as view:
        day, found = _changed(view, since)
        write = handout.letter if letter else handout.changes_text
        _say(write(view, day, found))


@click.command()
@click.argument("edition", metavar="REPORT")
@asked_of_all
@with_asked
def freeze(asked: Asked, edition: str) -> None:
    """Keep a report as the board adopted it.

    What is written about its period from then on is listed in it as added afterwards. The report must say by which
    meeting it was adopted, and when it was published.
    """
    from vrapport.cli.reading import register_of
    from vrapport.findings import has_errors

    with register_of(asked, whole=False) as (site, register):
        if has_errors(site.findings):
            click.echo(
                site.words._("There are errors in the content: see “vrapport check”. Nothing was written."), err=True
            )
            raise click.exceptions.Exit(1)
        found = _report(register, site.words, edition)
        _ask_for_adoption(found, site.words)
        path = _write_seal(asked, register, found, site.words)
    click.echo(path)


@contextmanager
def _public(asked: Asked) -> Iterator["View"]:
    """Give the site as everybody may read it."""
    from vrapport.build import public_view
    from vrapport.cli.reading import register_of

    with register_of(asked) as (site, register):
        if site.project is None:  # there is a register only of a project that was read
            return
        yield public_view(site.project, register.today, register)


def _say(text: str) -> None:
    """Print Markdown in which nothing steers the terminal."""
    from vrapport.cli.terminal import visible

    for line in text.removesuffix("\n").split("\n"):
        click.echo(visible(line))


def _edition(view: "View", typed: str) -> "Edition":
    found = _report(view.register, view.words, typed)
    return next(edition for edition in view.editions if edition.report.id == found.id)


def _earlier(view: "View", edition: "Edition", typed: str) -> "Edition":
    """Find the report to compare with: one of an earlier day."""
    found = _edition(view, typed)
    if found.is_draft or found.report.data.as_of.last >= edition.report.data.as_of.last:
        older, newer = view.title(found.report), view.title(edition.report)
        raise RefusedError(
            view.words._("{older} is not older than {newer}. Choose an earlier report.", older=older, newer=newer)
        )
    return found


def _report(register: "Register", words: "Wording", typed: str) -> "Record[Report]":
    """Find a report by its id or title, or refuse with the one that was probably meant."""
    known = _named(register)
    found = known.get(_folded(typed))
    if found is None:
        raise RefusedError(_unknown(words, typed, known))
    return found


def _named(register: "Register") -> "dict[str, Record[Report]]":
    """List what each report goes by: an id wins over a title."""
    titled = {
        _folded(title): report for report in register.editions for title in report.data.title.by_language.values()
    }
    return titled | {_folded(report.id): report for report in register.editions}


def _folded(typed: str) -> str:
    return " ".join(typed.split()).casefold()


def _unknown(words: "Wording", typed: str, known: "dict[str, Record[Report]]") -> str:
    """Say that no report is called so, and which one was probably meant, or which there are."""
    from difflib import get_close_matches

    from vrapport.dates import shortened

    near = get_close_matches(_folded(typed)[:100], list(known), n=1, cutoff=0.5)
    said = [words._("No report is called “{id}”.", id=shortened(typed))]
    if near:
        said.append(words._("Did you mean “{near}”?", near=known[near[0]].id))
    elif known:
        said.append(words._("Reports: {known}.", known=tuple(dict.fromkeys(report.id for report in known.values()))))
    return " ".join(said)


def _changed(view: "View", typed: str) -> "tuple[date, tuple[Changed, ...]]":
    """Compare the records of today with those of a day, or with a report and the decisions it covers."""
    from vrapport.accountability.changes import changed
    from vrapport.dates import day as exactly

    found = _named(view.register).get(_folded(typed))
    if found:
        edition = _edition(view, typed)
        _ask_for_the_past(view, found.data.as_of)
        covered = view.register.covered_by(edition.report)
        return edition.register.today, changed(edition.register, view.register, covered)
    day = _day(view, typed)
    _ask_for_the_past(view, exactly(day))
    return day, changed(view.register.as_of(day), view.register, view.register.decisions.values())


def _ask_for_the_past(view: "View", when: "VagueDate") -> None:
    """Refuse a day that has not come, and a report of such a day."""
    if when.first > view.register.today:
        raise RefusedError(
            view.words._(
                "{date} is later than {today}, the day that the site speaks of.", date=when, today=view.register.today
            )
        )


def _day(view: "View", typed: str) -> "date":
    """Read a date, of which the last day counts; what is none was perhaps meant as a report."""
    from vrapport.dates import NotADate

    words = view.words
    try:
        return words.read_date(typed).last
    except NotADate as fault:
        unknown = _unknown(words, typed, _named(view.register))
        raise RefusedError(f"--since: {words.tell(fault.message)} {unknown}") from None


def _ask_for_adoption(report: "Record[Report]", words: "Wording") -> None:
    missing = [key for key in ("adopted", "published") if not getattr(report.data, key)]
    if missing:
        said = words._("The report is not adopted yet: {path} has no “{key}”.", path=report.source.path, key=missing[0])
        hint = words._("Write “adopted:” with the meeting that adopted it, and “published:” with the day.")
        raise RefusedError(f"{said} {hint}")


def _write_seal(asked: Asked, register: "Register", report: "Record[Report]", words: "Wording") -> str:
    """Write what the report rests on; a seal that is there is never written over."""
    from vrapport.accountability.seals import sealed_text
    from vrapport.records.reports import seal_path

    path = asked.root / seal_path(report.id, report.source.home)
    remark = words._("What report {id} rests on. Keep this file, and do not change it.", id=report.id)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(sealed_text(register, report, remark))
    except FileExistsError:
        raise RefusedError(words._("{path} is there already. Nothing was written.", path=path)) from None
    except OSError as fault:
        raise RefusedError(words._("{path} cannot be written: {reason}.", path=path, reason=fault.strerror)) from fault
    return str(path)
