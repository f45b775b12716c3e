"""Seoul's hedging portfolio over time: Kuik's five instruments, returns-maximising in warm and risk-contingency in cool colours.

Source: Kuik (2008), The essence of hedging, Contemporary Southeast Asia 30(2).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.drawing import comparing, dates, findings, wrapped
from sim.plots.drawing.data import series
from sim.plots.drawing.findings import number
from sim.plots.drawing.given import AS_SET
from sim.plots.drawing.labels import beside, inside, left_out, listed, quoted, shown_variants, title_of
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

SAME = 1e-6
"""Levels that differ by less are one level."""

LEAST = (0.3, 0.7)
"""The least span of the vertical scale."""

READING = (
    "Warm colours seek returns from Beijing: economic pragmatism, binding engagement, limited bandwagoning.",
    "Cool colours guard against risk: dominance denial, indirect balancing.",
)


def figure(result: Result, theme: str = "light") -> Picture:
    """One panel per variant: the median level of each instrument and the middle 60 % of worlds."""
    variants = shown_variants(result, MOST)
    names = findings.needed(result, COLOURS)
    columns = min(2, len(variants))
    data = series(result, names, [variant.name for variant in variants])
    notes = READING if len(variants) % columns == 0 else ()
    story = Story("hedging_portfolio", headline(result, names), _drawn(result), result.foot, notes, data)
    picture = Picture(story, wrapped.height(len(variants), columns, TALL), theme_named(theme))
    cells, room = wrapped.boxes(picture, len(variants), columns, GUTTER)
    wrapped.titles(picture, cells, [variant.title for variant in variants], GUTTER)
    up = scale(result, names, [variant.name for variant in variants])
    for box, variant in zip(cells, variants, strict=True):
        _one(Panel(picture, box, dates.span(result), up), result, variant, names)
    wrapped.note(picture, room, READING)
    return picture


def scale(result: Result, names: Sequence[str], variants: Sequence[str]) -> Span:
    """One span for all panels: the bands and medians, in whole tenths."""
    fans = [result.fan(variant, name) for variant in variants for name in names]
    return Span(*LEAST).holding(*(line for fan in fans for line in (fan.quantiles[0.20], fan.quantiles[0.80], fan.quantiles[0.50]))).rounded(0.1)


def headline(result: Result, names: list[str]) -> str:
    """The instrument that differs most between variants, or that moves most where the story leaves it free."""
    found = findings.leading(result, names)
    if not found:
        return _course(result, names)
    move = found[0]
    if not move.weighty:
        return comparing.comparison(result, names, "Seoul's portfolio")
    what = f"{AS_SET if move.given else ''}Seoul's {inside(title_of(move.quantity))}"
    same, first = comparing.alike(result, move), findings.baseline(result)
    if all(held(result, one.variant.name, move.quantity) for one in same):
        start, *levels = (_level(result, who.name, move.quantity) for who in (first, *(one.variant for one in same)))
        said = f"{what} is held at {comparing.amount(levels, number)} under {comparing.who(result, same)}"
        return f"{said}, against {number(start)} under {quoted(first.title)}"
    size = comparing.amount([abs(one.mean) for one in same], number)
    said = f"{what} is on average {size} {_side(move.mean)} under {comparing.who(result, same)}"
    said += f"{comparing.when(result, move)} ({comparing.reach(same)})"
    if move.month == result.months:
        return said
    last = float(result.difference(move.variant.name, move.quantity).mean[-1])
    return f"{said}, {number(abs(last))} {_side(last)} in {dates.end_label(result)}"


def _side(change: float) -> str:
    return "higher" if change > 0 else "lower"


def held(result: Result, variant: str, name: str) -> bool:
    """Whether the story fixes an instrument: one level in all months played, the same in 90 % of worlds."""
    fan = result.fan(variant, name)
    edges = np.concatenate([fan.quantiles[level][1:] for level in (0.05, 0.95)])
    return bool(np.ptp(edges) < SAME)


def _level(result: Result, variant: str, name: str) -> float:
    return float(result.fan(variant, name).quantiles[0.50][-1])


def _course(result: Result, names: list[str]) -> str:
    """What moves most in one variant alone, of what is left free."""
    variant = findings.baseline(result).name
    free = [name for name in names if not held(result, variant, name)]
    if free:
        return findings.course(result, free, dates.end_label(result), "Seoul's {}")
    levels = [f"{inside(title_of(name))} at {number(_level(result, variant, name))}" for name in names]
    return f"Seoul's instruments are held: {listed(levels)}"


def _one(panel: Panel, result: Result, variant: VariantInfo, names: list[str]) -> None:
    times = dates.months(result)
    step = step_in(panel.box, panel.up)
    panel.rules(panel.up.ticks(step), partial(number, places=places_for(step)))
    ends = []
    for name in names:
        fan = result.fan(variant.name, name)
        panel.band(times, fan.quantiles[0.20], fan.quantiles[0.80], COLOURS[name], alpha=0.1)
        panel.line(times, fan.quantiles[0.50], COLOURS[name])
        last = float(fan.quantiles[0.50][-1])
        ends.append((last, f"{title_of(name)} {number(last)}", COLOURS[name]))
    beside(panel, ends, size=TICK)
    dates.years(panel)


def _drawn(result: Result) -> str:
    bands = findings.bands(result, "the middle 60 %")
    return f"Level of each of Kuik's five instruments, 0-1. Lines and numbers: median; bands: {bands}.{left_out(result, MOST)}"
