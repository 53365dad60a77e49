"""A page of the resource bank: a proposal that others can use again."""

from collections.abc import Iterator
from typing import cast

from vrapport.pages.frame import framed, listed
from vrapport.prose import Reach, reach, well_formed
from vrapport.records.reading import Record
from vrapport.records.resources import Resource
from vrapport.register import Attachment, lies
from vrapport.theme import Page
from vrapport.views import Plain, View, attachment_address


def resources(view: View) -> Iterator[Page]:
    """Make a page for every resource."""
    for resource in cast("tuple[Record[Resource], ...]", view.register.records("resources")):
        data = _resource(view, resource)
        yield framed(
            view, "resource.html", view.addresses.record("resources", resource.id), data["title"], {"resource": data},
            kind="resource", crumbs=[listed(view, "resources")], origin=resource,
        )  # fmt: skip


def _resource(view: View, resource: Record[Resource]) -> Plain:
    data = resource.data
    return {
        "title": view.title(resource),
        "type": view.word_or_none(data.type),
        "text": view.prose(data.text, resource),
        "summary": view.prose(data.summary, resource),
        "source": view.line(data.source),
        "file": _file(view, resource),
        "similar": [],
        "place": view.line(data.place),
        "group": view.referred(data.group),
        "date": view.date(data.date),
        "topics": [view.line(topic) for topic in data.topics],
    }


def _file(view: View, resource: Record[Resource]) -> Plain | None:
    """Lead to what is lent out: a file beside the record, another record, or (`href`) an address of somebody else's."""
    typed = resource.data.link or ""
    lying = lies(resource.source.path, typed) if typed and reach(typed) is Reach.SITE else None
    if isinstance(lying, Attachment):
        title = lying.path.rpartition("/")[2]
        return {"title": title, "address": attachment_address(lying.path), "status": None, "href": None}
    if reach(typed) is Reach.OUTSIDE:
        return {"title": typed, "address": None, "status": None, "href": well_formed(typed)}
    found = view.referred(lying)
    return {**found, "href": None} if found else None
