"""A site that has reported twice on the same meeting, written as a secretary would, to be changed by the tests."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.small import write
from tests.told import lines
from vrapport.accountability.editions import Edition
from vrapport.build import public_view
from vrapport.examining import examine
from vrapport.findings import has_errors
from vrapport.views import View

Files = Mapping[str, str]
TODAY = date(2021, 6, 1)

BEGUN: Files = {
    "content/site.yml": "format: 1\ntitle: Provföreningen\nurl: https://exempel.se/\ntoday: 2021-06-01\n"
    "areas:\n  vag: Vägar\n  hus: Hus\n",
    "content/bodies/ds.yml": "title: Styrelsen\n",
    "content/meetings/2019.md": "---\ntitle: Årsmötet 2019\nbody: ds\ndate: 2019-03-10\n---\nText.\n",
    "content/meetings/2020.md": "---\ntitle: Årsmötet 2020\nbody: ds\ndate: 2020-03-10\n---\nText.\n",
    "content/reports/r2019.md": "---\ntitle: Rapport 2019\nperiod: 2019\nas_of: 2019-12-31\ncovers: '2019'\n---\n",
    "content/reports/r2020.md": (
        "---\ntitle: Rapport 2020\nperiod: 2020\nas_of: 2020-12-31\ncovers: ['2019', '2020']\n---\n"
    ),
}


def decided(title: str, *told: str, more: str = "") -> str:
    """Write a decision of 2019 with what was told of it, each `date status: text`."""
    lines = [
        f"title: {title}",
        "area: vag",
        "meeting: '2019'",
        *([more] if more else []),
        *(["updates:"] if told else []),
    ]
    for each in told:
        when, _, rest = each.partition(" ")
        status, _, text = rest.partition(": ")
        lines += [f"  - date: {when}", f"    status: {status}", *([f"    text: {text}"] if text else [])]
    return "\n".join(lines) + "\n"


def laid(root: Path, **decisions: str) -> Path:
    """Write the site, with some decisions; what is there already stays but for those."""
    missing = {path: text for path, text in BEGUN.items() if not (root / path).exists()}
    return write(root, {f"content/decisions/{name}.yml": text for name, text in decisions.items()}, files=missing)


def seen(root: Path, today: date = TODAY) -> View:
    """Read a site that is right, as everybody may see it on a day."""
    examined = examine(root, clock=today, today=today)
    assert examined.project
    assert not has_errors(examined.findings), lines(examined)
    return public_view(examined.project, today)


def edition(root: Path, name: str = "r2020", today: date = TODAY) -> Edition:
    """Make one edition of a site."""
    return next(each for each in seen(root, today).editions if each.report.id == name)
