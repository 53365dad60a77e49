"""How text becomes words to search for; `cut` and `fold` in templates/assets/search.js must do exactly the same."""

import re
import unicodedata
from contextlib import suppress

# Marks that stand upon letters are part of the word: accents, and the vowels of Arabic.
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
_WORD = re.compile(rf"\w[\w{_MARKS}]*")
# What hangs on a word is left out: the genitive or article of an abbreviation ("VU:s", "DS:en", "member's"), and the
# hyphen of a single letter, which would else be a word alone ("e-post", "A-kassa"). Each pattern begins with a rare
# character, because the expression engine then skips to it: this is the hot spot of the index.
_COLON = re.compile(r":(?<=\w:)[^\W\d_]{1,3}(?!\w)")
_APOSTROPHE = re.compile(r"['\u2019](?<=\w.)[sS](?!\w)")
_HYPHEN = re.compile(rf"-(?<=[^\W\d_]-)(?<![\w{_MARKS}]\w-)(?=\w)")
_INVISIBLE = (
    "\N{SOFT HYPHEN}", "\N{ARABIC TATWEEL}", "\N{ZERO WIDTH SPACE}", "\N{ZERO WIDTH NON-JOINER}", "\N{WORD JOINER}",
)  # fmt: skip

# Letters that Unicode does not take apart into a letter and a mark, and two that Arabic writes either way.
_ARABIC = {"\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
           "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}"}  # fmt: skip
_LATIN = {"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
_WHOLE_LETTERS = str.maketrans(_LATIN | _ARABIC)


def tidy(text: str) -> str:
    """Write every letter in one way, without the marks that only say where a line may break."""
    for character in _INVISIBLE:
        text = text.replace(character, "")
    return unicodedata.normalize("NFC", text)


def _in_lower_case(coding: str) -> bytes:
    signs = (bytes([number]).decode(coding, errors="replace") for number in range(256))
    return b"".join(sign.lower().encode(coding) if sign.isalnum() else b" " for sign in signs)


# The second knows dashes and curly quotation marks too; the first takes no time at all.
_WESTERN = tuple((coding, _in_lower_case(coding)) for coding in ("latin-1", "cp1252"))


def cut(text: str) -> list[str]:
    """Cut tidy text into its words, in order, in lower case.

    Nearly all texts are of letters and signs of which there are 256: they become words and space at one stroke.
    """
    plain = text.replace("_", " ")
    for sign, pattern in ((":", _COLON), ("'", _APOSTROPHE), ("\u2019", _APOSTROPHE), ("-", _HYPHEN)):
        if sign in plain:
            plain = pattern.sub("", plain)
    for coding, in_lower_case in _WESTERN:
        with suppress(UnicodeEncodeError):
            return plain.encode(coding).translate(in_lower_case).decode(coding).split()
    return cut_any(text)


def cut_any(text: str) -> list[str]:
    """Cut text of whatever letters."""
    text = text.lower().replace("_", " ").replace("\N{COMBINING DOT ABOVE}", "")  # a Turkish capital leaves one
    return _WORD.findall(_HYPHEN.sub("", _APOSTROPHE.sub("", _COLON.sub("", text))))


class _Folded(dict[int, str]):
    """Every letter met so far, without its marks."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFD", _WHOLE_LETTERS.get(code) or chr(code))
        found = self[code] = "".join(each for each in letters if not unicodedata.category(each).startswith("M"))
        return found


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Make a word, or several, comparable however they were typed: å and ä are a, ö is o, é is e."""
    return text if text.isascii() else text.translate(_FOLDED)


def alike(one: str, other: str) -> int:
    """Count the letters that two words begin with alike."""
    for place, (letter, its) in enumerate(zip(one, other, strict=False)):
        if letter != its:
            return place
    return min(len(one), len(other))
