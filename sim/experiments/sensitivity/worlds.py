"""What of the variance between points comes from having played each in so few worlds, and how it is taken off.

Every point is played in the same worlds, so that what a world does everywhere drops out of all differences between points. What is left is what
a world does at one point and not at another. Let f_w be the answers in one of g groups of worlds, f their mean, and Q any quadratic form of the
answers: the variance, or a part of it. Then
    Q(f) - (mean over w of Q(f_w) - Q(f)) / (g - 1)
expects what Q would be with worlds without end: it is the mean of the form over all pairs of different groups. It holds as well where every point
has chance of its own.
Source: Cornfield and Tukey (1956), the component of points in a table of points by worlds; the same chance at every point: Hart, Alexanderian
and Gremaud (2017); the variance of a noisy solver taken off in Saltelli's method: Clements, Geraci, Olson and Palmer (2024).
"""

from __future__ import annotations

import numpy as np

from sim.world.rows import Array


def grouped(y: Array, groups: int) -> Array:
    """Answers `[point, world]` as means over groups of neighbouring worlds, `[point, group]`."""
    parts = np.array_split(np.arange(y.shape[1]), min(groups, y.shape[1]))
    return np.stack([y[:, part].mean(axis=1) for part in parts], axis=1)


def taken_off(of_mean: Array, of_groups: Array, groups: int) -> Array:
    """A quadratic form without what comes of the worlds: `of_mean` is that of the mean answers, `of_groups` its mean over the groups."""
    return np.asarray(of_mean - (of_groups - of_mean) / (groups - 1))


def share_of_worlds(y: Array) -> float:
    """How much of the variance between points comes of the worlds, of answers `[point, group]`; NaN where it cannot be known."""
    groups, variance = y.shape[1], float(y.mean(axis=1).var())
    if groups < 2 or variance == 0:
        return float("nan")
    left = float(taken_off(np.asarray(variance), np.asarray(y.var(axis=0).mean()), groups))
    return min(max(1 - left / variance, 0.0), 1.0)
