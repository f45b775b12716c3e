"""Parameters before and after a fit, in small panels: the prior as an outline, what is left of it filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.plots.drawing import lettering
from sim.plots.drawing.panels import Panel, Span, places_for, step_for
from sim.plots.drawing.picture import Box, Picture, Story, Table
from sim.plots.drawing.style import BLUE, LABEL, THICK, TICK, theme_named
from sim.world.numbers import Number
from sim.world.rows import Array

COLUMNS, ROW, ACROSS, TITLES, FOOT = 3, 1.15, 0.35, 0.42, 0.24
"""Panels side by side; inches: height of a panel, space between two, room for a title of two lines above, for the scale below."""

BINS, STRENGTH, STEPS = 24, 0.62, 3
"""Bars of a panel, how dark they are, and intervals of its scale at most."""

DATA = ("parameter", "unit", "low", "high", "default", "set", "value")
"""The columns of the numbers behind the figure."""


@dataclass(frozen=True)
class Fitted:
    """A parameter and its values in every set that was drawn."""

    name: str
    number: Number
    values: Array

    @property
    def span(self) -> Span:
        """The plausible range."""
        return Span(float(np.asarray(self.number.low)), float(np.asarray(self.number.high)))


def figure(fitted: Sequence[Fitted], headline: str, foot: str, theme: str = "light") -> Picture:
    """A panel for each parameter, in the order given."""
    rows = -(-len(fitted) // COLUMNS)
    drawn = ("Outline: what was held plausible before, most likely at the default (dot). Filled: parameter sets that are left after the fit. "
             "Across: the plausible range.")
    data = [(one.name, one.number.unit, *one.span, one.number.value, place, float(value))
            for one in fitted for place, value in enumerate(one.values)]
    picture = Picture(Story("prior_posterior", headline, drawn, foot, (), Table(DATA, data)), rows * (ROW + TITLES + FOOT), theme_named(theme))
    boxes = [box for line in picture.body.grid(rows, COLUMNS, across=ACROSS) for box in line]
    for one, box in zip(fitted, boxes, strict=False):
        panel_of(picture, box.within(top=TITLES, bottom=FOOT), one)
    return picture


def panel_of(picture: Picture, box: Box, one: Fitted) -> None:
    """One parameter: bars of equal area as the triangle of the prior, its scale, and its name above."""
    low, high = one.span
    likely, peak = float(np.asarray(one.number.value)), 2 / (high - low)
    heights, edges = np.histogram(one.values, BINS, (low, high), density=True)
    panel = Panel(picture, box, one.span, Span(0, max(peak, heights.max()) * 1.04))
    theme = picture.theme
    sides, tops = np.repeat(edges, 2)[1:-1], np.repeat(heights, 2)
    panel.band(sides, np.zeros_like(tops), tops, theme.tint(BLUE, STRENGTH))
    panel.line([low, likely, high], [0, peak, 0], theme.ink, THICK * 0.8)
    panel.line([low, high], [0, 0], theme.grey, THICK / 2)
    panel.dot(likely, 0, theme.ink, 3.5)
    step = step_for(one.span, STEPS)
    for value in one.span.ticks(step):
        x, y = panel.place(value, 0)
        picture.write(x, y - 0.15, f"{abs(value) if value == 0 else value:.{places_for(step)}f}", TICK, theme.grey, ha="center")
    lines = lettering.clip(lettering.wrap(called(one.name), LABEL, box.width + ACROSS / 2, bold=True), 2)
    picture.write_lines(box.left, box.top + lettering.height(len(lines), LABEL) + 0.06, lines, LABEL, bold=True)


def called(name: str) -> str:
    """A parameter's name in words: `public_opinion.rally_toward_us` -> `public opinion: rally toward us`."""
    return name.replace("_", " ").replace(".", ": ")
