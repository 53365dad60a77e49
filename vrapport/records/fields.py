"""The types that a field of a record can have, each with its own reading of what was typed."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Self, TypeVar, cast, get_args, get_origin

from babel.localedata import exists
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic import ValidationInfo as Info
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from vrapport.dates import NotADate, VagueDate, shortened
from vrapport.findings import Message, say
from vrapport.nodes import Step
from vrapport.sources import OWN, Home, wrong_in_name
from vrapport.vocabulary import MEMBERS, PUBLIC
from vrapport.vocabulary import Truth as Truthful
from vrapport.wording import Wording


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value, before its place in the file is known; `at` leads there from the value's record."""

    code: str
    what: Message
    hint: Message | None = None
    at: tuple[Step, ...] = ()


class WrongError(ValueError):
    """Tells pydantic that a value is wrong; carries one or more faults."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].what.text)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Reader:
    """What must be known to read a typed value: the site's words, its languages, its readers, and where it stands."""

    words: Wording
    languages: tuple[str, ...] = ("sv",)
    audiences: tuple[str, ...] = (PUBLIC, MEMBERS)
    home: Home = OWN


def reader_of(info: Info) -> Reader:
    """Return what the record is read with."""
    return cast("Reader", info.context)


def one_value(value: object) -> str:
    """Ask for a single value, not a list or a table."""
    if isinstance(value, str):
        return value
    raise WrongError(
        Fault(
            "not-one-value", say("This should be a single value."), say("Write it after the colon, on the same line.")
        )
    )


@dataclass(frozen=True, slots=True)
class Text:
    """Text in one language (under the key "") or several, as Markdown, typed `within` a branch of a federation."""

    by_language: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    within: str = ""

    def said_in(self, language: str, fallback: str) -> tuple[str, str]:
        """Return the text and the language it is in: the one asked for, else the site's own, else any there is."""
        for wanted in (language, fallback):
            if wanted in self.by_language:
                return self.by_language[wanted], wanted
        if "" in self.by_language:
            return self.by_language[""], fallback
        tag, text = next(iter(self.by_language.items()))
        return text, tag

    def translated(self, language: str, original: str, text: str) -> "Text":
        """Return the text with one more language; what was plain is from now on in the original language."""
        known = {tag or original: words for tag, words in self.by_language.items()}
        return Text(MappingProxyType({**known, language: text}), self.within)

    def __hash__(self) -> int:
        return hash(tuple(self.by_language.items()))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a string, or a string for each language."""
        return core_schema.with_info_plain_validator_function(
            _read_text, serialization=core_schema.plain_serializer_function_ser_schema(_write_text)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe both shapes to an editor."""
        plain = {"type": "string"}
        return {"anyOf": [plain, {"type": "object", "additionalProperties": plain, "minProperties": 1}]}


def _read_text(value: object, info: Info) -> Text:
    if isinstance(value, Text):
        return value
    reader = reader_of(info)
    if isinstance(value, str):
        return Text(MappingProxyType({"": value.strip("\n")}), reader.home.prefix)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise WrongError(Fault("not-text", say("This should be text."), say("Write it as one value after the colon.")))
    for language in value:
        if language not in reader.languages:
            raise WrongError(_unknown_language(language, reader.languages))
    return Text(MappingProxyType({tag: text.strip("\n") for tag, text in value.items()}), reader.home.prefix)


def _unknown_language(language: str, languages: tuple[str, ...]) -> Fault:
    return Fault(
        "unknown-language",
        say("“{language}” is not one of the site's languages.", language=language),
        say(
            "Write text straight after the colon, or one per language: {languages}.",
            languages=tuple(code for code in languages if is_language(code)),
        ),
        (language,),
    )


def _write_text(text: Text) -> object:
    return text.by_language[""] if set(text.by_language) == {""} else dict(text.by_language)


@dataclass(frozen=True, slots=True)
class Reference:
    """What was typed to point to another record: the kind of record the field points to, and the id or name.

    What stands `within` a branch of a federation means the branch's own record first.
    """

    kind: str
    typed: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class PointsTo:
    """Marks a field as pointing to a kind of record."""

    kind: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read an id or a name; whether it exists is seen when all records are linked."""
        return core_schema.with_info_plain_validator_function(
            self._read, serialization=core_schema.plain_serializer_function_ser_schema(lambda ref: ref.typed)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe it as a string."""
        return {"type": "string", "description": f"id in {self.kind}/"}

    def _read(self, value: object, info: Info) -> Reference:
        if isinstance(value, Reference):
            return value
        return Reference(self.kind, one_value(value).strip(), reader_of(info).home.prefix)


@dataclass(frozen=True, slots=True)
class Coded:
    """Marks a field as one of a list of codes, typed as the code or in the site's words."""

    vocabulary: str
    codes: type[StrEnum] | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a code or a word for it."""
        return core_schema.with_info_plain_validator_function(
            self._read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Name the codes as examples: the site's own words are allowed too, so no list is complete."""
        codes = list(_codes(self.codes)) if self.codes else []
        return {"type": "string", "examples": codes}

    def _read(self, value: object, info: Info) -> str:
        reader = reader_of(info)
        known = _codes(self.codes) if self.codes else reader.audiences
        typed = one_value(value)
        code = _code_typed(reader.words, self.vocabulary, known, typed)
        if code is None:
            raise WrongError(self._unknown(typed, known, reader.words))
        return code

    def _unknown(self, typed: str, known: tuple[str, ...], words: Wording) -> Fault:
        near = words.nearest(self.vocabulary, typed, known)
        sort = words.word(f"vocabulary.{self.vocabulary}")
        named = say("“{typed}” is no known {vocabulary}.", typed=shortened(typed), vocabulary=sort)
        listed = tuple(words.word(key) if words.has(key := f"{self.vocabulary}.{code}") else code for code in known)
        return Fault(
            f"unknown-{self.vocabulary}",
            named,
            say("Did you mean “{near}”?", near=near) if near else say("Choose one of: {listed}.", listed=listed),
        )


@cache
def _codes(vocabulary: type[StrEnum]) -> tuple[StrEnum, ...]:
    """List the codes of a vocabulary that an author may type."""
    return tuple(code for code in vocabulary if getattr(code, "is_typable", True))


@lru_cache(maxsize=4096)
def _code_typed(words: Wording, vocabulary: str, known: tuple[str, ...], typed: str) -> str | None:
    """Find the code that was typed: the same few words are typed again and again."""
    code = typed if typed in known else words.code_for(vocabulary, typed, known)
    return None if code is None else known[known.index(code)]


@lru_cache(maxsize=16384)
def _date_typed(words: Wording, typed: str) -> VagueDate:
    return words.read_date(typed)


def _read_date(value: object, info: Info) -> VagueDate:
    if isinstance(value, VagueDate):
        return value
    try:
        return _date_typed(reader_of(info).words, one_value(value))
    except NotADate as fault:
        raise WrongError(Fault("not-a-date", fault.message, fault.hint)) from fault


class _DateMark:
    """Makes a date of what was typed, as vague as it was typed."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a date in any of the site's ways of writing one."""
        return core_schema.with_info_plain_validator_function(
            _read_date, serialization=core_schema.plain_serializer_function_ser_schema(lambda when: when.code)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe it as a string, with examples."""
        examples = ["2019-06-10", "2019-11", "2020-spring", "2020-Q1", "2019-H2", "2019", "2019-03/2020-01"]
        return {"type": "string", "examples": examples}


def _read_truth(value: object, info: Info) -> bool:
    if isinstance(value, bool):
        return value
    typed = one_value(value)
    code = reader_of(info).words.code_for("truth", typed, ("yes", "no"))
    if code is None:
        what = say("“{typed}” is neither yes nor no.", typed=shortened(typed))
        raise WrongError(Fault("not-yes-or-no", what, say("Write {yes} or {no}.", yes=Truthful.YES, no=Truthful.NO)))
    return code == "yes"


def _read_former_address(value: object) -> str:
    """Read where a page lay before: a relative address that any host can have, and no way out of the site."""
    typed = one_value(value).strip()
    names = typed.split("/")
    if typed.endswith(".html") and not any(name.startswith(".") or not name or wrong_in_name(name) for name in names):
        return typed
    raise WrongError(
        Fault(
            "bad-address",
            say("“{typed}” cannot have been the address of a page.", typed=shortened(typed)),
            say("Write what stood after the site's own address: {example}.", example="beslut/2019/A20.html"),
        )
    )


def _read_language(value: object) -> str:
    """Read the code of a language that dates and numbers can be written in."""
    typed = one_value(value).strip()
    if is_language(typed):
        return typed
    what, near = say("“{typed}” is not the code of a language.", typed=shortened(typed)), language_meant(typed)
    hint = say("Did you mean “{near}”?", near=near) if near else None
    hint = hint or say("Write its two letters: sv for Swedish, en for English.")
    raise WrongError(Fault("not-a-language", what, hint))


def is_language(code: str) -> bool:
    """Tell whether a code is that of a language that dates and numbers can be written in."""
    return bool(_LANGUAGE.fullmatch(code)) and exists(code)


def language_meant(typed: str) -> str | None:
    """Find the language in a code that says more than that, or is written in capitals: EN-gb."""
    code = re.split("[-_]", typed.strip().lower())[0]
    return code if is_language(code) else None


def read_id(typed: str) -> str | None:
    """Return an id that pages can be called after, or None."""
    return typed if _ID.fullmatch(typed) and not wrong_in_name(typed) else None


def listed(value: object) -> object:
    """Let one value stand for a list of one."""
    return value if isinstance(value, list | tuple) else [value]


def short_for(key: str) -> Callable[[object], object]:
    """Let a bare value stand for the table that has it under `key`."""
    return lambda value: {key: value} if isinstance(value, str) else value


_LANGUAGE = re.compile("[a-z]{2,3}")
_ID = re.compile(r"[\w-]+")

Item = TypeVar("Item")
Part = TypeVar("Part")
Many = Annotated[tuple[Item, ...], BeforeValidator(listed)]
Date = Annotated[VagueDate, _DateMark()]
Truth = Annotated[bool, BeforeValidator(_read_truth)]
Count = Annotated[int, Field(ge=1, le=100_000)]
Language = Annotated[str, BeforeValidator(_read_language)]
FormerAddress = Annotated[str, BeforeValidator(_read_former_address)]

AreaRef = Annotated[Reference, PointsTo("areas")]
BodyRef = Annotated[Reference, PointsTo("bodies")]
CampaignRef = Annotated[Reference, PointsTo("campaigns")]
DecisionRef = Annotated[Reference, PointsTo("decisions")]
MeetingRef = Annotated[Reference, PointsTo("meetings")]
MotionRef = Annotated[Reference, PointsTo("motions")]


@lru_cache(maxsize=1_000)  # most records have the same few keys, and a set of names takes as much as a short text
def _typed_keys(names: frozenset[str]) -> set[str]:
    """Give all that have the same keys the same set of their names: what is frozen never changes it."""
    return set(names)


class Fields(BaseModel):
    """A group of keys that belong together in a record."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True, defer_build=True
    )

    def faults(self) -> Iterator[Fault]:
        """Name what is wrong between the keys, each of which is right by itself."""
        return iter(())

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if type(self).faults is not Fields.faults and (faults := tuple(self.faults())):
            raise WrongError(*faults)
        object.__setattr__(self, "__pydantic_fields_set__", _typed_keys(frozenset(self.model_fields_set)))
        return self

    def written(self) -> dict[str, object]:
        """Return what a secretary would have typed, with codes for words."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)


class RecordFields(Fields):
    """What every kind of record may hold."""

    prose: ClassVar[str] = "text"

    title: Text = Field(description="What the record is called, in lists and as the page's heading")
    text: Text | None = Field(default=None, description="The text itself, as Markdown")
    summary: Text | None = Field(default=None, description="The text retold; the page says so")
    source: Text | None = Field(default=None, description="Where the facts come from")
    audience: Annotated[str, Coded("audience")] = Field(default=PUBLIC, description="Who may read it")
    formerly: Many[FormerAddress] = Field(default=(), description="Addresses the page had before")
    ignore: dict[str, Text] = Field(default_factory=dict, description="Checks that are silenced here, with the reason")

    def with_translation(self, language: str, original: str, other: Mapping[str, Text]) -> Self:
        """Return the record with its texts in one more language."""
        update = {
            name: (getattr(self, name) or Text()).translated(language, original, text.said_in("", "")[0])
            for name, text in other.items()
        }
        return self.model_copy(update=update)


def parts(sort: type[Part], value: object, at: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Part]]:
    """Yield every text, reference or date in a record, with the way to it."""
    if isinstance(value, sort):
        yield at, value
    elif isinstance(value, BaseModel):
        for name in _fields_with(cast("type", sort), type(value)):
            if held := getattr(value, name):  # most fields of most records hold nothing
                yield from parts(sort, held, (*at, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from parts(sort, item, (*at, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts(sort, item, (*at, key))


@cache
def _fields_with(sort: type, fields: type[BaseModel]) -> tuple[str, ...]:
    """Name the fields that can hold something of a sort, as far as their types tell; the others need no look."""
    return tuple(name for name, field in fields.model_fields.items() if _can_hold(sort, field.annotation, frozenset()))


def _can_hold(sort: type, declared: Any, within: frozenset[object]) -> bool:  # noqa: ANN401 - a type, or what stands for one
    """Tell whether a value of a declared type can hold something of a sort, however deep."""
    if get_origin(declared) is Annotated:
        return _can_hold(sort, declared.__origin__, within)
    if inner := get_args(declared):
        return any(_can_hold(sort, each, within) for each in inner if each is not ...)
    if not isinstance(declared, type):
        return True
    if issubclass(declared, BaseModel) and declared not in within:
        held = (field.annotation for field in declared.model_fields.values())
        return any(_can_hold(sort, each, within | {declared}) for each in held)
    return issubclass(sort, declared) or issubclass(declared, sort)
