"""The same page in the site's other languages, and what is said of a page that is not in its reader's."""

from collections.abc import Iterator
from typing import cast

from vrapport.addresses import NOT_FOUND, absolute, elsewhere, prefix_of
from vrapport.records.decisions import Decision
from vrapport.records.fields import RecordFields, Text, parts
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.records.resources import Resource
from vrapport.records.translations import Translated
from vrapport.views import Plain, View
from vrapport.wording import autonym, direction


def languages(view: View, address: str, *, is_here: bool = True) -> list[Plain]:
    """Lead from a page to itself in every language of the site, its own first; what only leads on is not told of."""
    if len(view.languages) < 2 or address == NOT_FOUND:  # noqa: PLR2004 - one language is no choice
        return []
    return [_version(view, address, language, is_here=is_here) for language in view.languages]


def _version(view: View, address: str, language: str, *, is_here: bool) -> Plain:
    there = elsewhere(address, view.addresses.prefix, prefix_of(language, view.site.language))
    return {
        "code": language,
        "label": autonym(language),
        "direction": direction(language),
        "address": there,
        "url": absolute(view.site.url, there) if is_here else None,
        "current": language == view.language,
    }


def remarks(view: View, record: Record[RecordFields]) -> Iterator[str]:
    """Say that a record is shown in another language than the page's, or in a translation of what it once said."""
    foreign = view.foreign(_main_text(record.data))
    if foreign and not _is_written_in(record.data, view.language):
        yield view.words._("Shown in {language}, not translated.", language=view.words.tongue(foreign))
    if view.outdated and any(said in view.outdated for said in _said(view, record)):
        yield view.words._("The original has changed since the translation.")


def _is_written_in(data: RecordFields, language: str) -> bool:
    """Tell whether a proposal is in a language of its own, whatever the site's."""
    return isinstance(data, Resource) and data.language == language


def _main_text(data: RecordFields) -> Text | None:
    """Choose the text that a page is about: the longest kind that the record has."""
    clauses = data.clauses if isinstance(data, Decision | Motion) else ()
    found = (getattr(data, data.prose), data.summary, *(clause.text or clause.summary for clause in clauses))
    title = cast("Text | None", data.title)  # minutes may have none
    return next((text for text in found if text), title)


def _said(view: View, record: Record[RecordFields]) -> Iterator[Translated]:
    """Yield all that is said on a record's page, with what was said of it in shared updates."""
    for _, text in record.texts:
        yield Translated(record.kind, record.id, view.language, text)
    decision = view.register.decisions.get(record.id) if record.kind == "decisions" else None
    for account in decision.accounts if decision else ():
        if account.shared:
            for _, text in parts(Text, account.told):
                yield Translated("updates", account.shared.id, view.language, text)
