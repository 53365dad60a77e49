"""Where kinds of record are listed by name, none is unknown and none is forgotten."""

import pytest

from vrapport.exports.index import _SEARCHED
from vrapport.pages.frame import MENU
from vrapport.pages.moved import PUBLISHED
from vrapport.records import BY_FOLDER, fields
from vrapport.records.fields import PointsTo
from vrapport.register.dangling import _NOTHING
from vrapport.starter import _KEYS

ON_OTHER_PAGES = {"updates"}  # shown on the decisions they speak of
IN_THE_FOOTER = {"pages"}
BY_THEMSELVES = {"decisions"}  # searched with all that was said of them, before the others

LISTS = {
    "MENU": (set(MENU), ON_OTHER_PAGES | IN_THE_FOOTER),
    "PUBLISHED": (set(PUBLISHED), ON_OTHER_PAGES),
    "_SEARCHED": (set(_SEARCHED), ON_OTHER_PAGES | BY_THEMSELVES),
    "_KEYS": (set(_KEYS), set()),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_kinds_has_all_that_have_pages_and_no_others(name: str) -> None:
    listed, left_out = LISTS[name]
    assert listed == set(BY_FOLDER) - left_out


def test_every_kind_that_is_pointed_to_has_a_sentence_for_when_it_is_missing() -> None:
    marks = (mark for each in vars(fields).values() for mark in getattr(each, "__metadata__", ()))
    pointed_to = {mark.kind for mark in marks if isinstance(mark, PointsTo)}
    assert pointed_to
    assert pointed_to <= set(_NOTHING) <= {*BY_FOLDER, "areas", "movers"}
