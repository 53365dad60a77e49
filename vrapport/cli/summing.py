"""What became of the decisions, on a screenful."""

from collections.abc import Iterable, Iterator, Sequence

import click

from vrapport.addresses import Addresses
from vrapport.cli.terminal import columns, folded_to, one_line, padded, table, width
from vrapport.register import Followed, Register, tally
from vrapport.views import View
from vrapport.vocabulary import PUBLIC, Status
from vrapport.wording import Wording

LONGEST_BAR = 30
MOST_NAMED = 20
COLOURS = {Status.DONE: "green", Status.MOSTLY_DONE: "green", Status.NOT_DONE: "red", Status.UNREPORTED: "red",
           Status.WAITING: "yellow", Status.UNCLEAR: "yellow"}  # fmt: skip


def summary(register: Register, words: Wording) -> Iterator[str]:
    """Sum up the decisions that the front page counts, and name those that nobody has accounted for."""
    view = View(register, words, Addresses(words), PUBLIC)
    counted = register.in_front
    yield from _heading(view, counted)
    yield ""
    yield from _by_status(counted, words)
    yield ""
    yield from _by_area(view, counted)
    yield ""
    yield from _accounted_for(counted, words)
    yield from _beside(view, counted)


def _heading(view: View, counted: Sequence[Followed]) -> Iterator[str]:
    words = view.words
    yield click.style(one_line(view.line(view.site.title) or ""), bold=True)
    report = view.register.front_report
    meetings = view.register.archive.records(report.data.covers) if report else ()
    scope = ", ".join(one_line(view.title(meeting)) for meeting in meetings)
    day = words._("As of {date}.", date=view.register.today)
    yield f"{scope}{': ' if scope else ''}{words.count('kind.decisions', len(counted))}. {day}"


def _by_status(counted: Sequence[Followed], words: Wording) -> Iterator[str]:
    """Draw a bar for each status that any has."""
    found = {status: n for status, n in tally(counted).items() if n}
    labels = {status: words.label(status) for status in found}
    wide = max(map(columns, labels.values()), default=0)
    most = max(found.values(), default=1)
    for status, n in found.items():
        bar = click.style("█" * max(1, LONGEST_BAR * n // most), fg=COLOURS.get(status, "blue"))
        yield f"{padded(labels[status], wide)}  {words.number(n):>6}  {bar}"


def _by_area(view: View, counted: Sequence[Followed]) -> Iterator[str]:
    """Count each area, in the site's order; what belongs to none comes last."""
    rows = []
    for ident in (*view.site.areas, None):
        within = [decision for decision in counted if decision.area == ident]
        if within:
            area = view.area(ident)
            title = area["title"] if area else view.words._("Without area")
            rows.append((title, str(len(within)), _counts(within, view.words)))
    yield from table(rows, width()) if rows else ()


def _counts(decisions: Iterable[Followed], words: Wording) -> str:
    return ", ".join(words.count(status.key, n) for status, n in tally(decisions).items() if n)


def _accounted_for(counted: Sequence[Followed], words: Wording) -> Iterator[str]:
    """Say how much is accounted for, and name what is not."""
    items = [(decision, item) for decision in counted for item in decision.items]
    silent = [_name(decision, item.number) for decision, item in items if not item.accounts]
    bare = [_name(decision, item.number) for decision, item in items if item.is_unexplained(words)]
    yield words._n(
        "{reported} of {n} item reported, {unexplained} without explanation",
        "{reported} of {n} items reported, {unexplained} without explanation",
        len(items),
        reported=len(items) - len(silent),
        unexplained=len(bare),
    )
    yield from _named(words.word("page.unreported"), silent, words)
    yield from _named(words.word("page.unexplained"), bare, words)


def _name(decision: Followed, clause: int | None) -> str:
    return f"{decision.id}.{clause}" if clause else decision.id


def _named(heading: str, names: Sequence[str], words: Wording) -> Iterator[str]:
    if names:
        left = len(names) - MOST_NAMED
        more = (words._n("and {n} more", "and {n} more", left),) if left > 0 else ()
        yield ""
        yield click.style(heading, bold=True)
        yield from (f"  {line}" for line in folded_to("  ".join([*names[:MOST_NAMED], *more]), (width() or 80) - 2))


def _beside(view: View, counted: Sequence[Followed]) -> Iterator[str]:
    """Count the decisions that are followed up and not counted above."""
    known = {decision.id for decision in counted}
    every = filter(view.register.is_taken, view.register.decisions.values())
    others = [decision for decision in every if decision.is_followed and decision.id not in known]
    if others:
        yield ""
        said = view.words._n("{n} other decision: {counts}", "{n} other decisions: {counts}", len(others),
                             counts=_counts(others, view.words))  # fmt: skip
        yield from folded_to(said, width())
