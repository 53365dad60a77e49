"""Do weekday and date agree, wherever both are written out?"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from babel.dates import format_date, get_day_names

from vrapport.dates import Form, NotADate
from vrapport.findings import Finding, Message, Place, say, warning
from vrapport.records.fields import RecordFields, Text, parts
from vrapport.records.reading import Record
from vrapport.register import Register
from vrapport.wording import Wording


def weekday_and_date_disagree(register: Register, words: Wording) -> Iterator[Finding]:
    """Find dates that do not fall on the weekday written before them."""
    names = [name.casefold() for _, name in sorted(get_day_names("wide", locale=words.language).items())]
    pattern = _pattern(names)
    for record in register.archive.everything():
        for at, text in parts(Text, record.data):
            yield from _in_text(record, at, text, pattern, names, words)


def _pattern(names: list[str]) -> re.Pattern[str]:
    """Match `måndagen den 28 augusti 2019`: a weekday in any form, and a day, month and year."""
    days = "|".join(re.escape(name) for name in names)
    return re.compile(rf"\b(?P<weekday>{days})\w*,?\s+(?:\w{{2,3}}\s+)?(?P<date>\d{{1,2}}\s+\w+\s+\d{{4}})", re.IGNORECASE)


def _in_text(  # noqa: PLR0913 - where it stands, and what is looked for
    record: Record[RecordFields], at: tuple[str | int, ...], text: Text, pattern: re.Pattern[str], names: list[str],
    words: Wording,
) -> Iterator[Finding]:  # fmt: skip
    for language, said in text.by_language.items():
        for number, line in enumerate(said.split("\n"), 1):
            for found in pattern.finditer(line):
                day = _day(found["date"], words)
                weekday = names.index(found["weekday"].casefold())
                if day and day.weekday() != weekday:
                    place = record.place_in_text((*at, language) if language else at, number, found.start() + 1)
                    yield _disagree(place, day, weekday, words)


def _day(typed: str, words: Wording) -> date | None:
    try:
        when = words.read_date(typed)
    except NotADate:
        return None
    return when.first if when.form is Form.DAY else None


def _disagree(place: Place, day: date, weekday: int, words: Wording) -> Finding:
    """Say which weekday it is, and which day was perhaps meant."""
    nearest = min((day + timedelta(days) for days in range(-3, 4)), key=lambda other: (other.weekday() != weekday, other))
    hint: Message = say("{weekday} {meant}, or {real} {date}?", weekday=_name(nearest, words), meant=nearest,
                        real=_name(day, words), date=day)  # fmt: skip
    what = say("{date} is a {real}, not a {typed}.", date=day, real=_name(day, words), typed=_name(nearest, words))
    return warning("wrong-weekday", place, what, hint)


def _name(day: date, words: Wording) -> str:
    return format_date(day, "EEEE", locale=words.language)
