"""What is new, as a feed that readers and programs follow (Atom, RFC 4287)."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from vrapport.accountability.news import News
from vrapport.addresses import absolute, beside
from vrapport.outputs import Output, ready
from vrapport.theme import Page
from vrapport.views import View

NEWEST = 100
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def feed(view: View, pages: tuple[Page, ...]) -> Iterator[Output]:  # noqa: ARG001 - every export is called alike
    """Publish the feed beside the page; its links are whole, so without the site's `url` there is none."""
    if view.site.url:
        yield ready(beside(view.addresses.top("changes"), ".xml"), _written(view, view.site.url))


def _written(view: View, url: str) -> bytes:
    newest = view.news[:NEWEST]
    page = view.addresses.top("changes")
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": view.language})
    _add(root, "id", absolute(url, beside(page, ".xml")))
    _add(root, "title", f"{view.line(view.site.title)}: {view.words.word('page.changes')}")
    _add(root, "updated", _midnight(newest[0].day if newest else view.register.today))
    _add(root, "link", rel="self", type="application/atom+xml", href=absolute(url, beside(page, ".xml")) or url)
    _add(root, "link", rel="alternate", type="text/html", href=absolute(url, page) or url)
    _add(ET.SubElement(root, "author"), "name", view.line(view.site.organisation) or view.line(view.site.title) or url)
    for one in newest:
        _entry(ET.SubElement(root, "entry"), view, url, one)
    ET.indent(root, space=" ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(entry: ET.Element, view: View, url: str, one: News) -> None:
    _add(entry, "id", _tag(url, one.when.begins.year, one.name, view.language))
    _add(entry, "title", _title(view, one))
    _add(entry, "updated", _midnight(one.day))
    _add(entry, "link", rel="alternate", type="text/html", href=_link(view, url, one))
    told = one.account.told if one.account else None
    said = view.line(told.text or told.reason) if told else None
    _add(entry, "summary", said or _title(view, one))


def _title(view: View, one: News) -> str:
    """Name what was told, and how far it has come by that; an account of several by its own title."""
    if not one.moves:
        return view.title(one.origin)
    title = view.title(one.origin if len(one.moves) > 1 else one.moves[0].decision.record)
    states = dict.fromkeys(view.words.label(move.after) for move in one.moves)
    return f"{title}: {', '.join(states)}"


def _link(view: View, url: str, one: News) -> str:
    """Lead to the account, or to the page of what is new where it stands among others."""
    if not one.moves:
        return absolute(url, view.addresses.record(one.origin.kind, one.origin.id)) or url
    if len(one.moves) > 1:
        return f"{absolute(url, view.addresses.top('changes'))}#n-{one.content}"
    move = one.moves[0]
    page = absolute(url, view.addresses.record("decisions", move.decision.id))
    return f"{page}#{move.anchor(view.words)}"


def _tag(url: str, year: int, name: str, language: str) -> str:
    """Name something for ever (RFC 4151), wherever its page may come to lie."""
    return f"tag:{urlsplit(url).hostname or 'localhost'},{year}:{language}/{quote(name)}"


def _midnight(when: date) -> str:
    return f"{when.isoformat()}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> None:
    child = ET.SubElement(parent, name, {key: _NOT_IN_XML.sub("", value) for key, value in attributes.items()})
    child.text = _NOT_IN_XML.sub("", text) if text else None
