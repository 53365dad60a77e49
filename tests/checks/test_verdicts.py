"""Records that had nothing to answer are not asked again, and nothing is ever kept silent by that."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.checks.test_checks import CASES
from tests.told import CLOCK, MEETING, SETTINGS, Files, line, write
from vrapport.checks import CHECKS, RecordCheck, ask_each, given
from vrapport.checks.verdicts import Verdicts, mark, verdicts
from vrapport.digests import digest
from vrapport.examining import Examined, examine
from vrapport.findings import Place, Severity, warning
from vrapport.findings import say as said
from vrapport.keeping import Shelf, place_of
from vrapport.register import standing

A, B, S = "content/decisions/a.yml", "content/decisions/b.yml", "content/site.yml"
QUIET = {A: "title: Resor\nsummary: Tåg, se [[b]].\n", B: "title: Brev\n"}
OTHER_SETTINGS = (
    SETTINGS,
    f"{SETTINGS}known_names: [Anna Berg]\n",
    f"{SETTINGS}languages: [sv, en]\n",
    f"{SETTINGS}audiences: {{styrelsen: Styrelsen}}\n",
    f"{SETTINGS}words: {{minutes.task: ombeds}}\n",
    f"{SETTINGS}statuses: {{pagar: Rullar}}\n",
    f"{SETTINGS}language: en\n",
    SETTINGS.replace("miljo", "klimat"),
)
Edit = Callable[[Path, Random], object]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "site", QUIET)


def look(root: Path, *, showing: bool = True) -> Examined:
    return examine(root, clock=CLOCK, shelf=Shelf(root, "1"), showing=showing)


def told(examined: Examined) -> list[str]:
    return [line(examined, finding) for finding in examined.findings]


def anew(root: Path) -> list[str]:
    return told(examine(root, clock=CLOCK))


def left(root: Path) -> set[str]:
    """Name the records that would be asked."""
    site = examine(root, clock=CLOCK)
    assert site.register
    records, shelf = site.register.archive, Shelf(root, "1")
    known = verdicts(shelf, given(site.register, site.words).key, standing(records), tuple(records.everything()))
    return {record.source.path for record in known.left}


def a_case(root: Path, chance: Random) -> object:
    """Lay files of a case that complains, or of one that is content, over those that are there."""
    failing, _, passing = CASES[chance.choice(sorted(CASES))]
    return write(root, {S: (root / S).read_bytes()}, chance.choice([failing, passing]))


def a_file_less(root: Path, chance: Random) -> object:
    files = sorted(path for path in (root / "content").rglob("*.*") if path.name != "site.yml")
    for path in chance.sample(files, min(len(files), 1)):
        path.unlink()
    return files


def a_broken_file(root: Path, chance: Random) -> object:
    files = sorted((root / "content/decisions").rglob("*.yml"))
    return chance.choice(files).write_text("title: [", encoding="utf-8") if files else None


def other_settings(root: Path, chance: Random) -> object:
    return (root / S).write_text(chance.choice(OTHER_SETTINGS), encoding="utf-8")


def damage(root: Path, chance: Random) -> object:
    path = place_of(root, "verdicts")
    kept = bytearray(path.read_bytes() if path.is_file() else b"x")
    kept[chance.randrange(len(kept))] ^= 1
    return path.write_bytes(kept[: chance.choice([len(kept), len(kept) // 2])])


EDITS: tuple[Edit, ...] = (a_case, a_case, a_case, a_case, a_file_less, a_broken_file, other_settings, damage)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_found_is_what_would_be_found_anew(tmp_path: Path, seed: int) -> None:
    chance, root = Random(seed), write(tmp_path / "site", QUIET)  # noqa: S311 - no secret
    look(root)
    for _ in range(10):
        chance.choice(EDITS)(root, chance)
        assert told(look(root, showing=chance.random() < 0.5)) == anew(root)


def test_only_what_changed_is_asked_again(root: Path) -> None:
    assert left(root) == {A, B}
    look(root)
    assert left(root) == set()
    (root / A).write_text("title: Resor\nsummary: Buss, se [[b]].\n", encoding="utf-8")
    assert left(root) == {A}


def test_what_has_something_to_answer_is_asked_again(root: Path) -> None:
    (root / A).write_text("title: Resor\nsummary: ...\n", encoding="utf-8")
    look(root)
    assert left(root) == {A}


def test_what_is_silenced_has_nothing_to_answer(root: Path) -> None:
    (root / A).write_text("title: Resor\nsummary: ...\nignore: {placeholder: Vi vet.}\n", encoding="utf-8")
    look(root)
    assert left(root) == set()


@pytest.mark.parametrize("setting", ["languages: [sv, en]", "audiences: {styrelsen: Styrelsen}", "stale_after: 3"])
def test_other_settings_alone_ask_every_record_again(root: Path, setting: str) -> None:
    look(root)
    assert left(root) == set()
    (root / S).write_text(f"{SETTINGS}{setting}\n", encoding="utf-8")
    assert left(root) == {A, B}


NEW: Mapping[str, Files] = {
    "a record": {"content/decisions/c.yml": "title: Ny\n"},
    "minutes": MEETING,
    "a file": {"content/decisions/bilaga.pdf": b"%PDF"},
}


@pytest.mark.parametrize("new", NEW)
def test_what_comes_beside_leaves_the_others_in_peace(root: Path, new: str) -> None:
    look(root)
    write(root, {S: SETTINGS}, NEW[new])
    assert not left(root) & {A, B}
    assert told(look(root)) == anew(root)


GONE: Mapping[str, tuple[Files, Files]] = {
    "a record": ({A: "title: x\nsummary: Se [[b]].\n", B: "title: y\n"}, {B: ""}),
    "a clause": (
        {A: "title: x\nsummary: Se [[b.2]].\n", B: "title: y\nclauses: [Ett, Två]\n"},
        {B: "title: y\nclauses: [Ett]\n"},
    ),
    "a file": ({A: "title: x\nsummary: Se [bilagan](bilaga.pdf).\n", "content/decisions/bilaga.pdf": b"%PDF"},
               {"content/decisions/bilaga.pdf": ""}),
    "a paragraph": (
        {A: "title: x\nsummary: Se [[meetings/m#4]].\n", **MEETING},
        {"content/meetings/m.md": "---\nbody: ds\ndate: 2019-06-10\n---\n## § 5 Resor\n"},
    ),
    "a body's other name": (
        {A: "title: x\nresponsible: Gamla\n", "content/bodies/ds.yml": "title: Styrelsen\nalso: [Gamla]\n"},
        {"content/bodies/ds.yml": "title: Styrelsen\n"},
    ),
    "an area": ({A: "title: x\narea: miljo\n"}, {S: SETTINGS.replace("miljo", "klimat")}),
    "readers of the site's own": (
        {A: "title: x\ntext: |\n  ::: styrelsen\n  Ja.\n  :::\n",
         S: f"{SETTINGS}audiences: {{styrelsen: Styrelsen}}\n"},
        {S: SETTINGS},
    ),
    "a name that is no person's": (
        {A: "title: x\nsummary: Ordförande Anna Berg.\n", "content/campaigns/k.yml": "title: Anna Berg\n"},
        {"content/campaigns/k.yml": "title: Berg\n"},
    ),
    "a record that could not be read": ({A: "title: x\nsummary: Se [[b]].\n", B: "title: [\n"}, {B: ""}),
    "the figures of a dataset": (
        {"content/statistics/s.yml": "title: x\nchart: bars\n", "content/statistics/s.csv": "År,Antal\n2019,7\n"},
        {"content/statistics/s.csv": "År,Antal\n2019,3\n"},
    ),
    "a translation": (
        {S: f"{SETTINGS}languages: [sv, en]\n", "content/pages/om.en.md": "---\ntitle: About\n---\nYes\n",
         "content/pages/om.md": "---\ntitle: Om\nignore: {translation-not-recorded: Vi vet.}\n---\nJa\n"},
        {"content/pages/om.en.md": "---\ntitle: About\n---\nSee <b>x</b> [[nobody]]\n"},
    ),
    "what was remembered of a translation": (
        {S: f"{SETTINGS}languages: [sv, en]\n", A: "title: {sv: Ja, en: Yes}\n",
         "content/translations.txt": f"decisions/a en title {digest('Ja')[:16]} {digest('Yes')[:16]}\n"},
        {"content/translations.txt": f"decisions/a en title {digest('Nej')[:16]} {digest('Yes')[:16]}\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("gone", GONE)
def test_what_others_leaned_on_is_missed(tmp_path: Path, gone: str) -> None:
    before, after = GONE[gone]
    root = write(tmp_path / "site", before)
    was = told(look(root))
    for path, text in after.items():
        (root / path).write_text(str(text), encoding="utf-8") if text else (root / path).unlink()
    now = told(look(root))
    assert now == anew(root)
    assert now != was


def test_a_record_of_a_branch_that_takes_the_place_of_another_is_seen(tmp_path: Path) -> None:
    root = write(tmp_path / "site", {
        S: f"{SETTINGS}roots: [grenar/kista]\n", B: "title: y\nclauses: [Ett, Två]\n",
        "grenar/kista/decisions/a.yml": "title: x\nsummary: Se [[b.2]].\n",
    })  # fmt: skip
    look(root)
    write(root, {S: (root / S).read_bytes()}, {"grenar/kista/decisions/b.yml": "title: egen\n"})
    assert told(look(root)) == anew(root)
    assert any("missing-place" in said for said in told(look(root)))


@pytest.mark.parametrize("kept", [None, 1, [], {}, {"silent": 1, "stand": 2}, {"silent": {A: 1}, "stand": []},
                                  {"silent": {"x": []}, "stand": [[], 3]}])  # fmt: skip
def test_what_has_not_the_shape_of_what_is_kept_is_nothing(root: Path, kept: object) -> None:
    site = examine(root, clock=CLOCK)
    assert site.register
    key = given(site.register, site.words).key
    Shelf(root, "1").keep("verdicts", kept, key)
    assert left(root) == {A, B}
    assert told(look(root)) == anew(root)


def test_verdicts_of_another_version_are_none(root: Path) -> None:
    look(root)
    place = place_of(root, "verdicts")
    kept = place.read_bytes()
    examine(root, clock=CLOCK, shelf=Shelf(root, "2"))
    assert place.read_bytes() != kept
    assert left(root) == {A, B}


def test_nobody_is_cleared_by_what_no_record_can_be_held_to(root: Path) -> None:
    site = examine(root, clock=CLOCK)
    assert site.register
    known = Verdicts(Shelf(root, "1"), "k", frozenset(), {}, tuple(site.register.archive.everything()))
    known.keep([warning("x", Place("elsewhere.txt"), said("Nobody knows."))])
    assert not place_of(root, "verdicts").exists()
    known.keep([warning("x", Place(A), said("This one."))])
    assert verdicts(known.shelf, "k", frozenset(), known.records).silent.keys() == {B}


def test_a_mark_tells_figures_and_translations(root: Path) -> None:
    site = examine(write(root, GONE["a translation"][0], GONE["the figures of a dataset"][0]), clock=CLOCK)
    assert site.register
    page, dataset = (
        site.register.archive.by_kind[kind][ident] for kind, ident in (("pages", "om"), ("statistics", "s"))
    )
    assert len({mark(page), mark(replace(page, translations={})), page.source.digest}) == 2
    assert mark(dataset) != mark(replace(dataset, source=replace(dataset.source, beside=None)))


@pytest.mark.parametrize("code", CASES)
def test_each_record_answers_for_itself(tmp_path: Path, code: str) -> None:
    site = examine(write(tmp_path, CASES[code][0]), clock=CLOCK)
    assert site.register
    beside, records = given(site.register, site.words), tuple(site.register.archive.everything())
    alone = [str(found) for record in records for found in ask_each((record,), beside)]
    assert sorted(alone) == sorted(map(str, ask_each(records, beside)))


def test_what_may_stop_a_build_is_asked_before_what_may_not(tmp_path: Path) -> None:
    ahead: list[object] = []
    for number, (failing, _, _) in enumerate(CASES.values()):
        ahead.clear()
        root = write(tmp_path / str(number), failing)
        found = examine(root, clock=CLOCK, ahead=lambda *_: ahead.append(1)).findings
        assert bool(ahead) == all(finding.severity is Severity.WARNING for finding in found)


def test_most_checks_that_can_be_are_of_a_record() -> None:
    assert {check.code for check in CHECKS if isinstance(check, RecordCheck)} >= {
        "private-name",
        "risky-text",
        "placeholder",
    }
