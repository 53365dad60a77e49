"""The calendar as a file that calendar programs subscribe to (RFC 5545): only what has days, as whole days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from urllib.parse import urlsplit

from vrapport.accountability.calendar import Event, Sort
from vrapport.addresses import absolute, beside
from vrapport.dates import Form
from vrapport.digests import digest
from vrapport.outputs import Output
from vrapport.theme import Page
from vrapport.views import View
from vrapport.vocabulary import Schedule

A_MONTH = timedelta(days=30)  # of what is vaguer, a calendar would show a bar across a season and say nothing with it


@dataclass(frozen=True, slots=True)
class _Entry:
    """One event as the file has it: its first and its last day, and words that are plain already."""

    uid: str
    first: date
    last: date
    summary: str
    description: str
    category: str
    url: str | None


def calendar_file(view: View, pages: tuple[Page, ...]) -> Iterator[Output]:  # noqa: ARG001 - every export is called alike
    """Publish the file beside the page."""
    entries = tuple(_once(_entry(view, event) for event in view.events if _has_days(event)))
    name, today = f"{view.line(view.site.title)}: {view.words.word('page.calendar')}", view.register.today
    yield Output(
        address=beside(view.addresses.top("calendar"), ".ics"),
        fingerprint=digest(name, view.language, today.isoformat(), *map(repr, entries)),
        make=lambda: _written(entries, name, view.language, today),
    )


def _has_days(event: Event) -> bool:
    """Tell whether a calendar can show it and be true: it has its days, or a month, or it lasts all that time."""
    if event.when.form is Form.BY:
        return False
    return event.sort.lasts or event.when.last - event.when.first <= A_MONTH


def _once(entries: Iterable[_Entry]) -> Iterable[_Entry]:
    """Keep one of what cannot be told apart, since no two may have the same name."""
    return {entry.uid: entry for entry in entries}.values()


def _entry(view: View, event: Event) -> _Entry:
    record, words = event.record, view.words
    address = absolute(view.site.url, view.addresses.record(record.kind, record.id))
    title, what = view.title(record), words.word(f"calendar.{event.sort}")
    step = view.line(event.step.what) if event.step else None
    name = title if event.sort is Sort.MEETING else f"{what}: {step or title}"
    said = words.date(event.when)
    vague = event.when.form is not Form.DAY and not event.sort.lasts and said not in name
    told = [title if step else None, words._("clause {n}", n=event.clause) if event.clause else None,
            words.label(Schedule.OVERDUE) if event.late else None, address]  # fmt: skip
    return _Entry(
        uid=f"{event.key}@{urlsplit(view.site.url or '').hostname or 'vrapport'}",
        first=event.when.first,
        last=event.when.last,
        summary=f"{name} ({said})" if vague else name,
        description="\n".join(line for line in told if line),
        category=what,
        url=address,
    )


def _written(entries: Sequence[_Entry], name: str, language: str, today: date) -> bytes:
    """Write the file; no clock is read, so the stamp that each event must have is the day that the site speaks of."""
    import icalendar  # noqa: PLC0415 - a tenth of a second, which only a build that writes the file should wait for

    file = icalendar.Calendar()
    file.add("prodid", f"-//vrapport//vrapport//{language.upper()}")
    file.add("version", "2.0")
    for key in ("name", "x-wr-calname"):  # which the library knows too little of to escape them
        file.add(key, icalendar.vText(name))
    stamp = datetime.combine(today, time(), UTC)
    head, end, rest = file.to_ical().rpartition(b"END:VCALENDAR")
    line = cache(_line)  # days, sorts and the stamp are many events'
    return b"".join((head, *(line(*each) for entry in entries for each in _event(entry, stamp)), end, rest))


def _event(entry: _Entry, stamp: datetime) -> Iterator[tuple[str, str | date]]:
    """Put an event in lines, in the order in which the library writes them."""
    yield "BEGIN", "VEVENT"
    yield "SUMMARY", entry.summary
    yield "DTSTART", entry.first
    yield "DTEND", min(entry.last, date.max - timedelta(days=1)) + timedelta(days=1)
    yield "DTSTAMP", stamp
    yield "UID", entry.uid
    yield "CATEGORIES", entry.category
    yield "DESCRIPTION", entry.description
    yield "TRANSP", "TRANSPARENT"  # nobody is busy because of it
    if entry.url:
        yield "URL", entry.url
    yield "END", "VEVENT"


def _line(name: str, value: str | date) -> bytes:
    """Write one line as the library does: typed, escaped and folded."""
    from icalendar import Parameters, vDDDTypes, vText, vUri  # noqa: PLC0415 - as above
    from icalendar.parser import Contentline  # noqa: PLC0415 - as above

    typed = (vUri if name == "URL" else vText)(value) if isinstance(value, str) else vDDDTypes(value)
    return bytes(Contentline.from_parts(name, Parameters(typed.params), typed).to_ical()) + b"\r\n"
