"""What every record can be called, and which one was meant."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import cast

from vrapport.records import BY_FOLDER
from vrapport.records.bodies import Body
from vrapport.records.fields import RecordFields, Reference, Text
from vrapport.records.reading import Record
from vrapport.records.site import Site

_WITH_CLAUSES = ("decisions", "motions")
_CLAUSE = re.compile("[1-9][0-9]{0,4}")
MEMBER = "member"  # a mover who is no body


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to: a kind, an id, and the clause if one was named."""

    kind: str
    id: str
    clause: int | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """For each kind, every id and other name, folded, with the id it stands for; titles only tell what was meant.

    The other names of what belongs to a branch begin with the branch's own, as its ids do.
    """

    ids: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    _near: dict[Reference, str | None] = field(default_factory=dict, repr=False, compare=False)

    def target(self, reference: Reference) -> Target | None:
        """Find what was meant, or None where nothing goes by that name; what a branch has of its own comes first."""
        own = self._target(reference.kind, f"{reference.within}/{reference.typed}") if reference.within else None
        return own or self._target(reference.kind, reference.typed)

    def _target(self, kind: str, typed: str) -> Target | None:
        known = self.ids.get(kind, {})
        if found := known.get(_folded(typed)):
            return Target(kind, found)
        whole, dot, clause = typed.rpartition(".")
        if dot and kind in _WITH_CLAUSES and _CLAUSE.fullmatch(clause) and (found := known.get(_folded(whole))):
            return Target(kind, found, int(clause))
        return None

    def nearest(self, reference: Reference) -> str | None:
        """Find the id, name or title that looks most like what was typed, and say the id.

        All names are gone through for it, so that it is remembered: one wrong name may stand in every record.
        """
        if reference not in self._near:
            self._near[reference] = self._nearest(reference)
        return self._near[reference]

    def _nearest(self, reference: Reference) -> str | None:
        known = {**self.titles.get(reference.kind, {}), **self.ids.get(reference.kind, {})}
        near = get_close_matches(_folded(reference.typed)[:100], list(known), n=1, cutoff=0.5)
        return known[near[0]] if near else None


def mentioned(typed: str, within: str = "") -> Reference:
    """Read the target of `[[...]]`, which stands in a branch: a decision's id, or another kind's folder and id."""
    folder, slash, rest = typed.partition("/")
    if slash and folder in BY_FOLDER and folder != "decisions":
        return Reference(folder, rest, within)
    return Reference("decisions", typed.removeprefix("decisions/"), within)


def ids(by_kind: Mapping[str, Mapping[str, Record[RecordFields]]]) -> Names:
    """Collect the ids of records, and no other names."""
    return Names({kind: {_folded(ident): ident for ident in records} for kind, records in by_kind.items()})


def names(by_kind: Mapping[str, Mapping[str, Record[RecordFields]]], site: Site) -> Names:
    """Collect what everything can be called."""
    known = ids(by_kind).ids
    areas = {_folded(name): ident for ident, area in site.areas.items() for name in (*_said(area.title), *area.also)}
    areas.update({_folded(ident): ident for ident in site.areas})
    bodies = {**_called(by_kind["bodies"].values()), **known["bodies"]}
    titles = {kind: _titled(records.values()) for kind, records in by_kind.items()}
    return Names({**known, "areas": areas, "bodies": bodies, "movers": bodies | {MEMBER: MEMBER}}, titles)


def _titled(records: Iterable[Record[RecordFields]]) -> dict[str, str]:
    """List titles by what they may be looked up as; minutes can do without one."""
    texts = ((record, cast("Text | None", record.data.title)) for record in records)
    return {
        _folded(record.source.home.whole(title)): record.id for record, text in texts if text for title in _said(text)
    }


def _called(records: Iterable[Record[RecordFields]]) -> dict[str, str]:
    called = {}
    for record in records:
        if isinstance(record.data, Body):
            for name in (*record.data.former, *record.data.also, *_said(record.data.title)):
                called[_folded(record.source.home.whole(name))] = record.id
    return called


def _said(text: Text) -> tuple[str, ...]:
    return tuple(text.by_language.values())


@lru_cache(maxsize=50_000)  # the same names are looked up again and again, and listed for each reader
def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
