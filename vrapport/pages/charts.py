"""Charts of figures as plain numbers: where each bar and point lies, in percent, and what the axes say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from vrapport.dates import shortened
from vrapport.records.figures import Column, Figures
from vrapport.views import Plain, View
from vrapport.vocabulary import Chart

MOST_BARS, MOST_POINTS, MOST_SERIES, MOST_PANELS = 60, 400, 6, 24
"""What can be told apart: of more a table says more than a picture."""

_TICKS, _FEW_TICKS = 4, 2
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_TIGHT = Decimal("0.6")  # figures as near to each other as this would be one flat line on an axis from nought
_ROOM, _NARROW_ROOM = 240, 160  # pixels below a chart on a narrow screen, and below a small one
_LETTER = 8  # pixels
_LONGEST_NAME = 16


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of numbers, and the round ones among them that an axis names."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...] = ()

    def share(self, number: Decimal) -> float:
        """Say where a number lies, in percent of the way from the lowest to the highest."""
        return round(float(100 * (number - self.low) / (self.high - self.low)), 2)


def chart(view: View, figures: Figures, sort: Chart | None) -> Plain | None:
    """Draw figures as the author asked for, or as nearly so as they can be read; None where a table says it all."""
    if sort in {None, Chart.TABLE} or not _known(figures.numeric):
        return None
    return _DRAWN[sort or Chart.BARS](view, figures)


def _bars(view: View, figures: Figures) -> Plain | None:
    columns = figures.numeric
    if len(figures.names) * len(columns) > MOST_BARS:
        return None
    return _chart("bars", groups=list(_groups(view, figures, columns, _from_nought(_known(columns)))))


def _stacked(view: View, figures: Figures) -> Plain | None:
    """Lay the bars of a row one after another; what cannot be added up stands side by side instead."""
    columns = figures.numeric
    if len(columns) > MOST_SERIES or len(columns) < 2 or min(_known(columns)) < 0:  # noqa: PLR2004 - one is no stack
        return _bars(view, figures)
    if len(figures.names) > MOST_BARS:
        return None
    rows = [[column.numbers[row] or Decimal(0) for column in columns] for row in range(len(figures.names))]
    scale = Scale(Decimal(0), max(sum(row, Decimal(0)) for row in rows) or Decimal(1))
    decimals = max(column.decimals for column in columns)
    sums = (view.words.figure(sum(row, Decimal(0)), decimals) for row in rows)
    bars = ({**_NO_BAR, "text": text, "parts": _parts(row, scale)} for text, row in zip(sums, rows, strict=True))
    groups = [{"name": name, "bars": [bar]} for name, bar in zip(figures.names, bars, strict=True)]
    return _chart("stacked", groups=groups, legend=_legend(columns))


def _parts(row: Sequence[Decimal], scale: Scale) -> list[Plain]:
    """Say where each part of a bar begins, and how wide it is."""
    before = [sum(row[:number], Decimal(0)) for number in range(len(row))]
    return [
        {"number": number, "x": scale.share(start), "width": scale.share(part)}
        for number, (start, part) in enumerate(zip(before, row, strict=True), 1)
        if part
    ]


def _lines(view: View, figures: Figures) -> Plain | None:
    columns = figures.numeric
    if len(columns) > MOST_SERIES:
        return _multiples(view, figures)
    if len(figures.names) * len(columns) > MOST_POINTS:
        return None
    panel = _panel(view, figures, columns, _round_scale(_known(columns)), _ROOM)
    return _chart("lines", panels=[panel], legend=_legend(columns) if len(figures.columns) > 1 else [])


def _multiples(view: View, figures: Figures) -> Plain | None:
    """Draw each column by itself, all on one scale: lines where the rows follow on each other in time, else bars."""
    columns = figures.numeric
    if len(columns) > MOST_PANELS or len(figures.names) * len(columns) > 2 * MOST_POINTS:
        return None
    in_time = all(name[:1].isdecimal() for name in figures.names)
    scale = _round_scale(_known(columns), _FEW_TICKS) if in_time else _from_nought(_known(columns))
    panels = [
        _panel(view, figures, [column], scale, _NARROW_ROOM)
        if in_time
        else {**_NO_PANEL, "groups": list(_groups(view, replace(figures, columns=(column,)), [column], scale))}
        for column in columns
    ]
    titled = [{**panel, "title": column.title} for panel, column in zip(panels, columns, strict=True)]
    return _chart("multiples", panels=titled)


def _chart(sort: str, **parts: object) -> Plain:
    return {"sort": sort, "groups": [], "panels": [], "legend": [], **parts}


_NO_BAR: Plain = {"series": None, "number": 1, "x": None, "width": None, "text": None, "nought": None, "parts": []}
_NO_PANEL: Plain = {"title": None, "groups": [], "lines": [], "ticks": [], "labels": [], "axis": 0, "broken": False}


def _groups(view: View, figures: Figures, columns: Sequence[Column], scale: Scale) -> Iterator[Plain]:
    """Set the bars of each row under its name."""
    for row, name in enumerate(figures.names):
        bars = [_bar(view, column, row, number, scale) for number, column in enumerate(columns, 1)]
        yield {"name": name, "bars": bars if len(figures.columns) > 1 else [{**bars[0], "series": None}]}


def _bar(view: View, column: Column, row: int, number: int, scale: Scale) -> Plain:
    value, nought = column.numbers[row], scale.share(Decimal(0))
    bar = {**_NO_BAR, "series": column.title, "number": number, "nought": nought if scale.low < 0 else None}
    if value is None:
        return bar
    begins, ends = sorted((nought, scale.share(value)))
    return {**bar, "x": begins, "width": round(ends - begins, 2), "text": view.words.figure(value, column.decimals)}


def _panel(view: View, figures: Figures, columns: Sequence[Column], scale: Scale, room: int) -> Plain:
    """Draw lines over each other on one scale."""
    across = _across(figures.names)
    decimals = max(-int(tick.normalize().as_tuple().exponent) for tick in scale.ticks)
    named = [view.words.figure(tick, max(decimals, 0)) for tick in scale.ticks]
    ticks = [
        {"y": round(100 - scale.share(tick), 2), "text": text, "nought": not tick}
        for tick, text in zip(scale.ticks, named, strict=True)
    ]
    return {
        **_NO_PANEL,
        "lines": [_line(column, number, across, scale) for number, column in enumerate(columns, 1)],
        "ticks": ticks,
        "labels": list(_labels(figures.names, across, room)),
        "axis": max(map(len, named)),
        "broken": scale.low > 0,
    }


def _line(column: Column, number: int, across: Sequence[float], scale: Scale) -> Plain:
    """Draw one line: its points, and the runs between which no figure is missing."""
    points = [
        None if value is None else {"x": x, "y": round(100 - scale.share(value), 2)}
        for x, value in zip(across, column.numbers, strict=True)
    ]
    strokes = [
        {"x1": one["x"], "y1": one["y"], "x2": other["x"], "y2": other["y"]}
        for one, other in pairwise(points)
        if one and other
    ]
    return {"number": number, "title": column.title, "points": [p for p in points if p], "strokes": strokes}


def _across(names: Sequence[str]) -> list[float]:
    """Say how far across each row lies: years as far apart as they are, anything else evenly."""
    years = [int(name) for name in names] if all(len(name) == 4 and name.isdecimal() for name in names) else []  # noqa: PLR2004 - a year has four figures
    if any(one >= other for one, other in pairwise(years)):
        years = []
    places = years or list(range(len(names)))
    stretch = places[-1] - places[0]
    return [round(100 * (place - places[0]) / stretch, 2) if stretch else 50.0 for place in places]


def _labels(names: Sequence[str], across: Sequence[float], room: int) -> Iterator[Plain]:
    """Name as many of the rows as there is room for."""
    free = -100.0
    for name, x in zip(names, across, strict=True):
        text = shortened(name, _LONGEST_NAME)
        wide = 100 * (_LETTER * len(text) + _LETTER) / room
        begins = x - wide * x / 100  # the first begins at the edge, and the last ends there
        if begins >= free:
            free = begins + wide
            yield {"x": x, "text": text, "anchor": "start" if x < 10 else "end" if x > 90 else "middle"}  # noqa: PLR2004 - percent


def _legend(columns: Iterable[Column]) -> list[Plain]:
    return [{"number": number, "title": column.title} for number, column in enumerate(columns, 1)]


def _known(columns: Iterable[Column]) -> list[Decimal]:
    return [number for column in columns for number in column.numbers if number is not None]


def _from_nought(numbers: Sequence[Decimal]) -> Scale:
    """Lay a scale from nought, or from what is below it: bars of other scales lie."""
    low, high = min(*numbers, Decimal(0)), max(*numbers, Decimal(0))
    return Scale(low, high if high > low else low + 1)


def _round_scale(numbers: Sequence[Decimal], about: int = _TICKS) -> Scale:
    """Lay a scale between round numbers, from nought unless that would make one flat line of them."""
    low, high = min(numbers), max(numbers)
    if low >= 0 and low <= high * _TIGHT:
        low = Decimal(0)
    step = _step((high - low) or abs(high) or Decimal(1), about)
    first, last = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
    last = last if last > first else first + 1
    ticks = tuple((first + number) * step for number in range(int(last - first) + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def _step(stretch: Decimal, about: int) -> Decimal:
    """Choose a round step that divides a stretch into about as many parts as an axis names."""
    raw = stretch / about
    size = Decimal(1).scaleb(raw.adjusted())
    return next(step * size for step in _STEPS if step * size >= raw)


_DRAWN = {Chart.BARS: _bars, Chart.STACKED: _stacked, Chart.LINES: _lines, Chart.MULTIPLES: _multiples}
