"""Names for places within a page: short, ASCII, and unique in their document."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "þ": "th", "ð": "d", "đ": "d", "ł": "l"})
_WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_RESERVED = re.compile(r"(?:p|att-)\d")
_LONGEST = 60


@lru_cache(maxsize=20_000)  # one meeting's headings are the next one's
def slug(words: str) -> str:
    """Spell `words` for an address: `Höstens kampanjer` is `hostens-kampanjer`; what has no ASCII letters, `s`."""
    words = _LINK.sub(r"\1", _WIKI.sub(r"\1", words)).lower().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_LONGEST].strip("-") or "s"


def clause_anchor(number: int) -> str:
    """Name clause `number` of a decision or motion: `att-2`."""
    return f"att-{number}"


@dataclass(slots=True)
class Anchors:
    """The names already given in one document, so that no two places share one."""

    prefix: str = ""
    given: dict[str, int] = field(default_factory=dict)  # how many tries each name has cost

    def numbered(self, number: str) -> str:
        """Name paragraph § `number`: `p41`."""
        return self._unique("p" + slug(number))

    def titled(self, title: str) -> str:
        """Name an unnumbered place after its title, keeping off the names that numbers and clauses use."""
        name = slug(title)
        return self._unique(f"s-{name}" if _RESERVED.match(name) else name)

    def _unique(self, name: str) -> str:
        name = self.prefix + name
        unique, count = name, self.given.get(name, 1)
        while unique in self.given:
            count += 1
            unique = f"{name}-{count}"
        self.given[name] = count
        self.given.setdefault(unique, 1)
        return unique
