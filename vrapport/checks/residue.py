"""Is there nothing left in the texts of the word processor that they were pasted from?"""

import re
from collections.abc import Iterator

from vrapport.checks.texts import Given, Said, texts
from vrapport.dates import shortened
from vrapport.findings import Finding, say, warning
from vrapport.register import Records

_SIGNS = (
    r"Fel! (?:Hittar inte referenskälla|Bokmärket är inte definierat|Ogiltig \w*(?:länk|referens)\w*)",
    r"Error! (?:Reference source not found|Bookmark not defined|Not a valid \w+|Hyperlink reference not valid)",
    r"Klicka (?:eller tryck )?här för att ange \w+|Välj ett objekt\.",
    r"Click (?:or tap )?(?:here )?to enter (?:text|a date)|Choose an item\.",
    r"\{\s?(?:PAGE|NUMPAGES|PAGEREF|MERGEFIELD|REF|STYLEREF|HYPERLINK|TOC|SEQ|FORMTEXT|DOCPROPERTY)\b",
    r"\\\* ?MERGEFORMAT",
    r"\b_(?:Toc|Ref|Hlk)\d{5,}|\b_GoBack\b",
    r"\bmso-[a-z-]+\s*:|\bMso(?:Normal|List|Body|Header|Footer|Title)\w*|</?o:p>",
    r"\[cid:",
    (_LOST := "[\ue000-\uf8ff\u00ad\ufffc\ufffd]"),  # own bullets, soft hyphens, pictures and letters that were lost
)
LEFT_BEHIND = re.compile("|".join(_SIGNS))
# One of these stands in all that the patterns above find. To look for them is ten times quicker.
_MARKS = (
    "Fel! ", "Error! ", "Klicka ", "Välj ett objekt.", "Click ", "Choose an item.", "{", "\\*", "_", "mso-", "Mso",
    "o:p>", "[cid:",
)  # fmt: skip
_LOST_SIGN = re.compile(_LOST)


def word_residue(records: Records, given: Given) -> Iterator[Finding]:
    """Find broken references, empty fields and signs that only a word processor understands."""
    for said in texts(records, given.words, may_hold):
        for found in _once_a_line(said):
            sign = found[0]
            yield warning(
                "word-residue",
                said.place(found.start()),
                say("“{found}” was left behind by a word processor.",
                    found=shortened(sign) if sign.isprintable() and sign != "\ufffd" else f"U+{ord(sign):04X}"),
                say("Remove it, or write out what stood there in the document."),
            )  # fmt: skip


def may_hold(text: str) -> bool:
    """Tell at a quick look whether a text may hold anything of the kind."""
    return any(mark in text for mark in _MARKS) or _LOST_SIGN.search(text) is not None


def _once_a_line(said: Said) -> Iterator[re.Match[str]]:
    """Find the first of each line: a text full of them has one fault, not thousands."""
    last = -1
    for found in LEFT_BEHIND.finditer(said.text):
        line = said.text.count("\n", 0, found.start())
        if line != last:
            yield found
        last = line
