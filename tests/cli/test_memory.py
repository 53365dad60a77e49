"""What a command holds to its end is not gone through again and again on the way, and afterwards all is as it was."""

import gc

import pytest

from vrapport.cli.memory import seldom_searched


def searches() -> int:
    """Count how often all that is held was gone through."""
    return int(gc.get_stats()[-1]["collections"])


def test_what_was_made_long_ago_is_let_be() -> None:
    with seldom_searched():
        before = searches()
        held = [[number] for number in range(2_000_000)]
        assert searches() == before
    assert len(held) == 2_000_000


def test_afterwards_python_searches_as_it_did() -> None:
    known, within = gc.get_threshold(), []
    with pytest.raises(KeyError), seldom_searched():
        within.append({}[gc.get_threshold()])
    with seldom_searched():
        within.append(gc.get_threshold())
    assert gc.get_threshold() == known
    assert within != [known]
