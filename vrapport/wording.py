"""The site's own words in one language: labels, counts, sentences, and dates as they are printed and typed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as calendar_date
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property, lru_cache
from gettext import c2py
from io import BytesIO
from typing import Final, Literal
from unicodedata import category, normalize

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal

from vrapport.dates import SEASONS, Form, NotADate, Seasons, VagueDate, day_typed, read_code, shortened
from vrapport.dates import day as day_of
from vrapport.digests import digest
from vrapport.findings import Message, say
from vrapport.keeping import own_shelf
from vrapport.makers import program
from vrapport.vocabulary import Code

SortKey = tuple[tuple[tuple[int, str], ...], str]


class NotACatalogue(ValueError):  # noqa: N818 - named as `NotADate` is: what was handed in is something else
    """Says why a file of words cannot be used."""

    def __init__(self, message: Message) -> None:
        """Keep the explanation."""
        super().__init__(message.text)
        self.message = message


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What one language calls things: the plural forms (one, where there is no plural) by msgid."""

    language: str
    forms: Mapping[str, tuple[str, ...]]
    plural: str

    def form(self, msgid: str, n: int | None) -> str | None:
        """Give the word for `n` things, or for none in particular."""
        forms = self.forms.get(msgid)
        if not forms:
            return None
        return forms[0] if n is None else forms[min(_plural_rule(self.plural)(n), len(forms) - 1)]


@lru_cache
def read_catalogue(language: str, source: bytes) -> Catalogue:
    """Read a gettext catalogue (`.po`), without what is marked fuzzy or left untranslated; or recall what it says."""
    shelf, name, key = own_shelf(program()), f"catalogue-{language}", digest(source)
    kept = shelf.recall(name, key)
    if kept is None:
        catalogue = _parsed(language, source)
        shelf.keep(name, [dict(catalogue.forms), catalogue.plural], key)
        return catalogue
    forms, plural = kept
    return Catalogue(language, {msgid: tuple(texts) for msgid, texts in forms.items()}, plural)


def _parsed(language: str, source: bytes) -> Catalogue:
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - 30 ms, where all is known from before

    try:
        entries = read_po(BytesIO(source), abort_invalid=True)
        _plural_rule(entries.plural_expr)
    except (PoFileError, ValueError, LookupError) as fault:
        unreadable = say("The words for “{language}” cannot be read: {fault}", language=language, fault=fault)
        raise NotACatalogue(unreadable) from fault
    forms = {_msgid(entry.id): _texts(entry.string) for entry in entries if entry.id and not entry.fuzzy}
    return Catalogue(language, {msgid: texts for msgid, texts in forms.items() if all(texts)}, entries.plural_expr)


def is_draft(source: bytes) -> bool:
    """Tell whether a catalogue says of itself that no speaker of its language has reviewed it (`X-Reviewed: no`)."""
    return _UNREVIEWED.search(source) is not None


def _msgid(entry: str | Sequence[str]) -> str:
    return entry if isinstance(entry, str) else entry[0]


def _texts(entry: str | Sequence[str] | None) -> tuple[str, ...]:
    return (entry or "",) if isinstance(entry, str | None) else tuple(entry)


@lru_cache
def _plural_rule(expression: str) -> Callable[[int], int]:
    return c2py(expression)


@dataclass(frozen=True, eq=False)
class Wording:
    """What a site says in one language, and what it understands when it is typed."""

    language: str
    spoken: tuple[Catalogue, ...]
    understood: tuple[Catalogue, ...]
    overrides: Mapping[str, str]
    seasons: Seasons

    def tell(self, message: Message) -> str:
        """Say a message in this language; a value named `n` chooses the plural form."""
        return self._told(message.text, message.values)

    def _(self, text: str, /, **values: object) -> str:
        """Say an English sentence in this language."""
        return self._told(text, values) if values else self._words.get(text, text)

    def _n(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Say an English sentence of `n` things in this language."""
        found = self._find(one, n)
        if found is None:
            found = one if n == 1 else many
        return self._fill(found, {"n": n, **values})

    def word(self, key: str) -> str:
        """Give the word of the vocabulary that is kept under `key`."""
        return self._words[key]

    def has(self, key: str) -> bool:
        """Tell whether the vocabulary has a word under `key`."""
        return self._find(key) is not None

    def keys(self) -> frozenset[str]:
        """List the words of the vocabulary that a site may replace."""
        return frozenset(key for words in self.spoken for key in words.forms if _SYMBOL.fullmatch(key))

    def count(self, key: str, n: int) -> str:
        """Say how many there are of something in the vocabulary: `9 genomförda`."""
        found = self._find(f"{key.removesuffix('.count')}.count", n)
        if found is None:
            raise KeyError(key)
        return self._fill(found, {"n": self.number(n)})

    def label(self, code: Code, of: str = "") -> str:
        """Give the word for a code: `label(Outcome.CARRIED, "motion")` is what is said of a motion."""
        return _labelled(self, code, of)

    def date(self, when: VagueDate) -> str:
        """Print a date as precisely as it was given: `våren 2020`."""
        return _printed(self, when.code)

    def on(self, when: VagueDate) -> str:
        """Print a date as it stands in a sentence: `den 10 juni 2019`, `i november 2019`, `våren 2020`."""
        pattern = self._find(f"date.on.{when.form.value}")
        return self._fill(pattern or "{date}", {"date": self.date(when)})

    def day(self, when: calendar_date) -> str:
        """Print a day of the calendar: `10 juni 2019`."""
        return self.date(day_of(when))

    def read_date(self, text: str) -> VagueDate:
        """Read a date as a code or as any of the site's languages prints it."""
        if (when := day_typed(text)) and not _may_say_days(self):
            return when
        typed = _date_folded(text)
        coded = _coded(self, typed)
        try:
            return read_code(coded, self.seasons)
        except NotADate as fault:
            said = _with_typed(fault.message, text)
            raise NotADate(said, self._meant(typed, coded, fault.suggestion)) from None

    def code_for(self, vocabulary: str, typed: str, codes: Iterable[str]) -> str | None:
        """Find which of `codes` was typed: as code, label or another word for it, in any language understood."""
        return _typed_words(self, vocabulary, tuple(codes)).get(folded(typed))

    def typed_words(self, vocabulary: str, codes: Iterable[str]) -> Mapping[str, str]:
        """Give every word that can be typed for `codes`, folded, with its code."""
        return _typed_words(self, vocabulary, tuple(codes))

    def nearest(self, vocabulary: str, typed: str, codes: Iterable[str]) -> str | None:
        """Find what the author most likely meant to type, as code or in the site's language."""
        words = _typed_words(self, vocabulary, tuple(codes))
        near = get_close_matches(folded(typed)[:60], words, n=1)
        if not near:
            return None
        code, own = words[near[0]], dict(_words_of(self.spoken[0], self.overrides, vocabulary, tuple(codes)))
        return near[0] if near[0] in (code, *own) else folded(self._find(f"{vocabulary}.{code}") or code)

    def number(self, n: float | Decimal) -> str:
        """Print a number with the language's own signs."""
        return format_decimal(n, locale=_locale(self.language))

    def figure(self, n: Decimal, decimals: int) -> str:
        """Print a number of a table, with as many decimals as the others of its column."""
        return format_decimal(n, f"#,##0.{'0' * decimals}" if decimals else "#,##0", locale=_locale(self.language))

    @property
    def comma(self) -> str:
        """What stands between the items of a list."""
        return self.word("list.comma")

    def tongue(self, language: str) -> str:
        """Name a language as it is named within a sentence: `svenska`, `Swedish`."""
        name: str | None = _locale(self.language).languages.get(language)
        return name or language

    def sort_key(self, text: str) -> SortKey:
        """Order texts as this language's readers expect: å ä ö last in Swedish, and A2 before A10."""
        return sort_key(self.language, text)

    def initial(self, text: str) -> str:
        """Return the letter that a text is found under in an index, "" for figures: Å is one in Swedish, É is an E."""
        first = next((sign for sign in text if sign.isalnum()), "")
        if not first.isalpha():
            return ""
        own = ord(first.casefold()[0]) in _LAST_LETTERS.get(self.language.partition("-")[0], {})
        return (first if own else _unmarked(normalize("NFC", first))).upper()[:1]

    def slug(self, text: str) -> str:
        """Make a piece of an address of a text."""
        return slug(text)

    @cached_property
    def _words(self) -> Mapping[str, str]:
        """What is said where no number chooses the form: by the site itself, else by the first that knows it."""
        spoken = ((msgid, forms[0]) for words in reversed(self.spoken) for msgid, forms in words.forms.items() if forms)
        return {**dict(spoken), **self.overrides}

    def _told(self, text: str, values: Mapping[str, object]) -> str:
        n = values.get("n")
        found = self._find(text, n if isinstance(n, int) else None)
        return self._fill(text if found is None else found, values)

    def _find(self, msgid: str, n: int | None = None) -> str | None:
        if n is None:
            return self._words.get(msgid)
        if msgid in self.overrides:
            return self.overrides[msgid]
        return next((found for words in self.spoken if (found := words.form(msgid, n)) is not None), None)

    def _fill(self, text: str, values: Mapping[str, object]) -> str:
        """Put values into named braces; what has no value stays, and braces within values are only text."""
        if "{" not in text:
            return text
        return "".join(
            brace if name not in values else self._said_on(values[name]) if manner else self._said(values[name])
            for brace, name, manner in _pieces(text)
        )

    def _said(self, value: object) -> str:
        return value if type(value) is str else self._in_words(value)  # most are text already

    def _in_words(self, value: object) -> str:
        match value:
            case Message():
                return self.tell(value)
            case VagueDate():
                return self.date(value)
            case calendar_date():
                return self.day(value)
            case Code():
                return self.label(value)
            case tuple() | list():
                return format_list([self._said(item) for item in value], locale=_locale(self.language))
            case _:
                return "" if value is None else str(value)

    def _said_on(self, value: object) -> str:
        """Say a date as in a sentence, also one already printed: templates hold texts, not dates."""
        if isinstance(value, VagueDate):
            return self.on(value)
        if isinstance(value, calendar_date):
            return self.on(day_of(value))
        try:
            return self.on(self.read_date(self._said(value)))
        except NotADate:
            return self._said(value)

    def _printed(self, code: str) -> str:
        if code.startswith("by "):
            return self._in_form(Form.BY, date=_printed(self, code.removeprefix("by ")))
        if "/" in code:
            first, last = code.split("/")
            if self._says_months and (span := _MONTHS_OF_A_YEAR.fullmatch(code)):
                return self._in_form("months", year=span["year"], **self._named_months(span))
            return self._in_form(Form.BETWEEN, first=_printed(self, first), last=_printed(self, last))
        year, _, part = code.partition("-")
        month, _, number = part.partition("-")
        if number:
            return self._in_form(
                Form.DAY, year=year, month=_months(self.language, "format")[int(month)], day=int(number)
            )
        if month.isdecimal():
            return self._in_form(Form.MONTH, year=year, month=_months(self.language, "stand-alone")[int(month)])
        return self._in_form(part or Form.YEAR, year=year)

    @property
    def _says_months(self) -> bool:
        """Tell whether this language has a form of its own for months of the same year: `mars–april 2019`."""
        return "date.months" in self.overrides or self.spoken[0].form("date.months", None) is not None

    def _named_months(self, span: re.Match[str]) -> Mapping[str, str]:
        names = _months(self.language, "stand-alone")
        return {"month": names[int(span["month"])], "until": names[int(span["until"])]}

    def _in_form(self, form: str, **values: object) -> str:
        return self._fill(self.word(f"date.{form}"), values)

    def _meant(self, typed: str, coded: str, suggestion: str | None) -> str | None:
        """Propose what to type: a code for what was typed as one, else the date as the site prints it."""
        if suggestion and coded == typed:
            return suggestion
        meant = (read_code(suggestion, self.seasons),) if suggestion else _corrected(self, typed)
        return next((self.date(when) for when in meant), None)


def wording(  # noqa: PLR0913 - a language, its words, English, and three things a site may add
    language: str,
    catalogue: bytes,
    fallback: bytes,
    overrides: Mapping[str, str] | None = None,
    *,
    seasons: Seasons = SEASONS,
    also: Mapping[str, bytes] | None = None,
) -> Wording:
    """Make the wording of a site: `fallback` is English; `also` holds other languages understood when typed."""
    own, english = read_catalogue(language, catalogue), read_catalogue("en", fallback)
    others = (read_catalogue(other, source) for other, source in (also or {}).items() if other not in (language, "en"))
    spoken = (own, english)
    return Wording(language, spoken, (*spoken, *others), dict(overrides or {}), dict(seasons))


def autonym(language: str) -> str:
    """Name a language as its own readers do: `Svenska`, `English`, `العربية`."""
    name = _locale(language).get_language_name(language) or language
    return name[:1].upper() + name[1:]


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Tell which way a language is written."""
    return "rtl" if _locale(language).character_order == "right-to-left" else "ltr"


def folded(text: str) -> str:
    """Give a text as it is compared: any case, any inner space, composed letters."""
    return " ".join(normalize("NFC", text).lower().split())


@lru_cache(maxsize=20_000)  # the same days, codes and names are asked for on many pages
def slug(text: str) -> str:
    """Make a piece of an address of a text: Latin letters lose their marks, other scripts stay as they are."""
    letters = _unmarked(normalize("NFKC", text).lower().translate(_SPELLED))
    return "-".join("".join(char if _is_written(char) else " " for char in letters).split())


@lru_cache(maxsize=1_000)
def _is_written(char: str) -> bool:
    """Many scripts write vowels as marks upon letters: they are part of the word."""
    return char.isalnum() or category(char).startswith("M")


def _unmarked(text: str) -> str:
    if text.isascii():
        return text
    plain = "".join(map(_plain, normalize("NFC", text)))
    return _LOOSE_MARKS.sub("", plain)


@lru_cache(maxsize=1_000)
def _plain(char: str) -> str:
    base = normalize("NFD", char)[0]
    return base if base.isascii() else char


@lru_cache(maxsize=20_000)  # bodies and letters stand in many lists
def sort_key(language: str, text: str) -> SortKey:
    """Order texts as the readers of a language expect: å ä ö last in Swedish, and A2 before A10."""
    last_letters = _LAST_LETTERS.get(language.partition("-")[0], {})
    letters = _unmarked(normalize("NFC", text).casefold().translate(last_letters))
    # Text and figures take turns, text first, so that text is only ever compared with text.
    pieces = enumerate(_FIGURES.split(letters))
    return tuple(_figures_key(piece) if place % 2 else (0, piece) for place, piece in pieces), text


def _figures_key(figures: str) -> tuple[int, str]:
    significant = figures.lstrip("0")
    return len(significant), significant


def _words_of(
    catalogue: Catalogue, overrides: Mapping[str, str], vocabulary: str, codes: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """List what can be typed for each code in one language: label, label of a motion, other words."""
    for code in codes:
        key = f"{vocabulary}.{code}"
        for msgid in (key, f"{key}.motion"):
            yield from ((folded(word), code) for word in (overrides.get(msgid), catalogue.form(msgid, None)) if word)
        typed = catalogue.form(f"{key}.typed", None) or ""
        yield from ((folded(word), code) for word in typed.split(",") if word.strip())


@lru_cache(maxsize=256)
def _typed_words(said: Wording, vocabulary: str, codes: tuple[str, ...]) -> Mapping[str, str]:
    """Map all that can be typed to its code: codes before labels, the site's language before the others."""
    words = {folded(code): code for code in codes}
    for catalogue in said.understood:
        overrides = said.overrides if catalogue is said.spoken[0] else {}
        for word, code in _words_of(catalogue, overrides, vocabulary, codes):
            words.setdefault(word, code)
    return words


@dataclass(frozen=True)
class _Phrase:
    """One way of saying a date: the form it says, the pattern it is said in, and whose months it names."""

    form: str
    pattern: str
    language: str

    @property
    def is_figures(self) -> bool:
        """Tell whether it could say a date with figures and hyphens alone."""
        return _is_figures(self.pattern)

    @property
    def shape(self) -> re.Pattern[str]:
        """What it looks like: to compile the shapes of all phrases takes longer than to read most sites' dates."""
        return _shape(self.pattern, self.language)


@lru_cache(maxsize=20_000)  # a day is printed on every page that tells of it
def _printed(said: Wording, code: str) -> str:
    return said._printed(code)  # noqa: SLF001 - remembered for it


@lru_cache(maxsize=2_000, typed=True)  # two vocabularies may share a code
def _labelled(said: Wording, code: Code, of: str) -> str:
    return said._find(f"{code.key}.{of}") or said._find(code.key) or code.value  # noqa: SLF001 - remembered for it


_Piece = tuple[str, str, bool]
"""A piece of a pattern as it stands; of a brace also its name, and whether it asks for its value `:on` that day."""


@lru_cache(maxsize=2_000)
def _pieces(pattern: str) -> tuple[_Piece, ...]:
    """Part a pattern into its braces and what stands between them."""
    pieces: list[_Piece] = []
    place = 0
    for brace in _BRACE.finditer(pattern):
        between = pattern[place : brace.start()]
        pieces += [(between, "", False), (brace[0], brace["name"], brace["manner"] is not None)]
        place = brace.end()
    return (*pieces, (pattern[place:], "", False))


@lru_cache(maxsize=4096)
def _coded(said: Wording, typed: str) -> str:
    """Turn a date said in words into its code; what is not recognised stays as it is."""
    if (span := _coded_point(said, typed, _SPANS)) != typed:
        return span
    for phrase in _phrases_for(said, tuple(_FRAMES), typed):
        if found := phrase.shape.fullmatch(typed):
            parts = {name: _coded_point(said, part.strip(), _POINTS) for name, part in found.groupdict().items()}
            return _FRAMES[phrase.form].format_map(parts)
    return _coded_point(said, typed, _POINTS)


def _coded_point(said: Wording, typed: str, codes: Mapping[str, str]) -> str:
    for phrase in _phrases_for(said, tuple(codes), typed):
        if found := phrase.shape.fullmatch(typed):
            return codes[phrase.form].format_map(_numbers(found.groupdict(), phrase.language))
    return typed


def _numbers(parts: Mapping[str, str], language: str) -> Mapping[str, int]:
    months = _month_numbers(language)
    return {name: months[part] if name in _MONTHS else int(part) for name, part in parts.items()}


def _phrases_for(said: Wording, forms: tuple[str, ...], typed: str) -> tuple[_Phrase, ...]:
    """List the ways to say these forms that may fit what was typed: to `2019-06-10`, hardly any can."""
    return _phrases_of_figures(said, forms) if _FIGURES_ONLY.fullmatch(typed) else _phrases(said, forms)


@lru_cache(maxsize=64)
def _phrases_of_figures(said: Wording, forms: tuple[str, ...]) -> tuple[_Phrase, ...]:
    return tuple(phrase for phrase in _phrases(said, forms) if phrase.is_figures)


@lru_cache(maxsize=64)
def _may_say_days(said: Wording) -> bool:
    """Tell whether `2019-06-10` may be how a site says something else than that day."""
    spans, frames, points = (_phrases_of_figures(said, tuple(forms)) for forms in (_SPANS, _FRAMES, _POINTS))
    return bool(spans or frames) or any("-" in phrase.pattern for phrase in points)


@lru_cache(maxsize=64)
def _phrases(said: Wording, forms: tuple[str, ...]) -> tuple[_Phrase, ...]:
    """List the ways to say these forms, the site's language first: what it prints itself, then what else is typed."""
    return tuple(
        _Phrase(form, pattern, catalogue.language)
        for catalogue in said.understood
        for form in forms
        for pattern in _patterns(said, catalogue, form)
    )


def _patterns(said: Wording, catalogue: Catalogue, form: str) -> tuple[str, ...]:
    key = f"date.{form}"
    overrides = said.overrides if catalogue is said.spoken[0] else {}
    typed = (catalogue.form(f"{key}.typed", None) or "").split(",")
    patterns = (overrides.get(key), catalogue.form(key, None), *typed)
    return tuple(_date_folded(pattern) for pattern in patterns if pattern and _says(pattern, form))


def _says(pattern: str, form: str) -> bool:
    """Tell whether a pattern, which may be a site's own, holds all that its form needs, and once."""
    coded = {**_POINTS, **_SPANS, **_FRAMES}[form]
    return sorted(_BRACE_SPLIT.split(pattern)[1::2]) == sorted(set(_BRACE_CODED.findall(coded)))


def _is_figures(pattern: str) -> bool:
    pieces = _BRACE_SPLIT.split(pattern)
    return _FIGURES_ONLY.fullmatch("-".join(pieces[::2])) is not None and not set(pieces[1::2]) & set(_MONTHS)


@lru_cache(maxsize=4_096)
def _shape(pattern: str, language: str) -> re.Pattern[str]:
    months = "|".join(re.escape(month) for month in _month_numbers(language))
    pieces = _BRACE_SPLIT.split(pattern)
    looks = {**_LOOKS, **{name: rf"(?P<{name}>{months})\.?" for name in _MONTHS}}
    return re.compile("".join(looks[piece] if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)))


def _corrected(said: Wording, typed: str) -> Iterator[VagueDate]:
    """Read what was typed as if each word were the nearest one known, language by language."""
    if len(typed) > _LONGEST_DATE:
        return
    for catalogue in said.understood:
        known = _date_words(said, catalogue)
        pieces = _LETTERS_SPLIT.split(_JOINT.sub(" ", _HYPHEN.sub(" - ", typed)))
        mended = "".join(_nearest_word(word, known) if place % 2 else word for place, word in enumerate(pieces))
        try:
            yield read_code(_coded(said, mended), said.seasons)
        except NotADate:
            continue


def _nearest_word(word: str, known: Sequence[str]) -> str:
    return next(iter(get_close_matches(word, known, n=1)), word)


@lru_cache(maxsize=64)
def _date_words(said: Wording, catalogue: Catalogue) -> tuple[str, ...]:
    patterns = (pattern for form in (*_POINTS, *_SPANS, *_FRAMES) for pattern in _patterns(said, catalogue, form))
    words = (word for pattern in patterns for word in _LETTERS_SPLIT.split(_BRACE.sub("", pattern))[1::2])
    return tuple(dict.fromkeys((*_month_numbers(catalogue.language), *words)))


def _with_typed(message: Message, text: str) -> Message:
    """Show what was typed as it was typed, not as it was folded to be read."""
    if "typed" not in message.values:
        return message
    return say(message.text, **{**message.values, "typed": shortened(" ".join(text.split()))})


def _date_folded(text: str) -> str:
    return folded(text.replace(",", " "))


@lru_cache
def _locale(language: str) -> Locale:
    """Find what Babel knows of a language; one it does not know gets English months and numbers."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache
def _months(language: str, context: Literal["format", "stand-alone"]) -> Mapping[int, str]:
    return dict(get_month_names("wide", context, _locale(language)))


@lru_cache
def _month_numbers(language: str) -> Mapping[str, int]:
    """Map the names of the months to their numbers, longest first, short forms too."""
    names = {
        folded(name).removesuffix("."): number
        for width in ("abbreviated", "wide")
        for context in _CONTEXTS
        for number, name in get_month_names(width, context, _locale(language)).items()
    }
    return dict(sorted(names.items(), key=lambda named: -len(named[0])))


_CONTEXTS: Final[tuple[Literal["format", "stand-alone"], ...]] = ("format", "stand-alone")
_POINTS: Final = {
    "day": "{year}-{month:02}-{day:02}",
    "month": "{year}-{month:02}",
    **{part: f"{{year}}-{part}" for part in ("spring", "summer", "autumn", "Q1", "Q2", "Q3", "Q4", "H1", "H2")},
    "year": "{year}",
}
_SPANS: Final = {"months": "{year}-{month:02}/{year}-{until:02}"}
_MONTHS: Final = ("month", "until")
_MONTHS_OF_A_YEAR: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})/(?P=year)-(?P<until>[0-9]{2})")
_FRAMES: Final = {"by": "by {date}", "between": "{first}/{last}"}
_LOOKS: Final = {
    "year": "(?P<year>[0-9]{4})",
    "day": "(?P<day>[0-9]{1,2})",
    "date": "(?P<date>.+)",
    "first": "(?P<first>.+?)",
    "last": "(?P<last>.+)",
}
_LONGEST_DATE: Final = 80
_UNREVIEWED: Final = re.compile(rb'^"X-Reviewed: no\\n"\r?$', re.MULTILINE)

_BRACE: Final = re.compile(r"\{(?P<name>\w+)(?P<manner>:on)?\}")
_BRACE_SPLIT: Final = re.compile(r"\{(\w+)\}")
_BRACE_CODED: Final = re.compile(r"\{(\w+)")
_SYMBOL: Final = re.compile(r"[a-z][a-z0-9_-]*(\.[^\s.]+)+")
_FIGURES_ONLY: Final = re.compile("[0-9-]*")
_FIGURES: Final = re.compile("([0-9]+)")
_HYPHEN: Final = re.compile(r"(?<=[0-9])-(?=[^\W\d_])")
_JOINT: Final = re.compile(r"(?<=[0-9])(?=[^\W\d_])|(?<=[^\W\d_])(?=[0-9])")
_LETTERS_SPLIT: Final = re.compile(r"([^\W\d_]+)")
_LOOSE_MARKS: Final = re.compile("[\u0300-\u036f]")

# Letters that are letters of their own: the alphabet goes on after z, and `{` is what follows z in ASCII.
_LAST_LETTERS: Final[Mapping[str, Mapping[int, str]]] = {
    language: {ord(letter): chr(ord("z") + place) for place, letter in enumerate(letters, start=1)}
    for language, letters in {"sv": "åäö", "fi": "åäö", "da": "æøå", "nb": "æøå", "nn": "æøå"}.items()
} | {"es": {ord("ñ"): "n{"}}
_SPELLED: Final = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ß": "ss"})
