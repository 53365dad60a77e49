"""The register as one audience may see it, in one language: what pages, feeds and the search index are made from."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache, wraps
from typing import Any, TypeVar, cast

from vrapport.accountability.calendar import Event, events
from vrapport.accountability.editions import Edition, editions
from vrapport.accountability.news import News, news
from vrapport.accountability.seals import Frozen
from vrapport.addresses import Addresses
from vrapport.dates import Form, VagueDate
from vrapport.keeping import NOWHERE, Shelf
from vrapport.prose import Link as ProseLink
from vrapport.prose import Mention, Reach, clause_anchor, plain, reach, scan
from vrapport.records.accounts import Step
from vrapport.records.bodies import Body
from vrapport.records.fields import RecordFields, Reference, Text
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.records.site import Site
from vrapport.records.translations import Translated
from vrapport.register import MEMBER, Attachment, Followed, Item, Register, Target, leads_to, lies, mentioned, tally
from vrapport.vocabulary import Code, Outcome, Status
from vrapport.wording import Wording

Plain = dict[str, Any]
Spoken = str | Plain | list[Any]
"""A line; a part of it in another language than the page's is {"text", "lang"}, and a line of such parts a list."""

FILES = "filer"
One = TypeVar("One")
Made = TypeVar("Made")
_LABEL = re.compile(r"[A-ZÅÄÖ]+\d+(-\d+)?")
_WITH_ISO = frozenset({Form.DAY, Form.MONTH, Form.YEAR})  # the others have no form that HTML's <time> knows


def once(make: "Callable[[View], Made]") -> "Callable[[View], Made]":
    """Make what is the same on all pages of a view when it is first asked for; it is shared, and never changed."""

    @wraps(make)
    def made(view: "View") -> Made:
        known = view.made[make]
        if None not in known:
            known[None] = make(view)
        found: Made = known[None]
        return found

    return made


def once_each(make: "Callable[[View, One], Made]") -> "Callable[[View, One], Made]":
    """Make something of a thing once for each view; the thing is held, lest another be taken for it."""

    @wraps(make)
    def made(view: "View", thing: One) -> Made:
        known = view.made[make]
        held: tuple[One, Made] | None = known.get(id(thing))
        if held is None:
            held = known[id(thing)] = thing, make(view, thing)
        return held[1]

    return made


@dataclass(frozen=True)
class View:
    """What one audience reads in one language, and how to put it in plain data."""

    register: Register
    words: Wording
    addresses: Addresses
    audience: str
    frozen: Mapping[str, Frozen] = field(default_factory=dict)
    similar: Mapping[str, Sequence[str]] = field(default_factory=dict)
    shelf: Shelf = NOWHERE
    languages: tuple[str, ...] = ()  # all that the site is published in, its own first
    outdated: frozenset[Translated] = frozenset()  # translations of texts that have changed since
    changed: Mapping[str, date] = field(default_factory=dict)
    made: Mapping[Callable[..., Any], dict[int | None, Any]] = field(
        default_factory=lambda: defaultdict(dict), init=False, repr=False, compare=False
    )

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The report editions, newest first, each of its own day."""
        return editions(self.register, self.frozen)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """All that has a day, in the order of their days."""
        return events(self.register)

    @cached_property
    def news(self) -> tuple[News, ...]:
        """All that is new, newest first."""
        return news(self.register)

    @cached_property
    def site(self) -> Site:
        """The settings."""
        return self.register.archive.site

    @cached_property
    def language(self) -> str:
        """The language of the pages."""
        return self.words.language

    def line(self, text: Text | None) -> str | None:
        """Return a text as one plain line, in which references are the titles they lead to."""
        if text is None:
            return None
        words = self.said(text)[0]
        return _one_line(plain(words, self._titles_in(words, text.within))) if "[[" in words else _line(words)

    def _titles_in(self, words: str, within: str) -> dict[str, ProseLink]:
        """Find the titles that references by id lead to; a title is taken as it stands, lest two name each other."""
        named = ((mention, self.register.archive.record(mentioned(mention.target, within)))
                 for mention in scan(words) if mention.kind == "wiki")  # fmt: skip
        return {
            mention.key: ProseLink(href="#", title=plain(self.said(record.data.title)[0]))
            for mention, record in named
            if record and isinstance(record.data.title, Text)  # minutes may have none
        }

    def said(self, text: Text) -> tuple[str, str]:
        """Return a text and the language it is in."""
        return text.said_in(self.language, self.site.language)

    def foreign(self, text: Text | None) -> str | None:
        """Return the language of a text that is not in the page's own."""
        language = self.said(text)[1] if text else self.language
        return None if language == self.language else language

    @once_each
    def foreign_title(self, record: Record[RecordFields]) -> str | None:
        """Return the language of what a record is called, where it is not the page's own."""
        title = record.data.title
        return None if isinstance(record.data, Meeting) and not self._has_name(record.data) else self.foreign(title)

    def fact(self, text: Text | None) -> str | Plain | None:
        """Return a text as one plain line; with its language, ready for `fact_text`, where that is not the page's."""
        line = self.line(text)
        return in_language(line, self.foreign(text)) if line else line

    @once_each
    def named(self, record: Record[RecordFields]) -> Spoken:
        """Return what a record is called, with its language where that is not the page's."""
        data = record.data
        body = self.register.archive.record(data.body) if isinstance(data, Meeting) else None
        if isinstance(data, Meeting) and body and not self._has_name(data):
            return together(" ", [self.named(body), self.words.date(data.date)]) or record.id
        return in_language(self.title(record), self.foreign_title(record))

    def listed(self, pieces: Iterable[Spoken | None]) -> Spoken | None:
        """Set pieces after each other, with the comma of the page's language between them."""
        return together(self.words.comma, pieces)

    def sentence(self, text: str, **values: object) -> Spoken:
        """Say a sentence whose values may be in a language of their own."""
        apart = {name: value for name, value in values.items() if isinstance(value, dict | list)}
        if not apart:
            return self.words._(text, **values)
        said = self.words._(text, **{**values, **{name: f"\0{name}\0" for name in apart}})
        return together("", (apart[part] if n % 2 else part for n, part in enumerate(said.split("\0")))) or ""

    def prose(self, text: Text | None, origin: Record[RecordFields]) -> Plain | None:
        """Return a text still to be rendered, with all that its references need."""
        if text is None:
            return None
        words, language = self.said(text)
        return self.prose_of(words, language, origin)

    def prose_of(self, words: str, language: str, origin: Record[RecordFields]) -> Plain:
        """Return a piece of a record's text still to be rendered."""
        links = {mention.key: found for mention in scan(words) if (found := self._linked(mention, origin))}
        return {"prose": words, "language": language, "links": links}

    def prose_list(self, texts: Iterable[Text], origin: Record[RecordFields]) -> list[Plain]:
        """Return several texts still to be rendered."""
        return [found for text in texts if (found := self.prose(text, origin))]

    def searchable(self, text: Text | None, origin: Record[RecordFields]) -> str:
        """Return the words of a text, with those of the titles it refers to."""
        made = self.prose(text, origin)
        if made is None:
            return ""
        links = {key: ProseLink(href="#", title=link["title"]) for key, link in made["links"].items()}
        return plain(made["prose"], links)

    def word(self, code: Code, variant: str = "") -> Plain:
        """Return a coded word with its label."""
        return {"code": str(code), "label": self.words.label(code, variant)}

    def word_or_none(self, code: Code | None) -> Plain | None:
        """Return a coded word with its label, where there is one."""
        return self.word(code) if code else None

    def outcome(self, outcome: Outcome | None, *, of_motion: bool = False) -> Plain | None:
        """Return what the meeting did, in the form that agrees with a motion or with anything else."""
        return self.word(outcome, "motion" if of_motion else "") if outcome else None

    @once_each
    def status(self, status: Status) -> Plain:
        """Return a status with its label."""
        return self.word(status)

    @once_each
    def standing(self, decision: Followed) -> Plain:
        """Return the status of a decision; one that waits says for whom."""
        if not decision.is_followed:
            return self.status(decision.status) | {"label": self.words.label(decision.outcome or decision.status)}
        waits = [account for account in decision.current if account.status is Status.WAITING is decision.status]
        awaited = {self.title(body): body for account in waits for body in self.bodies(account.told.waits_for)}
        status = self.status(decision.status)
        if not awaited:
            return status
        beginning = f"{self.words.word('field.waits_for')} "
        said = together("", [beginning, self.listed(self.named(body) for body in awaited.values())])
        heard = {} if isinstance(said, str) else {"said": said}
        return status | {"label": f"{beginning}{self.words.comma.join(awaited)}"} | heard

    @once_each
    def unexplained(self, decision: Followed) -> tuple[Item, ...]:
        """Find the parts of a decision of which only a status was told."""
        return decision.unexplained(self.words)

    def date(self, when: VagueDate | None) -> Plain | None:
        """Return a date as it is printed, and as HTML's <time> can hold it."""
        if when is None:
            return None
        if when.code not in self._dates:
            iso = when.code if when.form in _WITH_ISO else None
            self._dates[when.code] = {"text": self.words.date(when), "iso": iso, "code": when.code}
        return self._dates[when.code]

    @cached_property
    def _dates(self) -> dict[str, Plain]:
        """The dates printed so far, by their codes."""
        return {}

    def counts(self, decisions: Iterable[Followed]) -> list[Plain]:
        """Count decisions by status, in the order that work goes on, with the way to each list."""
        found = tally(decision for decision in decisions if decision.is_followed)
        order = [*self.site.statuses, *(status for status in _BY_PROGRESS if status not in self.site.statuses)]
        return [
            {"status": self.status(status), "count": found[status], "address": self.addresses.status(status)}
            for status in order
            if found[status]
        ]

    @once_each
    def title(self, record: Record[RecordFields]) -> str:
        """Return what a record is called: minutes without a title in this language after their body and date.

        A body of a branch is called after the branch too: most branches have a board of the same name.
        """
        data = record.data
        if isinstance(data, Body) and record.within:
            return _of_branch(self.line(data.title) or record.id, self.branch(record.within))
        if not isinstance(data, Meeting) or self._has_name(data):
            return self.line(data.title) or record.id
        body = self.register.archive.record(data.body)
        name = self.title(body) if body else data.body.typed
        return f"{name} {self.words.date(data.date)}"

    def branch(self, prefix: str) -> str:
        """Return what the federation calls one of its branches: as its own body with that id, where there is one."""
        body = self.register.archive.by_kind["bodies"].get(prefix)
        return (self.line(body.data.title) if body else None) or prefix

    def _has_name(self, meeting: Meeting) -> bool:
        return meeting.title is not None and self.foreign(meeting.title) is None

    @once_each
    def record(self, record: Record[RecordFields]) -> Plain:
        """Return a reference to a record's page."""
        followed = self.register.decisions.get(record.id) if record.kind == "decisions" else None
        reference = {
            "title": self.title(record),
            "address": self.addresses.record(record.kind, record.id),
            "status": self.standing(followed) if followed else None,
        }
        said = self.named(record) if isinstance(record.data, Meeting) else None
        heard = {"said": said} if isinstance(said, list) else {}
        return reference | _in_language(self.foreign_title(record)) | heard

    def records(self, records: Iterable[Record[RecordFields]]) -> list[Plain]:
        """Return references to records' pages."""
        return [self.record(record) for record in records]

    def referred(self, reference: Reference | None) -> Plain | None:
        """Return a reference to what a field points to."""
        found = self.register.archive.record(reference)
        return self.record(found) if found else None

    def movers(self, references: Iterable[Reference]) -> list[Plain]:
        """Return who moves a motion: bodies, or a member who stays unnamed."""
        known = [(self.register.archive.target(reference), reference) for reference in references]
        return [
            {"title": self.words.word("mover.member"), "address": None, "status": None}
            if target and target.id == MEMBER
            else self.referred(reference) or {"title": reference.typed, "address": None, "status": None}
            for target, reference in known
        ]

    def area(self, ident: str | None) -> Plain | None:
        """Return a reference to an area's page."""
        return None if ident is None else self._areas[ident]

    @cached_property
    def _areas(self) -> Mapping[str, Plain]:
        return {
            ident: {"title": self.line(area.title), "address": self.addresses.area(ident), "status": None}
            | _in_language(self.foreign(area.title))
            for ident, area in self.site.areas.items()
        }

    def row(self, decision: Followed, *, note: Spoken | None = None, date: VagueDate | None = None,
            tags: Iterable[str] = ()) -> Plain:  # fmt: skip
        """Return a decision as a row of a list."""
        return {**self._head(decision), "note": note, "date": self.date(date), "tags": list(tags)}

    @once_each
    def _head(self, decision: Followed) -> Plain:
        """Return what every row of a decision begins with."""
        return {**self.record(decision.record), "label": self.tab(decision.record)}

    def item_row(self, decision: Followed, item: Item, note: Spoken | None = None) -> Plain:
        """Return a part of a decision as a row, leading to the clause where it is one."""
        row = {**self.row(decision, note=note), "status": self.status(item.status)}
        if item.number is None:
            return row
        title = f"{row['title']}, {self.words._('clause {n}', n=item.number)}"
        return {**row, "title": title, "address": f"{row['address']}#{clause_anchor(item.number)}"}

    def plain_row(
        self, record: Record[RecordFields], note: Spoken | None = None, date: VagueDate | None = None
    ) -> Plain:
        """Return any record as a row of a list."""
        short = self.tab(record) if record.kind == "motions" or record.within else None
        return {**self.record(record), "label": short, "note": note, "date": self.date(date), "tags": []}

    @once_each
    def tab(self, record: Record[RecordFields]) -> str | None:
        """Return the short name to set beside a title, such as A20, unless the title says it already.

        In a federation, what belongs to a branch has the branch's name before it.
        """
        title, short = self.title(record), label(record.id)
        said = None if short and short in title.split() else short
        branch = self.branch(record.within) if record.within else ""
        return " ".join(filter(None, (branch, said))) if branch and branch not in title else said

    def steps(self, steps: Iterable[Step], origin: Record[RecordFields]) -> list[Plain]:
        """Return what comes next."""
        return [
            {
                "what": self.prose(step.what, origin),
                "who": self.records(self.bodies(step.who)),
                "due": self.date(step.due),
                "overdue": bool(step.due and step.due.last < self.register.today),
                "moved": None,
            }
            for step in steps
        ]

    def bodies(self, references: Iterable[Reference]) -> tuple[Record[Body], ...]:
        """Find the bodies that references lead to."""
        return self.register.archive.bodies(references)

    def _linked(self, mention: Mention, origin: Record[RecordFields]) -> Plain | None:
        """Find what a reference in running text leads to."""
        if mention.kind != "wiki" and reach(mention.target) is not Reach.SITE:
            return None
        lying = None if mention.kind == "wiki" else lies(origin.source, mention.target)
        if isinstance(lying, Attachment):
            return {"title": mention.label, "address": attachment_address(lying), "status": None}
        found = leads_to(origin, mention)
        target = self.register.archive.target(found)
        record = self.register.archive.record(found)
        if target is None or record is None:
            return None
        return {**self.record(record), "address": self._spot(record, target, mention)}

    def _spot(self, record: Record[RecordFields], target: Target, mention: Mention) -> str:
        """Return the address of a record, or of a spot on its page."""
        address = self.addresses.record(record.kind, record.id)
        fragment = clause_anchor(target.clause) if target.clause else mention.fragment
        return f"{address}#{fragment}" if fragment else address


_BY_PROGRESS = (
    Status.DONE, Status.MOSTLY_DONE, Status.PARTLY_DONE, Status.ONGOING, Status.PLANNED, Status.ON_REQUEST,
    Status.WAITING, Status.UNCLEAR, Status.NOT_DONE, Status.DROPPED, Status.SUPERSEDED, Status.LAPSED,
    Status.UNREPORTED,
)  # fmt: skip


def _of_branch(name: str, branch: str) -> str:
    """Tell a name from that of others of its kind in other branches, unless it does so itself."""
    return name if branch.casefold() in name.casefold() else f"{name} ({branch})"


@lru_cache(maxsize=20_000)  # a title is asked for on every page that names it
def _line(words: str) -> str:
    return _one_line(plain(words))


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _in_language(language: str | None) -> Plain:
    """Tell the language of a reference's title: only where it is not the page's, so that one language costs nothing."""
    return {"lang": language} if language else {}


def in_language(line: str, language: str | None) -> str | Plain:
    """Set a line apart with its language, where that is not the page's."""
    return {"text": line, "lang": language} if language else line


def together(separator: str, pieces: Iterable[Spoken | None]) -> Spoken | None:
    """Set pieces after each other; as long as some are in another language, they stay apart."""
    found = [piece for piece in pieces if piece]
    try:
        return separator.join(cast("list[str]", found)) or None  # as on every site of one language
    except TypeError:
        return _apart(separator, found)


def _apart(separator: str, found: Iterable[Spoken]) -> Spoken | None:
    parts = [part for piece in found for part in (separator, *(piece if isinstance(piece, list) else [piece]))][1:]
    whole = "".join(part for part in parts if isinstance(part, str))
    return parts if any(isinstance(part, dict) for part in parts) else whole or None


def label(ident: str) -> str | None:
    """Return the short name that people use for a decision or motion, such as A20, where its id holds one."""
    last = ident.rpartition("/")[2]
    return last if _LABEL.fullmatch(last) else None


def attachment_address(file: Attachment) -> str:
    """Return where a file that lies beside the records is published."""
    return f"{FILES}/{file.home.whole(file.home.way(file.path))}"
