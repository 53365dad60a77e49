"""A list that holds less than there is says so, in a sentence at its top."""

from collections.abc import Iterator
from typing import cast

from vrapport.records.motions import Motion
from vrapport.records.reading import Record
from vrapport.views import View
from vrapport.vocabulary import MotionType


def incomplete(view: View, address: str) -> Iterator[str]:
    """Say of the list at an address how many of its kind are here, where the site says that there are more."""
    for kind in view.site.incomplete:
        if address == view.addresses.listing(kind):
            yield view.words.count(f"kind.{kind}.incomplete", _here(view, kind))


def _here(view: View, kind: str) -> int:
    """Count what is here of a kind; an amendment is listed among the motions, and is none."""
    records = view.register.records(kind)
    if kind != "motions":
        return len(records)
    motions = cast("tuple[Record[Motion], ...]", records)
    return sum(motion.data.type is not MotionType.AMENDMENT for motion in motions)
