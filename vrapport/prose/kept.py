"""Prepared texts as plain data, to be kept between runs; what comes back is proven clean all the same.

A seal keeps strangers from what is kept (`keeping.py`). Should it ever be broken, the sanitiser has gone over all HTML
again, and what it would change, or what is no text of ours in some other way, is dropped: what is left can be wrong,
but brings no tag, attribute or address that content could not.
"""

import re
from collections.abc import Mapping
from itertools import starmap
from types import MappingProxyType
from typing import Any

from vrapport.digests import digest
from vrapport.prose.cleaning import cleaned
from vrapport.prose.mentions import Mention
from vrapport.prose.prepared import Heading, Prepared, Spot

_FORM = "prepared text 1"  # changes with the form of what is kept; the program's own version is for the keeper to mind
_MOST = 50_000
NOTHING: Mapping[str, Any] = MappingProxyType({})
_DEEPEST = 6
_KINDS = frozenset({"wiki", "link", "image"})
_ANCHOR = re.compile(r"[a-z0-9-]+")
_STRAY = re.compile(r'</?(?:ref-|h[1-6]\b)|<[^>]* id="')  # a slot that is none, a name that no page gave

_offered: dict[str, Any] = {}
_proven: dict[str, Any] = {}
_asked: dict[str, Prepared] = {}
_keys: set[str] = set()


def offer(kept: object, proven: Mapping[str, Any] = NOTHING) -> None:
    """Take what `asked_for` gave in an earlier run, in place of what was offered before; each is proven when used.

    What another process of this very run gave is as good as `proven`.
    """
    _offered.clear()
    _proven.clear()
    _proven.update(proven)
    if isinstance(kept, Mapping):
        _offered.update(kept)


def was_asked_for(key: str) -> bool:
    """Tell whether a text is at hand already."""
    return key in _keys


def asked_for() -> dict[str, list[Any]]:
    """Give the texts prepared in this process, by a hash of each, as data that can be written as JSON."""
    return {key(source): _plain(prepared) for source, prepared in list(_asked.items())}


def forget() -> None:
    """Let what was asked for until now be somebody else's to give."""
    _asked.clear()


def remember(source: str, prepared: Prepared) -> None:
    """Note that a text was asked for."""
    if len(_asked) >= _MOST:
        _asked.clear()
        _keys.clear()
    _asked[source] = prepared
    _keys.add(key(source))


def recall(source: str) -> Prepared | None:
    """Find a text among those offered, each once: who asks holds on to it."""
    asked = key(source) if _offered or _proven else ""
    if asked in _proven:
        return _typed(_proven.pop(asked))
    prepared = _typed(_offered.pop(asked, None))
    return prepared if prepared and _is_sound(prepared, source) else None


def key(source: str) -> str:
    """Hash a text, together with the form that is kept of it."""
    return digest(_FORM, source)


def _plain(prepared: Prepared) -> list[Any]:
    return [
        prepared.html,
        [[said.kind, said.target, said.fragment, said.label, said.line, said.column] for said in prepared.mentions],
        [[spot.code, spot.line, spot.column, spot.detail] for spot in prepared.spots],
        [[heading.anchor, heading.title, heading.level] for heading in prepared.headings],
    ]


def _typed(kept: Any) -> Prepared | None:  # noqa: ANN401 - whatever was found where texts are kept
    match kept:
        case [str(html), [*mentions], [*spots], [*headings]]:
            texts = all(_is_row(row, (str, str, str, str, int, int)) for row in mentions)
            if texts and all(_is_row(row, (str, int, int, str)) for row in spots):
                found = tuple(starmap(Mention, mentions)), tuple(starmap(Spot, spots))
                if all(_is_row(row, (str, str, int)) for row in headings):
                    return Prepared(html, *found, tuple(starmap(Heading, headings)))
    return None


def _is_row(row: object, types: tuple[type, ...]) -> bool:
    return isinstance(row, list) and tuple(map(type, row)) == types


def _is_sound(prepared: Prepared, source: str) -> bool:
    """Tell whether the HTML is clean, its slots are those of what stands beside it, and this lies within the text."""
    places: tuple[Mention | Spot, ...] = (*prepared.mentions, *prepared.spots)
    last = source.count("\n") + 1
    return (
        all(mention.kind in _KINDS for mention in prepared.mentions)
        and all(0 <= place.line <= last and 0 <= place.column <= len(source) for place in places)
        and all(_ANCHOR.fullmatch(heading.anchor) and 1 <= heading.level <= _DEEPEST for heading in prepared.headings)
        and all(_is_filled(slot, prepared.mentions) for slot in prepared.slots)
        and not any(_STRAY.search(part) for part in prepared.between)
        and cleaned(prepared.html) == prepared.html
    )


def _is_filled(slot: re.Match[str], mentions: tuple[Mention, ...]) -> bool:
    """Tell whether there is something to fill a slot with."""
    if slot["id"]:
        return _ANCHOR.fullmatch(slot["id"]) is not None
    number = slot["number"] or slot["around"]
    return number is None or _is_of(slot["kind"], number, mentions)


def _is_of(kind: str | None, number: str, mentions: tuple[Mention, ...]) -> bool:
    at = int(number[:9])
    return at < len(mentions) and (kind == "image") == (mentions[at].kind == "image")
