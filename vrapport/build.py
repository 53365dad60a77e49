"""The whole of vrapport in one function: from a folder of records to a published site."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from vrapport.accountability.seals import Frozen, frozen
from vrapport.addresses import Addresses, prefix_of
from vrapport.examining import NOTHING, Examined, examine, stops, whole
from vrapport.exports import exports
from vrapport.findings import Finding, Place, Severity, in_order
from vrapport.keeping import Shelf
from vrapport.makers import program
from vrapport.outputs import (
    Elsewhere,
    Folder,
    Output,
    Planned,
    Progress,
    Published,
    RefusedError,
    Work,
    collisions,
    prepare,
    publish,
    ready,
)
from vrapport.pages import pages
from vrapport.pages.meeting import texts_in
from vrapport.pages.similar import matters
from vrapport.preparing import prepare_texts
from vrapport.project import Project, published_languages, words_of
from vrapport.receipts import Before, Day, Receipt, counted, issue
from vrapport.records.translations import Translated, outdated
from vrapport.register import (
    Archive,
    Attachment,
    ByKind,
    Register,
    archive,
    cut_text,
    cut_to,
    fences,
    files_of,
    link,
    permitted,
)
from vrapport.search.similar import similar
from vrapport.sources import UNSTAMPED, read_attachment
from vrapport.stages import Stage, untimed
from vrapport.theme import Page, TemplateFaultError, Theme, assets, theme
from vrapport.views import View, attachment_address
from vrapport.vocabulary import PUBLIC

UNKNOWN: Mapping[str, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class History:
    """What can be asked of the repository around a site: where it stands, and when each file was last changed.

    The days are told by path; those that nobody can tell of are left out.
    """

    standing: Callable[[Path], str] = lambda _root: ""
    changed: Callable[[Path], Mapping[str, date]] = lambda _root: {}


NO_HISTORY = History()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: all that was found, and what was published, if anything was."""

    examined: Examined
    published: Published | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a build goes about its work; whatever it says, the site is the same, but for what it is to go without.

    That is for measuring: the checks of what the records say together, and the search. Who cannot wait for the whole is
    shown `ahead` what is to be made, before it is. Who has the pages made `elsewhere` is asked where that is when all
    else is done: until then this process may fork, and must have no other threads.
    """

    jobs: int = 1
    without: frozenset[str] = NOTHING
    stage: Stage = untimed
    progress: Progress = lambda _done, _total: None
    ahead: Callable[[Sequence[Work]], None] = lambda _outputs: None
    elsewhere: Callable[[], Elsewhere | None] = lambda: None


ALONE = Manner()


def build(  # noqa: PLR0913 - what a person may ask of a build, each by its name
    root: Path,
    output: Path,
    *,
    clock: date,
    today: date | None = None,
    strict: bool = False,
    history: History = NO_HISTORY,
    before: Before | None = None,
    manner: Manner = ALONE,
) -> Built:
    """Read, check, make and publish a site; on any error nothing is published.

    The `history` of the files is asked for only where the site says what repository keeps them. Who knows what the
    files were `before` is given a receipt for them.
    """
    examined = _examined(root, clock, today, before, manner)
    project, register = examined.project, examined.register
    if register is None or project is None or stops(examined.findings, strict=strict):
        return Built(examined, None)
    refused = prepare(output, root, project.site.roots)
    if refused:
        return Built(_with(examined, refused), None)
    try:
        stood = history.standing(root) if project.site.repository else None
        outputs = tuple(make(project, register, manner, history.changed(root) if stood is not None else {}))
        clashes = tuple(collisions(outputs))
        if clashes:
            return Built(_with(examined, *clashes), None)
        published = _published(outputs, output, manner)
    except (TemplateFaultError, RefusedError) as fault:
        return Built(_with(examined, fault.finding), None)
    if before and not manner.without:
        issue(_receipt(examined, published, _day(project, today, clock), stood), before)
    return Built(examined, published)


def _examined(root: Path, clock: date, today: date | None, before: Before | None, manner: Manner) -> Examined:
    return examine(
        root,
        clock=clock,
        today=today,
        without=manner.without,
        stage=manner.stage,
        shelf=Shelf(root, program()),
        stamps=before.stamps if before else UNSTAMPED,
        jobs=manner.jobs,
    )


def _published(outputs: Sequence[Work], output: Path, manner: Manner) -> Published:
    manner.ahead(outputs)
    with manner.stage("writing"):
        return publish(
            outputs,
            output,
            PUBLIC,
            program=program(),
            jobs=manner.jobs,
            progress=manner.progress,
            elsewhere=manner.elsewhere(),
        )


def _day(project: Project, today: date | None, clock: date) -> Day:
    """Tell which day was asked for, and the real one where the site follows that."""
    follows = not today and not project.site.today
    return Day(asked=today.isoformat() if today else None, clock=clock.isoformat() if follows else None)


def _receipt(examined: Examined, published: Published, day: Day, stood: str | None) -> Receipt:
    return Receipt(
        day=day,
        history=stood,
        language=examined.words.language,
        overrides=dict(examined.words.overrides),
        records=sum(1 for _ in examined.register.archive.everything()) if examined.register else 0,
        files=published.written + published.kept,
        published=published.mark,
        warnings=counted(examined.findings, Severity.WARNING),
    )


def make(
    project: Project, register: Register, manner: Manner = ALONE, changed: Mapping[str, date] = UNKNOWN
) -> Iterator[Work]:
    """Make all that the public may see: nothing else is counted, listed or indexed on the way."""
    with manner.stage("cutting"):
        view = public_view(project, register.today, register)
        shelf = Shelf(project.root, program())
        view = replace(view, similar=_similar(shelf, view), changed=changed, shelf=shelf)
        views = tuple(in_language(project, view, language) for language in view.languages)
    with manner.stage("pages"):
        minutes = (text for paragraphs in view.register.minutes.values() for text in texts_in(paragraphs))
        prepare_texts("minutes", minutes, shelf, manner.jobs)
        look = theme(project.root, {each.language: each.words for each in views})
        made = tuple(page for each in views for page in pages(each))
    yield from (_page_output(look, page) for page in made)
    with manner.stage("exports"):
        yield from tuple(each for each in exports(views, made) if not ("search" in manner.without and _is_search(each)))
    yield from _assets(project)
    yield from _attachments(project, view)


def public_view(project: Project, today: date, known: Register | None = None) -> View:
    """Cut the records to what the public may read, and tie them together anew, unless nothing was to be cut.

    Who has tied together the records of all (`known`) need not do it again.
    """
    words = words_of(project.root, project.site, project.site.language)
    register = known or link(whole(project), today)

    def cut(by_kind: ByKind) -> ByKind:
        return permitted(by_kind, frozenset({PUBLIC}), fences(project.words, project.site))

    return View(
        cut_to(register, cut(project.records.by_kind)),
        words,
        Addresses(words),
        PUBLIC,
        _frozen(project, register, cut),
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
    records = (record for kind in project.records.by_kind.values() for record in kind.values())
    said = outdated(records, project.site.language, project.translations)
    known = fences(project.words, project.site)
    return frozenset(replace(each, text=cut_text(each.text, audiences, known)) for each in said)


def _frozen(project: Project, register: Register, cut: Callable[[ByKind], ByKind]) -> Mapping[str, Frozen]:
    """Find what the sealed editions rest on in the records of all, and cut that as all else is cut."""

    def seen(records: Archive) -> Archive:
        return archive(cut(records.by_kind), project.site, project.attachments)

    found = frozen(register) if project.seals else {}
    return {ident: replace(each, archive=seen(each.archive)) if each.archive else each for ident, each in found.items()}


def _similar(shelf: Shelf, view: View) -> Mapping[str, Sequence[str]]:
    """Find similar earlier decisions, or recall them: to compare them anew takes seconds."""
    return similar(matters(view), view.language, shelf, f"similar-{view.audience}-{view.language}")


def _page_output(look: Theme, page: Page) -> Planned:
    def plan() -> Output:
        whole = page.made()
        make = partial(look.render, whole)
        return Output(address=page.address, fingerprint=look.fingerprint_of(whole), make=make, portable=True)

    return Planned(address=page.address, plan=plan, origin=page.origin)


def _is_search(output: Work) -> bool:
    return isinstance(output, Folder)


def _assets(project: Project) -> Iterator[Output]:
    """Publish style sheets, scripts and pictures of the theme."""
    for address, content in assets(project.root, project.site.accent):
        yield ready(address, content)


def _attachments(project: Project, view: View) -> Iterator[Output]:
    """Publish the files that the records this audience sees link to, and no others."""
    for file in sorted(set(_linked_files(view)), key=lambda file: file.path):
        content = read_attachment(project.root, file.path)
        if isinstance(content, Finding):
            raise RefusedError(content)
        yield ready(attachment_address(file), content, Place(file.path))


def _linked_files(view: View) -> Iterator[Attachment]:
    for record in view.register.archive.everything():
        yield from files_of(record)


def _with(examined: Examined, *findings: Finding) -> Examined:
    return replace(examined, findings=in_order((*examined.findings, *findings)))
