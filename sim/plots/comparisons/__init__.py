"""FIGURES OF A COMPARISON: each a function `figure(comparison, quantities, theme)`; drawn beside its tables by `sim compare`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sim.plots import NothingToDraw
from sim.world.theatres import speaker

if TYPE_CHECKING:
    from sim.experiments.compare import Comparison
    from sim.plots.drawing.picture import Picture

OF_A_COMPARISON = {
    "outcome_differences": "sim.plots.comparisons.outcome_differences",
    "series_differences": "sim.plots.comparisons.series_differences",
}
"""The figures, in the order in which they are read."""

QUANTITIES = ("cohesion.us_rok", "cohesion.us_japan", "cohesion.rok_japan", "cohesion.trilateral")
"""What is drawn over the months where nothing else is asked for: a panel per alliance."""


def shown_quantities(comparison: Comparison, asked: Sequence[str] = ()) -> list[str]:
    """The quantities to draw: those asked for, else the alliances that are recorded; raises `UsageError` for a name that is not."""
    comparison.check_quantities(asked)
    return list(dict.fromkeys(asked)) or [name for name in QUANTITIES if name in comparison.quantities]


def picture(comparison: Comparison, kind: str, quantities: Sequence[str], theme: str = "light") -> Picture:
    """One figure of a comparison; raises `NothingToDraw` where it does not hold what the figure shows."""
    drawn: Picture = import_module(OF_A_COMPARISON[kind]).figure(comparison, quantities, theme)
    if words := speaker(comparison.sides[0].result.scenario):
        drawn.reword(words)
    return drawn


def keep(comparison: Comparison, quantities: Sequence[str], place: Path, *, figures: bool = True, form: str = "png", theme: str = "light") -> Path:
    """Write the tables of a comparison and its figures into a new folder below `place`, whole or not at all; returns where it is."""
    from sim.experiments.compare.tables import data, outcomes_text
    from sim.results.store import draft, write_text, writing

    with draft(place.parent, place.name) as new:
        with writing(new.folder):
            write_text(new.folder / "differences.csv", outcomes_text(comparison))
            write_text(new.folder / "comparison.json", json.dumps(data(comparison, quantities), indent=1, ensure_ascii=False) + "\n")
            if figures:
                draw(comparison, quantities, new.folder, form, theme)
        return new.publish(comparison.name)


def draw(comparison: Comparison, quantities: Sequence[str], folder: Path, form: str = "png", theme: str = "light") -> list[Path]:
    """Draw all figures into a folder, each with its numbers as CSV beside it; one for which there is nothing is left out."""
    from sim.plots.drawing.files import save

    paths = []
    for kind in OF_A_COMPARISON:
        try:
            paths.append(save(picture(comparison, kind, quantities, theme), folder, form))
        except NothingToDraw:
            continue
    return paths
