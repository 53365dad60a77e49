"""Findings are told in the order in which an author works."""

from vrapport.findings import Place, error, in_order, say, warning

SAID = say("Something is wrong.")


def test_on_one_spot_what_stops_the_build_is_told_first() -> None:
    spot = Place("content/a.yml", 3, 1)
    mild, grave = warning("another-code", spot, SAID), error("some-code", spot, SAID)
    assert in_order([mild, grave]) == in_order([grave, mild]) == (grave, mild)


def test_otherwise_they_are_told_from_top_to_bottom_file_by_file() -> None:
    places = [
        Place("content/a.yml", 9),
        Place("content/a.yml", 10, 2),
        Place("content/a.yml", 10, 11),
        Place("content/b.yml"),
    ]
    found = [warning("code", places[0], SAID), *(error("code", place, SAID) for place in places[1:])]
    assert [finding.place for finding in in_order(reversed(found))] == places
