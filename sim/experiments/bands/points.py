"""The spread of a sweep told apart: what the levers make of it, what parameters and what chance.

The levers stand in the place of scenario: `Var Y = Var_L E[Y|L] + E_L Var_P E[Y|L,P] + E Var[Y|L,P]`, every point of the design counting the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.experiments.bands.parts import of_all, of_parameters
from sim.experiments.bands.shares import interval
from sim.results.values import Band
from sim.world.rows import Array

PARTS = ("chance", "parameters", "levers")
"""The parts of the spread of a sweep, the innermost first."""

LEAST = 3
"""With fewer worlds or groups nothing can be said of how exact the parts are."""


def split_of_points(worlds: Array, cells: Array, confidence: float) -> dict[str, tuple[float, float, float, float]]:
    """Variance, share and the ends of its interval, by part, of an outcome `worlds[point, world]` in the same worlds at every point.

    `cells[group, a, b]` are groups of worlds at some of the points: the parameters of a with the chance of b. Points or groups that failed
    hold NaN and are left out; nothing comes of fewer than three worlds or groups, or where nothing varies. The intervals come from leaving
    out one group after the other, and one slice of the worlds of all points (a single world where there are few).
    """
    worlds, cells = worlds[np.isfinite(worlds).all(axis=1)], cells[np.isfinite(cells).all(axis=(1, 2))]
    if min(worlds.shape[1], len(cells)) < LEAST or not len(worlds):
        return {}
    by_group = np.stack([of_parameters(cells), of_all(cells)])
    found = row(by_group, worlds, cells.shape[1])
    if np.maximum(found, 0).sum() <= np.finfo(float).eps:
        return {}
    without_group = [row(np.delete(by_group, group, axis=1), worlds, cells.shape[1]) for group in range(len(cells))]
    slices = np.arange(worlds.shape[1]) % min(worlds.shape[1], len(cells))
    without_world = [row(by_group, worlds[:, slices != left], cells.shape[1]) for left in range(slices.max() + 1)]
    middle, low, high = interval(found, (np.array(without_group), np.array(without_world)), confidence)
    return {part: (float(found[k]), float(max(middle[k], 0.0)), float(low[k]), float(high[k])) for k, part in enumerate(PARTS)}


def row(by_group: Array, worlds: Array, size: int) -> Array:
    """The parts, `[part]`, from what each group says of parameters and of all, `[2, group]`, and from the worlds of all points.

    The variance within a point is known from both, each counting by how many worlds it saw.
    """
    parameters, crossed = by_group.mean(axis=1)
    seen, grouped = worlds.shape[1], size * by_group.shape[1]
    within = (seen * worlds.var(axis=1, ddof=1).mean() + grouped * crossed) / (seen + grouped)
    return np.array([within - parameters, parameters, of_levers(worlds)])


def of_levers(worlds: Array) -> float:
    """The variance between the points of `E[Y | point]`, free of the noise of having few worlds: the mean product of what two worlds say."""
    apart = worlds - worlds.mean(axis=0)
    count = worlds.shape[1]
    return float((apart.sum(axis=1) ** 2 - (apart * apart).sum(axis=1)).mean() / (count * (count - 1)))


def bands_of_points(variant: str, outcome: str, worlds: Array, cells: Array, confidence: float) -> Sequence[Band]:
    """The parts of one outcome in one variant, over all points of a sweep."""
    return [Band(variant, outcome, part, *numbers) for part, numbers in split_of_points(worlds, cells, confidence).items()]
