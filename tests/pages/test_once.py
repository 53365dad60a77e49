"""What pages have in common is made once, and is theirs alone; what is on one is made when it is asked for."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.small import CLOCK, FILES, write
from vrapport.build import in_language, public_view
from vrapport.digests import canonical
from vrapport.examining import examine
from vrapport.exports.data import decision_data
from vrapport.pages import pages
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.register import Followed
from vrapport.theme import theme
from vrapport.views import Plain, View, once, once_each

SHOWCASE = Path("tests/showcase")
DECISION = """\
title: Beslut {n}
area: kampanj
meeting: 2019/arsmote
text: Föreningen gör det, se [[2019/A1]].
updates:
  - date: 2019-{month:02}-10
    status: pågår
    text: Ett brev är skrivet i fråga {n}.
    next:
      what: Brevet skickas
      due: 2020-03-{month:02}
"""


def view_of(root: Path) -> View:
    examined = examine(root, clock=CLOCK)
    assert examined.project
    assert examined.register
    return public_view(examined.project, examined.register.today)


def of_many(root: Path, n: int) -> View:
    """Return the view of the small site with so many decisions more."""
    more = {f"content/decisions/2019/B{k}.yml": DECISION.format(n=k, month=k % 12 + 1) for k in range(1, n + 1)}
    return view_of(write(root, {**FILES, **more}))


@pytest.fixture(scope="module")
def showcase() -> tuple[View, ...]:
    examined = examine(SHOWCASE, clock=CLOCK)
    assert examined.project
    assert examined.register
    view = public_view(examined.project, examined.register.today)
    return tuple(in_language(examined.project, view, language) for language in view.languages)


def test_no_page_changes_what_others_show_too(showcase: tuple[View, ...]) -> None:
    for view in showcase:
        made = list(pages(view))
        first = {page.address: canonical(page.data) for page in made}
        again = {page.address: canonical(page.data) for page in reversed(made)}
        alone = {page.address: canonical(page.data) for page in pages(replace(view))}
        assert first == again == alone


def test_a_view_made_of_another_takes_nothing_over(tmp_path: Path) -> None:
    view = of_many(tmp_path, 1)
    record = view.register.records("decisions")[0]
    english = replace(view, addresses=replace(view.addresses, prefix="en/"))
    assert view.record(record)["address"] == "beslut/2019/A1.html"
    assert english.record(record)["address"] == "en/beslut/2019/A1.html"


def test_what_is_made_once_is_told_apart_by_what_it_is_made_of(tmp_path: Path) -> None:
    asked: list[int] = []

    @once_each
    def doubled(_: View, thing: list[int]) -> list[int]:
        asked.append(len(thing))
        return [*thing, *thing]

    @once
    def counted(_: View) -> int:
        return len(asked)

    view = of_many(tmp_path, 1)
    one = [1]
    assert doubled(view, one) is doubled(view, one)
    # Each list is gone when the next is made, which then may lie where it lay.
    assert [doubled(view, [number]) for number in range(50)] == [[number, number] for number in range(50)]
    assert len(asked) == 51
    assert counted(view) == 51
    doubled(view, [2])
    assert counted(view) == 51
    assert counted(replace(view)) == 52


def test_a_page_is_made_when_it_is_asked_for_and_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    whole = View.prose

    def noted(view: View, text: object, origin: object) -> object:
        made.append("prose")
        return whole(view, text, origin)  # type: ignore[arg-type]

    view = of_many(tmp_path, 20)
    monkeypatch.setattr(View, "prose", noted)
    page = next(page for page in pages(view) if page.kind == "decision")
    made.clear()
    assert page.data["decision"]["id"]
    several = len(made)
    assert several
    ready = page.made()
    made.clear()
    assert ready.data["decision"] is ready.data["decision"]
    assert not made
    assert page.data == ready.data
    assert len(made) == several


def test_no_row_is_made_before_the_page_that_it_stands_on(
    showcase: tuple[View, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    view = replace(showcase[0])
    rows: list[str] = []
    whole, plain = View.row, View.plain_row

    def noted(view: View, decision: Followed, **said: Any) -> Plain:  # noqa: ANN401 - what a row may say
        rows.append(decision.id)
        return whole(view, decision, **said)

    def noted_plainly(view: View, record: Record[RecordFields], *said: Any, **more: Any) -> Plain:  # noqa: ANN401
        rows.append(record.id)
        return plain(view, record, *said, **more)

    monkeypatch.setattr(View, "row", noted)
    monkeypatch.setattr(View, "plain_row", noted_plainly)
    found = list(pages(view))
    assert not rows
    assert next(page for page in found if page.kind == "list").data["list"]["groups"]
    assert rows


def test_a_page_follows_from_its_frame_too(tmp_path: Path) -> None:
    view = of_many(tmp_path, 1)
    look = theme(tmp_path, {view.language: view.words})
    page = next(pages(view))
    day = replace(page, frame=replace(page.frame, data={**page.frame.data, "today": None}))
    moved = replace(page, make=lambda: {**page.make(), "front": None})
    assert len({look.fingerprint_of(page), look.fingerprint_of(day), look.fingerprint_of(moved)}) == 3
    assert look.fingerprint_of(page) == look.fingerprint_of(page.made())


def calls(work: Callable[[], object]) -> int:
    """Count what is called while something is done: the same on any machine."""
    count = 0

    def called(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_twice_the_decisions_are_twice_the_work(tmp_path: Path) -> None:
    def work(view: View) -> Callable[[], object]:
        def done() -> object:
            return [page.data for page in pages(view)], [output.plan().make() for output in decision_data(view, ())]

        return done

    few, many, most = (calls(work(of_many(tmp_path / str(n), n))) for n in (60, 120, 240))
    assert many - few < (most - many) < 2.2 * (many - few)
