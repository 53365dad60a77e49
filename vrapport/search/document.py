"""What is searched: the pages of a site, as text and as what one can narrow a search down by."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from vrapport.digests import canonical, digest, written
from vrapport.search.words import cut, tidy

Known = tuple[str, str]
"""A document as one that was seen before is known again: its address, and a hash of all that it is."""

FACETS = ("kind", "area", "status", "body", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One searchable page in one language, already filtered to what one audience may read."""

    address: str
    title: str
    text: str
    kind: str
    area: str = ""
    status: str = ""
    status_code: str = ""
    bodies: tuple[str, ...] = ()
    year: str = ""
    ident: str = ""
    answers: tuple[str, ...] = ()  # by what short names it is asked for too: those of the motions it answers
    became: str = ""  # the status of the decision that answers it, as a code
    tongue: str = ""  # the language of its title, where that is not the index's
    foreign: tuple[tuple[str, str], ...] = ()  # what of its text is in another language, with that language

    def facet(self, name: str) -> tuple[str, ...]:
        """Give the values of one of FACETS, in the site's own words."""
        if name == "body":
            return self.bodies
        value: str = getattr(self, name)
        return (value,) if value else ()


_facts = attrgetter(*(field.name for field in fields(Document) if field.name != "text"))


def known(document: Document) -> Known:
    """Give a document's address, and a hash of all that it is."""
    return document.address, digest(_written(_facts(document)), _encoded(document.text))


def _written(facts: tuple[object, ...]) -> bytes:
    try:
        return written(facts)
    except ValueError:  # there is half a letter in it, which is no UTF-8
        return _encoded(canonical(facts))


def _encoded(text: str) -> bytes:
    return text.encode(errors="backslashreplace")


def tidied(document: Document) -> Document:
    """Make a document's texts such that the page cuts them into the very words that were indexed."""
    typed = document.title, document.text, document.ident, document.answers, document.foreign
    title, text, ident = map(tidy, typed[:3])
    answers = tuple(map(tidy, document.answers))
    foreign = tuple((language, tidy(text)) for language, text in document.foreign)
    if (title, text, ident, answers, foreign) == typed:  # as nearly always
        return document
    return replace(document, title=title, text=text, ident=ident, answers=answers, foreign=foreign)


def tongues(documents: Sequence[Document]) -> Mapping[str, str]:
    """Tell the language of each word that stands in no text of the index's own language."""
    tidy_ones = {number: tidied(each) for number, each in enumerate(documents) if each.foreign or each.tongue}
    foreign = {word: language for document in tidy_ones.values() for word, language in _foreign(document)}
    if not foreign:
        return foreign
    whole = (tidy_ones.get(number) or tidied(each) for number, each in enumerate(documents))
    own = set().union(*map(_own, whole))
    return {word: language for word, language in foreign.items() if word not in own}


def _own(document: Document) -> set[str]:
    """Find the words of a document that stand oftener in it than in what is in another language."""
    words = Counter([*cut(document.title), *cut(document.text)])
    words.subtract(word for word, _ in _foreign(document))
    return {word for word, times in words.items() if times > 0}


def _foreign(document: Document) -> Iterator[tuple[str, str]]:
    title = [(document.tongue, document.title)] if document.tongue else []
    for language, text in (*title, *document.foreign):
        for word in cut(text):
            yield word, language


def oldest_first(document: Document) -> tuple[object, ...]:
    """Order documents so that a new one comes last: the numbers, and so the files, of the others stay."""
    natural = [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", document.address)]
    return document.year, natural, document.address
