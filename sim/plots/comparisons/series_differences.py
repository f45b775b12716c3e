"""What changes over the months: a row per quantity, a column per pair; differences of worlds as bands where known, else the mean's error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import numpy as np

from sim.experiments.compare import Comparison, SeriesDifference
from sim.plots import NothingToDraw
from sim.plots.comparisons import titles
from sim.plots.comparisons.moved import headline
from sim.plots.drawing import dates, grid
from sim.plots.drawing.data import SERIES
from sim.plots.drawing.findings import SURE, sampling, signed
from sim.plots.drawing.labels import title_of
from sim.plots.drawing.panels import Panel, Span, places_for, step_in
from sim.plots.drawing.picture import Picture, Story, Table
from sim.plots.drawing.style import THIN, TICK, TITLE, theme_named
from sim.results.values import LEVELS, VariantInfo, counted
from sim.world.calendar import MONTHS

LEAST = 0.02
"""The least span of a scale of differences, so that noise does not fill a panel."""

ERROR = 0.30
"""How strongly the sampling error of a mean is tinted where no spread is known."""


def figure(comparison: Comparison, quantities: Sequence[str], theme: str = "light") -> Picture:
    """Small multiples of differences; raises `NothingToDraw` where the two were played in no month alike."""
    pairs = comparison.pairs[: grid.MOST]
    found = [[comparison.series(pair, name) for pair in pairs] for name in quantities]
    if not found or not all(one.months > 0 for row in found for one in row):
        raise NothingToDraw("the results have no months in common")
    columns = [VariantInfo("/".join(pair.names), titles.column(comparison, pair)) for pair in pairs]
    told = Story("series_differences", headline(comparison, [one for row in found for one in row]), drawn(comparison, found),
                 titles.foot(comparison), titles.key(comparison), Table(("first", *SERIES), list(rows(found))))
    picture = Picture(told, grid.height(len(found), columns), theme_named(theme))
    draw(picture, comparison, found, columns)
    return picture


def draw(picture: Picture, comparison: Comparison, found: Sequence[Sequence[SeriesDifference]], columns: Sequence[VariantInfo]) -> None:
    """A row of panels for each quantity, all of a row on one scale."""
    cells = grid.boxes(picture, len(found), columns)
    colours = [picture.theme.variant(titles.place(comparison, pair)) for pair in comparison.pairs[: len(columns)]]
    if len(columns) > 1:
        titles.heads(picture, cells[0], columns, colours)
    for row, (line, boxes) in enumerate(zip(found, cells, strict=True)):
        up = scale(line)
        step = step_in(boxes[0], up)
        for place, (box, one, colour) in enumerate(zip(boxes, line, colours, strict=True)):
            panel = Panel(picture, box, dates.span(one), up)
            panel.rules(up.ticks(step), partial(signed, places=places_for(step)) if place == 0 else None, strong=0.0)
            draw_one(panel, one, colour)
            if place == 0:
                panel.title(title_of(one.quantity, comparison.sides[0].result), TITLE, above=0.16, bold=True)
            if row == len(found) - 1 or len(columns) == 1:
                dates.years(panel)


def draw_one(panel: Panel, one: SeriesDifference, colour: str) -> None:
    """The bands about the mean, or its error as a band; the mean at the end with its error beside it."""
    theme, times, fan = panel.picture.theme, dates.months(one), one.fan
    reach = SURE * np.nan_to_num(fan.error)
    if one.spread == "none":
        panel.picture.write(panel.box.left + 0.04, panel.box.top + 0.02, "mean alone", TICK, theme.grey)
        panel.band(times, fan.mean - reach, fan.mean + reach, theme.tint(colour, ERROR))
    else:
        panel.fan(times, fan, colour)
        yearly = np.arange(one.months, 0, -MONTHS)
        panel.axes.vlines(times[yearly], (fan.mean - reach)[yearly], (fan.mean + reach)[yearly], color=theme.ink, linewidth=THIN * 1.6, zorder=3)
    panel.line(times, fan.mean, colour)
    mean, error = float(fan.mean[-1]), float(fan.error[-1])
    noise = [(mean - 1e-9, sampling(error), theme.grey)] if np.isfinite(error) else []
    grid.ends(panel, [(mean, signed(mean, 3), theme.ink), *noise])


def scale(line: Sequence[SeriesDifference]) -> Span:
    """The span of all differences of a quantity, with zero inside."""
    known = [values for one in line for values in (one.fan.quantiles[0.05], one.fan.quantiles[0.95], one.fan.mean)]
    reach = [one.fan.mean + sign * SURE * np.nan_to_num(one.fan.error) for one in line for sign in (-1, 1)]
    span = Span(0, 0).holding(*known, *reach)
    margin = max((span.high - span.low) * 0.05, (LEAST - (span.high - span.low)) / 2)
    return Span(span.low - margin, span.high + margin)


def drawn(comparison: Comparison, found: Sequence[Sequence[SeriesDifference]]) -> str:
    """What is drawn, in words: where bands are known and where but a mean."""
    every = [one for row in found for one in row]
    parts = [f"{titles.what(comparison)}{where(every)}."]
    if any(one.spread != "none" for one in every):
        held = counted(min(one.of for one in every if one.of), "point" if comparison.swept else "world")
        parts.append(f"Line: mean; bands: 30, 60 and 90 % of {held}.")
    if any(one.spread == "none" for one in every):
        most = ", at most so wide, since both were played in the same worlds" if any(one.at_most for one in every) else ""
        parts.append(f"Means alone, where no world's path was kept: line: mean, band: its 95 % sampling error{most}.")
    if any(one.spread == "worlds" for one in every):
        parts.append("Right: the mean at the end with its 95 % sampling error, as short strokes in each year.")
    if comparison.swept:
        parts.append("Right: the mean over the points at the end; its sampling error is not known.")
    more = len(comparison.pairs) - len(found[0])
    return " ".join([*parts, "Each row has its own scale.", *([f"The first {len(found[0])} of {len(comparison.pairs)}."] if more else [])])


def where(found: Iterable[SeriesDifference]) -> str:
    """Whether in the same worlds or at the same points."""
    spreads = {one.spread for one in found}
    return " in the same worlds" if spreads == {"worlds"} else " at the same points, means over the worlds" if spreads == {"points"} else ""


def rows(found: Sequence[Sequence[SeriesDifference]]) -> Iterable[tuple[Any, ...]]:
    """The numbers behind the figure, in the columns of all series, the first of the pair before."""
    for line in found:
        for one in line:
            columns = [one.fan.mean, one.fan.error, *(one.fan.quantiles[level] for level in LEVELS)]
            for date, *values in zip(one.dates, *(column.tolist() for column in columns), strict=True):
                yield (*one.pair.names, one.quantity, date, *values)

