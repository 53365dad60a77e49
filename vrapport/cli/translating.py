"""`translated` writes down of which original each translation was made."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

import click

from vrapport.cli.asking import Asked, RefusedError, asked_of_all, with_asked

if TYPE_CHECKING:
    from vrapport.records.reading import Record
    from vrapport.records.translations import Line, State
    from vrapport.register import Register
    from vrapport.wording import Wording


@click.command()
@click.argument("records", metavar="[ID]...", nargs=-1)
@asked_of_all
@with_asked
def translated(asked: Asked, records: tuple[str, ...]) -> None:
    """Write down of which original each translation was made.

    Without an ID every translation is taken up that is new, or whose own words have changed. With the ID of a record,
    its translations are taken to hold for the original as it is now: decisions/2019/A20, or only 2019/A20.
    """
    from vrapport.cli.reading import register_of
    from vrapport.findings import has_errors

    with register_of(asked, whole=False) as (site, register):
        if has_errors(site.findings):
            click.echo(
                site.words._("There are errors in the content: see “vrapport check”. Nothing was written."), err=True
            )
            raise click.exceptions.Exit(1)
        holding = _named(register, site.words, records) if records else None
        _tell(site.words, *_write(asked, register, site.words, holding))


def _named(register: "Register", words: "Wording", typed: Iterable[str]) -> set[str]:
    """Find the records that are meant; those of several kinds may have the same id."""
    from vrapport.dates import shortened
    from vrapport.records.translations import name_of, translations

    found = set()
    for ident in typed:
        meant = [record for record in register.archive.everything() if ident in (record.id, name_of(record))]
        if not meant:
            raise RefusedError(words._("No record is called “{id}”.", id=shortened(ident)))
        spoken = [record for record in meant if any(translations(record, register.archive.site.language))]
        if not spoken:
            raise RefusedError(words._("“{id}” has no translation.", id=shortened(ident)))
        found |= {name_of(record) for record in spoken}
    return found


def _write(
    asked: Asked, register: "Register", words: "Wording", holding: Collection[str] | None
) -> "tuple[str | None, Counter[State]]":
    """Write the file, if there is anything to remember; say where, and how the translations stood."""
    from vrapport.records.translations import TRANSLATIONS, brought_up, remembered, written

    archive = register.archive
    lines, _ = remembered(archive.translations)
    records: Iterable[Record[Any]] = archive.everything()
    now: list[tuple[Line, State]] = list(brought_up(records, archive.site.language, lines, holding))
    if not now and not archive.translations:
        return None, Counter()
    remark = words._(
        "Which original each translation was made of. Written by “vrapport translated”; keep this file in git."
    )
    path = asked.root / TRANSLATIONS
    try:
        path.write_text(written((line for line, _ in now), remark), encoding="utf-8", newline="\n")
    except OSError as fault:
        raise RefusedError(words._("{path} cannot be written: {reason}.", path=path, reason=fault.strerror)) from fault
    return str(path), Counter(state for _, state in now)


def _tell(words: "Wording", path: str | None, stood: "Counter[State]") -> None:
    """Say what was written, and what is left to do."""
    from vrapport.records.translations import State

    if path is None:
        click.echo(words._("There is no translation to write down."))
        return
    click.echo(path)
    told = words._n("{n} translation written down", "{n} translations written down", stood.total())
    changed = stood[State.OUTDATED]
    if changed:
        told += " · " + words._n(
            "{n} translation whose original has changed", "{n} translations whose original has changed", changed
        )
    click.echo(told, err=True)
