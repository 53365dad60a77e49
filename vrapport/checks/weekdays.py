"""Do weekday and date agree, wherever both are written out?"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from babel.dates import format_date, get_day_names

from vrapport.checks.texts import Given
from vrapport.dates import Form, NotADate
from vrapport.findings import Finding, Place, say, warning
from vrapport.register import Records
from vrapport.wording import Wording

_YEAR = re.compile(r"\s\d{4}")  # the end of every date that is looked for, found sooner than the whole


def weekday_and_date_disagree(records: Records, given: Given) -> Iterator[Finding]:
    """Find dates that do not fall on the weekday written before them."""
    words = given.words
    for record in records:
        for at, text in record.texts:
            for language, said in text.by_language.items():
                for line, column, weekday, day in weekdays_in(said, language or words.language, words):
                    if day.weekday() != weekday:
                        place = record.place_in_text((*at, language) if language else at, line, column)
                        yield _disagree(place, day, weekday, words)


def weekdays_in(text: str, language: str, words: Wording) -> Iterator[tuple[int, int, int, date]]:
    """Find each weekday that stands before a date: line, column, the number of the weekday, and the date."""
    for number, line in enumerate(text.split("\n"), 1) if _YEAR.search(text) else ():
        for found in _pattern(language).finditer(line) if _YEAR.search(line) else ():
            day, weekday = _day(found["date"], words), _names(language).get(found["weekday"].casefold())
            if day and weekday is not None:  # a pattern that ignores case takes odd letters for an i
                yield number, found.start() + 1, weekday, day


@cache
def _names(language: str) -> Mapping[str, int]:
    return {name.casefold(): number for number, name in sorted(get_day_names("wide", locale=language).items())}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Match `måndagen den 28 augusti 2019`: a weekday in any form, and a day, month and year."""
    days = "|".join(re.escape(name) for name in _names(language))
    return re.compile(
        rf"\b(?P<weekday>{days})\w*,?\s+(?:\w{{2,3}}\s+)?(?P<date>\d{{1,2}}\s+\w+\s+\d{{4}})", re.IGNORECASE
    )


def _day(typed: str, words: Wording) -> date | None:
    try:
        when = words.read_date(typed)
    except NotADate:
        return None
    return when.first if when.form is Form.DAY else None


def _disagree(place: Place, day: date, weekday: int, words: Wording) -> Finding:
    """Say which weekday it is, and which day was perhaps meant."""
    meant = min((day + timedelta(days) for days in range(-3, 4)), key=lambda other: (other.weekday() != weekday, other))
    said, typed = _name(day, words), _name(meant, words)
    return warning(
        "wrong-weekday",
        place,
        say("{date}: the weekday is {said}, not {typed}.", date=day, said=said, typed=typed),
        say("Either {typed} {meant}, or {said} {date}.", typed=typed, meant=meant, said=said, date=day),
    )


def _name(day: date, words: Wording) -> str:
    return format_date(day, "EEEE", locale=words.language)
