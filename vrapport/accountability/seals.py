"""Seals: what an adopted edition rests on, written down once, so that what is added afterwards can be told from it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast
from unicodedata import normalize

from vrapport.dates import shortened
from vrapport.digests import canonical, digest
from vrapport.findings import Finding, Place, error, say
from vrapport.records.accounts import Told
from vrapport.records.decisions import Decision
from vrapport.records.fields import RecordFields, Reference
from vrapport.records.reading import Record
from vrapport.records.reports import SEALED, SEALS, Report
from vrapport.records.updates import SharedUpdate
from vrapport.register import Account, Archive, ByKind, Register
from vrapport.register.linking import told
from vrapport.sources import Source

_LINE: Final = re.compile(
    r"(?P<decision>\S+)(?: (?P<clauses>-|[1-9]\d{0,4}(?:,[1-9]\d{0,4})*) (?P<date>\S+) (?P<status>[a-z-]+)"
    r" (?P<told>[0-9a-f]{16}))?"
)
_UNCHANGED: Final = "unchanged"

Known = tuple["Line", tuple[str, Account]]
Spot = tuple[str, Place]
"""Where one account of one decision stands; words shared by several decisions stand in one place."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One account as a seal remembers it: of what, of which day, how far it had come, and a hash of the words."""

    decision: str
    clauses: tuple[int, ...]
    date: str
    status: str
    told: str

    def __str__(self) -> str:
        clauses = ",".join(map(str, self.clauses)) or "-"
        return f"{self.decision} {clauses} {self.date} {self.status} {self.told}"

    @property
    def outside(self) -> tuple[object, ...]:
        """What stays when only the words are changed."""
        return self.decision, self.clauses, self.date, self.status


@dataclass(frozen=True, slots=True)
class Seal:
    """What an edition rests on: the decisions it covers, and each account of them."""

    decisions: frozenset[str]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """How the records have come away from a seal: accounts added and reworded since, and those that are gone."""

    added: tuple[tuple[str, Account], ...]
    reworded: tuple[tuple[str, Account], ...]
    gone: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What an adopted edition still speaks of: its decisions, and the records without what was added since."""

    decisions: frozenset[str]
    archive: Archive | None = None  # None: nothing was added


def sealed_text(register: Register, report: Record[Report], remark: str) -> str:
    """Write down what an edition rests on, a line for each account; a decision nobody spoke of is a line by itself."""
    lines: list[str] = []
    for ident, accounts in _told_of(register, report).items():
        lines += sorted(str(line_of(ident, account)) for account in accounts) or [ident]
    return "\n".join([f"# {remark}", *lines, ""])


def line_of(ident: str, account: Account) -> Line:
    """Describe an account by what it says, wherever it stands."""
    said = account.told.model_dump(mode="json", exclude_unset=True, include={*Told.model_fields, _UNCHANGED})
    words = digest(canonical([said, [body.id for body in account.by]]))[:16]
    when = account.date.edtf if account.date else "-"
    return Line(ident, account.clauses, when, _UNCHANGED if account.unchanged else str(account.status), words)


def seals(archive: Archive) -> Mapping[str, Seal]:
    """Read the seal of each report that has one."""
    return {_report_of(source): _read(source)[0] for source in archive.seals}


def faults(archive: Archive) -> Iterator[Finding]:
    """Find what cannot be read in the seals, and seals of what no board has adopted."""
    for source in archive.seals:
        yield from _read(source)[1]
        report = cast("Record[Report] | None", archive.by_kind["reports"].get(_report_of(source)))
        if report is None:
            what, hint = (
                say("This seals a report that is not there."),
                say("Name the file as the report, or remove it."),
            )
            yield error("seal-without-report", Place(source.path), what, hint)
        elif not (report.data.adopted and report.data.published):
            what = say("This seals a report that is not adopted and published.")
            hint = say("Write “adopted:” and “published:” in the report, or remove the seal.")
            yield error("seal-without-report", Place(source.path), what, hint)


def _report_of(source: Source) -> str:
    return normalize("NFC", source.path.removeprefix(SEALS).removesuffix(SEALED))


def _read(source: Source) -> tuple[Seal, tuple[Finding, ...]]:
    decisions: set[str] = set()
    lines: list[Line] = []
    findings: list[Finding] = []
    for number, text in enumerate(source.text.split("\n"), 1):
        found = _LINE.fullmatch(text.strip())
        if found:
            decisions.add(found["decision"])
            lines += [_line(found)] if found["told"] else []
        elif text.strip() and not text.startswith("#"):
            findings.append(_unreadable(Place(source.path, number), text))
    return Seal(frozenset(decisions), tuple(lines)), tuple(findings)


def _line(found: re.Match[str]) -> Line:
    clauses = () if found["clauses"] == "-" else tuple(map(int, found["clauses"].split(",")))
    return Line(found["decision"], clauses, found["date"], found["status"], found["told"])


def _unreadable(place: Place, text: str) -> Finding:
    return error(
        "broken-seal",
        place,
        say("This line of the seal cannot be read: {text}", text=shortened(text)),
        say("Fetch the file back from the history. It is never changed by hand."),
    )


def broken(register: Register, report: Record[Report], seal: Seal) -> Broken:
    """Compare an edition's seal with what the records of all readers say today."""
    now = [
        (line_of(ident, account), (ident, account))
        for ident, accounts in _told_of(register, report).items()
        for account in accounts
    ]
    left, different = _unpaired(seal.lines, now, lambda line: line)
    gone, added = _unpaired(left, different, lambda line: line.outside)
    new = {id(account) for _, (_, account) in added}
    reworded = [each for each in different if id(each[1][1]) not in new]
    return Broken(tuple(each for _, each in added), tuple(each for _, each in reworded), tuple(gone))


def _unpaired(
    lines: Iterable[Line], known: Iterable[Known], key: Callable[[Line], object]
) -> tuple[list[Line], list[Known]]:
    """Pair each line with one account that is the same by some key, and return what is left of both."""
    waiting: dict[object, list[Line]] = defaultdict(list)
    for line in lines:
        waiting[key(line)].append(line)
    alone = []
    for each in known:
        alike = waiting[key(each[0])]
        if alike:
            alike.pop(0)
        else:
            alone.append(each)
    return [line for alike in waiting.values() for line in alike], alone


def _told_of(register: Register, report: Record[Report]) -> Mapping[str, tuple[Account, ...]]:
    """Find all that had been said, by an edition's day, of the decisions it covers."""
    then = replace(register, today=min(register.today, report.data.as_of.last))
    return told(then.archive, then.today, (decision.record for decision in then.covered_by(report)))


def frozen(register: Register, reports: Iterable[Record[Report]] | None = None) -> Mapping[str, Frozen]:
    """Find what sealed reports (all, unless some are named) still speak of, in the register of all records."""
    sealed, wanted = seals(register.archive), register.editions if reports is None else reports
    return {report.id: _frozen(register, report, sealed[report.id]) for report in wanted if report.id in sealed}


def _frozen(register: Register, report: Record[Report], seal: Seal) -> Frozen:
    added = frozenset((ident, account.place) for ident, account in broken(register, report, seal).added)
    if not added:
        return Frozen(seal.decisions)
    return Frozen(seal.decisions, replace(register.archive, by_kind=unsaid(register.archive, added)))


def unsaid(archive: Archive, spots: frozenset[Spot]) -> ByKind:
    """Take out of the records what is said in some places of some decisions."""
    decisions = cast("Mapping[str, Record[Decision]]", archive.by_kind["decisions"])
    shared = cast("Mapping[str, Record[SharedUpdate]]", archive.by_kind["updates"])
    touched = {ident for ident, _ in spots}
    return {
        **archive.by_kind,
        "decisions": {
            ident: _decision_without(record, spots) if ident in touched else record
            for ident, record in decisions.items()
        },
        "updates": {ident: _update_without(archive, record, spots) for ident, record in shared.items()},
    }


def _decision_without(record: Record[Decision], spots: frozenset[Spot]) -> Record[RecordFields]:
    def stays(*steps: str | int) -> bool:
        return (record.id, record.place(*steps)) not in spots

    data = record.data
    left = {
        "status": data.status if stays("status") else None,
        "updates": tuple(each for n, each in enumerate(data.updates) if stays("updates", n, "status")),
        "clauses": tuple(
            each if stays("clauses", n, "status") else each.model_copy(update={"status": None})
            for n, each in enumerate(data.clauses)
        ),
    }
    return replace(record, data=data.model_copy(update=left))


def _update_without(archive: Archive, record: Record[SharedUpdate], spots: frozenset[Spot]) -> Record[RecordFields]:
    data = record.data
    together, each = record.place("status"), dict(data.each)
    for typed in data.each:
        target = archive.target(Reference("decisions", typed))
        if target and (target.id, record.place("each", typed)) in spots:
            del each[typed]
    left = tuple(
        reference
        for reference in data.decisions
        if not (target := archive.target(reference)) or (target.id, together) not in spots
    )
    return replace(record, data=data.model_copy(update={"decisions": left, "each": each}))
