"""The records as one audience may see them: cut before anything is counted, listed, linked or indexed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar, cast

from pydantic import BaseModel

from vrapport.dates import VagueDate
from vrapport.prose import without_blocks
from vrapport.records.decisions import Clause, Decision
from vrapport.records.fields import RecordFields, Reference, Text
from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.records.site import Site
from vrapport.records.updates import SharedUpdate
from vrapport.register.archive import ByKind
from vrapport.register.names import Names, Target, ids
from vrapport.vocabulary import MEMBERS, PUBLIC
from vrapport.wording import Wording

Value = TypeVar("Value")


def permitted(
    by_kind: Mapping[str, Mapping[str, Record[RecordFields]]], audiences: frozenset[str], fences: Mapping[str, str]
) -> dict[str, dict[str, Record[RecordFields]]]:
    """Keep what these audiences may read; `fences` gives the audience for each word after `:::`.

    A record of which nothing is taken away stays the very same.
    """
    seen = {
        kind: {
            ident: left_of(record, audiences, fences)
            for ident, record in records.items()
            if record.data.audience in audiences
        }
        for kind, records in by_kind.items()
    }
    return {**seen, "updates": dict(_of_what_is_seen(seen, by_kind, audiences))}


def left_of(record: Record[RecordFields], audiences: frozenset[str], fences: Mapping[str, str]) -> Record[RecordFields]:
    """Cut a record that they may read, or take what it was cut to before: a record never changes."""
    key = _readers(audiences, tuple(fences.items()))
    if key not in record.cut:
        data = _cut(record, audiences, fences)
        record.cut[key] = None if data is record.data else replace(record, data=data)
    return record.cut[key] or record


@lru_cache(maxsize=64)  # every record would hold a list of its own of who they are
def _readers(audiences: frozenset[str], fences: tuple[tuple[str, str], ...]) -> tuple[object, ...]:
    return audiences, fences


def _with(record: Record[RecordFields], data: RecordFields) -> Record[RecordFields]:
    return record if data is record.data else replace(record, data=data)


def _of_what_is_seen(
    seen: ByKind, by_kind: ByKind, audiences: frozenset[str]
) -> Iterator[tuple[str, Record[RecordFields]]]:
    """Keep of the shared updates what they say of decisions and clauses that these audiences may read."""
    known, hidden = ids(seen), frozenset(_hidden_clauses(seen, audiences))
    newest = _newest_told(by_kind, known)
    for ident, record in cast("Mapping[str, Record[SharedUpdate]]", seen.get("updates", {})).items():
        unseen = hidden | frozenset(_confirming_the_unseen(record, newest, known, audiences))
        told = (*record.data.decisions, *(Reference("decisions", typed, record.within) for typed in record.data.each))
        left = {each for each in told if (target := known.target(each)) and target not in unseen}
        if left:
            yield ident, _with(record, _telling_of(left, record))


def _newest_told(by_kind: ByKind, known: Names) -> Mapping[str, list[tuple[VagueDate, str]]]:
    """List the day and the audience of all that was said of each decision, to whomever."""
    told: dict[str, list[tuple[VagueDate, str]]] = defaultdict(list)
    for ident, record in cast("Mapping[str, Record[Decision]]", by_kind.get("decisions", {})).items():
        told[ident] += ((update.date, update.audience) for update in record.data.updates if update.status)
    for shared in cast("Mapping[str, Record[SharedUpdate]]", by_kind.get("updates", {})).values():
        new = (typed for typed, entry in shared.data.each.items() if not entry.unchanged)
        for reference in (*shared.data.decisions, *(Reference("decisions", typed, shared.within) for typed in new)):
            target = known.target(reference)
            if target:
                told[target.id].append((shared.data.date, shared.data.audience))
    return told


def _confirming_the_unseen(
    record: Record[SharedUpdate],
    newest: Mapping[str, list[tuple[VagueDate, str]]],
    known: Names,
    audiences: frozenset[str],
) -> Iterator[Target]:
    """Find the entries that say "unchanged" of what these audiences were not told: to them it would be false."""
    data = record.data
    for typed, entry in data.each.items():
        target = known.target(Reference("decisions", typed, record.within)) if entry.unchanged else None
        before = [told for told in newest.get(target.id, ()) if told[0].last <= data.date.last] if target else []
        if target and before and max(before, key=lambda told: told[0].last)[1] not in audiences:
            yield target


def leaves_others_alone(old: Record[Decision], new: Record[Decision]) -> bool:
    """Tell whether an edit of a decision takes nothing from what others say of it, or refer to.

    Who may read it and each of its clauses is what it was, and so is when something was told of it, and to whom.
    """
    return _follows_from(old) == _follows_from(new)


def _follows_from(record: Record[Decision]) -> object:
    data = record.data
    told = [(update.date, update.audience) for update in data.updates if update.status]
    return data.audience, [clause.audience for clause in data.clauses], told


def _hidden_clauses(seen: ByKind, audiences: frozenset[str]) -> Iterator[Target]:
    for ident, record in cast("Mapping[str, Record[Decision]]", seen.get("decisions", {})).items():
        for number, clause in enumerate(record.data.clauses, 1):
            if clause.audience not in audiences:
                yield Target("decisions", ident, number)


def _telling_of(left: Collection[Reference], record: Record[SharedUpdate]) -> SharedUpdate:
    data = record.data
    together = tuple(reference for reference in data.decisions if reference in left)
    each = {typed: entry for typed, entry in data.each.items() if Reference("decisions", typed, record.within) in left}
    if len(together) == len(data.decisions) and len(each) == len(data.each):
        return data
    return data.model_copy(update={"decisions": together, "each": each})


def _cut(record: Record[RecordFields], audiences: frozenset[str], fences: Mapping[str, str]) -> RecordFields:
    """Take out of a record what others alone may read, and what authors tell vrapport."""
    data = record.data.model_copy(update={"ignore": {}}) if record.data.ignore else record.data
    if isinstance(data, Decision):
        data = _without_hidden_updates(data, audiences)
    if isinstance(data, Decision | Motion) and any(clause.audience not in audiences for clause in data.clauses):
        clauses = tuple(clause if clause.audience in audiences else _hidden(clause) for clause in data.clauses)
        data = data.model_copy(update={"clauses": clauses})
    return _without_hidden_blocks(data, audiences, fences) if any(map(_is_fenced, _texts(record))) else data


def _texts(record: Record[RecordFields]) -> Iterator[Text]:
    return (text for _, text in record.texts)


def _without_hidden_updates(data: Decision, audiences: frozenset[str]) -> Decision:
    hidden = {number for number, clause in enumerate(data.clauses, 1) if clause.audience not in audiences}
    seen = tuple(
        update
        for update in data.updates
        if update.audience in audiences and not (update.clause and hidden.issuperset(update.clause))
    )
    return data if len(seen) == len(data.updates) else data.model_copy(update={"updates": seen})


def _hidden(clause: Clause) -> Clause:
    """Leave an empty place, so that the clauses after it keep their numbers."""
    return Clause.model_construct(audience=clause.audience)


def _without_hidden_blocks(value: Value, audiences: frozenset[str], fences: Mapping[str, str]) -> Value:
    """Rebuild a record with every fenced block taken out that these audiences may not read."""
    if isinstance(value, Text):
        return cut_text(value, audiences, fences)  # type: ignore[return-value]  # a Text gives a Text
    if isinstance(value, BaseModel):
        changed = {
            name: cut
            for name in type(value).model_fields
            if (cut := _without_hidden_blocks(getattr(value, name), audiences, fences)) is not getattr(value, name)
        }
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        items = tuple(_without_hidden_blocks(item, audiences, fences) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value  # type: ignore[return-value]  # a tuple gives a tuple
    if isinstance(value, dict):
        held = {key: _without_hidden_blocks(item, audiences, fences) for key, item in value.items()}
        return held if any(held[key] is not value[key] for key in held) else value  # type: ignore[return-value]  # a dict gives a dict
    return value


def cut_text(text: Text, audiences: frozenset[str], fences: Mapping[str, str]) -> Text:
    """Take the blocks out of a text that these audiences may not read, in every language."""
    if not _is_fenced(text):
        return text
    return replace(
        text, by_language={tag: without_blocks(words, fences, audiences) for tag, words in text.by_language.items()}
    )


def _is_fenced(text: Text) -> bool:
    return any(":::" in words for words in text.by_language.values())


def fences(words: Wording, site: Site) -> Mapping[str, str]:
    """Return the audience that each word after `:::` names."""
    return words.typed_words("audience", (PUBLIC, MEMBERS, *site.audiences))
