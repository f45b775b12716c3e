"""Effects as contrasts of a least-squares fit to the answers at the points of a sweep: a weight for each point, and what the choice of points did.

A number has as columns the half of its range in which a point lies, how far from the middle of that half, and the square; a category one for each
value but the first. All are centred over the range, so that the coefficient of the half is the mean of the upper half less that of the lower,
whatever the curve, and the constant is the mean over all ranges. The columns of the other levers take their scatter out, where points are plenty.

The error from the points lets those of one unit (a sample of a mixture, a row, a trajectory) err together, in the form that allows for few units.
Source: Bell and McCaffrey 2002, Bias reduction in standard errors for linear regression with multi-stage samples, Survey Methodology 28.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from sim.results.intervals import interval
from sim.results.sweep_values import LeverInfo
from sim.world.rows import Array

PLENTY = 3
"""So many points to a column are enough to fit it."""

CLOSE = 1e-9
"""What differs by less is the same."""

ALIKE = 1e-6
"""Columns that differ by less than that cannot be told apart."""


@dataclass(frozen=True)
class Coded:
    """A lever as columns `[point, column]`: those of its own effects, one each; what stands beside these; what it is where others are looked at."""

    effects: Array
    within: Array
    straight: Array
    squares: Array


@dataclass(frozen=True)
class Units:
    """Which points were drawn together, `[point]` from 0, and whether these drew from a few levels alone (trajectories)."""

    of: NDArray[np.intp]
    stepped: bool = False

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.of.max()) + 1


@dataclass(frozen=True)
class Fit:
    """A fit to some points: its columns `[point, column]`, the inverse of their products, and of which units the points are."""

    columns: Array
    inverse: Array
    units: Units

    def weights(self, column: int) -> Array:
        """How much each point counts in the coefficient of a column."""
        return np.asarray(self.columns @ self.inverse[column])

    def half(self, column: int, y: Array) -> float:
        """Half of the interval of a coefficient that comes of having so few units, for answers `[point, world]`; endless where they are too few.

        What differs from world to world within a unit is left to the error from the worlds, which has it too.
        """
        if self.units.count < 2:
            return inf
        left = y - self.columns @ (self.inverse @ (self.columns.T @ y))
        own = [self.corrected(column, members) for members in together(self.units)]
        errors = np.concatenate([np.einsum("up,upw->uw", weights, left[members]) for weights, members in own])
        carried = np.concatenate([np.einsum("up,upk->uk", weights, self.columns[members]) for weights, members in own])
        freedom = self.freedom(np.concatenate([(weights**2).sum(axis=1) for weights, _ in own]), carried)
        if freedom < 1 - CLOSE:
            return inf
        chance = errors.var(axis=1, ddof=1).sum() / y.shape[1] if y.shape[1] > 1 else 0.0
        low, high = interval(0.0, sqrt(max(float((errors.mean(axis=1) ** 2).sum() - chance), 0.0)), freedom)
        return (high - low) / 2

    def corrected(self, column: int, members: NDArray[np.intp]) -> tuple[Array, NDArray[np.intp]]:
        """The weights of units of one size, `[unit, point]`, each times the root of what the fit leaves of its errors, and their points."""
        x, weights = self.columns[members], self.weights(column)[members]
        value, vector = np.linalg.eigh(np.eye(members.shape[1]) - x @ self.inverse @ x.transpose(0, 2, 1))
        root = np.where(value > CLOSE, np.maximum(value, CLOSE) ** -0.5, 0.0)
        return np.einsum("upk,uk,uqk,uq->up", vector, root, vector, weights), members

    def freedom(self, each: Array, carried: Array) -> float:
        """Degrees of freedom as if errors were alike: `tr(M)^2 / tr(M^2)`, `M` being diagonal less what the columns carry from unit to unit."""
        inner = carried.T @ carried @ self.inverse
        shared = np.einsum("uk,kl,ul->u", carried, self.inverse, carried)
        squared = float((each**2).sum() - 2 * (each * shared).sum() + (inner * inner.T).sum())
        return float(each.sum() - shared.sum()) ** 2 / squared if squared > 0 else 0.0


def together(units: Units) -> Iterator[NDArray[np.intp]]:
    """The points of the units of each size, `[unit, point]`."""
    order, sizes = np.argsort(units.of, kind="stable"), np.bincount(units.of)
    starts = np.cumsum(sizes) - sizes
    for size in np.unique(sizes[sizes > 0]):
        yield order[starts[sizes == size][:, None] + np.arange(size)]


def words_of(lever: LeverInfo, values: NDArray[np.generic]) -> list[str]:
    """The values of a category that occur, in their order."""
    return [value for value in lever.values if value and bool((values == value).any())]


def coded(lever: LeverInfo, values: NDArray[np.generic], units: Units) -> Coded:
    """A lever at points at which it is set."""
    if lever.kind != "number":
        words = words_of(lever, values)
        columns = np.stack([np.asarray(values == word, dtype=float) - 1 / len(words) for word in words], axis=1)[:, 1:]
        return Coded(columns, columns[:, :0], columns, columns[:, :0])
    place = placed(lever, values.astype(float))
    half, levels = np.sign(place), np.unique(place)
    few = units.stepped or len(levels) < units.count
    centre, square = (float(np.abs(levels[levels != 0]).mean()), float((levels**2).mean())) if few else (1 / 2, 1 / 3)
    return Coded(half[:, None] / 2, (place - centre * half)[:, None], (place - (levels.mean() if few else 0))[:, None], (place**2 - square)[:, None])


def placed(lever: LeverInfo, values: Array) -> Array:
    """Where a number lies in its range, from -1 to 1, the middle being 0."""
    low = values.min() if lever.low is None else min(lever.low, values.min())
    high = values.max() if lever.high is None else max(lever.high, values.max())
    place = np.zeros(len(values)) if low == high else 2 * (values - low) / (high - low) - 1
    return np.asarray(np.round(place / CLOSE) * CLOSE)


def fit(own: Coded | None, others: Sequence[Coded], units: Units) -> Fit | None:
    """The richest fit that the points bear: with all squares, with straight lines alone, or with nothing beside the effects themselves.

    The constant comes first, then the effects of the lever. None where the points cannot tell these.
    """
    none = np.zeros((len(units.of), 0))
    effects, within, squares = (none, none, none) if own is None else (own.effects, own.within, own.squares)
    straight, curved = [other.straight for other in others], [other.squares for other in others]
    tries: tuple[list[Array], ...] = ([within, squares, *straight, *curved], [within, *straight], [])
    return next((found for besides in tries if (found := fitted(effects, besides, units)) is not None), None)


def fitted(effects: Array, besides: Sequence[Array], units: Units) -> Fit | None:
    """A fit with these columns; None where points are few for them or do not tell them apart."""
    beside = np.concatenate([effects[:, :0], *besides], axis=1)
    columns = np.concatenate([np.ones((len(effects), 1)), effects, beside[:, np.ptp(beside, axis=0) > ALIKE]], axis=1)
    enough = len(columns) >= PLENTY * columns.shape[1] or not besides
    if not enough or np.linalg.matrix_rank(columns, tol=ALIKE * len(columns)) < columns.shape[1]:
        return None
    return Fit(columns, np.linalg.inv(columns.T @ columns), units)
