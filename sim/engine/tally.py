"""What is kept of many worlds: counts, sums and histograms that add up, whoever played them and in whatever order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.world.rows import Array

BINS = 512
"""Bins of a histogram: one bin is .002 on an index from 0 to 1."""


@dataclass
class Tally:
    """Moments and histograms of recorded quantities, `[quantity, month]` and `[quantity, month, bin]`.

    `low` and `high` are the span of each quantity's histogram, `[quantity]`; what lies outside is counted in the end bins.
    Sums are of the distance from `low`, so that small spreads keep their digits.
    """

    low: Array
    high: Array
    count: int
    total: Array
    squares: Array
    least: Array
    most: Array
    histogram: NDArray[np.uint32]

    @classmethod
    def of(cls, values: Array, low: Array, high: Array) -> Tally:
        """Tally values `[quantity, month, world]`."""
        quantities, months, worlds = values.shape
        shifted = values - low[:, None, None]
        place = np.clip(shifted * (BINS / (high - low))[:, None, None], 0, BINS - 1).astype(np.int64)
        cell = np.arange(quantities * months).reshape(quantities, months, 1) * BINS
        counts = np.bincount((place + cell).ravel(), minlength=quantities * months * BINS)
        histogram = counts.astype(np.uint32).reshape(quantities, months, BINS)
        return cls(low, high, worlds, shifted.sum(axis=2), (shifted * shifted).sum(axis=2),
                   values.min(axis=2), values.max(axis=2), histogram)

    def merge(self, other: Tally) -> Tally:
        """The tally of both."""
        return Tally(self.low, self.high, self.count + other.count, self.total + other.total,
                     self.squares + other.squares, np.minimum(self.least, other.least), np.maximum(self.most, other.most),
                     self.histogram + other.histogram)

    def mean(self) -> Array:
        """The mean over worlds, `[quantity, month]`."""
        return np.asarray(self.low[:, None] + self.total / self.count)

    def variance(self) -> Array:
        """The variance over worlds, with n - 1; 0 for a single world."""
        if self.count < 2:
            return np.zeros_like(self.total)
        spread = self.squares - self.total * self.total / self.count
        return np.asarray(np.maximum(spread, 0.0) / (self.count - 1))

    def sd(self) -> Array:
        """The standard deviation over worlds, `[quantity, month]`."""
        return np.sqrt(self.variance())

    def standard_error(self) -> Array:
        """The Monte Carlo standard error of the mean, `[quantity, month]`."""
        return np.sqrt(self.variance() / self.count)

    def quantile(self, levels: tuple[float, ...]) -> Array:
        """Quantiles `[level, quantity, month]`, linear within a bin of the histogram, never beyond the least and most seen."""
        reached = np.cumsum(self.histogram, axis=2, dtype=np.int64)
        width = ((self.high - self.low) / BINS)[:, None]
        found = np.empty((len(levels), *self.total.shape))
        for place, level in enumerate(levels):
            wanted = level * self.count
            bin_ = np.minimum((reached < wanted).sum(axis=2), BINS - 1)
            inside = np.take_along_axis(self.histogram, bin_[:, :, None], axis=2)[:, :, 0]
            below = np.take_along_axis(reached, bin_[:, :, None], axis=2)[:, :, 0] - inside
            share = np.clip((wanted - below) / np.maximum(inside, 1), 0, 1)
            found[place] = np.clip(self.low[:, None] + (bin_ + share) * width, self.least, self.most)
        return found
