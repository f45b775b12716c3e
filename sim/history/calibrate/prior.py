"""What is held plausible of the parameters before the past is looked at, and the design of worlds that covers it.

A parameter is told as a score: a standard normal number that stands for its place in its prior. What is done to scores never leaves the range.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

from sim.world.numbers import Number, read_group
from sim.world.parameter_sets import ParameterSets
from sim.world.parameters import sensitivity_set
from sim.world.plan import triangular
from sim.world.rows import Array

TABLE = "history/calibration.yaml"
"""The table of `configs/` that says how parameters are fitted."""


@cache
def settings() -> dict[str, float]:
    """How parameters are fitted, by name."""
    return {number.name: float(np.asarray(number.value)) for number in read_group(TABLE)}


def fitted() -> tuple[Number, ...]:
    """The parameters that are fitted, in the order of the catalogue."""
    return tuple(sensitivity_set().values())


def from_scores(scores: Array) -> Array:
    """Parameters from their scores, `[parameter, world]`: triangular on the plausible range, most likely at the default."""
    low, likely, high = (np.array([getattr(number, part) for number in fitted()])[:, None] for part in ("low", "value", "high"))
    return np.clip(triangular(ndtr(scores), low, likely, high), low, high)


def powers(points: int) -> int:
    """The exponent of the least power of two that is not below some number of points."""
    return max(int(points) - 1, 1).bit_length()


def design(points: int, seed: int) -> Array:
    """Scores of a scrambled Sobol sequence, `[parameter, world]`; the number of worlds is raised to a power of two."""
    shares = qmc.Sobol(len(sensitivity_set()), scramble=True, seed=np.random.default_rng(seed)).random_base2(powers(points)).T
    least = np.finfo(float).eps
    return np.ascontiguousarray(ndtri(np.clip(shares, least, 1 - least)))


def sets_of(name: str, scores: Array) -> ParameterSets:
    """Scores as sets that the engine can play."""
    return ParameterSets(name, tuple(sensitivity_set()), from_scores(scores))
