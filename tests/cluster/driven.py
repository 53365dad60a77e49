"""A build that kills its workers, one after another: `python -m tests.cluster.driven SCHEDULER SITE OUTPUT PID...`."""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from tests.small import CLOCK
from vrapport.build import Manner, build
from vrapport.cli.asking import Asked
from vrapport.cli.cluster import others
from vrapport.theme import Page, Theme

EVERY = 25  # files made, another worker is killed
TOGETHER = 2

made_here: list[str] = []
make_here = Theme.render


def render(theme: Theme, page: Page) -> bytes:
    """Note what is made in this process; it is sent under this name."""
    made_here.append(page.address)
    return make_here(theme, page)


def main(scheduler: str, site: str, output: str, *workers: str) -> None:
    left = iter(workers)

    def kill(done: int, _total: int) -> None:
        if done % EVERY == 0 and (worker := next(left, None)):
            print(len(made_here))  # noqa: T201 - it is what the test reads
            os.kill(int(worker), signal.SIGKILL)

    Theme.render = render  # type: ignore[method-assign]
    with others(scheduler, Asked(site=Path(site))) as elsewhere:
        assert elsewhere
        few = replace(elsewhere, together=TOGETHER)
        assert build(
            Path(site), Path(output), clock=CLOCK, manner=Manner(progress=kill, elsewhere=lambda: few)
        ).published
    print(len(made_here))  # noqa: T201 - as above


main(*sys.argv[1:])
