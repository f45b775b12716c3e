"""SHOWS THE ANSWERS: one figure per file, each a function `figure(result, theme=...)` that returns a matplotlib figure.

`drawing/` holds what they share. matplotlib is imported when something is drawn, not before.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import UsageError, unknown_name
from sim.world.theatres import speaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.experiments.sensitivity import Sensitivity
    from sim.plots.drawing.picture import Picture
    from sim.plots.sweeps.chosen import Chosen
    from sim.results.result import Result
    from sim.results.sweep import SweepResult

    Words = Callable[[str], str]

FIGURES = {
    "cohesion_fan": "sim.plots.cohesion_fan",
    "difference_to_baseline": "sim.plots.difference_to_baseline",
    "outcome_strip": "sim.plots.outcome_strip",
    "bands": "sim.plots.bands",
    "coercion_and_flows": "sim.plots.coercion_and_flows",
    "seams": "sim.plots.seams",
    "hedging_portfolio": "sim.plots.hedging_portfolio",
    "leverage_cohesion": "sim.plots.leverage_cohesion",
    "capitals_network": "sim.plots.capitals_network",
}
"""The standard set of a run, in the order in which it is read."""

OF_A_SWEEP = {
    "wedge_map": "sim.plots.wedge_map",
    "response_curves": "sim.plots.response_curves",
    "parallel_coordinates": "sim.plots.parallel_coordinates",
    "ridgelines": "sim.plots.ridgelines",
    "bands": "sim.plots.sweeps.bands",
}
"""The standard set of a sweep: `figure(sweep, theme=..., chosen=...)`; `chosen` names the outcomes, variants and levers to be drawn."""

OF_A_SUITE = {"past": "sim.plots.past"}
"""Figures that draw what a suite of the past gives, and no result: `figure(suite, courses, theme=...)`."""

OF_A_SENSITIVITY = {
    "tornado": "sim.plots.tornado",
    "index_over_time": "sim.plots.index_over_time",
    "interactions": "sim.plots.interactions",
}
"""Figures of what an answer depends on: `figure(found, theme=...)`."""


class NothingToDraw(UsageError):
    """The result does not hold what the figure shows."""


def figures_of(result: Result | SweepResult) -> dict[str, str]:
    """The standard set of a result: of a sweep, or of a run."""
    return OF_A_SWEEP if result.manifest.get("kind") == "sweep" else FIGURES


def picture(result: Result | SweepResult, kind: str, theme: str = "light", chosen: Chosen | None = None) -> Picture:
    """One figure of a result; raises `NothingToDraw` where the result does not hold what it shows."""
    if kind in OF_A_SENSITIVITY:
        from sim.experiments.sensitivity import Sensitivity

        return picture_of_sensitivity(Sensitivity.load(result.folder or ""), kind, theme, speaker(result.scenario))
    if kind not in figures_of(result):
        raise elsewhere(result, kind)
    figure = import_module(figures_of(result)[kind]).figure
    drawn: Picture = figure(result, theme=theme) if figures_of(result) is FIGURES else of_points(figure, result, theme, chosen)
    if words := speaker(result.scenario):
        drawn.reword(words)
    return drawn


def of_points(figure: Callable[..., Picture], sweep: Any, theme: str, chosen: Chosen | None) -> Picture:
    """A figure of a sweep, or of the part of it that was chosen."""
    from sim.plots.sweeps.chosen import Chosen, in_part

    asked = chosen or Chosen()
    return figure(in_part(sweep, asked), theme=theme, chosen=asked)


def elsewhere(result: Result | SweepResult, kind: str) -> UsageError:
    """The error for a figure that this result has not: it is that of another kind of result, or there is none of that name."""
    known = figures_of(result)
    for figures, what, remedy in (
        (FIGURES, "a run", f"play the story: sim run {result.name}"),
        (OF_A_SWEEP, "a sweep", f"sweep the story: sim sweep {result.name}"),
    ):
        if kind in figures:
            return UsageError(f"`{kind}` draws {what}, and this is {'a sweep' if known is OF_A_SWEEP else 'a run'}", where="--kind", remedy=remedy)
    return unknown_name("a figure", kind, known)


def draw(
    result: Result | SweepResult, kind: str, format: str = "png", theme: str = "light", folder: Path | None = None, *, chosen: Chosen | None = None,
) -> Path:
    """Draw one figure into a folder (by default `figures/` of the result), with its numbers as CSV beside it. Its name says what was chosen."""
    from sim.plots.drawing.files import save

    if folder is None and result.folder is None:
        raise UsageError("this result lies in no folder", remedy="say where the figures should go")
    return save(picture(result, kind, theme, chosen), Path(folder or f"{result.folder}/figures"), format, chosen.mark if chosen else "")


def draw_all(result: Result | SweepResult, folder: Path | None = None, format: str = "png", theme: str = "light") -> list[Path]:
    """Draw the standard set; a figure for which the result holds nothing is left out."""
    paths = []
    for kind in figures_of(result):
        try:
            paths.append(draw(result, kind, format, theme, folder))
        except NothingToDraw:
            continue
    return paths


def draw_sensitivity(found: Sensitivity, folder: Path, format: str = "png", theme: str = "light", words: Words | None = None) -> list[Path]:
    """Draw what an answer depends on into a folder, in the words of its theatre; a figure for which nothing was found is left out."""
    from sim.plots.drawing.files import save

    paths = []
    for kind in OF_A_SENSITIVITY:
        try:
            paths.append(save(picture_of_sensitivity(found, kind, theme, words), folder, format))
        except NothingToDraw:
            continue
    return paths


def picture_of_sensitivity(found: Sensitivity, kind: str, theme: str = "light", words: Words | None = None) -> Picture:
    """One figure of what an answer depends on; raises `NothingToDraw` where there is nothing to show."""
    if kind not in OF_A_SENSITIVITY:
        raise unknown_name("a figure of what an answer depends on", kind, OF_A_SENSITIVITY)
    drawn: Picture = import_module(OF_A_SENSITIVITY[kind]).figure(found, theme=theme)
    if words:
        drawn.reword(words)
    return drawn
