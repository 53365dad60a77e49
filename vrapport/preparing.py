"""The texts of a site gone through once: recalled from an earlier build, or worked out by several processes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vrapport.keeping import Shelf
from vrapport.prose import key_of, offer, was_asked_for, worked_out
from vrapport.sharing import CAN_SHARE, shared

WORTH_SHARING = 100  # texts: below this, starting processes costs more than they save

Rows = Mapping[str, Any]


def prepare_texts(name: str, texts: Iterable[str], shelf: Shelf, jobs: int, *, some: bool = False) -> None:
    """Have texts at hand for all that will be asked of them, and keep under a name what was found in them.

    Where these are only `some` of the texts that go by the name, what is kept of the others stays as it is. Only texts
    that may refer to something count: the others are quickly gone through where a page shows them.
    """
    wanted = {key_of(text): text for text in texts if "[" in text}
    touched = {shelf_of for shelf_of, keys in _shelves(name, wanted).items() if not all(map(was_asked_for, keys))}
    before = {shelf_of: _rows(shelf.recall(shelf_of)) for shelf_of in touched}
    known = {key: row for rows in before.values() for key, row in rows.items()}
    new = [text for key, text in wanted.items() if key not in known and not was_asked_for(key)]
    fresh = _worked_out(new, jobs)
    offer(known, fresh)
    for shelf_of, keys in _shelves(name, wanted).items():
        rows = {key: found for key in keys if (found := fresh.get(key) or known.get(key))}
        if not some and shelf_of in touched and rows.keys() != before[shelf_of].keys():
            shelf.keep(shelf_of, rows)


def _rows(recalled: object) -> Rows:
    return recalled if isinstance(recalled, dict) else {}


def _shelves(name: str, keys: Iterable[str]) -> Mapping[str, list[str]]:
    """Divide what is kept into shelves, so that one edit makes one of them anew."""
    shelves: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        shelves[f"{name}-{key[0]}"].append(key)
    return shelves


def _worked_out(texts: Sequence[str], jobs: int) -> Rows:
    if jobs == 1 or len(texts) < WORTH_SHARING or not CAN_SHARE:
        return worked_out(texts)
    parts = [[texts[first::jobs]] for first in range(jobs)]
    return {key: row for rows in shared(parts, jobs, worked_out, lambda: None) for key, row in rows.items()}
