"""From the parts of a variance to shares of the whole, each with its interval by leaving out one group after the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.experiments.bands.parts import Groupwise, Sample, parts
from sim.results.intervals import interval
from sim.world.rows import Array

SAME = 1e-9
"""A variance below this share of the square of the values is rounding."""


@dataclass(frozen=True)
class Shares:
    """Variances, their shares of the whole, and the ends of the shares' intervals, `[variant + 1, part]` each; NaN shares where nothing varies.

    Shares are at least 0 and sum to 1; the interval of an estimate below 0 begins at 0.
    """

    variance: Array
    share: Array
    low: Array
    high: Array


def shares(sample: Sample, confidence: float) -> Shares:
    """The shares of a sample, with intervals by the delete-a-group jackknife.

    Source: Efron and Stein 1981, The jackknife estimate of variance, Annals of Statistics 9.
    """
    groups, groupwise = len(sample.members), Groupwise.of(sample)
    found = parts(sample, groupwise, np.ones(groups, dtype=bool))
    rounding = SAME**2 * (1 + np.nanmax(np.abs(sample.worlds)) ** 2)
    found = np.where(found.sum(axis=1, keepdims=True) > rounding, found, np.nan)
    without = np.array([parts(sample, groupwise, np.arange(groups) != left) for left in range(groups)])
    middle, low, high = with_ends(found, (without,), confidence)
    return Shares(np.nan_to_num(found), np.maximum(middle, 0.0), low, high)


def with_ends(found: Array, without: tuple[Array, ...], confidence: float) -> tuple[Array, Array, Array]:
    """Parts `[..., part]` as shares of the whole, and the ends of their intervals, within 0 and 1.

    Each of `without[left out, ..., part]` are the parts with one of the units of one kind left out; errors of several kinds add up.
    """
    middle = relative(found)
    error = np.sqrt(sum((len(one) - 1) * relative(one).var(axis=0) for one in without))
    low, high = interval(middle, error, min(map(len, without)) - 1, confidence)
    return middle, np.clip(low, 0, 1), np.clip(high, 0, 1)


def relative(found: Array) -> Array:
    """Parts as shares of the whole, which is the sum of those above 0; NaN where that is nothing."""
    whole = np.maximum(found, 0.0).sum(axis=-1, keepdims=True)
    return np.asarray(found / np.where(whole == 0, np.nan, whole))
