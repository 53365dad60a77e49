"""The whole of vrapport in one function: from a folder of records to a published site."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
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
from vrapport.pages import pages, pages_at
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
from vrapport.stages import Stage, piece_by_piece, untimed
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
    at_hand: "AtHand | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a build goes about its work; whatever it says, the site is the same, but for what it is to go without.

    That is for measuring: the checks of what the records say together, and the search. Who cannot wait for the whole is
    shown `ahead` a draft of it, once the records hold nothing that would keep it from being published. Who has the
    pages made `elsewhere` is asked where that is when all else is done: until then this process may fork, and must have
    no other threads.
    """

    jobs: int = 1
    without: frozenset[str] = NOTHING
    stage: Stage = untimed
    progress: Progress = lambda _done, _total: None
    ahead: "Callable[[Draft], None]" = lambda _draft: None
    elsewhere: Callable[[], Elsewhere | None] = lambda: None


ALONE = Manner()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """What a build leaves at hand for the next one in the same process, which takes of it what has not changed."""

    examined: Examined
    seen: Register
    look: Theme
    similar: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Draft:
    """What the public is to see of a site, before its pages are made: any of them can be made by itself."""

    project: Project
    register: Register
    last: AtHand | None = None
    seen: Register | None = None  # what the public may read, where since the last nothing but decisions was edited

    @cached_property
    def shelf(self) -> Shelf:
        """Where is kept what takes long to reckon."""
        return Shelf(self.project.root, program())

    @cached_property
    def view(self) -> View:
        """The records, cut to what the public may read; which decisions are similar is as it was the last time."""
        before = self.last.seen if self.last else None
        seen = public_view(self.project, self.register.today, self.register, before, self.seen)
        return replace(seen, similar=self.last.similar if self.last else {}, shelf=self.shelf)

    @cached_property
    def similar(self) -> Mapping[str, Sequence[str]]:
        """Similar earlier decisions, found anew: to compare them takes longer than any page."""
        return similar(matters(self.view), self.view.language, self.shelf, f"similar-{PUBLIC}-{self.view.language}")

    @cached_property
    def look(self) -> Theme:
        """The theme; where it is what it was, its templates are at hand."""
        if self.last and self.seen:  # no template was edited
            return self.last.look
        new = theme(self.project.root, {each.language: each.words for each in self.in_each_language(self.view)})
        return self.last.look if self.last and self.last.look == new else new

    def in_each_language(self, view: View) -> tuple[View, ...]:
        """Show the same in every language that the site is published in."""
        return tuple(in_language(self.project, view, language) for language in view.languages)

    def pages(self, addresses: Collection[str]) -> Iterator[Output]:
        """Plan the pages at some addresses, each once."""
        for page in pages_at(self.in_each_language(self.view), addresses):
            yield _page_output(self.look, page).plan()


def build(  # noqa: PLR0913 - what a person may ask of a build, each by its name
    root: Path,
    output: Path,
    *,
    clock: date,
    today: date | None = None,
    strict: bool = False,
    history: History = NO_HISTORY,
    before: Before | None = None,
    last: AtHand | None = None,
    manner: Manner = ALONE,
) -> Built:
    """Read, check, make and publish a site; on any error nothing is published.

    The `history` of the files is asked for only where the site says what repository keeps them. Who knows what the
    files were `before` is given a receipt for them. Who builds again and again has at hand what the `last` build left.
    """
    drafts = list[Draft]()

    def drafted(project: Project, register: Register) -> None:
        drafts.append(Draft(project, register, last))
        manner.ahead(drafts[0])

    examined = _examined(root, clock=clock, today=today, before=before, last=last, manner=manner, ahead=drafted)
    if not drafts or stops(examined.findings, strict=strict):
        return Built(examined, None)
    draft, site = drafts[0], drafts[0].project.site
    refused = prepare(output, root, site.roots)
    if refused:
        return Built(_with(examined, refused), None)
    try:
        stood = history.standing(root) if site.repository else None
        outputs = tuple(make(draft, manner, history.changed(root) if stood is not None else {}))
        clashes = tuple(collisions(outputs))
        if clashes:
            return Built(_with(examined, *clashes), None)
        published = _published(outputs, output, manner)
    except (TemplateFaultError, RefusedError) as fault:
        return Built(_with(examined, fault.finding), None)
    if before and not manner.without:
        issue(_receipt(examined, published, _day(draft.project, today, clock), stood), before)
    return Built(examined, published, _at_hand(examined, draft))


def _at_hand(examined: Examined, draft: Draft) -> AtHand:
    return AtHand(examined=examined, seen=draft.view.register, look=draft.look, similar=draft.similar)


def _examined(  # noqa: PLR0913 - what a build is asked, taken apart
    root: Path,
    *,
    clock: date,
    today: date | None,
    before: Before | None,
    last: AtHand | None,
    manner: Manner,
    ahead: Callable[[Project, Register], None],
) -> Examined:
    return examine(
        root,
        clock=clock,
        today=today,
        without=manner.without,
        stage=manner.stage,
        shelf=Shelf(root, program()),
        stamps=before.stamps if before else UNSTAMPED,
        jobs=manner.jobs,
        last=last.examined if last else None,
        ahead=ahead,
    )


def _published(outputs: Sequence[Work], output: Path, manner: Manner) -> Published:
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


def make(draft: Draft, manner: Manner = ALONE, changed: Mapping[str, date] = UNKNOWN) -> Iterator[Work]:
    """Make all that the public may see: nothing else is counted, listed or indexed on the way."""
    with manner.stage("cutting"):
        view = replace(draft.view, similar=draft.similar, changed=changed)
        views = draft.in_each_language(view)
    with manner.stage("pages"):
        if draft.last is None:  # else they are at hand, but for what was edited
            minutes = (text for paragraphs in view.register.minutes.values() for text in texts_in(paragraphs))
            prepare_texts("minutes", minutes, draft.shelf, manner.jobs)
        made = tuple(page for each in views for page in pages(each))
    yield from (_page_output(draft.look, page) for page in made)
    with manner.stage("exports"):
        yield from tuple(
            each
            for each in piece_by_piece(exports(views, made))
            if not ("search" in manner.without and _is_search(each))
        )
    yield from _assets(draft.project)
    yield from _attachments(draft.project, view)


def public_view(
    project: Project,
    today: date,
    known: Register | None = None,
    before: Register | None = None,
    seen: Register | None = None,
) -> View:
    """Cut the records to what the public may read, and tie them together anew, unless nothing was to be cut.

    Who has tied together the records of all (`known`) need not do it again, nor who has what the public saw `before`;
    and who knows what it may see (`seen`) need not cut them.
    """
    words = words_of(project.root, project.site, project.site.language)
    register = known or link(whole(project), today)

    def cut(by_kind: ByKind) -> ByKind:
        return permitted(by_kind, frozenset({PUBLIC}), fences(project.words, project.site))

    return View(
        seen or cut_to(register, cut(project.records.by_kind), before),
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
