"""A sweep as points: an outcome against one of its levers, a colour for each variant."""

from __future__ import annotations

import plotly.graph_objects as go

from sim.dashboard.charts.panels import FONT, SMALL, TALL, THEME
from sim.results.sweep import SweepResult

HEIGHT = 2 * TALL


def swept(sweep: SweepResult, outcome: str, lever: str) -> go.Figure:
    """The mean of an outcome at every point that has been played."""
    told = next(info for info in sweep.outcomes if info.name == outcome)
    moved = next(info for info in sweep.levers if info.name == lever)
    figure = go.Figure()
    for place, variant in enumerate(sweep.variants):
        figure.add_scatter(
            x=sweep.values[lever][sweep.done].tolist(), y=sweep.mean(variant.name, outcome)[sweep.done].tolist(), mode="markers",
            name=f"{variant.name}: {variant.title}", marker={"color": THEME.variant(place), "size": 7, "opacity": 0.7},
        )
    chance = told.kind == "chance"
    figure.update_layout(
        height=HEIGHT, margin={"l": 64, "r": 20, "t": 64, "b": 52}, paper_bgcolor=THEME.paper, plot_bgcolor=THEME.paper, showlegend=True,
        font={"family": FONT, "size": SMALL, "color": THEME.ink}, legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"},
        xaxis={"title": moved.label, "linecolor": THEME.rule, "showgrid": False, "zeroline": False}, dragmode=False,
        yaxis={"title": told.label, "gridcolor": THEME.rule, "zeroline": False, **({"tickformat": ".0%", "rangemode": "tozero"} if chance else {})},
    )
    return figure
