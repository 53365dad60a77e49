"""Findings as they are handed over: to a person at a terminal, to a program, to a code host."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote

import click

from vrapport import __version__
from vrapport.cli.counting import remarks
from vrapport.cli.terminal import (
    WIDTH_OF_FILES,
    columns,
    fitted,
    folded_after,
    folded_to,
    json_text,
    one_line,
    visible,
    width,
)
from vrapport.examining import Examined
from vrapport.findings import Finding, Message, Severity
from vrapport.wording import Wording

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
OF_THE_SITE = ("content", "templates")
NO_LIMIT = 10_000
LONGEST = 500  # a sentence that quotes a whole file helps nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The findings of a site, the words to say them in, and the way from here to the files they name."""

    examined: Examined
    root: Path

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, in the order an author works."""
        return self.examined.findings

    @property
    def words(self) -> Wording:
        """The site's own."""
        return self.examined.words

    def path(self, finding: Finding) -> str:
        """Say where a file lies as seen from here, so that it can be opened."""
        path = PurePath(finding.place.path)
        project = self.examined.project
        inside = (*OF_THE_SITE, *(project.site.roots if project else ()))
        if path.is_absolute() or not any(path.is_relative_to(part) for part in inside):
            return str(path)
        here = Path.cwd()
        root = self.root.relative_to(here) if self.root.is_relative_to(here) else self.root
        return (root / path).as_posix()

    def line(self, finding: Finding) -> str:
        """Return the line of the file that a finding speaks of."""
        source = self.examined.sources.get(finding.place.path)
        return source.line(finding.place.line) if source else ""

    def said(self, finding: Finding) -> str:
        """Say what is wrong."""
        return self._sentence(finding.what)

    def hint(self, finding: Finding) -> str | None:
        """Say what to do about it."""
        return self._sentence(finding.hint) if finding.hint else None

    def _sentence(self, message: Message) -> str:
        return fitted(one_line(self.words.tell(message)), LONGEST)


def as_text(reported: Reported) -> Iterator[str]:
    """Say each finding as a compiler would: place, fault, the line with a caret, the next step."""
    for finding in reported.findings:
        yield from _told(reported, finding)
        yield ""


def counted(reported: Reported) -> str:
    """Say how many errors and warnings there are."""
    found = [finding.severity for finding in reported.findings]
    return remarks(reported.words, found.count(Severity.ERROR), found.count(Severity.WARNING))


def _told(reported: Reported, finding: Finding) -> Iterator[str]:
    yield from _headline(reported, finding)
    yield from _excerpt(finding, reported.line(finding))
    hint = reported.hint(finding)
    if hint:
        gutter = " " * (len(str(finding.place.line)) + 2)
        first, *more = folded_to(hint, (width() or NO_LIMIT) - len(gutter) - 2)
        yield f"{gutter}{click.style('→', fg='cyan')} {first}"
        yield from (f"{gutter}  {line}" for line in more)


def _headline(reported: Reported, finding: Finding) -> Iterator[str]:
    """Say where, how bad, what and which; the place stays whole, so that an editor can follow it."""
    place, severity = (
        ":".join([visible(reported.path(finding)), *_numbers(finding)]),
        _severity(reported.words, finding),
    )
    code = f"[{finding.code}]"
    first, *more = folded_after(
        columns(f"{place}: {severity}: "), f"{reported.said(finding)} {code}", width() or NO_LIMIT
    )
    styled = click.style(severity, fg=COLOURS[finding.severity], bold=True)
    *lines, last = f"{click.style(place, bold=True)}: {styled}: {first}", *(f"  {line}" for line in more)
    yield from lines
    yield last.removesuffix(code) + click.style(code, dim=True)


def _numbers(finding: Finding) -> list[str]:
    return [str(number) for number in (finding.place.line, finding.place.column) if number]


def _severity(words: Wording, finding: Finding) -> str:
    return words._("error") if finding.severity is Severity.ERROR else words._("warning")


def _excerpt(finding: Finding, line: str) -> Iterator[str]:
    """Show the line, with a caret below the column; of a long one only what stands around it."""
    if not line.strip():
        return
    number = str(finding.place.line)
    rule = click.style("|", dim=True)
    column = max(finding.place.column, 1)
    room = (width() or WIDTH_OF_FILES) - len(number) - 5
    before, after = window(line[: column - 1], line[column - 1 :], room)
    yield f" {click.style(number, dim=True)} {rule} {before}{after}"
    if finding.place.column:
        caret = click.style("^", fg=COLOURS[finding.severity], bold=True)
        yield f" {' ' * len(number)} {rule} {' ' * columns(before)}{caret}"


def window(before: str, after: str, room: int) -> tuple[str, str]:
    """Cut what stands before and after a spot to what there is room for; most of it after the spot."""
    before, after = visible(before[-room - 1 :]), visible(after[: room + 1])
    before = fitted(before[::-1], max(room // 3, room - columns(after)))[::-1]
    return before, fitted(after, room - columns(before))


def as_json(reported: Reported) -> Iterator[str]:
    """Give the findings to a program; paths are counted from the site's folder."""
    yield json_text(
        [
            {
                "code": finding.code,
                "severity": finding.severity.label,
                "file": finding.place.path,
                "line": finding.place.line,
                "column": finding.place.column,
                "message": reported.words.tell(finding.what),
                "hint": reported.words.tell(finding.hint) if finding.hint else None,
            }
            for finding in reported.findings
        ]
    )


def as_github(reported: Reported) -> Iterator[str]:
    """Give the findings to GitHub Actions, which shows them in the files."""
    for finding in reported.findings:
        spot = {"line": finding.place.line, "col": finding.place.column}
        named = {"file": reported.path(finding), **{key: n for key, n in spot.items() if n}, "title": finding.code}
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in named.items())
        yield f"::{finding.severity.label} {properties}::{_data(_with_hint(reported, finding))}"


def _with_hint(reported: Reported, finding: Finding) -> str:
    return " → ".join(filter(None, (reported.said(finding), reported.hint(finding))))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def as_sarif(reported: Reported) -> Iterator[str]:
    """Give the findings to a code scanner (SARIF 2.1.0)."""
    codes = sorted({finding.code for finding in reported.findings})
    driver = {"name": "vrapport", "version": __version__, "rules": [{"id": code} for code in codes]}
    results = [_result(reported, finding, codes.index(finding.code)) for finding in reported.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    yield json_text({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _result(reported: Reported, finding: Finding, rule: int) -> dict[str, object]:
    spot = {"startLine": finding.place.line, "startColumn": finding.place.column}
    region = {key: number for key, number in spot.items() if number}
    file = {"artifactLocation": {"uri": quote(reported.path(finding), errors="replace")}}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.label,
        "message": {"text": _with_hint(reported, finding)},
        "locations": [{"physicalLocation": {**file, **({"region": region} if region else {})}}],
    }


FORMATS: dict[str, Callable[[Reported], Iterable[str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
