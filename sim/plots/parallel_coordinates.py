"""Every point of a sweep as a line over its levers and outcomes, those with the highest and the lowest outcome set off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection

from sim.plots import NothingToDraw
from sim.plots.drawing import lettering
from sim.plots.drawing.findings import percent
from sim.plots.drawing.labels import inside, listed, spread
from sim.plots.drawing.panels import Panel, Span
from sim.plots.drawing.picture import Picture, Story, Table
from sim.plots.drawing.style import LABEL, THIN, TICK, theme_named
from sim.plots.sweeps import wording
from sim.plots.sweeps.axes import Axis, axes_of
from sim.plots.sweeps.chosen import Chosen, Points, first_of, left_out, missing, of_what, points_of
from sim.plots.sweeps.contours import halo
from sim.plots.sweeps.moving import most_moving
from sim.plots.sweeps.tails import Apart, Tail, apart, tail_of
from sim.results.sweep_part import point_numbers
from sim.results.values import counted
from sim.world.rows import Array

if TYPE_CHECKING:
    from sim.results.sweep import LeverInfo, SweepResult

MOST_LEVERS, MOST_OUTCOMES = 6, 3
"""The most axes of each kind."""

TALL, BELOW, LEFT, RIGHT, NAMES = 3.1, 0.3, 0.42, 0.95, 5
"""Inches: height of the axes, values below them, room left of the first and right of the last; lines of a name."""

FEWEST = 30
"""Fewer points have no tenth from which anything could be told."""

MOST_LINES, MOST_OF_A_TENTH = 400, 80
"""The most lines of points that are in neither tenth, and of a tenth: the first ones of the design, which fill the space evenly."""

FAINT, STRONG, WEAK, QUARTERS = 0.30, 0.85, 0.55, (0.25, 0.75)
"""How dark the lines of the others are, those of a tenth, and those of a large tenth; the edges of the half of a tenth that a bar shows."""


def figure(sweep: SweepResult, theme: str = "light", chosen: Chosen | None = None) -> Picture:
    """Lines over levers and outcomes; raises `NothingToDraw` where no lever takes two values or no point is known."""
    asked = chosen or Chosen()
    variants = asked.variants_of(sweep, 1)[:1]
    first = first_of(sweep, asked)
    levers = shown_levers(sweep, asked, first)
    outcomes = [points_of(sweep, info, variants[0]) for info in asked.outcomes_of(sweep, MOST_OUTCOMES, variants)[:MOST_OUTCOMES]]
    axes = axes_of(outcomes, levers)
    tails = [tail for tail in (tail_of(first, high) for high in (False, True)) if tail] if len(first.mean) >= FEWEST else []
    drawn = of_what(sweep, variants) + told(sweep, first, levers, tails, asked=asked) + left_out(sweep, [one.info for one in outcomes], asked)
    story = Story("parallel_coordinates", headline(first, levers, tails), drawn, sweep.foot, (), table(first, axes, tails))
    names = [lettering.clip(lettering.wrap(axis.name, TICK, room_between(len(axes)), bold=axis.bold), NAMES) for axis in axes]
    over = lettering.height(max(map(len, names)), TICK) + 0.28
    picture = Picture(story, over + TALL + BELOW, theme_named(theme))
    panel = Panel(picture, picture.body.within(left=LEFT, right=RIGHT, top=over, bottom=BELOW), Span(0, len(axes) - 1), Span(0, 1))
    draw_lines(panel, axes, tails)
    for place, (axis, lines) in enumerate(zip(axes, names, strict=True)):
        draw_axis(panel, place, axis, tails)
        x, y = panel.place(place, 1)
        x = max(x, picture.body.left + max(lettering.width(line, TICK, axis.bold) for line in lines) / 2)
        picture.write_lines(x, y + 0.22 + lettering.height(len(lines), TICK), lines, TICK, ha="center", bold=axis.bold)
    name_tails(panel, first, axes, tails)
    return picture


def shown_levers(sweep: SweepResult, asked: Chosen, first: Points) -> list[LeverInfo]:
    """The levers asked for, or those that move the first outcome most, in the order of the sweep."""
    levers = asked.levers_of(sweep)
    if not levers:
        raise NothingToDraw("no lever of this sweep takes more than one value")
    if asked.levers:
        return levers
    moving = most_moving(first, levers)[:MOST_LEVERS]
    return [lever for lever in levers if lever in moving]


def room_between(axes: int) -> float:
    """The room that an axis has for its name, in inches."""
    return min((wording.room() - LEFT - RIGHT) / max(axes - 1, 1), 2.0) - 0.08


def headline(first: Points, levers: Sequence[LeverInfo], tails: Sequence[Tail]) -> str:
    """By which levers the points with the highest outcome stand apart, and those with the lowest."""
    start = f"{wording.in_words(first)}:"
    if len(first.mean) < FEWEST:
        return f"{start} {counted(len(first.mean), 'point')}, too few to tell by which levers the highest and lowest stand apart"
    ways = {True: "most often" if first.is_share else "highest", False: "least often" if first.is_share else "lowest"}
    parts = []
    for tail in sorted(tails, key=lambda tail: not tail.high):
        found = apart(first, tail, list(levers))
        if found:
            parts.append(f"{ways[tail.high]} where {listed([said(one) for one in found[:2]])}")
    if not parts:
        return f"{start} no lever sets the points with the highest or the lowest values apart from the others"
    return wording.fitting(f"{start} {', '.join(parts)}", f"{start} {parts[0]}")


def said(one: Apart) -> str:
    """`Beijing's pressure is high (median 0.84)`, `Seoul's posture is mostly hedge (80 %)`."""
    name = inside(one.lever.label)
    if one.lever.kind == "category":
        return f"{name} is {'mostly' if one.middle > 1 / 2 else 'more often'} {one.side} ({percent(one.middle)}, of all {percent(one.usual)})"
    return f"{name} is {one.side} (median {wording.of_lever(one.lever, one.middle)}, of all {wording.of_lever(one.lever, one.usual)})"


def told(sweep: SweepResult, first: Points, levers: Sequence[LeverInfo], tails: Sequence[Tail], *, asked: Chosen) -> str:
    """What is drawn."""
    title = wording.title_of(first.info)
    varied = len(asked.levers_of(sweep))
    left = f" The {len(levers)} of {varied} levers that move it most." if len(levers) < varied else ""
    others = int(len(first.mean) - sum(tail.chosen.sum() for tail in tails))
    few = f" So many points are drawn in part: {MOST_OF_A_TENTH} of a tenth, {MOST_LINES} of the others." if others > MOST_LINES else ""
    said = f" {coloured(first, tails, title)}" if len(first.mean) >= FEWEST else ""
    return f"A line is a point, its outcomes means over {wording.worlds(sweep.worlds)}.{said}{left}{few}{missing([first])}"


def coloured(first: Points, tails: Sequence[Tail], title: str) -> str:
    """What is in colour: how many points, since those that tie with the last of a tenth belong to it."""
    ways = {True: "highest", False: "lowest"}
    lacking = [ways[high] for high in (True, False) if high not in {tail.high for tail in tails}]
    tied = [f"Too many points are alike to tell a {' or a '.join(lacking)} tenth."] if lacking else []
    counts = [f"{int(tail.chosen.sum()):,} with the {ways[tail.high]}" for tail in sorted(tails, key=lambda tail: not tail.high)]
    here = [f"In colour: of {len(first.mean):,} points the {' and the '.join(counts)} values of “{title}”, a tenth and what ties with it.",
            "Bars: half of them."] if tails else []
    return " ".join([*here, *tied])


def draw_lines(panel: Panel, axes: Sequence[Axis], tails: Sequence[Tail]) -> None:
    """The points as lines: grey ones first, then the lowest and the highest."""
    theme = panel.picture.theme
    heights = np.column_stack([axis.heights for axis in axes])
    known = np.isfinite(heights).all(axis=1)
    in_tails = np.sum([np.zeros(len(heights)), *(tail.chosen for tail in tails)], axis=0) > 0
    lines(panel, heights[np.flatnonzero(known & ~in_tails)[:MOST_LINES]], theme.tint(theme.grey, FAINT), 0.5, 1.0)
    for tail in tails:
        few = np.flatnonzero(tail.chosen & known)[:MOST_OF_A_TENTH]
        lines(panel, heights[few], theme.higher if tail.high else theme.lower, 0.8, STRONG if len(few) < MOST_OF_A_TENTH / 2 else WEAK)


def lines(panel: Panel, heights: Array, colour: str, thick: float, alpha: float) -> None:
    """Lines from axis to axis."""
    places = np.broadcast_to(np.arange(heights.shape[1], dtype=float), heights.shape)
    panel.axes.add_collection(LineCollection(list(np.stack([places, heights], axis=-1)), colors=colour, linewidths=thick, alpha=alpha), autolim=False)


def draw_axis(panel: Panel, place: int, axis: Axis, tails: Sequence[Tail]) -> None:
    """An axis with its values, and where half of each tenth lies on it."""
    picture, theme = panel.picture, panel.picture.theme
    panel.line([place, place], [0, 1], theme.ink, THIN, zorder=4, clip_on=False)
    for share, text in axis.marks:
        x, y = panel.place(place, share)
        end, side = share in (0, 1) and not axis.words, "center"
        lift = (0.08 if share == 1 else -0.15) if end else 0.0
        at = (x, y + lift) if end else (x + 0.05, y)
        side, up = ("center", "baseline") if end else ("left", "center_baseline")
        picture.write(*at, text, TICK, theme.grey if end else theme.ink, ha=side, va=up, path_effects=halo(theme.paper), zorder=8)
    for tail in tails:
        if axis.words:
            continue
        low, high = np.quantile(axis.heights[tail.chosen & np.isfinite(axis.heights)], QUARTERS)
        x = place + (0.045 if tail.high else -0.045) * panel.across.high / 6
        panel.line([x, x], [low, high], theme.paper, 5.0, solid_capstyle="butt", zorder=5, clip_on=False)
        panel.line([x, x], [low, high], theme.higher if tail.high else theme.lower, 3.2, solid_capstyle="butt", zorder=6, clip_on=False)


def name_tails(panel: Panel, first: Points, axes: Sequence[Axis], tails: Sequence[Tail]) -> None:
    """What the colours are, right of the last axis, which is that of the outcome."""
    theme = panel.picture.theme
    wanted = [panel.place(0, float(np.nanmean(axes[-1].heights[tail.chosen])))[1] for tail in tails]
    for y, tail in zip(spread(wanted, 0.3, panel.box.bottom, panel.box.top), tails, strict=True):
        colour = theme.higher if tail.high else theme.lower
        panel.picture.rule(panel.box.right + 0.12, y, panel.box.right + 0.26, y, colour, linewidth=2.4)
        panel.picture.write(panel.box.right + 0.31, y, f"{'highest' if tail.high else 'lowest'}", LABEL, va="center_baseline")
        panel.picture.write(panel.box.right + 0.31, y - 0.14, counted(int(tail.chosen.sum()), "point"), TICK, theme.grey, va="center_baseline")


def table(first: Points, axes: Sequence[Axis], tails: Sequence[Tail]) -> Table:
    """Every point with its levers, outcomes and tenth."""
    tenth = np.zeros(len(first.mean), dtype="U7")
    for tail in tails:
        tenth[tail.chosen] = "highest" if tail.high else "lowest"
    rows = list(zip(point_numbers(first.sweep)[first.kept].tolist(), *(axis.values.tolist() for axis in axes), tenth.tolist(), strict=True))
    return Table(("point", *(axis.key for axis in axes), "tenth"), rows)
