"""Records that have grown old: 30 faults of ten sorts are all found, and 30 near-misses beside them stay silent."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.told import asked

SITE = Path(__file__).parent / "site"
Places = tuple[str, ...]

# Written by hand: for each sort, the line and column of its three faults, and the lines of its three near-misses.
FAULTS: Mapping[str, Places] = {
    "unknown-status": (
        "decisions/status/fel-1.yml:5:13",
        "decisions/status/fel-2.yml:5:13",
        "updates/fel-status.yml:6:13",
    ),
    "overtaken-status": (
        "decisions/rost/fel-1.yml:5:13",
        "decisions/rost/fel-2.yml:5:13",
        "decisions/rost/fel-3.yml:5:13",
    ),
    "statuses-disagree": ("motions/lekplats.md:4:10", "updates/2020-10.yml:5:5", "updates/2020-12-b.yml:5:5"),
    "clauses-disagree": (
        "decisions/satser/fel-1.yml:8:13",
        "decisions/satser/fel-2.yml:3:9",
        "decisions/satser/fel-3.yml:8:13",
    ),
    "drifting-deadline": (
        "bodies/resegruppen.yml:5:8",
        "decisions/tid/fel-1.yml:10:12",
        "decisions/tid/fel-3.yml:10:12",
    ),
    "former-name": (
        "decisions/namn/fel-1.yml:3:14",
        "decisions/namn/fel-2.yml:6:33",
        "decisions/namn/fel-3.yml:3:26",
    ),
    "dangling-word": (
        "decisions/ovan/fel-1.yml:3:31",
        "decisions/ovan/fel-2.yml:4:15",
        "decisions/ovan/fel-3.yml:3:38",
    ),
    "word-residue": ("decisions/rester/fel-1.yml:3:24", "decisions/rester/fel-2.yml:6:11", "pages/om.md:6:1"),
    "decision-without-record": (
        "meetings/styrelsen/2020-05-04.md:10:11",
        "meetings/styrelsen/2020-05-04.md:12:5",
        "meetings/styrelsen/2020-05-04.md:20:18",
    ),
    "private-name": (
        "decisions/person/fel-1.yml:3:10",
        "decisions/person/fel-3.yml:6:11",
        "pages/styrelsen.md:6:1",
    ),
}
NEAR_MISSES: Mapping[str, Mapping[str, str]] = {
    "unknown-status": {
        "decisions/status/nara-1.yml:5": "status: Pågående arbete",
        "decisions/status/nara-2.yml:5": "status: Verkställt",
        "decisions/status/nara-3.yml:5": "status: nästan klart",
    },
    "overtaken-status": {  # one of two groups is done; the statement is a draft; five months late is not six
        "decisions/rost/nara-1.yml:5": "status: pågår",
        "decisions/rost/nara-2.yml:5": "status: planeras",
        "decisions/rost/nara-3.yml:5": "status: planeras",
    },
    "statuses-disagree": {  # the same status; a later month; an outcome for each of two motions
        "updates/2020-10.yml:8": "status: pågår",
        "decisions/lage/nara-2.yml:5": "status: pågår",
        "motions/skolgarden.md:4": "outcome: bifallen",
    },
    "clauses-disagree": {  # some are carried out, others not; of another month; the silent clause goes on
        "decisions/satser/nara-1.yml:8": "status: delvis genomfört",
        "decisions/satser/nara-2.yml:12": "status: genomfört",
        "decisions/satser/nara-3.yml:8": "status: pågår",
    },
    "drifting-deadline": {  # the same last day; moved within one record; two letters to members
        "decisions/tid/nara-1.yml:10": "due: 2021-05-31",
        "decisions/tid/nara-2.yml:10": "due: 2021-01",
        "decisions/tid/nara-3.yml:10": "due: 2021-04",
    },
    "former-name": {  # the wording decided; said to be former; part of longer words
        "decisions/namn/nara-1.yml:3": "Landstingsgruppen",
        "decisions/namn/nara-2.yml:6": "(tidigare Landstingsgruppen)",
        "decisions/namn/nara-3.yml:3": "Landstingsgruppernas program om landstingsgruppsmöten",
    },
    "dangling-word": {  # longer words; after what it points to; what every reader knows
        "decisions/ovan/nara-1.yml:3": "ovanligt stor fest, med tak ovanpå",
        "decisions/ovan/nara-2.yml:5": "Att dessa krav",
        "decisions/ovan/nara-3.yml:3": "Under denna verksamhetsperiod",
    },
    "word-residue": {
        "decisions/rester/nara-1.yml:3": "ett fel! Referenskällan är hittad",
        "decisions/rester/nara-2.yml:6": "Klicka här för att anmäla dig",
        "pages/kontakt.md:6": "• Skriv till oss om REF-numret {123}",
    },
    "decision-without-record": {  # how the meeting is held; of another body at another time; followed up
        "meetings/styrelsen/2020-05-04.md:7": "Styrelsen beslutade att godkänna dagordningen",
        "meetings/styrelsen/2020-05-04.md:14": "har beslutat att flytta",
        "meetings/styrelsen/2020-05-04.md:16": "Styrelsen beslutade att måla bänkarna. [[status/nara-1]]",
    },
    "private-name": {  # a known name; a body's name; a new sentence
        "decisions/person/nara-1.yml:3": "ombudet Norra Hamnen",
        "pages/hamnen.md:4": "ledamoten Stora Regiongruppen",
        "decisions/person/nara-3.yml:6": "ordföranden. Förnamn Efternamn",
    },
}


@cache
def found() -> Mapping[str, list[str]]:
    """Tell every place by the sort of fault that it has."""
    places: dict[str, list[str]] = defaultdict(list)
    for finding in asked(SITE).findings:
        places[finding.code].append(str(finding.place).removeprefix("content/"))
    return places


def test_there_are_thirty_of_each() -> None:
    assert len(FAULTS) == len(NEAR_MISSES) == 10
    assert {len(places) for places in (*FAULTS.values(), *NEAR_MISSES.values())} == {3}


@pytest.mark.parametrize("sort", FAULTS)
def test_every_fault_is_found_and_nothing_else_is_called_one(sort: str) -> None:
    assert sorted(found()[sort]) == sorted(FAULTS[sort])


@pytest.mark.parametrize(("sort", "place"), [(sort, place) for sort, near in NEAR_MISSES.items() for place in near])
def test_a_near_miss_is_there_and_stays_silent(sort: str, place: str) -> None:
    path, _, line = place.partition(":")
    assert NEAR_MISSES[sort][place] in (SITE / "content" / path).read_text(encoding="utf-8").split("\n")[int(line) - 1]
    assert not [said for said in found()[sort] if said.startswith(f"{place}:")]
