"""What was sent on to other bodies: sending it is one duty; an answer is owed only where one was asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from vrapport.dates import VagueDate
from vrapport.records.bodies import Body
from vrapport.records.decisions import Referral
from vrapport.records.reading import Record
from vrapport.register.archive import Archive
from vrapport.register.followed import Followed
from vrapport.vocabulary import ReferralState, Status


@dataclass(frozen=True, slots=True)
class Sent:
    """One matter sent on, or still to be sent, to one recipient, as it stands on a day."""

    decision: Followed
    referral: Referral
    to: Record[Body] | None
    state: ReferralState
    sent: VagueDate | None = None
    reminded: tuple[VagueDate, ...] = ()
    replied: VagueDate | None = None

    @property
    def is_owed(self) -> bool:
        """Tell whether the recipient owes an answer: one was asked for, and has not come."""
        return self.state in {ReferralState.AWAITING, ReferralState.REMINDED}

    @property
    def owes_since(self) -> VagueDate | None:
        """The day since which an answer is owed, as well as it is known: a reminder shows that it was sent by then."""
        return self.sent or next(iter(self.reminded), None) if self.is_owed else None


def sent_on(decision: Followed, archive: Archive, today: date) -> tuple[Sent, ...]:
    """Reckon where each referral of a decision stands on a day."""
    return tuple(_stands(decision, referral, archive, today) for referral in decision.data.referrals)


def _stands(decision: Followed, referral: Referral, archive: Archive, today: date) -> Sent:
    when = next(_happened([referral.sent or _done_when(decision)], today), None)
    reminded = tuple(sorted(_happened(referral.reminded, today), key=lambda day: (day.last, day.first)))
    replied = next(_happened([referral.replied], today), None)
    by_account = decision.status is Status.DONE and not referral.sent
    if replied:
        state = ReferralState.REPLIED
    elif not (when or reminded or by_account):
        state = ReferralState.TO_SEND
    elif not referral.reply_wanted:
        state = ReferralState.SENT
    else:
        state = ReferralState.REMINDED if reminded else ReferralState.AWAITING
    to = cast("Record[Body] | None", archive.record(referral.to))
    return Sent(decision, referral, to, state, when, reminded, replied)


def _done_when(decision: Followed) -> VagueDate | None:
    """Take the day of sending from the account that reports the decision carried out."""
    if decision.status is not Status.DONE:
        return None
    done = (account.told.when for account in reversed(decision.accounts) if account.status is Status.DONE)
    return next((when for when in done if when), None)


def _happened(days: Iterable[VagueDate | None], today: date) -> Iterator[VagueDate]:
    """Leave out what lies after the day that the register speaks of."""
    return (day for day in days if day and day.first <= today)
