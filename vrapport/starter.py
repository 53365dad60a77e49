"""What a new site and a new record begin with: files to write, in words that show the next step."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import cast

import yaml

from vrapport.records import Kind
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.register import Register
from vrapport.shipped import folder
from vrapport.vocabulary import (
    BodyType,
    Change,
    Chart,
    Code,
    MeetingType,
    Mover,
    Outcome,
    ReportType,
    ResourceType,
    Stage,
    Status,
)
from vrapport.wording import Wording

BY_YEAR = frozenset({"decisions", "motions", "meetings", "statements", "resources", "statistics"})
LONGEST_NAME = 80
_NOT_IN_IDS = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written: its path from the site's folder, and what it holds."""

    path: PurePosixPath
    content: bytes


class CannotStartError(ValueError):
    """Says what must be there before the record asked for can be begun."""


def new_site(today: date) -> tuple[NewFile, ...]:
    """Begin a site: settings, a board, a meeting, one decision to look at, and what to do next."""
    values = {"{year}": str(today.year), "{date}": today.isoformat()}
    return tuple(_file(_filled(path, values), _filled(text, values)) for path, text in _NEW_SITE.items())


def example_site() -> tuple[NewFile, ...]:
    """Begin with the example that is shipped: a whole conference's decisions."""
    shipped = folder("content")
    paths = sorted(path for path in shipped.rglob("*") if path.is_file() and not path.name.startswith("."))
    copied = (
        NewFile(PurePosixPath("content", path.relative_to(shipped).as_posix()), path.read_bytes()) for path in paths
    )
    return (_file(".gitignore", _IGNORED), _file("README.md", _README), *copied)


def new_record(kind: Kind, title: str, register: Register, words: Wording) -> NewFile:
    """Begin a record: its title, what it cannot do without, and the most useful keys to choose among."""
    draft = _Draft(kind.folder, title, register, words)
    keys = "\n".join((_title(title), *_KEYS[kind.folder](draft)))
    text = f"---\n{keys}\n---\n{_text(draft)}" if kind.markdown else f"{keys}\n"
    return _file(str(PurePosixPath("content", kind.folder, *draft.name)) + kind.suffix, text)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A record about to be begun, and what is known where it is to stand."""

    folder: str
    title: str
    register: Register
    words: Wording

    @property
    def today(self) -> str:
        return self.register.today.isoformat()

    @property
    def name(self) -> tuple[str, ...]:
        """The way to its file: most kinds are kept by year, and an update's name begins with its month."""
        slug = _NOT_IN_IDS.sub("-", self.words.slug(self.title))[:LONGEST_NAME].strip("-")
        if not slug:
            raise CannotStartError("The title holds no letter or figure to name a file after.")
        if self.folder == "updates":
            return (f"{self.today[:7]}-{slug}",)
        return (self.today[:4], slug) if self.folder in BY_YEAR else (slug,)

    @property
    def body(self) -> str | None:
        """The body that most records are about: the one responsible where none is named, else the first there is."""
        responsible = self.register.archive.record(self.register.archive.site.responsible)
        found = responsible or next(iter(self.register.records("bodies")), None)
        return found.id if found else None

    @property
    def meeting(self) -> str:
        """The meeting held last, by the day the site speaks of."""
        meetings = cast("tuple[Record[Meeting], ...]", self.register.records("meetings"))
        held = [record for record in meetings if record.data.date.first <= self.register.today]
        return max(held, key=lambda record: record.data.date.last).id if held else f"{self.today[:4]}/mote"

    def needed(self, key: str, value: str) -> str:
        """Fill a key in, with its name in the site's words beside it."""
        return f"{key}: {value}  # {self._label(key)}"

    def choice(self, key: str, value: str | Code | None) -> str:
        """Offer a key, to be taken into use by removing the sign before it."""
        return f"# {self.needed(key, self.words.label(value).lower() if isinstance(value, Code) else value or '...')}"

    def _label(self, key: str) -> str:
        own = f"field.{key}.{self.folder}"
        return self.words.word(own if self.words.has(own) else f"field.{key}")


def _title(title: str) -> str:
    """Write the title, in quotation marks where YAML wants them."""
    return yaml.safe_dump({"title": title}, allow_unicode=True, width=10**6).rstrip("\n")


def _text(draft: _Draft) -> str:
    """Begin the text of a Markdown record; minutes have a heading to each item."""
    item = draft.words._("First item")
    return f"## {item}\n" if draft.folder == "meetings" else ""


def _advice(draft: _Draft) -> str:
    advice = draft.words._("Remove the “# ” in front of the lines that are needed, and the lines that are not.")
    return f"# {advice}"


def _decision(draft: _Draft) -> Iterator[str]:
    areas = tuple(draft.register.archive.site.areas)
    yield _advice(draft)
    yield draft.choice("summary", None)
    yield draft.choice("area", areas[0] if areas else None)
    yield draft.choice("meeting", draft.meeting)
    yield draft.choice("outcome", Outcome.CARRIED)
    yield draft.choice("responsible", draft.body)
    yield draft.choice("due", draft.today[:4])
    yield "# updates:"
    yield f"#   - date: {draft.today}"
    yield f"#     status: {draft.words.label(Status.ONGOING).lower()}"
    yield "#     text: ..."


def _motion(draft: _Draft) -> Iterator[str]:
    yield _advice(draft)
    yield draft.choice("meeting", draft.meeting)
    yield draft.choice("movers", Mover.MEMBER)
    yield "# clauses:"
    yield "#   - ..."
    yield draft.choice("opinion", None)


def _meeting(draft: _Draft) -> Iterator[str]:
    if draft.body is None:
        raise CannotStartError("There is no body that could have met. Begin with “vrapport new body NAME”.")
    yield draft.needed("body", draft.body)
    yield draft.needed("date", draft.today)
    yield _advice(draft)
    yield draft.choice("type", MeetingType.MINUTES)
    yield draft.choice("number", "1")
    yield draft.choice("next_meeting", draft.today[:4])


def _body(draft: _Draft) -> Iterator[str]:
    yield _advice(draft)
    yield draft.choice("type", BodyType.WORKING_GROUP)
    yield draft.choice("part_of", draft.body)
    yield draft.choice("also", None)
    yield "# mandate:"
    yield "#   task: ..."
    yield f"#   report_to: {draft.body or '...'}"
    yield f"#   due: {draft.today[:4]}"


def _campaign(draft: _Draft) -> Iterator[str]:
    yield _advice(draft)
    yield draft.choice("summary", None)
    yield draft.choice("period", draft.today[:4])
    yield draft.choice("decisions", next(iter(draft.register.decisions), None))


def _statement(draft: _Draft) -> Iterator[str]:
    yield _advice(draft)
    yield draft.choice("stage", Stage.DRAFT)
    yield draft.choice("meeting", draft.meeting)


def _resource(draft: _Draft) -> Iterator[str]:
    yield _advice(draft)
    yield draft.choice("type", ResourceType.MOTION)
    yield draft.choice("date", draft.today)
    yield draft.choice("link", "https://example.org/motion.pdf")


def _report(draft: _Draft) -> Iterator[str]:
    yield draft.needed("as_of", draft.today)
    yield _advice(draft)
    yield draft.choice("type", ReportType.INTERIM)
    yield draft.choice("period", f"{draft.today[:4]}-01/{draft.today[:7]}")
    yield draft.choice("covers", draft.meeting)


def _statistic(draft: _Draft) -> Iterator[str]:
    yield _advice(draft)
    yield draft.choice("unit", None)
    yield draft.choice("source", None)
    yield draft.choice("chart", Chart.BARS)


def _update(draft: _Draft) -> Iterator[str]:
    """Lay out a whole round of reporting: every open decision, until told otherwise unchanged."""
    decisions = draft.register.decisions.values()
    still_open = [decision.id for decision in decisions if decision.status.is_open or decision.has_next]
    silent = [decision.id for decision in decisions if not decision.accounts]
    if not (still_open or silent):
        raise CannotStartError("No decision is open: there is nothing to give an account of.")
    unchanged = "oförändrat" if draft.words.language == "sv" else Change.UNCHANGED
    yield draft.needed("date", draft.today)
    yield draft.choice("by", draft.body)
    how = draft.words._("Where something is new, write “status:” and “text:” on lines of their own below the id.")
    yield f"# {how}"
    yield "each:"
    yield from (f"  {ident}: {unchanged}" for ident in still_open)
    if silent:
        how = draft.words._("Nothing was said of these yet. Remove the “# ” where there is something to say.")
        yield f"  # {how}"
        yield from (f"  # {ident}: ..." for ident in silent)


def _page(draft: _Draft) -> Iterator[str]:
    yield _advice(draft)
    yield draft.choice("order", "1")


_KEYS: Mapping[str, Callable[[_Draft], Iterator[str]]] = {
    "decisions": _decision,
    "motions": _motion,
    "meetings": _meeting,
    "bodies": _body,
    "campaigns": _campaign,
    "statements": _statement,
    "resources": _resource,
    "reports": _report,
    "statistics": _statistic,
    "updates": _update,
    "pages": _page,
}


def _file(path: str, text: str) -> NewFile:
    return NewFile(PurePosixPath(path), text.encode())


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(name, value)
    return text


_IGNORED = """\
# det som vrapport bygger
/output/
.vrapport/
"""

_README = """\
# Beslutsuppföljning

Här ligger våra beslut och vad som har blivit av dem, en fil för varje beslut. Av filerna gör vrapport en webbplats.

## Så bygger du webbplatsen

    vrapport check     visar vad som är fel eller saknas, med fil och rad
    vrapport build     bygger webbplatsen; öppna output/public/index.html
    vrapport serve --open     visar den i webbläsaren medan du skriver

## Så lägger du till något

    vrapport new beslut "Cykelställ vid lokalen"
    vrapport new möte "Styrelsemöte"
    vrapport new lägesrapport "Läget i höst"

Den minsta fil som går att skriva är två rader:

    title: Cykelställ vid lokalen
    status: planeras

## Var allt ligger

- `content/site.yml`: webbplatsens namn, språk och områden, och vem som är ansvarig när inget annat sägs.
- `content/decisions/`: besluten. `content/meetings/`: mötena. `content/bodies/`: styrelsen och andra organ.
- `output/`: det som byggs. Det ska inte sparas i git.

Skriv roller och organ, inte namn på personer.
"""

_NEW_SITE = {
    ".gitignore": _IGNORED,
    "README.md": _README,
    "content/site.yml": """\
format: 1
title: Beslutsuppföljning
organisation: Föreningen
language: sv
# url: https://example.org/beslut/  # dit webbplatsen läggs ut
responsible: styrelsen  # ansvarar där ett beslut inte nämner någon annan
areas:
  verksamhet: Verksamhet
  ekonomi: Ekonomi
  medlemmar: Medlemmar
""",
    "content/bodies/styrelsen.yml": """\
title: Styrelsen
type: styrelse
""",
    "content/bodies/arsmotet.yml": """\
title: Årsmötet
type: årskonferens
""",
    "content/meetings/{year}/arsmote.md": """\
---
title: Årsmötet {year}
body: arsmotet
date: {date}
---
## § 1 Cykelställ
Beslut: Styrelsen ordnar cykelställ vid lokalen. [[{year}/cykelstall]]
""",
    "content/decisions/{year}/cykelstall.yml": """\
# Ett exempel: ändra det, eller ta bort det tillsammans med årsmötet.
title: Cykelställ vid lokalen
text: Styrelsen ordnar cykelställ vid lokalen.
area: verksamhet
meeting: {year}/arsmote
outcome: bifallet
updates:
  - date: {date}
    status: planeras
    text: Styrelsen har begärt in två offerter.
""",
    "content/pages/om.md": """\
---
title: Om webbplatsen
---
Här kan du följa vad som blir av det som årsmötet har beslutat.
""",
}
