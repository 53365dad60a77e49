"""Write a site of made-up Swedish decisions and minutes, in the format of the records: same arguments, same bytes.

Usage: python bench/corpus.py DECISIONS MEETINGS SEED FOLDER

The words are real and come as often as words do (a few very often, most of them rarely); what the sentences say means
nothing. FOLDER becomes a site: `content/site.yml`, bodies, decisions with accounts, and minutes that link to decisions.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, groupby
from pathlib import Path
from random import Random

import yaml

YEARS = range(2010, 2026)
TODAY = date(2026, 6, 30)
AREAS = {
    "kampanj": "Kampanj",
    "kommunikation": "Kommunikation",
    "organisation": "Organisation",
    "ekonomi": "Ekonomi",
    "studier": "Studier",
    "medlemsvard": "Medlemsvård",
    "samverkan": "Samverkan",
    "bostader": "Bostäder",
    "trafik": "Trafik",
    "klimat": "Klimat",
    "vard": "Vård och omsorg",
    "ovriga": "Övriga",
}
BODIES = {
    "ds": ("Distriktsstyrelsen", "styrelse"),
    "vu": ("Verkställande utskottet", "utskott"),
    "studieutskottet": ("Studieutskottet", "utskott"),
    "fackliga-utskottet": ("Fackliga utskottet", "utskott"),
    "valutskottet": ("Valutskottet", "utskott"),
    "klimatgruppen": ("Klimatgruppen", "arbetsgrupp"),
    "bostadsgruppen": ("Bostadsgruppen", "arbetsgrupp"),
    "ungdomsradet": ("Ungdomsrådet", "arbetsgrupp"),
}
OPEN = ("planeras", "pågår", "delvis genomfört", "i stort sett genomfört", "ej genomfört", "oklart")


def _words(text: str, between: str | None = None) -> Sequence[str]:
    """List what is written in a row: a column of quotation marks would hide the words."""
    return text.split(between)


# What a compound begins with, and what it ends with: stem, then the endings a/the/many/the many.
FIRST = _words("""bostads kollektivtrafik färdtjänst medlems miljö klimat arbets förenings kommun region vård skol
studie kongress budget valrörelse jämställdhets äldreomsorgs hyres kampanj motions ordförande gruppledar verksamhets
arvodes trafik transport resurs språk ungdoms freds solidaritets sommar höst års kassör revisions närings energi
välfärds sjukvårds förskole biblioteks kultur fritids allmännytte integrations utbildnings beredskaps upphandlings
cykel tillgänglighets säkerhets stadge folkhälso skärgårds pendeltågs parkerings lärlings elev patient hemtjänst""")
LAST = {
    "kampanj": ("en", "er", "erna"),
    "plan": ("en", "er", "erna"),
    "möt": ("et", "en", "ena"),
    "grupp": ("en", "er", "erna"),
    "utskott": ("et", "", "en"),
    "fråg": ("an", "or", "orna"),
    "förslag": ("et", "", "en"),
    "rapport": ("en", "er", "erna"),
    "utbildning": ("en", "ar", "arna"),
    "satsning": ("en", "ar", "arna"),
    "arbet": ("et", "en", "ena"),
    "avgift": ("en", "er", "erna"),
    "träff": ("en", "ar", "arna"),
    "enkät": ("en", "er", "erna"),
    "nätverk": ("et", "", "en"),
    "konferens": ("en", "er", "erna"),
    "verktyg": ("et", "", "en"),
    "samling": ("en", "ar", "arna"),
    "krav": ("et", "", "en"),
    "utredning": ("en", "ar", "arna"),
    "avtal": ("et", "", "en"),
    "material": ("et", "", "en"),
    "strateg": ("in", "ier", "ierna"),
    "lokal": ("en", "er", "erna"),
    "policy": ("n", "er", "erna"),
    "kommitté": ("n", "er", "erna"),
    "väg": ("en", "ar", "arna"),
    "taxa": ("n", "or", "orna"),
    "dag": ("en", "ar", "arna"),
    "kurs": ("en", "er", "erna"),
}
INDEFINITE = {"möt": "möte", "fråg": "fråga", "arbet": "arbete", "strateg": "strategi", "taxa": "taxa"}
PLURAL_STEM = {"taxa": "tax"}
WHOLE = _words(
    """kollektivtrafik kollektivtrafiken|trafik trafiken|bostad bostaden bostäder bostäderna|bok boken böcker böckerna
|stad staden städer städerna|hyresrätt hyresrätten hyresrätter hyresrätterna|vårdplats vårdplatsen vårdplatser
|medlem medlemmen medlemmar medlemmarna|förening föreningen föreningar föreningarna|motion motionen motioner motionerna
|styrelse styrelsen styrelser styrelserna|skola skolan skolor skolorna|hand handen händer händerna
|äldreomsorg äldreomsorgen|folkbildning folkbildningen|sjukvård sjukvården|budget budgeten budgetar budgetarna
|ledare ledaren ledarna|land landet länder länderna|tåg tåget tågen|barn barnet barnen|rätt rätten rätter""",
    "|",
)
PLACES = _words("""Solna Nacka Botkyrka Järfälla Täby Sundbyberg Huddinge Haninge Norrtälje Sigtuna Tyresö Värmdö Märsta
Skärholmen Farsta Hägersten Kista Bromma Årsta Östermalm""")
WORDS: Mapping[str, Sequence[str]] = {
    "A": _words("""hållbara billiga tillgängliga lokala gemensamma fackliga regionala öppna rättvisa långsiktiga
digitala prioriterade årliga nya klimatsmarta jämlika utåtriktade interna kommunala offentliga återkommande
särskilda samlade ökade kvarstående trygga gröna tidiga breda enkla"""),
    "V": _words("""föreslog genomförde planerade diskuterade presenterade bordlade uppmuntrade samordnade utvärderade
sammanställde inledde förberedde godkände fördelade lyfte utvecklade granskade redovisade erbjöd beställde prövade
beskrev ordnade stärkte"""),
    "P": _words("i för om av med till på kring inför efter under mot från inom utan genom mellan"),
    "L": _words("""Under_hösten Styrelsen Vidare Därefter Dessutom Inför_konferensen Utskottet Arbetsgruppen Kansliet
På_mötet Inför_kongressen Medlemmarna Föreningen_i_{place} Ombuden_från_{place} I_början_av_året"""),
}
# D a thing that is known, n a thing, A how it is, V what was done, P where, L who or when; other words are themselves.
SHAPES = (
    "L V D P D",
    "L V A n P D och n",
    "D V P D att A n ska P D",
    "L V att D och D ska vara A P n",
    "det är D som V A n P D",
    "L V n , n och n P A D",
    "D V P D men inte P D",
    "L V D som V A n P n för att D ska bli A",
    "D V inte A n P D , eftersom D V n",
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a body, on a day that no other meeting of it has."""

    body: str
    day: date

    @property
    def ident(self) -> str:
        """The path of its file below `meetings/`, without its suffix."""
        return f"{self.body}/{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a meeting: its id, and its title, which minutes name."""

    ident: str
    title: str
    meeting: Meeting


def drawn_by(*seed: str) -> Random:
    """Start a row of drawings: the same for the same seed, and for each record one that no other record moves."""
    return Random("/".join(seed))  # noqa: S311 - words are drawn, not secrets


def nouns() -> Iterator[tuple[str, str]]:
    """Yield each noun as (a thing, the thing), once for one of it and once for many."""
    for forms in WHOLE:
        one, known, *many = forms.split()
        yield one, known
        if many:
            yield many[0], many[-1]
    for first in ("", *FIRST):
        for stem, (the, some, all_the) in LAST.items():
            plural = first + PLURAL_STEM.get(stem, stem)
            yield first + INDEFINITE.get(stem, stem), first + stem + the
            yield plural + some, plural + all_the


@cache
def pool(kind: str) -> Sequence[str]:
    """List the words of one kind, the commonest first."""
    if kind in WORDS:
        return WORDS[kind]
    both = list(nouns())
    drawn_by("nouns").shuffle(both)
    return [known if kind == "D" else thing for thing, known in both]


@cache
def weights(kind: str) -> Sequence[float]:
    """How often each word of a kind comes: the nth about 1/n as often as the first, as in real text."""
    return tuple(accumulate(1 / (place + 2.7) for place in range(len(pool(kind)))))


def word(kind: str, rng: Random) -> str:
    """Draw a word of a kind."""
    drawn = rng.choices(pool(kind), cum_weights=weights(kind))[0]
    return drawn.replace("_", " ").replace("{place}", rng.choice(PLACES))


def sentence(rng: Random) -> str:
    """Say something that has the shape of a sentence."""
    said = " ".join(word(part, rng) if part in "DnAVPL" else part for part in rng.choice(SHAPES).split())
    return said[0].upper() + said[1:].replace(" ,", ",") + "."


def text(rng: Random, length: int) -> str:
    """Write sentences until there are as many words."""
    said: list[str] = []
    while sum(each.count(" ") + 1 for each in said) < length:
        said.append(sentence(rng))
    return " ".join(said)


def title(rng: Random) -> str:
    """Name something in four words."""
    return " ".join((word("A", rng).capitalize(), word("n", rng), word("P", rng), word("D", rng)))


def meetings(count: int, rng: Random) -> list[Meeting]:
    """Spread meetings over the years and the bodies, in the order they are held."""
    days = [date(year, 1, 1) + timedelta(day) for year in YEARS for day in range(365)]
    free = [Meeting(body, day) for body in BODIES for day in days]
    return sorted(rng.sample(free, count), key=lambda meeting: (meeting.day, meeting.body))


def decisions(count: int, held: Sequence[Meeting], seed: str) -> list[Decision]:
    """Let each meeting take about as many decisions, numbered through the year."""
    taken: Counter[int] = Counter()
    made = []
    for n in range(count):
        meeting = held[n * len(held) // count]
        taken[meeting.day.year] += 1
        ident = f"{meeting.day.year}/B{taken[meeting.day.year]}"
        made.append(Decision(ident, title(drawn_by(seed, "title", ident)), meeting))
    return made


def decision_file(decision: Decision, rng: Random) -> dict[str, object]:
    """Write down a decision, and what has been told of it since."""
    record: dict[str, object] = {
        "title": decision.title,
        "area": rng.choice(list(AREAS)),
        "meeting": decision.meeting.ident,
        "responsible": rng.choice(list(BODIES)),
        "text": "\n\n".join(text(rng, rng.randint(15, 60)) for _ in range(rng.randint(1, 3))),
    }
    if rng.random() < 1 / 3:
        record["due"] = decision.meeting.day + timedelta(rng.randint(100, 700))
    told = list(accounts(decision.meeting.day, rng))
    return record | ({"updates": told} if told else {})


def accounts(day: date, rng: Random) -> Iterator[dict[str, object]]:
    """Tell up to four times how far it has come."""
    times = rng.randint(0, 4)
    for nth in range(times):
        day += timedelta(rng.randint(20, 90))
        finished = nth == times - 1 and rng.random() < 1 / 2
        told: dict[str, object] = {"date": day, "status": "genomfört" if finished else rng.choice(OPEN)}
        told["text"] = text(rng, rng.randint(5, 70))
        step = {"what": title(rng), "due": day + timedelta(rng.randint(30, 400))}
        yield told if finished or rng.random() < 1 / 2 else told | {"next": step}
        if day > TODAY - timedelta(90):
            return


def minutes(taken: Sequence[Decision], day: date, rng: Random) -> str:
    """Write minutes of 300 to 1,500 words: sections, lists, tables, quotations and links to decisions."""
    wanted, written, parts = rng.randint(300, 1500), 0, []
    for number in range(1, 100):
        section = [f"## § {number} {title(rng)}", text(rng, rng.randint(30, 120)), *extras(day, rng)]
        if taken and rng.random() < 3 / 5:
            decided = rng.choice(taken)
            section.append(f"Mötet återkom *särskilt* till [[{decided.ident}|{decided.title}]] och till dess tidplan.")
        parts += section
        written += sum(part.count(" ") + 1 for part in section)
        if written >= wanted:
            break
    return "\n\n".join(parts) + "\n"


def extras(day: date, rng: Random) -> Iterator[str]:
    """Give some sections a list, a table or a quotation."""
    drawn = rng.random()
    if drawn < 7 / 20:
        yield "\n".join(f"- **{word('D', rng)}**: {sentence(rng)}" for _ in range(rng.randint(2, 5)))
    elif drawn < 10 / 20:
        rows = (
            f"| {title(rng)} | {rng.choice(PLACES)} | {day + timedelta(rng.randint(20, 300))} |"
            for _ in range(rng.randint(2, 6))
        )
        yield "\n".join(("| Uppdrag | Ansvarig | Klart |", "| --- | --- | --- |", *rows))
    elif drawn < 12 / 20:
        yield "> " + sentence(rng)


def as_yaml(record: Mapping[str, object]) -> str:
    """Write a record as people do: text of several paragraphs as a block."""

    class Dumper(yaml.CSafeDumper):
        pass

    Dumper.add_representer(
        str,
        lambda dumper, said: dumper.represent_scalar(
            "tag:yaml.org,2002:str", said, style="|" if "\n" in said else None
        ),
    )
    return yaml.dump(record, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100)


def site() -> dict[str, object]:
    """Write the settings: the areas, the day, and who answers where nobody else does."""
    return {
        "format": 1,
        "title": "Provdistriktet",
        "language": "sv",
        "today": TODAY,
        "areas": AREAS,
        "responsible": "ds",
    }


def files(count: int, meeting_count: int, seed: str) -> Iterator[tuple[str, str]]:
    """Yield each file's path below `content/`, and what it holds."""
    yield "site.yml", as_yaml(site())
    for ident, (said, kind) in BODIES.items():
        yield f"bodies/{ident}.yml", as_yaml({"title": said, "type": kind})
    held = meetings(meeting_count, drawn_by(seed, "meetings"))
    made = decisions(count, held, seed)
    for decision in made:
        rng = drawn_by(seed, "decision", decision.ident)
        yield f"decisions/{decision.ident}.yml", as_yaml(decision_file(decision, rng))
    taken = {ident: list(group) for ident, group in groupby(made, lambda decision: decision.meeting.ident)}
    for meeting in held:
        head = as_yaml({"body": meeting.body, "date": meeting.day})
        rng = drawn_by(seed, "minutes", meeting.ident)
        body = minutes(taken.get(meeting.ident, []), meeting.day, rng)
        yield f"meetings/{meeting.ident}.md", f"---\n{head}---\n{body}"


def main(count: int, meeting_count: int, seed: str, folder: Path) -> None:
    """Write the site, which must not be there already."""
    (folder / "content").mkdir(parents=True)
    for path, content in files(count, meeting_count, seed):
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 5:  # noqa: PLR2004 - the four arguments and the script
        sys.exit(__doc__)
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
