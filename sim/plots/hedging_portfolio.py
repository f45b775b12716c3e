"""Seoul's hedging portfolio over time: Kuik's five instruments, returns-maximising in warm and risk-contingency in cool colours.

Source: Kuik (2008), The essence of hedging, Contemporary Southeast Asia 30(2).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sim.plots.drawing import dates, findings, wrapped
from sim.plots.drawing.data import series
from sim.plots.drawing.findings import number
from sim.plots.drawing.labels import beside, inside, left_out, place_of, quoted, shown_variants, title_of
from sim.plots.drawing.panels import Panel, Span, places_for, step_in
from sim.plots.drawing.picture import Picture, Story
from sim.plots.drawing.style import BLUE, ORANGE, PURPLE, SKY, TICK, VERMILION, theme_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.results.result import Result
    from sim.results.values import VariantInfo

COLOURS = {
    "hedging.economic_pragmatism": ORANGE,
    "hedging.binding_engagement": VERMILION,
    "hedging.limited_bandwagoning": PURPLE,
    "hedging.dominance_denial": SKY,
    "hedging.indirect_balancing": BLUE,
}
"""The five instruments, from courting returns to guarding against risk."""

MOST, TALL, GUTTER = 6, 1.45, 1.62
"""The most variants; inches: height of a panel, room for the labels right of it."""

LEAST = (0.3, 0.7)
"""The least span of the vertical scale."""

READING = (
    "Warm colours seek returns from Beijing: economic pragmatism, binding engagement, limited bandwagoning.",
    "Cool colours guard against risk: dominance denial, indirect balancing.",
)


def figure(result: Result, theme: str = "light") -> Picture:
    """One panel per variant: the mean level of each instrument and the middle 60 % of worlds."""
    variants = shown_variants(result, MOST)
    names = findings.needed(result, COLOURS)
    columns = min(2, len(variants))
    data = series(result, names, [variant.name for variant in variants])
    notes = READING if len(variants) % columns == 0 else ()
    story = Story("hedging_portfolio", headline(result, names), _drawn(result), result.foot, notes, data)
    picture = Picture(story, wrapped.height(len(variants), columns, TALL), theme_named(theme))
    cells, room = wrapped.boxes(picture, len(variants), columns, GUTTER)
    colours = [picture.theme.variant(place_of(result, variant)) for variant in variants]
    wrapped.titles(picture, cells, [variant.title for variant in variants], colours, GUTTER)
    up = scale(result, names, [variant.name for variant in variants])
    for box, variant in zip(cells, variants, strict=True):
        _one(Panel(picture, box, dates.span(result), up), result, variant, names)
    wrapped.note(picture, room, READING)
    return picture


def scale(result: Result, names: Sequence[str], variants: Sequence[str]) -> Span:
    """One span for all panels: the bands and means, in whole tenths."""
    fans = [result.fan(variant, name) for variant in variants for name in names]
    return Span(*LEAST).holding(*(line for fan in fans for line in (fan.quantiles[0.20], fan.quantiles[0.80], fan.mean))).rounded(0.1)


def headline(result: Result, names: list[str]) -> str:
    """The instrument that differs most between variants, or that moves most."""
    found = findings.moves(result, names)
    if not found:
        return findings.course(result, names, dates.end_label(result), "Seoul's {}")
    move = found[0]
    if not move.beyond_noise or abs(move.mean) < findings.WEIGHTY:
        return findings.comparison(result, names, "Seoul's portfolio")
    verb = "more" if move.mean > 0 else "less"
    return f"Under {quoted(move.variant.title)} Seoul turns to {verb} {inside(title_of(move.quantity))}: {findings.signed(move.mean)} ({move.range})"


def _one(panel: Panel, result: Result, variant: VariantInfo, names: list[str]) -> None:
    times = dates.months(result)
    step = step_in(panel.box, panel.up)
    panel.rules(panel.up.ticks(step), partial(number, places=places_for(step)))
    ends = []
    for name in names:
        fan = result.fan(variant.name, name)
        panel.band(times, fan.quantiles[0.20], fan.quantiles[0.80], COLOURS[name], alpha=0.1)
        panel.line(times, fan.mean, COLOURS[name])
        ends.append((float(fan.mean[-1]), f"{title_of(name)} {number(float(fan.mean[-1]))}", COLOURS[name]))
    beside(panel, ends, size=TICK)
    dates.years(panel)


def _drawn(result: Result) -> str:
    bands = findings.bands(result, "the middle 60 %")
    return f"Level of each of Kuik's five instruments, 0-1. Lines: mean; bands: {bands}.{left_out(result, MOST)}"
