"""SHOWS THE ANSWERS: one figure per file, each a function `figure(result, theme=...)` that returns a matplotlib figure.

`drawing/` holds what they share. matplotlib is imported when something is drawn, not before.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import UsageError, unknown_name
from sim.world.theatres import speaker

if TYPE_CHECKING:
    from sim.plots.drawing.picture import Picture
    from sim.results.result import Result

FIGURES = {
    "cohesion_fan": "sim.plots.cohesion_fan",
    "difference_to_baseline": "sim.plots.difference_to_baseline",
    "outcome_strip": "sim.plots.outcome_strip",
    "coercion_and_flows": "sim.plots.coercion_and_flows",
    "seams": "sim.plots.seams",
    "hedging_portfolio": "sim.plots.hedging_portfolio",
    "leverage_cohesion": "sim.plots.leverage_cohesion",
    "capitals_network": "sim.plots.capitals_network",
}
"""The standard set of a run, in the order in which it is read."""

OF_A_SUITE = {"past": "sim.plots.past"}
"""Figures that draw what a suite of the past gives, and no result: `figure(suite, courses, theme=...)`."""


class NothingToDraw(UsageError):
    """The result does not hold what the figure shows."""


def picture(result: Result, kind: str, theme: str = "light") -> Picture:
    """One figure of a result; raises `NothingToDraw` where the result does not hold what it shows."""
    if kind not in FIGURES:
        raise unknown_name("a figure", kind, FIGURES)
    drawn: Picture = import_module(FIGURES[kind]).figure(result, theme=theme)
    if words := speaker(result.scenario):
        drawn.reword(words)
    return drawn


def draw(result: Result, kind: str, format: str = "png", theme: str = "light", folder: Path | None = None) -> Path:
    """Draw one figure into a folder (by default `figures/` of the result), with its numbers as CSV beside it."""
    from sim.plots.drawing.files import save

    if folder is None and result.folder is None:
        raise UsageError("this result lies in no folder", remedy="say where the figures should go")
    return save(picture(result, kind, theme), Path(folder or f"{result.folder}/figures"), format)


def draw_all(result: Result, folder: Path | None = None, format: str = "png", theme: str = "light") -> list[Path]:
    """Draw the standard set; a figure for which the result holds nothing is left out."""
    paths = []
    for kind in FIGURES:
        try:
            paths.append(draw(result, kind, format, theme, folder))
        except NothingToDraw:
            continue
    return paths
