"""Where Beijing presses and what comes through: pressure as an area, the flow as a line, a row per channel, a column per variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.plots.drawing import comparing, dates, findings, grid, observed
from sim.plots.drawing.data import series
from sim.plots.drawing.findings import number
from sim.plots.drawing.given import given
from sim.plots.drawing.labels import inside, left_out, place_of, quoted, shown_variants, title_of
from sim.plots.drawing.panels import Panel, Span
from sim.plots.drawing.picture import Picture, Story
from sim.plots.drawing.style import TICK, TITLE, theme_named
from sim.world.axes import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.results.result import Result
    from sim.results.values import VariantInfo

ROW = 0.62
"""Height of a panel in inches."""

WIDEST = ((0.05, 0.95, 0.22),)
"""Of the fan only the widest band, since the area lies below it."""


def figure(result: Result, theme: str = "light") -> Picture:
    """Pressure and flow by channel; all panels share one vertical scale."""
    names = findings.needed(result, [f"{what}.{channel}" for what in ("pressure", "flow") for channel in CHANNELS])
    variants = shown_variants(result, grid.MOST)
    data = series(result, names, [variant.name for variant in variants])
    story = Story("coercion_and_flows", headline(result), _drawn(result), result.foot, grid.event_notes(result, variants), data)
    picture = Picture(story, grid.height(len(CHANNELS), variants, ROW), theme_named(theme))
    cells = grid.boxes(picture, len(CHANNELS), variants)
    if len(variants) > 1:
        grid.heads(picture, result, cells[0], variants, plain=True)
    up = _scale(result, variants)
    for row, (channel, line) in enumerate(zip(CHANNELS, cells, strict=True)):
        panels = grid.row_of(picture, result, line, up)
        panels[0].title(title_of(channel), TITLE, above=0.16, bold=True)
        for panel, variant in zip(panels, variants, strict=True):
            _one(panel, result, variant, channel)
            grid.event_marks(panel, result, variant.name, letters=row == 0 or len(variants) == 1)
            if row == len(CHANNELS) - 1 or len(variants) == 1:
                dates.years(panel)
    return picture


def headline(result: Result) -> str:
    """The flow that differs most between the variants at the end; with one variant, the flow that moves most.

    Where it answers a pressure that the story sets, that is said.
    """
    flows = findings.present(result, [f"flow.{channel}" for channel in CHANNELS])
    found = findings.leading(result, flows)
    if not found:
        return findings.course(result, flows, dates.end_label(result), "The flow of {}")
    move = found[0]
    if not move.weighty:
        return comparing.comparison(result, flows, "trade and travel", "the flow of {}")
    first, same = findings.baseline(result), comparing.alike(result, move)
    start, *levels = (float(result.fan(who.name, move.quantity).quantiles[0.50][move.month]) for who in (first, *(one.variant for one in same)))
    told = given(result, first.name, *(one.variant.name for one in same))
    under = "As the story presses, " if f"pressure.{move.quantity.removeprefix('flow.')}" in told else ""
    said = f"{under}{comparing.who(result, same)} {comparing.verb(result, same, 'bring')} the flow of {inside(title_of(move.quantity))}"
    date = dates.label(result, move.month) + ("" if move.month == result.months else ", when the two differ most")
    return f"{said} to {comparing.amount(levels, number)} of its 2016 level in {date}, against {number(start)} in {quoted(first.title)}"


def _scale(result: Result, variants: Sequence[VariantInfo]) -> Span:
    flows = findings.present(result, [f"flow.{channel}" for channel in CHANNELS])
    tops = [result.fan(variant.name, name).quantiles[0.95] for variant in variants for name in flows]
    return Span(0, 1.05).holding(*(np.minimum(top, 2) for top in tops))


def _one(panel: Panel, result: Result, variant: VariantInfo, channel: str) -> None:
    theme, times = panel.picture.theme, dates.months(result)
    pressure, flow = result.fan(variant.name, f"pressure.{channel}"), result.fan(variant.name, f"flow.{channel}")
    panel.band(times, np.zeros_like(times), np.nan_to_num(pressure.mean), theme.tint(theme.lower, 0.38))
    panel.fan(times, flow, theme.higher, WIDEST)
    panel.line(times, flow.quantiles[0.50], theme.higher)
    if place_of(result, variant):
        start = result.fan(findings.baseline(result).name, f"flow.{channel}")
        panel.line(times, start.quantiles[0.50], theme.ink, 0.9, linestyle=grid.DOTTED)
    observed.draw(panel, observed.observations(result, f"flow.{channel}"))
    last = float(flow.quantiles[0.50][-1])
    grid.ends(panel, [(last, number(last), theme.ink)])
    if place_of(result, variant) == 0 and channel == _emptiest(result, variant):
        _names(panel, float(np.nanmean(pressure.mean)), float(np.nanmean(flow.mean)))


def _emptiest(result: Result, variant: VariantInfo) -> str:
    """The channel with most room between pressure and flow, where both can be named."""
    gaps = {c: np.nanmean(result.fan(variant.name, f"flow.{c}").mean - result.fan(variant.name, f"pressure.{c}").mean) for c in CHANNELS}
    return max(gaps, key=lambda channel: float(np.nan_to_num(gaps[channel], nan=-1.0)))


def _names(panel: Panel, pressure: float, flow: float) -> None:
    """Name the line and the area, once."""
    x, below = panel.place((panel.across.low + panel.across.high) / 2, flow)
    panel.picture.write(x, below - 0.15, "flow", TICK, panel.picture.theme.grey, ha="center")
    _, above = panel.place(panel.across.low, pressure)
    panel.picture.write(x, above + 0.05, "pressure", TICK, panel.picture.theme.grey, ha="center")


def _drawn(result: Result) -> str:
    seen = " Black: means that were observed." if any(observed.observations(result, f"flow.{channel}") for channel in CHANNELS) else ""
    dotted = ", dotted: the baseline's" if len(result.variants) > 1 else ""
    return (
        f"Blue line and number: flow (1 = January 2016), median{dotted}; blue band: {findings.bands(result, '90 %')}. "
        f"Orange area: Beijing's pressure on the channel, mean, 0 none to 1 full.{seen}{left_out(result, grid.MOST)}"
    )
