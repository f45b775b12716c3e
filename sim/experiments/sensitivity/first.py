"""The first order of points that lie anyhow: the share of an answer's variance that is gone when one input is known.

    first = 1 - (n - 1) / (n - K) * (variance within K slices) / (variance of all n points)
The factor takes off what chance makes between slices (epsilon squared). A step or a bend in the middle of a slice is counted as chance, so that few
slices make the first order too small, and many make it unsure: slices are halved for as long as an F test says that halves tell more.
Source: Kelley (1935), An unbiased correlation ratio measure; the test of a model within another as in any book on linear models.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.experiments.sensitivity.delta import between
from sim.experiments.sensitivity.settings import counted
from sim.experiments.sensitivity.slices import Slices, by_rank
from sim.world.rows import Array

Ladder = tuple[Slices, ...]
"""Slices of one input from few to many, each half of one before."""


def ladder(values: Array, first: Slices) -> Ladder:
    """Slices of equal number, halved again and again while so many points as it takes lie in each."""
    found, count = [first], 2 * len(first.sizes)
    while len(values) >= counted("in_a_fine_slice") * count:
        found.append(by_rank(values, count))
        count *= 2
    return tuple(found)


def told_by(steps: Ladder, y: Array, confidence: float) -> Ladder:
    """The slices that answers `[point, column]` ask for, each taken where it tells more than the last that was; before them their halves.

    Where they cannot be halved, those of which they are halves stand before them.
    """
    once, taken = np.ones((1, len(y))), 0
    varied = y[:, np.ptp(y, axis=0) > 0]
    for level in range(1, len(steps)):
        if varied.size and tells_more((steps[taken], steps[level]), varied, once) > confidence:
            taken = level
    beside = (*steps[taken + 1 :], *reversed(steps[:taken]))[:1]
    return (*beside, steps[taken])


def tells_more(steps: tuple[Slices, Slices], y: Array, once: Array) -> float:
    """How sure it is that many slices explain more of the variance than few: by an F test, on average over the columns."""
    from scipy.special import fdtr

    (whole, found), (few, many) = between(steps, y, once), (len(one.sizes) for one in steps)
    more, left = (found[0, 1] - found[0, 0]) / (many - few), (whole[0, 0] - found[0, 1]) / (len(y) - many)
    ratio = more / np.maximum(left, np.finfo(float).eps * whole[0, 0])
    return float(fdtr(many - few, len(y) - many, ratio.mean()))


def alone(inputs: Sequence[Slices], y: Array, weights: Array) -> tuple[Array, Array]:
    """The variance of each column `[resample, 1, column]`, and of that what each input makes alone `[resample, input, column]`.

    Both are quadratic forms of the answers.
    """
    whole, found = between(inputs, y, weights)
    points, slices = len(y), np.array([len(one.sizes) for one in inputs])
    chance = ((points - 1) / np.maximum(points - slices, 1))[:, None]
    return whole, np.asarray(whole - chance * (whole - found))
