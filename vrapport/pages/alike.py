"""Which proposals of the resource bank go together: the same topic, place or group first, then the same rare words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import cast

from vrapport.pages.similar import lent
from vrapport.records.reading import Record
from vrapport.records.resources import Resource
from vrapport.views import Plain, Spoken, View, once, together
from vrapport.wording import folded

_BEST = 5
_MANY = 60  # what so many have in common tells of none of them which are alike
_TOPIC, _PLACE, _GROUP = "topic", "place", "group"
_WEIGHT = {_TOPIC: 4, _PLACE: 2, _GROUP: 1}

Trait = tuple[str, str]
"""Something that proposals can have in common: what sort of thing it is, and which."""

Alike = Mapping[str, Sequence[Plain]]


@once
def alike(view: View) -> Alike:
    """Find for each proposal those that go with it, as rows that say what they have in common."""
    resources = {record.id: cast("Record[Resource]", record) for record in view.register.records("resources")}
    traits = {ident: frozenset(_traits(view, record)) for ident, record in resources.items()}
    holders = _holders(traits)
    return {
        ident: [
            view.plain_row(resources[other], note=_shared(view, resources[other], traits[ident] & traits[other]))
            for other in _nearest(ident, traits, holders, _worded(view, ident))
            if other in resources
        ]
        for ident in resources
    }


def _traits(view: View, resource: Record[Resource]) -> Iterator[Trait]:
    data = resource.data
    yield from ((_TOPIC, folded(said)) for topic in data.topics if (said := view.line(topic)))
    if data.place:
        yield _PLACE, folded(view.line(data.place) or "")
    group = view.register.archive.record(data.group)
    if group:
        yield _GROUP, group.id


def _holders(traits: Mapping[str, Iterable[Trait]]) -> Mapping[Trait, list[str]]:
    """List the proposals that have each trait."""
    holders: defaultdict[Trait, list[str]] = defaultdict(list)
    for ident, had in traits.items():
        for trait in sorted(had):
            holders[trait].append(ident)
    return holders


def _worded(view: View, ident: str) -> list[str]:
    """List those that share rare words, the nearest first."""
    return [key.removeprefix(lent("")) for key in view.similar.get(lent(ident), ())]


def _nearest(
    ident: str, traits: Mapping[str, frozenset[Trait]], holders: Mapping[Trait, Sequence[str]], worded: Sequence[str]
) -> list[str]:
    """Choose the few that have most in common; of two that have as much, the one that says more of the same."""
    weights = Counter(dict.fromkeys(worded, 0))
    for trait in traits[ident]:
        for other in holders[trait] if len(holders[trait]) <= _MANY else ():
            weights[other] += _WEIGHT[trait[0]]
    del weights[ident]
    places = {other: number for number, other in enumerate(worded)}
    return nsmallest(_BEST, weights, key=lambda other: (-weights[other], places.get(other, len(places)), other))


def _shared(view: View, other: Record[Resource], shared: frozenset[Trait]) -> Spoken | None:
    """Say what two proposals have in common, in the words of the one that is shown."""
    had = (topic for topic in other.data.topics if (said := view.line(topic)) and (_TOPIC, folded(said)) in shared)
    place = view.fact(other.data.place) if any(sort == _PLACE for sort, _ in shared) else None
    group = view.register.archive.record(other.data.group) if any(sort == _GROUP for sort, _ in shared) else None
    topics = view.listed(view.fact(topic) for topic in had)
    return together(" · ", (topics, place, view.named(group) if group else None))
