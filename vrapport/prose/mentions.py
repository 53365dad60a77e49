"""What prose points to: the references an author types, and what a page knows of their targets."""

import html
import re
from dataclasses import dataclass
from enum import StrEnum

_OUTSIDE = re.compile(
    r"https?://[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?(?:[/?#].*)?|mailto:[^@:/?#]+@[\w.-]+(?:\?.*)?", re.IGNORECASE
)
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\"<>\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"([^/?#]*?):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]+")


class Reach(StrEnum):
    """How far a typed address leads: within the site, to somebody else's, or where no link may lead."""

    SITE = "site"
    OUTSIDE = "outside"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Mention:
    """One reference in prose: `kind` is "wiki", "link" or "image"; line and column count from 1."""

    kind: str
    target: str
    fragment: str
    label: str
    line: int
    column: int

    @property
    def key(self) -> str:
        """The name a page's links are found under: a wiki id and a path may be spelt alike, so brackets stay."""
        address = f"{self.target}#{self.fragment}" if self.fragment else self.target
        return f"[[{address}]]" if self.kind == "wiki" else address


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a mention leads on the page being made, and what its target is called there."""

    href: str
    title: str
    status: str | None = None
    missing: bool = False
    language: str | None = None  # of the title, where it is not that of the text around it


def split_fragment(address: str) -> tuple[str, str]:
    """Part `2019/A20#att-2` into the record and the place within it."""
    target, _, fragment = address.partition("#")
    return target.strip(), fragment.strip()


def visible_address(address: str) -> str:
    """Undo the disguises a browser sees through: entities, and whitespace or invisible signs inside a scheme."""
    return _INVISIBLE.sub("", html.unescape(address))


def scheme(address: str) -> str:
    """Give what stands before the colon, as a browser would read it; empty for a relative address."""
    found = _SCHEME.match(visible_address(address))
    return found[1].lower() if found else ""


def reach(address: str) -> Reach:
    """Judge a typed address: only http, https and mailto may lead out of the site, and `//host` may not."""
    seen = visible_address(address).replace("\\", "/")
    if seen.startswith("//"):
        return Reach.UNSAFE
    if not _SCHEME.match(seen):
        return Reach.SITE
    return Reach.OUTSIDE if _OUTSIDE.fullmatch(seen) else Reach.UNSAFE


def well_formed(address: str) -> str:
    """Spell what an address may not hold as `%20` and the like."""
    return _NOT_IN_ADDRESSES.sub(lambda sign: f"%{ord(sign[0]):02X}", address)
