"""The points at which an outcome is highest or lowest, and the levers by which they stand apart from all points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import hypergeom, norm

from sim.experiments.surrogate.settings import setting
from sim.plots.sweeps.chosen import Points
from sim.results.sweep import LeverInfo
from sim.world.rows import Array

TIED = 2.0
"""A tail that ties make more than so many times as large is none."""


@dataclass(frozen=True)
class Tail:
    """The highest or the lowest points: which they are among the points drawn, and the ends of the outcome there."""

    chosen: NDArray[np.bool_]
    high: bool
    ends: tuple[float, float]


@dataclass(frozen=True)
class Apart:
    """A lever on which a tail lies apart: `side` is low, high, or a category's value; `middle` its median there, or its share."""

    lever: LeverInfo
    side: str
    middle: float
    usual: float
    strength: float


def tail_of(points: Points, high: bool) -> Tail | None:
    """The tenth of the points with the highest or the lowest outcome; None where too many are the same to tell one."""
    share = setting("tail")
    values = points.mean if high else -points.mean
    chosen = values >= np.quantile(values, 1 - share)
    if chosen.mean() > TIED * share + 1 / len(values) or not chosen.any():
        return None
    found = points.mean[chosen]
    return Tail(chosen, high, (float(found.min()), float(found.max())))


def apart(points: Points, tail: Tail, levers: list[LeverInfo]) -> list[Apart]:
    """The levers on which a tail differs from as many points drawn at random by more than chance would, the clearest first."""
    found = [by_word(points, tail, lever) if lever.kind == "category" else by_rank(points, tail, lever) for lever in levers]
    trials = 2 * sum(len(lever.values) if lever.kind == "category" else 1 for lever in levers)  # of both tails
    sure = float(ndtri(1 - (1 - setting("sure")) / 2 / max(trials, 1)))
    return sorted((one for one in found if one.strength > sure), key=lambda one: -one.strength)


def by_rank(points: Points, tail: Tail, lever: LeverInfo) -> Apart:
    """How far the ranks of a number lie from the middle, in standard errors of a draw without replacement."""
    values = points.values(lever).astype(float)
    ranks = middle_ranks(values)
    count, drawn = len(values), int(tail.chosen.sum())
    error = float(ranks.std()) * np.sqrt((1 - drawn / count) / drawn)
    gap = float(ranks[tail.chosen].mean() - ranks.mean())
    middles = float(np.median(values[tail.chosen])), float(np.median(values))
    return Apart(lever, "high" if gap > 0 else "low", *middles, abs(gap) / error if error else 0.0)


def by_word(points: Points, tail: Tail, lever: LeverInfo) -> Apart:
    """The value of a category that is most too frequent: how rarely a draw without replacement has it so often, as a normal deviate."""
    values = points.values(lever)
    count, drawn = len(values), int(tail.chosen.sum())
    best = Apart(lever, "", 0.0, 0.0, 0.0)
    for word in np.unique(values).tolist():
        seen, there = int((values[tail.chosen] == word).sum()), int((values == word).sum())
        strength = float(norm.isf(hypergeom.sf(seen - 1, count, there, drawn)))
        if strength > best.strength:
            best = Apart(lever, word, seen / drawn, there / count, strength)
    return best


def middle_ranks(values: Array) -> Array:
    """The rank of each value, ties sharing their middle."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[np.ravel(place)])
