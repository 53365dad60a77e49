"""A report edition: a period and a day, over the same records as the site."""

from typing import Annotated
from unicodedata import normalize

from pydantic import Field

from vrapport.records.fields import Coded, Date, Many, MeetingRef, RecordFields
from vrapport.sources import OWN, Home, Source
from vrapport.vocabulary import ReportType

_SEALS, _SEALED = "reports/", ".seal"  # the seal of an adopted report lies beside it


class Report(RecordFields):
    """An account of what became of the decisions of some meetings, as of a day."""

    type: Annotated[ReportType, Coded("report", ReportType)] | None = Field(
        default=None, description="Interim or final"
    )
    period: Date | None = Field(default=None, description="The period it speaks of")
    as_of: Date = Field(description="The day it speaks from")
    covers: Many[MeetingRef] = Field(default=(), description="The meetings whose decisions it follows up")
    adopted: MeetingRef | None = Field(default=None, description="The meeting that adopted it")
    published: Date | None = Field(default=None, description="When it was published")


def is_seal(path: str, home: Home = OWN) -> bool:
    """Tell the seal of a report from the files that may be published."""
    return home.way(path).startswith(_SEALS) and path.endswith(_SEALED)


def seal_path(report: str, home: Home = OWN) -> str:
    """Say where the seal of a report lies, which the whole site knows by this id."""
    return f"{home.folder}/{_SEALS}{home.named(report)}{_SEALED}"


def sealed_report(seal: Source) -> str:
    """Tell which report a seal is of, by where it lies."""
    way = seal.home.way(seal.path)
    return seal.home.whole(normalize("NFC", way.removeprefix(_SEALS).removesuffix(_SEALED)))
