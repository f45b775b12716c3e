"""How much of an outcome's distribution goes elsewhere when an input is known (delta), and how much of its variance (first order): from any points.

    delta = sum over slices s of n_s/n * 1/2 integral |f(y) - f(y | slice s)| dy
    first = sum over slices s of n_s/n * (mean of y in s - mean of y)^2 / variance of y
Densities are Gaussian kernels with Silverman's width on a grid; where y takes few values, their shares take the place of densities. What delta
is too high by is told by resamples: `delta_reduced = 2 delta - mean of delta over resamples`. Both hold where inputs depend on each other.
Source: Borgonovo (2007), A new uncertainty importance measure; from given points Plischke, Borgonovo and Smith (2013), equations 26 and 30;
width of the kernel Silverman (1986).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiments.sensitivity.slices import Slices
from sim.world.rows import Array

GRID = 100
"""Places of the grid on which densities are compared."""

SILVERMAN = (0.75, -0.2)
"""Width of the kernel: `(3/4 n)^(-1/5)` standard deviations of n points."""

MOST_SLICES, EARLY, LATE, MIDDLE, WIDE = 48, 2.0, 7.0, 1500.0, 500.0
"""How many slices n points are cut into: `n^(2 / (7 + tanh((1500 - n) / 500)))`, 48 at most. Source: Plischke, Borgonovo and Smith (2013)."""

AT_ONCE = 2**22
"""So many numbers are worked on at once."""


def slices_for(points: int) -> int:
    """Into how many slices so many points are cut."""
    return int(min(np.ceil(points ** (EARLY / (LATE + np.tanh((MIDDLE - points) / WIDE)))), MOST_SLICES))


def between(inputs: Sequence[Slices], y: Array, weights: Array) -> tuple[Array, Array]:
    """The variance of each column `[resample, 1, column]`, and of that what lies between the slices of each input `[resample, input, column]`.

    Both are quadratic forms of the answers.
    """
    centred = y - y.mean(axis=0)
    points = weights.sum(axis=1)[:, None]
    middle = weights @ centred / points
    found = np.zeros((len(weights), len(inputs), y.shape[1]))
    for place, slices in enumerate(inputs):
        for code in range(len(slices.sizes)):
            here = slices.codes == code
            size = np.maximum(weights[:, here].sum(axis=1)[:, None], np.finfo(float).tiny)
            found[:, place] += size / points * (weights[:, here] @ centred[here] / size - middle) ** 2
    return (weights @ centred**2 / points - middle**2)[:, None], found


def first_order(inputs: Sequence[Slices], y: Array, weights: Array) -> Array:
    """The share of variance of each input alone, `[resample, input, column]`; NaN where a column does not vary."""
    variance, found = between(inputs, y, weights)
    return share(found, variance, np.ptp(y, axis=0) > 0)


def share(part: Array, whole: Array, varies: NDArray[np.bool_]) -> Array:
    """A part of the variance over the whole; NaN where a column does not vary, or nothing is left of it."""
    return np.asarray(part / np.where(varies & (whole > 0), whole, np.nan))


def delta(inputs: Sequence[Slices], y: Array, weights: Array, few: int) -> Array:
    """Delta of each input on each column, `[resample, input, column]`; a column of up to `few` values is compared by their shares.

    Slices and widths of kernels stay as they are from one resample to the next. NaN where a column does not vary.
    """
    found = np.full((len(weights), len(inputs), y.shape[1]), np.nan)
    for column, values in enumerate(y.T):
        levels = np.unique(values)
        if len(levels) == 1:
            continue
        shape = Shares(values, levels) if len(levels) <= few else Kernels(values)
        found[:, :, column] = by_input(inputs, shape, weights)
    return found


def readable(inputs: Sequence[Slices], y: Array, few: int) -> NDArray[np.bool_]:
    """Whether delta can be read of each input on each column, `[input, column]`: not where a slice is narrower than its grid can show.

    A kernel that lies between two places of the grid has any area, and that of a slice whose answers are all alike is none.
    """
    found = np.ones((len(inputs), y.shape[1]), dtype=bool)
    for column, values in enumerate(y.T):
        if len(np.unique(values)) > few:
            step = np.ptp(values) / (GRID - 1)
            for place, slices in enumerate(inputs):
                parts = (values[slices.codes == code] for code in range(len(slices.sizes)))
                found[place, column] = all(len(part) > 1 and width_of(part) >= step for part in parts)
    return found


def width_of(values: Array) -> float:
    """Silverman's width of a kernel."""
    factor, power = SILVERMAN
    return float((factor * len(values)) ** power * values.std(ddof=1))


def by_input(inputs: Sequence[Slices], shape: Shares | Kernels, weights: Array) -> Array:
    """Delta of each input on one column: `[resample, input]`."""
    points = weights.sum(axis=1)
    everything = np.ones(weights.shape[1], dtype=bool)
    whole = shape.of(everything, weights)
    found = np.zeros((len(weights), len(inputs)))
    for place, slices in enumerate(inputs):
        for code in range(len(slices.sizes)):
            here = slices.codes == code
            size = weights[:, here].sum(axis=1)
            found[:, place] += size / (2 * points) * shape.distance(shape.of(here, weights), whole)
    return found


class Shares:
    """The distribution of a column that takes few values: the share of each, `[resample, value]`."""

    def __init__(self, values: Array, levels: Array) -> None:
        self.member = (values[:, None] == levels).astype(float)

    def of(self, here: Array, weights: Array) -> Array:
        """The distribution of the points `here`."""
        size = np.maximum(weights[:, here].sum(axis=1)[:, None], np.finfo(float).tiny)
        return np.asarray(weights[:, here] @ self.member[here] / size)

    def distance(self, one: Array, other: Array) -> Array:
        """The sum of what is apart, `[resample]`."""
        return np.asarray(np.abs(one - other).sum(axis=1))


class Kernels:
    """The density of a column that takes many values, `[resample, place of the grid]`."""

    def __init__(self, values: Array) -> None:
        self.values = values
        self.grid = np.linspace(values.min(), values.max(), GRID)

    def of(self, here: Array, weights: Array) -> Array:
        """The density of the points `here`; where they are all alike, all of it stands on the nearest place of the grid."""
        chosen = self.values[here]
        if np.ptp(chosen) == 0:
            return np.tile(self.spike(chosen[0]), (len(weights), 1))
        width = width_of(chosen)
        found, step = np.zeros((len(weights), GRID)), max(1, AT_ONCE // GRID)
        for first in range(0, len(chosen), step):
            apart = (self.grid - chosen[first : first + step, None]) / width
            found += weights[:, here][:, first : first + step] @ np.exp(-(apart**2) / 2)
        size = np.maximum(weights[:, here].sum(axis=1)[:, None], np.finfo(float).tiny)
        return np.asarray(found / (size * width * np.sqrt(2 * np.pi)))

    def spike(self, value: float) -> Array:
        """A density of 1 in all that stands on one place of the grid."""
        found = np.zeros(GRID)
        found[np.abs(self.grid - value).argmin()] = 1
        return np.asarray(found / np.trapezoid(found, self.grid))

    def distance(self, one: Array, other: Array) -> Array:
        """The area between two densities, `[resample]`."""
        return np.asarray(np.trapezoid(np.abs(one - other), self.grid, axis=1))
