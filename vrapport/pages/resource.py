"""A page of the resource bank: a proposal that others can use again."""

from collections.abc import Iterator
from typing import cast

from vrapport.pages.frame import framed, listed
from vrapport.records.reading import Record
from vrapport.records.resources import Resource
from vrapport.theme import Page
from vrapport.views import Plain, View


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
        "file": None,
        "similar": [],
        "place": view.line(data.place),
        "group": view.referred(data.group),
        "date": view.date(data.date),
        "topics": [view.line(topic) for topic in data.topics],
    }
