"""Is an adopted report as it was adopted, and is anything left out of the one that is being written?"""

from collections.abc import Iterator

from vrapport.accountability.editions import Entry, editions, follows
from vrapport.accountability.seals import Seal, altered, broken, faults, frozen, seals
from vrapport.findings import Finding, say, warning
from vrapport.records.reading import Record
from vrapport.records.reports import Report
from vrapport.register import Item, Register
from vrapport.wording import Wording

_HINT = say("See in the history what was changed, and fetch it back. A seal tells that it was, but not what.")


def report_not_sealed(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find reports that are adopted and published, and that nothing keeps as they are."""
    sealed = seals(register.archive)
    for report in register.editions:
        if report.data.adopted and report.data.published and report.id not in sealed:
            yield warning(
                "not-frozen",
                report.place("adopted"),
                say("The report is adopted and published, but nothing keeps it as it is."),
                say("Run “vrapport freeze {id}” and keep the file that it writes.", id=report.id),
            )


def broken_seal(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find seals that cannot be read, and seals of nothing."""
    yield from faults(register.archive)


def sealed_account_changed(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find accounts that an adopted report rests on, and that say something else than they did."""
    for report, seal in _sealed(register):
        for ident, account in broken(register, report, seal).reworded:
            yield warning(
                "sealed-account-changed",
                account.place,
                say("The account of “{decision}” is not as it was when report “{report}” was adopted.",
                    decision=ident, report=report.id),
                say("Fetch the old words back from the history, and write what is new as an account of its own."),
            )  # fmt: skip


def sealed_account_missing(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find accounts that an adopted report rests on, and that are no longer there."""
    lost = say("An account of “{decision}” that report “{report}” rests on is gone, or its date or status is another.")
    hint = say("Fetch it back from the history. Accounts are added, never changed.")
    for report, seal in _sealed(register):
        for line in broken(register, report, seal).gone:
            what = lost.filled(decision=line.decision, report=report.id)
            yield warning("sealed-account-missing", report.place("adopted"), what, hint)


def sealed_decision_changed(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find decisions that an adopted report rests on, and that are something else than they were, or gone."""
    for report, seal in _sealed(register):
        found = altered(register, report, seal)
        for decision in found.rewritten:
            what = say("This decision is not as it was when report “{report}” was adopted.", report=report.id)
            yield warning("sealed-decision-changed", decision.record.place("title", key=True), what, _HINT)
        for ident in found.gone:
            what = say("The decision “{decision}” that report “{report}” rests on is gone.", decision=ident,
                       report=report.id)  # fmt: skip
            yield warning("sealed-decision-changed", report.place("adopted"), what, _HINT)


def sealed_report_changed(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find adopted reports whose own words, day, period or meetings are others than they were."""
    for report, seal in _sealed(register):
        if altered(register, report, seal).report:
            yield warning(
                "sealed-report-changed",
                report.place("title", key=True),
                say("The report is not as it was when it was sealed."),
                _HINT,
            )


def _sealed(register: Register) -> Iterator[tuple[Record[Report], Seal]]:
    known = seals(register.archive)
    for report in register.editions:
        seal = known.get(report.id)
        if seal:
            yield report, seal


def item_silent_in_period(register: Register, words: Wording) -> Iterator[Finding]:
    """Find what the report being written says nothing of, although something was said of it before.

    A report is not asked before its day.
    """
    due = [report for report in register.own_editions if report.data.as_of.first <= register.today]
    if not due or due[0].data.adopted:
        return
    newest, *older = due
    near = (newest, *(report for report in older if follows(register, newest, report)))[:2]
    for entry in editions(register, frozen(register, near), near)[0].entries:
        for item in entry.silent:
            if item.accounts:
                yield _silent(entry, item, newest.data.title.said_in(words.language, words.language)[0])


def _silent(entry: Entry, item: Item, report: str) -> Finding:
    record = entry.whole.record
    place = record.place("clauses", item.number - 1) if item.number else record.place("title", key=True)
    what = (
        say("Nothing is said of clause {clause} in the period of report “{report}”.", clause=item.number,
            report=report)
        if item.number
        else say("Nothing is said of this decision in the period of report “{report}”.", report=report)
    )  # fmt: skip
    return warning("unreported-in-period", place, what, say("Add an update with a date and a status."))
