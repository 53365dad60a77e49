"""Does every "unchanged" confirm something that was said?"""

from collections.abc import Iterator
from typing import cast

from vrapport.findings import Finding, say, warning
from vrapport.records.fields import Reference
from vrapport.records.reading import Record
from vrapport.records.updates import SharedUpdate
from vrapport.register import Register
from vrapport.wording import Wording


def unchanged_of_nothing(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find rounds of reporting that say "unchanged" of what nothing was ever said of: it says nothing."""
    for record in cast("tuple[Record[SharedUpdate], ...]", register.records("updates")):
        for typed, entry in record.data.each.items():
            target = register.archive.target(Reference("decisions", typed, record.within)) if entry.unchanged else None
            decision = register.decisions.get(target.id) if target else None
            items = (
                [item for item in decision.items if target.clause in {None, item.number}] if decision and target else []
            )
            if items and record.data.date.begins <= register.today and not any(item.accounts for item in items):
                yield warning(
                    "unchanged-of-nothing",
                    record.place("each", typed, key=True),
                    say("Nothing was said of “{id}” before, so “unchanged” says nothing.", id=typed),
                    say("Write “status:” and “text:” on lines of their own, below the id."),
                )
