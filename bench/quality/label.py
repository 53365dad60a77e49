"""Judge which records answer each question, from the records' own texts: no search engine is asked.

Usage: python -m bench.quality.label CONTENT GENERATED [--words]

Both are folders of records. Reads questions.yml, where each question says what it means as patterns of whole words,
and writes queries.tsv. With --words it prints every word that a question's patterns took, for a reader to judge.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
CENTRAL, ALSO = 2, 1
HELD_OUT = 3  # every third question of a class, in the order they were written
COLUMNS = ("id", "class", "part", "corpus", "query", "central", "also")

# Fields that are read by nobody as words: references, days, codes.
_CODES = {"area", "order", "meeting", "outcome", "source", "format", "due", "date", "by", "status", "when", "who",
          "decisions", "decision", "motions", "responsible", "referrals", "campaign", "movers", "body", "period",
          "report_to", "part_of", "type", "waits_for", "standing", "clause", "covers", "as_of", "next_meeting",
          "number", "per", "in", "at_least", "dates", "delivered", "adopted", "stage", "amends"}  # fmt: skip
_LINK = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]*))?\]\]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Record:
    """A record as words: its id (`decisions/2019/A20`), the words of its title and all others."""

    ident: str
    title: Sequence[str]
    text: Sequence[str]


def main(content: Path, generated: Path, *, show: bool) -> None:
    """Judge every question and write the answers down."""
    (HERE / "queries.tsv").write_text(relabelled(content, generated, show=show), encoding="utf-8")


def relabelled(content: Path, generated: Path, *, show: bool = False) -> str:
    """Judge every question, and put the answers together as a table."""
    corpora = {"content": read(content), "generated": read(generated)}
    questions = _yaml((HERE / "questions.yml").read_text(encoding="utf-8"))
    rows = [row for name, asked in questions.items() for row in judged(name, asked, corpora, show=show)]
    return "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows))


def judged(name: str, asked: Sequence[Mapping[str, Any]], corpora: Mapping[str, Sequence[Record]], *, show: bool) \
        -> Iterator[list[str]]:  # fmt: skip
    """Yield a row for each question of a class."""
    for number, question in enumerate(asked, 1):
        records = corpora[question["in"]]
        meant = taken(records, question)
        grades = {record.ident: grade for record in records if (grade := graded(record, question, meant))}
        part = "held out" if number % HELD_OUT == 0 else "development"
        central, also = (" ".join(i for i, grade in grades.items() if grade == wanted) for wanted in (CENTRAL, ALSO))
        yield [f"{name}-{number:02}", name, part, question["in"], question["query"], central, also]
        if show:
            print(f"{name}-{number:02}", part[0], question["query"], "|", len(central.split()), len(also.split()), "|",
                  *sorted(set().union(*meant))[:60])  # fmt: skip


def graded(record: Record, question: Mapping[str, Any], meant: Sequence[AbstractSet[str]]) -> int:
    """Grade a record: central if its title (or the list of ids) says so, also if its text does."""
    if record.ident in question.get("central", ()) or record.ident.endswith(f"/{question.get('number')}"):
        return CENTRAL
    if not meant:
        return 0
    if "central" not in question and says(record.title, meant):
        return CENTRAL
    return ALSO if says([*record.title, "", *record.text], meant) else 0


def says(words: Sequence[str], meant: Sequence[AbstractSet[str]]) -> bool:
    """Say whether words that were meant follow one another somewhere."""
    starts = range(len(words) - len(meant) + 1)
    return any(all(words[start + step] in each for step, each in enumerate(meant)) for start in starts)


def taken(records: Sequence[Record], question: Mapping[str, Any]) -> list[set[str]]:
    """Find the words of the texts that fit each of a question's patterns."""
    words = {word for record in records for word in (*record.title, *record.text)}
    return [{word for word in words if re.fullmatch(pattern, word)} for pattern in question.get("means", ())]


def read(folder: Path) -> list[Record]:
    """Read every record of a site; what is told in a file of its own belongs to the decisions that it names."""
    files = {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.glob("*/**/*.*"))}
    said = {ident: _said(path) for ident, path in files.items()}
    titles = {ident: str(fields.get("title", "")) for ident, fields in said.items()}
    told: dict[str, list[str]] = {}
    for ident, fields in said.items():
        if ident.startswith("updates/"):
            for decision in fields["decisions"]:
                told.setdefault(f"decisions/{decision}", []).extend(strings(fields))
    return [
        Record(ident, words(titles[ident], titles),
               words("\n".join([*strings(_without_title(fields)), *told.get(ident, ())]), titles))
        for ident, fields in said.items() if not ident.startswith("updates/")
    ]  # fmt: skip


def _said(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        return dict(_yaml(text))
    _, head, body = text.split("---\n", 2)
    return dict(_yaml(head)) | {"text of the file": body}


def _yaml(text: str) -> Any:  # noqa: ANN401 - whatever stands there
    return yaml.load(text, Loader=yaml.CSafeLoader)  # as safe as safe_load, and ten times as fast


def _without_title(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "title"}


def strings(value: object) -> Iterator[str]:
    """Yield all that a reader reads of a value: every string that stands in a field of words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in _CODES:
                yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def words(text: str, titles: Mapping[str, str]) -> list[str]:
    """Cut a text into words; a link without words of its own shows the title and the id it leads to."""

    def shown(link: re.Match[str]) -> str:
        target = link[1] if link[1] in titles else f"decisions/{link[1]}"
        return link[2] or f"{titles.get(target, '')} · {link[1]}"

    return [word.lower() for word in _WORD.findall(_LINK.sub(shown, text))]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), show="--words" in sys.argv)
