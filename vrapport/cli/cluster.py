"""Other machines: the workers of a Dask scheduler, which make the pages of a site for this one."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vrapport.cli.asking import Asked, RefusedError

if TYPE_CHECKING:
    from distributed import Client

    from vrapport.outputs import Elsewhere
    from vrapport.wording import Wording

PATIENCE = 3  # seconds: who has not answered by then does not answer
LOGS = ("distributed", "distributed.client", "tornado.application")  # what is lost is made here, and needs no word
ENCRYPTED = ("tls://", "wss://")
SETTINGS = {
    "distributed.comm.timeouts.connect": f"{PATIENCE}s",
    "distributed.admin.large-graph-warning-threshold": "1GB",  # pages are sent with what is on them, as is meant
}


@contextmanager
def others(scheduler: str | None, asked: Asked) -> Iterator["Elsewhere | None"]:
    """Reach the workers of a scheduler, if one is named; say in the site's words why they cannot be used."""
    if scheduler is None:
        yield None
        return
    try:
        import dask
        import distributed  # noqa: F401 - only to know whether it is there
    except ImportError as fault:
        raise RefusedError(_not_installed(asked)) from fault
    from vrapport.outputs import Elsewhere

    if not asked.debug:
        for log in LOGS:
            logging.getLogger(log).setLevel(logging.CRITICAL)
    with dask.config.set(SETTINGS), _reached(scheduler, asked) as client:
        _see_that_they_are_as_here(client, scheduler, asked)
        yield Elsewhere(client.get_executor(pure=False), lambda: _left(client))


def _reached(scheduler: str, asked: Asked) -> "Client":
    """Reach a scheduler; what is wrong with an address is seen first, as a client that was misled is slow to go."""
    from distributed import Client, Security
    from distributed.comm.addressing import get_address_host_port

    security = Security()  # as Dask's own configuration says
    try:
        get_address_host_port(scheduler)
        if scheduler.startswith(ENCRYPTED) and not security.get_connection_args("client").get("ssl_context"):
            raise RefusedError(_without_certificates(scheduler, asked))
        return Client(scheduler, timeout=PATIENCE, security=security, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise RefusedError(_unreachable(scheduler, asked)) from fault


def _see_that_they_are_as_here(client: "Client", scheduler: str, asked: Asked) -> None:
    """Refuse workers that would not make the very same pages: with another program, or none."""
    from vrapport.makers import program

    found = client.run(program, on_error="return")
    if not found:
        raise RefusedError(
            _words(asked)._(
                "The scheduler at {address} has no workers. Start one on each machine: dask worker {address}",
                address=scheduler,
            )
        )
    strange = sorted(worker for worker, made_by in found.items() if made_by != program())
    if strange:
        raise RefusedError(
            _words(asked)._(
                "These workers lack vrapport, or have another version of it, of Python or of a library: {workers}. "
                "Install the same there as here.",
                workers=", ".join(strange),
            )
        )


def _left(client: "Client") -> int:
    """Count the workers; where nobody can be asked there are none."""
    try:
        return len(client.nthreads())
    except Exception:  # noqa: BLE001 - of whatever kind a lost connection is, the work is done here
        return 0


def _not_installed(asked: Asked) -> str:
    return _words(asked)._(
        "Other machines are reached through Dask, which is not installed. Install it: {command}",
        command=f"{sys.executable} -m pip install distributed",
    )


def _without_certificates(scheduler: str, asked: Asked) -> str:
    return _words(asked)._(
        "{address} asks for TLS, and Dask's own configuration here names no certificates.", address=scheduler
    )


def _unreachable(scheduler: str, asked: Asked) -> str:
    return _words(asked)._(
        "No scheduler answers at {address}. Start one with “dask scheduler”, and give the address that it shows.",
        address=scheduler,
    )


def _words(asked: Asked) -> "Wording":
    from vrapport.project import read_project

    return read_project(asked.root).words
