"""Translations: which texts stand in more than one language, and of what original each of them was made.

What they were made of is kept in a file of hashes, beside the records: it can be read and reviewed, needs no git, and
tells of a translation whose original was changed afterwards. A pair of hashes says what belongs together, wherever in
its record it stands: a text that moves, as when an account is added above it, stays what it was.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any, Final

from vrapport.digests import digest
from vrapport.findings import Place
from vrapport.nodes import Step, place_of
from vrapport.records.fields import Text
from vrapport.records.reading import Record
from vrapport.sources import OWN, Home, Source

TRANSLATIONS: Final = "content/translations.txt"
_NAME: Final = "translations.txt"
_LINE: Final = re.compile(
    r"(?P<record>\S+) (?P<language>[a-z]{2,3}) (?P<path>\S+) (?P<original>[0-9a-f]{16}) (?P<words>[0-9a-f]{16})"
)


class State(Enum):
    """How a translation stands to its original: not known of, made of it as it is, or of it as it was."""

    NEW = auto()
    CURRENT = auto()
    OUTDATED = auto()


@dataclass(frozen=True, slots=True)
class Translated:
    """A text that stands in another language too: whose it is, which language, and the text in all of them."""

    kind: str
    id: str
    language: str
    text: Text


@dataclass(frozen=True, slots=True)
class Line:
    """One translation as the file remembers it: whose, which text of it, and a hash of the original and of itself."""

    record: str
    language: str
    path: str
    original: str
    words: str

    def __str__(self) -> str:
        return f"{self.record} {self.language} {self.path} {self.original} {self.words}"


Pairs = Mapping[tuple[str, str], AbstractSet[tuple[str, str]]]
"""For each record and language: the hashes of originals, with those of the translations made of them."""


def name_of(record: Record[Any]) -> str:
    """Name a record so that no other is called the same."""
    return f"{record.kind}/{record.id}"


def translations(record: Record[Any], own: str) -> Iterator[tuple[tuple[Step, ...], Translated, Line]]:
    """Yield every translation in a record, with the way to its text and the line that remembers it as it is now."""
    for path, text in record.texts:
        if len(text.by_language) > 1 and own in text.by_language and path[0] != "ignore":
            for language in text.by_language.keys() - {own, ""}:
                said = Translated(record.kind, record.id, language, text)
                yield path, said, _line(record, path, text, own, language)


def place_of_translation(record: Record[Any], path: tuple[Step, ...], language: str) -> Place:
    """Find where a translation was typed: in a file of its own, or beside its original."""
    apart = record.translations.get(language)
    there = place_of(apart, path[:1]) if apart and len(path) == 1 else None
    return there if there and apart and there != apart.place else record.place(*path, language)


def is_of_translations(path: str, home: Home = OWN) -> bool:
    """Tell the file that remembers translations from the files that may be published."""
    return path == f"{home.folder}/{_NAME}"


def remembered(sources: Iterable[Source]) -> tuple[tuple[Line, ...], tuple[tuple[Place, str], ...]]:
    """Read what is known of translations, and the lines that cannot be read."""
    read = [each for source in sources for each in _read(source)]
    odd = tuple((place, text) for place, text, line in read if line is None)
    return tuple(line for _, _, line in read if line), odd


def _read(source: Source) -> Iterator[tuple[Place, str, Line | None]]:
    """Read each line; a branch names its records as it knows them itself."""
    for number, text in enumerate(source.text.split("\n"), 1):
        if text.strip() and not text.startswith("#"):
            found = _LINE.fullmatch(text.strip())
            line = Line(**found.groupdict()) if found else None
            kind, slash, ident = line.record.partition("/") if line else ("", "", "")
            named = replace(line, record=f"{kind}{slash}{source.home.whole(ident)}") if line and ident else line
            yield Place(source.path, number), text.strip(), named


def pairs(lines: Iterable[Line]) -> Pairs:
    """Sort what is remembered by record and language."""
    found: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for line in lines:
        found[line.record, line.language].add((line.original, line.words))
    return found


def state(line: Line, known: Pairs) -> State:
    """Tell how a translation, described as it is now, stands to what is remembered of it."""
    made = known.get((line.record, line.language), frozenset())
    if (line.original, line.words) in made:
        return State.CURRENT
    return State.OUTDATED if any(words == line.words for _, words in made) else State.NEW


def outdated(records: Iterable[Record[Any]], own: str, sources: Iterable[Source]) -> Iterator[Translated]:
    """Find the translations of texts that have changed since."""
    known = pairs(remembered(sources)[0])
    for record in records if known else ():
        for _, said, line in translations(record, own):
            if state(line, known) is State.OUTDATED:
                yield said


def brought_up(
    records: Iterable[Record[Any]], own: str, lines: Collection[Line], holding: Collection[str] | None
) -> Iterator[tuple[Line, State]]:
    """Yield the lines to remember from now on, with how each translation then stands.

    Without names every new translation is taken up, and those whose original has changed stay as they are. With the
    names of records theirs are taken to hold, and those of others stay as they are.
    """
    known = pairs(lines)
    for record in records:
        held = holding is not None and name_of(record) in holding
        for _, _, line in translations(record, own):
            stood = state(line, known)
            if held or stood is State.CURRENT or (holding is None and stood is State.NEW):
                yield line, State.CURRENT
            else:
                yield from ((old, stood) for old in lines if _is_of(old, line))


def written(lines: Iterable[Line], remark: str) -> str:
    """Write down what is to be remembered, in the order of the records."""
    return "\n".join([f"# {remark}", *sorted({str(line) for line in lines}), ""])


def _line(record: Record[Any], path: tuple[Step, ...], text: Text, own: str, language: str) -> Line:
    steps = ".".join(str(step + 1 if isinstance(step, int) else step) for step in path)
    original, words = (digest(text.by_language[tag])[:16] for tag in (own, language))
    return Line(name_of(record), language, "".join(steps.split()), original, words)


def _is_of(old: Line, line: Line) -> bool:
    """Tell whether a remembered line is of the same words."""
    return (old.record, old.language, old.words) == (line.record, line.language, line.words)
