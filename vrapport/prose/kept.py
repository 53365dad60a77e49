"""Prepared texts as plain data, to be kept between runs; what comes back is proven clean all the same.

A seal keeps strangers from what is kept (`keeping.py`). Should it ever be broken, the sanitiser goes over HTML again
before a page shows it, and what it would change, or what is no text of ours in some other way, is dropped: what is left
can be wrong, but brings no tag, attribute or address that content could not. Most runs show few of the texts, and ask
the others only what they refer to and say in words: so the words are kept beside the HTML.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import starmap
from types import MappingProxyType
from typing import Any

from vrapport.digests import digest
from vrapport.prose.cleaning import cleaned
from vrapport.prose.mentions import Mention
from vrapport.prose.prepared import Heading, Label, Prepared, Spoken, Spot, spoken_of
from vrapport.prose.source import tidy

_FORM = "prepared text 2"  # changes with the form of what is kept; the program's own version is for the keeper to mind
_MOST = 50_000
NOTHING: Mapping[str, Any] = MappingProxyType({})
_DEEPEST = 6
_DIGITS = 9
_KINDS = frozenset({"wiki", "link", "image"})
_ANCHOR = re.compile(r"[a-z0-9-]+")
_STRAY = re.compile(r'</?(?:ref-|h[1-6]\b)|<[^>]* id="')  # a slot that is none, a name that no page gave

_offered: dict[str, Any] = {}
_proven: dict[str, Any] = {}
_asked: dict[str, Prepared] = {}
_keys: set[str] = set()


def offer(kept: object, proven: Mapping[str, Any] = NOTHING) -> None:
    """Take what `asked_for` gave in an earlier run; each is proven when used, and at hand until it is.

    What another process of this very run gave is as good as `proven`. Whatever is no table takes all back.
    """
    if len(_offered) + len(_proven) >= _MOST or not isinstance(kept, Mapping):
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
    """Find a text among those offered, each once: who asks holds on to it. Its HTML is still to be proven."""
    asked = key(source) if _offered or _proven else ""
    if asked in _proven:
        prepared = _typed(_proven.pop(asked))
        return prepared and replace(prepared, proven=True, told=None)  # few are asked for in words after that
    prepared = _typed(_offered.pop(asked, None))
    return prepared if prepared and _lies_within(prepared, source) else None


@lru_cache(maxsize=_MOST)  # it is asked for where texts are prepared, recalled, and remembered
def key(source: str) -> str:
    """Hash a text, together with the form that is kept of it."""
    return digest(_FORM, source)


def _plain(prepared: Prepared) -> list[Any]:
    spoken = prepared.told or spoken_of(prepared.html)  # not held: few are asked for in words again
    return [
        prepared.html,
        [[said.kind, said.target, said.fragment, said.label, said.line, said.column] for said in prepared.mentions],
        [[spot.code, spot.line, spot.column, spot.detail] for spot in prepared.spots],
        [[heading.anchor, heading.title, heading.level] for heading in prepared.headings],
        [spoken.lines, [*spoken.around], [[label.number, label.own] for label in spoken.labels]],
    ]


def _typed(kept: Any) -> Prepared | None:  # noqa: ANN401 - whatever was found where texts are kept
    match kept:
        case [str(html), [*mentions], [*spots], [*headings], [str(lines), [*around], [*labels]]]:
            known = _are_rows(mentions, (str, str, str, str, int, int)) and _are_rows(spots, (str, int, int, str))
            known = known and _are_rows(headings, (str, str, int)) and _are_spoken(around, labels, len(mentions))
            if known and _are_texts([lines, *around], *labels, *mentions, *headings):
                return Prepared(
                    html,
                    mentions=tuple(starmap(Mention, mentions)),
                    spots=tuple(starmap(Spot, spots)),
                    headings=tuple(starmap(Heading, headings)),
                    told=Spoken(lines, tuple(around), tuple(starmap(Label, labels))),
                    proven=False,
                )
    return None


def _are_spoken(around: list[Any], labels: list[Any], mentions: int) -> bool:
    """Tell whether there are words on both sides of each label, and each is that of something mentioned."""
    return (
        _are_rows(labels, (int, str))
        and all(number in range(mentions) for number, _ in labels)
        and len(around) == (len(labels) + 1 if labels else 0)
        and all(type(words) is str for words in around)
    )


def _are_texts(*rows: list[Any]) -> bool:
    """Tell whether all that is shown as it stands has only signs that a text may have."""
    return all(tidy(each) == each for row in rows for each in row if isinstance(each, str))


def _are_rows(rows: list[object], types: tuple[type, ...]) -> bool:
    return all(isinstance(row, list) and tuple(map(type, row)) == types for row in rows)


def _lies_within(prepared: Prepared, source: str) -> bool:
    """Tell whether what was found in a text is of the kinds there are, and lies within it."""
    places: tuple[Mention | Spot, ...] = (*prepared.mentions, *prepared.spots)
    last, widest = source.count("\n") + 1, len(source)
    return (
        all(mention.kind in _KINDS for mention in prepared.mentions)
        and all(0 <= place.line <= last and 0 <= place.column <= widest for place in places)
        and all(_ANCHOR.fullmatch(heading.anchor) and 1 <= heading.level <= _DEEPEST for heading in prepared.headings)
    )


def is_proven(prepared: Prepared) -> bool:
    """Tell whether the HTML of a text is clean, and its slots are those of what stands beside it.

    Of what was prepared in this run it is known; what was recalled is gone through when a page is to show it.
    """
    return prepared.proven or (
        all(_is_filled(slot, prepared.mentions) for slot in prepared.slots)
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
    at = int(number) if len(number) < _DIGITS else len(mentions)
    return at < len(mentions) and (kind == "image") == (mentions[at].kind == "image")
