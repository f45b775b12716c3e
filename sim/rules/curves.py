"""The few curves that every rule is made of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import add
from typing import Any

import numpy as np

from sim.world.rows import Array

SMALLEST = np.finfo(float).tiny
"""The smallest rate that is told from none."""

# What follows works within arrays that it has made itself (`gap *= share`): half of the time of a large sum is making room for it.


def logistic(z: Array | float) -> Array:
    """The S-curve `1 / (1 + exp(-z))`."""
    inverse = np.exp(-z)
    inverse += 1.0
    return np.asarray(1.0 / inverse)


def logit(share: Array | float) -> Array:
    """The inverse of `logistic`: `ln(share / (1 - share))`."""
    return np.asarray(np.log(share / (1.0 - share)))


def relax(level: Array, target: Array | float, months: Array | float, length: float) -> Array:
    """A level that closes the gap to its target with a time constant, exactly for any length of step.

    `level + closed(months, length) * (target - level)`; `months` and `length` in months.
    """
    gap = target - level
    gap *= closed(months, length)
    gap += level
    return gap


def closed(months: Array | float, length: float) -> Array:
    """The share of a gap that closes in a step with a time constant: `1 - exp(-length / months)`."""
    return closed_by_all(months, length) if isinstance(months, float) else np.asarray(1.0 - np.exp(-length / months))


@lru_cache
def closed_by_all(months: float, length: float) -> Array:
    """The same where it is one number for all worlds; remembered, since it is asked for often."""
    return np.asarray(1.0 - np.exp(-length / months))


def approach(level: Array, target: Array, share_up: Array, share_down: Array) -> Array:
    """A level that closes one share of the gap to its target where that lies above, another where it lies below.

    `level + share_up * max(target - level, 0) + share_down * min(target - level, 0)`.
    """
    gap = target - level
    rise = np.maximum(gap, 0)
    rise *= share_up
    fall = np.minimum(gap, 0, out=gap)
    fall *= share_down
    rise += fall
    rise += level
    return rise


def between(value: Array | float, low: Array | float, high: Array | float) -> Array:
    """A value cut to a span; what `numpy.clip` does, at half the cost of its call."""
    return np.asarray(np.minimum(np.maximum(value, low), high))


def settle(level: Array, inflow: Array | float, rate: Array | float, length: float) -> Array:
    """A level with a constant inflow and a proportional outflow, exactly for any length of step.

    `eq + (level - eq) * exp(-rate * length)` with `eq = inflow / rate`; unchanged where both are 0.
    """
    rate = np.maximum(rate, SMALLEST)
    equilibrium = inflow / rate
    gap = level - equilibrium
    gap *= np.exp(rate * -length)
    gap += equilibrium
    return gap


def total(terms: dict[str, Array]) -> Array:
    """The sum of named terms, in their order (the same order for one world and for many)."""
    return added(terms.values())


def added(rows: Iterable[Any]) -> Array:
    """The sum of arrays, or of an array over its first axis, one after the other.

    NumPy's own sum takes another order for one world than for many, and another order is another last digit.
    """
    return np.asarray(reduce(add, rows))
