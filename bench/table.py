"""What the figures are to come to, and whether they do: a table of a run, for the terminal and for RESULTS.md."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from figures import Figures

Reckoned = Callable[[Figures, int], float | None]
DECADE = 10
HEADING = ("what", "ours", "Hugo", "compared", "to reach", "met")


@dataclass(frozen=True)
class Line:
    """One line of the table: what is shown of ours and of Hugo's, what is compared, and its limit at each size.

    A limit at size 0 holds at every size.
    """

    what: str
    ours: Reckoned
    theirs: Reckoned = lambda _figures, _size: None
    compared: Reckoned = lambda _figures, _size: None
    limits: Mapping[int, float] = field(default_factory=dict)
    shown: str = "{:.2f} s"
    judged: str = "{:.2f} x"

    def cells(self, figures: Figures, size: int) -> Sequence[str] | None:
        """Show the line at a size; None where ours was not measured."""
        if (ours := self.ours(figures, size)) is None:
            return None
        compared = self.compared(figures, size)
        limit = self.limits.get(size, self.limits.get(0))
        return (
            self.what,
            self.shown.format(ours),
            _shown(self.shown, self.theirs(figures, size)),
            _shown(self.judged, compared),
            "" if limit is None else "<= " + self.judged.format(limit),
            "" if limit is None or compared is None else "yes" if compared <= limit else "NO",
        )


def _shown(form: str, value: float | None) -> str:
    return "" if value is None else form.format(value)


def median(row: str, who: str, what: str = "wall", unit: float = 1.0) -> Reckoned:
    """Take the median of what was measured."""

    def reckoned(figures: Figures, size: int) -> float | None:
        found = figures.median(row, size, who, what)
        return None if found is None else found / unit

    return reckoned


def ratio(above: Reckoned, below: Reckoned) -> Reckoned:
    """Divide one by the other, where both were measured."""

    def reckoned(figures: Figures, size: int) -> float | None:
        over, under = above(figures, size), below(figures, size)
        return over / under if over is not None and under else None

    return reckoned


def less(all_of_it: Reckoned, the_rest: Reckoned) -> Reckoned:
    """Take one from the other, where both were measured."""

    def reckoned(figures: Figures, size: int) -> float | None:
        whole, rest = all_of_it(figures, size), the_rest(figures, size)
        return whole - rest if whole is not None and rest is not None else None

    return reckoned


def beside(ours: Reckoned, theirs: Reckoned) -> Reckoned:
    """Show ours where theirs was measured too."""
    return lambda figures, size: ours(figures, size) if theirs(figures, size) is not None else None


def smaller(of: Reckoned) -> Reckoned:
    """Look at the same a decade down."""
    return lambda figures, size: of(figures, size // DECADE)


def against_hugo(what: str, row: str, limits: Mapping[int, float], measured: str = "wall") -> Line:
    """Compare seconds of the same row."""
    ours, hugo = median(row, "ours", measured), median(row, "hugo", measured)
    return Line(what, ours, hugo, ratio(ours, hugo), limits)


def growth(what: str, row: str, limit: float) -> Line:
    """Compare with the same a decade down, where that was measured."""
    ours = median(row, "ours")
    grown = ratio(ours, smaller(ours))
    return Line(what, grown, compared=grown, limits={0: limit}, shown="{:.2f} x")


def by_itself(what: str, ours: Reckoned, limits: Mapping[int, float], shown: str) -> Line:
    """Hold a figure to its limit as it is."""
    return Line(what, ours, compared=ours, limits=limits, shown=shown, judged=shown)


OURS = partial(median, who="ours")
UNCHANGED = median("unchanged", "ours")
MEMORY = partial(median, "memory", what="peak", unit=1e6)
WITH_JSON = median("cold-json", "hugo")
LINES = (
    against_hugo("cold, without search and checks", "cold-plain", {1_000: 1.0, 10_000: 1.0}),
    against_hugo("cold, with everything", "cold", {1_000: 1.3, 10_000: 1.3}),
    against_hugo("... processors' seconds of that", "cold", {}, "cpu"),
    Line("... Hugo with a JSON file for each decision too", beside(OURS("cold"), WITH_JSON), WITH_JSON,
         ratio(OURS("cold"), WITH_JSON)),
    against_hugo("nothing changed", "unchanged", {10_000: 0.10}),
    by_itself("... processors' seconds of that", OURS("unchanged", what="cpu"), {10_000: 0.6}, "{:.2f} s"),
    against_hugo("one edit", "edit", {1_000: 0.25, 10_000: 0.12}),
    Line("fresh clone, cache and site restored", OURS("clone"), compared=less(OURS("clone"), UNCHANGED),
         limits={0: 0.5}, judged="unchanged + {:.2f} s"),
    Line("fresh clone, cache alone restored", OURS("clone-cache"), compared=less(OURS("clone-cache"), UNCHANGED),
         judged="unchanged + {:.2f} s"),
    Line("a template edited", OURS("template"), median("template", "hugo"), ratio(OURS("template"), OURS("cold")),
         {10_000: 0.5}, judged="{:.2f} x own cold"),
    Line("save to visible in the browser", OURS("save"), median("save", "hugo"), OURS("save"),
         {1_000: 0.15, 10_000: 0.3}, judged="{:.2f} s"),
    Line("peak memory, cold, all processes", MEMORY(who="ours"), MEMORY(who="hugo"),
         ratio(MEMORY(who="ours"), MEMORY(who="hugo")), {10_000: 0.5}, shown="{:.0f} MB"),
    growth("growth of cold from a tenth of the size", "cold", 11),
    growth("growth of one edit from a tenth of the size", "edit", 5),
    by_itself("search: processors' seconds of the index", OURS("index", what="cpu"), {10_000: 5}, "{:.2f} s"),
    Line("search: files rewritten after an edit", OURS("shards", what="rewritten"),
         compared=less(OURS("shards", what="rewritten"), OURS("shards", what="changed")), limits={0: 0},
         shown="{:.0f}", judged="{:.0f} needlessly"),
    by_itself("search: bytes of the first query, compressed", OURS("query", what="bytes", unit=1000),
              {1_000: 100, 10_000: 130}, "{:.1f} kB"),
    by_itself("search: a common word again", OURS("query", what="common"), {10_000: 60}, "{:.1f} ms"),
    by_itself("... until it is laid out", OURS("query", what="common-seen"), {}, "{:.1f} ms"),
    by_itself("search: a rare word again", OURS("query", what="rare"), {10_000: 5}, "{:.1f} ms"),
    by_itself("... until it is laid out", OURS("query", what="rare-seen"), {}, "{:.1f} ms"),
    by_itself("check after one edit", OURS("check"), {10_000: 0.5}, "{:.2f} s"),
)  # fmt: skip


def rows(figures: Figures, size: int) -> list[Sequence[str]]:
    """Show all that was measured at a size."""
    return [cells for line in LINES if (cells := line.cells(figures, size))]


def as_text(figures: Figures) -> Iterator[str]:
    """Lay the tables out for a terminal."""
    for size in figures.sizes():
        shown = [HEADING, *rows(figures, size)]
        widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
        yield f"{size:,} decisions"
        for cells in shown:
            yield "  ".join(cell.ljust(wide) for cell, wide in zip(cells, widths, strict=True)).rstrip()
        yield ""


def as_markdown(figures: Figures) -> Iterator[str]:
    """Lay the tables out for a document."""
    for size in figures.sizes():
        yield f"### {size:,} decisions"
        yield ""
        yield f"Turns: {figures.turns(size)}."
        yield ""
        for number, cells in enumerate([HEADING, *rows(figures, size)]):
            yield f"| {' | '.join(cells)} |"
            if not number:
                yield "| --- | ---: | ---: | ---: | ---: | --- |"
        yield ""
