"""The calendar: what comes and what has been, month by month, as a list and as months of weeks."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial

from babel import Locale
from babel.dates import format_skeleton, get_day_names

from vrapport.accountability.calendar import Event, Sort
from vrapport.addresses import absolute, beside
from vrapport.dates import Form, day, read_code
from vrapport.pages.frame import framed, named, put_off
from vrapport.pages.listing import list_pages
from vrapport.pages.months import Dated, by_month, is_closer, stretch
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import Schedule

CALENDAR = "calendar"
_DAY_FIRST = {"en": "en_GB"}  # as the catalogue prints dates
MONTHS_AHEAD = 4  # how far months are drawn; the list goes on
LONGEST_DRAWN = timedelta(days=6)  # what goes on for longer would fill the month with itself


def calendar(view: View) -> Iterator[Page]:
    """Make the calendar, and a page for each year of which it has not room for all."""
    found, today = view.events, view.register.today
    address, title = view.addresses.top(CALENDAR), view.words.word(f"page.{CALENDAR}")
    most = view.site.list_length
    coming = [event for event in found if event.when.last >= today][:most]
    past = [event for event in found if today.year - 1 <= event.when.last.year and event.when.last < today][-most:]
    years = _years(found, {id(event) for event in (*coming, *past)})
    yield put_off(view, "calendar.html", address, partial(_page, view, coming, past, years), kind="calendar")
    of_year: dict[int, list[Event]] = defaultdict(list)
    for event in found:
        of_year[event.when.last.year].append(event)
    for year in years:
        groups = by_month(view, _rows_to_make(view, of_year[year]))
        yield from list_pages(view, _of_year(address, year), f"{title} {year}", groups, crumbs=[named(view, CALENDAR)])


def _page(view: View, coming: Sequence[Event], past: Sequence[Event], years: Sequence[int]) -> Page:
    address, title = view.addresses.top(CALENDAR), view.words.word(f"page.{CALENDAR}")
    data = {
        "title": title,
        "file": beside(address, ".ics"),
        "url": absolute(view.site.url, beside(address, ".ics")),
        "late": _late(view, view.events),
        "coming": _groups(view, coming),
        "months": list(_months(view, [*past, *coming])),
        "past": _groups(view, past, newest_first=True),
        "years": [{"title": str(year), "address": _of_year(address, year), "status": None} for year in reversed(years)],
    }
    return framed(view, "calendar.html", address, title, {"calendar": data}, kind="calendar")


def _late(view: View, found: Iterable[Event]) -> Plain | None:
    """Lead to what is late, wherever on the way it lies."""
    late = sum(event.late and event.record.kind == "decisions" for event in found)
    title = f"{view.words.word('page.overdue')} ({late})"
    return {"title": title, "address": view.addresses.named("overdue"), "status": None} if late else None


def _years(found: Iterable[Event], shown: set[int]) -> list[int]:
    return sorted({event.when.last.year for event in found if id(event) not in shown})


def _of_year(address: str, year: int) -> str:
    return beside(address, f"-{year}.html")


def _groups(view: View, found: Iterable[Event], *, newest_first: bool = False) -> list[Plain]:
    rows = list(_rows(view, found))
    return [{**head, "rows": within} for head, within in by_month(view, rows, newest_first=newest_first)]


def _rows(view: View, found: Iterable[Event]) -> Iterator[Dated[Plain]]:
    yield from ((when, make()) for when, make in _rows_to_make(view, found))


def _rows_to_make(view: View, found: Iterable[Event]) -> Iterator[Dated[Callable[[], Plain]]]:
    yield from ((first.when, partial(_row, view, first, *steps)) for first, *steps in _together(found))


def _together(found: Iterable[Event]) -> list[list[Event]]:
    """Set the steps of a decision with its deadline, which comes first, where they share their day."""
    rows: list[list[Event]] = []
    deadlines: dict[tuple[str, str, str], list[Event]] = {}
    for event in found:
        place = (event.record.kind, event.record.id, event.when.code)
        if event.sort is Sort.STEP and place in deadlines:
            deadlines[place].append(event)
            continue
        rows.append([event])
        if event.sort is Sort.DEADLINE:
            deadlines.setdefault(place, rows[-1])
    return rows


def _row(view: View, event: Event, *steps: Event) -> Plain:
    """Return what has a day as a row: the record it is told of, what is to happen, and whether it is late."""
    followed = view.register.decisions.get(event.record.id) if event.record.kind == "decisions" else None
    row = view.row(followed) if followed else view.plain_row(event.record)
    parts = [part for each in (event, *steps) for part in _parts(view, each)]
    return {
        **row,
        "note": " · ".join(part["text"] for part in parts) or None,
        "parts": parts,
        "date": view.date(event.when) if is_closer(event.when) else None,
        "day": _day(view, event),
        "tags": [view.words.label(Schedule.OVERDUE)] if any(each.late for each in (event, *steps)) else [],
    }


def _parts(view: View, event: Event) -> Iterator[Plain]:
    """Say what is to happen, which clause it is, and of how many more decisions it was told; each in its language."""
    words, more = view.words, len(event.decisions) - 1
    if event.sort is not Sort.MEETING:
        yield {"text": words.word(f"calendar.{event.sort}"), "lang": None}
    if event.step:
        yield {"text": view.line(event.step.what), "lang": view.foreign(event.step.what)}
    if event.clause:
        yield {"text": words._("clause {n}", n=event.clause), "lang": None}
    if more > 0:
        yield {"text": words._n("and {n} more decision", "and {n} more decisions", more), "lang": None}


def _day(view: View, event: Event) -> Plain | None:
    """Return the day under the heading of its month, with its weekday; of a vaguer date what it says."""
    if not is_closer(event.when):
        return None
    if event.when.form is not Form.DAY:
        return view.date(event.when)
    text = _with_weekday(_DAY_FIRST.get(view.language, view.language), event.when.last)
    return {"text": text, "iso": event.when.code, "code": event.when.code}


@lru_cache(maxsize=20_000)  # a day stands in a list, in its month and among those of its year
def _with_weekday(language: str, when: date) -> str:
    return format_skeleton("MMMEd", when, locale=language)


# --- the months -------------------------------------------------------------------------------------------------------


def _months(view: View, found: Sequence[Event]) -> Iterator[Plain]:
    """Draw the months around today in which something has a day of its own."""
    by_day: dict[date, list[Event]] = {}
    for event in filter(_is_drawn, found):
        for number in range((event.when.last - event.when.first).days + 1):
            by_day.setdefault(event.when.first + timedelta(days=number), []).append(event)
    for year, month in _around(view.register.today):
        if any((when.year, when.month) == (year, month) for when in by_day):
            yield {**_month(view, year, month, by_day), "vague": list(_vague(view, year, month, found))}


def _vague(view: View, year: int, month: int, found: Sequence[Event]) -> Iterator[Plain]:
    """Find what comes in a month on a day that nobody has told, each record once."""
    under = read_code(f"{year}-{month:02}")
    vague = (event for event in found if not _is_drawn(event) and stretch(event.when) == under)
    records = {(event.record.kind, event.record.id): event for event in vague}
    yield from (_row(view, event) for event in records.values())


def _is_drawn(event: Event) -> bool:
    """Tell whether it has days of its own: what is as long as a month has none that anybody named."""
    return event.when.last - event.when.first <= LONGEST_DRAWN


def _around(today: date) -> Iterator[tuple[int, int]]:
    first = today.year * 12 + today.month - 2
    for number in range(first, first + MONTHS_AHEAD + 2):
        year, month = divmod(number, 12)
        if date.min.year < year < date.max.year:
            yield year, month + 1


def _month(view: View, year: int, month: int, by_day: dict[date, list[Event]]) -> Plain:
    weeks = Calendar(Locale.parse(view.language).first_week_day).monthdatescalendar(year, month)
    title = view.words.date(read_code(f"{year}-{month:02}"))
    return {
        "title": title[:1].upper() + title[1:],
        "weekdays": [_weekday(view, when.weekday()) for when in weeks[0]],
        "weeks": [[_cell(view, when, by_day) if when.month == month else None for when in week] for week in weeks],
    }


def _weekday(view: View, number: int) -> Plain:
    names = {width: get_day_names(width, "stand-alone", view.language) for width in ("abbreviated", "wide")}
    return {"short": names["abbreviated"][number], "name": names["wide"][number]}


def _cell(view: View, when: date, by_day: dict[date, list[Event]]) -> Plain:
    return {
        "number": when.day,
        "date": view.date(day(when)),
        "today": when == view.register.today,
        "rows": [row for _, row in _rows(view, by_day.get(when, ()))],
    }
