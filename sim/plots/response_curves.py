"""How an outcome answers each lever: its mean along the lever; chance, the number of points and the spread over other levers drawn apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.plots import NothingToDraw
from sim.plots.drawing import lettering
from sim.plots.drawing.labels import inside, listed
from sim.plots.drawing.panels import Panel, step_in
from sim.plots.drawing.picture import Box, Picture, Story, Table
from sim.plots.drawing.style import LABEL, TITLE, theme_named
from sim.plots.sweeps import wording
from sim.plots.sweeps.chosen import Chosen, first_of, left_out, missing, of_what, points_of
from sim.plots.sweeps.curve_panels import across, cut, draw_one, form_of, scale, words_levels
from sim.plots.sweeps.curves import Curve, along
from sim.plots.sweeps.moving import most_moving
from sim.plots.sweeps.together import strongest
from sim.results.values import counted

if TYPE_CHECKING:
    from sim.results.sweep import LeverInfo, SweepResult

MOST_OUTCOMES, MOST_LEVERS, SIDE_BY_SIDE = 3, 4, 4
"""The most outcomes, the most levers beside each other, and the most panels in a line."""

MOST_ALONE = 12
"""The most levers where one outcome is asked for."""

LEFT, BELOW, BETWEEN, OVER, TALL = 0.4, 0.42, 0.16, 0.3, 1.25
"""Inches: values left of a row, values below a panel, space between panels, an outcome's name above its row, a panel's height."""

COLUMNS = ("variant", "outcome", "lever", "value", "mean", "by_points_low", "by_points_high", "by_chance_low", "by_chance_high")


def figure(sweep: SweepResult, theme: str = "light", chosen: Chosen | None = None) -> Picture:
    """Outcomes along levers, a row for each outcome; raises `NothingToDraw` where no lever takes two values."""
    asked = chosen or Chosen()
    variants = asked.variants_of(sweep, 1)[:1]
    outcomes = asked.outcomes_of(sweep, MOST_OUTCOMES, variants)
    if not outcomes:
        raise NothingToDraw("the story asks for nothing")
    levers = shown_levers(sweep, asked, MOST_ALONE if len(outcomes) == 1 else MOST_LEVERS)
    numbers = strongest(sweep, asked)
    curves = [along(points_of(sweep, info, variants[0]), lever, numbers) for info, lever in product(outcomes, levers)]
    rows = [curves[first : first + len(levers)] for first in range(0, len(curves), len(levers))]
    data = Table(COLUMNS, [row for one in curves for row in table(one)])
    story = Story("response_curves", headline(rows[0]), told(rows, asked), sweep.foot, notes(rows), data)
    picture = Picture(story, sum(height(row) for row in rows), theme_named(theme))
    top = picture.body.top
    for row in rows:
        draw_row(picture, row, top)
        top -= height(row)
    return picture


def shown_levers(sweep: SweepResult, asked: Chosen, most: int) -> list[LeverInfo]:
    """The levers asked for, or those that move the first outcome most, the first one first."""
    levers = asked.levers_of(sweep)
    if not levers:
        raise NothingToDraw("no lever of this sweep takes more than one value")
    return levers if asked.levers else most_moving(first_of(sweep, asked), levers)[:most]


def headline(row: Sequence[Curve]) -> str:
    """Which levers clearly move the first outcome, the strongest first, and that the others do not."""
    points = row[0].points
    effects = sorted((one.effect for one in row if one.effect is not None), key=lambda effect: -abs(effect.difference))
    clear, others = [one for one in effects if one.clear], [one for one in effects if not one.clear]
    start = f"{wording.in_words(points)}: "
    if not effects:
        return start + wording.none_told([(one.lever, one.untold) for one in row])
    if not clear:
        return start + f"no clear difference along {f'any of {len(effects)} levers' if len(effects) > 1 else inside(row[0].lever.label)}"
    parts, bare = ([wording.said(points.info, effect, sure) for effect in clear] for sure in (True, False))
    rest = f"; no clear difference with {listed([inside(one.lever.label) for one in others])}" if others else ""
    fewer = f"; no clear difference with {counted(len(others), 'other')}" if others else ""
    tries = [start + ", ".join(said) + tail for said in (parts, bare) for tail in (rest, fewer)]
    for count in range(len(parts) - 1, 0, -1):
        less = f", and less with {counted(len(parts) - count, 'other')}"
        tries += [start + ", ".join(said[:count]) + less + tail for said in (parts, bare) for tail in (fewer, "")]
    return wording.fitting(*tries)


def told(rows: Sequence[Sequence[Curve]], asked: Chosen) -> str:
    """What is drawn."""
    points = rows[0][0].points
    sweep, drawn = points.sweep, len(rows[0])
    varied = len([lever for lever in sweep.levers if len(np.unique(sweep.values[lever.name])) > 1])
    left = f" The {drawn} of {varied} levers that move the first outcome most." if drawn < varied and not asked.levers else ""
    other = ", which differ in the other levers too" if varied > 1 else ""
    known = any(isinstance(one.lever.usual, int | float) or one.lever.usual in one.words for one in rows[0])
    own = " Dotted upright or bold: the story's own value." if known else ""
    dashes = "; dashes: 90 % of them" if any(one.spread.size for row in rows for one in row) and varied > 1 else ""
    chance = f"Band: 95 % by chance, with {wording.worlds(sweep.worlds)}; " if sweep.worlds > 1 else ""
    return (
        f"{of_what(sweep, [points.variant])}Line or large dot: mean. {chance}strokes: 95 % by having so many points. "
        f"Small dots: points{other}{dashes}.{own}{left}{missing([row[0].points for row in rows])}"
        f"{left_out(sweep, [row[0].points.info for row in rows], asked)}"
    )


def notes(rows: Sequence[Sequence[Curve]]) -> tuple[str, ...]:
    """The differences of the headline with their intervals."""
    effects = sorted((one.effect for one in rows[0] if one.effect), key=lambda effect: -abs(effect.difference))
    alone = ("One world: what chance does is not known.",) if rows[0][0].points.sweep.worlds == 1 else ()
    steps = wording.of_steps([row[0].points for row in rows], "line")
    return (*([wording.intervals(rows[0][0].points.info, effects)] if effects else []), *steps, *alone)


def lines_of(row: Sequence[Curve]) -> list[Sequence[Curve]]:
    """A row in lines of panels, as equal as they can be."""
    count = -(-len(row) // SIDE_BY_SIDE)
    wide = -(-len(row) // count)
    return [row[first : first + wide] for first in range(0, len(row), wide)]


def panel_width(row: Sequence[Curve]) -> float:
    """Width of a panel in inches: of one lever alone no more than half the page."""
    wide = max(len(lines_of(row)[0]), 2)
    return (wording.room() - LEFT) / wide - BETWEEN


def titles(line: Sequence[Curve], width: float) -> list[list[str]]:
    """The levers' names over their panels, in the lines that they take."""
    return [lettering.clip(lettering.wrap(wording.axis_title(one.lever), LABEL, width), 3) for one in line]


def line_height(line: Sequence[Curve], width: float) -> float:
    """The room that a line of panels needs, in inches."""
    return lettering.height(max(len(one) for one in titles(line, width)) + 1, LABEL) + 0.1 + TALL + BELOW + below(line, width)


def below(line: Sequence[Curve], width: float) -> float:
    """Room for words of categories that take more than a line."""
    return 0.13 * max((words_levels(one, width) - 1 for one in line if one.words), default=0)


def height(row: Sequence[Curve]) -> float:
    """The room that an outcome needs, in inches."""
    return OVER + sum(line_height(line, panel_width(row)) for line in lines_of(row))


def draw_row(picture: Picture, row: Sequence[Curve], top: float) -> None:
    """One outcome along all levers, on one upright scale."""
    info, up, wide = row[0].points.info, scale(row), panel_width(row)
    picture.write(picture.body.left, top - 0.14, wording.title_of(info), TITLE, bold=True)
    top -= OVER
    for line in lines_of(row):
        tall = line_height(line, wide)
        over = tall - TALL - BELOW - below(line, wide)
        for place, (one, name) in enumerate(zip(line, titles(line, wide), strict=True)):
            box = Box(picture.body.left + LEFT + place * (wide + BETWEEN), top - over - TALL, wide, TALL)
            panel = Panel(picture, box, across(one), up)
            step = step_in(box, up)
            panel.rules(up.ticks(step), form_of(info, step) if place == 0 else None)
            picture.write_lines(box.left, box.top + over - 0.04, name, LABEL)
            clear = one.effect is not None and one.effect.clear
            said = wording.short(info, one.effect) if one.effect and clear else one.untold or "no clear difference"
            picture.write(box.left, box.top + 0.07, cut(said, wide, clear), LABEL, picture.theme.ink if clear else picture.theme.grey, bold=clear)
            draw_one(panel, one)
        top -= tall


def table(one: Curve) -> list[tuple[Any, ...]]:
    """The curve or the means, with what chance and the number of points leave open, apart."""
    at: Sequence[Any] = one.words or one.at.tolist()
    rows = []
    mean, scatter, chance = one.estimate
    ends = (*one.points.held(mean, scatter), *one.points.held(mean, chance))
    for value, *numbers in zip(at, mean.tolist(), *(end.tolist() for end in ends), strict=True):
        rows.append((one.points.variant.name, one.points.info.name, one.lever.name, value, *numbers))
    return rows
