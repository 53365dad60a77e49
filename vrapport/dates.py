"""Dates as vague as people are: a stretch of days that keeps the form in which it was given."""

import re
from calendar import isleap, monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from vrapport.findings import Message, say

Seasons = Mapping[str, tuple[int, int]]
"""The first and the last month of each season, as the site reckons them."""

SEASONS: Final[Seasons] = {"spring": (1, 6), "summer": (6, 8), "autumn": (7, 12)}

FIRST_YEAR: Final = 1000


class Form(StrEnum):
    """How precisely a date was given."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    BY = "by"
    BETWEEN = "between"


@dataclass(frozen=True, order=True, slots=True)
class VagueDate:
    """A stretch of days (`first` to `last`, both within it) and the code that says how it was given."""

    first: date
    last: date
    code: str
    edtf: str
    form: Form

    @property
    def begins(self) -> date:
        """The first day that it can be told of: of "then or earlier", whose beginning nobody knows, the last."""
        return self.last if self.form is Form.BY else self.first

    def __str__(self) -> str:
        return self.code


class NotADate(ValueError):  # noqa: N818 - "raise NotADate" says what is the matter; it is an answer, not a fault of ours
    """Says why a text is no date, and what its author probably meant."""

    def __init__(self, message: Message, suggestion: str | None = None) -> None:
        """Keep the explanation, and what could be typed instead."""
        super().__init__(message.text)
        self.message = message
        self.suggestion = suggestion

    @property
    def hint(self) -> Message:
        """The author's next step."""
        if self.suggestion:
            return say("Write {suggestion}.", suggestion=self.suggestion)
        return say("Write a date as 2019-06-10, 2019-06, 2019-Q2, 2019-H1, 2019-spring or 2019.")


def read_code(text: str, seasons: Seasons = SEASONS) -> VagueDate:
    """Read a date typed as a code: `2019-06-10`, `2019-11`, `2020-spring`, `by 2020-01`, `2019-03/2020-01` ..."""
    typed = " ".join(text.split())
    if by := _BY.fullmatch(typed):
        return _by(by["date"], seasons)
    if between := _BETWEEN.fullmatch(typed):
        return _between(between["first"], between["last"], seasons)
    return _point(typed, seasons)


def day_typed(text: str) -> VagueDate | None:
    """Read a day typed as nearly all are, `2019-06-10`; None for anything else, and for a day that there is not."""
    try:
        return day(date.fromisoformat(text)) if _A_DAY.fullmatch(text) else None
    except ValueError:
        return None


def day(when: date) -> VagueDate:
    """Give a day of the calendar as a date like the others."""
    code = when.isoformat()
    return VagueDate(when, when, code, code, Form.DAY)


def _by(typed: str, seasons: Seasons) -> VagueDate:
    try:
        end = _point(typed, seasons)
    except NotADate as fault:
        raise NotADate(fault.message, fault.suggestion and f"by {fault.suggestion}") from None
    return VagueDate(date.min, end.last, f"by {end.code}", f"../{end.edtf}", Form.BY)


def _between(typed_first: str, typed_last: str, seasons: Seasons) -> VagueDate:
    try:
        first, last = _point(typed_first, seasons), _point(typed_last, seasons)
    except NotADate as fault:
        ends = _mended(typed_first, seasons), _mended(typed_last, seasons)
        raise NotADate(fault.message, _mended_span(*ends, seasons)) from None
    if last.last < first.first:
        backwards = say("{first} comes after {last}.", first=first, last=last)
        raise NotADate(backwards, f"{last.code}/{first.code}")
    return VagueDate(first.first, last.last, f"{first.code}/{last.code}", f"{first.edtf}/{last.edtf}", Form.BETWEEN)


def _point(typed: str, seasons: Seasons) -> VagueDate:
    try:
        return _exactly(typed, seasons)
    except NotADate as fault:
        raise NotADate(fault.message, _suggestion(typed, seasons)) from None


def _exactly(typed: str, seasons: Seasons) -> VagueDate:
    for shape, make in _SHAPES:
        if found := shape.fullmatch(typed):
            return make(_year(found["year"]), found, seasons)
    raise NotADate(say("“{typed}” is not a date.", typed=shortened(typed)))


def _year(figures: str) -> int:
    year = int(figures)
    if year < FIRST_YEAR:
        raise NotADate(say("There is no year {year}: years go from 1000 to 9999.", year=figures))
    return year


def _month(figures: str) -> int:
    month = int(figures)
    if not 1 <= month <= 12:  # noqa: PLR2004 - the months are twelve
        raise NotADate(say("There is no month {month}.", month=figures))
    return month


def _a_day(year: int, found: re.Match[str], _: Seasons) -> VagueDate:
    month, number = _month(found["month"]), int(found["day"])
    days = monthrange(year, month)[1]
    if 1 <= number <= days:
        return day(date(year, month, number))
    raise NotADate(_no_such_day(year, month, number, days))


def _no_such_day(year: int, month: int, number: int, days: int) -> Message:
    if number == 0:
        return say("There is no day {day}.", day="00")
    if (month, number) == (2, 29) and not isleap(year):
        return say("{year} is not a leap year: February has 28 days.", year=year)
    return say("There are only {days} days in {month}.", days=days, month=read_code(f"{year}-{month:02}"))


def _a_month(year: int, found: re.Match[str], _: Seasons) -> VagueDate:
    month = _month(found["month"])
    code = f"{year}-{month:02}"
    return _months(Form.MONTH, code, code, year, (month, month))


def _a_season(year: int, found: re.Match[str], seasons: Seasons) -> VagueDate:
    season = found["season"].lower()
    return _months(Form.SEASON, f"{year}-{season}", f"{year}-{_EDTF_SEASONS[season]}", year, seasons[season])


def _a_quarter(year: int, found: re.Match[str], _: Seasons) -> VagueDate:
    quarter = int(found["quarter"])
    if not 1 <= quarter <= 4:  # noqa: PLR2004 - the quarters are four
        raise NotADate(say("There is no quarter {quarter}.", quarter=quarter))
    return _months(Form.QUARTER, f"{year}-Q{quarter}", f"{year}-{32 + quarter}", year, (3 * quarter - 2, 3 * quarter))


def _a_half(year: int, found: re.Match[str], _: Seasons) -> VagueDate:
    half = int(found["half"])
    if not 1 <= half <= 2:  # noqa: PLR2004 - the halves are two
        raise NotADate(say("There is no half-year {half}.", half=half))
    return _months(Form.HALF, f"{year}-H{half}", f"{year}-{39 + half}", year, (6 * half - 5, 6 * half))


def _a_year(year: int, _: re.Match[str], __: Seasons) -> VagueDate:
    return _months(Form.YEAR, str(year), str(year), year, (1, 12))


def _months(form: Form, code: str, edtf: str, year: int, months: tuple[int, int]) -> VagueDate:
    first, last = months
    return VagueDate(date(year, first, 1), date(year, last, monthrange(year, last)[1]), code, edtf, form)


def _mended(typed: str, seasons: Seasons) -> str | None:
    try:
        return _point(typed, seasons).code
    except NotADate as fault:
        return fault.suggestion


def _mended_span(first: str | None, last: str | None, seasons: Seasons) -> str | None:
    """Put the ends together when both are dates, the earlier one first."""
    if first is None or last is None:
        return None
    try:
        return _between(first, last, seasons).code
    except NotADate as fault:
        return fault.suggestion


def _suggestion(typed: str, seasons: Seasons) -> str | None:
    return next((code for code in _guesses(typed) if _reads(code, seasons)), None)


def _reads(code: str, seasons: Seasons) -> bool:
    try:
        _exactly(code, seasons)
    except NotADate:
        return False
    return True


def _guesses(typed: str) -> Iterator[str]:
    """Think of what the author may have meant, likeliest first; some of it is no date either."""
    days = (_LIKE_A_DAY, _LIKE_A_DAY_UNDIVIDED, _LIKE_A_DAY_BACKWARDS)
    if found := next(filter(None, (shape.fullmatch(typed) for shape in days)), None):
        year, month, number = found["year"], int(found["month"]), int(found["day"])
        yield f"{year}-{month:02}-{number:02}"
        yield f"{year}-{number:02}-{month:02}"
        if number in (29, 30, 31):
            yield from (f"{year}-{month:02}-{last}" for last in (30, 29, 28))
    elif found := _LIKE_A_MONTH.fullmatch(typed):
        yield f"{found['year']}-{int(found['month']):02}"
    elif found := _LIKE_A_PART.fullmatch(typed):
        yield from (f"{found['year']}-{part}" for part in _like(found["part"].lower()))


def _like(part: str) -> list[str]:
    return get_close_matches(part, _EDTF_SEASONS) or [part.upper()]


def shortened(typed: str, most: int = 60) -> str:
    """Give enough of what was typed to know it by."""
    return typed if len(typed) <= most else f"{typed[:most]}…"


_Maker = Callable[[int, re.Match[str], Seasons], VagueDate]

_EDTF_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23}
_SHAPES: Final[tuple[tuple[re.Pattern[str], _Maker], ...]] = tuple(
    (re.compile(r"(?P<year>[0-9]{4})" + rest, re.IGNORECASE), make)
    for rest, make in (
        ("-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})", _a_day),
        ("-(?P<month>[0-9]{2})", _a_month),
        ("-(?P<season>spring|summer|autumn)", _a_season),
        ("-Q(?P<quarter>[0-9])", _a_quarter),
        ("-H(?P<half>[0-9])", _a_half),
        ("", _a_year),
    )
)
_A_DAY: Final = re.compile("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_BY: Final = re.compile("by (?P<date>.+)", re.IGNORECASE)
_BETWEEN: Final = re.compile("(?P<first>[0-9]{4}[^/]*?) ?/ ?(?P<last>[0-9]{4}[^/]*)")
_LIKE_A_DAY: Final = re.compile(
    "(?P<year>[0-9]{4})[-/. ](?P<month>[0-9]{1,2})[-/. ](?P<day>[0-9]{1,2})(?:[T ][0-9].{0,40})?",
)
_LIKE_A_DAY_UNDIVIDED: Final = re.compile("(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_LIKE_A_DAY_BACKWARDS: Final = re.compile("(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})[-/. ]{1,2}(?P<year>[0-9]{4})")
_LIKE_A_MONTH: Final = re.compile("(?P<year>[0-9]{4})[-/. ](?P<month>[0-9]{1,2})")
_LIKE_A_PART: Final = re.compile("(?P<year>[0-9]{4})[-/. ]?(?P<part>[a-zA-Z0-9]{2,10})")
