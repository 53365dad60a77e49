"""How well a list of hits answers a question: recall, the place of the first good hit, and the order of all."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log2
from pathlib import Path
from statistics import mean

RECALLED = 20  # hits: how far a patient reader looks
RANKED = 10  # hits: the first page of results
_CENTRAL, _ALSO = 2, 1

Scores = tuple[float, float, float]
"""Recall, reciprocal rank and order, each from 0 to 1."""


@dataclass(frozen=True)
class Query:
    """A question with its known answers: each record's id and how well it answers."""

    ident: str
    name: str
    held_out: bool
    corpus: str
    text: str
    grades: Mapping[str, int]


def queries(path: Path) -> list[Query]:
    """Read the labelled queries."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Query(
                row["id"],
                row["class"],
                row["part"] == "held out",
                row["corpus"],
                row["query"],
                dict.fromkeys(row["also"].split(), _ALSO) | dict.fromkeys(row["central"].split(), _CENTRAL),
            )
            for row in rows
        ]


def scores(query: Query, hits: Sequence[str]) -> Scores:
    """Score the hits (ids, best first) of one query."""
    return recall(query, hits), reciprocal_rank(query, hits), order(query, hits)


def recall(query: Query, hits: Sequence[str]) -> float:
    """Tell how many of the answers are among the first hits, of as many as there is room for."""
    found = query.grades.keys() & set(hits[:RECALLED])
    return len(found) / min(RECALLED, len(query.grades))


def reciprocal_rank(query: Query, hits: Sequence[str]) -> float:
    """Give 1 where the first hit is as good an answer as there is, 1/2 where the second is the first that is."""
    best = max(query.grades.values())
    return next((1 / place for place, hit in enumerate(hits[:RECALLED], 1) if query.grades.get(hit) == best), 0)


def order(query: Query, hits: Sequence[str]) -> float:
    """Compare the order of the first page with the best possible (nDCG): central answers first, then the others."""
    best = sorted(query.grades.values(), reverse=True)[:RANKED]
    return _gain(query.grades.get(hit, 0) for hit in hits[:RANKED]) / _gain(best)


def _gain(grades: Iterable[int]) -> float:
    return sum(grade / log2(place + 1) for place, grade in enumerate(grades, 1))


def by_class(scored: Iterable[tuple[Query, Scores]]) -> dict[str, Scores]:
    """Take the means of each class, in the order of the queries."""
    return {
        name: tuple(mean(each) for each in zip(*(got for _, got in group), strict=True))
        for name, group in groupby(scored, lambda one: one[0].name)
    }
