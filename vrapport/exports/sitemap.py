"""What search engines are told: which pages there are, and which must not be followed."""

from collections.abc import Iterator
from html import escape

from vrapport.addresses import absolute
from vrapport.outputs import Output, ready
from vrapport.theme import Page
from vrapport.views import View
from vrapport.vocabulary import PUBLIC

_UNLISTED = frozenset({"missing", "moved"})
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(view: View, pages: tuple[Page, ...]) -> Iterator[Output]:
    """List the public pages (sitemaps.org 0.9); their addresses need the site's `url`, so without it there is none."""
    if view.audience != PUBLIC or not view.site.url:
        return
    addresses = (absolute(view.site.url, page.address) for page in pages if page.kind not in _UNLISTED)
    lines = "".join(f"<url><loc>{escape(address, quote=False)}</loc></url>\n" for address in addresses if address)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SCHEMA}">\n{lines}</urlset>\n'
    yield ready("sitemap.xml", text.encode())


def robots(view: View, pages: tuple[Page, ...]) -> Iterator[Output]:  # noqa: ARG001 - every export is called alike
    """Let robots read a public site, and no other (RFC 9309)."""
    public = view.audience == PUBLIC
    rules = ["User-agent: *", "Allow: /" if public else "Disallow: /"]
    where = absolute(view.site.url, "sitemap.xml") if public else None
    yield ready("robots.txt", "\n".join([*rules, *([f"Sitemap: {where}"] if where else []), ""]).encode())
