"""A site while it is being edited: built at every save, and shown in the browser with whatever is wrong in it."""

import asyncio
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from socket import socket
from threading import Thread

from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop

from vrapport.build import Built
from vrapport.findings import say
from vrapport.serve.listening import HERE, PortTakenError, listen, port_of
from vrapport.serve.preview import Preview
from vrapport.serve.server import application
from vrapport.serve.watching import SiteWatcher, watched

__all__ = ["PortTakenError", "serve"]

TURN = 0.0005  # seconds that the build goes on while a browser waits for its page: Python's own are ten times as long


def serve(  # noqa: PLR0913 - what a person may ask of the preview, each by its name
    root: Path,
    output: Path,
    *,
    port: int | None,
    open_browser: bool,
    today: date | None,
    clock: Callable[[], date],
    report: Callable[[Built], None],
    announce: Callable[[str], None],
) -> None:
    """Show a site on this machine until Ctrl-C; without a port, at the first free one from 8000 on.

    Every build is handed to `report`, and the sentence that tells the address to `announce`. A port that was asked
    for and cannot be had raises PortTakenError.
    """
    sys.setswitchinterval(TURN)
    listening = listen(port)
    address = f"http://{HERE}:{port_of(listening)}/"
    preview = Preview(root.resolve(), output, today=today, clock=clock, report=report)
    watcher = SiteWatcher(partial(watched, root))
    with suppress(KeyboardInterrupt):
        watcher.begin()  # before the first file is read, so that an edit during the first build is seen
        watcher.insist(preview.refresh)

        def opened() -> None:
            announce(preview.words.tell(say("The site is shown at {address} until you press Ctrl-C.", address=address)))
            if open_browser:
                Thread(target=webbrowser.open, args=(address,), daemon=True).start()

        asyncio.run(_attend(preview, watcher, listening, opened))


async def _attend(preview: Preview, watcher: SiteWatcher, listening: socket, opened: Callable[[], None]) -> None:
    """Answer the browser, and build in a thread beside that; ends only by Ctrl-C or a fault of ours.

    `opened` is called when the loop runs: from then on, Ctrl-C is the loop's to handle, wherever it strikes.
    """
    loop = IOLoop.current()

    def rebuild() -> bool:
        told = preview.shown.version

        def tell() -> None:
            nonlocal told
            if preview.shown.version != told:
                told = preview.shown.version
                loop.add_callback(LiveReloadHandler.reload_waiters, "*")

        settled = preview.refresh(tell, lambda: watcher.is_edited, watcher.edits())
        tell()
        return settled

    LiveReloadHandler.watcher = watcher
    server = HTTPServer(application(preview, port_of(listening)))
    server.add_socket(listening)
    try:
        opened()
        await asyncio.to_thread(watcher.attend, rebuild)
    finally:
        watcher.stop()
        server.stop()
