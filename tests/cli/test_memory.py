"""What a command holds to its end is not gone through again and again on the way, and afterwards all is as it was."""

import gc
import subprocess
import sys

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


COMMAND = """
import gc
from vrapport.cli.memory import seldom_searched

with seldom_searched():
    held = [[number] for number in range(2_000_000)]
gc.callbacks.append(lambda _, about: about["generation"] == 2 and print(len(gc.get_objects())))
held += [[number] for number in range(2_000)]
"""


def test_what_is_held_to_the_end_is_not_gone_through_afterwards() -> None:
    told = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True, check=True).stdout
    assert all(int(held) < 1_000_000 for held in told.split())
