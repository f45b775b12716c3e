"""The few curves that every rule is made of."""

from __future__ import annotations

import numpy as np

from sim.world.rows import Array


def logistic(z: Array | float) -> Array:
    """The S-curve `1 / (1 + exp(-z))`."""
    return 1.0 / (1.0 + np.exp(-np.asarray(z)))


def logit(share: Array | float) -> Array:
    """The inverse of `logistic`: `ln(share / (1 - share))`."""
    value = np.asarray(share)
    return np.log(value / (1.0 - value))


def relax(level: Array, target: Array | float, months: Array | float, length: float) -> Array:
    """A level that closes the gap to its target with a time constant, exactly for any length of step.

    `level + (1 - exp(-length / months)) * (target - level)`; `months` and `length` in months.
    """
    return level + (1.0 - np.exp(-length / np.asarray(months))) * (target - level)


def settle(level: Array, inflow: Array | float, rate: Array | float, length: float) -> Array:
    """A level with a constant inflow and a proportional outflow, exactly for any length of step.

    `eq + (level - eq) * exp(-rate * length)` with `eq = inflow / rate`; unchanged where the rate is 0.
    """
    rate = np.asarray(rate, dtype=float)
    moving = rate > 0
    equilibrium = np.where(moving, inflow / np.where(moving, rate, 1.0), level)
    return equilibrium + (level - equilibrium) * np.exp(-rate * length)


def total(terms: dict[str, Array]) -> Array:
    """The sum of named terms, in their order (the same order for one world and for many)."""
    return np.asarray(sum(terms.values()))
