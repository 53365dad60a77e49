"""Where the records are kept: the pages of a git host that edit a file, show its history, or take a message."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit


@dataclass(frozen=True, slots=True)
class _Host:
    """How a host is asked: the way to each page, and what it calls the parts of what is filled in there."""

    new: tuple[str, str, str]
    edit: str
    history: str
    message: tuple[str, str, str]


_FORGEJO = _Host(
    new=("_new/{branch}/", "filename", "value"),
    edit="_edit/{branch}/{path}",
    history="commits/branch/{branch}/{path}",
    message=("issues/new", "title", "body"),
)
_NAMED = {  # part of a host's name
    "github": _Host(
        new=("new/{branch}", "filename", "value"),
        edit="edit/{branch}/{path}",
        history="commits/{branch}/{path}",
        message=("issues/new", "title", "body"),
    ),
    "gitlab": _Host(
        new=("-/new/{branch}", "file_name", "content"),  # GitLab fills the path in, and leaves the text out as yet
        edit="-/edit/{branch}/{path}",
        history="-/commits/{branch}/{path}",
        message=("-/issues/new", "issue[title]", "issue[description]"),
    ),
    "codeberg": _FORGEJO,
    "forgejo": _FORGEJO,
    "gitea": _FORGEJO,
}


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on a git host, the branch a site is built from, and the folder the site lies in ("" at the top).

    Every question is answered by an address, or by None where the host is not known by its name.
    """

    address: str
    branch: str
    folder: str = ""

    def new_file(self, path: str, text: str) -> str | None:
        """Open a new file, filled in as far as the host allows."""
        return self._filled_in(host.new, self._path(path), text) if (host := self._host) else None

    def edit(self, path: str) -> str | None:
        """Open a file to be changed."""
        return self._page(host.edit, path) if (host := self._host) else None

    def history(self, path: str) -> str | None:
        """Show when and how a file was changed."""
        return self._page(host.history, path) if (host := self._host) else None

    def message(self, title: str, text: str) -> str | None:
        """Begin a message to those who keep the records."""
        return self._filled_in(host.message, title, text) if (host := self._host) else None

    @property
    def _host(self) -> _Host | None:
        host = (urlsplit(self.address).hostname or "").lower()
        return next((known for name, known in _NAMED.items() if name in host), None)

    def _path(self, path: str) -> str:
        return f"{self.folder}/{path}" if self.folder else path

    def _page(self, way: str, path: str = "") -> str:
        base = self.address.rstrip("/").removesuffix(".git")
        return f"{base}/{way.format(branch=quote(self.branch), path=quote(self._path(path)))}"

    def _filled_in(self, manner: tuple[str, str, str], first: str, second: str) -> str:
        way, *keys = manner
        asked = urlencode(dict(zip(keys, (first, second), strict=True)), quote_via=quote)
        return f"{self._page(way)}?{asked}"
