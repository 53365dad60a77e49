"""Where the records are kept: the page of a git host that opens a new file, filled in as far as the host allows."""

from urllib.parse import quote, urlencode, urlsplit

_NAMED = {  # part of a host's name: how it opens a new file, and what it calls the file's path and text
    "github": ("new/{branch}", "filename", "value"),
    "gitlab": ("-/new/{branch}", "file_name", "content"),  # GitLab fills the path in, and leaves the text out as yet
    "codeberg": ("_new/{branch}/", "filename", "value"),
    "forgejo": ("_new/{branch}/", "filename", "value"),
    "gitea": ("_new/{branch}/", "filename", "value"),
}


def new_file(repository: str, branch: str, path: str, text: str) -> str | None:
    """Return the address that opens a new file on the branch; None where the host is not known by its name."""
    host = (urlsplit(repository).hostname or "").lower()
    found = next((manner for name, manner in _NAMED.items() if name in host), None)
    if found is None:
        return None
    way, path_key, text_key = found
    asked = urlencode({path_key: path, text_key: text}, quote_via=quote)
    return f"{repository.rstrip('/').removesuffix('.git')}/{way.format(branch=quote(branch))}?{asked}"
