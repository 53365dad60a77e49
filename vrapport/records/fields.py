"""The types that a field of a record can have, each with its own reading of what was typed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, ClassVar, Self, TypeVar

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

from vrapport.dates import NotADate, VagueDate
from vrapport.findings import Message, say
from vrapport.nodes import Step
from vrapport.vocabulary import MEMBERS, PUBLIC
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
    """What must be known to read a typed value: the site's words, its languages and who its readers are."""

    words: Wording
    languages: tuple[str, ...] = ("sv",)
    audiences: tuple[str, ...] = (PUBLIC, MEMBERS)


def _words(info: Info) -> Wording:
    reader: Reader = info.context
    return reader.words


@dataclass(frozen=True, slots=True)
class Text:
    """Text in one language (under the key "") or several, as Markdown."""

    by_language: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

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
        return Text(MappingProxyType({**known, language: text}))

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
    if isinstance(value, str):
        return Text(MappingProxyType({"": value.strip("\n")}))
    reader: Reader = info.context
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise WrongError(Fault("not-text", say("This should be text."), say("Write it as one value after the colon.")))
    for language in value:
        if language not in reader.languages:
            raise WrongError(_unknown_language(language, reader.languages))
    return Text(MappingProxyType({tag: text.strip("\n") for tag, text in value.items()}))


def _unknown_language(language: str, languages: tuple[str, ...]) -> Fault:
    return Fault(
        "unknown-language",
        say("“{language}” is not one of the site's languages.", language=language),
        say("Write text straight after the colon, or one per language: {languages}.", languages=languages),
        (language,),
    )


def _write_text(text: Text) -> object:
    return text.by_language[""] if set(text.by_language) == {""} else dict(text.by_language)


@dataclass(frozen=True, slots=True)
class Reference:
    """What was typed to point to another record: the kind of record the field points to, and the id or name."""

    kind: str
    typed: str


@dataclass(frozen=True, slots=True)
class PointsTo:
    """Marks a field as pointing to a kind of record."""

    kind: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read an id or a name; whether it exists is seen when all records are linked."""
        return core_schema.no_info_plain_validator_function(
            self._read, serialization=core_schema.plain_serializer_function_ser_schema(lambda ref: ref.typed)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe it as a string."""
        return {"type": "string", "description": f"id in {self.kind}/"}

    def _read(self, value: object) -> Reference:
        if isinstance(value, Reference):
            return value
        if not isinstance(value, str):
            raise WrongError(
                Fault("not-a-reference", say("This should be an id or a name."), say("Write one value, without keys."))
            )
        return Reference(self.kind, value.strip())


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
        return {"type": "string", "examples": list(self.codes or ())}

    def _known(self, info: Info) -> tuple[str, ...]:
        reader: Reader = info.context
        if self.codes is None:
            return reader.audiences
        return tuple(code for code in self.codes if getattr(code, "is_typable", True))

    def _read(self, value: object, info: Info) -> str:
        known = self._known(info)
        typed = value if isinstance(value, str) else ""
        code = typed if typed in known else _words(info).code_for(self.vocabulary, typed, known)
        if code is None:
            raise WrongError(self._unknown(typed, known, _words(info)))
        return self.codes(code) if self.codes else code

    def _unknown(self, typed: str, known: tuple[str, ...], words: Wording) -> Fault:
        near = words.nearest(self.vocabulary, typed, known)
        named = say("“{typed}” is no known {vocabulary}.", typed=typed, vocabulary=words.word(f"vocabulary.{self.vocabulary}"))
        listed = tuple(words.word(f"{self.vocabulary}.{code}") for code in known)
        return Fault(
            f"unknown-{self.vocabulary}",
            named,
            say("Did you mean “{near}”?", near=near) if near else say("Choose one of: {listed}.", listed=listed),
        )


def _read_date(value: object, info: Info) -> VagueDate:
    if isinstance(value, VagueDate):
        return value
    try:
        return _words(info).read_date(value if isinstance(value, str) else "")
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
    code = _words(info).code_for("truth", value if isinstance(value, str) else "", ("yes", "no"))
    if code is None:
        raise WrongError(
            Fault("not-yes-or-no", say("“{typed}” is neither yes nor no.", typed=str(value)), say("Write ja or nej."))
        )
    return code == "yes"


def listed(value: object) -> object:
    """Let one value stand for a list of one."""
    return value if isinstance(value, list | tuple) else [value]


def short_for(key: str) -> Callable[[object], object]:
    """Let a bare value stand for the table that has it under `key`."""
    return lambda value: {key: value} if isinstance(value, str) else value


Item = TypeVar("Item")
Part = TypeVar("Part")
Many = Annotated[tuple[Item, ...], BeforeValidator(listed)]
Date = Annotated[VagueDate, _DateMark()]
Truth = Annotated[bool, BeforeValidator(_read_truth)]
Count = Annotated[int, Field(ge=1, le=100_000)]

AreaRef = Annotated[Reference, PointsTo("areas")]
BodyRef = Annotated[Reference, PointsTo("bodies")]
CampaignRef = Annotated[Reference, PointsTo("campaigns")]
DecisionRef = Annotated[Reference, PointsTo("decisions")]
MeetingRef = Annotated[Reference, PointsTo("meetings")]
MotionRef = Annotated[Reference, PointsTo("motions")]


class Fields(BaseModel):
    """A group of keys that belong together in a record."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)

    def faults(self) -> Iterator[Fault]:
        """Name what is wrong between the keys, each of which is right by itself."""
        return iter(())

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        faults = tuple(self.faults())
        if faults:
            raise WrongError(*faults)
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
    formerly: Many[str] = Field(default=(), description="Addresses the page had before")
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
        for name in type(value).model_fields:
            yield from parts(sort, getattr(value, name), (*at, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from parts(sort, item, (*at, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts(sort, item, (*at, key))
