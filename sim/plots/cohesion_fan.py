"""How the alliances hold: a row per alliance, a column per variant, fans over the worlds, the baseline's median dotted in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.plots.drawing import comparing, dates, findings, grid
from sim.plots.drawing.data import series
from sim.plots.drawing.labels import left_out, shown_variants
from sim.plots.drawing.picture import Picture, Story
from sim.plots.drawing.style import theme_named

if TYPE_CHECKING:
    from sim.results.result import Result

ALLIANCES = ("cohesion.us_rok", "cohesion.us_japan", "cohesion.rok_japan", "cohesion.trilateral")
"""The rows, from above."""


def figure(result: Result, theme: str = "light") -> Picture:
    """Fans of the cohesion of the four alliances; all rows span the same height, so that they can be compared."""
    names = findings.needed(result, ALLIANCES)
    variants = shown_variants(result, grid.MOST)
    headline = comparing.comparison(result, names, "alliance cohesion") or findings.course(result, names, dates.end_label(result))
    data = series(result, names, [variant.name for variant in variants])
    story = Story("cohesion_fan", headline, _drawn(result), result.foot, grid.event_notes(result, variants), data)
    picture = Picture(story, grid.height(len(names), variants), theme_named(theme))
    grid.fans(picture, result, names, variants)
    return picture


def _drawn(result: Result) -> str:
    several = len(result.variants) > 1
    bands = f"Index 0-1; line: median, bands: {findings.bands(result, '30, 60 and 90 %')}"
    dotted = ", dotted: the baseline's median. Right: the median at the end and, below it, the mean difference to the baseline" if several else ""
    return f"{bands}{dotted}. Each row has its own scale; all span as much.{left_out(result, grid.MOST)}"
