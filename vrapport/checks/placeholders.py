"""Is every text that was begun also written?"""

from collections.abc import Iterator

from vrapport.checks.texts import Given, texts
from vrapport.findings import Finding, say, warning
from vrapport.register import Records, is_unfilled


def placeholder(records: Records, given: Given) -> Iterator[Finding]:
    """Find texts that are nothing but the dots that a new file begins with."""
    for said in texts(records, given.words, is_unfilled):
        yield warning(
            "placeholder",
            said.place(0),
            say("Only dots stand where a text is to be written."),
            say("Write the text, or remove the line."),
        )
