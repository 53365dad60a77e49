"""A report edition as Markdown: for the printer, for a mail, for whoever wants it without a browser."""

from collections.abc import Iterable, Iterator

from vrapport.accountability.changes import Changed
from vrapport.accountability.editions import Edition, Entry
from vrapport.handouts.changes import by_change, counted
from vrapport.handouts.markdown import bullets, ended, escaped, heading, page, table, titled, words_of
from vrapport.handouts.told import begun, lateness, told
from vrapport.records.decisions import Clause
from vrapport.register import Account, Followed, Item
from vrapport.views import View
from vrapport.vocabulary import Status


def report_text(view: View, edition: Edition, since: Edition | None) -> str:
    """Write a whole edition; `since` is the one that it is compared with. The view is of the edition's own day."""
    blocks = (*_head(view, edition), *_changes(view, edition, since), *_areas(view, edition), *_lists(view, edition))
    return page(blocks) + "\n"


def _head(view: View, edition: Edition) -> Iterator[str]:
    """Say what it is, of which day and period, and how much of what is owed it accounts for."""
    words, data = view.words, edition.report.data
    yield heading(1, view.title(edition.report))
    kind = [ended(words.label(data.type))] if data.type else []
    period = [words._("Covers {period}.", period=data.period)] if data.period else []
    yield escaped(" ".join([*kind, _as_of(view, edition), *period]))
    if edition.frozen and edition.intact:
        yield escaped(words._("The report is adopted and stands as it did then."))
    elif edition.frozen:
        yield escaped(words._("The report is adopted. Something that it rests on has been changed since."))
    yield from words_of(view, data.text, edition.report)
    statuses = ", ".join(
        words.count(f"status.{part['status']['code']}", part["count"])
        for part in view.counts(entry.decision for entry in edition.entries)
    )
    yield escaped(f"{words.count('kind.decisions', len(edition.entries))}: {statuses}.")
    yield escaped(f"{_accounted_for(view, edition)}. {_settled(view, edition)}".strip())


def _as_of(view: View, edition: Edition) -> str:
    """Say of which day it speaks; before its day it is a draft."""
    as_of, words = edition.report.data.as_of, view.words
    if edition.is_draft:
        return words._(
            "Draft. The day of the report, {date}, has not come: it speaks as of {today}.",
            date=as_of,
            today=edition.register.today,
        )
    return words._("As of {date}.", date=as_of)


def _accounted_for(view: View, edition: Edition) -> str:
    return view.words._n(
        "{reported} of {n} item reported, {unexplained} without explanation",
        "{reported} of {n} items reported, {unexplained} without explanation",
        len(edition.items),
        reported=edition.reported,
        unexplained=len(edition.unexplained(view.words)),
    )


def _settled(view: View, edition: Edition) -> str:
    """Say how much is left out of the count, because an earlier report showed it as closed."""
    n = edition.settled
    if not n:
        return ""
    return view.words._n(
        "{n} item was closed before, and is not counted.", "{n} items were closed before, and are not counted.", n
    )


def _changes(view: View, edition: Edition, since: Edition | None) -> Iterator[str]:
    if since is None:
        return
    changes: tuple[Changed, ...] = edition.since(since)
    yield heading(2, view.words._("Since the last report"))
    yield f"{escaped(view.title(since.report))}: {counted(view, changes)}"
    for title, lines in by_change(view, changes):
        yield heading(3, title)
        yield bullets(lines)


def _areas(view: View, edition: Edition) -> Iterator[str]:
    """Set decision and account side by side, area by area, in the conference's order."""
    heads = [view.words.word("page.report.decision"), view.words.word("page.report.done")]
    for ident in (*view.site.areas, None):
        within = [entry for entry in edition.current if entry.whole.area == ident]
        if within:
            area = view.area(ident)
            yield heading(2, area["title"] if area else view.words._("Without area"))
            yield table(heads, [(_decided(view, entry.whole), _done(view, entry)) for entry in within])


def _decided(view: View, decision: Followed) -> str:
    """Say what was decided: its title, its words, its clauses."""
    data, record = decision.data, decision.record
    clauses = [_clause(view, decision, item, item.clause) for item in decision.clauses if item.clause]
    return " ".join([f"**{titled(view, decision)}**", *words_of(view, data.text or data.summary, record), *clauses])


def _clause(view: View, decision: Followed, item: Item, clause: Clause) -> str:
    """Give a clause by its number; one that the meeting refused says so."""
    outcome = f"({escaped(view.words.label(clause.outcome))})" if item.refused and clause.outcome else ""
    words = words_of(view, clause.text or clause.summary, decision.record)
    return " ".join([f"({item.number})", *words, *([outcome] if outcome else [])])


def _done(view: View, entry: Entry) -> str:
    """Say how far it has come, and what was said of it in the period."""
    decision = entry.decision
    status = f"**{escaped(view.standing(decision)['label'])}**"
    before = [] if decision.accounts else _earlier(view, entry.whole.decisive)
    bare = [escaped(view.words.word("mark.unexplained") + ".")] if entry.unexplained(view.words) else []
    late, silent = lateness(view, entry.whole), _clauses_missing(view, entry) if decision.accounts else ()
    return " ".join([ended(status), *map(ended, map(begun, before)), *bare, *late, *told(view, decision), *silent])


def _clauses_missing(view: View, entry: Entry) -> Iterator[str]:
    """Say of each clause that nothing was said of in the period, beside what was said of the others."""
    for item in entry.silent:
        part = view.words._("clause {n}", n=item.number)
        yield ended(escaped(begun(f"{part}: {view.words.label(Status.UNREPORTED)}")))


def _earlier(view: View, account: Account | None) -> list[str]:
    """Say what was told before the period, where nothing was told in it."""
    if account is None:
        return []
    if account.date is None:
        return [escaped(view.words._("before: {status}", status=account.status))]
    return [escaped(view.words._("as of {date}: {status}", date=account.date, status=account.status))]


def _lists(view: View, edition: Edition) -> Iterator[str]:
    """Name openly what was not reported, what was not explained, what came too late, and what was closed before."""
    words, entries = view.words, edition.entries
    silent = [(entry, item) for entry in entries for item in entry.silent]
    bare = [(entry, item) for entry in entries for item in entry.unexplained(words)]
    added = [_added(view, decision, account) for decision, account in edition.afterwards]
    archive = [f"{titled(view, entry.whole)}: {_status(view, entry.whole.status)}" for entry in edition.archive]
    for title, lines in (
        (words._("Items not reported"), [_silent(view, entry.whole, item) for entry, item in silent]),
        (words.word("page.unexplained"), [_item(view, entry.whole, item) for entry, item in bare]),
        (words._("Added afterwards"), added),
        (words._("Closed earlier"), archive),
    ):
        if lines:
            yield heading(2, title)
            yield bullets(lines)


def _silent(view: View, decision: Followed, item: Item) -> str:
    return _after(_named(view, decision, item), _earlier(view, item.latest))


def _item(view: View, decision: Followed, item: Item) -> str:
    return f"{_named(view, decision, item)}: {_status(view, item.status)}"


def _named(view: View, decision: Followed, item: Item) -> str:
    clause = [escaped(view.words._("clause {n}", n=item.number))] if item.number else []
    return ", ".join([titled(view, decision), *clause])


def _added(view: View, decision: Followed, account: Account | None) -> str:
    when = [escaped(view.words.date(account.date))] if account and account.date else []
    status = account.status if account else Status.UNREPORTED
    return _after(titled(view, decision), [", ".join([*when, _status(view, status)])])


def _after(name: str, notes: Iterable[str]) -> str:
    return ": ".join([name, *notes])


def _status(view: View, status: Status) -> str:
    return escaped(view.words.label(status))
