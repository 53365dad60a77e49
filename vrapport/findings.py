"""What is wrong in the content, as a value: where, what, the next step, and a stable code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType


class Severity(IntEnum):
    """How much a finding matters: an error stops the build, a warning does not (unless --strict)."""

    ERROR = 0
    WARNING = 1

    @property
    def label(self) -> str:
        """The word used in JSON, SARIF and on the command line."""
        return self.name.lower()


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A spot in a file the author can open: path relative to the site, line and column from 1 (0: the whole file)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *numbers])


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence still to be said in the reader's language: the English sentence and what fills its braces."""

    text: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def filled(self, **values: object) -> "Message":
        """Return the message with more of its braces filled."""
        return Message(self.text, MappingProxyType({**self.values, **values}))


def say(text: str, /, **values: object) -> Message:
    """Mark `text` for translation (the catalogues are extracted from calls to this) and bind what fills it."""
    return Message(text, MappingProxyType(values))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an author should know of: `code` is stable kebab-case, `what` the fault, `hint` the next step."""

    code: str
    severity: Severity
    place: Place
    what: Message
    hint: Message | None = None


def error(code: str, place: Place, what: Message, hint: Message | None = None) -> Finding:
    """Make a finding that stops the build."""
    return Finding(code, Severity.ERROR, place, what, hint)


def warning(code: str, place: Place, what: Message, hint: Message | None = None) -> Finding:
    """Make a finding that the author may leave for later."""
    return Finding(code, Severity.WARNING, place, what, hint)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings as an author works: file by file, top to bottom, errors before warnings on the same spot."""
    return tuple(sorted(findings, key=lambda f: (f.place, f.severity, f.code, f.what.text, str(dict(f.what.values)))))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether anything found stops the build."""
    return any(finding.severity is Severity.ERROR for finding in findings)
