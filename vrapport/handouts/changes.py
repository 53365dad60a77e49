"""What has changed for the decisions since a day, as lists or as a letter to the members."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from vrapport.accountability.changes import Changed
from vrapport.addresses import absolute
from vrapport.dates import day
from vrapport.handouts.markdown import bullets, escaped, heading, link, linked, page, titled
from vrapport.handouts.told import explained
from vrapport.views import View
from vrapport.vocabulary import Change, Status
from vrapport.wording import Wording

A_FEW_SENTENCES = 3
BACKWARDS = (Change.MOVED_BACK, Change.REOPENED)
QUIET = (Change.STILL_UNREPORTED, Change.UNCHANGED)


def changes_text(view: View, since: date, changes: Sequence[Changed]) -> str:
    """List what has changed, by what has happened; what has not is only counted."""
    blocks = [
        heading(1, _headline(view, since)),
        escaped(view.words._("As of {date}.", date=view.register.today)),
        counted(view, changes),
    ]
    for title, lines in by_change(view, changes):
        blocks += [heading(2, title), bullets(lines)]
    return page(blocks) + "\n"


def letter(view: View, since: date, changes: Sequence[Changed]) -> str:
    """Tell the members what has happened, in whole sentences that can be pasted into their newsletter."""
    words = view.words
    moved = [each for each in changes if each.change not in QUIET]
    blocks = [heading(2, _headline(view, since)), _opening(words, len(moved), len(changes))]
    for change in (change for change in Change if change not in QUIET):
        within = [each for each in moved if each.change is change]
        if within:
            lines = (_sentences(view, together) for together in _told_together(within))
            blocks += [heading(3, words.label(change)), bullets(lines)]
    return page([*blocks, *_ending(view, changes)]) + "\n"


def counted(view: View, changes: Sequence[Changed]) -> str:
    """Count what has happened, in a line."""
    found = [(change, sum(each.change is change for each in changes)) for change in Change]
    said = [view.words.count(change.key, n) for change, n in found if n]
    return escaped(f"{', '.join(said)}.") if said else escaped(view.words._("No decision is followed up."))


def by_change(view: View, changes: Iterable[Changed]) -> Iterator[tuple[str, list[str]]]:
    """Lay decisions out under what has happened to them; those as they were are left out."""
    every = tuple(changes)
    for change in Change:
        within = [_line(view, each) for each in every if each.change is change is not Change.UNCHANGED]
        if within:
            yield view.words.label(change), within


def _line(view: View, changed: Changed) -> str:
    status = escaped(view.words.label(changed.after))
    if changed.before in {None, Status.UNREPORTED, changed.after}:
        return f"{titled(view, changed.decision)}: {status}"
    before = escaped(view.words._("before: {status}", status=changed.before))
    return f"{titled(view, changed.decision)}: {status} ({before})"


def _headline(view: View, since: date) -> str:
    return view.words._("What has happened to the decisions since {date}", date=day(since))


def _opening(words: Wording, moved: int, total: int) -> str:
    if not moved:
        return escaped(words._("Nothing has changed since then for the decisions that we follow up."))
    return escaped(
        words._n(
            "Something has happened to {moved} of the {n} decision that we follow up.",
            "Something has happened to {moved} of the {n} decisions that we follow up.",
            total,
            moved=moved,
        )
    )


def _told_together(changes: Iterable[Changed]) -> list[list[Changed]]:
    """Put together the decisions that one account speaks of, so that its words are said once."""
    groups: dict[object, list[Changed]] = {}
    for each in changes:
        told = each.decision.decisive
        before = each.before if _turned(each) else None
        shared = (id(told.told), before, each.after) if told and told.shared else None
        groups.setdefault(shared or each.decision.id, []).append(each)
    return list(groups.values())


def _turned(changed: Changed) -> bool:
    """Tell whether it must be said where a decision stood before: it went back, or was closed in another way."""
    return changed.change in BACKWARDS or bool(changed.before and changed.before.is_closed)


def _sentences(view: View, together: Sequence[Changed]) -> str:
    """Say where a decision, or several told of together, stands now, where it stood before if it went back, and why."""
    changed, words = together[0], view.words
    decision, titles = changed.decision, tuple(f"**{linked(view, each.decision)}**" for each in together)
    said = [_SENTENCES[changed.after](words, titles[0])]
    if len(titles) > 1:
        status = escaped(words.label(changed.after))
        said = [words._("These decisions stand alike, {status}: {titles}.", status=status, titles=titles)]
    if _turned(changed):
        said.append(escaped(words._("Before that it stood as: {status}.", status=changed.before)))
    if decision.decisive:
        said += explained(view, decision.decisive, decision, most=A_FEW_SENTENCES)
    return " ".join(said)


def _ending(view: View, changes: Sequence[Changed]) -> Iterator[str]:
    """Own up to what nobody has spoken of, and lead to the rest."""
    words = view.words
    silent = [linked(view, each.decision) for each in changes if each.change is Change.STILL_UNREPORTED]
    if silent:
        n = len(silent)
        yield heading(3, words.label(Change.STILL_UNREPORTED))
        yield words._n("Nothing has been said yet of {n} decision:", "Nothing has been said yet of {n} decisions:", n)
        yield bullets(silent)
    address = absolute(view.site.url, view.addresses.front)
    if address:
        name = link(view.line(view.site.title) or "", address)
        yield words._("All decisions, and what has become of them: {site}", site=name)


_SENTENCES: dict[Status, Callable[[Wording, str], str]] = {
    Status.NOT_DONE: lambda words, title: words._("The decision {title} is not carried out yet.", title=title),
    Status.PLANNED: lambda words, title: words._("The work on the decision {title} is being planned.", title=title),
    Status.ONGOING: lambda words, title: words._("The work on the decision {title} goes on.", title=title),
    Status.PARTLY_DONE: lambda words, title: words._("The decision {title} is partly carried out.", title=title),
    Status.MOSTLY_DONE: lambda words, title: words._("The decision {title} is mostly carried out.", title=title),
    Status.WAITING: lambda words, title: words._("The decision {title} waits for somebody else.", title=title),
    Status.ON_REQUEST: lambda words, title: words._("The decision {title} is carried out on request.", title=title),
    Status.UNCLEAR: lambda words, title: words._("It is unclear if the decision {title} is carried out.", title=title),
    Status.DONE: lambda words, title: words._("The decision {title} is carried out.", title=title),
    Status.DROPPED: lambda words, title: words._("The decision {title} will not be carried out.", title=title),
    Status.SUPERSEDED: lambda words, title: words._("The decision {title} gave way to a later one.", title=title),
    Status.LAPSED: lambda words, title: words._("The decision {title} was not carried out in time.", title=title),
    Status.UNREPORTED: lambda words, title: words._("Nothing has been said yet of the decision {title}.", title=title),
}
