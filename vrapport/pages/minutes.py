"""Minutes in the language of a page, each paragraph at the address that it has in the site's own."""

from dataclasses import replace

from vrapport.prose import Paragraph, paragraphs
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.views import View

_DECIDES = ("Beslut", "Decision")


def minutes(view: View, meeting: Record[Meeting]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the minutes, translated where they are."""
    own = view.register.minutes.get(meeting.id, ())
    text = meeting.data.text
    if text is None or view.language == view.site.language or view.foreign(text):
        return own
    found = paragraphs(view.said(text)[0], (*_DECIDES, view.words.word("kind.decisions.one")))
    is_alike = [paragraph.number for paragraph in found] == [paragraph.number for paragraph in own]
    if not is_alike:
        return found
    return tuple(replace(here, anchor=there.anchor) for here, there in zip(found, own, strict=True))
