"""Decisions that belong together: what replaces another, answers the same motion, or is behind the same campaign."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from vrapport.register import Followed
from vrapport.views import Plain, View, once

MANY = 8  # a campaign with more decisions behind it is a list of its own, which the page leads to already


@once
def _replaced(view: View) -> Mapping[str, list[Followed]]:
    """Find the decisions that each decision replaces."""
    found: dict[str, list[Followed]] = defaultdict(list)
    for decision in view.register.decisions.values():
        for successor in _successors(view, decision):
            found[successor.id].append(decision)
    return found


def connected(view: View, decision: Followed) -> list[Plain]:
    """List the decisions that belong with one, each once, with the closest thing they share."""
    rows: dict[str, Plain] = {}
    for why, others in _sharing(view, decision):
        for other in others:
            if other.id not in {decision.id, *rows}:
                rows[other.id] = view.row(other, note=why)
    return list(rows.values())


def _sharing(view: View, decision: Followed) -> Iterator[tuple[str, Iterable[Followed]]]:
    register, words = view.register, view.words
    yield words._("Replaces this decision"), _successors(view, decision)
    yield words._("Replaced by this decision"), _replaced(view).get(decision.id, ())
    for motion in decision.motions:
        yield words._("Answers the same motion"), register.by_motion.get(motion.id, ())
    for campaign in decision.campaigns:
        behind = register.by_campaign.get(campaign.id, ())
        yield words._("Belongs to the same campaign"), behind if len(behind) <= MANY else ()


def _successors(view: View, decision: Followed) -> list[Followed]:
    named = [account.told.successor for account in decision.current if account.told.successor]
    known = view.register.decisions
    return [known[record.id] for record in view.register.archive.records(named) if record.id in known]
