"""The theme: templates, the site's own before the shipped ones, that turn plain data into HTML."""

import pickle
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from itertools import count
from pathlib import Path
from typing import Any
from zlib import compress, decompress

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from markupsafe import Markup

from vrapport.addresses import ASSETS, relative
from vrapport.colours import accent_sheet
from vrapport.digests import canonical, digest, written
from vrapport.findings import Finding, Message, Place, error, say
from vrapport.makers import program
from vrapport.prose import Link, render, render_inline
from vrapport.qr import qr
from vrapport.shipped import folder
from vrapport.sources import Source, read_source, walk
from vrapport.templating import Compiled, PageEnvironment, made, making
from vrapport.wording import Wording, direction

TEMPLATES = "templates"
STYLES = "styles/"
ACCENT_SHEET = f"{STYLES}05-accent.css"
STYLE_SHEET = f"{ASSETS}/site.css"  # all of styles/ in one file: one request, in the order of their names
Plain = Mapping[str, Any]
_COMMENT = re.compile(rb"""(?P<quoted>"[^"\n]*"|'[^'\n]*')|/\*.*?\*/""", re.DOTALL)
_INDENT = re.compile(rb"\s*\n\s*")
_NOTHING = Markup()


@dataclass(frozen=True)
class Frame:
    """What many pages show around their own matter; it is hashed once for all of them."""

    data: Plain = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Hash all of it."""
        return digest(written(self.data))


BARE = Frame()
_AROUND: ContextVar[Frame] = ContextVar("what stands around the page being made", default=BARE)
MOST_SHARED = 2_000  # parts of pages: said once for each folder
_FOLDER = ""  # the key of the folder that something is said for, where no page is known; no template can name it


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page to be made: its address and language, the template, and how to make all that the template may know.

    There may be very many pages, and much on each: what is on one is made when it is asked for, and not held.
    """

    address: str
    language: str
    template: str
    make: Callable[[], Plain]
    frame: Frame = BARE
    kind: str = ""
    origin: Place | None = None

    @property
    def data(self) -> Plain:
        """All that the template may know, made now."""
        return {**self.frame.data, **self.make()}

    def made(self) -> "Page":
        """Return the page with its data made, for those who ask for them more than once."""
        return replace(self, make=partial(dict, self.make()))


class TemplateFaultError(Exception):
    """A template could not be used; carries what its author should know."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True)
class Theme:
    """The templates of a site in all its languages, and a fingerprint of all that they are made of.

    It can be sent to another machine: there the same is made of the same, once for all pages that come with it.
    """

    fingerprint: str
    templates: Mapping[str, Source]
    own: frozenset[str]  # the paths of the site's own templates
    words: Mapping[str, Wording]

    def __reduce__(self) -> tuple[Callable[[bytes], "Theme"], tuple[bytes]]:
        return _unpacked, (self._packed,)

    @cached_property
    def _packed(self) -> bytes:
        held = {name: replace(source, read=partial(str, source.text)) for name, source in self.templates.items()}
        return compress(pickle.dumps((self.fingerprint, held, self.own, dict(self.words))))

    @cached_property
    def environments(self) -> Mapping[str, Environment]:
        """The templates as each language uses them."""
        shipped = frozenset(name for name, source in self.templates.items() if source.path not in self.own)
        compiled = Compiled(shipped, program())
        return {language: _environment(self.templates, compiled, said) for language, said in self.words.items()}

    def render(self, page: Page) -> bytes:
        """Make the bytes of a page."""
        around = _AROUND.set(page.frame)
        try:
            data = page.data
            with making(data):
                text = self.environments[page.language].get_template(page.template).render(data)
        except Exception as fault:
            raise TemplateFaultError(self._finding(fault, page)) from fault
        finally:
            _AROUND.reset(around)
        return text.encode()

    def fingerprint_of(self, page: Page) -> str:
        """Return a hash of all that a page's bytes follow from."""
        return digest(self.fingerprint, page.language, page.template, page.frame.digest, written(page.make()))

    def _finding(self, fault: Exception, page: Page) -> Finding:
        """Point at the line of the template, and name the page that was being made."""
        return error(
            "template-fault",
            self._place(fault, page),
            say("The template cannot be used: {reason}.", reason=_reason(fault)),
            say(
                "It happened on the page “{page}”. Mend the template, or remove your own copy of it.",
                page=page.address,
            ),
        )

    def _place(self, fault: Exception, page: Page) -> Place:
        """Find the innermost line that was being used, in the site's own templates if any of them was."""
        if isinstance(fault, TemplateSyntaxError):
            return Place(f"{TEMPLATES}/{fault.name or page.template}", fault.lineno)
        lines = [Place(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(fault.__traceback__)]
        used = [place for place in lines if place.path.startswith(f"{TEMPLATES}/")]
        own = [place for place in used if place.path in self.own]
        return next(reversed(own or used), Place(f"{TEMPLATES}/{page.template}"))


def _reason(fault: Exception) -> Message | str:
    if isinstance(fault, TemplateNotFound):
        return say("there is no template called “{name}”", name=fault.name)
    return str(fault) or type(fault).__name__


def theme(root: Path, words: Mapping[str, Wording]) -> Theme:
    """Load the theme of a site in each of its languages; every template is read once, here."""
    shipped, own = _templates(folder(TEMPLATES)), _templates(root / TEMPLATES)
    templates = {**shipped, **own}
    spoken = canonical({language: sorted(said.overrides.items()) for language, said in words.items()})
    read = (part for name in sorted(templates) for part in (name, templates[name].digest))
    return Theme(
        fingerprint=digest(spoken, *read, *_catalogues((folder(TEMPLATES), root / TEMPLATES))),
        templates=templates,
        own=frozenset(template.path for template in own.values()),
        words=words,
    )


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Theme:
    """Make a theme of what was sent; every slice of pages brings it along."""
    return Theme(*pickle.loads(decompress(packed)))  # noqa: S301 - it comes with the pages, which are pickled too


def assets(root: Path, accent: str | None = None) -> Iterator[tuple[str, bytes]]:
    """Read the files that are published beside the pages; the site's own win over the shipped ones, file by file.

    The accent that a site chose is a sheet among the others, right after the one it changes.
    """
    found = {
        path.removeprefix(f"{TEMPLATES}/"): place.parent / path
        for place in (folder(TEMPLATES), root / TEMPLATES)
        for path, problem in _lying(place)
        if problem is None
    }
    sheets = {name: path.read_bytes() for name, path in found.items() if _is_sheet(name)}
    if accent:
        sheets[ACCENT_SHEET] = accent_sheet(accent).encode()
    own = {address: path.read_bytes() for address, path in found.items() if address.startswith(f"{ASSETS}/")}
    sheet = b"\n".join(shortened(sheets[name]) for name in sorted(sheets))
    yield from sorted({STYLE_SHEET: sheet, **own}.items())


def shortened(sheet: bytes) -> bytes:
    """Leave out what browsers skip in a style sheet, comments and indentation; what stands in quotes is kept."""
    bare = _COMMENT.sub(lambda found: found["quoted"] or b"", sheet)
    return _INDENT.sub(b"\n", bare).strip()


def _is_sheet(name: str) -> bool:
    return name.startswith(STYLES) and name.endswith(".css")


def _templates(place: Path) -> Mapping[str, Source]:
    """Read every template below a folder, as carefully as content: nothing but UTF-8, and nowhere a link."""
    found = {}
    for path, problem in _lying(place):
        source = problem or (read_source(place.parent, path) if path.endswith(".html") else None)
        if isinstance(source, Finding):
            raise TemplateFaultError(source)
        if source:
            found[path.removeprefix(f"{TEMPLATES}/")] = source
    return found


def _lying(place: Path) -> Iterator[tuple[str, Finding | None]]:
    """Yield all that lies in a folder of templates, if there is one, by its path from the folder above."""
    if place.is_dir() or place.is_symlink():
        yield from walk(place.parent, place.name)


def _catalogues(places: tuple[Path, ...]) -> Iterator[bytes]:
    """Yield every catalogue of words: a change in any of them makes all pages new."""
    for place in places:
        for path, problem in _lying(place):
            if problem is None and path.startswith(f"{TEMPLATES}/strings/") and path.endswith(".po"):
                yield path.encode()
                yield (place.parent / path).read_bytes()


def _environment(templates: Mapping[str, Source], compiled: Compiled, words: Wording) -> Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        source = templates.get(name)
        return (source.text, source.path, None) if source else None

    environment = PageEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
    )
    environment.globals.update(
        _=_remembered(words._),
        _n=_remembered(words._n),
        word=words.word,
        count=_remembered(words.count),
        comma=words.comma,
        link=_link,
        shared=_sharing(),
        opened=_opened,
        qr=qr,
        in_language=_in_language,
        spoken=_spoken,
    )
    environment.filters.update(prose=_prose, prose_line=_prose_line)
    return environment


def _remembered(say: Callable[..., str]) -> Callable[..., str]:
    """Say the same once: most of what templates say, they say on every page."""
    remembered = lru_cache(maxsize=4_000, typed=True)(say)

    def said(*asked: object, **values: object) -> str:
        try:
            return remembered(*asked, **values)
        except TypeError:  # what can be changed cannot be looked up: a list of names
            return say(*asked, **values)

    return said


def _link(address: str) -> str:
    """Link from the page being made to an address of the site."""
    return relative(_here(), address)


def _here() -> str:
    """Return the address of the page being made, or of the folder that something is said for."""
    known = made()
    here: str = known["page"]["address"] if "page" in known else known[_FOLDER]
    return here


def _sharing() -> Callable[..., str]:
    """Say a part of a page, a macro, once for all pages of a folder that show the same around their own matter.

    It is handed nothing of the page itself, so that it cannot say of one page what holds for another; one that asks for
    the page all the same, as a site's own may, is said for each.
    """
    known: dict[tuple[object, ...], str | None] = {}

    def shared(part: Callable[..., str], *given: object) -> str:
        around, page = _AROUND.get(), made()
        if len(known) >= MOST_SHARED:  # a preview goes on for days
            known.clear()
        if not around.data.items() <= page.items() or "page" not in page:  # it has words of its own for these
            return part(*given)
        folder = page["page"]["address"].rpartition("/")[0]
        asked = (around.digest, part, folder, given, _kinds(given))
        try:
            said = known[asked]
        except TypeError:  # what can be changed cannot be looked up
            said = None
        except KeyError:
            said = known[asked] = _said_for_all(_OfAll({**around.data, _FOLDER: f"{folder}/"}), part, given)
        return part(*given) if said is None else said

    return shared


class _OfAll(dict[str, Any]):
    """What is known of all pages of a folder: who asks for more, be it only whether there is more, is refused."""

    def get(self, name: str, _default: object = None) -> Any:  # noqa: ANN401 - as what pages know
        return self[name]


def _said_for_all(data: Plain, part: Callable[..., str], given: tuple[object, ...]) -> str | None:
    with making(data), suppress(UndefinedError, KeyError):
        return part(*given)
    return None


def _kinds(given: tuple[object, ...]) -> tuple[object, ...]:
    """Tell apart what is equal but not printed alike: a text that is escaped already, or 1 and True."""
    return tuple(_kinds(each) if isinstance(each, tuple) else type(each) for each in given)


def _opened(entries: Iterable[Plain]) -> tuple[str | None, tuple[str, ...]]:
    """Tell which entry of a menu is the page being made, if any is, and which of them it belongs to."""
    page, addresses = made()["page"], [entry["address"] for entry in entries]
    trail = {crumb["address"] for crumb in page["breadcrumbs"]}
    here = page["address"] if page["address"] in addresses else None
    return here, tuple(address for address in addresses if address in trail)


def _prose(value: Plain, level: int = 2, anchor: str | None = None, names: Iterable[str] = ()) -> Markup:
    """Make HTML of a text, marked with its language where that is not the page's.

    A text with an anchor has links to each part of it: `text-rubrik` for a heading, `text.2` for its second paragraph.
    """
    prefix = f"{anchor}-" if anchor else None
    numbered = (f"{anchor}.{number}" for number in count(1)) if anchor else names
    html = render(value["prose"], _links(value), level=level, prefix=prefix, names=numbered)
    return _in_its_language(value, "div", html)


def _prose_line(value: Plain) -> Markup:
    """Make HTML of a text of one line."""
    return _in_its_language(value, "span", render_inline(value["prose"], _links(value)))


def _in_language(language: str | None) -> Markup:
    """Write the attributes of an element whose text may be in another language than the page."""
    if language is None or language == (own := made()["site"]["language"]):
        return _NOTHING
    turned = direction(language)
    way = f' dir="{turned}"' if turned != direction(own) else ""
    return Markup(f' lang="{language}"{way}')  # noqa: S704 - a language is one of the site's own


def _spoken(line: Any) -> Any:  # noqa: ANN401 - whatever a template may print
    """Write a line, of which parts may be in another language than the page."""
    if isinstance(line, str):  # as most are
        return line
    if isinstance(line, Mapping):
        attributes = _in_language(line["lang"])
        return Markup("<span{}>{}</span>").format(attributes, line["text"]) if attributes else line["text"]
    if isinstance(line, list):
        return Markup().join(_spoken(part) for part in line)
    return line


def _in_its_language(value: Plain, tag: str, html: str) -> Markup:
    attributes = _in_language(value["language"])
    if attributes:
        html = f"<{tag}{attributes}>{html}</{tag}>"
    return Markup(html)  # noqa: S704 - what prose makes is sanitised


def _links(value: Plain) -> dict[str, Link]:
    """Lead the references of a text from the page being made to their targets."""
    page, own, around = _here(), made()["site"]["language"], value["language"]
    return {
        key: Link(
            href=relative(page, link["address"]),
            title=link["title"],
            status=(link["status"] or {}).get("label"),
            language=tongue if (tongue := link.get("lang") or own) != around else None,
        )
        for key, link in value["links"].items()
    }
