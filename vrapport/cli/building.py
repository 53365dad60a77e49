"""`build` publishes a site; `serve` shows it while it is being written."""

import os
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from vrapport.cli.asking import OUTPUT, Asked, RefusedError, asked_of_all, clock, with_asked
from vrapport.cli.memory import seldom_searched

if TYPE_CHECKING:
    from vrapport.build import Built
    from vrapport.cli.profiling import Profile
    from vrapport.examining import Examined
    from vrapport.outputs import Published
    from vrapport.receipts import Before, Receipt

DEFAULT_NAME = ""
DISPENSABLE = ("checks", "search")

output_option = click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to put the site: what all may read lies in DIR/public.  [default: output, in the site's folder]",
)


@click.command()
@output_option
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option(
    "--jobs", type=click.IntRange(1, 512), metavar="N", help="How many to work at once.  [default: one for each core]"
)
@click.option(
    "--zip",
    "archive",
    is_flag=False,
    flag_value=DEFAULT_NAME,
    type=click.Path(path_type=Path),
    metavar="[FILE]",
    help="Also put the site into one file, to be opened from a folder without a network.  "
    "[FILE: the site's name and day, in the output folder]",
)
@click.option("--profile", "profiled", is_flag=True, help="Tell where the time went.")
@click.option(
    "--without",
    type=click.Choice(DISPENSABLE),
    multiple=True,
    help="Leave out what the records together are asked, or the search: to measure what the rest takes.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Let other machines make the pages: where their Dask scheduler listens."
)
@asked_of_all
@with_asked
@seldom_searched()
def build(  # noqa: PLR0913, PLR0917 - an argument for each option
    asked: Asked,
    output: Path | None,
    strict: bool,
    jobs: int | None,
    archive: Path | None,
    profiled: bool,
    without: tuple[str, ...],
    scheduler: str | None,
) -> None:
    """Build the site, unless something is wrong.

    On any error the published site stays as it is.
    """
    began = time.perf_counter()
    jobs = jobs or os.cpu_count() or 1
    before = _looked_at(asked, output, jobs)
    nothing_new = not (asked.verbose or profiled or without or archive) and _still_good(before, jobs, strict=strict)
    if nothing_new:
        _say_that_nothing_changed(before, nothing_new, asked, time.perf_counter() - began)
        return
    from vrapport.cli.profiling import Profile

    profile = Profile(began)
    built = _built(asked, before, strict, Wanted(jobs, frozenset(without), scheduler), profile)
    _tell(built, asked, strict=strict, seconds=time.perf_counter() - began)
    if without:
        _say_what_is_left_out(built.examined, without)
    if profiled:
        for line in profile.told(time.perf_counter() - began, built.examined.words):
            click.echo(line)
    if archive is not None and built.published:
        _pack(built.examined, built.published, archive, asked)


class Wanted(NamedTuple):
    """How a build was asked to go about its work."""

    jobs: int
    without: frozenset[str]
    scheduler: str | None


def _built(asked: Asked, before: "Before", strict: bool, wanted: Wanted, profile: "Profile") -> "Built":
    """Build, with what is being done shown on the terminal."""
    from vrapport.build import History, Manner
    from vrapport.build import build as build_site
    from vrapport.cli.cluster import others
    from vrapport.cli.history import last_changed, standing
    from vrapport.cli.terminal import progress

    order = before.order
    with ExitStack() as stack, progress("Building", quiet=asked.quiet) as shown:
        manner = Manner(
            jobs=wanted.jobs,
            without=wanted.without,
            stage=profile.telling(shown.now),
            progress=shown,
            elsewhere=lambda: stack.enter_context(others(wanted.scheduler, asked)),
        )
        return build_site(
            order.root,
            order.output,
            clock=order.clock,
            today=order.today,
            strict=strict,
            history=History(standing, last_changed),
            before=before,
            manner=manner,
        )


def _tell(built: "Built", asked: Asked, *, strict: bool, seconds: float) -> None:
    """Say what came of a build; where nothing was published, that is the end."""
    from vrapport.cli.reading import remark

    if asked.verbose:
        remark(built.examined, asked)
    if built.published is None:
        _say_why_not(built.examined, asked, strict=strict)
        raise click.exceptions.Exit(1)
    if not asked.quiet:
        _sum_up(built.examined, built.published, seconds)


def _looked_at(asked: Asked, output: Path | None, jobs: int) -> "Before":
    """Look at the files of the site, and for what is kept of the last build."""
    from vrapport.receipts import Order, look
    from vrapport.vocabulary import PUBLIC

    folder = output or asked.root / OUTPUT
    return look(Order(root=asked.root, output=folder, audience=PUBLIC, today=asked.day, clock=clock()), jobs)


def _still_good(before: "Before", jobs: int, *, strict: bool) -> "Receipt | None":
    """Find the receipt of the last build, if that can stand for this one."""
    from vrapport.cli.history import standing
    from vrapport.receipts import still_good

    receipt = still_good(before, standing, jobs)
    return None if receipt and strict and receipt.warnings else receipt


def _say_that_nothing_changed(before: "Before", receipt: "Receipt", asked: Asked, seconds: float) -> None:
    """Sum up a build that had nothing to do, from the receipt of the last one."""
    from vrapport.catalogues import words_in
    from vrapport.cli.counting import Counts, sum_up

    if asked.quiet:
        return
    counts = Counts(
        records=receipt.records,
        written=0,
        kept=receipt.files,
        removed=0,
        errors=0,
        warnings=receipt.warnings,
        folder=before.order.output / before.order.audience,
    )
    sum_up(counts, words_in(asked.root, receipt.language, receipt.overrides), seconds)


def _say_what_is_left_out(site: "Examined", without: tuple[str, ...]) -> None:
    """Say that this is not the site it could be: nobody is to publish it unawares."""
    left_out = site.words.comma.join(sorted(set(without)))
    click.echo(site.words._("Built without {parts}, to be measured and not to be published.", parts=left_out), err=True)


def _pack(site: "Examined", published: "Published", named: Path, asked: Asked) -> None:
    """Put what was published into one file, and say where it is and how large."""
    from dataclasses import replace

    from vrapport.cli.reporting import Reported, as_text
    from vrapport.cli.terminal import visible
    from vrapport.outputs import RefusedError, pack

    top = _name_of(site)
    folder = published.folder.parent
    default = folder / f"{top}-{site.register.today.isoformat()}.zip" if site.register else folder / f"{top}.zip"
    try:
        target = default if named == Path(DEFAULT_NAME) else named
        branches = site.project.site.roots if site.project else ()
        sources = tuple(asked.root / place for place in ("content", *branches))
        packed = pack(folder, published.folder.name, target, top, sources)
    except RefusedError as fault:
        for line in as_text(Reported(examined=replace(site, findings=(fault.finding,)), root=asked.root)):
            click.echo(line)
        raise click.exceptions.Exit(1) from fault
    if not asked.quiet:
        size = site.words.number(max(0.1, round(packed.size / 1_000_000, 1)))
        said = site.words._(
            "{file}, {size} MB: unpack it, and open index.html in the folder.", file=packed.path, size=size
        )
        click.echo(visible(said))


def _name_of(site: "Examined") -> str:
    """Name the folder that an unpacked site lies in."""
    title = site.project.site.title if site.project else None
    language = site.words.language
    return (site.words.slug(title.said_in(language, language)[0]) if title else "") or "vrapport"


@click.command()
@output_option
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Where the browser finds it.  [default: the first free one from 8000 on]",
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@asked_of_all
@with_asked
def serve(asked: Asked, output: Path | None, port: int | None, open_browser: bool) -> None:
    """Build the site, and show every edit at once.

    Only this computer can see it. Ctrl-C ends it.
    """
    from vrapport.project import read_project
    from vrapport.serve import PortTakenError
    from vrapport.serve import serve as serve_site

    context = click.get_current_context()

    def report(built: "Built") -> None:
        with context.scope(cleanup=False):  # it is called from a thread, which knows nothing of NO_COLOR
            _say_how_it_went(built, asked)

    try:
        serve_site(
            asked.root,
            output or asked.root / OUTPUT,
            port=port,
            open_browser=open_browser,
            today=asked.day,
            clock=clock,
            report=report,
            announce=click.echo,
        )
    except PortTakenError as fault:
        words = read_project(asked.root).words
        said = (words.tell(part) for part in (fault.finding.what, fault.finding.hint) if part)
        raise RefusedError(" ".join(said)) from fault


def _say_how_it_went(built: "Built", asked: Asked) -> None:
    """Say after each build of a served site what became of it."""
    if built.published is None:
        _say_why_not(built.examined, asked, strict=False)
    elif not asked.quiet:
        _sum_up(built.examined, built.published, None)


def _say_why_not(site: "Examined", asked: Asked, *, strict: bool) -> None:
    """Say what stopped a build; what did not is only counted."""
    from dataclasses import replace

    from vrapport.cli.reporting import Reported, as_text, counted
    from vrapport.findings import Severity

    stopping = tuple(found for found in site.findings if strict or found.severity is Severity.ERROR)
    for line in as_text(Reported(examined=replace(site, findings=stopping), root=asked.root)):
        click.echo(line)
    if not asked.quiet:
        nothing = site.words._("Nothing was built; what was published before is as it was.")
        click.echo(f"{counted(Reported(examined=site, root=asked.root))}. {nothing}")


def _sum_up(site: "Examined", published: "Published", seconds: float | None) -> None:
    """Say in a line what was built, and where."""
    from vrapport.cli.counting import Counts, sum_up
    from vrapport.findings import Severity

    severities = [finding.severity for finding in site.findings]
    counts = Counts(
        records=sum(1 for _ in site.register.archive.everything()) if site.register else 0,
        written=published.written,
        kept=published.kept,
        removed=published.removed,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        folder=published.folder,
    )
    sum_up(counts, site.words, seconds)
