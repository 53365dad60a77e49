"""Is the paragraph that a decision names to be found in the minutes?"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from vrapport.dates import shortened
from vrapport.findings import Finding, error, say
from vrapport.register import Followed, Register
from vrapport.wording import Wording


def paragraph_missing(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find decisions that name a paragraph which their meeting's minutes, where these are numbered, do not have."""
    yield from paragraph_missing_of(register.decisions.values(), register)


def paragraph_missing_of(decisions: Iterable[Followed], register: Register) -> Iterator[Finding]:
    """Find which of some decisions name a paragraph that is not there."""
    for decision in decisions:
        typed, meeting = decision.paragraph_number, decision.meeting
        if typed and meeting:
            known = [paragraph.number for paragraph in register.minutes[meeting.id] if paragraph.number]
            if known and typed not in known:
                near = next(iter(get_close_matches(typed, known, n=1)), known[-1])
                yield error(
                    "missing-place",
                    decision.record.place("paragraph"),
                    say("“{id}” has no place called “{fragment}”.", id=meeting.id, fragment=f"§ {shortened(typed)}"),
                    say("Did you mean “{near}”?", near=near),
                )
