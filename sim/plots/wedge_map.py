"""The wedge map: an outcome over two levers, as bands of colour with lines, through the points that were played."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.plots.drawing import lettering
from sim.plots.drawing.findings import number
from sim.plots.drawing.labels import inside, quoted
from sim.plots.drawing.panels import Panel, Span, places_for
from sim.plots.drawing.picture import Box, Picture, Story, Table
from sim.plots.drawing.style import LABEL, RULE, THIN, TICK, TITLE, theme_named
from sim.plots.sweeps import contours, wording
from sim.plots.sweeps.chosen import Chosen, left_out, missing, of_what, points_of, span_of
from sim.plots.sweeps.contours import Bands
from sim.plots.sweeps.maps import Map, Region, mapped, two_levers
from sim.plots.sweeps.together import over
from sim.plots.sweeps.wording import Swing

if TYPE_CHECKING:
    from sim.results.sweep import LeverInfo, SweepResult

MOST_OUTCOMES, MOST_VARIANTS = 4, 3
"""The most outcomes drawn of one variant, and the most variants side by side."""

LEFT, BELOW, BETWEEN, ROW_TITLE, SCALE = 0.36, 0.46, 0.32, 0.28, 0.2
"""Inches: values left of a panel, values below, space between two panels, an outcome's name above its row, the upright scale's name."""

TALL = (3.5, 2.35, 1.95)
"""Height of a panel, in inches, by how many stand side by side."""

COARSE = 6
"""Every so manieth place of the surface stands in the table."""

MANY = 300
"""More points than this are drawn smaller."""

Rows = Sequence[Sequence[Map]]


def figure(sweep: SweepResult, theme: str = "light", chosen: Chosen | None = None) -> Picture:
    """Maps of outcomes over two levers; raises `NothingToDraw` where the sweep has no two numbers that vary together."""
    asked = chosen or Chosen()
    variants = asked.variants_of(sweep, MOST_VARIANTS)[:MOST_VARIANTS]
    outcomes = asked.outcomes_of(sweep, MOST_OUTCOMES - (len(variants) > 1), variants)
    levers = two_levers(sweep, asked)
    maps = [mapped(points_of(sweep, info, variant), levers) for info, variant in product(outcomes, variants)]
    columns = len(variants) if len(variants) > 1 else min(len(maps), 2)
    rows = [maps[first : first + columns] for first in range(0, len(maps), columns)]
    data = Table(("variant", "outcome", *(lever.name for lever in levers), "estimate", "low", "high"), [row for one in maps for row in table(one)])
    drawn = of_what(sweep, variants) + told(maps) + left_out(sweep, outcomes, asked)
    story = Story("wedge_map", headline(maps), drawn, sweep.foot, notes(maps), data)
    picture = Picture(story, sum(height(row, len(variants) > 1, columns) for row in rows), theme_named(theme))
    draw(picture, rows, len(variants) > 1)
    return picture


def leading(maps: Sequence[Map]) -> tuple[Map, list[Swing]]:
    """The first map on which a lever clearly acts, else the first, and its effects, the largest first."""
    one = next((one for one in maps if any(effect.weighty for effect in one.effects)), maps[0])
    return one, sorted(one.effects, key=lambda effect: (not effect.clear, -abs(effect.difference)))


def headline(maps: Sequence[Map]) -> str:
    """What both levers do to the first outcome on which one of them clearly acts; or that none is seen to act on any."""
    one, effects = leading(maps)
    where = f" in {quoted(one.points.variant.title)}" if len({other.points.variant.name for other in maps}) > 1 else ""
    if not any(effect.clear for effect in effects):
        names = " or ".join(inside(lever.label) for lever in one.levers)
        return f"{wording.in_words(one.points)}{where}: no clear difference from low to high values of {names}"
    parts, bare = ([wording.said(one.points.info, effect, sure) for effect in effects] for sure in (True, False))
    start = f"{wording.in_words(one.points)}{where}: "
    return wording.fitting(*(start + ", ".join(said) for said in (parts, bare)), start + parts[0], start + bare[0])


def told(maps: Sequence[Map]) -> str:
    """What is drawn."""
    sweep = maps[0].points.sweep
    others = len(sweep.levers) - 2
    beside = f" over {others} other lever{'s' if others > 1 else ''} too" if others else ""
    return (
        f"Bands and lines: mean over {wording.worlds(sweep.worlds)}{beside}, a smooth surface through the points played (dots). "
        f"Hatched: not known to within one step from line to line."
        f"{missing([one.points for one in maps])}"
    )


def notes(maps: Sequence[Map]) -> tuple[str, ...]:
    """The headline's differences with their intervals, how far off a map and its least known end may be, and steps drawn as slopes."""
    one, effects = leading(maps)
    steps = wording.of_steps([other.points for other in maps], "surface")
    said = (wording.intervals(one.points.info, effects, "the other lever"), *steps)
    if one.points.sweep.worlds == 1:
        return (*said, "One world: what chance does is not known.")
    found: dict[str, list[Map]] = {}
    for other in maps:
        found.setdefault(other.points.info.label, []).append(other)
    each = [f"{label} {by_chance(max(same, key=lambda one: largest(one).chance))}" for label, same in found.items()]
    return (*said, f"By chance, with so many worlds, values may lie higher or lower together (95 %): {'; '.join(each)}.")


def by_chance(one: Map) -> str:
    """`+-7 points over the map, +-18 points where Seoul's indirect balancing is low`."""
    whole, region = one.regions[0], largest(one)
    over = f"\N{PLUS-MINUS SIGN}{wording.size(one.points.info, whole.chance)} over the map"
    if region.lever is None:
        return over
    end = f"{inside(region.lever.label)} is {'high' if region.high else 'low'}"
    return f"{over}, \N{PLUS-MINUS SIGN}{wording.size(one.points.info, region.chance)} where {end}"


def largest(one: Map) -> Region:
    """The region of a map that chance leaves least known."""
    return max(one.regions, key=lambda region: region.chance)


def above(row: Sequence[Map], side_by_side: bool) -> float:
    """The room for titles above the panels of a row, in inches."""
    return lettering.height(max(len(lines) for lines in titles(row, side_by_side)), TITLE) + SCALE + 0.1


def titles(row: Sequence[Map], side_by_side: bool) -> list[list[str]]:
    """The title of each panel: the variant where they stand side by side, else the outcome."""
    texts = [one.points.variant.title if side_by_side else wording.title_of(one.points.info) for one in row]
    return [lettering.clip(lettering.wrap(text, TITLE, width_of(len(row)), bold=not side_by_side), 2) for text in texts]


def width_of(columns: int) -> float:
    """The room that a panel has, in inches."""
    return wording.room() / max(columns, 1) - BETWEEN - LEFT


def height(row: Sequence[Map], side_by_side: bool, columns: int) -> float:
    """The room that a row needs, in inches."""
    return TALL[min(columns, 3) - 1] + above(row, side_by_side) + BELOW + ROW_TITLE * side_by_side


def draw(picture: Picture, rows: Rows, side_by_side: bool) -> None:
    """The maps in rows; those of one outcome side by side have the same colours and steps."""
    top, columns = picture.body.top, len(rows[0])
    for row in rows:
        tall, over = height(row, side_by_side, columns), above(row, side_by_side) + ROW_TITLE * side_by_side
        if side_by_side:
            picture.write(picture.body.left, top - ROW_TITLE * 0.6, wording.title_of(row[0].points.info), TITLE, bold=True)
        line = Box(picture.body.left, top - tall, picture.body.width, tall)
        shared = Bands.of([one.surface for one in row]) if side_by_side else None
        for cell, one, lines in zip(line.grid(1, columns, across=BETWEEN)[0], row, titles(row, side_by_side), strict=False):
            box = cell.within(left=LEFT, top=over, bottom=BELOW)
            panel = Panel(picture, box, *(Span(*span_of(one.points.sweep, lever)) for lever in one.levers))
            picture.write_lines(box.left - LEFT, box.top + SCALE + lettering.height(len(lines), TITLE), lines, TITLE, bold=not side_by_side)
            draw_one(panel, one, shared or Bands.of([one.surface]))
        top -= tall


def draw_one(panel: Panel, one: Map, bands: Bands) -> None:
    """One map: the surface, the points, where the story stands, the scales."""
    theme, info = panel.picture.theme, one.points.info
    places = 0 if info.kind == "chance" else places_for(bands.step)

    def form(value: float) -> str:
        return f"{number(100 * value, max(0, places_for(bands.step) - 2))} %" if info.kind == "chance" else number(value, places)

    story = [float(lever.usual) if isinstance(lever.usual, int | float) else None for lever in one.levers]
    spot = (story[0] if story[0] is not None else panel.across.low, story[1] if story[1] is not None else panel.up.low)
    contours.draw(panel, one.surface, bands, form, [panel.place(*spot)] if any(at is not None for at in story) else [])
    first, second = (one.points.values(lever).astype(float) for lever in one.levers)
    small = len(first) > MANY
    panel.line(first, second, theme.paper, 0, marker="o", markersize=1.2 if small else 2.6, markeredgewidth=0 if small else 0.4,
               markeredgecolor=contours.DARK, alpha=0.7 if small else 1.0, clip_on=False)
    mark_story(panel, story)
    scales(panel, one.levers)


def mark_story(panel: Panel, story: Sequence[float | None]) -> None:
    """Where the story itself stands: a ring, or a line where it says one of the two alone."""
    across, up = story
    if across is None and up is None:
        return
    for colour, thick in ((contours.LIGHT, 2.6), (contours.DARK, THIN)):
        if across is not None and up is not None:
            ring: dict[str, Any] = {"markersize": 7.5, "markerfacecolor": "none", "markeredgecolor": colour, "markeredgewidth": thick}
            panel.line([across], [up], colour, 0, marker="o", zorder=5, **ring)
        else:
            xs, ys = ((across, across), panel.up) if across is not None else (panel.across, (up, up))
            panel.line(xs, ys, colour, thick, linestyle=(0, (3, 2)), zorder=3)
    x, y = panel.place(panel.across.low if across is None else across, panel.up.low if up is None else up)
    right = x + lettering.width("the story", TICK) + 0.1 < panel.box.right
    panel.picture.write(x + (0.09 if right else -0.09), y + 0.07, "the story", TICK, contours.DARK, ha="left" if right else "right",
                        path_effects=contours.halo(contours.LIGHT), zorder=7)


def scales(panel: Panel, levers: tuple[LeverInfo, LeverInfo]) -> None:
    """Values below and at the left, and the levers' names."""
    picture, grey, box = panel.picture, panel.picture.theme.grey, panel.box
    marks, form = wording.ticks(panel.across, 5)
    for value in marks:
        x, y = panel.place(value, panel.up.low)
        picture.rule(x, y, x, y - 0.03, grey)
        picture.write(x, y - 0.15, form(value), TICK, grey, ha="center")
    marks, form = wording.ticks(panel.up, 5)
    for value in marks:
        x, y = panel.place(panel.across.low, value)
        picture.rule(x, y, x - 0.03, y, grey, linewidth=RULE)
        picture.write(x - 0.06, y, form(value), TICK, grey, ha="right", va="center_baseline")
    picture.write(box.left, box.bottom - 0.31, f"{wording.axis_title(levers[0])} \N{RIGHTWARDS ARROW}", LABEL, grey)
    picture.write(box.left - LEFT, box.top + 0.08, f"\N{UPWARDS ARROW} {wording.axis_title(levers[1])}", LABEL, grey)


def table(one: Map) -> list[tuple[Any, ...]]:
    """The surface at some places inside the points, with its interval."""
    rows, (first, second) = [], one.levers
    along, grid = one.surface.along, over(one.surface.along)
    kept = one.surface.inside & np.all(np.round(grid * (len(along) - 1)) % COARSE == 0, axis=1)
    spans = [span_of(one.points.sweep, lever) for lever in (first, second)]
    for place in np.flatnonzero(kept):
        at = [low + share * (high - low) for share, (low, high) in zip(grid[place].tolist(), spans, strict=True)]
        value, reach = one.surface.estimate.value[place], one.surface.estimate.reach[place]
        rows.append((one.points.variant.name, one.points.info.name, *at, float(value), *map(float, one.points.held(value, reach))))
    return rows
