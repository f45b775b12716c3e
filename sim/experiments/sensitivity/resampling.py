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

    @property
    def above_noise(self) -> NDArray[np.bool_]:
        """Whether all of the interval lies above the noise floor; `mu`, which has a sign, may lie below as well."""
        return np.asarray((np.abs(self.value) - self.half > self.floor) & (self.value != 0))


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


def estimates(values: Array, floor: Array | float = 0.0, uncorrected: Array | None = None) -> Estimates:
    """An index from its values `[1 + resample, input, column]`: `value +- 1.96 sd over resamples`."""
    value = values[0]
    half = NORMAL_95 * values[1:].std(axis=0, ddof=1) if len(values) > 2 else np.full_like(value, np.nan)
    return Estimates(value, half, np.broadcast_to(np.asarray(floor, dtype=float), value.shape), value if uncorrected is None else uncorrected)
