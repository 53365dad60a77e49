"""The whole of vrapport in one function: from a folder of records to a published site."""

import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import metadata
from pathlib import Path
from types import MappingProxyType

from vrapport.accountability.seals import Frozen, frozen
from vrapport.addresses import Addresses, prefix_of
from vrapport.checks import check
from vrapport.digests import digest
from vrapport.exports import exports
from vrapport.findings import Finding, Place, has_errors, in_order
from vrapport.keeping import keep, recall
from vrapport.outputs import Bundle, Output, Progress, Published, RefusedError, collisions, prepare, publish, ready
from vrapport.pages import pages
from vrapport.pages.similar import matters
from vrapport.project import Project, day_of, published_languages, read_project, words_of
from vrapport.records.translations import Translated, outdated
from vrapport.register import Archive, ByKind, Register, archive, cut_text, dangling, fences, files_of, link, permitted
from vrapport.search.similar import key, similar
from vrapport.sources import Source, read_attachment
from vrapport.theme import Page, TemplateFaultError, Theme, assets, theme
from vrapport.views import View, attachment_address
from vrapport.vocabulary import PUBLIC
from vrapport.wording import Wording

# Libraries that bytes of a site come from.
MAKERS = ("babel", "icalendar", "jinja2", "markdown", "markupsafe", "nh3", "segno", "simplemma")
UNKNOWN: Mapping[str, date] = MappingProxyType({})
History = Callable[[Path], Mapping[str, date]]
"""When each file below a site's folder was last changed, by its path; without those that nobody can tell of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A site as it was read and asked about: its words, its sources, all findings, and the register if there is one."""

    words: Wording
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]
    project: Project | None = None
    register: Register | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: all that was found, and what was published, if anything was."""

    examined: Examined
    published: Published | None


def build(  # noqa: PLR0913 - what a person may ask of a build, each by its name
    root: Path,
    output: Path,
    *,
    clock: date,
    today: date | None = None,
    strict: bool = False,
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
    history: History = lambda _root: {},
) -> Built:
    """Read, check, make and publish a site; on any error nothing is published.

    The `history` of the files is asked for only where the site says what repository keeps them.
    """
    examined = examine(root, clock=clock, today=today)
    if examined.register is None or examined.project is None or stops(examined.findings, strict=strict):
        return Built(examined, None)
    refused = prepare(output, root)
    if refused:
        return Built(_with(examined, refused), None)
    try:
        changed = history(root) if examined.project.site.repository else {}
        outputs = tuple(make(examined.project, examined.register, changed))
        clashes = tuple(collisions(outputs))
        if clashes:
            return Built(_with(examined, *clashes), None)
        published = publish(outputs, output, PUBLIC, program=program(), jobs=jobs, progress=progress)
        return Built(examined, published)
    except (TemplateFaultError, RefusedError) as fault:
        return Built(_with(examined, fault.finding), None)


def examine(root: Path, *, clock: date, today: date | None = None) -> Examined:
    """Read a site and ask every question of it."""
    project = read_project(root)
    if not isinstance(project, Project):
        return Examined(words=project.words, sources=project.sources, findings=in_order(project.findings))
    known = whole(project)
    register = link(known, day_of(project.site, today, clock))
    asked = (
        *project.findings,
        *dangling(known, project.settings, project.records.broken, project.records.partial),
        *check(register, project.words),
    )
    findings = in_order(_once(asked))
    return Examined(words=project.words, sources=project.sources, findings=findings, project=project, register=register)


def stops(findings: tuple[Finding, ...], *, strict: bool) -> bool:
    """Tell whether what was found keeps the site from being published."""
    return has_errors(findings) or (strict and bool(findings))


@cache
def program() -> str:
    """Hash what makes a site of records: this vrapport and its libraries; what another made is made anew."""
    here = Path(__file__).parent
    files = sorted(path for path in here.rglob("*") if path.is_file() and path.suffix != ".pyc")
    own = (part for path in files for part in (path.relative_to(here).as_posix(), path.read_bytes()))
    return digest(platform.python_version(), *map(metadata.version, MAKERS), *own)


def make(project: Project, register: Register, changed: Mapping[str, date] = UNKNOWN) -> Iterator[Output | Bundle]:
    """Make all that the public may see: nothing else is counted, listed or indexed on the way."""
    view = public_view(project, register.today)
    view = replace(view, similar=_similar(project, view), changed=changed)
    views = tuple(in_language(project, view, language) for language in view.languages)
    look = theme(project.root, {each.language: each.words for each in views})
    made = tuple(page for each in views for page in pages(each))
    yield from (_page_output(look, page) for page in made)
    yield from exports(views, made)
    yield from _assets(project)
    yield from _attachments(project, view)


def whole(project: Project) -> Archive:
    """Put all records of a site where they can be looked up, for no reader in particular."""
    return archive(project.records.by_kind, project.site, project.attachments, project.seals, project.translations)


def public_view(project: Project, today: date) -> View:
    """Cut the records to what the public may read, and tie them together anew."""
    words = words_of(project.root, project.site, project.site.language)

    def cut(by_kind: ByKind) -> Archive:
        allowed = permitted(by_kind, frozenset({PUBLIC}), fences(project.words, project.site))
        return archive(allowed, project.site, project.attachments)

    register = link(cut(project.records.by_kind), today)
    return View(
        register,
        words,
        Addresses(words),
        PUBLIC,
        _frozen(project, today, cut),
        languages=published_languages(project.root, project.site),
        outdated=_outdated(project, frozenset({PUBLIC})),
    )


def in_language(project: Project, view: View, language: str) -> View:
    """Show the same in one of the site's languages, below a folder of its own if it is not the site's first."""
    if language == view.language:
        return view
    addresses = Addresses(view.addresses.words, prefix_of(language, view.site.language))
    return replace(view, words=words_of(project.root, project.site, language), addresses=addresses)


def _outdated(project: Project, audiences: frozenset[str]) -> frozenset[Translated]:
    """Find the translations whose original has changed, as these audiences see them."""
    records = whole(project).everything()
    said = outdated(records, project.site.language, project.translations)
    known = fences(project.words, project.site)
    return frozenset(replace(each, text=cut_text(each.text, audiences, known)) for each in said)


def _frozen(project: Project, today: date, cut: Callable[[ByKind], Archive]) -> Mapping[str, Frozen]:
    """Find what the sealed editions rest on in the records of all, and cut that as all else is cut."""
    if not project.seals:
        return {}
    return {
        ident: replace(each, archive=cut(each.archive.by_kind)) if each.archive else each
        for ident, each in frozen(link(whole(project), today)).items()
    }


def _similar(project: Project, view: View) -> Mapping[str, Sequence[str]]:
    """Find similar earlier decisions, or recall them: to compare them anew takes seconds."""
    compared = matters(view)
    name, asked = f"similar-{view.audience}-{view.language}", key(compared, view.language, program())
    found = recall(project.root, name, asked)
    if found is None:
        found = similar(compared, view.language)
        keep(project.root, name, asked, found)
    return found


def _page_output(look: Theme, page: Page) -> Output:
    return Output(
        address=page.address,
        fingerprint=look.fingerprint_of(page),
        make=lambda: look.render(page),
        origin=page.origin,
    )


def _assets(project: Project) -> Iterator[Output]:
    """Publish style sheets, scripts and pictures of the theme."""
    for address, content in assets(project.root, project.site.accent):
        yield ready(address, content)


def _attachments(project: Project, view: View) -> Iterator[Output]:
    """Publish the files that the records this audience sees link to, and no others."""
    for path in sorted(set(_linked_files(view))):
        content = read_attachment(project.root, path)
        if isinstance(content, Finding):
            raise RefusedError(content)
        yield ready(attachment_address(path), content, Place(path))


def _linked_files(view: View) -> Iterator[str]:
    for record in view.register.archive.everything():
        yield from files_of(record)


def _with(examined: Examined, *findings: Finding) -> Examined:
    return replace(examined, findings=in_order((*examined.findings, *findings)))


def _once(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Say the same of the same spot once."""
    seen = set()
    for finding in findings:
        key = finding.code, finding.place, finding.what.text, str(dict(finding.what.values))
        if key not in seen:
            seen.add(key)
            yield finding
