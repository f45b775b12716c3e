"""Resamples as weights: how often each point (or row, or trajectory) is drawn. Row 0 draws everything once: the estimate itself.

Every estimator of this package takes such weights and returns `[resample, ...]`, so that an interval costs a product of matrices.
Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap; for indices of sensitivity Archer, Saltelli and Sobol (1997).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.experiments.answers import NORMAL_95
from sim.world.rows import Array


@dataclass(frozen=True)
class Estimates:
    """One index, `[input, column]` each: the estimate, half of its 95 % interval, and what an input without any effect would show.

    Where chance was subtracted, `uncorrected` holds what was there before. NaN where a column does not vary.
    """

    value: Array
    half: Array
    floor: Array
    uncorrected: Array

    @property
    def low(self) -> Array:
        """The lower end of the interval."""
        return np.asarray(self.value - self.half)

    @property
    def high(self) -> Array:
        """The upper end of the interval."""
        return np.asarray(self.value + self.half)

    def beyond_noise(self, signed: bool = False) -> NDArray[np.bool_]:
        """Whether all of the interval lies above the noise floor, or, of an index with a sign, as far below zero."""
        return np.asarray((self.low > self.floor) | (signed & (self.high < -self.floor)))


def drawn(points: int, resamples: int, seed: int) -> NDArray[np.intp]:
    """Which points each resample draws, with replacement: `[resample, point]`."""
    return np.random.default_rng(seed).integers(points, size=(resamples, points))


def weights(chosen: NDArray[np.intp]) -> Array:
    """How often each point is drawn: `[1 + resample, point]`, row 0 being every point once."""
    resamples, points = chosen.shape
    found = np.ones((1 + resamples, points))
    places = chosen + points * np.arange(resamples)[:, None]
    found[1:] = np.bincount(places.ravel(), minlength=resamples * points).reshape(resamples, points)
    return found


def spread(values: Array) -> Array:
    """The standard deviation over resamples of values `[1 + resample, ...]`; NaN where there are not two."""
    return np.asarray(values[1:].std(axis=0, ddof=1)) if len(values) > 2 else np.full_like(values[0], np.nan)


def jackknifed(left_out: Array) -> Array:
    """The standard error from values with one group of worlds left out each time, `[group, ...]`: `sqrt((g-1)/g sum (v_g - mean)^2)`.

    Source: Tukey (1958), Bias and confidence in not-quite large samples.
    """
    groups = len(left_out)
    return np.asarray(np.sqrt((groups - 1) * left_out.var(axis=0)))


def estimates(values: Array, floor: Array | float = 0.0, *, error: Array | float = 0.0, uncorrected: Array | None = None) -> Estimates:
    """An index from its values `[1 + resample, input, column]`: `value +- 1.96 sqrt(sd over resamples^2 + error^2)`.

    `error` is what having played so few worlds adds.
    """
    value = values[0]
    half = NORMAL_95 * np.hypot(spread(values), error)
    return Estimates(value, half, np.broadcast_to(np.asarray(floor, dtype=float), value.shape), value if uncorrected is None else uncorrected)
