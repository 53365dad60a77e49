"""The spot of each account on its decision's page, named by what it is, so that other accounts do not move it."""

from collections import Counter
from collections.abc import Sequence

from vrapport.register import Account
from vrapport.wording import slug


def spots(accounts: Sequence[Account]) -> tuple[str, ...]:
    """Name each account by its day; those of one day by their status too, and by their order where that is the same."""
    days = [slug(account.date.code if account.date else account.status) for account in accounts]
    if len(set(days)) == len(days):  # as of most decisions
        return tuple(days)
    shared = Counter(days)
    names = [f"{day}-{account.status}" if shared[day] > 1 else day for day, account in zip(days, accounts, strict=True)]
    return tuple(
        f"{name}-{earlier + 1}" if (earlier := names[:number].count(name)) else name
        for number, name in enumerate(names)
    )
