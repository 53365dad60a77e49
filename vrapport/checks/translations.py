"""Is it known of what original each translation was made, and does it still say the same?"""

from collections.abc import Iterator

from vrapport.checks.texts import Given
from vrapport.dates import shortened
from vrapport.findings import Finding, say, warning
from vrapport.records.translations import (
    State,
    name_of,
    pairs,
    place_of_translation,
    remembered,
    state,
    translations,
)
from vrapport.register import Records


def translation_not_recorded(records: Records, given: Given) -> Iterator[Finding]:
    """Find records with translations of which nobody has written down what they were made of."""
    lines, odd = remembered(given.archive.translations)
    for place, text in odd:
        what = say("This line of the file cannot be read: {text}", text=shortened(text))
        hint = say("Remove the line, and run “vrapport translated”.")
        yield warning("translation-not-recorded", place, what, hint)
    known = pairs(lines)
    for record in records:
        found = translations(record, given.site.language)
        new = {said.language for _, said, line in found if state(line, known) is State.NEW}
        if new:
            names = tuple(given.words.tongue(language) for language in sorted(new))
            yield warning(
                "translation-not-recorded",
                record.place("title", key=True),
                say("It is not written down which original the translation to {languages} is made of.",
                    languages=names),
                say("Run “vrapport translated”, and keep the file that it writes."),
            )  # fmt: skip


def original_changed(records: Records, given: Given) -> Iterator[Finding]:
    """Find translations of what has changed since they were made."""
    known = pairs(remembered(given.archive.translations)[0])
    for record in records if known else ():
        for path, said, line in translations(record, given.site.language):
            if state(line, known) is State.OUTDATED:
                yield warning(
                    "original-changed",
                    place_of_translation(record, path, said.language),
                    say("The original has changed since the translation to {language} was made.",
                        language=given.words.tongue(said.language)),
                    say("Mend the translation, or, if it still holds, run “vrapport translated {id}”.",
                        id=name_of(record)),
                )  # fmt: skip
