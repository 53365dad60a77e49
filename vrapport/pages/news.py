"""What is new and what has changed, newest first: the page on which a reader sees what came since the last visit."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from vrapport.accountability.changes import change_between
from vrapport.accountability.news import Move, News
from vrapport.addresses import beside
from vrapport.pages.frame import framed, named, put_off
from vrapport.pages.listing import list_pages
from vrapport.pages.months import Dated, RowT, by_month, is_closer
from vrapport.theme import Page
from vrapport.views import Plain, View
from vrapport.vocabulary import Change, Status

CHANGES = "changes"  # what the site calls the page, in address and title
NEWEST = 100
MOST_NAMED = 12  # decisions named under one account; the others are counted
_SAID = frozenset({Change.CLOSED, Change.MOVED_BACK, Change.REOPENED})


def news(view: View) -> Iterator[Page]:
    """Make the page, and one for each year of which it has not room for all."""
    found = view.news
    address, title = view.addresses.top(CHANGES), view.words.word(f"page.{CHANGES}")
    years = sorted({one.day.year for one in found[NEWEST:]}, reverse=True)
    yield put_off(view, "news.html", address, partial(_page, view, years), kind="news")
    for year, within in groupby(found, key=lambda one: one.day.year):
        if year in years:
            groups = _by_month(view, [(one.when, partial(_row, view, one)) for one in within])
            name, trail = f"{title} {year}", [named(view, CHANGES)]
            yield from list_pages(view, _of_year(address, year), name, groups, crumbs=trail)


def _page(view: View, years: Sequence[int]) -> Page:
    found, address, title = view.news, view.addresses.top(CHANGES), view.words.word(f"page.{CHANGES}")
    rows = [(one.when, _entry(view, one)) for one in found[:NEWEST]]
    data = {
        "title": title,
        "groups": [{**head, "entries": within} for head, within in _by_month(view, rows)],
        "capped": bool(years),
        "years": [{"title": str(year), "address": _of_year(address, year), "status": None} for year in years],
        "words": {
            "some": view.words._("New since your last visit ({date}): {n}"),
            "none": view.words._("Nothing is new since your last visit ({date})."),
            "tag": view.words._("New since your last visit"),
        },
    }
    return framed(view, "news.html", address, title, {"news": data}, kind="news")


def _by_month(view: View, rows: list[Dated[RowT]]) -> list[tuple[Plain, list[RowT]]]:
    return by_month(view, rows, newest_first=True, told_until=view.register.today)


def _of_year(address: str, year: int) -> str:
    return beside(address, f"-{year}.html")


def _entry(view: View, one: News) -> Plain:
    """Return one thing that is new, with what it made of each decision."""
    told = one.account.told if one.account else None
    text = (told.text or told.reason) if told else None
    return {
        **_reference(view, one),
        "anchor": f"n-{one.content}",
        "day": view.date(one.when) if is_closer(one.when) else None,
        "text": view.line(text) or _how_many(view, len(one.decided)),
        "text_lang": view.foreign(text),
        "moves": [_move(view, move, named=len(one.moves) > 1) for move in one.moves[:MOST_NAMED]],
        "more": _more(view, len(one.moves) - MOST_NAMED),
    }


def _reference(view: View, one: News) -> Plain:
    """Lead to the account on its decision's page, or to the meeting; a shared account has no page of its own."""
    if one.account is None:
        return view.plain_row(one.origin)
    move = one.moves[0]
    if len(one.moves) > 1:
        lang = view.foreign_title(one.origin)
        return {"title": view.title(one.origin), "address": None, "label": None, "status": None, "lang": lang}
    return {**view.row(move.decision), "address": _spot(view, move), "status": None}


def _spot(view: View, move: Move) -> str:
    page = view.addresses.record("decisions", move.decision.id)
    return f"{page}#{move.anchor(view.words)}"


def _move(view: View, move: Move, *, named: bool) -> Plain:
    before = None if move.before in (Status.UNREPORTED, move.after) else view.status(move.before)
    change = change_between(move.before, move.after)
    return {
        "decision": {**view.record(move.decision.record), "address": _spot(view, move)} if named else None,
        "clauses": [view.words._("clause {n}", n=number) for number in move.account.clauses],
        "before": before,
        "after": view.status(move.after),
        "change": view.words.word(f"news.{change}") if change in _SAID else None,
    }


def _more(view: View, more: int) -> str | None:
    return view.words._n("and {n} more decision", "and {n} more decisions", more) if more > 0 else None


def _how_many(view: View, decisions: int) -> str | None:
    return view.words._n("{n} decision", "{n} decisions", decisions) if decisions else None


def _row(view: View, one: News) -> Plain:
    """Return the same as a row of a plain list."""
    concerned = len(one.decided) if one.account is None else len(one.moves)
    note = _how_many(view, concerned) if one.account is None or concerned > 1 else None
    status = view.status(one.moves[0].after) if one.moves else None
    return {**_reference(view, one), "status": status, "note": note, "date": view.date(one.when), "tags": []}
