"""What each variant changes: paired differences to the baseline in the same worlds, with the sampling error drawn apart from the spread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.plots import NothingToDraw
from sim.plots.drawing import comparing, dates, findings, grid
from sim.plots.drawing.data import series
from sim.plots.drawing.findings import SURE, sampling, signed
from sim.plots.drawing.labels import inside, left_out, place_of, quoted, shown_variants, title_of
from sim.plots.drawing.panels import Panel, Span, places_for, step_in
from sim.plots.drawing.picture import Picture, Story
from sim.plots.drawing.style import THIN, TITLE, theme_named
from sim.world.calendar import MONTHS

if TYPE_CHECKING:
    from sim.plots.drawing.findings import Move
    from sim.results.result import Result
    from sim.results.values import VariantInfo

QUANTITIES = ("seams.core", "engagement", "cohesion.us_rok", "cohesion.trilateral")
"""The rows: what a wedge is after, and what it costs."""

LEAST = 0.06
"""The least span of a scale of differences of an index."""


def figure(result: Result, theme: str = "light", quantities: Sequence[str] = QUANTITIES) -> Picture:
    """Fans of paired differences; raises `NothingToDraw` where there is nothing to compare with."""
    variants = [variant for variant in shown_variants(result, grid.MOST + 1) if not variant.is_baseline]
    names = findings.present(result, quantities)
    if not variants or not names:
        raise NothingToDraw("one variant alone has no difference to a baseline")
    data = series(result, names, [variant.name for variant in variants], differences=True)
    story = Story("difference_to_baseline", headline(result, names), _drawn(result), result.foot, grid.event_notes(result, variants), data)
    picture = Picture(story, grid.height(len(names), variants), theme_named(theme))
    _draw(picture, result, names, variants)
    return picture


def headline(result: Result, names: Sequence[str]) -> str:
    """What the variants that move the first quantity most do to it, and to the quantity that they move most beside."""
    first = findings.leading(result, names[:1])[:1]
    if not first or not first[0].weighty or first[0].given:
        return comparing.comparison(result, names, "what the variants are after")
    move = first[0]
    same, against = comparing.alike(result, move), comparing.opposed(result, move)
    said = f"{comparing.who(result, same)} {comparing.verb(result, same, 'move')} {inside(title_of(move.quantity, result))}"
    said += f" by {comparing.amount([one.mean for one in same])}{comparing.when(result, move)} ({comparing.reach(same)})"
    if against:
        return f"{said}, {quoted(against[0].variant.title)} by {signed(against[0].mean)}"
    return said + _beside(result, names[1:], same)


def _beside(result: Result, names: Sequence[str], same: Sequence[Move]) -> str:
    """What the same variants do in the same month to the quantity that the first of them moves most."""
    free = [move for move in findings.moves(result, names, same[0].month) if not move.given]
    found = [move for move in free if move.variant == same[0].variant and move.beyond_noise]
    if not found:
        return ""
    effects = [float(result.difference(move.variant.name, found[0].quantity).mean[move.month]) for move in same]
    return f" and {inside(title_of(found[0].quantity, result))} by {comparing.amount(effects)}"


def _draw(picture: Picture, result: Result, names: Sequence[str], variants: Sequence[VariantInfo]) -> None:
    cells = grid.boxes(picture, len(names), variants)
    if len(variants) > 1:
        grid.heads(picture, result, cells[0], variants)
    for row, (name, line) in enumerate(zip(names, cells, strict=True)):
        up = scale(result, name, variants)
        step = step_in(line[0], up)
        for place, (box, variant) in enumerate(zip(line, variants, strict=True)):
            panel = Panel(picture, box, dates.span(result), up)
            panel.rules(up.ticks(step), partial(signed, places=places_for(step)) if place == 0 else None, strong=0.0)
            _one(panel, result, variant, name)
            grid.event_marks(panel, result, variant.name, letters=row == 0 or len(variants) == 1)
            if place == 0:
                panel.title(title_of(name, result), TITLE, above=0.16, bold=True)
            if row == len(names) - 1 or len(variants) == 1:
                dates.years(panel)


def _one(panel: Panel, result: Result, variant: VariantInfo, name: str) -> None:
    theme, times = panel.picture.theme, dates.months(result)
    fan = result.difference(variant.name, name)
    colour = theme.variant(place_of(result, variant))
    panel.fan(times, fan, colour)
    panel.line(times, fan.mean, colour)
    yearly = np.arange(len(times) - 1, 0, -MONTHS)
    reach = SURE * np.nan_to_num(fan.error[yearly])
    panel.axes.vlines(times[yearly], fan.mean[yearly] - reach, fan.mean[yearly] + reach, color=theme.ink, linewidth=THIN * 1.6, zorder=3)
    mean, error = float(fan.mean[-1]), float(fan.error[-1])
    noise = [(mean - 1e-9, sampling(error), theme.grey)] if np.isfinite(error) else []
    grid.ends(panel, [(mean, signed(mean, 3), theme.ink), *noise])


def scale(result: Result, name: str, variants: Sequence[VariantInfo]) -> Span:
    """The span of all differences of a quantity, with zero inside."""
    fans = [result.difference(variant.name, name) for variant in variants]
    span = Span(-LEAST / 2, LEAST / 2).holding(*(fan.quantiles[level] for fan in fans for level in (0.05, 0.95)), *(fan.mean for fan in fans))
    margin = (span.high - span.low) * 0.05
    return Span(span.low - margin, span.high + margin)


def _drawn(result: Result) -> str:
    others = findings.others(result)
    who = f" of {quoted(others[0].title)}" if len(others) == 1 else ""
    return (
        f"Difference{who} to {quoted(findings.baseline(result).title)} in the same worlds. Line: mean; "
        f"bands: {findings.bands(result, '30, 60 and 90 %')}; "
        f"\N{PLUS-MINUS SIGN} and short strokes: 95 % sampling error of the mean, another thing than the spread. Each row has its own scale."
        f"{left_out(result, grid.MOST + 1)}"
    )



