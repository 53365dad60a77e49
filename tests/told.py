"""What vrapport tells the author of a site, as lines: place, severity and code, what is wrong, the hint."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from vrapport.examining import Examined, examine
from vrapport.findings import Finding

CLOCK = date(2024, 1, 1)  # the real day, as far as these tests know
SETTINGS = "format: 1\ntitle: Provföreningen\nareas:\n  miljo: Miljö\n"
BODY = {"content/bodies/ds.yml": "title: Styrelsen\n"}
MEETING = {"content/meetings/m.md": "---\nbody: ds\ndate: 2019-06-10\n---\n## § 4 Resor\n", **BODY}

Files = Mapping[str, str | bytes]


def write(root: Path, *parts: Files) -> Path:
    """Write a site's files; settings that will do are there already."""
    for path, content in {
        key: text for part in ({"content/site.yml": SETTINGS}, *parts) for key, text in part.items()
    }.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def decision(text: str | bytes) -> Files:
    """Give a site's one decision."""
    return {"content/decisions/a.yml": text}


def asked(root: Path) -> Examined:
    """Read a site as it lies."""
    return examine(root, clock=CLOCK)


def lines(examined: Examined) -> list[str]:
    """Say all that was found."""
    return [line(examined, finding) for finding in examined.findings]


def line(examined: Examined, finding: Finding) -> str:
    """Say one thing that was found."""
    said = [f"{finding.place} {finding.severity.label} {finding.code}", examined.words.tell(finding.what)]
    return " | ".join([*said, examined.words.tell(finding.hint)] if finding.hint else said)


def codes(examined: Examined) -> list[str]:
    """Tell where and what by their codes alone, without what is only said of a decision nobody has reported on."""
    quiet = {"unreported", "undated-status", "unexplained"}
    return [
        f"{found.place} {found.severity.label} {found.code}" for found in examined.findings if found.code not in quiet
    ]


def told(root: Path, *parts: Files) -> list[str]:
    """Write a site, read it, and say all that was found."""
    return lines(asked(write(root, *parts)))


def judged(root: Path, *parts: Files) -> list[str]:
    """Write a site, read it, and tell codes alone."""
    return codes(asked(write(root, *parts)))
