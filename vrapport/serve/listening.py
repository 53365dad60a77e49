"""Where the preview listens: on this machine only, at the port that was asked for or the next free one."""

import os
from socket import create_server, socket

from vrapport.findings import Finding, Place, error, say

HERE = "127.0.0.1"
USUAL_PORTS = range(8000, 8020)


class PortTakenError(Exception):
    """The port cannot be had; carries what to tell the one who asked for it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def listen(port: int | None) -> socket:
    """Take the port, or the first of the usual ones that is free."""
    if port is not None:
        return _listen_at(port)
    for usual in USUAL_PORTS:
        try:
            return _listen_at(usual)
        except PortTakenError:
            continue
    return _listen_at(0)  # any that the system has


def port_of(listening: socket) -> int:
    """Tell at which port one listens."""
    return int(listening.getsockname()[1])


def _listen_at(port: int) -> socket:
    try:
        listening = create_server((HERE, port))
    except OSError as fault:
        raise PortTakenError(_taken(port, fault)) from fault
    listening.settimeout(0)  # as the event loop needs it
    return listening


def _taken(port: int, fault: OSError) -> Finding:
    return error(
        "port-taken",
        Place(f"{HERE}:{port}"),
        say("Port {port} cannot be used: {reason}.", port=port, reason=os.strerror(fault.errno or 0)),
        say("Choose another with “--port”, or leave it out: then the next free one is taken."),
    )
