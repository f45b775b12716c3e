"""A sweep as points: an outcome against one of its levers, a colour for each variant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go

from sim.dashboard.charts.panels import FONT, SMALL, TALL, THEME
from sim.results.sweep import SweepResult
from sim.results.sweep_spans import of_share, spans
from sim.results.sweep_values import OutcomeInfo

HEIGHT = 2 * TALL


def swept(sweep: SweepResult, outcome: str, lever: str, shown: Sequence[str] = ()) -> go.Figure:
    """The mean of an outcome at every point that has been played, with the 95 % interval of its worlds; `shown` names variants."""
    told = next(info for info in sweep.outcomes if info.name == outcome)
    moved = next(info for info in sweep.levers if info.name == lever)
    figure = go.Figure()
    for place, variant in enumerate(sweep.variants):
        if shown and variant.name not in shown:
            continue
        means = sweep.mean(variant.name, outcome)
        errors = of_share(means, sweep.worlds) if told.kind == "chance" else sweep.error(variant.name, outcome)
        means, halves = means[sweep.done], sure(sweep, told) * errors[sweep.done]
        up, down = (np.minimum(halves, 1 - means), np.minimum(halves, means)) if told.kind == "chance" else (halves, halves)
        figure.add_scatter(
            x=sweep.values[lever][sweep.done].tolist(), y=means.tolist(), mode="markers",
            name=f"{variant.name}: {variant.title}", marker={"color": THEME.variant(place), "size": 7, "opacity": 0.7},
            error_y={"array": up.tolist(), "arrayminus": down.tolist(), "symmetric": False, "thickness": 1, "width": 0},
        )
    chance = told.kind == "chance"
    figure.update_layout(
        height=HEIGHT, margin={"l": 64, "r": 20, "t": 64, "b": 52}, paper_bgcolor=THEME.paper, plot_bgcolor=THEME.paper, showlegend=True,
        font={"family": FONT, "size": SMALL, "color": THEME.ink}, legend={"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"},
        xaxis={"title": moved.whose, "linecolor": THEME.rule, "showgrid": False, "zeroline": False}, dragmode=False,
        yaxis={"title": told.label, "gridcolor": THEME.rule, "zeroline": False, **({"tickformat": ".0%", "rangemode": "tozero"} if chance else {})},
    )
    return figure


def sure(sweep: SweepResult, told: OutcomeInfo) -> float:
    """So many standard errors to each side hold 95 %, as in the table of a sweep."""
    one = next((span for span in spans(sweep) if span.outcome == told), None)
    return replace(one, error=1.0).half if one is not None else 0.0
