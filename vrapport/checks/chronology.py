"""Do things happen in an order in which they can have happened?"""

from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from vrapport.checks.texts import Given, Way
from vrapport.dates import VagueDate
from vrapport.findings import Finding, Place, say, warning
from vrapport.records.campaigns import Campaign
from vrapport.records.decisions import Decision
from vrapport.records.fields import RecordFields
from vrapport.records.reading import Record
from vrapport.records.updates import SharedUpdate
from vrapport.register import Followed, Records, Register
from vrapport.wording import Wording


def due_before_decision(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find deadlines that had passed when the decision was made."""
    for decision in register.decisions.values():
        clauses = [(("clauses", number, "due"), clause.due) for number, clause in enumerate(decision.data.clauses)]
        for at, due in ((("due",), decision.data.due), *clauses):
            decided = decision.meeting.data.date if decision.meeting else None
            if due and decided and due.last < decided.first:
                yield warning(
                    "due-before-decision",
                    decision.record.place(*at),
                    say("The deadline, {due}, comes before the decision, {decided}.", due=due, decided=decided),
                    say("Check both dates."),
                )


def updates_out_of_order(records: Records, given: Given) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find updates that stand after a later one."""
    for decision in _decisions(records):
        for number, (before, after) in enumerate(pairwise(decision.data.updates), 1):
            if after.date.last < before.date.first:
                yield warning(
                    "updates-out-of-order",
                    decision.place("updates", number, "date"),
                    say("The update of {date} stands after the one of {later}.", date=after.date, later=before.date),
                    say("Put the oldest first, so that the file reads as the story went."),
                )


def from_the_future(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find accounts of days that have not come, and decisions of meetings that have not been held."""
    for decision in register.decisions.values():
        for number, update in enumerate(decision.data.updates):
            if update.date.begins > register.today:
                yield _too_early(decision.record.place("updates", number, "date"), register)
        for at, day in _days_it_happened(decision):
            if day.begins > register.today:
                yield _not_yet(decision.record.place(*at), register)
        if decision.meeting and decision.meeting.data.date.first > register.today:
            yield warning(
                "from-the-future",
                decision.record.place("meeting"),
                say("The meeting is held {held}, after the day the site speaks of, {today}.",
                    held=decision.meeting.data.date, today=register.today),
                say("Check the date of the meeting, or wait with the decision until it is made."),
            )  # fmt: skip
    yield from _beside_decisions(register)


def _beside_decisions(register: Register) -> Iterator[Finding]:
    for record in register.archive.by_kind["updates"].values():
        if isinstance(record.data, SharedUpdate) and record.data.date.first > register.today:
            yield _too_early(record.place("date"), register)
    for campaign, number, day in _activities(register):
        if day.begins > register.today:
            yield _not_done_yet(campaign.place("activities", number, "date"), register)


def _too_early(place: Place, register: Register) -> Finding:
    return warning(
        "from-the-future",
        place,
        say("The date lies after the day the site speaks of, {today}.", today=register.today),
        say("Check the date. The account is left out until then."),
    )


def _not_yet(place: Place, register: Register) -> Finding:
    return warning(
        "from-the-future",
        place,
        say("The date lies after the day the site speaks of, {today}.", today=register.today),
        say("Check the date. What is still to happen is a next step, under “next”."),
    )


def _not_done_yet(place: Place, register: Register) -> Finding:
    return warning(
        "from-the-future",
        place,
        say("The date lies after the day the site speaks of, {today}.", today=register.today),
        say("Check the date. What is still to be done in a campaign stands in its plan."),
    )


def _activities(register: Register) -> Iterator[tuple[Record[Campaign], int, VagueDate]]:
    """Yield what was done in campaigns and is dated, with its place in the list."""
    for campaign in cast("tuple[Record[Campaign], ...]", register.records("campaigns")):
        for number, activity in enumerate(campaign.data.activities):
            if activity.date:
                yield campaign, number, activity.date


def _days_it_happened(decision: Followed) -> Iterator[tuple[tuple[str | int, ...], VagueDate]]:
    """Yield the days on which something is said to have happened, with the way to each."""
    data = decision.data
    days: list[tuple[tuple[str | int, ...], VagueDate | None]] = [
        *((("updates", n, "when"), update.when) for n, update in enumerate(data.updates)),
        *((("held", n, "date"), occasion.date) for n, occasion in enumerate(data.held)),
        *((("extension", n, "date"), more.date) for n, more in enumerate(data.extension)),
    ]
    for n, referral in enumerate(data.referrals):
        days += [(("referrals", n, "sent"), referral.sent), (("referrals", n, "replied"), referral.replied)]
        days += [(("referrals", n, "reminded", m), day) for m, day in enumerate(referral.reminded)]
    return ((at, day) for at, day in days if day)


def days_the_wrong_way_round(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find answers from before the matter was sent, more time that ends too soon, and work outside a campaign."""
    for decision in register.decisions.values():
        for at, earlier, later in _in_order(decision):
            if later.last < earlier.first:
                yield warning(
                    "days-the-wrong-way-round",
                    decision.record.place(*at),
                    say("{later} comes before {earlier}, which it should follow.", later=later, earlier=earlier),
                    say("Check both dates."),
                )
    yield from _outside(register)


def _outside(register: Register) -> Iterator[Finding]:
    """Find what was done in a campaign before it began, or after its end; what is still to come is told of already."""
    for record, number, day in _activities(register):
        period = record.data.period
        if period and day.begins <= register.today and (day.last < period.first or day.first > period.last):
            yield warning(
                "days-the-wrong-way-round",
                record.place("activities", number, "date"),
                say("{date} lies outside the campaign's period, {period}.", date=day, period=period),
                say("Check both dates."),
            )


def _in_order(decision: Followed) -> Iterator[tuple[tuple[str | int, ...], VagueDate, VagueDate]]:
    """Yield pairs of days of which the second follows the first, with the way to the second."""
    for n, referral in enumerate(decision.data.referrals):
        if referral.sent:
            yield from (
                (("referrals", n, "reminded", m), referral.sent, day) for m, day in enumerate(referral.reminded)
            )
        if referral.sent and referral.replied:
            yield ("referrals", n, "replied"), referral.sent, referral.replied
    decided = decision.meeting.data.date if decision.meeting else None
    before = decision.data.due or decided
    for n, more in enumerate(decision.data.extension):
        if before:
            yield ("extension", n, "until"), before, more.until


def account_before_decision(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find accounts, and times that a commitment was kept, from before the meeting that decided."""
    for decision in register.decisions.values():
        decided = decision.meeting.data.date if decision.meeting else None
        for record, at, when in _days_told(decision) if decided else ():
            if decided and when.last < decided.first:
                yield warning(
                    "account-before-decision",
                    record.place(*at),
                    say("{date} is before “{id}” was decided, {decided}.", date=when, id=decision.id, decided=decided),
                    say("Check both dates: an account speaks of a day after the meeting."),
                )


def _days_told(decision: Followed) -> Iterator[tuple[Record[RecordFields], Way, VagueDate]]:
    """Yield every day that something was told of, or on, with the record that tells it and the way to it there."""
    for number, update in enumerate(decision.data.updates):
        yield decision.record, ("updates", number, "date"), update.date
    for number, occasion in enumerate(decision.data.held):
        yield decision.record, ("held", number, "date"), occasion.date
    for account in decision.accounts:
        if account.shared and account.date:
            yield account.record, account.way, account.date


def second_extension(records: Records, given: Given) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find more time that was given after more time was given."""
    for decision in _decisions(records):
        for number, (before, after) in enumerate(pairwise(decision.data.extension), 1):
            yield warning(
                "second-extension",
                decision.place("extension", number, "until"),
                say("More time is given until {until}, though it was given once, until {before}.", until=after.until,
                    before=before.until),
                say("Let the meeting decide anew, and write that as a decision of its own."),
            )  # fmt: skip


def _decisions(records: Records) -> Iterator[Record[Decision]]:
    return (cast("Record[Decision]", record) for record in records if isinstance(record.data, Decision))
