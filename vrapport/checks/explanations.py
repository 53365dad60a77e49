"""Does every account say more than a status?"""

from collections.abc import Iterator

from vrapport.findings import Finding, say, warning
from vrapport.register import Register
from vrapport.wording import Wording


def status_without_explanation(register: Register, words: Wording) -> Iterator[Finding]:
    """Find the newest accounts that give a status with neither explanation, evidence nor next step."""
    for decision in register.decisions.values():
        latest = {id(item.latest.told): item.latest for item in decision.items if item.latest}
        for account in latest.values():
            if not account.explains(words):
                yield warning(
                    "unexplained",
                    account.place,
                    say("The status “{status}” comes without an explanation.", status=account.status),
                    say("Add “text:” with what was done, “evidence:”, or “next:” with what comes next."),
                )
