"""Does no text name a private person?"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from vrapport.checks.texts import Given, Said, texts
from vrapport.dates import shortened
from vrapport.findings import Finding, say, warning
from vrapport.records.bodies import Body
from vrapport.records.fields import Text
from vrapport.register import Records, Register
from vrapport.wording import folded

_ROLES: Mapping[str, tuple[str, ...]] = {
    "sv": (
        "ordförande", "ordföranden", "ledamot", "ledamoten", "ledamöter", "ledamöterna", "sekreterare",
        "sekreteraren", "kassör", "kassören", "suppleant", "suppleanten", "suppleanter", "ersättare", "ersättaren",
        "motionär", "motionären", "motionärer", "gruppledare", "gruppledaren", "kanslichef", "kanslichefen",
        "ombudsman", "ombudsmannen", "ombud", "ombudet", "föredragande", "föredraganden", "justerare", "justeraren",
        "revisor", "revisorn", "regionråd", "regionrådet", "kommunalråd", "kommunalrådet", "borgarråd", "talesperson",
        "talespersonen", "sammankallande", "kontaktperson", "medlemmen",
    ),
    "en": (
        "chair", "chairman", "chairwoman", "chairperson", "vice-chair", "president", "secretary", "treasurer",
        "member", "members", "deputy", "delegate", "mover", "movers", "auditor", "rapporteur", "councillor",
        "convener", "organiser", "spokesperson",
    ),
}  # fmt: skip
# What may stand between a role and a name: a colon, a dash, emphasis, a bracket, the wall of a table; never a comma.
_BETWEEN = r"[\s:*_(\[|–—-]"
_WORD = r"[^\W\d_]+(?:[-’'][^\W\d_]+)*"
_NAME = rf"[^\W\d_a-zß-ÿ]{_WORD}"
_FIRST = re.compile(rf"{_BETWEEN}(?<!\w)(?P<name>{_NAME})\Z")
_LAST = re.compile(rf"\s(?<=[^\W\d_]\s)\s*(?P<name>{_NAME})")
_LONGEST_NAME = 40
_LONGEST_ROLE = 60


def private_name(records: Records, given: Given) -> Iterator[Finding]:
    """Find two words with capital letters right after the word for a role, unless the site knows them."""
    for said in texts(records, given.words):
        for role, first, last in after_a_role(said):
            if not _is_known(first, last, given.names):
                yield warning(
                    "private-name",
                    said.place(role.start("role")),
                    say("“{role} {name}” looks like a person's name.", role=role["role"],
                        name=shortened(f"{first} {last}")),
                    say("Write the role alone, or, if it names no person, add it to “known_names” in {settings}.",
                        settings="content/site.yml"),
                )  # fmt: skip


def after_a_role(said: Said) -> Iterator[tuple[re.Match[str], str, str]]:
    """Yield every two words written as names that follow the word for a role, which may end a longer word.

    The second is looked for first: capitals that do not begin a sentence are rare.
    """
    roles = _roles(said.language)
    for last in _LAST.finditer(said.text) if roles else ():
        first = _FIRST.search(said.text, max(0, last.start() - _LONGEST_NAME), last.start())
        if roles and first and _is_capitalised(first["name"]) and _is_capitalised(last["name"]):
            start = first.start("name")
            role = roles.search(said.text, max(0, start - _LONGEST_ROLE), start)
            if role:
                yield role, first["name"], last["name"]


@cache
def _roles(language: str) -> re.Pattern[str] | None:
    """Match a role that ends where the search ends."""
    roles = _ROLES.get(language)
    return re.compile(rf"\b(?P<role>\w*(?:{'|'.join(roles)})){_BETWEEN}{{1,6}}\Z", re.IGNORECASE) if roles else None


def _is_capitalised(word: str) -> bool:
    """Tell a name from an abbreviation: a capital, and small letters after it."""
    return word[0].isupper() and any(letter.islower() for letter in word[1:])


def _is_known(first: str, last: str, known: frozenset[tuple[str, str]]) -> bool:
    pairs = ((folded(first), folded(end)) for end in (last, last.removesuffix("s")))
    return any(pair in known for pair in pairs)


def no_persons(register: Register) -> frozenset[tuple[str, str]]:
    """Collect every two words that stand beside each other in the name of what is no person."""
    return frozenset(pair for name in _names(register) for pair in pairwise(re.findall(_WORD, folded(name))))


def _names(register: Register) -> Iterator[str]:
    site = register.archive.site
    yield from site.known_names
    yield from _said((site.title, site.organisation, *(area.title for area in site.areas.values())))
    yield from (name for area in site.areas.values() for name in area.also)
    for kind in ("bodies", "campaigns"):
        for record in register.records(kind):
            yield from _said((record.data.title,))
            yield from (*record.data.also, *record.data.former) if isinstance(record.data, Body) else ()


def _said(texts_: Iterable[Text | None]) -> Iterator[str]:
    return (said for text in texts_ if text for said in text.by_language.values())
