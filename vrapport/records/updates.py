"""A dated account of several decisions at once, or a whole round of reporting."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic import ValidationInfo as Info

from vrapport.dates import shortened
from vrapport.findings import say
from vrapport.records.accounts import Told
from vrapport.records.fields import BodyRef, Date, DecisionRef, Fault, Many, RecordFields, Truth, WrongError, reader_of
from vrapport.vocabulary import Status


class Entry(Told):
    """What a round of reporting says of one decision."""

    unchanged: Truth = Field(default=False, description="Nothing new since the last account")

    def faults(self) -> Iterator[Fault]:
        """Ask for a status, unless nothing changed: then there is nothing more to say."""
        yield from super().faults()
        if self.unchanged:
            yield from (_beside_unchanged(key) for key in Told.model_fields if getattr(self, key))
        if not (self.status or self.unchanged):
            yield Fault(
                "entry-without-status",
                say("The entry has no status."),
                say("Write “status:” and a status, or “unchanged” after the id."),
            )


def _beside_unchanged(key: str) -> Fault:
    return Fault(
        "new-beside-unchanged",
        say("“{key}” stands beside “unchanged”.", key=key),
        say("Remove “unchanged” where there is something new to say, or else the other line."),
        (key,),
    )


def _word_for_unchanged(value: object, info: Info) -> object:
    """Let `oförändrat` stand for an entry in which nothing is new."""
    if not isinstance(value, str):
        return value
    if reader_of(info).words.code_for("change", value, ("unchanged",)):
        return {"unchanged": True}
    is_status = reader_of(info).words.code_for("status", value, Status.typable())
    raise WrongError(
        Fault(
            "entry-without-status",
            say("“{typed}” says nothing of the decision.", typed=shortened(value)),
            say("Write “status: {status}” on a line of its own, below the id.", status=value)
            if is_status
            else say("Write “unchanged”, or “status:” on a line of its own."),
        )
    )


class SharedUpdate(Told, RecordFields):
    """One account of several decisions (`decisions`), or one for each (`each`)."""

    date: Date = Field(description="The day the account speaks of")
    by: Many[BodyRef] = Field(default=(), description="The body that gives the account")
    decisions: Many[DecisionRef] = Field(default=(), description="The decisions it speaks of")
    each: dict[str, Annotated[Entry, BeforeValidator(_word_for_unchanged)]] = Field(
        default_factory=dict, description="An entry per decision (or clause: 2019/A13-14.2)"
    )

    def faults(self) -> Iterator[Fault]:
        """Hold the two forms apart."""
        yield from super().faults()
        if bool(self.decisions) == bool(self.each):
            yield Fault(
                "update-form",
                say("A shared update has either “decisions” or “each”."),
                say("Name the decisions and give one status, or give each decision an entry of its own."),
            )
        elif self.decisions and not self.status:
            yield Fault("update-form", say("The update has no status."), say("Add a line that begins with “status:”."))
