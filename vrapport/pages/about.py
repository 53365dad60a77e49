"""What a page says of itself: how to cite it, where its file and its history lie, and how to report an error in it."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode

from vrapport.addresses import absolute
from vrapport.dates import day, shortened
from vrapport.findings import Place
from vrapport.pages.editing import repository
from vrapport.pages.paragraphs import paragraph
from vrapport.records.fields import RecordFields, Reference, Text
from vrapport.records.reading import Record
from vrapport.views import Plain, Spoken, View, in_language, once, together

_E_MAIL = re.compile(r"[^\s@<>()\[\]:;,\"]+@[^\s@<>()\[\]:;,\"]+\.[^\W\d_]{2,}")
_LONGEST_TITLE = 160
_HANDED_OUT = frozenset({"meetings", "reports"})


def about(view: View, origin: Record[RecordFields] | Place | None, address: str, title: str) -> Plain | None:
    """Tell about the page of a record, or of an area, which no file makes; lists and the front have nothing to tell."""
    record = origin if isinstance(origin, Record) else None
    is_area = record is None and address in areas(view)
    if record is None and not is_area:
        return None
    url = absolute(view.site.url, address)
    return {
        "citation": together("", [together(". ", _citation(view, record, address, title)), "."]),
        "url": url,
        "qr": url if is_area or (record and record.kind in _HANDED_OUT) else None,
        "changed": _changed(view, record) if record else None,
        "links": [link for link in _links(view, record, url or address, title) if link["address"]],
    }


def _citation(view: View, record: Record[RecordFields] | None, address: str, title: str) -> Iterator[Spoken | None]:
    """Say whose page it is, what it is called, where that was decided, and as of which day it speaks."""
    organisation, as_of = _from_whom(view)
    yield organisation
    short = view.tab(record) if record and record.kind == "decisions" else None
    named = view.sentence("“{title}”", title=_titled(view, record, address, title))
    yield together("", [named, f" ({short})" if short else None])
    yield _where(view, record) if record else None
    yield as_of


@once
def _from_whom(view: View) -> tuple[Spoken | None, Spoken]:
    """Say whose all pages are, and of which site and day."""
    as_of = view.sentence("{site}, as of {date}", site=view.fact(view.site.title) or "", date=view.register.today)
    return view.fact(view.site.organisation), as_of


def _titled(view: View, record: Record[RecordFields] | None, address: str, title: str) -> Spoken:
    """Set the name of a record or an area apart from the few words that a page's title may have besides."""
    area = None if record else areas(view)[address]
    name = view.title(record) if record else view.line(area) or ""
    named = view.named(record) if record else view.fact(area)
    before, found, after = title.partition(name)
    if isinstance(named, str) or not found:
        return shortened(title, _LONGEST_TITLE)
    whole = {**named, "text": shortened(name, _LONGEST_TITLE)} if isinstance(named, dict) else named
    return together("", [before, whole, after]) or title


@once
def areas(view: View) -> Mapping[str, Text]:
    """Return what each area is called, by the address of its page."""
    return {view.addresses.area(ident): area.title for ident, area in view.site.areas.items()}


def _where(view: View, record: Record[RecordFields]) -> Spoken | None:
    """Name the meeting that a record was put to, and the paragraph of its minutes."""
    if record.kind == "decisions":
        decision = view.register.decisions[record.id]
        place = paragraph(view, decision)
        named = in_language(place["title"], place["lang"]) if place else None
        return view.listed([view.named(decision.meeting) if decision.meeting else None, named])
    meeting = getattr(record.data, "meeting", None)
    found = view.register.archive.record(meeting) if isinstance(meeting, Reference) else None
    return view.named(found) if found else None


def _changed(view: View, record: Record[RecordFields]) -> Plain | None:
    """Tell when what the page is made of was last changed: its own file, or what was told of it in a shared one."""
    decision = view.register.decisions.get(record.id) if record.kind == "decisions" else None
    shared = [account.shared.source.path for account in decision.accounts if account.shared] if decision else []
    days = [view.changed.get(path) for path in (record.source.path, *shared)]
    known = [each for each in days if each]
    return view.date(day(max(known))) if len(known) == len(days) else None


def _links(view: View, record: Record[RecordFields] | None, url: str, title: str) -> Iterator[Plain]:
    """Lead to the file and its history, and to those who can mend what is wrong."""
    word, kept = view.words.word, repository(view)
    if kept and record and not record.source.home.is_elsewhere:
        yield {"title": word("page.history"), "address": kept.history(record.source.path)}
        yield {"title": word("page.edit"), "address": kept.edit(record.source.path)}
    subject = view.words._("Error on the page “{title}”", title=shortened(title, _LONGEST_TITLE))
    text = "\n\n".join((url, view.words._("What is wrong, and what should be there instead?"), ""))
    message, post = kept.message(subject, text) if kept else None, letter(view, subject, text)
    yield {"title": word("page.report-error"), "address": message or post}
    if message and post:
        yield {"title": view.words._("Report an error by e-mail"), "address": post}


def letter(view: View, subject: str, text: str = "") -> str | None:
    """Begin a letter, where the site gives an e-mail address to turn to."""
    to = _written_to(view)
    if to is None:
        return None
    filled_in = {"subject": subject, "body": text.replace("\n", "\r\n")}
    asked = urlencode({key: value for key, value in filled_in.items() if value}, quote_via=quote)
    return f"mailto:{quote(to, '@')}?{asked}"


@once
def _written_to(view: View) -> str | None:
    found = _E_MAIL.search(view.line(view.site.contact) or "")
    return found[0] if found else None
