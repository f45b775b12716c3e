"""One panel: axes without a frame, horizontal rules with their values, years below, lines and bands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from sim.plots.drawing.picture import Box, Picture
from sim.plots.drawing.style import BANDS, LABEL, RULE, THICK, THIN, TICK
from sim.results.values import Fan
from sim.world.rows import Array

APART = 0.18
"""Least distance between two rules, in inches."""


class Span(NamedTuple):
    """From the lower to the upper end of an axis."""

    low: float
    high: float

    def holding(self, *values: Array) -> Span:
        """The span widened to hold every finite value."""
        found = np.concatenate([np.ravel(value) for value in (*values, np.array(self))])
        found = found[np.isfinite(found)]
        return Span(float(found.min()), float(found.max()))

    def rounded(self, step: float) -> Span:
        """The span widened to whole steps."""
        return Span(float(np.floor(self.low / step + 1e-9) * step), float(np.ceil(self.high / step - 1e-9) * step))

    def ticks(self, step: float) -> list[float]:
        """The whole steps inside it."""
        first, last = np.ceil(self.low / step - 1e-9), np.floor(self.high / step + 1e-9)
        return [float(round(index * step, 10)) for index in np.arange(first, last + 1)]


class Panel:
    """A box on the page with its own horizontal and vertical span."""

    def __init__(self, picture: Picture, box: Box, across: Span, up: Span) -> None:
        self.picture, self.box, self.across, self.up = picture, box, across, up
        wide, tall = picture.get_size_inches()
        bounds = (box.left / wide, box.bottom / tall, box.width / wide, box.height / tall)
        self.axes = picture.add_axes(bounds, label=f"panel {len(picture.axes)}")
        self.axes.set_axis_off()
        self.axes.set_xlim(*across)
        self.axes.set_ylim(*up)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies on the page, in inches."""
        right = (x - self.across.low) / (self.across.high - self.across.low)
        above = (y - self.up.low) / (self.up.high - self.up.low)
        return self.box.left + right * self.box.width, self.box.bottom + above * self.box.height

    def line(self, x: Any, y: Any, colour: str, width: float = THICK, **how: Any) -> None:
        """A line; `how` goes to matplotlib (added as an artist: the spans are fixed, so nothing has to be measured)."""
        how.setdefault("solid_capstyle", "round")
        self.axes.add_artist(Line2D(x, y, color=colour, linewidth=width, **how))

    def band(self, x: Array, low: Array, high: Array, colour: str, alpha: float = 1.0) -> None:
        """A filled band without an edge, where both of its sides are known."""
        known = np.isfinite(low) & np.isfinite(high)
        if known.any():
            upward = np.column_stack([x[known], low[known]])
            back = np.column_stack([x[known], high[known]])[::-1]
            self.axes.add_artist(Polygon(np.concatenate([upward, back]), facecolor=colour, edgecolor="none", alpha=alpha))

    def fan(self, x: Array, fan: Fan, colour: str, bands: Sequence[tuple[float, float, float]] = BANDS) -> None:
        """The bands of a fan, widest first: shares of the worlds, not sampling error."""
        for low, high, strength in bands:
            self.band(x, fan.quantiles[low], fan.quantiles[high], self.picture.theme.tint(colour, strength))

    def rules(self, values: Iterable[float], form: Callable[[float], str] | None = None, strong: float | None = None) -> None:
        """Thin horizontal rules; with a `form` (a value in words) each carries its value at the left; `strong` is drawn darker."""
        theme = self.picture.theme
        for value in values:
            colour = theme.grey if value == strong else theme.rule
            self.line(self.across, (value, value), colour, RULE, zorder=0.5)
            if form:
                x, y = self.place(self.across.low, value)
                self.picture.write(x - 0.06, y, form(value), TICK, theme.grey, ha="right", va="center_baseline")

    def mark(self, x: float) -> None:
        """A dated event: a thin upright line."""
        self.line((x, x), self.up, self.picture.theme.grey, RULE * 0.8, linestyle=(0, (1.5, 3)), zorder=0.6)

    def dot(self, x: float, y: float, colour: str, size: float = 4.0, hollow: bool = False) -> None:
        """A point; hollow for a start."""
        fill = self.picture.theme.paper if hollow else colour
        how: dict[str, Any] = {"markerfacecolor": fill, "markeredgecolor": colour, "markeredgewidth": THIN, "clip_on": False}
        self.line([x], [y], colour, marker="o", markersize=size, **how)

    def title(self, text: str, size: float = LABEL, above: float = 0.06, **how: Any) -> None:
        """A title over the panel, flush left."""
        self.picture.write(self.box.left, self.box.top + above, text, size, **how)


def step_for(span: Span, most: int = 4) -> float:
    """A round step that gives at most so many intervals over the span."""
    rough = max((span.high - span.low) / most, 1e-9)
    scale = 10.0 ** np.floor(np.log10(rough))
    return float(next(scale * factor for factor in (1, 2, 5, 10) if scale * factor >= rough * (1 - 1e-9)))


def step_in(box: Box, span: Span) -> float:
    """The step whose rules stand far enough apart in a box to carry their values."""
    return step_for(span, max(2, round(box.height / APART)))


def places_for(step: float) -> int:
    """Decimal places that a scale with such steps needs."""
    return max(0, int(np.ceil(-np.log10(step) - 1e-9)))
