"""How far worlds differ at each value of a lever, a ridge for each part of its range, and what the lever moves beside that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.plots import NothingToDraw
from sim.plots.drawing import lettering
from sim.plots.drawing.findings import number
from sim.plots.drawing.panels import Panel, Span, places_for, step_for
from sim.plots.drawing.picture import Box, Picture, Story, Table
from sim.plots.drawing.style import LABEL, RULE, THIN, TICK, TITLE, theme_named
from sim.plots.sweeps import wording
from sim.plots.sweeps.chosen import Chosen, first_of, left_out, missing, of_what, points_of
from sim.plots.sweeps.curves import along
from sim.plots.sweeps.moving import most_moving
from sim.plots.sweeps.ridges import FINE, Ridge, ridges_of
from sim.plots.sweeps.together import strongest

if TYPE_CHECKING:
    from sim.plots.sweeps.chosen import Points
    from sim.plots.sweeps.wording import Swing
    from sim.results.sweep import LeverInfo, SweepResult

MOST = 3
"""The most outcomes side by side."""

LEFT, ROW, OVER, BELOW, RIGHT, BETWEEN = 1.15, 0.5, 0.85, 0.34, 0.42, 0.2
"""Inches: names of the parts, distance of two ridges, room for the highest and the title, values below, means at the right, space between."""

TALL, TICKS = 1.5, 0.1
"""Height of the highest ridge in rows, and of the strokes of the points, in rows."""

ENOUGH = 50
"""Fewer worlds do not tell whether worlds differ more at one value of a lever than its values do."""

FILL = 0.42
"""How dark a ridge is."""

COLUMNS = ("variant", "outcome", "lever", "value", "points", "mean", "worlds_q05", "worlds_q95", "points_least", "points_most")


def figure(sweep: SweepResult, theme: str = "light", chosen: Chosen | None = None) -> Picture:
    """Ridges of levels over the worlds; raises `NothingToDraw` with one world, or where the story asks for chances alone."""
    asked = chosen or Chosen()
    variants, lever = asked.variants_of(sweep, 1)[:1], the_lever(sweep, asked)
    outcomes = asked.outcomes_of(sweep, MOST, variants, ("track",))[:MOST]
    columns = [points_of(sweep, info, variants[0]) for info in outcomes]
    ridges = [ridges_of(points, lever) for points in columns]
    data = Table(COLUMNS, [row for points, found in zip(columns, ridges, strict=True) for row in table(points, lever, found)])
    drawn = of_what(sweep, variants) + told(columns, lever) + left_out(sweep, outcomes, asked)
    curve = along(columns[0], lever, strongest(sweep, asked))
    effect = curve.effect
    notes = (wording.intervals(columns[0].info, [effect]),) if effect else ()
    picture = Picture(Story("ridgelines", headline(columns[0], lever, effect, ridges[0], curve.untold), drawn, sweep.foot, notes, data),
                      OVER + ROW * max(map(len, ridges)) + BELOW, theme_named(theme))
    cells = picture.body.within(left=LEFT).grid(1, len(columns), across=BETWEEN)[0]
    for place, (cell, points, found) in enumerate(zip(cells, columns, ridges, strict=True)):
        draw(picture, cell, points, found)
        if place == 0:
            names(picture, cell, lever, found)
    return picture


def the_lever(sweep: SweepResult, asked: Chosen) -> LeverInfo:
    """The lever asked for, or the one that moves the first outcome most; raises `NothingToDraw` where there is nothing to be seen of worlds."""
    if sweep.worlds == 1:
        raise NothingToDraw("one world has no distribution: a ridge needs several worlds at each point")
    for name in asked.outcomes:
        if name in {info.name for info in sweep.outcomes if info.kind == "chance"}:
            raise NothingToDraw(f"`{name}` is a chance: in each world it comes true or not, which makes no ridge; see --kind response_curves")
    levers = asked.levers_of(sweep)
    if len(asked.levers) > 1:
        raise NothingToDraw("ridges stand along one lever", where="--lever", remedy="give --lever NAME once, or leave it out")
    if not levers:
        raise NothingToDraw("no lever of this sweep takes more than one value")
    return most_moving(first_of(sweep, asked, ("track",)), levers)[0]


def headline(points: Points, lever: LeverInfo, effect: Swing | None, ridges: Sequence[Ridge], why: str) -> str:
    """What the lever does to the first outcome and, with worlds enough, how far worlds differ at one value of it."""
    start = f"{points.info.label}: "
    if why:
        return start + wording.none_told([(lever, why)])
    wide = float(np.median([high - low for low, high in (ridge.spread for ridge in ridges)]))
    spread = f"; 90 % of worlds lie within {number(wide)} at one value" if points.worlds.shape[1] >= ENOUGH else ""
    if effect is None or not effect.clear:
        return wording.fitting(f"{start}no clear difference with {wording.inside(lever.label)}{spread}")
    parts = [start + wording.said(points.info, effect, sure) for sure in (True, False)]
    than = f"; worlds differ {'more' if wide > abs(effect.difference) else 'less'} at any one value" if spread else ""
    within = f" (90 % within {number(wide)})" if spread else ""
    return wording.fitting(*(part + tail for part in parts for tail in (than + within, than)), parts[1])


def told(columns: Sequence[Points], lever: LeverInfo) -> str:
    """What is drawn."""
    sweep = columns[0].sweep
    others = ", which differ in the other levers" if len(sweep.levers) > 1 else ""
    return (
        f"Ridges: how the {wording.worlds(sweep.worlds)} of a point differ, by the value of {wording.inside(lever.label)}; differences between "
        f"points are taken out. Dot: mean. Strokes below a ridge: means of the points{others}.{missing(columns)}"
    )


def draw(picture: Picture, cell: Box, points: Points, ridges: Sequence[Ridge]) -> None:
    """The ridges of one outcome, from the lowest value of the lever at the bottom."""
    span = Span(np.inf, -np.inf) if not ridges else scale(ridges)
    at, theme = np.linspace(*span, FINE), picture.theme
    box = Box(cell.left, cell.bottom + BELOW, cell.width - RIGHT, ROW * len(ridges) + ROW * (TALL - 1))
    panel = Panel(picture, box, span, Span(0, len(ridges) + TALL - 1))
    densities = [ridge.density(at) for ridge in ridges]
    peak = max([float(one.max()) for one in densities] + [1e-9])
    for place in reversed(range(len(ridges))):
        height = place + 2 * TICKS + densities[place] / peak * (TALL - 3 * TICKS)
        base, ridge = np.full(FINE, place + 2 * TICKS), ridges[place]
        panel.band(at, base, height, theme.tint(theme.higher, FILL), alpha=0.85)
        panel.line(at, height, theme.higher, THIN)
        panel.axes.vlines(ridge.means, place + TICKS / 2, place + 1.6 * TICKS, color=theme.grey, linewidth=RULE, alpha=strength(len(ridge.means)))
        panel.dot(ridge.middle, place + 2 * TICKS, theme.ink, 3.4)
        _, y = panel.place(span.high, place + 2 * TICKS)
        picture.write(box.right + 0.05, y, number(ridge.middle, places_of(span) + 1), TICK, va="center_baseline")
    lines = lettering.clip(lettering.wrap(wording.title_of(points.info), TITLE, cell.width, bold=True), 3)
    picture.write_lines(cell.left, picture.body.top, lines, TITLE, bold=True)
    values_below(panel)


def strength(count: int) -> float:
    """How dark the strokes of so many points are."""
    return 0.9 if count <= 60 else 0.35


def scale(ridges: Sequence[Ridge]) -> Span:
    """From the lowest to the highest of nearly all worlds and of all points."""
    ends = [np.quantile(ridge.worlds, (0.002, 0.998)) for ridge in ridges] + [ridge.means for ridge in ridges]
    known = np.concatenate(ends)
    room = max(0.08 * float(np.ptp(known)), 1e-3)
    return Span(float(known.min()) - room, float(known.max()) + room)


def places_of(span: Span) -> int:
    """Decimal places of the values below."""
    return places_for(step_for(span, 4))


def values_below(panel: Panel) -> None:
    """Values of the outcome below its ridges."""
    picture, grey = panel.picture, panel.picture.theme.grey
    panel.line(panel.across, (0, 0), grey, RULE, clip_on=False)
    marks, form = wording.ticks(panel.across, 4)
    for value in marks:
        x, y = panel.place(value, 0)
        panel.line((value, value), panel.up, picture.theme.rule, RULE * 0.8, zorder=0.2)
        picture.write(x, y - 0.15, form(value), TICK, grey, ha="center")


def names(picture: Picture, cell: Box, lever: LeverInfo, ridges: Sequence[Ridge]) -> None:
    """The values of the lever left of its ridges, and its name above them."""
    grey, bottom = picture.theme.grey, cell.bottom + BELOW
    for place, ridge in enumerate(ridges):
        y = bottom + ROW * (place + 2 * TICKS)
        words = lettering.clip(lettering.wrap(ridge.title.replace("_", " "), LABEL, LEFT - 0.12), 2)
        picture.write_lines(picture.body.left, y + lettering.height(len(words), LABEL) - 0.05, words, LABEL)
        picture.write(picture.body.left, y - 0.13, f"{len(ridge.means):,} point{'s' if len(ridge.means) != 1 else ''}", TICK * 0.9, grey)
    title = lettering.clip(lettering.wrap(wording.axis_title(lever), LABEL, LEFT - 0.1), 3)
    picture.write_lines(picture.body.left, picture.body.top, title, LABEL, colour=grey)


def table(points: Points, lever: LeverInfo, ridges: Sequence[Ridge]) -> list[tuple[Any, ...]]:
    """Each ridge in numbers."""
    return [(points.variant.name, points.info.name, lever.name, ridge.title, len(ridge.means), ridge.middle, *ridge.spread,
             float(ridge.means.min()), float(ridge.means.max())) for ridge in ridges]
