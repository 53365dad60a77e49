"""The questions asked of the register; each check is a file, and a line here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from vrapport.checks.addresses import address_taken
from vrapport.checks.agreement import clauses_disagree, statuses_disagree
from vrapport.checks.audiences import hidden_record_named, hidden_record_named_in, wrong_block
from vrapport.checks.chronology import (
    account_before_decision,
    days_the_wrong_way_round,
    due_before_decision,
    from_the_future,
    second_extension,
    updates_out_of_order,
)
from vrapport.checks.cycles import part_of_itself, replaced_in_a_circle
from vrapport.checks.dangling import dangling_word
from vrapport.checks.drifting import drifting_deadline
from vrapport.checks.explanations import status_without_explanation
from vrapport.checks.figures import few_persons, figures_unread, misdrawn_chart
from vrapport.checks.formernames import former_name
from vrapport.checks.minutes import decision_without_record, task_without_record
from vrapport.checks.names import no_persons, private_name
from vrapport.checks.overtaken import overtaken_status
from vrapport.checks.paragraphs import paragraph_missing, paragraph_missing_of
from vrapport.checks.placeholders import placeholder
from vrapport.checks.prose import RISKS, risky_text
from vrapport.checks.reopening import reopened_without_reason
from vrapport.checks.reporting import item_not_reported, status_without_date
from vrapport.checks.residue import word_residue
from vrapport.checks.seals import (
    broken_seal,
    item_silent_in_period,
    report_not_sealed,
    sealed_account_changed,
    sealed_account_missing,
    sealed_decision_changed,
    sealed_report_changed,
)
from vrapport.checks.texts import Given
from vrapport.checks.translations import original_changed, translation_not_recorded
from vrapport.checks.unchanged import unchanged_of_nothing
from vrapport.checks.weekdays import weekday_and_date_disagree
from vrapport.dates import shortened
from vrapport.findings import Finding, Message, Severity, error, say
from vrapport.records.decisions import Decision
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.register import Records, Register
from vrapport.stages import piece_by_piece
from vrapport.wording import Wording


@dataclass(frozen=True, slots=True)
class Check:
    """A question to the register: its code, how much the answer matters, what it asks, and how it is asked."""

    code: str
    severity: Severity
    asks: Message
    ask: Callable[[Register, Wording], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """A question to each record by itself: one that had nothing to answer is not asked again until it has changed."""

    code: str
    severity: Severity
    asks: Message
    ask_of: Callable[[Records, Given], Iterator[Finding]]

    def ask(self, register: Register, words: Wording) -> Iterator[Finding]:
        """Ask every record."""
        return self.ask_of(tuple(register.archive.everything()), given(register, words))


Answer = tuple[Check | RecordCheck, Finding]
ERROR, WARNING = Severity.ERROR, Severity.WARNING

CHECKS: tuple[Check | RecordCheck, ...] = (
    Check("unreported", WARNING, say("Is there an account of every decision and clause?"), item_not_reported),
    Check("unexplained", WARNING, say("Does every account say more than a status?"), status_without_explanation),
    RecordCheck("placeholder", WARNING, say("Is every text that was begun also written?"), placeholder),
    RecordCheck("wrong-weekday", WARNING, say("Do weekday and date agree?"), weekday_and_date_disagree),
    Check("undated-status", WARNING, say("Does every status have a date?"), status_without_date),
    RecordCheck("task-without-record", WARNING, say("Is every task given in minutes followed up?"),
                task_without_record),
    Check("due-before-decision", WARNING, say("Is no deadline before its decision?"), due_before_decision),
    RecordCheck("updates-out-of-order", WARNING, say("Are updates typed oldest first?"), updates_out_of_order),
    Check("from-the-future", WARNING, say("Has everything told of happened?"), from_the_future),
    Check("reopened-without-reason", WARNING, say("Is it said why what was closed is open again?"),
          reopened_without_reason),
    Check("replaced-in-a-circle", WARNING, say("Does no decision replace itself?"), replaced_in_a_circle),
    Check("part-of-itself", WARNING, say("Is no body part of itself?"), part_of_itself),
    RecordCheck("risky-text", WARNING, say("Is every text free of markup and links that are not shown?"), risky_text),
    Check("drifting-deadline", WARNING, say("Does a step have one last day everywhere?"), drifting_deadline),
    Check("former-name", WARNING, say("Is every body called by the name it has today?"), former_name),
    Check("account-before-decision", WARNING, say("Is no account older than its decision?"), account_before_decision),
    RecordCheck("dangling-word", WARNING, say("Does no decision point to what was left out?"), dangling_word),
    RecordCheck("word-residue", WARNING, say("Is nothing left of the word processor?"), word_residue),
    RecordCheck("decision-without-record", WARNING, say("Is every decision told of in minutes followed up?"),
                decision_without_record),
    Check("statuses-disagree", WARNING, say("Do all records say the same status and outcome?"), statuses_disagree),
    Check("clauses-disagree", WARNING, say("Does the status of a whole fit its clauses?"), clauses_disagree),
    Check("days-the-wrong-way-round", WARNING, say("Does what follows come after what it follows?"),
          days_the_wrong_way_round),
    Check("unchanged-of-nothing", WARNING, say("Does every “unchanged” confirm something?"), unchanged_of_nothing),
    RecordCheck("second-extension", WARNING, say("Is more time given only once?"), second_extension),
    Check("overtaken-status", WARNING, say("Has no status been overtaken by what happened?"), overtaken_status),
    RecordCheck("private-name", WARNING, say("Is no private person named?"), private_name),
    Check("unreported-in-period", WARNING, say("Is there an account in the period of the report being written?"),
          item_silent_in_period),
    Check("not-frozen", WARNING, say("Is every adopted report kept as it is?"), report_not_sealed),
    Check("sealed-account-changed", WARNING, say("Do the accounts that an adopted report rests on say what they did?"),
          sealed_account_changed),
    Check("sealed-account-missing", WARNING, say("Are the accounts that an adopted report rests on still there?"),
          sealed_account_missing),
    Check("sealed-decision-changed", WARNING, say("Are the decisions that an adopted report rests on as they were?"),
          sealed_decision_changed),
    Check("sealed-report-changed", WARNING, say("Is what an adopted report says of itself as it was?"),
          sealed_report_changed),
    RecordCheck("translation-not-recorded", WARNING, say("Is it known of which original every translation was made?"),
                translation_not_recorded),
    RecordCheck("original-changed", WARNING, say("Is every translation made of the original as it is now?"),
                original_changed),
    RecordCheck("small-count", WARNING, say("Is nobody to be recognised in the statistics?"), few_persons),
    RecordCheck("misdrawn-chart", WARNING, say("Is every chart drawn as it was meant?"), misdrawn_chart),
    RecordCheck("broken-table", ERROR, say("Can every file of figures be read?"), figures_unread),
    Check("missing-place", ERROR, say("Is every paragraph that is named in the minutes?"), paragraph_missing),
    Check("address-taken", ERROR, say("Does every record get an address of its own?"), address_taken),
    RecordCheck("wrong-block", ERROR, say("Is every block for some readers opened and closed?"), wrong_block),
    Check("hidden-record-named", ERROR, say("Does no public page name a record for members?"), hidden_record_named),
    Check("broken-seal", ERROR, say("Can every seal be read, and is its report there?"), broken_seal),
)  # fmt: skip


def ask_each(records: Records, given: Given) -> Iterator[Finding]:
    """Ask each record what it has to answer for itself; some of what is in a text stops a build."""
    questions = (question for question in CHECKS if isinstance(question, RecordCheck))
    answers = ((question, finding) for question in questions for finding in question.ask_of(records, given))
    yield from _unsilenced(records, answers)
    yield from _unknown_checks(records)


def ask_all(register: Register, words: Wording, severity: Severity) -> Iterator[Finding]:
    """Ask the register every question whose answer matters so much."""
    questions = (question for question in CHECKS if isinstance(question, Check) and question.severity is severity)
    asked = piece_by_piece(questions)
    answers = ((question, finding) for question in asked for finding in question.ask(register, words))
    return _unsilenced(register.archive.everything(), answers)


def stopping(register: Register, words: Wording, edited: Iterable[Record[Decision]]) -> Iterator[Finding]:
    """Ask of some decisions all that could stop a build, where each goes by the name it went by before.

    Where nothing was wrong before, neither its address nor what seals name can be wrong now.
    """
    records, decisions = tuple(edited), register.decisions
    each = ask_each(records, given(register, words))
    yield from (finding for finding in each if finding.severity is ERROR)
    yield from paragraph_missing_of((decisions[record.id] for record in records), register)
    yield from hidden_record_named_in(records, register, words)


def given(register: Register, words: Wording) -> Given:
    """Gather all that a check of one record may know beside it."""
    return Given(words, register.archive, no_persons(register))


def _unsilenced(records: Iterable[Record[RecordFields]], answers: Iterable[Answer]) -> Iterator[Finding]:
    """Leave out the warnings that a record silences with a reason; errors cannot be silenced."""
    silenced = {(record.source.path, code) for record in records for code in record.data.ignore}
    for question, finding in answers:
        codes = {(finding.place.path, question.code), (finding.place.path, finding.code)}
        if finding.severity is ERROR or silenced.isdisjoint(codes):
            yield finding


def _unknown_checks(records: Records) -> Iterator[Finding]:
    """Find checks that a record means to silence, and which are none."""
    known = [question.code for question in CHECKS if question.severity is Severity.WARNING]
    for record in records:
        for code in (code for code in record.data.ignore if code not in known and code not in RISKS):
            near = get_close_matches(code, known, n=1)
            yield error(
                "unknown-check",
                record.place("ignore", code, key=True),
                say("There is no check called “{code}” that can be silenced.", code=shortened(code)),
                say("Did you mean “{near}”?", near=near[0]) if near else say("Checks: {known}.", known=tuple(known)),
            )
