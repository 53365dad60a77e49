"""Seals: what an adopted edition rests on, written down once, so that what is added afterwards can be told from it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from vrapport.dates import VagueDate, shortened
from vrapport.digests import canonical, digest
from vrapport.findings import Finding, Message, Place, error, say
from vrapport.records.accounts import Told, Update
from vrapport.records.decisions import Decision
from vrapport.records.fields import Fields, RecordFields, Reference, Text
from vrapport.records.reading import Record
from vrapport.records.reports import Report, sealed_report
from vrapport.records.updates import SharedUpdate
from vrapport.register import Account, Archive, ByKind, Followed, Register, Target
from vrapport.register.linking import told
from vrapport.sources import Home, Source

_LINE: Final = re.compile(
    r"(?P<what>\S+)(?: (?P<clauses>-|[1-9]\d{0,4}(?:,[1-9]\d{0,4})*) (?P<date>\S+) (?P<status>[a-z-]+)"
    r" (?P<audience>\S+))? (?P<digest>[0-9a-f]{16})"
)
_REPORT: Final = "report:"  # no decision can be called so
_OF_A_REPORT: Final = ("title", "text", "type", "period", "as_of", "covers", "audience")
_OF_A_DECISION: Final = ("title", "text", "summary", "area", "order", "outcome", "responsible", "due", "extension",
                         "standing", "clauses", "audience")  # fmt: skip
_UNCHANGED: Final = "unchanged"

Known = tuple["Line", tuple[str, Account]]
Spot = tuple[str, Place]
"""Where one account of one decision stands; words shared by several decisions stand in one place."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One account as a seal remembers it: of what, of which day, which status, for whom, and a hash of the words."""

    decision: str
    clauses: tuple[int, ...]
    date: str
    status: str
    audience: str
    told: str

    def __str__(self) -> str:
        clauses = ",".join(map(str, self.clauses)) or "-"
        return f"{self.decision} {clauses} {self.date} {self.status} {self.audience} {self.told}"

    @property
    def outside(self) -> tuple[object, ...]:
        """What stays when only the words, or who may read them, are changed."""
        return self.decision, self.clauses, self.date, self.status


@dataclass(frozen=True, slots=True)
class Seal:
    """What an edition rests on: a hash of its own words and of each decision it covers, and each account of them."""

    report: str | None
    decisions: Mapping[str, str]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """How the records have come away from a seal: accounts added and reworded since, and those that are gone."""

    added: tuple[tuple[str, Account], ...]
    reworded: tuple[tuple[str, Account], ...]
    gone: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Altered:
    """What else is not as it was sealed: the report itself, decisions that were rewritten, and those that are gone."""

    report: bool
    rewritten: tuple[Followed, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What an adopted edition still speaks of: its decisions, and the records without what was added since."""

    decisions: frozenset[str]
    archive: Archive | None = None  # None: nothing was added
    intact: bool = True  # nothing of what it rests on has been changed or taken away


def sealed_text(register: Register, report: Record[Report], remark: str) -> str:
    """Write down what an edition rests on: a line for the report, one for each decision and one for each account."""
    lines = [f"{_REPORT} {_report_hash(register, report)}"]
    for ident, accounts in _told_of(register, report).items():
        name = report.source.home.named(ident)
        lines.append(f"{name} {_decision_hash(register, register.decisions[ident])}")
        lines += sorted(str(replace(line_of(ident, account), decision=name)) for account in accounts)
    return "\n".join([f"# {remark}", *lines, ""])


def line_of(ident: str, account: Account) -> Line:
    """Describe an account by what it says, wherever it stands."""
    said = account.told.model_dump(mode="json", exclude_unset=True, include={*Told.model_fields, _UNCHANGED})
    words = _hash(said, [account.record.source.home.named(body.id) for body in account.by])
    when = account.date.edtf if account.date else "-"
    status = _UNCHANGED if account.unchanged else str(account.status)
    return Line(ident, account.clauses, when, status, _audience(account), words)


def _audience(account: Account) -> str:
    """Say who may read an account; a status typed in the short form is as open as its decision."""
    where = account.shared.data if account.shared else account.told
    return where.audience if isinstance(where, Update | SharedUpdate) else "-"


def _report_hash(register: Register, report: Record[Report]) -> str:
    """Hash what a report says of itself, and what it speaks of."""
    return _hash(_terms(register.archive, report.data, _OF_A_REPORT))


def _decision_hash(register: Register, decision: Followed) -> str:
    """Hash what was decided, by whom, for whom to do and by when; what was said of it since has lines of its own."""
    meeting = decision.record.source.home.named(decision.meeting.id) if decision.meeting else None
    return _hash(_terms(register.archive, decision.data, _OF_A_DECISION), meeting)


def _terms(archive: Archive, data: Fields, keys: Iterable[str]) -> dict[str, object]:
    """Put what a record says under some keys in plain data; what says nothing is left out."""
    return {key: _plainly(archive, value) for key in keys if (value := getattr(data, key))}


def _plainly(archive: Archive, value: object) -> object:
    """Put a value in plain data, so that a translation, or another name for the same record, changes nothing."""
    match value:
        case Text():
            return value.said_in(archive.site.language, archive.site.language)[0]
        case VagueDate():
            return value.edtf
        case Reference():
            target = archive.target(value)
            return _at_home(target, value.within) if target else None
        case Fields():
            return _terms(archive, value, type(value).model_fields.keys() - {"status"})  # that has a line of its own
        case tuple():
            return [_plainly(archive, each) for each in value]
        case _:
            return value


def _at_home(target: Target, within: str) -> str:
    """Name what a reference leads to as the branch knows it that it stands in; areas are the same for all."""
    return target.id if target.kind == "areas" else Home(prefix=within).named(target.id)


def _hash(*parts: object) -> str:
    return digest(canonical(parts))[:16]


def seals(archive: Archive) -> Mapping[str, Seal]:
    """Read the seal of each report that has one."""
    return {sealed_report(source): _read(source)[0] for source in archive.seals}


def faults(archive: Archive) -> Iterator[Finding]:
    """Find what cannot be read in the seals, and seals of what no board has adopted."""
    for source in archive.seals:
        yield from _read(source)[1]
        report = cast("Record[Report] | None", archive.by_kind["reports"].get(sealed_report(source)))
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


def _read(source: Source) -> tuple[Seal, tuple[Finding, ...]]:
    hashes: dict[str, str] = {}
    lines: list[Line] = []
    findings: list[Finding] = []
    for number, text in enumerate(source.text.split("\n"), 1):
        found = _LINE.fullmatch(text.strip())
        if found and found["clauses"]:
            lines.append(_line(found, source.home))
        elif found:
            hashes[source.home.meant(found["what"])] = found["digest"]
        elif text.strip() and not text.startswith("#"):
            what = say("This line of the seal cannot be read: {text}", text=shortened(text))
            findings.append(_unfit(Place(source.path, number), what))
    report = source.home.meant(_REPORT)
    if not findings and not {report, *(line.decision for line in lines)} <= hashes.keys():
        findings.append(_unfit(Place(source.path), say("A line of the seal is missing.")))
    return Seal(hashes.pop(report, None), hashes, tuple(lines)), tuple(findings)


def _line(found: re.Match[str], home: Home) -> Line:
    clauses = () if found["clauses"] == "-" else tuple(map(int, found["clauses"].split(",")))
    return Line(home.meant(found["what"]), clauses, found["date"], found["status"], found["audience"], found["digest"])


def _unfit(place: Place, what: Message) -> Finding:
    return error("broken-seal", place, what, say("Fetch the file back from the history. It is never changed by hand."))


def broken(register: Register, report: Record[Report], seal: Seal) -> Broken:
    """Compare an edition's seal with what the records of all readers say today."""
    now = [
        (line_of(ident, account), (ident, account))
        for ident, accounts in _told_of(register, report, seal).items()
        for account in accounts
    ]
    left, different = _unpaired(seal.lines, now, lambda line: line)
    gone, added = _unpaired(left, different, lambda line: line.outside)
    new = {id(account) for _, (_, account) in added}
    reworded = [each for each in different if id(each[1][1]) not in new]
    lost = tuple(line for line in gone if line.decision in register.decisions)  # else all of the decision is gone
    return Broken(tuple(each for _, each in added), tuple(each for _, each in reworded), lost)


def altered(register: Register, report: Record[Report], seal: Seal) -> Altered:
    """Compare what an edition speaks of, and its own words, with what the records of all readers say today."""
    known = [register.decisions[ident] for ident in seal.decisions if ident in register.decisions]
    return Altered(
        report=seal.report is not None and seal.report != _report_hash(register, report),
        rewritten=tuple(each for each in known if _decision_hash(register, each) != seal.decisions[each.id]),
        gone=tuple(ident for ident in seal.decisions if ident not in register.decisions),
    )


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


def _told_of(register: Register, report: Record[Report], seal: Seal | None = None) -> Mapping[str, tuple[Account, ...]]:
    """Find all that had been said, by an edition's day, of the decisions it covers, and of those that are sealed."""
    then = replace(register, today=min(register.today, report.data.as_of.last))
    covered = {decision.id for decision in then.covered_by(report)} | set(seal.decisions if seal else ())
    records = (decision.record for ident, decision in register.decisions.items() if ident in covered)
    return told(then.archive, then.today, records)


def frozen(register: Register, reports: Iterable[Record[Report]] | None = None) -> Mapping[str, Frozen]:
    """Find what sealed reports (all, unless some are named) still speak of, in the register of all records."""
    sealed, wanted = seals(register.archive), register.editions if reports is None else reports
    return {report.id: _frozen(register, report, sealed[report.id]) for report in wanted if report.id in sealed}


def _frozen(register: Register, report: Record[Report], seal: Seal) -> Frozen:
    found, other = broken(register, report, seal), altered(register, report, seal)
    added = frozenset((ident, account.place) for ident, account in found.added)
    intact = not (found.reworded or found.gone or other.report or other.rewritten or other.gone)
    archive = replace(register.archive, by_kind=unsaid(register.archive, added)) if added else None
    return Frozen(frozenset(seal.decisions), archive, intact)


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
        target = archive.target(Reference("decisions", typed, record.within))
        if target and (target.id, record.place("each", typed)) in spots:
            del each[typed]
    left = tuple(
        reference
        for reference in data.decisions
        if not (target := archive.target(reference)) or (target.id, together) not in spots
    )
    return replace(record, data=data.model_copy(update={"decisions": left, "each": each}))
