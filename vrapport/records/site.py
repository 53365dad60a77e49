"""What `content/site.yml` says: the organisation's name, words, areas and habits."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic import ValidationInfo as Info

from vrapport.colours import read_colour
from vrapport.dates import shortened
from vrapport.findings import say
from vrapport.prose import Reach, reach
from vrapport.records import BY_FOLDER
from vrapport.records.fields import (
    BodyRef,
    Coded,
    Count,
    Date,
    Fault,
    Fields,
    Language,
    Many,
    PointsTo,
    Reference,
    Text,
    Truth,
    WrongError,
    one_value,
    read_id,
    reader_of,
    short_for,
)
from vrapport.sources import wrong_in_name
from vrapport.vocabulary import MEMBERS, PUBLIC, Status
from vrapport.wording import Wording, slug


class Area(Fields):
    """An area that decisions are sorted under."""

    title: Text = Field(description="Its name")
    also: Many[str] = Field(default=(), description="Other names it goes by")


class StatusWords(Fields):
    """How a site speaks of a status."""

    label: str | None = Field(default=None, description="The word shown")
    hidden: Truth = Field(default=False, description="Left out of the legend when nothing has it")


class Accessibility(Fields):
    """What a site says of how accessible it is, beyond what vrapport can know."""

    reviewed: Date | None = Field(default=None, description="When the organisation last went through the site")
    shortcomings: Many[Text] = Field(default=(), description="What it found that shuts somebody out")


class Season(Fields):
    """The months of a season."""

    first: Annotated[int, Field(ge=1, le=12, description="Its first month, as a number")]
    last: Annotated[int, Field(ge=1, le=12, description="Its last month")]

    def faults(self) -> Iterator[Fault]:
        """Keep a season within a year: its date would otherwise end before it began."""
        if self.last < self.first:
            yield Fault(
                "season-backwards",
                say("The season ends before it begins."),
                say("Write the number of its first month, and then of its last, within one year."),
                ("last",),
            )


def _read_id(value: object) -> str:
    """Read what the author calls something that gets a page or a mark of its own."""
    typed = one_value(value)
    if read_id(typed) is None:
        what = say("“{id}” cannot be an id.", id=shortened(typed))
        raise WrongError(Fault("bad-id", what, say("Write letters, digits and hyphens only.")))
    return typed


def _read_format(value: object) -> str:
    typed = one_value(value)
    if typed != FORMAT:
        what = say(
            "This vrapport reads records of format {format}, not {typed}.", format=FORMAT, typed=shortened(typed)
        )
        raise WrongError(Fault("unknown-format", what, say("Write “format: {format}”, or use the vrapport that the "
                                                           "records were written for.", format=FORMAT)))  # fmt: skip
    return typed


def _read_url(value: object) -> str:
    typed = one_value(value).strip()
    if reach(typed) is not Reach.OUTSIDE or not typed.startswith("http"):
        what = say("“{typed}” is not the address of a site.", typed=shortened(typed))
        raise WrongError(Fault("bad-url", what, say("Write an address that begins with https://.")))
    return typed


def _read_folder(value: object) -> str:
    """Read where in a repository a site lies: a folder below its top, and no way out of it."""
    typed = one_value(value).strip().strip("/")
    if any(not name or name in {".", ".."} or wrong_in_name(name) for name in typed.split("/")):
        what = say("“{typed}” is not a folder of a repository.", typed=shortened(typed))
        hint = say("Write the way from its top: {example}.", example="foreningen/beslut")
        raise WrongError(Fault("bad-folder", what, hint))
    return typed


def read_root(value: object) -> str:
    """Read where the records of a branch lie: a folder inside the site's, whose name can begin an id."""
    typed = one_value(value).strip().removesuffix("/")
    names = typed.split("/")
    if any(name.startswith(".") or not name or wrong_in_name(name) for name in names) or read_id(names[-1]) is None:
        what = say("“{typed}” is no folder that a branch's records can lie in.", typed=shortened(typed))
        hint = say("Write the way from the site's folder, with a name of letters, digits and hyphens at its end: "
                   "{example}.", example="foreningar/kista")  # fmt: skip
        raise WrongError(Fault("bad-root", what, hint))
    if names[0].casefold() in _NOT_A_ROOT:
        what = say("“{typed}” lies in a folder that has another purpose.", typed=shortened(typed))
        hint = say("Put the records of branches in a folder of their own, beside content/: {example}.",
                   example="foreningar/kista")  # fmt: skip
        raise WrongError(Fault("bad-root", what, hint))
    return typed


def _read_colour(value: object) -> str:
    typed = one_value(value)
    colour = read_colour(typed)
    if colour is None:
        what = say("“{typed}” is not a colour.", typed=shortened(typed))
        hint = say('Write # and three or six figures of 0–9 and a–f within quotation marks, such as "#9c1f33".')
        raise WrongError(Fault("bad-colour", what, hint))
    return colour


def _read_kind(value: object, info: Info) -> str:
    """Read a kind of record, by its folder or in the words of any language that the site understands."""
    typed, words = one_value(value), reader_of(info).words
    known = {slug(name): folder for folder in reversed(BY_FOLDER) for name in _names(folder, words)}
    if slug(typed) in known:
        return known[slug(typed)]
    near = get_close_matches(slug(typed)[:60], known, n=1)
    hint = (
        say("Did you mean “{near}”?", near=words.word(f"kind.{known[near[0]]}.many"))
        if near
        else say("Choose one of: {listed}.", listed=tuple(words.word(f"kind.{folder}.many") for folder in BY_FOLDER))
    )
    raise WrongError(Fault("unknown-kind", say("“{typed}” is no kind of record.", typed=shortened(typed)), hint))


def _names(folder: str, words: Wording) -> Iterator[str]:
    keys = (f"kind.{folder}.one", f"kind.{folder}.many")
    yield folder
    yield from (name for key in keys for said in words.understood if (name := said.form(key, None)))
    yield from (words.word(key) for key in keys)


SETTINGS = "content/site.yml"
FORMAT = "1"
_NOT_A_ROOT = frozenset({"content", "templates", "output"})
KindName = Annotated[str, BeforeValidator(_read_kind)]
Id = Annotated[str, BeforeValidator(_read_id)]
Root = Annotated[str, BeforeValidator(read_root)]


def _roots_too_close(roots: tuple[str, ...]) -> Iterator[Fault]:
    """Ask that the ids of branches begin in different ways, and that no branch lies in another."""
    named: dict[str, str] = {}
    folders = {folder.casefold(): folder for folder in roots}
    for number, folder in enumerate(roots):
        other = named.setdefault(folder.rpartition("/")[2].casefold(), folder)
        if number != roots.index(other):
            what = say("“{folder}” and “{other}” have the same name, so their ids would be the same.",
                       folder=folder, other=other)  # fmt: skip
            yield Fault("same-root", what, say("Give one of the folders another name."), ("roots", number))
        for parent in PurePosixPath(folder.casefold()).parents:
            if around := folders.get(str(parent)):
                what = say("“{folder}” lies in “{other}”, which is a branch too.", folder=folder, other=around)
                yield Fault("nested-root", what, say("Put the two beside each other."), ("roots", number))


class Site(Fields):
    """The settings of a site."""

    format: Annotated[str, BeforeValidator(_read_format)] = Field(description="The format of the records; always 1")
    title: Text = Field(description="The name of the site")
    organisation: Text | None = Field(default=None, description="Whose decisions they are")
    description: Text | None = Field(default=None, description="What the site is, in a sentence")
    url: Annotated[str, BeforeValidator(_read_url)] | None = Field(default=None, description="Where it is published")
    language: Language = Field(default="sv", description="The language it is written in")
    languages: Many[Language] = Field(default=(), description="All its languages, its own first")
    today: Date | None = Field(default=None, description="The day the site speaks of, where it is not the real one")
    responsible: BodyRef | None = Field(default=None, description="The body responsible where a decision names none")
    front: Annotated[Reference, PointsTo("reports")] | None = Field(
        default=None, description="The report whose decisions the front page counts; without it, the newest"
    )
    areas: dict[Id, Annotated[Area, BeforeValidator(short_for("title"))]] = Field(
        default_factory=dict, description="The areas, in order"
    )
    audiences: dict[Id, Text] = Field(default_factory=dict, description="Readers beside public and members")
    words: dict[str, str] = Field(default_factory=dict, description="Words shown instead of vrapport's own")
    statuses: dict[Annotated[Status, Coded("status", Status)], StatusWords] = Field(
        default_factory=dict, description="How statuses are called, in order"
    )
    seasons: dict[Literal["spring", "summer", "autumn"], Season] = Field(
        default_factory=dict, description="The months of the seasons"
    )
    stale_after: Count = Field(default=6, description="After how many months without an account a decision is stale")
    repository: Annotated[str, BeforeValidator(_read_url)] | None = Field(
        default=None, description="Where the records are kept, such as https://github.com/example/beslut"
    )
    branch: str = Field(default="main", description="The branch that the site is built from")
    folder: Annotated[str, BeforeValidator(_read_folder)] | None = Field(
        default=None, description="The folder of the repository that the site lies in, where it is not at the top"
    )
    accent: Annotated[str, BeforeValidator(_read_colour)] | None = Field(
        default=None, description="The one colour of its own, such as #9c1f33"
    )
    contact: Text | None = Field(default=None, description="Whom a reader turns to: a role, with an e-mail address")
    accessibility: Accessibility = Field(default=Accessibility(), description="What its own tests have found")
    reviewed: Many[Language] = Field(
        default=(), description="Languages whose interface a speaker has reviewed, so that they are published"
    )
    incomplete: Many[KindName] = Field(default=(), description="Kinds of record of which more exist than are kept here")
    licence: Text | None = Field(default=None, description="How others may use what is published, such as CC BY 4.0")
    known_names: Many[str] = Field(default=(), description="Names after a role word that are no private person's")
    roots: Many[Root] = Field(
        default=(), description="Folders with the records of branches, whose ids then begin with the folder's name"
    )
    list_length: Count = Field(default=200, description="How many rows a list has before it is split")

    def faults(self) -> Iterator[Fault]:
        """Keep the two audiences that every site has as they are, and branches apart."""
        yield from _roots_too_close(self.roots)
        for audience in (PUBLIC, MEMBERS):
            if audience in self.audiences:
                yield Fault(
                    "known-audience",
                    say("Every site has the audience “{audience}” already.", audience=audience),
                    say("Remove the line, or give your own audience another name."),
                    ("audiences", audience),
                )
