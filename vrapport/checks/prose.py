"""Is there anything in the texts that readers will not see as it was typed, or that could harm them?"""

from collections.abc import Iterator

from vrapport.checks.texts import Given
from vrapport.dates import shortened
from vrapport.findings import Finding, Message, say, warning
from vrapport.prose import Reach, hazards, reach
from vrapport.records.resources import Resource
from vrapport.register import Records

# Control characters are not among these: no record that holds one is ever read.
_SAID: dict[str, tuple[Message, Message]] = {
    "raw-html": (
        say("“{detail}” is HTML, and is shown as plain text."),
        say("Write Markdown, or put it in back-ticks if it is meant to be read."),
    ),
    "unsafe-link": (
        say("The link “{detail}” is left out: it leads neither to a page of the site nor to a web or mail address."),
        say("Write an address that begins with https://, or link to a record."),
    ),
    "remote-image": (
        say("The picture “{detail}” lies on another site, and is not shown."),
        say("Put the picture in the content folder, and link to it there."),
    ),
    "bidi-character": (
        say("The text holds the invisible character {detail}, which turns the reading direction."),
        say("Remove it, unless the text is in a language written from right to left."),
    ),
    "hidden-character": (
        say("The text holds the invisible character {detail}."),
        say("Remove it: it often comes along when text is pasted from another program."),
    ),
    "too-long": (say("The text is too long to be shown."), say("Divide it between several records.")),
    "too-deep": (
        say("The text is nested too deeply to be read."),
        say("Look for a long run of the same sign, such as [ or >, and remove it."),
    ),
    "unclosed-comment": (say("The comment that begins here never ends."), say("End it with -->.")),
    "code-unclosed": (
        say("The code block that begins here never ends."),
        say("End it with a line of three back-ticks."),
    ),
    "heading-unspaced": (
        say("“{detail}” is not shown as a heading: there is no space after #."),
        say("Put a space between # and the words."),
    ),
}

RISKS = frozenset(_SAID)


def risky_text(records: Records, given: Given) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find markup that stays text, links that are removed, and signs that nobody sees."""
    for record in records:
        for at, text in record.texts:
            for language, said in text.by_language.items():
                for hazard in (hazard for hazard in hazards(said) if hazard.code in _SAID):
                    place = record.place_in_text((*at, language) if language else at, hazard.line, hazard.column)
                    what, hint = _SAID[hazard.code]
                    yield Finding(hazard.code, hazard.severity, place, what.filled(detail=hazard.detail), hint)
        if isinstance(record.data, Resource) and record.data.link and reach(record.data.link) is Reach.UNSAFE:
            what, hint = _SAID["unsafe-link"]
            yield warning("unsafe-link", record.place("link"), what.filled(detail=shortened(record.data.link)), hint)
