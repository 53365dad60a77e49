"""What happens to a site between two builds, step by step: edits, moves, reverts, other times, damage to what is kept.

A script is written as it is shown: what hypothesis prints of one that failed can be pasted into a test.
"""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

from hypothesis import strategies as st

from tests.properties.commands import Asked
from tests.small import FILES
from vrapport.digests import digest
from vrapport.shipped import folder

Place = Literal["shelf", "receipt", "manifest", "page"]
How = Literal["gone", "cut", "flipped", "swapped", "earlier", "foreign"]
OWN = ("content", "templates", "grenar")
SHELF, PUBLIC = ".vrapport", "output/public"
RECEIPT = f".vrapport/receipt-public-{digest('output')[:8]}.json"
MANIFEST = "output/.vrapport-public.json"
PLAINLY = Asked()
FOREIGN = (b"", b"{}", b"[]", b"null", b'{"program": 1, "files": []}', b"\xff\n{}")


@dataclass(slots=True)
class World:
    """A site on disk, and what it and all that is kept of it were before each build."""

    root: Path
    sites: list[Mapping[str, bytes]] = field(default_factory=list)
    kept: list[Mapping[str, bytes]] = field(default_factory=list)

    def remember(self) -> None:
        """Take note of what lies there now."""
        self.sites.append(self.written())
        self.kept.append({path: (self.root / path).read_bytes() for path in self.lying("shelf", "receipt", "manifest")})

    def lying(self, *places: Place) -> list[str]:
        """List the files that lie in some places."""
        found = {
            "shelf": self._below(SHELF),
            "receipt": [RECEIPT],
            "manifest": [MANIFEST],
            "page": self._below(PUBLIC),
        }
        return [path for place in places for path in found[place] if (self.root / path).is_file()]

    def put(self, path: str, content: bytes) -> None:
        """Write a file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(content)

    def take(self, path: str) -> None:
        """Take a file away, and the folders that are empty without it, as git does."""
        (self.root / path).unlink(missing_ok=True)
        for above in Path(path).parents:
            if above.parts and (self.root / above).is_dir() and not any((self.root / above).iterdir()):
                (self.root / above).rmdir()

    def written(self) -> Mapping[str, bytes]:
        """Read what the authors wrote, and nothing else."""
        return {path: (self.root / path).read_bytes() for place in OWN for path in self._below(place)}

    def published(self) -> Mapping[str, bytes]:
        """Read what is published, by address."""
        return {path.removeprefix(f"{PUBLIC}/"): (self.root / path).read_bytes() for path in self._below(PUBLIC)}

    def _below(self, place: str) -> list[str]:
        found = (path for path in (self.root / place).rglob("*") if path.is_file())
        return sorted(path.relative_to(self.root).as_posix() for path in found)


class Step(Protocol):
    """Something that happens between two builds."""

    def do(self, world: World) -> None:
        """Let it happen."""


@dataclass(frozen=True, slots=True)
class Write:
    """A file is written, or taken away."""

    path: str
    text: str | None

    def do(self, world: World) -> None:
        """Write it."""
        if self.text is None:
            world.take(self.path)
        else:
            world.put(self.path, self.text.encode())


@dataclass(frozen=True, slots=True)
class Own:
    """The site gets its own copy of something that is shipped, with other words in it."""

    path: str
    old: str
    new: str

    def do(self, world: World) -> None:
        """Write it."""
        text = (folder("templates").parent / self.path).read_text(encoding="utf-8")
        assert self.old in text
        world.put(self.path, text.replace(self.old, self.new).encode())


@dataclass(frozen=True, slots=True)
class Rename:
    """A file gets another name, or another place; what lay there is gone."""

    path: str
    to: str

    def do(self, world: World) -> None:
        """Rename it, if it is there."""
        if self.path != self.to and (world.root / self.path).is_file():
            (world.root / self.to).parent.mkdir(parents=True, exist_ok=True)
            (world.root / self.path).replace(world.root / self.to)
            world.take(self.path)


@dataclass(frozen=True, slots=True)
class Revert:
    """Content and templates are what they were some builds ago, as by a checkout: only what differs is written."""

    builds: int

    def do(self, world: World) -> None:
        """Go back, as far as there is something to go back to."""
        then = world.sites[max(0, len(world.sites) - self.builds)]
        for path in world.written().keys() - then:
            world.take(path)
        for path, content in then.items():
            if not (world.root / path).is_file() or (world.root / path).read_bytes() != content:
                world.put(path, content)


@dataclass(frozen=True, slots=True)
class Times:
    """All files get a new time: the present one, or one of long ago."""

    seconds: int | None

    def do(self, world: World) -> None:
        """Set the times, of what is published and kept too."""
        for path in sorted(world.root.rglob("*")):
            os.utime(path, None if self.seconds is None else (self.seconds, self.seconds))


@dataclass(frozen=True, slots=True)
class Clone:
    """The site lies elsewhere on the disk, as a fresh clone with a restored cache: no file is the one it was."""

    def do(self, world: World) -> None:
        """Copy everything without its times, and put the copy in its place."""
        copy = world.root.with_name("copy")
        shutil.copytree(world.root, copy, copy_function=shutil.copyfile)
        shutil.rmtree(world.root)
        copy.rename(world.root)


@dataclass(frozen=True, slots=True)
class Quietly:
    """Two signs of a file are other ones, but its size and its time say nothing of it."""

    path: str
    old: str
    new: str

    def do(self, world: World) -> None:
        """Write it, and set its time back."""
        path = world.root / self.path
        if path.is_file():
            time = path.stat().st_mtime_ns
            path.write_bytes(path.read_bytes().replace(self.old.encode(), self.new.encode()))
            os.utime(path, ns=(time, time))


@dataclass(frozen=True, slots=True)
class Lose:
    """A folder of what was made is gone."""

    path: str

    def do(self, world: World) -> None:
        """Delete it."""
        shutil.rmtree(world.root / self.path, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of what was made, the `number`-th in its place, is not as it was left."""

    place: Place
    number: int
    how: How
    at: int = 0

    def do(self, world: World) -> None:
        """Damage it."""
        lying = world.lying(self.place)
        if lying:
            path = lying[self.number % len(lying)]
            self._done(world, path, lying[(self.number + 1 + self.at) % len(lying)])

    def _done(self, world: World, path: str, other: str) -> None:
        content = (world.root / path).read_bytes()
        at = self.at % max(1, len(content))
        match self.how:
            case "gone":
                (world.root / path).unlink()
            case "cut":
                world.put(path, content[:at])
            case "flipped":
                world.put(path, content[:at] + bytes([byte ^ 1 for byte in content[at : at + 1]]) + content[at + 1 :])
            case "swapped":
                world.put(path, (world.root / other).read_bytes())
                world.put(other, content)
            case "earlier":
                held = [kept[path] for kept in world.kept if path in kept]
                world.put(path, held[self.at % len(held)] if held else content)
            case "foreign":
                world.put(path, FOREIGN[self.at % len(FOREIGN)])


@dataclass(frozen=True, slots=True)
class Round:
    """What happens before a build, and how that is asked for; `serve` builds in a process that goes on."""

    steps: Sequence[Step] = ()
    asked: Asked = PLAINLY
    serve: bool = False

    @property
    def meant(self) -> Asked:
        """What is asked for, as one process does it; `serve` cannot be asked to be strict or to leave things out."""
        if self.serve:
            return replace(self.asked, jobs=1, strict=False, without=(), checked=False)
        return replace(self.asked, jobs=1)


# --- what may happen --------------------------------------------------------------------------------------------------


def instead(path: str, old: str, new: str) -> str:
    """Write a file of the site otherwise."""
    assert old in FILES[path]
    return FILES[path].replace(old, new)


SITE = "content/site.yml"
A1, A2, A3 = (f"content/decisions/2019/A{number}.yml" for number in (1, 2, 3))
MEETING, UPDATE, ABOUT = "content/meetings/2019/arsmote.md", "content/updates/2020-01.yml", "content/pages/om.md"
NEW, AGAIN = "content/decisions/2019/nytt.yml", "content/decisions/2020/A1.yml"
MEMBERS = "audience: medlemmar\n"
CANARIES = ("kanariebeslut", "kanarieläge", "kanarieblock", "kanariebrev")
_HIDDEN_BLOCK = "::: medlemmar\nOm kanarieblock.\n:::\n"

# What a file can come to hold; None takes it away. What it held first is always among the choices.
CHOICES: Mapping[str, Sequence[str | None]] = {
    A1: (
        instead(A1, "Cykelställ vid", "Bänkar vid"),
        instead(A1, "title: Cykelställ vid stationen", "title:\n  sv: Cykelställ vid stationen\n  en: Racks"),
        f"{FILES[A1]}  - date: 2020-01\n    status: väntar\n    text: Om kanarieläge.\n",
        f"{FILES[A1]}  - date: 2020-01\n    status: väntar\n    text: Om kanarieläge.\n    {MEMBERS}",
        "title: [trasig\n",
    ),
    A2: (instead(A2, "blir oförändrad", "höjs"), instead(A2, "text: Besl", "audience: medlemmar\n    text: Besl")),
    A3: (None, "title: Ett ting\nformerly: beslut/2019/gammal.html\n", instead(A3, "2019-12", "2019-13")),
    NEW: (
        None,
        "title: Nytt kanariebeslut\nstatus: pågår\narea: ekonomi\ntext: Cykelställ vid stationen, se [[2019/A1]].\n",
        f"title: Nytt kanariebeslut\nstatus: pågår\narea: ekonomi\n{MEMBERS}",
    ),
    AGAIN: (None, FILES[A1], "title: Samma namn\nmeeting: 2019/arsmote\n"),
    MEETING: (
        instead(MEETING, "Årsmötet 2019", "Årsstämman"),
        instead(MEETING, "§ 2", "§ 7"),
        instead(MEETING, "## § 2", f"{_HIDDEN_BLOCK}\n## § 2"),
        instead(MEETING, "## § 2", "Om kanarieblock.\n\n## § 2"),
    ),
    "content/meetings/2019/arsmote.en.md": (None, "---\ntitle: The meeting\n---\n## § 2 Motions\nSee [[2019/A1]].\n"),
    "content/bodies/styrelsen.yml": (
        None,
        "title: Föreningens styrelse\n",
        "title: Styrelsen\npart_of: kommunen\n",
    ),
    "content/resources/brev.md": (
        None,
        "---\ntitle: Ett kanariebrev\n---\nSkriv så här.\n",
        f"---\ntitle: Ett kanariebrev\n{MEMBERS}---\nSkriv så här.\n",
    ),
    UPDATE: (None, instead(UPDATE, "Kommunen har", "Ingen har"), f"{FILES[UPDATE]}{MEMBERS}"),
    ABOUT: (None, instead(ABOUT, "Ås", "Ås, se [kartan](karta.txt)"), f"{FILES[ABOUT]}\x01"),
    "content/pages/karta.txt": (None, "norr är upp", "söder är upp"),
    "content/statistics/avgifter.csv": (None, "År;kronor\n2019;100\n", "År;kronor\n2019;200\n"),
    "grenar/kista/decisions/2020/B1.yml": (
        None,
        "title: Kista vill ha cykelställ\nstatus: pågår\n",
        f"title: Ett kanariebeslut i Kista\nstatus: pågår\n{MEMBERS}",
    ),
    "templates/page.html": (None,),
    "templates/macros/parts.html": (None,),
    "templates/strings/sv.po": (None, "msgid en trasig"),
    "templates/styles/90-own.css": (None, "body { color: red }", "body { color: blue }"),
    "templates/assets/own.txt": (None, "a", "b"),
}
OWN_ONES: Sequence[Step] = (
    Own("templates/page.html", "<article", '<article id="text"'),
    Own("templates/page.html", "<article", "{{ saknas }}<article"),
    Own("templates/macros/parts.html", '"rows"', '"rows all"'),
    Own("templates/strings/sv.po", "Sidan byggdes", "Sidan gjordes"),
)
PLACES = (A1, NEW, AGAIN, ABOUT, "content/decisions/2019/a1.yml", "content/pages/a1.yml", "content/bodies/nytt.yml")

_TITLES = ("title: Provföreningen\n", "title:\n  sv: Provföreningen\n  en: The Association\n")
_DAYS = ("today: 2020-01-31\n", "today: 2020-02-01\n", "today: 2019-06-01\n", "")
_LANGUAGES = ("", "languages: [sv, en]\n", "languages: [sv, en, fi]\nreviewed: fi\n")
_AREAS = (
    "  ekonomi: Ekonomi\n",
    "  ekonomi: Pengar\n",
    "  ekonomi: {title: Pengar, also: Avgift}\n",
    "  ekonomi: Ekonomi\n  annat: Annat\n",
    "",
)
_STATUSES = (
    "",
    "statuses:\n  genomfört:\n    label: i hamn\n",
    "statuses:\n  oklart:\n    hidden: true\n  genomfört: {}\n  pågår: {}\n",
    "statuses:\n  pågår: {}\n  genomfört: {}\n",
)
_OTHERS = (
    "",
    "list_length: 1\n",
    "words:\n  status.ongoing: på väg\n  field.next: Härnäst\n",
    "words:\n  address.meetings: sammantraden\n",
    "audiences:\n  revisorer: Revisorerna\n",
    'accent: "#9c1f33"\n',
    "stale_after: 1\n",
    "roots: grenar/kista\n",
    "okänt: fel\n",
)


def settings() -> st.SearchStrategy[Write]:
    """Write the settings otherwise, in one or many ways."""
    parts = st.tuples(*map(st.sampled_from, (_TITLES, _DAYS, _LANGUAGES, _AREAS, _STATUSES, _OTHERS)))
    return parts.map(lambda said: Write(SITE, _settings(*said)))


def _settings(title: str, day: str, languages: str, areas: str, *more: str) -> str:
    return (
        f"format: 1\n{title}organisation: Provföreningen i Ås\nlanguage: sv\n{languages}"
        f"url: https://exempel.se/uppfoljning/\n{day}responsible: styrelsen\n"
        f"areas:\n  kampanj: Kampanj\n{areas}{''.join(more)}"
    )


def edits() -> st.SearchStrategy[Step]:
    """Do what people do with a site."""
    texts = [
        Write(path, text) for path, all_of in CHOICES.items() for text in dict.fromkeys((FILES.get(path), *all_of))
    ]
    return st.one_of(
        st.sampled_from(texts),
        st.sampled_from(texts),
        settings(),
        st.sampled_from(OWN_ONES),
        st.builds(Rename, st.sampled_from(PLACES), st.sampled_from(PLACES)),
        st.builds(Revert, st.integers(1, 4)),
        st.sampled_from(
            [Quietly(A1, "Ett brev", "Ett kort"), Quietly(ABOUT, "Vi f", "Ni f"), Quietly(SITE, "31", "30")]
        ),
    )


def troubles() -> st.SearchStrategy[Step]:
    """Do what disks, caches and other programs do with it."""
    number = st.integers(0, 200)
    return st.one_of(
        st.builds(Times, st.sampled_from([None, 1_000_000_000])),
        st.just(Clone()),
        st.sampled_from([Lose(SHELF), Lose("output"), Lose(PUBLIC)]),
        st.builds(Damage, st.sampled_from(_PLACES), number, st.sampled_from(_HOWS), number),
        st.builds(Damage, st.sampled_from(_PLACES), number, st.just("flipped"), st.integers(0, 20_000)),
    )


_PLACES: Sequence[Place] = ("shelf", "receipt", "manifest", "page")
_HOWS: Sequence[How] = ("gone", "cut", "swapped", "earlier", "foreign")


def asked() -> st.SearchStrategy[Asked]:
    """Ask for a build in some way."""
    return st.builds(
        Asked,
        today=st.sampled_from([None, None, None, "2020-02-01", "2021-01-01"]),
        clock=st.sampled_from(["2026-01-02", "2026-01-02", "2026-01-03"]),
        jobs=st.sampled_from([1, 2]),
        strict=st.sampled_from([False, False, False, True]),
        without=st.sampled_from([(), (), (), (), ("search",), ("checks",)]),
        checked=st.booleans(),
        version=st.sampled_from(["", "", "2"]),
    )


def scripts() -> st.SearchStrategy[list[Round]]:
    """Write a script of a few builds, with something before each."""
    steps = st.tuples(st.lists(edits(), max_size=3), st.lists(troubles(), max_size=1)).map(_one_after_another)
    rounds = st.builds(Round, steps, st.one_of(st.just(PLAINLY), asked()), st.sampled_from([False, False, True]))
    return st.lists(rounds, min_size=2, max_size=5)


def _one_after_another(parts: Iterable[list[Step]]) -> list[Step]:
    return [step for part in parts for step in part]


# Scripts that found a fault, as they were printed; they are followed in every run of the tests.
ONCE_WRONG: Mapping[str, Sequence[Round]] = {
    "what was published since the last receipt, by a preview": [
        Round([Write(A2, instead(A2, "blir oförändrad", "höjs"))], serve=True),
        Round([Write(A2, FILES[A2])]),
    ],
    "an earlier receipt, put back": [
        Round([Write(A2, instead(A2, "blir oförändrad", "höjs"))]),
        Round([Write(A2, FILES[A2]), Damage("receipt", 0, "earlier", 0)]),
    ],
}
