"""What the search index of a site costs from nothing, in seconds of processors: printed by a process of its own.

The records are read and checked before, as in every build. What is counted is all that is done for the search alone:
to gather what each page says, to load the dictionary, to put words, compounds and cards into shards, to make these,
and to keep what the next build is to know. Nothing that another build has kept is at hand.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from processes import CLONE

from vrapport.build import Draft
from vrapport.cli.memory import seldom_searched
from vrapport.examining import examine
from vrapport.exports.index import search_index
from vrapport.keeping import Shelf
from vrapport.makers import program

DAY = date(2026, 1, 2)


def measured(site: Path) -> float:
    """Measure in a fresh process, whose user has kept nothing yet."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(CLONE), "XDG_CACHE_HOME": folder}
        command = (sys.executable, __file__, site, folder)
        said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return float(said.stdout)


def seconds(site: Path, kept: Path) -> float:
    """Make the index in every language, and see what that took this process and those it started."""
    drafts = list[Draft]()
    examine(site, clock=DAY, ahead=lambda project, register: drafts.append(Draft(project, register)))
    draft = drafts[0]
    views = [replace(view, shelf=Shelf(kept, program())) for view in draft.in_each_language(draft.view)]
    before = spent()
    made = [output.make() for view in views for folder in search_index(view, ()) for output in folder.plan()]
    after = spent()
    if not made:
        raise SystemExit(f"{site} has no index.")
    return after - before


def spent() -> float:
    """Tell the seconds of processors that this process has had, and those of its children that have ended."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    with seldom_searched():
        print(seconds(Path(sys.argv[1]), Path(sys.argv[2])))
