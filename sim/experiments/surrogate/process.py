"""A Gaussian process through points: what an outcome is between them, and how far off that may be.

Matern 5/2 correlation with a length for each lever, a linear trend, and independent scatter for what the levers drawn do not account for
(the other levers above all). Lengths and scatter by restricted likelihood with a weak prior on the lengths (Rasmussen and Williams 2006,
chapters 2 and 5). The estimate is linear in what was measured, so that it can be made in every world alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, cholesky, solve_triangular
from scipy.optimize import minimize
from scipy.spatial.distance import cdist

from sim.experiments.surrogate.settings import setting
from sim.world.rows import Array

NOTHING = 1e-12
"""Added to sums of squares: an outcome that is the same everywhere has a scale of zero, and a logarithm all the same."""


class Cells(NamedTuple):
    """Points pooled where they lie together: middles `[cell, lever]` (from 0 to 1), how many, and which point went where."""

    middles: Array
    counts: Array
    member: NDArray[np.intp]

    @classmethod
    def of(cls, places: Array, most: float) -> Self:
        """Every point alone where there are no more than so many, else the points of a cell of a grid together."""
        steps = max(2, round(most ** (1 / places.shape[1])))
        coarse = places if len(np.unique(places, axis=0)) <= most else np.floor(np.minimum(places, 1 - NOTHING) * steps)
        _, place, numbers = np.unique(coarse, axis=0, return_inverse=True, return_counts=True)
        member, counts = np.ravel(place), numbers.astype(float)
        return cls(pooled(places, member, counts), counts, member)


def in_cells(places: Array, values: Array, most: float) -> tuple[Cells, Array, float]:
    """The cells of the points, their means, and the sum of squares within them."""
    cells = Cells.of(places, most)
    means = pooled(values, cells.member, cells.counts)
    return cells, means, float(np.sum((values - means[cells.member]) ** 2))


def pooled(values: Array, member: NDArray[np.intp], counts: Array) -> Array:
    """Means over the points of each cell."""
    total = np.zeros((len(counts), *values.shape[1:]))
    np.add.at(total, member, values)
    return np.asarray((total.T / counts).T)


@dataclass(frozen=True)
class Process:
    """A process fitted to points: `lengths` of correlation, `scatter` as a share of the process's own variance, that variance as `scale`."""

    cells: Cells
    lengths: Array
    scatter: float
    scale: float

    @classmethod
    def fit(cls, places: Array, values: Array) -> Self:
        """The process for places `[point, lever]` from 0 to 1 and a value at each; searched for with fewer cells than it is then drawn through."""
        levers, (few, few_means, few_within) = places.shape[1], in_cells(places, values, setting("search_cells"))
        start = np.log([setting("length")] * levers + [setting("scatter")])
        least = np.log([setting("shortest")] * levers + [setting("least_scatter")])
        most = np.log([setting("longest")] * levers + [1 / setting("least_scatter")])
        bounds = np.column_stack([least, most])
        found = minimize(lambda logs: cls._made(few, logs).unlikely(few_means, few_within), start, method="L-BFGS-B", bounds=bounds)
        cells, means, within = in_cells(places, values, setting("cells"))
        one = cls._made(cells, found.x)
        return replace(one, scale=one.squares(means, within) / one.freedom)

    @classmethod
    def _made(cls, cells: Cells, logs: Array) -> Self:
        return cls(cells, np.exp(logs[:-1]), float(np.exp(logs[-1])), 1.0)

    @property
    def freedom(self) -> float:
        """How many points there are beyond those that the trend takes up."""
        return max(float(self.cells.counts.sum()) - self._trend.shape[1], 1.0)

    def squares(self, means: Array, within: float) -> float:
        """The weighted sum of squares about the trend, between the cells and within them."""
        rest = solve_triangular(self._root, means, lower=True)
        inner = solve_triangular(self._root, self._trend, lower=True)
        beside, *_ = np.linalg.lstsq(inner, rest, rcond=None)
        return float(np.sum((rest - inner @ beside) ** 2)) + within / self.scatter + NOTHING

    def unlikely(self, means: Array, within: float) -> float:
        """Minus the logarithm of the restricted likelihood and of the prior on the lengths."""
        spare = float(self.cells.counts.sum()) - len(means)
        determinants = 2 * np.log(np.diag(self._root)).sum() + 2 * np.log(np.abs(np.diag(self._inner))).sum() + spare * np.log(self.scatter)
        prior = np.sum((np.log(self.lengths / setting("length")) / setting("length_spread")) ** 2)
        return float(self.freedom * np.log(self.squares(means, within)) + determinants + prior) / 2

    def weights(self, places: Array, shares: Array | None = None) -> tuple[Array, Array]:
        """What each cell counts, `[what, cell]`, in the estimate at each place or in sums over places by `shares`, `[what, place]`; its variance."""
        near, trend = self._near(places, self.cells.middles), np.column_stack([np.ones(len(places)), places])
        own = np.ones(len(places))
        if shares is not None:
            own = np.einsum("ij,jk,ik->i", shares, self._near(places, places), shares)
            near, trend = shares @ near, shares @ trend
        solved = cho_solve((self._root, True), near.T)
        lacking = trend.T - self._trend.T @ solved
        beside = self._apart @ lacking
        counted = solved + cho_solve((self._root, True), self._trend @ beside)
        variance = own - np.sum(near.T * solved, axis=0) + np.sum(lacking * beside, axis=0)
        return counted.T, self.scale * np.maximum(variance, 0)

    def _near(self, places: Array, others: Array) -> Array:
        """Matern 5/2 correlation between places."""
        apart = np.sqrt(5) * cdist(places / self.lengths, others / self.lengths)
        return np.asarray((1 + apart + apart**2 / 3) * np.exp(-apart))

    @cached_property
    def _trend(self) -> Array:
        return np.column_stack([np.ones(len(self.cells.counts)), self.cells.middles])

    @cached_property
    def _root(self) -> Array:
        both = self._near(self.cells.middles, self.cells.middles) + np.diag(self.scatter / self.cells.counts)
        return np.asarray(cholesky(both, lower=True))

    @cached_property
    def _inner(self) -> Array:
        return np.asarray(np.linalg.qr(solve_triangular(self._root, self._trend, lower=True))[1])

    @cached_property
    def _apart(self) -> Array:
        inner = solve_triangular(self._root, self._trend, lower=True)
        return np.linalg.pinv(inner.T @ inner)
