"""What the charts share: panels side by side, a fan in one of them, labels at the end of lines, marks of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from sim.plots.drawing.labels import spread
from sim.plots.drawing.style import THEMES
from sim.results.values import Fan
from sim.world.rows import Array

THEME = THEMES["light"]
ACROSS = 2
"""Panels in a row."""

TALL, TOP, FOOT, NAME = 235, 40, 30, 20
"""Height of a row of panels, what lies above and below all of them, and of a line of the legend, in pixels."""

SIZE, SMALL = 13, 12
"""Sizes of type in pixels."""

BANDS = ((0.05, 0.95, 0.12), (0.20, 0.80, 0.12), (0.35, 0.65, 0.16))
"""The bands, widest first: lower quantile, upper quantile, strength. They lie on each other, and so do those of two variants."""

LONG = 25
"""Above so many months the axis names years, else months."""

APART = 0.075
"""Share of a panel's height between the labels of two lines."""

FONT = "Source Sans, DejaVu Sans, sans-serif"


@dataclass(frozen=True)
class Line:
    """A fan in a panel under the name of its variant. A `bare` one is a line without bands, a `dotted` one such a line in dots."""

    name: str
    title: str
    colour: str
    fan: Fan
    bare: bool = False
    dotted: bool = False
    mean: bool = False

    @property
    def middle(self) -> Array:
        """What the line follows: the median, or the mean of a difference."""
        return self.fan.mean if self.mean else self.fan.quantiles[0.50]


def page(titles: Sequence[str], named: int) -> go.Figure:
    """An empty figure with a panel for each title, and room for the names of so many lines above them."""
    top = TOP + NAME * named
    rows = -(-len(titles) // ACROSS)
    figure = make_subplots(rows, min(ACROSS, len(titles)), subplot_titles=list(titles), horizontal_spacing=0.17, vertical_spacing=0.32 / rows)
    figure.update_layout(
        height=top + FOOT + TALL * rows, margin={"l": 40, "r": 84, "t": top, "b": FOOT}, paper_bgcolor=THEME.paper, plot_bgcolor=THEME.paper,
        font={"family": FONT, "size": SMALL, "color": THEME.ink}, hovermode="x", uirevision="same", dragmode=False,
        legend={"x": 0, "y": 1, "yref": "container", "yanchor": "top", "font": {"size": SIZE}, "itemclick": False,
                "itemdoubleclick": False},
    )
    figure.update_annotations(font={"size": SIZE, "color": THEME.ink}, yshift=10)
    figure.update_xaxes(showgrid=False, linecolor=THEME.rule, ticks="outside", tickcolor=THEME.rule, hoverformat="%b %Y")
    figure.update_yaxes(gridcolor=THEME.rule, zeroline=False, nticks=6)
    return figure


def place(number: int) -> tuple[int, int]:
    """Row and column of a panel."""
    return number // ACROSS + 1, number % ACROSS + 1


def fill(figure: go.Figure, number: int, dates: Sequence[str], lines: Sequence[Line], span: tuple[float, float]) -> None:
    """Draw fans into a panel whose scale goes from one level to another, and write their names beside their ends."""
    row, column = place(number)
    for line in lines:
        for low, high, strength in [] if line.bare else BANDS:
            figure.add_trace(band(dates, line, (low, high), strength), row, column)
    for line in lines:
        figure.add_trace(middle(dates, line, number == 0), row, column)
    figure.update_yaxes(range=list(span), row=row, col=column)
    figure.update_xaxes(range=[dates[0], dates[-1]], tickformat="%Y" if len(dates) > LONG else "%b %Y", nticks=7, row=row, col=column)
    gap = APART * (span[1] - span[0])
    heights = spread([float(line.middle[-1]) for line in lines], gap, *span)
    for line, height in zip(lines, heights, strict=True):
        figure.add_annotation(x=dates[-1], y=float(height), text=line.name, showarrow=False, xanchor="left", xshift=4, row=row, col=column,
                              font={"color": line.colour, "size": SMALL})


def band(dates: Sequence[str], line: Line, edges: tuple[float, float], strength: float) -> go.Scatter:
    """The worlds between two quantiles."""
    low, high = (line.fan.quantiles[edge] for edge in edges)
    red, green, blue = (int(line.colour[start : start + 2], 16) for start in (1, 3, 5))
    return go.Scatter(
        x=[*dates, *reversed(dates)], y=[*map(float, high), *map(float, reversed(low))], fill="toself", mode="lines", line={"width": 0},
        fillcolor=f"rgba({red}, {green}, {blue}, {strength})", hoverinfo="skip", showlegend=False, name=line.name,
    )


def middle(dates: Sequence[str], line: Line, named: bool) -> go.Scatter:
    """The line of a fan; it tells level and band under the pointer."""
    edges = np.stack([line.fan.quantiles[level] for level in (0.05, 0.95)], axis=-1)
    known = bool(np.isfinite(edges).all())
    told = "%{y:+.3f}" if line.mean else "%{y:.3f}"
    beside = " (90 %: %{customdata[0]:.3f} to %{customdata[1]:.3f})" if known else ""
    return go.Scatter(
        x=list(dates), y=[float(value) for value in line.middle], mode="lines", name=line.title, showlegend=named, customdata=edges,
        line={"color": line.colour, "width": 2, "dash": "dot" if line.dotted else "solid"},
        hovertemplate=f"{line.name}: {told}{beside}<extra></extra>",
    )


def events(figure: go.Figure, marks: Iterable[tuple[str, str]], panels: int) -> None:
    """An upright line for every event in every panel, with its letter above the panel; `marks` are letters and dates."""
    for letter, date in marks:
        for number in range(panels):
            row, column = place(number)
            axis = str(number + 1) if number else ""
            figure.add_vline(x=date, line={"color": THEME.grey, "width": 1, "dash": "dash"}, row=row, col=column)
            figure.add_annotation(x=date, xref=f"x{axis}", y=1, yref=f"y{axis} domain", text=letter, showarrow=False, yanchor="bottom", yshift=-2,
                                  font={"color": THEME.grey, "size": SMALL})


def spans(lines: Mapping[str, Sequence[Line]], least: float, zero: bool = False) -> dict[str, tuple[float, float]]:
    """A scale for every panel; all of them span as much, so that they can be compared."""
    ends = {}
    for name, fans in lines.items():
        values = np.concatenate([[0.0] if zero else [], *(part for line in fans for part in parts(line))])
        ends[name] = (float(np.nanmin(values)), float(np.nanmax(values)))
    width = max([least, *(high - low for low, high in ends.values())]) * 1.1
    return {name: ((low + high - width) / 2, (low + high + width) / 2) for name, (low, high) in ends.items()}


def parts(line: Line) -> list[Array]:
    """What of a line must lie inside the panel."""
    edges = [] if line.bare else [line.fan.quantiles[level] for level in (0.05, 0.95)]
    return [line.middle, *(edge for edge in edges if np.isfinite(edge).all())]
