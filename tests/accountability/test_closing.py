"""What is proposed at the end of a period."""

from datetime import date
from pathlib import Path

import pytest

from tests.told import write
from vrapport.accountability.closing import Closing, closing
from vrapport.examining import examine

SITE = {
    "content/bodies/ds.yml": "title: Styrelsen\n",
    "content/campaigns/host.yml": "title: Hösten\nperiod: 2019-H2\n",
    "content/campaigns/var.yml": "title: Våren\nperiod: 2020-H1\n",
}
TOLD = "updates:\n  - date: 2020-01\n    status: %s\n    text: Ett brev är skrivet.\n"
NEXT = TOLD + "    next: {what: Svar väntas, due: %s}\n"
RECURS = "recurs: {dates: [2019-10, 2019-12]}\n"
FATES = {  # what the file says, what is proposed on the way, and at the end
    "under way": (TOLD % "pågår", "carries_over", "carries_over"),
    "done": (TOLD % "genomfört", None, None),
    "done with a step left": (NEXT % ("genomfört", "2020-12"), "once_more", "once_more"),
    "nothing is said": ("", "once_more", "once_more"),
    "nothing is said, and it is late": ("due: 2019-10\n", "once_more", "once_more"),
    "nothing is explained": ("status: pågår\n", "once_more", "once_more"),
    "a clause is silent though another is done": (
        "clauses:\n  - Ett\n  - Två\nupdates:\n  - {date: 2020-01, status: genomfört, clause: 1, text: Ja då.}\n",
        "once_more", "once_more",
    ),
    "the day has passed and nobody began": (f"due: 2019-12\n{TOLD % 'planeras'}", "lapses", "lapses"),
    "the day has passed and it is under way": (f"due: 2019-12\n{TOLD % 'pågår'}", "carries_over", "carries_over"),
    "the day has not passed": (f"due: 2020-01\n{TOLD % 'planeras'}", "carries_over", "carries_over"),
    "more time was given": (
        f"due: 2019-12\nextension: {{until: 2020-06, reason: Sjukdom}}\n{TOLD % 'planeras'}",
        "carries_over", "carries_over",
    ),
    "the campaign is over": (f"campaign: host\n{TOLD % 'pågår'}", "lapses", "lapses"),
    "the campaign goes on": (f"campaign: var\n{TOLD % 'pågår'}", "carries_over", "carries_over"),
    "the campaign is over and a step is ahead": (
        f"campaign: host\n{NEXT % ('pågår', '2020-12')}", "carries_over", "carries_over",
    ),
    "the occasions have passed": (RECURS + TOLD % "pågår", "lapses", "lapses"),
    "every occasion was kept": (
        f"{RECURS}held: [2019-10-04, 2019-12-04]\n{TOLD % 'pågår'}", "carries_over", "carries_over",
    ),
    "a standing duty": (f"standing: ja\n{TOLD % 'pågår'}", "carries_over", "standing"),
    "a standing duty that is late": (f"standing: ja\ndue: 2019-12\n{TOLD % 'pågår'}", "carries_over", "standing"),
    "a standing duty that nobody began": (f"standing: ja\n{TOLD % 'planeras'}", "carries_over", "lapses"),
    "a standing duty that nobody can say was kept": (f"standing: ja\n{TOLD % 'oklart'}", "carries_over", "lapses"),
    "a standing duty when somebody asks": (f"standing: ja\n{TOLD % 'vid behov'}", "carries_over", "standing"),
    "a standing duty never explained": ("standing: ja\nstatus: pågår\n", "once_more", "once_more"),
}  # fmt: skip


def proposed(root: Path, decision: str, *, final: bool) -> Closing:
    site = write(root, SITE, {"content/decisions/a.yml": f"title: x\n{decision}"})
    found = examine(site, clock=date(2030, 1, 1), today=date(2020, 1, 31))
    assert found.register, found.findings
    return closing(found.register, found.register.decisions.values(), found.words, final=final)


@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("case", FATES)
def test_what_becomes_of_a_decision(case: str, final: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a table's column
    decision, *fates = FATES[case]
    found = proposed(tmp_path, decision, final=final)
    names = ("lapses", "once_more", "standing", "carries_over")
    assert [name for name in names if getattr(found, name)] == [fate for fate in [fates[final]] if fate]
