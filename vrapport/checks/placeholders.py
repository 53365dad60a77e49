"""Is every text that was begun also written?"""

from collections.abc import Iterator

from vrapport.checks.texts import texts
from vrapport.findings import Finding, say, warning
from vrapport.register import Register, is_unfilled
from vrapport.wording import Wording


def placeholder(register: Register, words: Wording) -> Iterator[Finding]:
    """Find texts that are nothing but the dots that a new file begins with."""
    for said in texts(register, words, is_unfilled):
        yield warning(
            "placeholder",
            said.place(0),
            say("Only dots stand where a text is to be written."),
            say("Write the text, or remove the line."),
        )
