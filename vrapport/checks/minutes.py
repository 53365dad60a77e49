"""Is every task that a meeting gives followed up by a record?"""

import re
from collections.abc import Iterator

from vrapport.findings import Finding, say, warning
from vrapport.records.fields import Reference
from vrapport.register import Register, leads_to
from vrapport.wording import Wording


def task_without_record(register: Register, words: Wording) -> Iterator[Finding]:
    """Find paragraphs of minutes that give somebody a task and lead to no record."""
    phrases = [phrase.strip() for phrase in words.word("minutes.task").split(",")]
    gives_task = re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in phrases), re.IGNORECASE)
    for ident, paragraphs in register.minutes.items():
        record = register.archive.by_kind["meetings"][ident]
        for decided in (decided for paragraph in paragraphs for decided in paragraph.decisions):
            followed = any(_is_decision(register, leads_to(record, mention)) for mention in decided.mentions)
            if not followed and gives_task.search(decided.text):
                yield warning(
                    "task-without-record",
                    record.place_in_text(("text",), decided.line, 1),
                    say("The decision gives a task, but leads to no record that is followed up."),
                    say("Write a record for it and put its id at the end of the paragraph: [[...]]."),
                )


def _is_decision(register: Register, reference: Reference | None) -> bool:
    target = register.archive.target(reference)
    return target is not None and target.kind == "decisions"
