"""A decision's time as a picture: when it was made, how far it had come when, and the days it is to be done by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from vrapport.dates import Form, VagueDate
from vrapport.pages.axis import Axis, axis_around, known_days, scale, words_beside
from vrapport.records.meetings import Meeting
from vrapport.records.reading import Record
from vrapport.register import Deadline, Followed
from vrapport.views import Plain, View, once, once_each
from vrapport.vocabulary import Status, rolled_up

_TOP = 18  # above the first lane, where the day of the picture is named
_LANE = 46
_LINE = 30  # from the top of a lane to its line
_SCALE = 38


@dataclass(frozen=True, slots=True)
class _Point:
    """Something at a date, how it is drawn, and what it is called."""

    when: VagueDate
    look: str
    words: str
    status: Status | None = None


def timeline_picture(view: View, decision: Followed) -> Plain | None:
    """Draw how a decision went; nothing where no account and no deadline of it has a day."""
    decided, told = list(_decided(view, decision)), list(_accounts(view, decision))
    due, steps = list(_due(view, decision)), list(_steps(view, decision))
    if not (told or due or steps):
        return None
    lanes = {"field.status": [*decided, *told], "field.due": due, "field.next": steps}
    points = [point for lane in lanes.values() for point in lane]
    axis = axis_around(view, [end for point in points for end in known_days(point.when)])
    shown = [(view.words.word(title), lane) for title, lane in lanes.items() if lane]
    drawn = [_lane(view, axis, number, title, lane) for number, (title, lane) in enumerate(shown)]
    return _picture(view, axis, drawn, _said(points))


def _picture(view: View, axis: Axis, lanes: list[Plain], name: str) -> Plain:
    bottom = _TOP + _LANE * len(lanes)
    return {
        "name": name,
        "bottom": bottom,
        "height": bottom + _SCALE,
        "mirrored": axis.mirrored,
        "lanes": lanes,
        **_below(view, axis),
    }


def _below(view: View, axis: Axis) -> Plain:
    """Return what lies under all lanes: the day of the page, and the scale; many decisions began in the same month."""
    known = _known_axes(view)
    if axis not in known:
        now, today = axis.end(view.register.today), view.words.day(view.register.today)
        known[axis] = {"now": {"x": now, "label": today, **words_beside(axis, now)}, **scale(view, axis)}
    return known[axis]


@once
def _known_axes(_: View) -> dict[Axis, Plain]:
    return {}


def _said(points: Iterable[_Point]) -> str:
    """Say all that is drawn."""
    return " ".join(f"{point.words}." for point in points)


def _decided(view: View, decision: Followed) -> Iterator[_Point]:
    if decision.meeting:
        yield _taken_at(view, decision.meeting)


@once_each
def _taken_at(view: View, meeting: Record[Meeting]) -> _Point:
    when = meeting.data.date
    return _Point(when, "decided", view.words._("Decided {date:on}", date=when))


def _accounts(view: View, decision: Followed) -> Iterator[_Point]:
    """Go through the accounts that have a day, with how far the whole had come by each; the last of a day counts."""
    found: dict[str, _Point] = {}
    stands: dict[int | None, Status] = {}
    for account in decision.accounts:
        parts = (item.number for item in decision.items if item.number is None or account.speaks_of(item.number))
        stands.update(dict.fromkeys(parts, account.status))
        status = rolled_up(stands.values())
        if account.date:
            said = f"{view.words.label(status)} {view.words.date(account.date)}"
            found[account.date.code] = _Point(account.date, "told", said, status)
    yield from found.values()


def _due(view: View, decision: Followed) -> Iterator[_Point]:
    """Go through the days by which it was to be done: those that were moved, and those that hold."""
    timing = view.register.timing_of(decision)
    clauses = (deadline for deadline in timing.left if deadline.clause and not deadline.step)
    for deadline in (*([timing.own] if timing.own else ()), *clauses):
        yield from _deadline(view, deadline, "field.due")


def _steps(view: View, decision: Followed) -> Iterator[_Point]:
    for deadline in view.register.timing_of(decision).left:
        if deadline.step:
            yield from _deadline(view, deadline, "field.next")


def _deadline(view: View, deadline: Deadline, title: str) -> Iterator[_Point]:
    words = view.words
    for before in deadline.before:
        yield _Point(before, "moved", words._("Earlier: {what}", what=f"{words.word(title)} {words.date(before)}"))
    yield _Point(deadline.when, "ahead" if deadline.step else "due", f"{words.word(title)} {words.date(deadline.when)}")


def _lane(view: View, axis: Axis, number: int, title: str, points: list[_Point]) -> Plain:
    placed = [(point, *_known(view, point)) for point in points]
    marks = [_mark(view, axis, *each) for each in placed]
    return {
        "title": title,
        "top": _TOP + _LANE * number,
        "line": _TOP + _LANE * number + _LINE,
        "marks": marks,
        "vague": [axis.stretch(first, last) | {"look": p.look} for p, first, last in placed if _is_vague(p.when)],
        "held": list(_held(axis, view.register.today, marks)),
    }


def _mark(view: View, axis: Axis, point: _Point, first: date, last: date) -> Plain:
    is_last_day = point.look in ("due", "moved", "ahead") or point.when.form is Form.BY
    return {
        "x": axis.end(last) if is_last_day else axis.middle(first, last),
        "look": point.look,
        "status": view.status(point.status) if point.status else None,
        "words": point.words,
    }


def _known(view: View, point: _Point) -> tuple[date, date]:
    """Return between which days it lies: what was told lies not ahead."""
    days, today = known_days(point.when), view.register.today
    last = min(days[-1], today) if point.look == "told" and days[0] <= today else days[-1]
    return min(days[0], last), last


def _is_vague(when: VagueDate) -> bool:
    return when.form is not Form.BY and when.first != when.last


def _held(axis: Axis, today: date, marks: list[Plain]) -> Iterator[Plain]:
    """Draw how long each status held: until something else was told, or until today."""
    told = [mark for mark in marks if mark["look"] in ("told", "decided")]
    for mark, after in pairwise([*told, {"x": axis.end(today)}]):
        begins, ends = sorted((mark["x"], after["x"]))
        yield {"x": begins, "width": round(ends - begins, 2), "status": mark["status"]}
