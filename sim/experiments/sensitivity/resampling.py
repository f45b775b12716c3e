"""Resamples as weights: how often each point (or row, or trajectory) is drawn. Row 0 draws everything once: the estimate itself.

Every estimator of this package takes such weights and returns `[resample, ...]`, so that an interval costs a product of matrices.
What having played so few worlds adds is told by leaving out one group of worlds after the other, with Student's t of one less than there are
groups. An index that is a part over a whole has the ends of Fieller: every share at which `part - share * whole` cannot be told from nothing.
Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap; for indices of sensitivity Archer, Saltelli and Sobol (1997); groups of
unequal size Busing, Meijer and Van der Leeden (1999); Fieller (1954), Some problems in interval estimation.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from sim.results.intervals import interval
from sim.world.rows import Array

SHARES = ("first", "total", "delta", "delta_reduced", "pawn", "pawn_maximum")
"""The indices that lie between 0 and 1 by what they are."""


@dataclass(frozen=True)
class Estimates:
    """One index, `[input, column]` each: the estimate, half of its 95 % interval, and what an input without any effect would show.

    Where chance was subtracted, `uncorrected` holds what was there before. NaN where a column does not vary; half is NaN where it cannot be known.
    Of a `share` the interval ends where the index does by what it is, at 0 and 1; an estimate may lie a little outside.
    """

    value: Array
    half: Array
    floor: Array
    uncorrected: Array
    share: bool = False

    @property
    def low(self) -> Array:
        """The lower end of the interval."""
        return self._within(self.value - self.half)

    @property
    def high(self) -> Array:
        """The upper end of the interval."""
        return self._within(self.value + self.half)

    @property
    def shown(self) -> Array:
        """The estimate as people read it: a share between 0 and 1."""
        return self._within(self.value)

    def _within(self, values: Array) -> Array:
        return np.asarray(np.clip(values, 0, 1) if self.share else values)

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


def of_resamples(values: Array) -> Array:
    """How far resamples lie from their mean, `[resample, ...]`, of values `[1 + resample, ...]`; the root of their squares is half an interval."""
    if len(values) <= 2:
        return np.full_like(values[:1], np.nan)
    return np.asarray(reach() * (values[1:] - values[1:].mean(axis=0)) / np.sqrt(len(values) - 2))


def of_worlds(value: Array, left_out: Array, shares: Array) -> Array:
    """The same of the worlds, `[group, ...]`, from values with each group left out: deviations of pseudo-values, times Student's t.

    Pseudo-values are `h value - (h - 1) left out`, h being one over the share of the group. Source: Busing, Meijer and Van der Leeden (1999).
    """
    groups, times = len(shares), (1 / shares).reshape(-1, *[1] * value.ndim)
    pseudo = times * value - (times - 1) * left_out
    return np.asarray(reach(groups - 1) * (pseudo - pseudo.mean(axis=0)) / np.sqrt(groups * (times - 1)))


def reach(freedom: float = inf) -> float:
    """Half of a 95 % interval in standard errors, by Student's t."""
    return interval(0.0, 1.0, freedom)[1]


def half_of(apart: Array) -> Array:
    """Half of an interval from deviations of all kinds."""
    return np.asarray(np.sqrt((apart**2).sum(axis=0)))


def half_of_share(share: Array, whole: Array, of_part: Array, of_whole: Array) -> Array:
    """The same of a part over the whole: the end that lies further away; NaN where the whole cannot be told from nothing.

    Source: Fieller (1954).
    """
    part, both, rest = ((one * other).sum(axis=0) / whole**2 for one, other in ((of_part, of_part), (of_part, of_whole), (of_whole, of_whole)))
    told = np.where((whole > 0) & (rest < 1), 1 - rest, np.nan)
    middle = (share - both) / told
    beside = np.sqrt(np.maximum(middle**2 - (share**2 - part) / told, 0))
    return np.asarray(beside + np.abs(middle - share))


def estimates(values: Array, floor: Array | float = 0.0, *, half: Array | None = None, uncorrected: Array | None = None,
              share: bool = False) -> Estimates:
    """An index from its values `[1 + resample, input, column]`; half of its interval, where nothing else is said, is `1.96 sd over resamples`."""
    value = values[0]
    half = half_of(of_resamples(values)) if half is None else half
    floors = np.broadcast_to(np.asarray(floor, dtype=float), value.shape)
    return Estimates(value, half, floors, value if uncorrected is None else uncorrected, share)
