"""A panel of a response curve: points, the line or the means, and apart from each other what chance and the number of points leave open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sim.plots.drawing import lettering
from sim.plots.drawing.findings import number
from sim.plots.drawing.panels import Panel, Span, places_for
from sim.plots.drawing.style import RULE, THICK, THIN, TICK
from sim.plots.sweeps import wording
from sim.plots.sweeps.chosen import span_of
from sim.plots.sweeps.curves import Curve
from sim.results.sweep import OutcomeInfo
from sim.world.rows import Array

LEAST = 0.02
"""The least span of an upright scale, so that noise does not fill a panel."""

STROKES = 5
"""Strokes along a curve for what the number of points leaves open."""

CHANCE, POINTS = 0.34, 0.55
"""How dark the band of chance is, and the dots of the points."""

FEW = 150
"""More points than this are drawn smaller."""

WIDE, SCATTERED = 0.11, 0.16
"""Half the width of a category's band, and how far to the right of its mean its points stand, in places."""

DASHES = (0, (4, 2))
DOTTED = (0, (1, 1.6))


def scale(row: Sequence[Curve]) -> Span:
    """The upright scale that holds every point and interval of an outcome."""
    found, tall = [row[0].points.mean], np.ptp(row[0].points.mean)
    for one in row:
        reach = np.fmax(one.estimate.chance, np.fmin(one.estimate.scatter, tall))
        found += [one.estimate.value - reach, one.estimate.value + reach]
    if row[0].points.is_share:
        found = [np.clip(values, 0, 1) for values in found]
    known = np.concatenate(found)
    low, high = float(known.min()), float(known.max())
    room = max(0.05 * (high - low), (LEAST - (high - low)) / 2, 1e-6)
    return Span(low - room, high + room)


def across(one: Curve) -> Span:
    """The scale of a lever: its range, or a place for each category."""
    return Span(-0.5, len(one.words) - 0.5) if one.words else Span(*span_of(one.points.sweep, one.lever))


def form_of(info: OutcomeInfo, step: float) -> Callable[[float], str]:
    """How values are written on the upright scale."""
    if info.kind == "chance":
        return lambda value: f"{number(100 * value, max(0, places_for(step) - 2))} %"
    return lambda value: number(value, places_for(step))


def draw_one(panel: Panel, one: Curve) -> None:
    """One outcome along one lever."""
    theme = panel.picture.theme
    dots(panel, one)
    if one.words:
        means(panel, one)
        words_below(panel, one)
    elif one.untold:
        values_below(panel, one)
    else:
        panel.band(one.at, *by_chance(one), theme.tint(theme.higher, CHANCE), alpha=0.75)
        for edge in one.spread:
            panel.line(one.spread_at, edge, theme.grey, THIN, linestyle=DASHES)
        panel.line(one.at, one.estimate.value, theme.higher, THICK)
        strokes(panel, one.at, one, np.linspace(0, len(one.at) - 1, STROKES + 2).astype(int)[1:-1])
        values_below(panel, one)


def by_chance(one: Curve) -> tuple[Array, Array]:
    """The edges of what chance leaves open."""
    return one.points.held(one.estimate.value, one.estimate.chance)


def dots(panel: Panel, one: Curve) -> None:
    """The points themselves; those of a category a little beside it, in the order of the sweep."""
    theme, values = panel.picture.theme, one.points.values(one.lever)
    if one.words:
        place = np.array([one.words.index(str(value)) for value in values], dtype=float)
        first = place + SCATTERED + 0.25 * spaced(len(place))
    else:
        first = values.astype(float)
    size = 2.0 if len(first) <= FEW else 1.3
    panel.line(first, one.points.mean, theme.tint(theme.grey, POINTS), 0, marker="o", markersize=size, markeredgewidth=0)


def spaced(count: int) -> Array:
    """Numbers between 0 and 1 that fill the room evenly, whatever their count."""
    return np.asarray((np.arange(count) * (np.sqrt(5) - 1) / 2) % 1)


def means(panel: Panel, one: Curve) -> None:
    """The mean of each category as a dot, chance as a band behind it, the number of points as a stroke, 90 % of the points as a dashed line."""
    theme = panel.picture.theme
    for place, (value, scatter, low, high) in enumerate(zip(one.estimate.value, one.estimate.scatter, *by_chance(one), strict=True)):
        sides = np.array([place - WIDE, place + WIDE])
        panel.band(sides, np.full(2, low), np.full(2, high), theme.tint(theme.higher, CHANCE), alpha=0.75)
        panel.line([place, place], one.points.held(value, scatter), theme.ink, THIN * 1.4, solid_capstyle="butt")
        panel.dot(place, value, theme.higher, 4.6)
    for place, (low, high) in zip(one.spread_at, one.spread.T, strict=True):
        panel.line([place - 2 * WIDE] * 2, [low, high], theme.grey, THIN, linestyle=DASHES)


def strokes(panel: Panel, at: Array, one: Curve, places: Array) -> None:
    """What the number of points leaves open, at some places of a curve."""
    value, scatter = one.estimate.value[places], one.estimate.scatter[places]
    panel.axes.vlines(at[places], *one.points.held(value, scatter), color=panel.picture.theme.ink, linewidth=THIN * 1.4, zorder=3)


def values_below(panel: Panel, one: Curve) -> None:
    """Values of a number below its panel, and the story's own."""
    picture, grey = panel.picture, panel.picture.theme.grey
    panel.line(panel.across, (panel.up.low, panel.up.low), grey, RULE, clip_on=False)
    marks, form = wording.ticks(panel.across, 4)
    if len(marks) * lettering.width(form(marks[-1]) + "0", TICK) > panel.box.width:
        marks = marks[:: max(1, len(marks) - 1)]
    for value in marks:
        x, y = panel.place(value, panel.up.low)
        picture.rule(x, y, x, y - 0.035, grey)
        half = lettering.width(form(value), TICK) / 2
        picture.write(min(max(x, panel.box.left + half), panel.box.right - half), y - 0.15, form(value), TICK, grey, ha="center")
    if isinstance(one.lever.usual, int | float) and panel.across.low <= one.lever.usual <= panel.across.high:
        panel.line([one.lever.usual] * 2, panel.up, picture.theme.ink, THIN, linestyle=DOTTED, zorder=0.7)


def words_below(panel: Panel, one: Curve) -> None:
    """The words of a category below its panel, on several lines where they are long; that of the story in bold."""
    picture, levels = panel.picture, words_levels(one, panel.box.width)
    panel.line(panel.across, (panel.up.low, panel.up.low), picture.theme.grey, RULE, clip_on=False)
    room = panel.box.width * levels / len(one.words)
    for place, word in enumerate(one.words):
        x, y = panel.place(place, panel.up.low)
        bold = word == one.lever.usual
        text = cut(word, room, bold)
        half = lettering.width(text, TICK, bold) / 2
        x = min(max(x, panel.box.left + half), panel.box.right - half)
        picture.write(x, y - 0.15 - 0.13 * (place % levels), text, TICK, picture.theme.ink if bold else picture.theme.grey, ha="center", bold=bold)


def words_levels(one: Curve, width: float) -> int:
    """On how many lines, one under the other, the words of a category stand so that none covers its neighbour."""
    widest = max(lettering.width(word, TICK, bold=True) for word in one.words)
    return min(3, max(1, int(np.ceil((widest + 0.08) * len(one.words) / width))))


def cut(word: str, room: float, bold: bool) -> str:
    """A word that fits, with dots where it had to be cut."""
    if lettering.width(word, TICK, bold) <= room:
        return word
    return next((f"{word[:end]}…" for end in range(len(word), 0, -1) if lettering.width(f"{word[:end]}…", TICK, bold) <= room), "…")
