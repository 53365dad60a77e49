"""A motion: what someone asks a meeting to decide. Amendments are motions too."""

from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic import ValidationInfo as Info

from vrapport.records.decisions import Clause
from vrapport.records.fields import (
    AreaRef,
    Coded,
    Many,
    MeetingRef,
    PointsTo,
    RecordFields,
    Reference,
    Text,
    reader_of,
    short_for,
)
from vrapport.vocabulary import MotionType, Mover, Outcome


def _unnamed(value: object, info: Info) -> object:
    """Read the words for a member who stays unnamed, such as `enskild medlem`."""
    code = reader_of(info).words.code_for("mover", value, (Mover.MEMBER,)) if isinstance(value, str) else None
    return Reference("movers", code) if code else value


class Motion(RecordFields):
    """What the movers ask for (clauses), their reasons (text) and what the board says of it."""

    meeting: MeetingRef | None = Field(default=None, description="The meeting it was put to")
    area: AreaRef | None = Field(default=None, description="The area it belongs to")
    movers: Many[Annotated[Reference, PointsTo("movers"), BeforeValidator(_unnamed)]] = Field(
        default=(), description="The bodies that move it, or “enskild medlem”"
    )
    clauses: Many[Annotated[Clause, BeforeValidator(short_for("text"))]] = Field(
        default=(), description="What they ask for, clause by clause"
    )
    type: Annotated[MotionType, Coded("motion", MotionType)] = Field(
        default=MotionType.MOTION, description="Motion or amendment"
    )
    amends: Text | None = Field(default=None, description="What an amendment amends")
    opinion: Text | None = Field(default=None, description="The board's view")
    proposal: Many[Text] = Field(default=(), description="The clauses the board wants decided")
    outcome: Annotated[Outcome, Coded("outcome", Outcome)] | None = Field(
        default=None, description="What became of it, where no decision answers it"
    )
