"""Is it said why a matter that was closed is open again?"""

from collections.abc import Iterator
from itertools import pairwise

from vrapport.findings import Finding, say, warning
from vrapport.register import Register
from vrapport.wording import Wording


def reopened_without_reason(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find accounts that open a closed matter again and do not say why."""
    for decision in register.decisions.values():
        pairs = (pair for item in decision.items for pair in pairwise(item.accounts))
        reopening = {
            after.place: (before, after)
            for before, after in pairs
            if before.status.is_closed and after.status.is_open and not after.told.reason
        }
        for before, after in reopening.values():
            yield warning(
                "reopened-without-reason",
                after.place,
                say("What was “{before}” is now “{after}” again.", before=before.status, after=after.status),
                say("Add a line “reason:” that says why."),
            )
