"""What is said of a decision on a day: its status then, what was done, and what comes next."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, Field

from vrapport.findings import say
from vrapport.records.fields import BodyRef, Coded, Count, Date, DecisionRef, Fault, Fields, Many, Text, short_for
from vrapport.vocabulary import PUBLIC, Status


class Step(Fields):
    """Something still to be done: a sentence, or what, who and by when."""

    what: Text = Field(description="What is to be done")
    who: Many[BodyRef] = Field(default=(), description="The body that does it")
    due: Date | None = Field(default=None, description="The last day, as well as it is known")


Steps = Many[Annotated[Step, BeforeValidator(short_for("what"))]]


class Told(Fields):
    """The part of an account that speaks of one decision."""

    status: Annotated[Status, Coded("status", Status)] | None = Field(default=None, description="How far it has come")
    said: Text | None = Field(default=None, description="The phrase the report used, where it is not the label itself")
    text: Text | None = Field(default=None, description="What has been done")
    evidence: Many[Text] = Field(default=(), description="What shows it: a document, a meeting, a link")
    when: Date | None = Field(default=None, description="When the thing happened, if known")
    next: Steps = Field(default=(), description="What comes next")
    waits_for: Many[BodyRef] = Field(default=(), description="Whom it waits for (status waiting)")
    reason: Text | None = Field(default=None, description="Why (status dropped, or a closed decision that reopens)")
    decided_by: Many[BodyRef] = Field(default=(), description="The body that decided to drop it")
    successor: DecisionRef | None = Field(default=None, description="The decision that replaces it")

    def faults(self) -> Iterator[Fault]:
        """Ask for what a status cannot do without."""
        for key in NEEDED.get(self.status, ()) if self.status else ():
            if not getattr(self, key):
                yield Fault(
                    "status-needs-more",
                    say("A decision that is “{status}” needs “{key}”.", status=self.status, key=key),
                    say("Add a line that begins with “{key}:”.", key=key),
                    ("status",),
                )


class Update(Told):
    """A dated account of one decision. Updates are added, never changed."""

    date: Date = Field(description="The day the account speaks of")
    by: Many[BodyRef] = Field(default=(), description="The body that gives the account")
    clause: Many[Count] = Field(default=(), description="The clauses it speaks of; without it, the whole decision")
    audience: Annotated[str, Coded("audience")] = Field(default=PUBLIC, description="Who may read it")


NEEDED: dict[Status, tuple[str, ...]] = {
    Status.WAITING: ("waits_for",),
    Status.DROPPED: ("reason", "decided_by"),
    Status.SUPERSEDED: ("successor",),
}
