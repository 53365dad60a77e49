"""What is wrong in a site, as the preview shows it: laid over the last good page, or instead of a site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from unicodedata import category

from babel import Locale

from vrapport.examining import Examined
from vrapport.findings import Finding, Severity
from vrapport.shipped import folder
from vrapport.sources import Source
from vrapport.theme import Page, Plain, Theme, theme
from vrapport.wording import Wording

BEFORE, ROOM = 60, 160  # how much of a long line is shown: before the spot, and in all


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The errors in plain words, and the language they are said in."""

    listed: tuple[Plain, ...]
    words: Wording

    def overlay(self) -> bytes:
        """Make the piece of HTML that is laid over a page."""
        return self._render("overlay.html", "")

    def page(self, address: str) -> bytes:
        """Make the page that stands at an address while there is nothing good to show."""
        return self._render("broken.html", address)

    def _render(self, template: str, address: str) -> bytes:
        language = self.words.language
        data = {
            "language": language,
            "direction": "rtl" if Locale.parse(language).character_order == "right-to-left" else "ltr",
            "findings": self.listed,
            "page": {"address": address},
        }
        return _look(self.words).render(Page(address=address, language=language, template=template, make=lambda: data))


def faults(examined: Examined) -> Faults:
    """Say the errors that kept a site from being published; warnings do not, and are for the terminal."""
    errors = (finding for finding in examined.findings if finding.severity is Severity.ERROR)
    return Faults(listed=tuple(_told(errors, examined.words, examined.sources)), words=examined.words)


def _look(words: Wording) -> Theme:
    """Use the shipped templates only: the site's own may be what is broken."""
    return theme(folder("templates").parent, {words.language: words})


def _told(findings: Iterator[Finding], words: Wording, sources: Mapping[str, Source]) -> Iterator[Plain]:
    for finding in findings:
        source = sources.get(finding.place.path)
        yield {
            "code": finding.code,
            "severity": {"code": finding.severity.label, "label": words._("error")},
            "place": str(finding.place),
            "what": words.tell(finding.what),
            "hint": words.tell(finding.hint) if finding.hint else None,
            "excerpt": _excerpt(source.line(finding.place.line), finding.place.column) if source else None,
        }


def _excerpt(line: str, column: int) -> str:
    """Show the line with a caret under the column; of a long one what stands around it, nothing that hides."""
    start = max(0, column - 1 - BEFORE) if len(line) > ROOM else 0
    shown = "".join(map(_visible, line[start : start + ROOM]))
    return f"{shown}\n{' ' * (column - 1 - start)}^" if column and shown.strip() else shown.rstrip()


def _visible(char: str) -> str:
    """Show a character that would hide, or turn the line about, as a dot of the same width."""
    if char == "\t":
        return " "
    return "·" if category(char).startswith("C") else char
