"""The few curves that every rule is made of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add
from typing import Any

import numpy as np

from sim.world.rows import Array

SMALLEST = np.finfo(float).tiny
"""The smallest rate that is told from none."""


def logistic(z: Array | float) -> Array:
    """The S-curve `1 / (1 + exp(-z))`."""
    return np.asarray(1.0 / (1.0 + np.exp(-z)))


def logit(share: Array | float) -> Array:
    """The inverse of `logistic`: `ln(share / (1 - share))`."""
    return np.asarray(np.log(share / (1.0 - share)))


def relax(level: Array, target: Array | float, months: Array | float, length: float) -> Array:
    """A level that closes the gap to its target with a time constant, exactly for any length of step.

    `level + (1 - exp(-length / months)) * (target - level)`; `months` and `length` in months.
    """
    return level + (1.0 - np.exp(-length / months)) * (target - level)


def settle(level: Array, inflow: Array | float, rate: Array | float, length: float) -> Array:
    """A level with a constant inflow and a proportional outflow, exactly for any length of step.

    `eq + (level - eq) * exp(-rate * length)` with `eq = inflow / rate`; unchanged where both are 0.
    """
    rate = np.maximum(rate, SMALLEST)
    equilibrium = inflow / rate
    return equilibrium + (level - equilibrium) * np.exp(rate * -length)


def total(terms: dict[str, Array]) -> Array:
    """The sum of named terms, in their order (the same order for one world and for many)."""
    return added(terms.values())


def added(rows: Iterable[Any]) -> Array:
    """The sum of arrays, or of an array over its first axis, one after the other.

    NumPy's own sum takes another order for one world than for many, and another order is another last digit.
    """
    return np.asarray(reduce(add, rows))
