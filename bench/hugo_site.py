"""Write the same site for Hugo: the text of a site's records, and the pages and links that vrapport publishes of them.

Usage: python bench/hugo_site.py SITE PUBLIC FOLDER, where PUBLIC is what vrapport built of SITE.

Whatever vrapport reckons is given to Hugo ready-made: which pages there are, what each list holds, what a decision is
similar to. Hugo reads, converts Markdown, looks up titles and fills in templates, the plainest that hold the same
facts and links. So where the two differ, it is Hugo that has less to do.
"""

import posixpath
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

import yaml

HERE = Path(__file__).parent / "hugo"
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
SIMILAR = re.compile(r"<h2>Liknande tidigare beslut</h2>.*?</ul>", re.DOTALL)
LINK = re.compile(r'<a [^>]*?href="([^"#:]+\.html)(?:#[^"]*)?"')
H1 = re.compile(r"<h1>(.*?)(?: <span|</h1>)", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
REFERENCE = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
DECISION = re.compile(r"beslut/((\d{4})/B(\d+))\.html")
MEETING = re.compile(r"moten/(.+/\d{4}-.+)\.html")
NOT_FOUND, FRONT = "404.html", "index.html"

Matter = dict[str, object]


@dataclass(frozen=True)
class Published:
    """A published page: its address, its heading, and where it leads."""

    address: str
    html: str

    @property
    def title(self) -> str:
        """What its heading says."""
        found = H1.search(self.html)
        return unescape(TAG.sub("", found[1])).strip() if found else self.address

    @cached_property
    def links(self) -> Sequence[str]:
        """The pages that its main part leads to, each once, in order."""
        return self._links_in(MAIN)

    @property
    def similar(self) -> Sequence[str]:
        """The earlier decisions that it names as similar."""
        return self._links_in(SIMILAR)

    def _links_in(self, part: re.Pattern[str]) -> Sequence[str]:
        within = part.search(self.html)
        found = LINK.findall(within[0]) if within else ()
        folder = posixpath.dirname(self.address)
        whole = (posixpath.normpath(posixpath.join("/", folder, unescape(to))) for to in found)
        return tuple(dict.fromkeys(address.removeprefix("/") for address in whole))


@dataclass(frozen=True)
class Ours:
    """All that vrapport published, by address."""

    pages: Mapping[str, Published]

    def to(self, address: str) -> Matter:
        """Make a link, as Hugo's templates are given it."""
        return {"to": address, "said": self.pages[address].title}


def published(folder: Path) -> Ours:
    """Read the pages of a built site."""
    paths = sorted(folder.rglob("*.html"))
    return Ours({at: Published(at, path.read_text("utf-8")) for path in paths for at in [_below(path, folder)]})


def missing_links(ours: Path, theirs: Path) -> Iterator[str]:
    """Tell of each link between pages of ours that Hugo's page at the same address does not have."""
    for address, page in published(ours).pages.items():
        other = Published(address, (theirs / address).read_text("utf-8"))
        for lost in sorted({*page.links} - {*other.links, address}):
            yield f"{address} does not lead to {lost}"


def main(site: Path, public: Path, folder: Path) -> None:
    """Write Hugo's site, in place of one that was there."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE, folder)
    ours = published(public)
    records = Records(site / "content", ours)
    for page in ours.pages.values():
        for path, matter, text in records.for_hugo(page):
            written = folder / "content" / path
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(f"---\n{_yaml(matter)}---\n{text}", encoding="utf-8")


@dataclass(frozen=True)
class Records:
    """The records of a site that `corpus.py` wrote, and what became of them in vrapport."""

    folder: Path
    ours: Ours

    def for_hugo(self, page: Published) -> Iterator[tuple[str, Matter, str]]:
        """Yield the file that Hugo is to make a page of: where it lies, what is known of it, and its text."""
        decision, meeting = DECISION.fullmatch(page.address), MEETING.fullmatch(page.address)
        if decision:
            yield self._decision(decision, page)
        elif meeting:
            yield self._meeting(meeting[1], page)
        elif page.address == FRONT:
            yield "_index.md", _list(page, self.ours), ""
        elif page.address != NOT_FOUND:  # which Hugo makes of its layout alone
            name = page.address.replace("/", "-").removesuffix(".html")
            yield f"lists/{name}.md", {"url": page.address, **_list(page, self.ours)}, ""

    def _decision(self, found: re.Match[str], page: Published) -> tuple[str, Matter, str]:
        ident, year, number = found.groups()
        record = yaml.load((self.folder / f"decisions/{ident}.yml").read_text("utf-8"), yaml.CSafeLoader)
        told = sorted(record.get("updates", ()), key=lambda update: update["date"], reverse=True)
        matter: Matter = {
            "title": record["title"],
            "weight": int(year) * 100_000 + int(number),
            "ident": ident,
            "label": f"B{number}",
            "status": told[0]["status"] if told else "ej redovisat",
            "area": self.ours.to(f"omraden/{record['area']}.html"),
            "meeting": self.ours.to(f"moten/{record['meeting']}.html"),
            "responsible": self.ours.to(f"organ/{record['responsible']}.html"),
            "due": str(record.get("due", "")),
            "told": str(told[0]["date"]) if told else "",
            "updates": [{**each, "date": str(each["date"])} for each in told],
            "similar": _rows(page.similar),
        }
        return f"beslut/{ident}.md", matter, record["text"]

    def _meeting(self, ident: str, page: Published) -> tuple[str, Matter, str]:
        _, head, text = (self.folder / f"meetings/{ident}.md").read_text("utf-8").split("---\n", 2)
        record = yaml.load(head, yaml.CSafeLoader)
        matter: Matter = {
            "title": page.title,
            "held": str(record["date"]),
            "body": self.ours.to(f"organ/{record['body']}.html"),
            **_listed(page, self.ours),
        }
        return f"moten/{ident}.md", matter, REFERENCE.sub(r"[\2](/beslut/\1.html)", text)


def _list(page: Published, ours: Ours) -> Matter:
    return {"title": page.title, **_listed(page, ours)}


def _listed(page: Published, ours: Ours) -> Matter:
    """Tell what a page leads to: records, which Hugo looks up, and other lists."""
    others = [ours.to(at) for at in page.links if at in ours.pages and not _is_record(at)]
    return {"links": others, "rows": _rows(page.links)}


def _rows(addresses: Sequence[str]) -> list[str]:
    """Name the pages of records as Hugo does."""
    return ["/" + at.removesuffix(".html") for at in addresses if _is_record(at)]


def _is_record(address: str) -> bool:
    return bool(DECISION.fullmatch(address) or MEETING.fullmatch(address))


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _yaml(matter: Matter) -> str:
    class Dumper(yaml.CSafeDumper):
        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - Hugo is to read what is there, not a reference
            return True

    return yaml.dump(matter, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100)


if __name__ == "__main__":
    if len(sys.argv) != 4:  # noqa: PLR2004 - the three arguments and the script
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
