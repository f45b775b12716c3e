"""What of the variance between points comes from having played each in so few worlds, and how it is taken off.

Every point is played in the same worlds, so that what a world does everywhere drops out of all differences between points. What is left is what
a world does at one point and not at another. Let f_w be the answers in one of g groups of worlds, f their mean, and Q any quadratic form of the
answers: the variance, or a part of it. Then
    Q(f) - (mean over w of Q(f_w) - Q(f)) / (g - 1)
expects what Q would be with worlds without end: it is the mean of the form over all pairs of different groups. It holds as well where every point
has chance of its own, and where groups differ in size: f and the mean over w then count each group by its share of the worlds.
Source: Cornfield and Tukey (1956), the component of points in a table of points by worlds; the same chance at every point: Hart, Alexanderian
and Gremaud (2017); the variance of a noisy solver taken off in Saltelli's method: Clements, Geraci, Olson and Palmer (2024).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.rows import Array


def laid(worlds: int, groups: int) -> list[NDArray[np.intp]]:
    """So many worlds as groups of neighbours, as equal as can be."""
    return np.array_split(np.arange(worlds), min(groups, worlds))


def grouped(y: Array, groups: int) -> Array:
    """Answers `[point, world]` as means over groups of neighbouring worlds, `[point, group]`."""
    return np.stack([y[:, part].mean(axis=1) for part in laid(y.shape[1], groups)], axis=1)


def shares_of(worlds: int, groups: int) -> Array:
    """The share of the worlds that lies in each group, `[group]`."""
    return np.array([len(part) / worlds for part in laid(worlds, groups)])


def without(shares: Array, group: int) -> Array:
    """The shares of the others where a group is left out."""
    left = np.delete(shares, group)
    return np.asarray(left / left.sum())


def taken_off(of_mean: Array, of_groups: Array, shares: Array) -> Array:
    """A quadratic form without what comes of the worlds: `of_mean` is that of the mean answers, `of_groups[..., group]` that of each group."""
    over = (of_groups @ shares)[..., None]
    return np.asarray(of_mean - (over - of_mean) / (len(shares) - 1))


def share_of_worlds(y: Array, shares: Array) -> float:
    """How much of the variance between points comes of the worlds, of answers `[point, group]`; NaN where it cannot be known."""
    variance = (y @ shares).var(keepdims=True)
    if len(shares) < 2 or variance == 0:
        return float("nan")
    left = float(taken_off(variance, y.var(axis=0), shares)[0])
    return min(max(1 - left / float(variance[0]), 0.0), 1.0)
