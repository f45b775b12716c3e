"""What some figures say of the parameters: approximate Bayesian computation from worlds that were played beforehand.

    score after = fitted mean at what was seen + (score - fitted mean at the world's own figures) * spread at what was seen / spread at its own

Figures are first taken together into the few combinations on which the expected scores depend; the worlds nearest in these are kept, weighted
by their distance; a weighted regression on the combinations moves each to where it would be had its figures been those that were seen.
`rejection` does not move them, `regression` takes the spread for the same everywhere, `uneven` fits a spread too.

Source: Beaumont, Zhang and Balding 2002 (regression); Blum and Francois 2010 (uneven spread); Fearnhead and Prangle 2012 (combinations).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.world.rows import Array

METHODS = ("rejection", "regression", "uneven")
"""How worlds near to what was seen are moved, plainest first."""


@dataclass(frozen=True)
class Combinations:
    """Combinations of figures: `turn @ (figure - mean)`, in units of the scores that they are expected to move."""

    mean: Array
    turn: Array

    def of(self, figures: Array) -> Array:
        """The combinations of some figures `[figure]` or `[figure, world]`."""
        return np.asarray(self.turn @ (figures.T - self.mean).T)


def combinations(scores: Array, figures: Array, over_chance: float) -> Combinations:
    """The combinations of figures that move expected scores by `over_chance` times what chance alone gives at most; one at least.

    Scores are `[parameter, world]` with a standard deviation of one, figures `[figure, world]`; expectations are straight lines in the figures.
    """
    mean = figures.mean(axis=1)
    around = figures - mean[:, None]
    spread = around @ around.T / around.shape[1]
    slopes = np.linalg.lstsq(spread, around @ (scores - scores.mean(axis=1, keepdims=True)).T / around.shape[1], rcond=None)[0].T
    moved, directions = np.linalg.eigh(slopes @ spread @ slopes.T)
    kept = np.sqrt(np.maximum(moved, 0)) >= over_chance * by_chance(len(scores), *figures.shape)
    kept[-1] = True
    return Combinations(mean, directions.T[kept][::-1] @ slopes)


def by_chance(parameters: int, figures: int, worlds: int) -> float:
    """How far some combination of figures moves expected scores at most where figures say nothing: the edge of the spectrum of noise.

    Source: Marchenko and Pastur 1967.
    """
    return float((np.sqrt(parameters) + np.sqrt(figures)) / np.sqrt(worlds))


@dataclass(frozen=True)
class Near:
    """The worlds that are near to what was seen, their weights (sum 1), and how their combinations differ from it."""

    worlds: NDArray[np.intp]
    weights: Array
    apart: Array


def near(values: Array, seen: Array, share: float, without: int | None = None) -> Near:
    """The share of worlds nearest to what was seen, weighted after Epanechnikov by their distance; values are `[combination, world]`.

    `without` leaves out the world that stands for the truth.
    """
    apart = values - seen[:, None]
    distance = (apart * apart).sum(axis=0)
    if without is not None:
        distance[without] = np.inf
    count = min(max(int(share * len(distance)), 2 * (len(seen) + 2)), len(distance) - 1)
    worlds = np.sort(np.argpartition(distance, count)[: count + 1])
    weights = 1 - distance[worlds] / distance[worlds].max()
    inside = weights > 0
    return Near(worlds[inside], weights[inside] / weights[inside].sum(), apart[:, worlds[inside]])


def posterior(scores: Array, found: Near, method: str) -> Array:
    """The scores after what was seen, `[parameter, near world]`; they go with the weights of the near worlds."""
    mine = scores[:, found.worlds]
    if method == METHODS[0]:
        return mine
    middle, slopes = fit(found.apart, mine, found.weights)
    left = mine - middle[:, None] - slopes @ found.apart
    if method == METHODS[-1]:
        _, bends = fit(found.apart, np.log(left**2 + np.finfo(float).tiny), found.weights)
        left = left * np.exp(-bends @ found.apart / 2)
    return np.asarray(middle[:, None] + left)


def fit(apart: Array, values: Array, weights: Array) -> tuple[Array, Array]:
    """A weighted regression: values where combinations are not apart from what was seen, `[value]`, and slopes `[value, combination]`.

    Slopes that explain little more than chance are shrunk, to nought where they explain no more: most figures say nothing of most parameters.
    Source: the positive part of James and Stein 1961.
    """
    center, mean = apart @ weights, values @ weights
    ground, around = apart - center[:, None], values - mean[:, None]
    slopes = np.linalg.lstsq((ground * weights) @ ground.T, (ground * weights) @ around.T, rcond=None)[0].T
    explained = ((slopes @ ground) ** 2) @ weights / np.maximum((around**2) @ weights, np.finfo(float).tiny)
    chance = len(apart) * (weights**2).sum()
    slopes = slopes * np.maximum(1 - chance / np.maximum(explained, np.finfo(float).tiny), 0)[:, None]
    return mean - slopes @ center, slopes


def place(values: Array, weights: Array, truth: Array) -> Array:
    """Where the truth lies among weighted values, 0 to 1, `[parameter]`."""
    return np.asarray((values < truth[:, None]) @ weights)


def deviation(values: Array, weights: Array) -> Array:
    """The weighted standard deviation, `[parameter]`."""
    around = values - (values @ weights)[:, None]
    return np.sqrt((around * around) @ weights)


def resampled(values: Array, weights: Array, count: int, start: float) -> Array:
    """So many values with equal weight, `[parameter, set]`: at even steps of the weights' sum, from `start` (0 to 1) of a step on."""
    steps = (np.arange(count) + start) / count
    return values[:, np.minimum(np.searchsorted(np.cumsum(weights), steps), len(weights) - 1)]
