"""A surface as bands of colour with named lines between them, hatched where it is not known to within a band."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_hex
from matplotlib.patches import Polygon
from matplotlib.path import Path
from matplotlib.patheffects import withStroke

from sim.experiments.surrogate.estimates import Estimate
from sim.plots.drawing.lettering import width
from sim.plots.drawing.panels import Panel, Span
from sim.plots.drawing.style import RULE, TICK
from sim.world.rows import Array

MOST, FEWEST_BANDS = 7, 4
"""Bands that a surface has at most, and the least that its colours could hold: a nearly flat one is nearly of one colour."""

EDGE, BETWEEN = 0.16, 0.3
"""Least distances of a name on a line from the edge and from another name, in inches; half a line's height."""

Form = Callable[[float], str]
"""How a value is written."""

FAR = 1e9
"""Beyond every value."""

COLOURS = colormaps["cividis"]
DARK, LIGHT, MIDDLE = "#1b1b1b", "#ffffff", 0.5


@dataclass(frozen=True)
class Surface:
    """A surface on a grid of places along both levers, from 0 to 1: the estimate with what is not known of it, and where points are."""

    along: Array
    estimate: Estimate
    inside: Array
    outline: Array

    def grid(self, values: Array) -> Array:
        """Values at the places, `[up, across]`."""
        return values.reshape(len(self.along), len(self.along))

    @property
    def span(self) -> Span:
        """The least and the largest value inside."""
        values = self.estimate.value[self.inside]
        return Span(float(values.min()), float(values.max()))

    @property
    def middle(self) -> float:
        """Its mean inside."""
        return float(self.estimate.value[self.inside].mean())


@dataclass(frozen=True)
class Bands:
    """What the surfaces of a row share: the step between lines, and the span of the colours."""

    step: float
    span: Span

    @classmethod
    def of(cls, surfaces: Sequence[Surface]) -> Bands:
        """Steps no finer than what is typically known of a value, so that no line draws noise."""
        span = Span(min(one.span.low for one in surfaces), max(one.span.high for one in surfaces))
        known = max(float(np.median(one.estimate.reach[one.inside])) for one in surfaces)
        step = round_up(max((span.high - span.low) / MOST, known, 1e-6))
        short = max(0.0, FEWEST_BANDS * step - (span.high - span.low)) / 2
        return cls(step, Span(span.low - short, span.high + short))

    @property
    def lines(self) -> list[float]:
        """The values at which lines run."""
        return self.span.ticks(self.step)

    def colour(self, value: float) -> str:
        """The colour of the band that holds a value."""
        middle = (np.floor(value / self.step) + 0.5) * self.step
        whole = self.span.rounded(self.step)
        return to_hex(COLOURS((middle - whole.low) / (whole.high - whole.low)))


def round_up(step: float) -> float:
    """The next of 1, 2, 5, 10, ... of the step's own size."""
    scale = 10.0 ** np.floor(np.log10(step))
    return float(next(scale * factor for factor in (1, 2, 5, 10) if scale * factor >= step * (1 - 1e-9)))


def draw(panel: Panel, surface: Surface, bands: Bands, form: Form, taken: Sequence[tuple[float, float]]) -> None:
    """The bands, their lines with names, and the hatching; `taken` are places in inches that names keep clear of."""
    across, up = (np.linspace(*span, len(surface.along)) for span in (panel.across, panel.up))
    values, theme = surface.grid(surface.estimate.value), panel.picture.theme
    cut = Polygon(place(panel, surface.outline), closed=True, transform=panel.axes.transData, facecolor="none", edgecolor=theme.grey, linewidth=RULE)
    inner = [line for line in bands.lines if surface.span.low < line < surface.span.high]
    middles = [inner[0] - bands.step / 2, *(line + bands.step / 2 for line in inner)] if inner else [surface.middle]
    colours = [bands.colour(middle) for middle in middles]
    filled = panel.axes.contourf(across, up, values, levels=[-FAR, *inner, FAR], colors=colours)
    filled.set_clip_path(cut)
    unknown = surface.grid((surface.estimate.reach > bands.step).astype(float))
    if unknown[surface.grid(surface.inside)].any():
        hatched = panel.axes.contourf(across, up, unknown, levels=[0.5, 2], colors="none", hatches=["////"])
        hatched.set(edgecolor=theme.paper, linewidth=0.0)
        hatched.set_clip_path(cut)
    outline = Path(place(panel, surface.outline))
    if inner:
        lines = panel.axes.contour(across, up, values, levels=inner, colors=[ink_on(bands.colour(line)) for line in inner], linewidths=RULE)
        lines.set_clip_path(cut)
        inside = [[part[outline.contains_points(part)] for part in parts] for parts in lines.allsegs]
        name_lines(panel, dict(zip(inner, inside, strict=True)), bands, form, list(taken))
    else:
        x, y = panel.place(*place(panel, surface.outline).mean(axis=0))
        name(panel, (x, y), f"about {form(surface.middle)}", bands.colour(surface.middle))
    panel.axes.add_patch(cut)


def place(panel: Panel, places: Array) -> Array:
    """Places from 0 to 1 on the scales of a panel."""
    low, high = np.array([panel.across.low, panel.up.low]), np.array([panel.across.high, panel.up.high])
    return np.asarray(low + places * (high - low))


def ink_on(colour: str) -> str:
    """Dark or light, whichever is read on a colour."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return DARK if 0.299 * red + 0.587 * green + 0.114 * blue > MIDDLE else LIGHT


def halo(colour: str) -> list[withStroke]:
    """Letters set off from what lies behind them."""
    return [withStroke(linewidth=2.2, foreground=colour)]


def name_lines(panel: Panel, segments: dict[float, list[Array]], bands: Bands, form: Form, taken: list[tuple[float, float]]) -> None:
    """Name each line where it is farthest from other names and from the edge; a line with no room goes without."""
    for value, parts in segments.items():
        points = np.array([panel.place(x, y) for part in parts for x, y in part])
        text = form(value)
        spot = freest(points, panel, taken, width(text, TICK) / 2) if len(points) else None
        if spot is not None:
            taken.append(spot)
            name(panel, spot, text, bands.colour(value))


def name(panel: Panel, spot: tuple[float, float], text: str, colour: str) -> None:
    """A word on the surface, on a plate in the colour that lies there, so that no line or point runs through it."""
    plate = {"facecolor": colour, "edgecolor": "none", "pad": 1.2}
    panel.picture.write(*spot, text, TICK, ink_on(colour), ha="center", va="center_baseline", bbox=plate, zorder=6)


def freest(points: Array, panel: Panel, taken: Sequence[tuple[float, float]], half: float) -> tuple[float, float] | None:
    """The point of a line with the most room around it, in inches."""
    box = panel.box
    margins = np.minimum.reduce([points[:, 0] - box.left - half, box.right - points[:, 0] - half, points[:, 1] - box.bottom, box.top - points[:, 1]])
    room = margins - EDGE / 2
    if taken:
        others = np.hypot(*(points[:, None, axis] - np.array(taken)[None, :, axis] for axis in (0, 1))).min(axis=1)
        room = np.where(others < BETWEEN + half, -1.0, np.minimum(room, others - BETWEEN))
    best = int(np.argmax(np.round(room, 3)))
    return (float(points[best, 0]), float(points[best, 1])) if room[best] > 0 else None
