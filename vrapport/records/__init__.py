"""The kinds of record: one class each, the only truth about what a file may hold."""

from dataclasses import dataclass

from vrapport.records.bodies import Body
from vrapport.records.campaigns import Campaign
from vrapport.records.decisions import Decision
from vrapport.records.fields import RecordFields
from vrapport.records.meetings import Meeting
from vrapport.records.motions import Motion
from vrapport.records.pages import Page
from vrapport.records.reports import Report
from vrapport.records.resources import Resource
from vrapport.records.statements import Statement
from vrapport.records.statistics import Statistic
from vrapport.records.updates import SharedUpdate


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: the folder it lies in and the class that says what it may hold."""

    folder: str
    fields: type[RecordFields]
    markdown: bool = False

    @property
    def suffix(self) -> str:
        """The suffix a new record of this kind is given."""
        return ".md" if self.markdown else ".yml"


KINDS = (
    Kind("decisions", Decision),
    Kind("motions", Motion, markdown=True),
    Kind("meetings", Meeting, markdown=True),
    Kind("bodies", Body),
    Kind("campaigns", Campaign),
    Kind("statements", Statement, markdown=True),
    Kind("resources", Resource),
    Kind("reports", Report, markdown=True),
    Kind("statistics", Statistic),
    Kind("updates", SharedUpdate),
    Kind("pages", Page, markdown=True),
)

BY_FOLDER = {kind.folder: kind for kind in KINDS}
