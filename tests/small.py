"""A small site of every kind of record, written as a secretary would, to be changed at will by the tests."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from vrapport.build import Built, Manner, build

CLOCK = date(2026, 1, 2)  # a day that no site speaks of

FILES: Mapping[str, str] = {
    "content/site.yml": """\
format: 1
title: Provföreningen
organisation: Provföreningen i Ås
language: sv
url: https://exempel.se/uppfoljning/
today: 2020-01-31
responsible: styrelsen
areas:
  kampanj: Kampanj
  ekonomi: Ekonomi
""",
    "content/decisions/2019/A1.yml": """\
title: Cykelställ vid stationen
area: kampanj
meeting: 2019/arsmote
motions: 2019/A1
text: Föreningen skriver till kommunen, se [[2019/A2]].
updates:
  - date: 2019-06
    status: pågår
    text: Ett brev är skrivet.
    next:
      what: Brevet skickas
      who: styrelsen
      due: 2020-03
""",
    "content/decisions/2019/A2.yml": """\
title: Avgiften blir oförändrad
area: ekonomi
meeting: 2019/arsmote
campaign: cykel
updates:
  - date: 2019-05
    status: planeras
  - date: 2019-10
    status: genomfört
    when: 2019-09
    text: Beslutat i september.
""",
    "content/decisions/2019/A3.yml": """\
title: Två ting att göra
clauses:
  - summary: Det första.
  - summary: Det andra.
updates:
  - date: 2019-12
    clause: 1
    status: genomfört
    text: Gjort.
recurs:
  at_least: 2
  per: år
referrals: kommunen
""",
    "content/motions/2019/A1.md": """\
---
title: Cykelställ
meeting: 2019/arsmote
movers: kommunen
clauses:
  - text: Att cykelställ byggs.
---
Det finns **för få** cykelställ.
""",
    "content/meetings/2019/arsmote.md": """\
---
title: Årsmötet 2019
body: styrelsen
date: 2019-03-10
type: protokoll
---
## § 1 Öppnande
Mötet öppnades.
## § 2 Motioner
Beslut: Föreningen skriver till kommunen. [[2019/A1]]
""",
    "content/bodies/styrelsen.yml": "title: Styrelsen\n",
    "content/bodies/kommunen.yml": "title: Kommunen\n",
    "content/campaigns/cykel.yml": "title: Mera cykel\nperiod: 2019\n",
    "content/statements/cykel.md": "---\ntitle: Cykla mera\nmeeting: 2019/arsmote\nedits: Ett ord.\n---\nTexten.\n",
    "content/resources/brev.md": "---\ntitle: Ett brev\n---\nSkriv så här.\n",
    "content/statistics/avgifter.yml": "title: Avgifter\nunit: kronor\n",
    "content/updates/2020-01.yml": """\
title: Läget i januari
date: 2020-01
by: styrelsen
each:
  2019/A1:
    status: pågår
    text: Kommunen har svarat.
""",
    "content/reports/2019.md": (
        "---\ntitle: Rapport 2019\nperiod: 2019\nas_of: 2020-01\ncovers: 2019/arsmote\n---\nDetta gjordes.\n"
    ),
    "content/pages/om.md": "---\ntitle: Om oss\n---\nVi finns i Ås.\n",
}
SMALLEST = {"content/site.yml": "format: 1\ntitle: Nästan inget\n"}


def write(root: Path, *changes: Mapping[str, str], files: Mapping[str, str] = FILES) -> Path:
    """Write a site's files, some of them otherwise or beside the usual ones."""
    for path, text in {**files, **{path: text for change in changes for path, text in change.items()}}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


def built(root: Path, output: Path | None = None, *, today: date | None = None, jobs: int = 1) -> Built:
    """Build a site into `output`."""
    return build(root, output or root / "output", clock=CLOCK, today=today, manner=Manner(jobs=jobs))


def published(root: Path, output: Path | None = None, *, today: date | None = None) -> dict[str, bytes]:
    """Build a site that must be right, and return every published file."""
    done = built(root, output, today=today)
    assert done.published, errors(done)
    return tree(done.published.folder)


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Tell which file each is on disk, and when it was written: the same only if nothing was written."""
    found = ((path, path.stat()) for path in sorted([folder, *folder.rglob("*")]))
    return {os.fspath(path.relative_to(folder)): (stat.st_ino, stat.st_mtime_ns) for path, stat in found}


def errors(done: Built) -> list[str]:
    """Say what was wrong, as the command line would."""
    words = done.examined.words
    return [f"{finding.place}: {finding.code}: {words.tell(finding.what)}" for finding in done.examined.findings]
