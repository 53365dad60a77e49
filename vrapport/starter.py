"""What a new site and a new record begin with: files to write, in words that show the next step."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import cast

import yaml

from vrapport.accountability.closing import Left, closing
from vrapport.prose import plain
from vrapport.records import Kind
from vrapport.records.fields import Text
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.register import Deadline, Followed, Item, Register
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
from vrapport.wording import Wording, folded

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
        held = [record for record in meetings if self.register.is_held(record)]
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
    """Fill in what the last report and the records tell, and propose what becomes of each decision."""
    type_ = _report_type(draft)
    covers, period = _covers(draft), _period(draft)
    yield draft.needed("as_of", draft.today)
    yield draft.needed("type", draft.words.label(type_).lower())
    yield (
        draft.needed("period", period) if period else draft.choice("period", f"{draft.today[:4]}-01/{draft.today[:7]}")
    )
    meetings = ", ".join(meeting.id for meeting in covers)
    yield draft.needed("covers", f"[{meetings}]") if covers else draft.choice("covers", draft.meeting)
    yield from _proposals(draft, covers, final=type_ is ReportType.FINAL)


def _report_type(draft: _Draft) -> ReportType:
    """Take a report for a final one where its title says so."""
    final = draft.words.typed_words("report", (ReportType.FINAL,))
    return ReportType.FINAL if any(word in folded(draft.title) for word in final) else ReportType.INTERIM


def _covers(draft: _Draft) -> tuple[Record[Meeting], ...]:
    """Find the meetings to follow up: those of the last report, else the conference that decided anything last."""
    register = draft.register
    last = next(iter(register.own_editions), None)
    if last and (named := register.archive.records(last.data.covers)):
        return cast("tuple[Record[Meeting], ...]", named)
    meetings = cast("tuple[Record[Meeting], ...]", register.records("meetings"))
    decided = [meeting for meeting in meetings if meeting.id in register.by_meeting and _is_conference(draft, meeting)]
    return (max(decided, key=lambda meeting: meeting.data.date.last),) if decided else ()


def _is_conference(draft: _Draft, meeting: Record[Meeting]) -> bool:
    body = next(iter(draft.register.archive.bodies([meeting.data.body])), None)
    return draft.register.is_held(meeting) and body is not None and body.data.type is BodyType.CONFERENCE


def _period(draft: _Draft) -> str | None:
    """Begin the day after the last report, else in the month of the meeting followed up."""
    today = draft.register.today
    spoken = [edition.data.as_of.last for edition in draft.register.own_editions if edition.data.as_of.last < today]
    if spoken:
        first = max(spoken) + timedelta(days=1)
        return f"{first:%Y-%m}/{today:%Y-%m}" if first.day == 1 else f"{first.isoformat()}/{today.isoformat()}"
    begins = min((meeting.data.date.first for meeting in _covers(draft)), default=None)
    return f"{begins:%Y-%m}/{today:%Y-%m}" if begins and begins <= today else None


def _proposals(draft: _Draft, covers: tuple[Record[Meeting], ...], *, final: bool) -> Iterator[str]:
    """Propose what becomes of each decision, as lines that can be moved to a round of reporting."""
    words, ids = draft.words, {meeting.id for meeting in covers}
    decisions = [d for d in draft.register.decisions.values() if not ids or (d.meeting and d.meeting.id in ids)]
    found = closing(draft.register, decisions, words, final=final)
    sections = (
        (words._("The time is over, and these were not carried out:"), found.lapses, _ends_as(words, Status.LAPSED)),
        (words._("These should be reported once more:"), found.once_more, _asks_again(words)),
        (words._("Duties that end with the period:"), found.standing, _ends_as(words, Status.DONE)),
        (words._("These go on:"), found.carries_over, lambda _: _unchanged(words)),
    )
    if any(left for _, left, _ in sections):
        yield "##"
        yield "## " + words._("Proposals. What is right is moved to a round of reporting: “vrapport new update TITLE”.")
    for heading, left, propose in sections:
        yield from _proposed(draft, heading, left, propose) if left else ()


def _proposed(draft: _Draft, heading: str, left: Iterable[Left], propose: Callable[[Item], str]) -> Iterator[str]:
    yield "##"
    yield f"## {heading}"
    yield from (f"##   {line}" for each in left for line in _lines(draft, each, propose))


def _ends_as(words: Wording, status: Status) -> Callable[[Item], str]:
    return lambda _: f"{{status: {words.label(status).lower()}}}"


def _asks_again(words: Wording) -> Callable[[Item], str]:
    """Offer the status that it has; where nothing was ever said, it is left to be filled in."""
    return lambda item: f"{{status: {words.label(item.status).lower() if item.latest else ''}}}"


def _lines(draft: _Draft, left: Left, propose: Callable[[Item], str]) -> Iterator[str]:
    """Write one line where the same is proposed for the whole of a decision, else one for each clause."""
    decision, proposed = left.decision, {propose(item) for item in left.items}
    if left.is_whole and len(proposed) == 1:
        yield f"{decision.id}: {proposed.pop()}  # {_reminder(draft, decision)}"
    else:
        for item in left.items:
            yield f"{decision.id}.{item.number}: {propose(item)}  # {_reminder_of_clause(draft, decision, item)}"


def _reminder(draft: _Draft, decision: Followed) -> str:
    """Remind of a decision on the rest of a line: its title, how far it has come, and what is late."""
    has_step, timing = decision.status.is_closed and decision.has_next, draft.register.timing_of(decision)
    said = [_standing(draft, decision.status, timing.late, has_step=has_step)]
    if timing.stale_since:
        said.append(draft.words._("nothing new since {date}", date=timing.stale_since))
    return f"{_words_of(draft, decision.title)} ({'; '.join(said)})"


def _reminder_of_clause(draft: _Draft, decision: Followed, item: Item) -> str:
    """Remind of a clause, with what is known of it and not of the others."""
    steps = item.latest.told.next if item.latest else ()
    late = [
        deadline
        for deadline in draft.register.timing_of(decision).late
        if (deadline.step in steps if deadline.step else deadline.clause == item.number)
    ]
    has_step = item.status.is_closed and bool(steps)
    return f"{_clause_of(draft, decision, item)} ({_standing(draft, item.status, late, has_step=has_step)})"


def _standing(draft: _Draft, status: Status, late: Iterable[Deadline], *, has_step: bool) -> str:
    left = [draft.words.word("schedule.next-due").lower()] if has_step else []
    return "; ".join((draft.words.label(status).lower(), *left, *(_late(draft, deadline) for deadline in late)))


def _late(draft: _Draft, deadline: Deadline) -> str:
    if deadline.step is None:
        return draft.words._("was to be done {date:on}", date=deadline.when)
    what = _words_of(draft, deadline.step.what)
    return draft.words._("was to be done {date:on}: {what}", date=deadline.when, what=what)


def _statistic(draft: _Draft) -> Iterator[str]:
    yield _advice(draft)
    yield draft.choice("unit", None)
    yield draft.choice("source", None)
    yield draft.choice("chart", Chart.BARS)


def _update(draft: _Draft) -> Iterator[str]:
    """Lay out a whole round of reporting: every open decision, until told otherwise unchanged."""
    decisions = draft.register.decisions.values()
    still_open = [decision for decision in decisions if decision.status.is_open or decision.has_next]
    silent = [Left(decision, decision.silent) for decision in decisions if decision.silent]
    if not (still_open or silent):
        raise CannotStartError("No decision is open: there is nothing to give an account of.")
    yield draft.needed("date", draft.today)
    yield draft.choice("by", draft.body)
    how = draft.words._(
        "Where something is new: remove “unchanged”, and write “status:” and “text:” on indented lines of their own "
        "below."
    )
    yield f"# {how}"
    yield "each:"
    unchanged = _unchanged(draft.words)
    yield from (f"  {decision.id}: {unchanged}  # {_reminder(draft, decision)}" for decision in still_open)
    if silent:
        how = draft.words._("Nothing was said of these yet. Remove the “# ” where there is something to say.")
        yield f"  # {how}"
        yield from (f"  # {line}" for left in silent for line in _lines(draft, left, lambda _: "..."))


def _clause_of(draft: _Draft, decision: Followed, item: Item) -> str:
    """Name a clause: which it is of which decision, and what it says."""
    title, clause = _words_of(draft, decision.title), draft.words._("clause {n}", n=item.number)
    text = item.clause.text or item.clause.summary if item.clause else None
    return f"{title}, {clause}: {_words_of(draft, text)}" if text else f"{title}, {clause}"


def _words_of(draft: _Draft, text: Text) -> str:
    """Give the words of a text on one line, so that they do not end the comment they stand in."""
    said, _ = text.said_in(draft.words.language, draft.register.archive.site.language)
    return " ".join(plain(said).split())


def _unchanged(words: Wording) -> str:
    return "oförändrat" if words.language == "sv" else Change.UNCHANGED


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
    vrapport agenda     skriver det som styrelsen ska ta upp på nästa möte

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
- `content/resources/` och `content/statistics/`: resursbanken och statistiken, när ni vill ha dem. Hur de skrivs, med
  hela exempel, står i vrapports dokumentation: `docs/sv/resursbank.md` och `docs/sv/statistik.md`.
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
