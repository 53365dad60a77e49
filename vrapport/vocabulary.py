"""The codes vrapport knows and what they mean; what they are called is for the wording to say."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

PUBLIC: Final = "public"
"""The audience that is everybody; a site may add audiences of its own beside these two."""
MEMBERS: Final = "members"


class Code(StrEnum):
    """One code of one vocabulary, as it stands in files and in the program."""

    @property
    def key(self) -> str:
        """Where the catalogues keep the word for this code: `status.done`."""
        return f"{_NAMES[type(self)]}.{self.value}"


class Status(Code):
    """How far a decision has been carried out."""

    NOT_DONE = "not-done"
    PLANNED = "planned"
    ONGOING = "ongoing"
    PARTLY_DONE = "partly-done"
    MOSTLY_DONE = "mostly-done"
    WAITING = "waiting"
    ON_REQUEST = "on-request"
    UNCLEAR = "unclear"
    DONE = "done"
    DROPPED = "dropped"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"
    UNREPORTED = "unreported"

    @property
    def is_open(self) -> bool:
        """Tell whether something was said, and something is left (`unreported` is neither open nor closed)."""
        return not self.is_closed and self is not Status.UNREPORTED

    @property
    def is_closed(self) -> bool:
        """Tell whether the matter is at an end, fulfilled or not."""
        return self in _CLOSED

    @property
    def is_fulfilled(self) -> bool:
        """Tell whether what was decided came about."""
        return self is Status.DONE

    @property
    def stands_still(self) -> bool:
        """Tell whether it is open and nothing moves: not begun, waiting, or nobody can say."""
        return self in _STILL

    @property
    def is_moving(self) -> bool:
        """Tell whether it is open and on its way, if only by a plan."""
        return self.is_open and not self.stands_still

    @property
    def is_typable(self) -> bool:
        """Tell whether an author may type it, or vrapport alone reckons it."""
        return self is not Status.UNREPORTED

    @classmethod
    def typable(cls) -> tuple["Status", ...]:
        """List what an author may type, in the order of the vocabulary."""
        return tuple(status for status in cls if status.is_typable)


class Outcome(Code):
    """What the meeting did with the proposal."""

    ADOPTED = "adopted"
    CARRIED = "carried"
    CARRIED_AMENDED = "carried-amended"
    CARRIED_IN_PART = "carried-in-part"
    ANSWERED = "answered"
    REJECTED = "rejected"
    HANDED_OVER = "handed-over"
    SENT_BACK = "sent-back"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    RULED_OUT = "ruled-out"
    FALLEN = "fallen"
    STRUCK_OFF = "struck-off"
    NOTED = "noted"

    @property
    def is_typable(self) -> bool:
        """Tell whether an author may type it, or it is reckoned from the clauses."""
        return self is not Outcome.CARRIED_IN_PART

    @property
    def asks_nothing(self) -> bool:
        """Tell whether it leaves nothing to carry out, so that nobody owes an account of it."""
        return self in _ASKS_NOTHING

    @classmethod
    def typable(cls) -> tuple["Outcome", ...]:
        """List what an author may type, in the order of the vocabulary."""
        return tuple(outcome for outcome in cls if outcome.is_typable)


class Schedule(Code):
    """How the work keeps to its time; always reckoned, never typed."""

    ON_TIME = "on-time"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    MOVED = "moved"
    STALE = "stale"
    DONE_ON_TIME = "done-on-time"
    DONE_LATE = "done-late"
    DONE_UNDATED = "done-undated"
    NO_DUE = "no-due"
    NEXT_DUE = "next-due"


class Recurrence(Code):
    """How a recurring commitment is kept; what nobody counted is never called missed."""

    MET = "met"
    ON_PACE = "on-pace"
    BEHIND = "behind"
    MISSED = "missed"
    UNCOUNTED = "uncounted"


class ReferralState(Code):
    """Where a thing sent on to another body stands."""

    TO_SEND = "to-send"
    SENT = "sent"
    AWAITING = "awaiting"
    REMINDED = "reminded"
    REPLIED = "replied"


class Change(Code):
    """What happened to a decision since the last report."""

    CLOSED = "closed"
    MOVED_ON = "moved-on"
    MOVED_BACK = "moved-back"
    REOPENED = "reopened"
    NEW = "new"
    FIRST_REPORTED = "first-reported"
    FELL_SILENT = "fell-silent"
    STILL_UNREPORTED = "still-unreported"
    UNCHANGED = "unchanged"


class Stage(Code):
    """How far a statement has come towards its readers."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    PUBLISHED = "published"


class Course(Code):
    """Where a campaign is in its period; always reckoned, never typed."""

    GOING = "going"
    COMING = "coming"
    OVER = "over"


class MeetingType(Code):
    """What kind of account of a meeting the text is."""

    MINUTES = "minutes"
    REPORT = "report"
    NOTES = "notes"


class BodyType(Code):
    """What sort of body decides, does or is written to."""

    CONFERENCE = "conference"
    BOARD = "board"
    COMMITTEE = "committee"
    OFFICE = "office"
    WORKING_GROUP = "working-group"
    COMMISSION = "commission"
    PARLIAMENTARY_GROUP = "parliamentary-group"
    NOMINATING_COMMITTEE = "nominating-committee"
    BRANCH = "branch"
    NETWORK = "network"
    OUTSIDE = "outside"


class ReportType(Code):
    """Whether a report is made on the way or at the end of its period."""

    INTERIM = "interim"
    FINAL = "final"


class ResourceType(Code):
    """What sort of text the resource bank lends out."""

    MOTION = "motion"
    INTERPELLATION = "interpellation"
    QUESTION = "question"
    LETTER = "letter"
    BUDGET_MOTION = "budget-motion"
    PROPOSAL = "proposal"


class MotionType(Code):
    """Whether members propose something of their own or a change in what is proposed."""

    MOTION = "motion"
    AMENDMENT = "amendment"


class Audience(Code):
    """The audiences every site has."""

    PUBLIC = PUBLIC
    MEMBERS = MEMBERS


class Chart(Code):
    """How figures are drawn."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"
    MULTIPLES = "multiples"
    TABLE = "table"


class Per(Code):
    """The stretch of time in which a recurring commitment is counted."""

    YEAR = "year"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    PERIOD = "period"


class Mover(Code):
    """Who moves a motion without being a body: one member, who stays unnamed."""

    MEMBER = "member"


class Truth(Code):
    """Yes and no."""

    YES = "yes"
    NO = "no"


VOCABULARIES: Final[Mapping[str, type[Code]]] = {
    "status": Status,
    "outcome": Outcome,
    "schedule": Schedule,
    "recurrence": Recurrence,
    "referral": ReferralState,
    "change": Change,
    "stage": Stage,
    "course": Course,
    "meeting": MeetingType,
    "body": BodyType,
    "report": ReportType,
    "resource": ResourceType,
    "motion": MotionType,
    "audience": Audience,
    "chart": Chart,
    "per": Per,
    "mover": Mover,
    "truth": Truth,
}

_NAMES: Final = {codes: name for name, codes in VOCABULARIES.items()}
_STILL: Final = frozenset({Status.NOT_DONE, Status.WAITING, Status.UNCLEAR})
_CLOSED: Final = frozenset({Status.DONE, Status.DROPPED, Status.SUPERSEDED, Status.LAPSED})
_ASKS_NOTHING: Final = frozenset(
    {Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.RULED_OUT, Outcome.FALLEN, Outcome.STRUCK_OFF, Outcome.NOTED}
)

_CARRIED: Final = frozenset({Outcome.ADOPTED, Outcome.CARRIED, Outcome.CARRIED_AMENDED})

ROLL_UP: Final = (
    Status.NOT_DONE,
    Status.UNCLEAR,
    Status.WAITING,
    Status.ON_REQUEST,
    Status.PLANNED,
    Status.ONGOING,
    Status.PARTLY_DONE,
    Status.MOSTLY_DONE,
    Status.DONE,
)
"""What the clauses of a decision add up to: the first of these that any of them has."""

# Only where nothing else was reported: a whole of clauses that all ended unfulfilled ended no better than the worst.
_UNFULFILLED: Final = (Status.LAPSED, Status.DROPPED, Status.SUPERSEDED)


def summed_up(outcomes: Iterable[Outcome]) -> Outcome | None:
    """Say in one word what was done with the parts of a proposal; where no word holds for all, in none."""
    found = set(outcomes)
    if len(found) < 2:  # noqa: PLR2004 - one word is the word
        return next(iter(found), None)
    if not found & _CARRIED:
        return None
    if found <= _CARRIED:
        return Outcome.CARRIED_AMENDED if Outcome.CARRIED_AMENDED in found else Outcome.CARRIED
    return Outcome.CARRIED_IN_PART


def went_back(before: Status, after: Status) -> bool:
    """Tell whether something that is still open has not come as far as it had."""
    return after.is_open and (before.is_closed or (before.is_open and ROLL_UP.index(after) < ROLL_UP.index(before)))


def rolled_up(statuses: Iterable[Status]) -> Status:
    """Say how far a whole has come whose parts have come this far; silence about a part is left out."""
    reported = set(statuses)
    return next((status for status in ROLL_UP + _UNFULFILLED if status in reported), Status.UNREPORTED)
