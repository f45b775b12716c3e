"""Whether points can tell what a lever does: not where they are few, and not where another lever moves along with it."""

from __future__ import annotations

import numpy as np

from sim.experiments.surrogate.settings import setting
from sim.plots.drawing.labels import inside
from sim.plots.sweeps.chosen import Points, named
from sim.results.sweep import LeverInfo
from sim.world.rows import Array

TOGETHER = 0.9
"""The share of a lever's variance that another one explains, from which on the two are said to move together."""

MOVES = "moves with"
"""What is said of a lever first that another one moves along with."""

TWICE = 2
"""Points at a value of a category, below which nothing is known of how its points differ."""


def untold(points: Points, lever: LeverInfo) -> str:
    """Why nothing is told of a lever, in few words: `moves with Tokyo's posture`, `too few points (2) to tell`; empty where it is told."""
    count = len(points.mean)
    few = f"too few points ({count:,}) to tell"
    along = next((other for other in points.sweep.levers if other.name != lever.name and together(points, lever, other)), None)
    if along is not None:
        return f"{MOVES} {inside(named(along).label)}"
    if lever.kind == "category":
        _, sizes = np.unique(points.values(lever), return_counts=True)
        return "" if np.count_nonzero(sizes >= TWICE) >= TWICE else few
    return "" if count >= setting("fewest") else few


def together(points: Points, one: LeverInfo, other: LeverInfo) -> bool:
    """Whether one of two levers hardly varies once the other is known."""
    first, second = (coded(points, lever) for lever in (one, other))
    if not (np.ptp(first, axis=0).any() and np.ptp(second, axis=0).any()):
        return False
    return min(explained(first, second), explained(second, first)) >= TOGETHER


def coded(points: Points, lever: LeverInfo) -> Array:
    """The values of a lever as columns: a number, or a mark for each value of a category, `[point, column]`."""
    values = points.values(lever)
    if lever.kind == "number":
        return values.astype(float)[:, None]
    return np.asarray(values[:, None] == np.unique(values)[None, :], dtype=float)


def explained(columns: Array, by: Array) -> float:
    """The share of the variance of some columns that straight lines through others explain."""
    about = columns - columns.mean(axis=0)
    line, *_ = np.linalg.lstsq(by - by.mean(axis=0), about, rcond=None)
    return 1 - float(np.sum((about - (by - by.mean(axis=0)) @ line) ** 2) / np.sum(about**2))
