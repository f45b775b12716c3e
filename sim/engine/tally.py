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
    Sums are of the distance from `low`, so that small spreads keep their digits. A tally of differences is `fine`: its bins are evenly
    wide in the root of the distance from 0, on either side, since most differences are small (.001 wide at .02, .01 at .5).
    """

    low: Array
    high: Array
    count: int
    total: Array
    squares: Array
    least: Array
    most: Array
    histogram: NDArray[np.unsignedinteger]
    fine: bool = False

    @classmethod
    def of(cls, values: Array, low: Array, high: Array, minus: Array | None = None) -> Tally:
        """Tally values `[quantity, month, world]`, or what they are above `minus`, world by world.

        One quantity after the other, so that what is worked on stays in the cache.
        """
        quantities, months, worlds = values.shape
        histogram = np.empty((quantities, months, BINS), np.min_scalar_type(worlds))
        total, squares, least, most = np.empty((4, quantities, months))
        shifted, square = np.empty((2, months, worlds))
        for row in range(quantities):
            path = values[row] if minus is None else values[row] - minus[row]
            np.subtract(path, low[row], out=shifted)
            np.multiply(shifted, shifted, out=square)
            total[row], squares[row] = shifted.sum(axis=1), square.sum(axis=1)
            least[row], most[row] = path.min(axis=1), path.max(axis=1)
            if minus is None:
                shifted *= BINS / (high[row] - low[row])
            else:
                shifted = BINS / 2 * (1 + np.sign(path) * np.sqrt(np.abs(path) / high[row]))
            histogram[row] = binned(shifted)
        return cls(low, high, worlds, total, squares, least, most, histogram, minus is not None)

    def merge(self, other: Tally) -> Tally:
        """The tally of both."""
        counts = np.add(self.histogram, other.histogram, dtype=np.uint32)
        return Tally(self.low, self.high, self.count + other.count, self.total + other.total,
                     self.squares + other.squares, np.minimum(self.least, other.least), np.maximum(self.most, other.most), counts, self.fine)

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
        quantities, months, _ = self.histogram.shape
        row = np.arange(quantities * months).reshape(quantities, months)
        reached, inside = np.cumsum(self.histogram, dtype=np.int64), self.histogram.ravel()
        found = np.empty((len(levels), quantities, months))
        for place, level in enumerate(levels):
            wanted, before = level * self.count, row * self.count
            cell = np.maximum(np.searchsorted(reached, before + int(np.ceil(wanted))), row * BINS)
            below = reached[cell] - inside[cell] - before
            share = np.clip((wanted - below) / np.maximum(inside[cell], 1), 0, 1)
            found[place] = np.clip(self.value_at(cell - row * BINS + share), self.least, self.most)
        return found

    def value_at(self, bins: Array) -> Array:
        """The value that lies so many bins from the low end, `[quantity, month]`."""
        low, high = self.low[:, None], self.high[:, None]
        if not self.fine:
            return np.asarray(low + bins * ((high - low) / BINS))
        root = bins * (2 / BINS) - 1
        return np.asarray(np.sign(root) * root * root * high)


def binned(bins: Array) -> NDArray[np.intp]:
    """How many worlds are in each bin, `[month, bin]`, of values `[month, world]` told in bins from the low end; uses them up."""
    cell = np.clip(bins, 0, BINS - 1, out=bins).astype(np.intp)
    cell += np.arange(len(bins))[:, None] * BINS
    return np.bincount(cell.ravel(), minlength=len(bins) * BINS).reshape(-1, BINS)
