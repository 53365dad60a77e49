"""What can be searched: decisions, motions, minutes and all else with words in it."""

from collections.abc import Iterable, Iterator
from typing import TypedDict, cast

from pydantic import BaseModel

from vrapport.addresses import ASSETS
from vrapport.outputs import Folder, Output
from vrapport.records.fields import RecordFields, Text, parts
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.records.resources import Resource
from vrapport.register import Followed
from vrapport.search import Document, plan
from vrapport.theme import Page
from vrapport.views import View, label

_Said = tuple[str | None, str]
"""A text, and its language where that is not the page's."""


class _Told(TypedDict):
    text: str
    foreign: tuple[tuple[str, str], ...]


_SEARCHED = ("motions", "meetings", "bodies", "campaigns", "statements", "resources", "statistics", "reports", "pages")


def search_index(view: View, pages: tuple[Page, ...]) -> Iterator[Folder]:  # noqa: ARG001 - every export is called alike
    """Publish the search index of one language; only what has changed of it is made."""
    folder = f"{ASSETS}/search/{view.language}"

    def planned() -> Iterator[Output]:
        files = plan(documents(view), view.language, view.shelf, f"search-{view.audience}-{view.language}")
        return (Output(address=f"{folder}/{f.name}.js", fingerprint=f.fingerprint, make=f.make) for f in files)

    yield Folder(address=folder, plan=planned)


def documents(view: View) -> Iterator[Document]:
    """Yield everything that can be found."""
    for decision in view.register.decisions.values():
        yield _decision(view, decision)
    for kind in _SEARCHED:
        for record in view.register.records(kind):
            yield _record(view, record)


def _decision(view: View, decision: Followed) -> Document:
    """Make a decision findable by its own words and by all that was said of it."""
    new = (account for account in decision.accounts if not account.unchanged)
    shared = (_texts(view, account.told, account.shared) for account in new if account.shared)
    return Document(
        address=view.addresses.record("decisions", decision.id),
        title=view.title(decision.record),
        **_told([*_texts(view, decision.data, decision.record), *(said for texts in shared for said in texts)]),
        kind=_kind(view, "decisions"),
        area=_area(view, decision.area),
        status=view.words.label(decision.status),
        status_code=decision.status,
        bodies=tuple(view.title(body) for body in decision.responsible),
        year=str(decision.meeting.data.date.last.year) if decision.meeting else "",
        ident=label(decision.id) or "",
        answers=tuple(short for motion in decision.motions if (short := label(motion.id))),
        tongue=view.foreign_title(decision.record) or "",
    )


def _record(view: View, record: Record[RecordFields]) -> Document:
    return Document(
        address=view.addresses.record(record.kind, record.id),
        title=view.title(record),
        **_told(_texts(view, record.data, record)),
        kind=_kind(view, record.kind),
        **_placed(view, record),
        ident=label(record.id) or "",
        became=_became(view, record),
        tongue=view.foreign_title(record) or "",
    )


class _Placed(TypedDict, total=False):
    """By which area, bodies and year a record can be chosen among the hits."""

    area: str
    bodies: tuple[str, ...]
    year: str


def _placed(view: View, record: Record[RecordFields]) -> _Placed:
    """Place minutes by their body, what was put to a meeting by its year, a proposal by who put it forward."""
    if isinstance(record.data, Resource):
        group, when = view.register.archive.record(record.data.group), record.data.date
        bodies = (view.title(group),) if group else ()
        target = view.register.archive.target(record.data.area)
        year = str(when.last.year) if when else ""
        return {"area": _area(view, target.id if target else None), "bodies": bodies, "year": year}
    meeting = _meeting(view, record)
    body = view.register.archive.record(meeting.data.body) if meeting and record.kind == "meetings" else None
    year = str(meeting.data.date.last.year) if meeting else ""
    return {"bodies": (view.title(body),) if body else (), "year": year}


def _meeting(view: View, record: Record[RecordFields]) -> Record[Meeting] | None:
    """Find the meeting that gives a record its year."""
    if record.kind == "meetings":
        return cast("Record[Meeting]", record)
    where = record.data.meeting if isinstance(record.data, Motion) else None
    return cast("Record[Meeting] | None", view.register.archive.record(where))


def _became(view: View, motion: Record[RecordFields]) -> str:
    """Say what became of a motion: the status of what was decided on it, where that is one and the same."""
    answers = view.register.by_motion.get(motion.id, ()) if motion.kind == "motions" else ()
    statuses = {decision.status for decision in answers if decision.is_followed}
    return statuses.pop() if len(statuses) == 1 else ""


def _kind(view: View, kind: str) -> str:
    said = view.words.word(f"kind.{kind}.one")
    return said[:1].upper() + said[1:]


def _area(view: View, ident: str | None) -> str:
    return (view.area(ident) or {}).get("title") or ""


def _told(said: Iterable[_Said]) -> _Told:
    """Put together what a document says, and tell apart what of it is in another language than the page."""
    said = list(said)
    return {
        "text": "\n".join(words for _, words in said),
        "foreign": tuple((language, words) for language, words in said if language),
    }


def _texts(view: View, said: BaseModel, origin: Record[RecordFields]) -> Iterator[_Said]:
    """Gather the texts of a record, or of the part of a shared one that speaks of one decision.

    Its title is left out: it counts for more, and stands by itself.
    """
    for at, text in parts(Text, said):
        if at != ("title",):
            yield view.foreign(text), view.searchable(text, origin)
