"""The preview's web server: answers this machine's own browser, and tells it when there is something new."""

from typing import Any

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.escape import json_decode
from tornado.web import Application, HTTPError, RequestHandler

from vrapport.serve.answers import HTML, answer
from vrapport.serve.preview import Preview

WEB = 80
RELOAD = {"command": "reload", "path": "*", "liveCSS": False, "liveImg": False}


def application(preview: Preview, port: int) -> Application:
    """Put the preview together; whoever asks by another name than this machine's own is turned away."""
    return Application(
        [
            ("/livereload", _Line, {"preview": preview}),
            ("/livereload.js", _Script),
            ("/(.*)", _Pages, {"preview": preview}),
        ],
        default_handler_class=_Nothing,
        log_function=lambda _: None,
        hosts=_names(port),
    )


def _names(port: int) -> frozenset[str]:
    """Tell by which names a browser on this machine knows us; the web's own port is left unsaid."""
    names = ("127.0.0.1", "localhost")
    return frozenset([f"{name}:{port}" for name in (*names, "[::1]")] + [name for name in names if port == WEB])


class _Guarded(RequestHandler):
    """Refuses what comes from elsewhere: another site may send a browser here, under its own name or from its page."""

    def prepare(self) -> None:
        hosts = self.settings["hosts"]
        origin = self.request.headers.get("Origin")
        if self.request.host.lower() not in hosts:
            raise HTTPError(403)
        if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")  # the search index is made of scripts, and
        self.set_header("X-Content-Type-Options", "nosniff")  # a script can be included from anywhere
        self.set_header("X-Frame-Options", "DENY")


class _Pages(_Guarded):
    """The files of the site."""

    def initialize(self, preview: Preview) -> None:
        self._preview = preview

    def get(self, address: str) -> None:
        found = answer(self._preview.shown, address, self.request.host.lower(), self._preview.look_at)
        if found.elsewhere:
            self.redirect(found.elsewhere, status=found.status)
            return
        self.set_status(found.status)
        self.set_header("Content-Type", f"{found.kind}; charset=utf-8" if _is_text(found.kind) else found.kind)
        self.finish(found.content)

    head = get


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc] # livereload does not say its types
    """The script that keeps a page in touch."""


class _Line(_Guarded, LiveReloadHandler):  # type: ignore[misc] # livereload does not say its types
    """The line on which a page waits to be told of something new."""

    def initialize(self, preview: Preview) -> None:
        self._preview = preview
        self._has = ""

    def on_message(self, message: str | bytes) -> None:
        """Shake hands; a page that was fetched before an edit but came on the line after it is told at once."""
        super().on_message(message)
        said: dict[str, Any] = json_decode(message)
        self._has = str(said.get("snipver", self._has))
        if said["command"] == "info" and self._has != self._preview.shown.version:
            self.send_message(RELOAD)


class _Nothing(_Guarded):
    """What no rule leads to."""

    def prepare(self) -> None:
        super().prepare()
        raise HTTPError(404)


def _is_text(kind: str) -> bool:
    return kind == HTML or kind.startswith("text/") or kind in {"application/json", "application/xml", "image/svg+xml"}
