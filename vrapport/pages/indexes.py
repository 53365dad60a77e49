"""Indexes to look a thing up in: decisions and motions from A to Z, and decisions meeting by meeting."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import cast

from vrapport.pages.bymeeting import newest_first
from vrapport.pages.frame import listed
from vrapport.pages.listing import Group, Row, list_pages
from vrapport.records.fields import RecordFields
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.register import Followed
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import MotionType

A_TO_Z, BY_MEETING = "a-to-z", "by-meeting"
FIGURES = "0\N{EN DASH}9"


def indexes(view: View) -> Iterator[Page]:
    """Make the indexes, where there is anything to look up."""
    if view.register.decisions:
        yield from _index(view, A_TO_Z, _by_letter(view), _counted(view))
        yield from _index(view, BY_MEETING, _meeting_by_meeting(view), view.words._("The newest meeting first."))


def indexed(view: View) -> list[Plain]:
    """Return references to the indexes there are."""
    names = (A_TO_Z, BY_MEETING) if view.register.decisions else ()
    return [
        {"title": view.words.word(f"page.{name}"), "address": view.addresses.named(name), "status": None}
        for name in names
    ]


def _index(view: View, name: str, groups: Iterable[Group], lead: str) -> Iterator[Page]:
    title, crumbs = view.words.word(f"page.{name}"), [listed(view, "decisions")]
    yield from list_pages(view, view.addresses.named(name), title, groups, crumbs=crumbs, lead=lead, jumps=True)


def _counted(view: View) -> str:
    said = view.words._n("{n} decision.", "{n} decisions.", len(view.register.decisions))
    return f"{said} {motions_here(view)}" if view.register.records("motions") else said


def motions_here(view: View) -> str:
    """Say how many motions there are, and how many amendments, which are listed among them and are none."""
    records = cast("tuple[Record[Motion], ...]", view.register.records("motions"))
    amendments = sum(record.data.type is MotionType.AMENDMENT for record in records)
    motions = len(records) - amendments
    if not amendments:
        return view.words._n("{n} motion.", "{n} motions.", motions)
    said = view.words._n("{n} amendment.", "{n} amendments.", amendments)
    if not motions:
        return said
    return view.words._n("{n} motion and {amendments}", "{n} motions and {amendments}", motions, amendments=said)


def _by_letter(view: View) -> list[Group]:
    """File rows under the first letter of their titles, as the language orders letters: figures first, Å Ä Ö last."""
    filed = [(_without_signs(view.title(record)), record, row) for record, row in _filed(view)]
    titles = Counter(title for title, _, _ in filed)  # the key of an address is made only where titles are alike

    def place(each: tuple[str, str, Record[RecordFields], Row]) -> tuple[object, ...]:
        letter, title, record, _ = each
        alike = view.words.sort_key(view.addresses.record(record.kind, record.id)) if titles[title] > 1 else None
        return view.words.sort_key(letter), view.words.sort_key(title), alike

    ordered = sorted(((view.words.initial(each[0]), *each) for each in filed), key=place)
    return [
        ({"title": letter or FIGURES, "anchor": letter.lower() or "0-9"}, [row for *_, row in within])
        for letter, within in groupby(ordered, key=itemgetter(0))
    ]


def _without_signs(title: str) -> str:
    """Pass over quotation marks and other signs that a title may begin with."""
    start = next((place for place, sign in enumerate(title) if sign.isalnum()), 0)
    return title[start:]


def _filed(view: View) -> Iterator[tuple[Record[RecordFields], Row]]:
    """Go through decisions and motions, each with how to make its row."""
    for decision in view.register.decisions.values():
        yield decision.record, partial(_decision, view, decision)
    for motion in cast("tuple[Record[Motion], ...]", view.register.records("motions")):
        yield motion, partial(_motion, view, motion)


def _decision(view: View, decision: Followed) -> Plain:
    return view.row(decision, note=view.named(decision.meeting) if decision.meeting else None)


def _motion(view: View, motion: Record[Motion]) -> Plain:
    kind, outcome = view.words.word("kind.motions.one"), view.register.outcome_of(motion)
    is_amendment = motion.data.type is MotionType.AMENDMENT
    said = [
        view.words.label(motion.data.type) if is_amendment else kind[:1].upper() + kind[1:],
        view.words.label(outcome, "motion") if outcome else None,
    ]
    return view.plain_row(motion, note=" · ".join(word for word in said if word))


def _meeting_by_meeting(view: View) -> Iterator[Group]:
    """Set every decision under its meeting, in the order that the meeting took them."""
    for number, (head, within) in enumerate(newest_first(view), 1):
        rows = [partial(view.row, decision) for _, decision in within]
        count = view.words._n("{n} decision", "{n} decisions", len(rows))
        yield {**head, "anchor": f"m{number}", "note": count}, rows
